"""What is said of a unit that has no weights: its title, its operands' names, its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine import Explanation
from nnviz.engine.steps import Stored
from nnviz.scene.words import names
from nnviz.scene.words.counting import acts, are, index_text
from nnviz.scene.words.equation import fewest_digits, sign_of, texts_combine
from nnviz.scene.words.numbers import number, percent

REDUCED: Mapping[str, str] = MappingProxyType(
    {"largest": "the largest", "mean": "the mean", "sum": "the sum"}
)
"""What is left of a window."""
FORMULAS: Mapping[str, str] = MappingProxyType(
    {"largest": r"y = \max_i x_i", "mean": r"y = \frac{1}{n} \sum_i x_i", "sum": r"y = \sum_i x_i"}
)


def title(why: Explanation) -> str:
    """What the layer does, in a word or two."""
    if why.activation is not None:
        return names.function_title(why.activation)
    return names.kind_word(why.definition.label)


def constant(stored: Stored) -> str:
    """A constant of the layer's own: "constant b", "constant b₂", "constant b at 1,2"."""
    if len(stored.index) > 1 and any(stored.index):
        return f"constant {stored.symbol} at {index_text(stored.index)}"
    place = stored.index[0] if stored.index else 0
    return f"constant {stored.symbol}{names.subscript(place) if place else ''}"


def arriving(document: Document, source: Target | None) -> str:
    """Where a value comes from."""
    return "padding" if source is None else names.unit_with_layer(document, source)


def result_name(why: Explanation, count: int) -> str:
    """What the result is called: "a − b", "x₁ + x₂", "y"."""
    sign = why.definition.sign
    if why.activation is not None:
        return "z"
    if sign and sign != "+" and count == 2:
        return f"a {sign} b"
    return "together" if sign and count > 1 else "y"


def formula(why: Explanation, count: int) -> str:
    """The same in LaTeX."""
    if why.definition.formula:
        return why.definition.formula
    sign = {"−": "-", "×": r"\cdot", "÷": "/"}.get(why.definition.sign, why.definition.sign)
    if sign and count == 2:
        return f"y = a {sign} b"
    letters = ", ".join("abc"[: min(max(count, 1), 3)]) + (r", \ldots" if count > 3 else "")
    label = why.definition.label
    return rf"y = \mathrm{{{label}}}({letters})" if label.isalnum() else "y = f(x)"


def of_window(why: Explanation, count: int) -> tuple[str, ...]:
    """What becomes of a window's numbers."""
    if why.winner is not None:
        others = int(why.inside.sum()) - 1
        if not others:
            return ("It is the only value of its window.",)
        whose = "the other’s" if others == 1 else "theirs"
        rest = f"The other {'one' if others == 1 else f'{others:,}'} {acts(others, 'leave')}"
        return ("Only the largest goes on.", f"{rest} no trace: its slope is 1, {whose} 0.")
    if why.definition.reduces == "sum":
        return ("Each value counts once, for the sum and for the slope.",)
    padding = int((~why.inside).sum())
    said = [
        "The only value counts whole, and so it does for the slope."
        if count == 1
        else f"Each of the {count:,} values counts 1/{count:,}, and so does each for the slope."
    ]
    if padding and count == why.inputs.size:
        said.append(f"{padding:,} of them {are(padding)} padding, and {acts(padding, 'count')} as 0.")
    elif padding:
        said.append("Padding doesn’t count.")
    return tuple(said)


def of_operands(document: Document, why: Explanation) -> tuple[str, ...]:
    """What is done with what arrives, and what training would do instead."""
    definition = why.definition
    if definition.silences:
        return _silenced(why)
    if definition.alignment == "flat":
        return _laid_out(document, why)
    if definition.alignment == "stacked":
        return _stacked(document, why)
    if not why.inputs.size:
        shapes = [names.units(document, source) for source in document.network.sources(why.layer)]
        return (f"It takes {' and '.join(shapes)}.", definition.does)
    return (definition.does,)


def _silenced(why: Explanation) -> tuple[str, ...]:
    rate, value = why.definition.silences, float(why.inputs.flat[0])
    kept = value / (1 - rate)
    digits, holds = fewest_digits(
        lambda d: texts_combine(number(value, d), "÷", number(1 - rate, 2), number(kept, d)), 3
    )
    digits = digits if holds else 3
    return (
        "In use every value passes as it is: y = x.",
        f"While training it is 0 with a chance of {percent(rate, 0)},",
        f"and else {number(value, digits)} / (1 − {number(rate, 2)})"
        f" {sign_of(holds)} {number(kept, digits)},",
        "so that the mean stays.",
    )


def _laid_out(document: Document, why: Explanation) -> tuple[str, ...]:
    shape = document.network.shapes[document.network.sources(why.layer)[0]]
    if len(shape) != 3:
        return ("Nothing is computed: it only gets another place.",)
    channel, row, column = (int(i) for i in np.unravel_index(why.unit[0], shape))
    place = f"({channel} · {shape[1]} + {row}) · {shape[2]} + {column} = {why.unit[0]:,}"
    return (
        "Nothing is computed: it only gets another place.",
        f"(c · H + i) · W + j = {place}, counted from 0.",
    )


def _stacked(document: Document, why: Explanation) -> tuple[str, ...]:
    origin = why.origins[0] if why.origins else None
    if origin is None:
        return (why.definition.does,)
    start = why.unit[0] - origin[1][0]
    count = document.network.shapes[origin[0]][0]
    what = "maps" if len(why.unit) == 3 else "values"
    first, last = (start + 1, start + count) if len(why.unit) == 3 else (start, start + count - 1)
    where = names.layer(document, origin[0])
    return (
        "Nothing is computed: it only gets another place.",
        f"{where} fills {what} {first:,} to {last:,} here.",
    )
