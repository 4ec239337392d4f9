"""A unit's activation drawn as a chart, in the microscope's card and over the whole view."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.engine.arrays import Array
from nnviz.scene.detail.answer_places import plot
from nnviz.scene.detail.free_place import first_free
from nnviz.scene.detail.page import Box
from nnviz.scene.detail.progress import Progress
from nnviz.scene.detail.response import LivePoint, live_point
from nnviz.scene.detail.slope import Chart, tangent, ticks
from nnviz.scene.words.numbers import number, tick
from nnviz.ui.paint.text import CENTER, LEFT, RIGHT, Texts
from nnviz.ui.theme import FLOOR, Theme

DECIMALS = 3
DASHED = Qt.PenStyle.DashLine
TANGENT = 78.0
"""Half the length of the tangent in pixels at scale 1."""
MOST_TICKS, TICK = 5, 2.4
"""Numbers across at most, and how much room each has at least, in the size of the text."""
Anchor = tuple[float, float, float]
"""Where words stand: x, y, and their alignment there."""


class Axes:
    """From z and y to pixels of a box."""

    def __init__(self, box: QRectF, view: tuple[float, float, float, float]) -> None:
        self.box = box
        self._low, self._high, self._bottom, self._top = view

    def x(self, z: float) -> float:
        """Where a z stands across."""
        return self.box.left() + self.box.width() * (z - self._low) / (self._high - self._low)

    def y(self, value: float) -> float:
        """Where a value stands, up being more; what is far outside stays drawable."""
        share = (value - self._bottom) / (self._top - self._bottom)
        return self.box.bottom() - self.box.height() * min(max(share, -50.0), 50.0)

    def at(self, z: float, value: float) -> QPointF:
        """Where a point stands."""
        return QPointF(self.x(z), self.y(value))

    @property
    def bounds(self) -> Box:
        """The box's ends."""
        return self.box.left(), self.box.top(), self.box.right(), self.box.bottom()

    def floor(self) -> float:
        """Where 0 stands, or the edge that it lies beyond."""
        return self.y(min(max(0.0, self._bottom), self._top))

    def z_per_pixel(self) -> float:
        """How much z one pixel is."""
        return (self._high - self._low) / self.box.width()

    def y_per_pixel(self) -> float:
        """How much of the value one pixel is."""
        return (self._top - self._bottom) / self.box.height()

    def line(self, z: Array, values: Array) -> Array:
        """The curve in pixels (n, 2), NaN where it has no value."""
        points = [(self.x(float(at)), self.y(float(value))) for at, value in zip(z, values, strict=True)]
        return np.array(points)

    def polygon(self, z: Array, values: Array) -> list[QPolygonF]:
        """The curve in stretches without gaps."""
        good = np.isfinite(values)
        stretches: list[QPolygonF] = []
        for part in np.split(np.arange(len(z)), np.flatnonzero(np.diff(good.astype(int))) + 1):
            if good[part[0]]:
                stretches.append(QPolygonF([self.at(float(z[i]), float(values[i])) for i in part]))
        return stretches


