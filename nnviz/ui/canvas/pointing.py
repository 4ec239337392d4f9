"""What is drawn over the picture for the hand, for the keyboard on a page, and for the inspector."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from nnviz.session import State
from nnviz.ui.canvas.detail_keys import PageKeys
from nnviz.ui.canvas.editing import Editing
from nnviz.ui.canvas.pointer import PointerTool
from nnviz.ui.canvas.things.table import thing_in
from nnviz.ui.canvas.things.thing import Ground, Thing, shown
from nnviz.ui.canvas.tracer import Tracer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.pointed import Pointed


class Pointing:
    """Brings out one thing: what the hand drags or points at, else what the keyboard or others point at."""

    def __init__(
        self, hand: PointerTool, pointed: Pointed, page_keys: PageKeys, editing: Editing, tracer: Tracer
    ) -> None:
        self._hand = hand
        self._pointed = pointed
        self._page_keys = page_keys
        self._editing = editing
        self._tracer = tracer

    @property
    def is_shown(self) -> bool:
        """Whether there is anything of it anywhere on the canvas."""
        return self._hand.hit is not None or self._hand.gesture is not None or self._pointed.hit is not None

    def draw(self, painter: QPainter, scene: ScenePainter, picture: Picture, state: State) -> None:
        """Draw it over ``picture``, which shows ``state``."""
        gesture, marker = self._hand.gesture, scene.marker(painter, picture)
        caption = None if gesture is None else gesture.caption
        if caption is not None:
            held = thing_in(picture, self._hand.held)
            if held is not None:
                held.bring_out(marker, is_held=True)
            scene.draw_caption(painter, picture, caption, self._hand.at)
            return
        pointed = self._under_hand(picture)
        if pointed is not None:
            scene.draw_traced(painter, picture, self._tracer.highlight(state, picture, pointed.unit))
        elsewhere = self._page_keys.hit or self._pointed.by_others(self._hand)
        thing = pointed or thing_in(picture, elsewhere)
        if thing is not None:
            thing.bring_out(marker)
        card = None if pointed is None else pointed.card(state)
        if card is not None:
            scene.draw_card(painter, picture, card, self._hand.at)

    def _under_hand(self, picture: Picture) -> Thing | None:
        """What the hand points at; in the network nothing while it is pressed, or while a number is typed."""
        is_busy = self._hand.is_pressed or self._editing.is_open
        return None if is_busy and Ground.NETWORK in shown(picture) else thing_in(picture, self._hand.hit)
