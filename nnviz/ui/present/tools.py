"""What the presenter has in hand: pen, eraser, spotlight, a piece to enlarge, a black or a white screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from nnviz.ui.present.ink import Ink


class Tool(Enum):
    """What the pointer does."""

    HAND = "hand"
    """It reaches the picture."""
    PEN = "pen"
    ERASER = "eraser"
    REGION = "region"
    """It draws a frame around what is to be enlarged."""


class Cover(Enum):
    """What lies over everything."""

    NONE = ""
    BLACK = "black"
    WHITE = "white"


@dataclass(frozen=True)
class Region:
    """A piece of the picture as shares of it; all of it by default."""

    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 1.0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is enlarged."""
        return self.width >= 1.0

    @property
    def times(self) -> float:
        """How many times larger it is shown."""
        return 1.0 / self.width


WHOLE = Region()
MOST_TIMES = 6.0
LEAST_DRAWN = 0.02
"""Of the width: what is drawn smaller was a click."""


def region_of(start: QPointF, end: QPointF) -> Region | None:
    """The piece of the display's own shape around a frame, corners given as shares; None for a click."""
    frame = QRectF(start, end).normalized()
    side = max(frame.width(), frame.height())
    if side < LEAST_DRAWN:
        return None
    side = min(max(side, 1.0 / MOST_TIMES), 1.0)
    middle = frame.center()
    x, y = (min(max(at - side / 2, 0.0), 1.0 - side) for at in (middle.x(), middle.y()))
    return Region(x, y, side, side)


class Tools(QObject):
    """Holds all that and says when it is another."""

    changed = Signal()

    def __init__(self, ink: Ink, parent: QObject) -> None:
        super().__init__(parent)
        self.ink = ink
        self.tool = Tool.HAND
        self.cover = Cover.NONE
        self.has_spotlight = False
        self.region = WHOLE

    @property
    def held(self) -> dict[str, bool]:
        """What is in hand, by the names of what takes it there."""
        return {
            "pen": self.tool is Tool.PEN,
            "eraser": self.tool is Tool.ERASER,
            "region": self.tool is Tool.REGION or not self.region.is_whole,
            "spotlight": self.has_spotlight,
            "black": self.cover is Cover.BLACK,
            "white": self.cover is Cover.WHITE,
            "ink_stays": self.ink.stays,
        }

    def take(self, tool: Tool) -> None:
        """Take a tool; the same one again is put away."""
        self.ink.lift()
        self.tool = Tool.HAND if tool is self.tool else tool
        self.changed.emit()

    def cover_with(self, cover: Cover) -> None:
        """Cover the display; the same again uncovers it."""
        self.cover = Cover.NONE if cover is self.cover else cover
        self.changed.emit()

    def toggle_spotlight(self) -> None:
        """Light only what the pointer is at, or everything again."""
        self.has_spotlight = not self.has_spotlight
        self.changed.emit()

    def toggle_region(self) -> None:
        """Enlarge a piece that is drawn next; if one is enlarged, show everything again."""
        if not self.region.is_whole:
            self.region = WHOLE
            self.changed.emit()
        else:
            self.take(Tool.REGION)

    def enlarge(self, region: Region | None) -> None:
        """A frame was drawn."""
        self.tool = Tool.HAND
        if region is not None:
            self.region = region
        self.changed.emit()

    def toggle_staying(self) -> None:
        """Ink stays from now on, or fades."""
        self.ink.stays = not self.ink.stays
        self.changed.emit()

    def clear(self) -> None:
        """Wipe this page."""
        self.ink.clear()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        self.ink.undo()
        self.changed.emit()
