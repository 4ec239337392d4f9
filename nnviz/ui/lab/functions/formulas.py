"""Formulas of functions, typeset for a card's head and for a table's cell."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnviz.engine import ActivationFunction
from nnviz.ui.paint.formula import formula
from nnviz.ui.style import Look

LEAST = 13.0
"""Pixels of letters under which a formula isn't worth its place on a card; the table has it."""


def right_side(function: ActivationFunction) -> str:
    """The formula's right side as LaTeX: what stands behind "f(z) =", the shortest of equal ones."""
    _, _, right = function.formula.partition("=")
    return right.partition(" = ")[0] if r"\text" not in right else right


def draw_formula(
    painter: QPainter,
    look: Look,
    function: ActivationFunction,
    rect: QRectF,
    pixels: float,
    is_whole: bool = True,
    align_right: bool = True,
) -> None:
    """The right side in the middle of ``rect``, shorter or smaller where it doesn't fit; where it couldn't be
    read it is left out if ``is_whole``."""
    size = look.text(pixels)
    made = formula(right_side(function), size, look.theme.ink2)
    if made.size.width() > rect.width() and function.short_formula:
        made = formula(function.short_formula, size, look.theme.ink2)
    wide, high = made.size.width(), made.size.height()
    scale = min(1.0, rect.width() / max(wide, 1.0), rect.height() / max(high, 1.0))
    if is_whole and scale * size < LEAST:
        return
    x = rect.right() - wide * scale if align_right else rect.left()
    made.draw(painter, x, rect.center().y() - high * scale / 2, scale)