class ChartPainter:
    """Draws charts for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(
        self,
        painter: QPainter,
        chart: Chart,
        answer: float,
        progress: Progress,
        box: QRectF,
        text: float,
        scale: float,
        *,
        whole: bool = False,
    ) -> None:
        """Draw the curve in ``box`` with the point as far as the moment lets it; ``whole``: the slope's own
        page, with f′ and the tangent's triangle."""
        x0, y0, x1, y1 = plot((box.left(), box.top(), box.right(), box.bottom()), text)
        inner = QRectF(x0, y0, x1 - x0, y1 - y0)
        axes = Axes(inner, chart.view)
        self._grid(painter, chart, axes, text)
        painter.save()
        painter.setClipRect(inner.adjusted(-1, -2, 1, 2))
        thick = max(2.8 * scale, 2.0)
        if whole:
            self._curve(painter, axes, chart.at, chart.steepness, QPen(QColor(self._theme.ink2), 1.6, DASHED))
            self._name_slope(painter, chart, axes, text)
        self._curve(painter, axes, chart.at, chart.height, QPen(QColor(self._theme.ink), thick))
        painter.restore()
        point = live_point(chart.curve, chart.z, answer, progress.activated) if progress.summed >= 1 else None
        if point is None:
            return
        if any(chart.leaves):
            self._gone(painter, chart, axes, text)
            return
        if not point.waits:
            painter.save()
            painter.setClipRect(box)
            self._tangent(painter, chart, axes, scale, whole=whole, text=text)
            painter.restore()
        self._point(painter, chart, point, axes, text, scale)

    def _grid(self, painter: QPainter, chart: Chart, axes: Axes, text: float) -> None:
        low, high, bottom, top = chart.view
        box, ink = axes.box, QColor(self._theme.ink3)
        pale = QPen(QColor(self._theme.line), 1.0)
        floor = axes.floor()
        small, last = max(0.85 * text, FLOOR), np.inf
        for value in ticks(bottom, top, 4):
            painter.setPen(pale)
            painter.drawLine(QPointF(box.left(), axes.y(value)), QPointF(box.right(), axes.y(value)))
            if last - axes.y(value) < small:
                continue
            last = axes.y(value)
            at = QPointF(box.left() - 0.4 * text, last)
            self._texts.draw(painter, at, tick(value), small, ink, weight=500, align=RIGHT)
        painter.setPen(QPen(ink, 1.3))
        painter.drawLine(QPointF(box.left(), floor), QPointF(box.right(), floor))
        if low < 0 < high:
            painter.setPen(pale)
            painter.drawLine(QPointF(axes.x(0.0), box.top()), QPointF(axes.x(0.0), box.bottom()))
        for z in ticks(low, high, max(min(MOST_TICKS, int(box.width() / (TICK * text))), 2)):
            at = QPointF(axes.x(z), box.bottom() + 0.85 * text)
            self._texts.draw(painter, at, tick(z), small, ink, weight=500)

    def _curve(self, painter: QPainter, axes: Axes, z: Array, values: Array, pen: QPen) -> None:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in axes.polygon(z, values):
            painter.drawPolyline(stretch)

    def _name_slope(self, painter: QPainter, chart: Chart, axes: Axes, text: float) -> None:
        place = self._slope_name(chart, axes, text)
        if place is not None:
            self._texts.draw(painter, place, chart.name, text, QColor(self._theme.ink2), weight=500)

    def _slope_name(self, chart: Chart, axes: Axes, text: float) -> QPointF | None:
        """Where the derivative's name stands: where it is highest."""
        good = np.flatnonzero(np.isfinite(chart.steepness))
        if not len(good):
            return None
        top = good[int(chart.steepness[good].argmax())]
        at = axes.at(float(chart.at[top]), float(chart.steepness[top]))
        x = min(max(at.x(), axes.box.left() + 2 * text), axes.box.right() - 3 * text)
        return QPointF(x, max(at.y() - 0.9 * text, axes.box.top() + 0.7 * text))

    def _tangent(
        self, painter: QPainter, chart: Chart, axes: Axes, scale: float, *, whole: bool, text: float
    ) -> None:
        steepness = chart.slope * axes.z_per_pixel() / axes.y_per_pixel()
        half = (2.0 if whole else 1.0) * TANGENT * scale / np.hypot(1.0, steepness) * axes.z_per_pixel()
        ends = tangent(chart, float(half))
        if ends is None:
            return
        if whole:
            self._triangle(painter, chart, axes, text, ends)
        painter.setPen(QPen(QColor(self._theme.now), max(3.0 * scale, 2.0)))
        painter.drawLine(axes.at(*ends[0].tolist()), axes.at(*ends[1].tolist()))

    def _triangle(self, painter: QPainter, chart: Chart, axes: Axes, text: float, touching: Array) -> None:
        """One to the right, f′(z) up; ``touching`` (2, 2) are the ends of the tangent."""
        here, right = axes.at(chart.z, chart.y), axes.at(chart.z + 1.0, chart.y)
        up = axes.at(chart.z + 1.0, chart.y + chart.slope)
        is_inside = right.x() <= axes.box.right() and axes.box.top() <= up.y() <= axes.box.bottom()
        if not is_inside or abs(up.y() - right.y()) < text:
            return
        painter.setPen(QPen(QColor(self._theme.ink2), 1.5, Qt.PenStyle.DotLine))
        painter.drawPolyline([here, right, up])
        lines = self._lines(chart, axes, text, touching)
        below = 0.8 * text * (1 if chart.slope >= 0 else -1)
        for words, weight, token, places in (
            ("1", 400, "ink2", _along(here, right, below)),
            (number(chart.slope, DECIMALS), 700, "now", _beside(right, up, below)),
        ):
            wide, half = self._texts.width(words, text, weight), 0.65 * text
            boxes = [
                (x - align * wide, y - half, x - align * wide + wide, y + half) for x, y, align in places
            ]
            x0, y0, _, y1 = boxes[first_free(boxes, lines, axes.bounds)]
            at = QPointF(x0, (y0 + y1) / 2)
            self._on_patch(painter, at, words, text, QColor(getattr(self._theme, token)), LEFT, weight)

    def _lines(self, chart: Chart, axes: Axes, text: float, touching: Array) -> list[Array]:
        """What words are to stand clear of: the curves, the tangent, and other words."""
        here = axes.at(chart.z, chart.y)
        # From the point a dotted line leads to its y.
        found = [np.array([[here.x(), here.y()], [axes.box.right(), here.y()]])]
        found += [axes.line(chart.at, values) for values in (chart.height, chart.steepness)]
        found.append(axes.line(touching[:, 0], touching[:, 1]))
        name, (z, align) = self._slope_name(chart, axes, text), self._z_name(chart, axes, text)
        words = [(z, align, self._texts.width(_z_words(chart), text, 600))]
        if name is not None:
            words.append((name, CENTER, self._texts.width(chart.name, text, 500)))
        for at, share, wide in words:
            left = at.x() - share * wide
            found.append(np.array([[left, at.y()], [left + wide, at.y()]]))
        return found

    def _point(
        self, painter: QPainter, chart: Chart, point: LivePoint, axes: Axes, text: float, scale: float
    ) -> None:
        theme, box = self._theme, axes.box
        at = axes.at(point.z, point.y)
        foot = QPointF(axes.x(chart.z), axes.floor())
        token = theme.sign(chart.z)
        painter.setPen(QPen(QColor(getattr(theme, token)), 2.0, DASHED))
        painter.drawLine(foot, QPointF(foot.x(), foot.y() if point.waits else at.y()))
        if not point.waits:
            painter.setPen(QPen(QColor(theme.now), 2.0, Qt.PenStyle.DotLine))
            painter.drawLine(at, QPointF(box.right(), at.y()))
        painter.setPen(QPen(QColor(theme.panel), 2.0))
        painter.setBrush(QColor(getattr(theme, token)))
        painter.drawEllipse(foot, 5.0 * scale + 1, 5.0 * scale + 1)
        radius = max(9.0 * scale, 6.0) * point.size
        painter.setBrush(QColor(theme.now))
        painter.drawEllipse(at, radius, radius)
        place, align = self._z_name(chart, axes, text)
        self._on_patch(painter, place, _z_words(chart), text, QColor(getattr(theme, token)), align)

    def _gone(self, painter: QPainter, chart: Chart, axes: Axes, text: float) -> None:
        """The point is beyond the axes, which are held still: an arrow at their edge says where, and what."""
        theme, box = self._theme, axes.box
        along, up = chart.leaves
        size = 0.6 * text
        x = min(max(axes.x(chart.z), box.left() + 2 * size), box.right() - 2 * size)
        y = min(max(axes.y(chart.y), box.top() + 2 * size), box.bottom() - 2 * size)
        tip = QPointF(x + 1.6 * size * along, y - 1.6 * size * up)
        length = np.hypot(along, up)
        way = QPointF(along / length, -up / length)
        side = QPointF(-way.y(), way.x()) * size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.now))
        painter.drawPolygon([tip, tip - way * 1.6 * size + side, tip - way * 1.6 * size - side])
        words = f"z = {number(chart.z, DECIMALS)}, off this axis"
        right = x > box.center().x()
        at = QPointF(
            x - 1.6 * size if right else x + 1.6 * size, y + (1.6 * text if up >= 0 else -1.6 * text)
        )
        ink = QColor(getattr(theme, theme.sign(chart.z)))
        self._on_patch(painter, at, words, text, ink, RIGHT if right else LEFT)

    def _z_name(self, chart: Chart, axes: Axes, text: float) -> tuple[QPointF, float]:
        """Where the number of z stands, and its alignment there."""
        foot, at, box = QPointF(axes.x(chart.z), axes.floor()), axes.at(chart.z, chart.y), axes.box
        own = self._texts.width(_z_words(chart), text, 600)
        wide = own + text
        fits = foot.x() + wide < box.right() and (chart.z >= 0 or foot.x() - wide < box.left())
        # Off the curve's side, but not among the numbers of the axis.
        is_below = at.y() > foot.y() and foot.y() + 1.5 * text > box.bottom()
        above = foot.y() - 0.9 * text if at.y() <= foot.y() or is_below else foot.y() + 0.9 * text
        left = foot.x() + 0.7 * text if fits else foot.x() - 0.7 * text - own
        if box.left() <= left <= box.right() - own:
            return QPointF(foot.x() + (0.7 if fits else -0.7) * text, above), LEFT if fits else RIGHT
        # With room on neither side it stands over the point, clear of the numbers beside the chart.
        return QPointF(max(min(left, box.right() - own), box.left()), above), LEFT

    def _on_patch(
        self,
        painter: QPainter,
        at: QPointF,
        words: str,
        text: float,
        ink: QColor,
        align: float,
        weight: int = 600,
    ) -> None:
        """Words that a curve may run behind."""
        wide = self._texts.width(words, text, weight)
        left = at.x() - align * wide
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("panel", 0.85))
        painter.drawRoundedRect(QRectF(left - 3, at.y() - 0.65 * text, wide + 6, 1.3 * text), 4, 4)
        self._texts.draw(painter, at, words, text, ink, weight=weight, align=align)


def _z_words(chart: Chart) -> str:
    return f"z = {number(chart.z, DECIMALS)}"


def _along(here: QPointF, right: QPointF, below: float) -> list[Anchor]:
    """Places for the number of the way to the right, the best first: under its middle or end, over it."""
    middle, far = ((1 - share) * here.x() + share * right.x() for share in (0.5, 0.85))
    return [(x, right.y() + y, CENTER) for x, y in ((middle, below), (far, below), (middle, -below))]


def _beside(right: QPointF, up: QPointF, below: float) -> list[Anchor]:
    """Places for the number of a rise, the best first: beside it, beyond its end, under it."""
    rise, after = up.y() - right.y(), right.x() + 0.5 * abs(below)
    found = [(after, right.y() + share * rise, LEFT) for share in (0.5, 0.3, 0.7)]
    found += [(right.x() - 0.25 * abs(below), up.y() - below, RIGHT), (after, up.y() - below, LEFT)]
    return [*found, (after, right.y() + below, LEFT)]
