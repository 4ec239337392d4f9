"""What a thing on the canvas knows of itself, and what it is told of the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import QPointF, Qt

from nnviz.document import Camera, Document, Target
from nnviz.engine import Trace
from nnviz.scene.detail import page_spots
from nnviz.scene.values.model import Hit
from nnviz.scene.view import map_pick
from nnviz.scene.view.pick import pick
from nnviz.session import Session, State
from nnviz.ui.canvas.editor import Number
from nnviz.ui.canvas.gestures import Gesture
from nnviz.ui.canvas.masked import masked
from nnviz.ui.canvas.zooming import Zoom
from nnviz.ui.paint.hover import Card
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.picture import Picture

Modifiers = Qt.KeyboardModifier


class Ground(Flag):
    """What lies on the canvas, one over the other: a thing answers on some of them."""

    NETWORK = auto()
    STRIP = auto()
    """The arithmetic of one window, over a network on images."""
    PAGE = auto()
    """One neuron opened up."""
    BLOCKS = auto()
    """The whole network, a block a layer."""


def shown(picture: Picture) -> Ground:
    """The grounds that the pointer can mean: a page or the blocks cover the network once half faded in."""
    if picture.depth.blocks >= 0.5:
        return Ground.BLOCKS
    return Ground.PAGE if picture.depth.microscope >= 0.5 else Ground.NETWORK | Ground.STRIP


@dataclass(frozen=True, eq=False)
class Probe:
    """A point of the canvas, in its pixels, and what is shown there."""

    picture: Picture
    camera: Camera
    point: QPointF

    @cached_property
    def ground(self) -> Ground:
        """The one ground that is topmost here."""
        grounds = shown(self.picture)
        if Ground.STRIP not in grounds:
            return grounds
        is_covered = map_pick.is_on_strip(self.picture.layout, self._at)
        return Ground.STRIP if is_covered else Ground.NETWORK

    @cached_property
    def placed(self) -> Hit | None:
        """What the scene itself has placed here."""
        picture, network = self.picture, self.picture.trace.network
        layout, strip = picture.layout, picture.frame.strip
        if self.ground is Ground.STRIP:
            return map_pick.on_strip(layout, network, strip, self._at)
        if self.ground is Ground.NETWORK:
            back = picture.look.mapping.back(self.point)
            on_tiles = map_pick.on_tiles(layout, network, picture.selection, strip, back)
            return on_tiles or pick(layout, picture.edges, self.camera, picture.look.screen, self._at)
        if picture.detail is None or not picture.detail.takes_pointer:
            return None
        return page_spots.at(picture.detail.spots(), self._at)

    @property
    def _at(self) -> tuple[float, float]:
        return self.point.x(), self.point.y()


@dataclass(frozen=True)
class Thing:
    """One thing under the pointer. A class for each kind; all of them stand in ``THINGS``.

    ``hit`` says which one it is: the unit that it belongs to, and what more its kind needs.
    """

    hit: Hit

    kind: ClassVar[str] = ""
    """Its name in the table, and in its hits."""
    grounds: ClassVar[Ground] = Ground.NETWORK
    cursor: ClassVar[Qt.CursorShape] = Qt.CursorShape.PointingHandCursor
    takes_keys: ClassVar[bool] = False
    """Whether Tab stops at it, on the page of an opened neuron."""

    @classmethod
    def at(cls, probe: Probe) -> Hit | None:
        """The one of this kind that is under the pointer: by default as the scene has placed it."""
        found = probe.placed
        return found if found is not None and found.kind == cls.kind else None

    @property
    def target(self) -> Target:
        """The unit that it belongs to."""
        return self.hit.target

    @property
    def unit(self) -> Target | None:
        """The unit that it stands for itself: it can be opened up, and has paths and a menu."""
        return None

    def card(self, state: State) -> Card | None:
        """What is said beside the pointer, without what a quiz hides."""
        facts = self.facts(state.document, state.trace)
        return None if facts is None else masked(state, self.target, facts)

    def facts(self, document: Document, trace: Trace) -> Card | None:
        """All that can be said of it."""
        return None

    def bring_out(self, marker: Marker, is_held: bool = False) -> None:
        """Draw what shows that it is pointed at, or (``is_held``) being dragged."""

    def click(self, session: Session, zoom: Zoom) -> None:
        """Answer a press and release in one place: by default, select its unit."""
        session.select(self.target)

    def drag(
        self, session: Session, picture: Picture, start: QPointF, modifiers: Modifiers
    ) -> Gesture | None:
        """The gesture of a drag that starts on it; None where it can't be dragged."""
        return None

    def by_keys(self, session: Session, picture: Picture) -> Gesture | None:
        """The gesture that Up and Down make, as if they dragged; None where they change nothing."""
        return None

    def number(self, session: Session) -> Number | None:
        """The number that can be typed at it: a double click opens a field."""
        return None

    def spoken(self, session: Session) -> str:
        """What it is, for a screen reader, where Tab stops at it."""
        return ""
