"""The sentences of the kernel sandbox. Each is worked out from the numbers it speaks of."""

from __future__ import annotations

import math

import numpy as np

from nnviz.document.sandbox import Kernel
from nnviz.engine.arrays import Array
from nnviz.engine.explanation import Parts
from nnviz.scene.words.equation import adding_digits, marked
from nnviz.scene.words.numbers import Fits, number, signed, trimmed

_NEARLY = 0.0005
"""Cells are added up in floating point: a sum no further from a whole number is that number."""
_CLEAR = 0.25
"""A sum of this share of the map's full colour is an edge worth a word."""


def cell(value: float, decimals: int = 2, fits: Fits | None = None) -> str:
    """A kernel's number without needless zeros: "+2", "−0.5", "+0.11"."""
    return trimmed(signed(value, decimals, None if fits is None else lambda text: fits(trimmed(text))))


def count_words(cells: int) -> str:
    """What is done with the products."""
    return {1: "the only one", 9: "add all nine"}.get(cells, f"add all {cells}")


def sum_of_cells(kernel: Kernel) -> str:
    """The sum of the cells and what it means for a picture without any edge."""
    cells = [value for row in kernel for value in row]
    if not any(cells):
        return "all cells are 0: the whole map is 0"
    total = math.fsum(cells)
    if abs(total) < _NEARLY:
        return "adds up to 0: flat areas become 0"
    if abs(total - 1) < _NEARLY:
        return "adds up to 1: flat areas stay as bright"
    # Nine times 1/9 is 1 to a person.
    shown = number(round(total), 0) if abs(total - round(total)) < _NEARLY else number(total, 2)
    if total < 0:
        return f"adds up to {shown}: flat areas turn negative"
    change = "brighter" if total > 1 else "darker"
    return f"adds up to {shown}: flat areas get {change}"


def sentence(kernel: Kernel, parts: Parts, total: float, full: float, is_short: bool = False) -> str:
    """The two columns (or rows) that decide, by their sums, and what that says about the picture here;
    ``is_short``: by their places alone.

    Columns are named unless the kernel's own numbers differ more from row to row. ``full`` is the map's
    full colour: it says how large a sum is large here.
    """
    weights = np.array(kernel)
    products = parts.products[0].astype(np.float64)
    if len(weights) == 1:
        return f"One pixel times one number: {number(total, 2)}."
    if not products.any():
        return "Every product is 0."
    by_row = np.ptp(weights.sum(axis=1)) > np.ptp(weights.sum(axis=0))
    lines = weights.T if by_row else weights
    sums = products.sum(axis=1 if by_row else 0)
    names = line_names(len(sums), by_row)
    if is_short:
        names = [name.removesuffix(" row").removesuffix(" column") for name in names]
    largest = np.argsort(-np.abs(sums), kind="stable")[:2]
    counting = [place for place in largest if sums[place]]
    outer = sorted(counting, key=lambda place: -sums[place])
    rest = float(sums.sum() - sums[outer].sum())
    decimals, holds = adding_digits([*(float(sums[place]) for place in outer), rest], total)
    told = [f"{names[place]} {signed(sums[place], decimals)}" for place in outer]
    told += [f"the rest {signed(rest, decimals)}"] * (rest != 0)
    told += [f"together {marked(signed(total, decimals), holds)}"] * (len(told) != 1)
    text = ", ".join(told)
    ending = _meaning(lines, parts.inputs[0], total, full, by_row)
    return f"{text[:1].upper()}{text[1:]}: {ending}."


def line_names(count: int, by_row: bool) -> list[str]:
    """What people call the columns (or rows) of a kernel."""
    first, last, line = ("top", "bottom", "row") if by_row else ("left", "right", "column")
    inner = [f"middle {line}"] if count == 3 else [f"{line} {place}" for place in range(2, count)]
    return [f"{first} {line}", *inner, f"{last} {line}"]


def _meaning(lines: Array, picture: Array, total: float, full: float, by_row: bool) -> str:
    """What the sum says. ``lines`` are the kernel's numbers with the named lines as columns."""
    middle = number(float(picture[picture.shape[0] // 2, picture.shape[1] // 2]), 2)
    if not np.isclose(lines.sum(), 0.0, atol=_NEARLY) or not lines.any():
        return f"the pixel itself is {middle}"
    if abs(total) < _CLEAR * full:
        return "hardly any edge here"
    if np.array_equal(lines, -lines[:, ::-1]):
        # The last lines weigh positive: a positive sum means that it gets brighter towards them.
        rising = total * float(lines[:, -1].sum() or lines[:, lines.shape[1] // 2 + 1 :].sum()) > 0
        end = " downwards" if by_row else ""
        return f"dark turns bright{end} here" if rising else f"bright turns dark{end} here"
    return f"an edge; the pixel itself is {middle}"
