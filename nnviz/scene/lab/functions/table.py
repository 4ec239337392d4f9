"""All functions of one z side by side, as a textbook has them: a row each, every figure measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.engine import ActivationFunction
from nnviz.engine.functions import activations
from nnviz.scene.lab.functions import words
from nnviz.scene.lab.functions.cards import Cards
from nnviz.scene.lab.functions.shape import shape
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number

COLUMNS = (
    ("Function", "Its name, as the menus have it"),
    ("Formula", "How f(z) is computed"),
    ("Range", "The values that come out"),
    ("Max slope", "The largest |f′(z)|, measured"),
    ("Vanishes", "Where the slope is below 1% of its largest: little comes back in training"),
    ("Dies", "Where the slope is exactly 0: nothing comes back"),
    ("Character", "What it does"),
    ("Use", "Where it is used"),
    ("Cost", "Nanoseconds a value, measured on this computer in single precision: the best of seven calls"),
)
SORTABLE = {3: "slope", 8: "cost"}
"""Columns of figures, by which rows can be put in order."""


@dataclass(frozen=True)
class Row:
    """One function: its cells as words, but for the formula, which is LaTeX."""

    function: ActivationFunction
    cells: tuple[str, ...]
    slope: float
    cost: float | None


def rows(own: Cards, costs: Mapping[ActivationFunction, float], order: str = "") -> tuple[Row, ...]:
    """Every function in teaching order, one's own at the end; by ``order`` "slope" or "cost", largest or
    cheapest first. A cost that isn't measured yet is "…"."""
    known = (activations.get(name) for name in activations.names())
    functions = [function for function in known if function.elementwise]
    functions += [card for card in own if card not in functions and card.name not in activations.names()]
    found = [_row(function, costs.get(function)) for function in functions]
    if order == "slope":
        found.sort(key=lambda row: -row.slope)
    elif order == "cost":
        found.sort(key=lambda row: float("inf") if row.cost is None else row.cost)
    return tuple(found)


def _row(function: ActivationFunction, cost: float | None) -> Row:
    seen = shape(function)
    cells = (
        names.function_title(function),
        function.formula,
        function.range,
        words.short(seen.largest),
        words.stretches(seen.flat),
        words.stretches(seen.dead),
        function.character,
        function.use,
        "…" if cost is None else f"{number(cost, 1)} ns",
    )
    return Row(function, cells, seen.largest, cost)
