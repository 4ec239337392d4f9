"""The strongest paths back from a neuron: one line each, every step with its product."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from nnviz.document import Document, Target
from nnviz.scene.names import short, unit_name
from nnviz.scene.numbers import signed
from nnviz.scene.paths import Link
from nnviz.ui.inspector.section import number_token
from nnviz.ui.style import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_path(
    painter: QPainter, look: Look, line: QRectF, document: Document, chain: Sequence[Link]
) -> None:
    """Draw one path from left to right; steps between the second and the last make way."""
    plain, bold = look.font(14), look.font(14, 700)
    steps = [(_name(document, link.source), signed(link.product, 2), link.product) for link in chain]
    if len(steps) > 3:
        steps = [*steps[:2], ("…", "", 0.0), steps[-1]]
    x = line.left()
    for i, (name, text, product) in enumerate(steps):
        words = (
            ("←  " if i else "", plain, "ink3"),
            (f"{name} ", plain, "ink2"),
            (text, bold, number_token(product, 2, look.theme)),
        )
        for word, font, token in words:
            width = QFontMetricsF(font).horizontalAdvance(word)
            if x + width <= line.right() + 1:
                painter.setFont(font)
                painter.setPen(look.color(token))
                painter.drawText(QRectF(x, line.top(), width + 1, line.height()), LEFT, word)
            x += width
        x += 10 * look.s


def _name(document: Document, target: Target) -> str:
    """A step of a path: a neuron's number, a pixel with its place, or a name cut short."""
    return short(unit_name(document, target.layer, target.unit).removeprefix("neuron "))
