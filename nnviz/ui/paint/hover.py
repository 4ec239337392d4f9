"""The card beside the pointer: what an edge carries, what a neuron holds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.scene.detail.worked import worked
from nnviz.scene.values.merging import arrivals
from nnviz.scene.words import names
from nnviz.scene.words.counting import counted
from nnviz.scene.words.equation import marked, product_text
from nnviz.scene.words.numbers import number, signed
from nnviz.scene.words.questions import symbol
from nnviz.ui import theme as looks
from nnviz.ui.paint.marks import SIZE, draw_held
from nnviz.ui.paint.text import LEFT, RIGHT, Texts
from nnviz.ui.theme import Theme

DECIMALS = 3
MOST_PARTS = 6
"""Values that arrive at a unit, listed one by one."""
LOCK = 2 * SIZE + 10.0
"""Room for the mark of a held value, in pixels."""
AWAY = 16.0
"""Pixels between the pointer and its card."""


@dataclass(frozen=True)
class CardRow:
    """A quantity's symbol, its value in words, its sign (0 where the sign says nothing), and whether it is
    held by hand."""

    symbol: str
    value: str
    sign: int = 0
    is_held: bool = False


@dataclass(frozen=True)
class Card:
    """What is said about the thing under the pointer."""

    title: str
    rows: tuple[CardRow, ...]
    hint: str = ""


def unit_card(document: Document, trace: Trace, target: Target) -> Card:
    """Name, z and a of a unit; an input's value."""
    name = names.unit_with_layer(document, target)
    index = document.network.unit_index(target.layer, target.unit)
    a = float(trace[target.layer].a[(0, *index)])
    if target.layer in document.network.input_layers:
        return Card(name, (CardRow("x", number(a, DECIMALS), _sign(a)),), "Drag to change")
    z = float(trace[target.layer].z[(0, *index)])
    held = document.overrides.get(target)
    rows = [
        CardRow(kind, number(value, DECIMALS), _sign(value), held is not None and held.kind == kind)
        for kind, value in (("z", z), ("a", a))
    ]
    if document.network.layer(target.layer).joins:
        rows = [*_parts(document, trace, target), *rows[:1]]
    elif "weight" not in document.network.layer_parameters(target.layer):
        rows = [*_worked(document, trace, target), *rows]
    bias = document.network.layer_parameters(target.layer).get("bias")
    if bias is not None and len(index) == 1:
        rows.append(CardRow("b", number(float(bias[index]), DECIMALS), _sign(float(bias[index]))))
    if held is not None:
        return Card(name, tuple(rows), "Held by hand: click the lock to release")
    return Card(name, tuple(rows), "Click to inspect; hold T for its paths")


def _worked(document: Document, trace: Trace, target: Target) -> list[CardRow]:
    """What is done with what arrives at a unit without weights."""
    found = worked(document, trace.explain(target.layer, target.unit))
    if found is None or len(found.parts) > MOST_PARTS:
        return []
    return [CardRow(names.short(row.name), row.text, _sign(row.value)) for row in found.parts]


def _parts(document: Document, trace: Trace, target: Target) -> list[CardRow]:
    """What an Add adds up, or the one value that a Concat passes on."""
    came = arrivals(document, trace.explain(target.layer, target.unit))[:MOST_PARTS]
    rows = []
    for one in came:
        layer = names.layer(document, one.source.layer)
        name = layer if len(came) > 1 else names.short(one.name)
        rows.append(
            CardRow(name, signed(one.value, DECIMALS), _sign(one.value), one.source in document.overrides)
        )
    return rows


def edge_card(document: Document, trace: Trace, source: Target, target: Target) -> Card:
    """Source, target, w, what comes in (x, or h from a hidden layer) and their product."""
    network = document.network
    row = network.unit_index(source.layer, source.unit)
    column = network.unit_index(target.layer, target.unit)
    w = float(network.layer_parameters(target.layer)["weight"][(*row, *column)])
    x = float(trace[source.layer].a[(0, *row)])
    text = product_text(x, w, w * x, DECIMALS)
    letter = symbol(document, source.layer)
    rows = (
        CardRow("w", text.w, _sign(w)),
        CardRow(letter, text.x, is_held=source in document.overrides),
        CardRow(f"w · {letter}", marked(text.product, text.relation == "="), _sign(w * x)),
    )
    return Card(f"{_short(document, source)} → {_short(document, target)}", rows, "Drag to change w")


