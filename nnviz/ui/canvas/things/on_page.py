"""Things of an opened neuron's page, where each number can be dragged and typed, and of the blocks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

from nnviz.document import Target, edits
from nnviz.document.units import index_of
from nnviz.engine import ActivationFunction
from nnviz.scene.detail import page_spots
from nnviz.scene.detail.answer_places import plot
from nnviz.scene.detail.page import Box
from nnviz.scene.detail.parameters import movable, step
from nnviz.scene.detail.slope import NUDGE, Chart
from nnviz.scene.time.stage import hides
from nnviz.scene.values.model import Hit
from nnviz.scene.view.levels import Level
from nnviz.scene.words import names, numbers
from nnviz.scene.words import questions as words
from nnviz.scene.words.held import RELEASE
from nnviz.scene.words.outcome import strongest
from nnviz.scene.words.wholes import REMEDY
from nnviz.session import Session
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import (
    FULL_DRAG,
    KEY_PIXELS,
    DragAcross,
    DragActivation,
    DragBias,
    DragInput,
    DragParameter,
    DragScore,
    DragWeight,
    Gesture,
)
from nnviz.ui.canvas.things import typed
from nnviz.ui.canvas.things.thing import Ground, Modifiers, Probe, Thing
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.layer_function import function_of
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.overview import page_map
from nnviz.ui.paint.picture import Picture

NEAR = 6.0
"""Pixels around a block that still mean it."""


class OnPage(Thing):
    """What a neuron's page has placed."""

    grounds = Ground.PAGE

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        marker.place(self.hit)


class PageNumber(OnPage):
    """A number that can be taken in hand; a click on it does nothing."""

    cursor = Qt.CursorShape.SizeVerCursor
    takes_keys = True

    def click(self, session: Session, zoom: Zoom) -> None:
        pass

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        return self._by_height(session, picture, start)

    def by_keys(self, session: Session, picture: Picture) -> Gesture | None:
        return self._by_height(session, picture, QPointF())

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        """The gesture that changes it by going up and down."""
        raise NotImplementedError

    def spoken(self, session: Session) -> str:
        number, source = self.number(session), self.hit.source
        assert number is not None
        name = number.name
        if source is not None:
            origin = source.layer, index_of(source.unit)
            name += f" of {' '.join(part for part in words.input_label(session.document, origin) if part)}"
        return f"{name}: {numbers.number(number.value, 3)}. Up and Down change it, Enter types it."


class PageInput(PageNumber):
    """What comes in: a value of the input, or what a neuron before this one passes on."""

    kind = page_spots.INPUT

    @property
    def source(self) -> Target:
        """Where it comes from."""
        assert self.hit.source is not None
        return self.hit.source

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        source, full = self.source, picture.scales.layers[self.source.layer].activation
        if source.layer in session.document.network.input_layers:
            return DragInput(session, start, typed.index(session, source), full, source.layer)
        return DragActivation(session, start, source, typed.a(session, source), full)

    def number(self, session: Session) -> Number:
        return typed.of_input(session, self.source) or typed.of_activation(session, self.source)


class PageWeight(PageNumber):
    """A weight; its place in the layer's weights is its hit's ``index``."""

    kind = page_spots.WEIGHT

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        layer = self.target.layer
        return DragWeight(session, start, layer, self.hit.index, picture.scales.layers[layer].weight)

    def number(self, session: Session) -> Number:
        return typed.of_weight(session, self.target.layer, self.hit.index)


class PageBias(PageNumber):
    """The bias."""

    kind = page_spots.BIAS

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        layer, unit = self.target.layer, typed.index(session, self.target)[0]
        return DragBias(session, start, layer, unit, picture.scales.layers[layer].bias)

    def number(self, session: Session) -> Number:
        return typed.of_bias(session, self.target)


class PageScore(PageNumber):
    """z; on the slope's page, its place along the axis of the chart."""

    kind = page_spots.SCORE

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        detail = picture.detail
        if detail is None or not detail.is_slope or detail.microscope.chart is None:
            return self._by_height(session, picture, start)
        page, chart = detail.page, detail.microscope.chart
        return along(session, chart, page.slope_chart, page.slope_text, start, self.target)

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        full = picture.scales.layers[self.target.layer].z
        return DragScore(session, start, self.target, typed.z(session, self.target), full)

    def number(self, session: Session) -> Number:
        return typed.of_z(session, self.target)


