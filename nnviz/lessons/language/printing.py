"""What a sentence comes to, as people read it."""

from __future__ import annotations

import math

from nnviz.lessons.language import tree
from nnviz.lessons.language.vocabulary.table import WORDS
from nnviz.scene.words.numbers import compact, decimals_of, number, percent, printed

_DIGITS = ((10.0, 3), (100.0, 2), (1000.0, 1))
"""Below so much a number has so many digits after the point: four that count."""


def style_of(node: tree.Node) -> str:
    """How a value is printed: as its words say, where no calculation changed what it is."""
    while isinstance(node, (tree.Elsewhere, tree.Reduced, tree.Alone)):
        if isinstance(node, tree.Alone):
            if node.how == tree.COUNTED:
                return ""
            node = node.of
        else:
            node = node.operand
    return WORDS[node.form].style if isinstance(node, tree.Call) else ""


def printed_value(value: float | str | bool, style: str = "") -> str:
    """A number by the rules of the house, a name as it is, a condition as yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if style == "share":
        return percent(value)
    if style == "time":
        return f"{compact(value)} ns"
    if math.isfinite(value) and value == round(value) and abs(value) < 1e15:
        return printed(f"{value:,.0f}")
    digits = next((digits for limit, digits in _DIGITS if abs(value) < limit), 0)
    return number(value, min(digits, decimals_of(value)) or digits)
