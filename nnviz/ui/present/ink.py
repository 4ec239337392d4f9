"""Ink over what the class sees: strokes as plain values, kept for each step of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from nnviz.ui.theme import Theme

Point = tuple[float, float]
"""Shares of the display's width and height: a display of another size shows the same ink."""
STAYS, FADING = 6.0, 1.5
"""Seconds after which fading ink begins to go, and for which it goes."""
WIDTH, CASING, REACH = 5.0, 3.0, 20.0
"""In units: a stroke, the ground left free around it, how far the eraser reaches."""


@dataclass(frozen=True)
class Stroke:
    """One stroke of the pen. ``since`` is when it was finished, in seconds of the book's clock; None while it
    is drawn, and where it stays."""

    points: tuple[Point, ...]
    since: float | None = None

    def strength(self, now: float) -> float:
        """How much of it is left, 0 to 1."""
        if self.since is None:
            return 1.0
        return min(max(1.0 - (now - self.since - STAYS) / FADING, 0.0), 1.0)


class Ink:
    """The strokes of every page of a lecture. ``now`` gives seconds of a clock that never goes back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._pages: dict[Hashable, list[Stroke]] = {}
        self._undone: dict[Hashable, list[list[Stroke]]] = {}
        self._drawn: list[Point] | None = None
        self.page: Hashable = None
        """What is written on now."""
        self.stays = False
        """Whether what is written from now on stays."""

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What is on this page, the stroke under the pen last."""
        drawn = (Stroke(tuple(self._drawn)),) if self._drawn else ()
        return (*self._pages.get(self.page, ()), *drawn)

    @property
    def is_fading(self) -> bool:
        """Whether any of this page's ink goes by itself."""
        return any(stroke.since is not None for stroke in self._pages.get(self.page, ()))

    def turn_to(self, page: Hashable) -> bool:
        """Write on another page; what is under the pen is finished on this one."""
        if page == self.page:
            return False
        self.lift()
        self.page = page
        self.dry()
        return True

    def touch(self, at: Point) -> None:
        """Put the pen down, or move it on."""
        if self._drawn is None:
            self._drawn = [at]
        elif at != self._drawn[-1]:
            self._drawn.append(at)

    def lift(self) -> None:
        """Take the pen off: the stroke is finished."""
        drawn, self._drawn = self._drawn, None
        if drawn:
            self._keep()
            since = None if self.stays else self._now()
            self._pages.setdefault(self.page, []).append(Stroke(tuple(drawn), since))

    def erase(self, at: Point, size: QSizeF) -> bool:
        """Take away the strokes near a place on a display of this size; returns whether there were any."""
        page = self._pages.get(self.page, [])
        reach = REACH * size.height() / 1000
        left = [stroke for stroke in page if not _is_near(stroke, at, size, reach)]
        if len(left) == len(page):
            return False
        self._keep()
        self._pages[self.page] = left
        return True

    def clear(self) -> None:
        """Take away all of this page's."""
        if self._pages.get(self.page):
            self._keep()
            self._pages[self.page] = []

    @property
    def can_undo(self) -> bool:
        """Whether anything was written or erased on this page that can be taken back."""
        return bool(self._undone.get(self.page))

    def undo(self) -> None:
        """Take back the last stroke, or what the eraser took."""
        if self.can_undo:
            now = self._now()
            back = self._undone[self.page].pop()
            fresh = [replace(s, since=now) if s.since is not None else s for s in back]
            self._pages[self.page] = fresh

    def dry(self) -> bool:
        """Let go of what has faded; returns whether anything had."""
        now, page = self._now(), self._pages.get(self.page, [])
        left = [stroke for stroke in page if stroke.strength(now) > 0]
        if len(left) == len(page):
            return False
        self._pages[self.page] = left
        if not left:
            self._undone.pop(self.page, None)
        return True

    def _keep(self) -> None:
        """The page as it is can be had back."""
        self._undone.setdefault(self.page, []).append(list(self._pages.get(self.page, ())))

    # drawing

    def draw(self, painter: QPainter, size: QSizeF, theme: Theme) -> None:
        """Draw this page's ink over a picture of ``size``."""
        now, unit = self._now(), size.height() / 1000
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            path = path_of(stroke, size)
            strength = stroke.strength(now)
            for token, width in (("bg", WIDTH + 2 * CASING), ("ink", WIDTH)):
                painter.setPen(_pen(theme.color(token, strength), width * unit))
                painter.drawPath(path)
        painter.restore()


def path_of(stroke: Stroke, size: QSizeF) -> QPainterPath:
    """A smooth line through a stroke's points, on a picture of ``size``."""
    points = [QPointF(x * size.width(), y * size.height()) for x, y in stroke.points]
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0.0))
        return path
    for here, after in pairwise(points[1:]):
        path.quadTo(here, (here + after) / 2)
    path.lineTo(points[-1])
    return path


def box_of(stroke: Stroke, size: QSizeF) -> QRectF:
    """What a stroke covers."""
    rim = (WIDTH / 2 + CASING) * size.height() / 1000 + 1
    return path_of(stroke, size).boundingRect().adjusted(-rim, -rim, rim, rim)


def _is_near(stroke: Stroke, at: Point, size: QSizeF, reach: float) -> bool:
    hole = QRectF(at[0] * size.width() - reach, at[1] * size.height() - reach, 2 * reach, 2 * reach)
    path = path_of(stroke, size)
    return (
        path.intersects(hole)
        if len(stroke.points) > 2
        else path.boundingRect().adjusted(-1, -1, 1, 1).intersects(hole)
    )


def _pen(color: QColor, width: float) -> QPen:
    return QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
