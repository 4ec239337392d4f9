"""Pens, brushes, gradients and clips of an SVG."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
    QTransform,
)

from nnviz.ui.export.svg_paths import matrix, number, path_data

CAPS = {Qt.PenCapStyle.SquareCap: "square", Qt.PenCapStyle.RoundCap: "round"}
JOINS = {Qt.PenJoinStyle.BevelJoin: "bevel", Qt.PenJoinStyle.RoundJoin: "round"}


class Inks:
    """Gives attributes, and keeps the definitions that these refer to; a definition is written once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    @property
    def definitions(self) -> str:
        """All that goes into ``<defs>``."""
        return "".join(body.replace("ID", name, 1) for body, name in self._known.items())

    def stroke(self, painter: QPainter) -> str:
        """Attributes of the outline; empty where there is none."""
        pen = painter.pen()
        if pen.style() == Qt.PenStyle.NoPen or pen.brush().style() == Qt.BrushStyle.NoBrush:
            return ""
        transform = painter.deviceTransform()
        size = sqrt(abs(transform.determinant()))
        width = pen.widthF() * size or 1.0
        found = self._paint("stroke", pen.brush(), transform) + f' stroke-width="{number(width)}"'
        if pen.capStyle() in CAPS:
            found += f' stroke-linecap="{CAPS[pen.capStyle()]}"'
        if pen.joinStyle() in JOINS:
            found += f' stroke-linejoin="{JOINS[pen.joinStyle()]}"'
        return found + self._dashes(pen, width) + self.whole(painter)

    def fill(self, painter: QPainter, rule: Qt.FillRule) -> str:
        """Attributes of the inside; empty where there is none."""
        brush = painter.brush()
        if brush.style() == Qt.BrushStyle.NoBrush:
            return ""
        found = self._paint("fill", brush, painter.deviceTransform())
        if rule == Qt.FillRule.OddEvenFill:
            found += ' fill-rule="evenodd"'
        has_outline = painter.pen().style() != Qt.PenStyle.NoPen
        return found if has_outline else found + self.whole(painter)

    def letters(self, painter: QPainter) -> str:
        """Attributes of text: filled in the colour of the pen."""
        return self._paint("fill", painter.pen().brush(), painter.deviceTransform()) + self.whole(painter)

    def whole(self, painter: QPainter) -> str:
        """Opacity of an element."""
        return "" if painter.opacity() >= 1.0 else f' opacity="{number(painter.opacity(), 3)}"'

    def clip(self, clip: QPainterPath | None) -> str:
        """The attribute of a group that is seen inside a clip alone; empty where there is none."""
        if clip is None:
            return ""
        body = f'<clipPath id="ID"><path d="{path_data(clip)}"/></clipPath>'
        return f' clip-path="url(#{self._name(body)})"'

    def _paint(self, what: str, brush: QBrush, transform: QTransform) -> str:
        gradient: QGradient | None = brush.gradient()
        if gradient is not None:
            body = _gradient(gradient, brush.transform() * transform)
            return f' {what}="url(#{self._name(body)})"'
        color = brush.color()
        alpha = "" if color.alpha() == 255 else f' {what}-opacity="{number(color.alphaF(), 3)}"'
        return f' {what}="{color.name()}"{alpha}'

    def _dashes(self, pen: QPen, width: float) -> str:
        if pen.style() == Qt.PenStyle.SolidLine:
            return ""
        parts = " ".join(number(part * width) for part in pen.dashPattern())
        return f' stroke-dasharray="{parts}"'

    def _name(self, body: str) -> str:
        return self._known.setdefault(body, f"d{len(self._known)}")


def _gradient(gradient: QGradient, transform: QTransform) -> str:
    stops = "".join(_stop(at, QColor(color)) for at, color in gradient.stops())
    turned = f' gradientTransform="{matrix(transform)}"'
    if isinstance(gradient, QRadialGradient):
        middle = gradient.center()
        place = f'cx="{number(middle.x())}" cy="{number(middle.y())}" r="{number(gradient.radius())}"'
        kind = "radialGradient"
    else:
        assert isinstance(gradient, QLinearGradient)
        a, b = gradient.start(), gradient.finalStop()
        place = f'x1="{number(a.x())}" y1="{number(a.y())}" x2="{number(b.x())}" y2="{number(b.y())}"'
        kind = "linearGradient"
    return f'<{kind} id="ID" gradientUnits="userSpaceOnUse" {place}{turned}>{stops}</{kind}>'


def _stop(at: float, color: QColor) -> str:
    alpha = "" if color.alpha() == 255 else f' stop-opacity="{number(color.alphaF(), 3)}"'
    return f'<stop offset="{number(at, 3)}" stop-color="{color.name()}"{alpha}/>'