def skip_card(document: Document, trace: Trace, source: Target, target: Target) -> Card:
    """What a line without a weight carries: one value, or a whole map."""
    arrow = f"{names.layer(document, source.layer)} → {names.layer(document, target.layer)}"
    if isinstance(source.unit, int):
        x = float(trace[source.layer].a[(0, *document.network.unit_index(source.layer, source.unit))])
        name = names.unit(document, source.layer, source.unit)
        definition = document.network.layer(target.layer)
        hint = "Passed on as it is" if definition.passes_on else names.capital(definition.summary)
        row_of = CardRow(name, number(x, DECIMALS), _sign(x), source in document.overrides)
        return Card(arrow, (row_of,), hint)
    image = trace[source.layer].a[0, source.unit[0]]
    rows = (
        CardRow("map", str(counted(source.unit)[0])),
        CardRow("from", number(float(image.min()), DECIMALS)),
        CardRow("to", number(float(image.max()), DECIMALS)),
    )
    return Card(arrow, rows, "Click to see a sum of its layer")


def kernel_card(document: Document, layer: int, index: tuple[int, ...]) -> Card:
    """One weight of a kernel, by its place among the layer's weights."""
    parameters = document.network.layer_parameters(layer)
    w = float(parameters["weight"][index])
    kernel, channel, row, column = counted(index)
    part = f", channel {channel}" if parameters["weight"].shape[1] > 1 else ""
    rows = [CardRow("w", number(w, DECIMALS), _sign(w))]
    if "bias" in parameters:
        b = float(parameters["bias"][index[0]])
        rows.append(CardRow("b", number(b, DECIMALS), _sign(b)))
    return Card(f"Kernel {kernel}{part}, cell {row},{column}", tuple(rows), "Drag to change w")


def spoken(card: Card) -> str:
    """A card as one line for a screen reader."""
    said = (f"{row.symbol} {row.value}{', held' if row.is_held else ''}" for row in card.rows)
    return ", ".join([card.title, *said])


def draw_card(
    painter: QPainter,
    texts: Texts,
    theme: Theme,
    card: Card,
    at: QPointF,
    screen: tuple[float, float],
    scale: float,
) -> None:
    """Draw ``card`` beside ``at``, inside the screen."""
    body, small = max(16 * scale, looks.FLOOR), max(14 * scale, looks.FLOOR)
    line, pad = 1.45 * body, 12.0
    width = 2 * pad + max(
        texts.width(card.title, body, 600),
        texts.width(card.hint, small),
        *(
            texts.width(row.symbol + row.value, body, 600) + 24 + (LOCK if row.is_held else 0.0)
            for row in card.rows
        ),
    )
    height = 2 * pad + line * (1 + len(card.rows)) + (line if card.hint else 0.0)
    rect = QRectF(_beside(at.x(), width, screen[0]), _beside(at.y(), height, screen[1]), width, height)
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(QColor(theme.panel))
    painter.drawRoundedRect(rect, looks.RADIUS["chip"], looks.RADIUS["chip"])
    left, right, y = rect.left() + pad, rect.right() - pad, rect.top() + pad + line / 2
    texts.draw(painter, QPointF(left, y), card.title, body, QColor(theme.ink), weight=600, align=LEFT)
    for row in card.rows:
        y += line
        color = QColor(getattr(theme, theme.sign(row.sign) if row.sign else "ink"))
        texts.draw(painter, QPointF(left, y), row.symbol, body, QColor(theme.ink2), align=LEFT)
        texts.draw(painter, QPointF(right, y), row.value, body, color, weight=600, align=RIGHT)
        if row.is_held:
            draw_held(painter, QPointF(left + texts.width(row.symbol, body) + LOCK / 2, y), theme)
    texts.draw(painter, QPointF(left, y + line), card.hint, small, QColor(theme.ink3), align=LEFT)


def _beside(at: float, length: float, room: float) -> float:
    """Where a span starts that stands after ``at``, or before it where there is no room."""
    return at + AWAY if at + AWAY + length <= room else max(at - AWAY - length, 0.0)


def _short(document: Document, target: Target) -> str:
    return names.short(names.unit(document, target.layer, target.unit))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
