"""Things of the page of a number that is shifted and scaled: x, each step's operand, use and training."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from nnviz.engine.steps import Stored
from nnviz.scene.detail import chain_places as places
from nnviz.scene.detail.workings_places import CONSTANT
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import DragAcrossLine, DragParameter, DragValue, Gesture
from nnviz.ui.canvas.things import typed
from nnviz.ui.canvas.things.on_page import OnPage, PageInput, PageNumber
from nnviz.ui.canvas.things.thing import Modifiers
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.picture import Picture


class ChainNumber(PageInput):
    """x: a drag along its line moves it."""

    kind = places.NUMBER
    cursor = Qt.CursorShape.SizeHorCursor

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        opened = None if picture.detail is None else picture.detail.chain
        if opened is None:
            return None
        inner = self._by_height(session, picture, QPointF())
        assert isinstance(inner, DragValue)
        return DragAcrossLine(start, inner, opened.page.chain.x, opened.places.per_pixel(opened.page))


class ChainStep(PageNumber):
    """What a step takes: a number of the layer's own. Its place among the steps is its hit's ``index``."""

    kind = places.STEP

    def _stored(self, session: Session) -> Stored:
        chain = session.trace.explain(self.target.layer, self.target.unit).chain
        stored = None if chain is None else chain.steps[self.hit.index[0]].stored
        assert stored is not None, "only what is stored has a pill to take in hand"
        return stored

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        opened = None if picture.detail is None else picture.detail.chain
        full = 1.0 if opened is None else opened.page.high - opened.page.low
        return DragParameter(session, start, self.target.layer, self._stored(session), full)

    def number(self, session: Session) -> Number:
        return typed.of_parameter(session, self.target.layer, self._stored(session))


class PageConstant(PageNumber):
    """A constant that an operator takes. Its place among the operands is its hit's ``index``."""

    kind = CONSTANT

    def _stored(self, session: Session) -> Stored:
        stored = session.trace.explain(self.target.layer, self.target.unit).constants[self.hit.index[0]]
        assert stored is not None, "what isn't stored has its source"
        return stored

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        stored = self._stored(session)
        return DragParameter(session, start, self.target.layer, stored, max(abs(stored.value), 1.0))

    def number(self, session: Session) -> Number:
        return typed.of_parameter(session, self.target.layer, self._stored(session))


class ChainUse(OnPage):
    """One half of the switch: what is computed in use, or while training."""

    kind = places.USE
    takes_keys = True

    def click(self, session: Session, zoom: Zoom) -> None:
        session.set_training(bool(self.hit.index[0]))

    def spoken(self, session: Session) -> str:
        words = "Training: the batch’s mean and variance" if self.hit.index[0] else "In use: the stored ones"
        return f"{words}, chosen" if session.view.training == bool(self.hit.index[0]) else words