class PageCurve(OnPage):
    """The curve: z is dragged along it."""

    kind = page_spots.CURVE
    cursor = Qt.CursorShape.SizeHorCursor

    def click(self, session: Session, zoom: Zoom) -> None:
        pass

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        detail = picture.detail
        if detail is None or detail.microscope.chart is None:
            return None
        box = page_spots.places(detail.page, detail.microscope).chart
        return along(session, detail.microscope.chart, box, detail.page.text, start, self.target)

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        """Its point says enough."""


class PageParameter(PageNumber):
    """A parameter of the unit's function; its place among them is its hit's ``index``."""

    kind = page_spots.PARAMETER

    def _name(self, session: Session) -> str:
        return movable(self._function(session))[self.hit.index[0]]

    def _function(self, session: Session) -> ActivationFunction:
        return function_of(session, self.target.layer).now()

    def _by_height(self, session: Session, picture: Picture, start: QPointF) -> Gesture:
        return DragParameter(session, start, self.target.layer, self._name(session))

    def by_keys(self, session: Session, picture: Picture) -> Gesture | None:
        """A press is one step, an exact decimal."""
        name = self._name(session)
        full = step(self._function(session), name) * FULL_DRAG / KEY_PIXELS
        return DragParameter(session, QPointF(), self.target.layer, name, full)

    def number(self, session: Session) -> Number:
        return typed.of_parameter(session, self.target.layer, self._name(session))


class PageRemedy(OnPage):
    """What is offered in place of a function that never changes."""

    kind = page_spots.REMEDY
    takes_keys = True

    def click(self, session: Session, zoom: Zoom) -> None:
        label = f"Use {names.function(REMEDY)}"
        session.apply(edits.set_activation, self.target.layer, REMEDY, label=label)

    def spoken(self, session: Session) -> str:
        return f"Use {names.function(REMEDY)}"


class PageSource(OnPage):
    """The name of an input: a click goes to that neuron's page."""

    kind = page_spots.SOURCE

    def click(self, session: Session, zoom: Zoom) -> None:
        if self.hit.source is not None and self.hit.source.layer > 0:
            zoom.go(zoom.level, self.hit.source)


class PagePhase(OnPage):
    """A phase of the neuron's layer: a click goes to where it starts."""

    kind = page_spots.PHASE

    def click(self, session: Session, zoom: Zoom) -> None:
        phases = [phase for phase in session.timeline.phases if phase.layer == self.target.layer]
        session.pause()
        session.seek(phases[self.hit.index[0]].start)


class PageLock(OnPage):
    """What says that z is held: a click lets it go."""

    kind = page_spots.LOCK
    takes_keys = True

    def click(self, session: Session, zoom: Zoom) -> None:
        session.apply(edits.clear_override, self.target, label=RELEASE)

    def spoken(self, session: Session) -> str:
        return f"{RELEASE}: the neuron computes its own value again"


class PageNudge(OnPage):
    """A button that moves z by a step, up or down as its hit's ``index`` says."""

    kind = page_spots.NUDGE
    takes_keys = True

    def click(self, session: Session, zoom: Zoom) -> None:
        z = typed.z(session, self.target) + NUDGE * self.hit.index[0]
        session.apply(edits.set_override, self.target, "z", z, label="Nudge z")

    def spoken(self, session: Session) -> str:
        return f"z {'plus' if self.hit.index[0] > 0 else 'minus'} {numbers.whole(NUDGE)}"


def along(
    session: Session, chart: Chart, box: Box, text: float, start: QPointF, target: Target
) -> DragAcross:
    """Drag z along a chart's axis."""
    (low, high), (x0, _, x1, _) = chart.view[:2], plot(box, text)
    return DragAcross(session, start, target, typed.z(session, target), (high - low) / (x1 - x0))


class LayerBlock(Thing):
    """A layer among the blocks: a click goes to the network, at its neuron that passes on most."""

    kind = "block"
    grounds = Ground.BLOCKS

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        picture = probe.picture
        if picture.blocks is None:
            return None
        screen, point = QRectF(0, 0, *picture.look.screen), probe.point
        for block in page_map(picture.blocks.document, screen, picture.layout.scale).blocks:
            x0, y0, x1, y1 = block.box
            if x0 - NEAR <= point.x() <= x1 + NEAR and y0 - NEAR <= point.y() <= y1 + NEAR:
                return Hit(cls.kind, Target(block.layer, 0))
        return None

    def click(self, session: Session, zoom: Zoom) -> None:
        is_hidden = hides(session.view, session.moment, self.target.layer)
        target = strongest(session.trace, self.target.layer, is_hidden)
        session.select(target)
        zoom.go(Level.NETWORK, target)
