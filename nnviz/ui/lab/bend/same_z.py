"""z at the probe, computed both ways."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.engine.numbers import amount
from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.product import z_text
from nnviz.scene.lab.bend.working import Bend
from nnviz.scene.words import names, numbers
from nnviz.scene.words.names import subscript
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write


def paint_same(painter: QPainter, rect: QRectF, bend: Bend, look: Look) -> None:
    """The layers in turn, the one matrix, and the same number."""
    both = bend.twice
    assert both is not None
    assert bend.product is not None
    output = int(np.nan_to_num(both.layers).argmax())
    title = "the same z, either way" if both.is_same else "nearly the same z, either way"
    line = look.text(17) * 1.5
    write(painter, QRectF(rect.left(), rect.top(), rect.width(), line), title, look, 17, 700)
    count = words.in_words(bend.product.steps)
    big = min(look.text(34) * 1.35, (rect.height() - 3.4 * line) / 2)
    y = rect.top() + line + look.px(8)
    is_there = bend.story.is_one
    for name, values, token, shown in (
        (
            f"{count} layers" if bend.product.steps > 1 else "the layer",
            both.layers,
            "ink",
            bend.story.share >= 1,
        ),
        ("one layer", both.one, "now", is_there),
    ):
        room = QRectF(rect.left(), y, rect.width(), big)
        text = numbers.number(float(values[output]), 3, numbers.within(8)) if shown else "–"
        wide = write(
            painter, room, text, look, 32, 700, token if shown else "ink3", Qt.AlignmentFlag.AlignRight
        )
        room.setWidth(room.width() - wide - look.px(10))
        write(painter, room, name, look, 17, 500, "ink2")
        y += big
    y += look.px(5)
    painter.setPen(QPen(look.color("line"), 1))
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    if is_there:
        _paint_formula(
            painter, QRectF(rect.left(), y + look.px(5), rect.width(), 2 * line), bend, output, look
        )


def _paint_formula(painter: QPainter, rect: QRectF, bend: Bend, output: int, look: Look) -> None:
    assert bend.product is not None
    assert bend.product.whole is not None
    line = look.text(17) * 1.4
    text = z_text(bend.product.whole, output)
    if not text:
        inputs = bend.product.whole.weight.shape[1]
        text = f"{amount(inputs, 'product')} and one bias"
        name = names.output(bend.document, output)
        write(painter, QRectF(rect.left(), rect.top(), rect.width(), line), text, look, 17, 500)
        below = QRectF(rect.left(), rect.top() + line, rect.width(), line)
        write(painter, below, f"for {name}, at this input", look, 16, 400, "ink2")
        return
    write(painter, QRectF(rect.left(), rect.top(), rect.width(), line), text, look, 18, 500)
    at = ", ".join(f"x{subscript(i + 1)} = {_short(value)}" for i, value in enumerate(bend.probe.tolist()))
    below = QRectF(rect.left(), rect.top() + line, rect.width(), line)
    write(painter, below, f"at {at}", look, 16, 400, "ink2", Qt.AlignmentFlag.AlignLeft)


def _short(value: float) -> str:
    return numbers.number(value, numbers.decimals_of(value) if numbers.decimals_of(value) < 3 else 2)
