"""How the network that fits is drawn: neurons in columns, names at both sides, edges by their weights."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from nnviz.scene.table.drawing import Drawing, Layered
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

WEAKEST, SPAN, THICK = 0.12, 0.6, 2.6
"""Opacity of the weakest edge, what the strongest has beside it, and its width."""
BETWEEN, LEAST = 8, 64
"""Pixels between two captions; those that neurons have without captions, so that names have the rest."""
MIDDLE, RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def most(look: Look, room: QRectF) -> int:
    """How many neurons have room for their names in a column."""
    return int((room.height() - _line(look)) // _line(look))


def paint(painter: QPainter, look: Look, room: QRectF, drawn: Drawing) -> None:
    """All of it."""
    inner = room.adjusted(0, 0, 0, -_line(look))
    radius = [_radius(look, inner, layer) for layer in drawn.layers]
    xs, has_captions = _columns(look, room, drawn.layers, max(radius))

    def place(layer: int, neuron: int) -> QPointF:
        return QPointF(xs[layer], inner.top() + drawn.layers[layer].places[neuron] * inner.height())

    for gap, source, target, weight, size in drawn.edges:
        share = WEAKEST + SPAN * float(size) ** 1.4
        color = look.theme.mix("pos" if weight > 0 else "neg", share, "panel")
        painter.setPen(QPen(color, 0.5 + THICK * float(size)))
        painter.drawLine(place(int(gap), int(source)), place(int(gap) + 1, int(target)))
    last = len(drawn.layers) - 1
    for number, layer in enumerate(drawn.layers):
        is_last = number == last
        for neuron in range(len(layer.places)):
            painter.setPen(QPen(look.color("now" if is_last else "ink2"), 2 if is_last else 1.4))
            painter.setBrush(look.color("panel"))
            painter.drawEllipse(place(number, neuron), radius[number], radius[number])
        sides = (
            (room.left(), xs[0] - radius[0] - 6) if not number else (xs[-1] + radius[-1] + 6, room.right())
        )
        for neuron, name in enumerate(layer.names):
            y = place(number, neuron).y() - _line(look) / 2
            words = QRectF(sides[0], y, sides[1] - sides[0], _line(look))
            token, align = ("now", Qt.AlignmentFlag.AlignLeft) if is_last else ("ink", RIGHT)
            write(painter, words, name, look, 16, 600, token, align)
        _captions(painter, look, inner, layer, xs[number], has_captions)


def _captions(
    painter: QPainter, look: Look, inner: QRectF, layer: Layered, x: float, has_captions: bool
) -> None:
    """What a column holds, and how many of it aren't drawn."""
    metrics, high = QFontMetricsF(look.font(16)), _line(look)

    def put(y: float, text: str) -> None:
        wide = metrics.horizontalAdvance(text) + 4
        left = min(max(x - wide / 2, inner.left()), inner.right() - wide)
        write(painter, QRectF(left, y, wide, high), text, look, 16, 400, "ink2", MIDDLE)

    if has_captions:
        put(inner.bottom(), layer.caption)
    if layer.more:
        rows = len(layer.places) + 1
        put(inner.top() + (rows - 0.5) / rows * inner.height() - high / 2, f"+ {layer.more:,} more")


def _columns(look: Look, room: QRectF, layers: Sequence[Layered], radius: float) -> tuple[list[float], bool]:
    """(where the columns stand, as far out as their names allow; whether captions have room below them)."""
    metrics = QFontMetricsF(look.font(16, 600))

    def wanted(layer: Layered) -> float:
        longest = max((metrics.horizontalAdvance(name) + 10 for name in layer.names), default=0.0)
        return float(longest + radius + 6)

    captions = [metrics.horizontalAdvance(layer.caption) + BETWEEN for layer in layers]
    before, behind = max(wanted(layers[0]), captions[0] / 2), max(wanted(layers[-1]), captions[-1] / 2)
    apart = max((one + other) / 2 for one, other in itertools.pairwise(captions))
    has_captions = room.width() - before - behind >= apart * (len(layers) - 1)
    if not has_captions:
        before, behind = wanted(layers[0]), wanted(layers[-1])
    shrunk = min(1.0, (room.width() - LEAST) / (before + behind))
    left, right = room.left() + shrunk * before, room.right() - shrunk * behind
    gaps = len(layers) - 1
    return [left + (right - left) * place / gaps for place in range(gaps + 1)], has_captions


def _radius(look: Look, inner: QRectF, layer: Layered) -> float:
    rows = max(len(layer.places) + (layer.more > 0), 1)
    largest = 13.0 if len(layer.places) < 6 else 11.0
    return float(max(min(largest * max(look.s, 0.72), 0.42 * inner.height() / rows), 3.0))


def _line(look: Look) -> float:
    return float(max(look.px(23), 17))
