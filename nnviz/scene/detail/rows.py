"""Which products are listed, in what order, and where the running sum stands after each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine import Explanation
from nnviz.scene.layout.ranking import ranked

MOST_ROWS = 12
SHOWN_OF_MANY = 10
"""With more than MOST_ROWS active inputs, this many of the largest |products| have rows of their own."""


@dataclass(frozen=True)
class Row:
    """One line of the list.

    ``kind``: ``"input"`` (then ``position`` is its flat number), ``"others"`` or ``"silent"`` (then ``count``
    inputs stand together and ``x``, ``w`` mean nothing). ``start`` is the running sum before ``product``.
    """

    kind: str
    product: float
    start: float
    position: int = -1
    x: float = 0.0
    w: float = 0.0
    count: int = 1


@dataclass(frozen=True)
class ChosenInputs:
    """The inputs that have rows of their own, in order, and those that are silent. It is kept while
    something is held."""

    listed: tuple[int, ...]
    silent: frozenset[int]
    others: int


def choose(explanation: Explanation, everything: bool = False, most: int | None = None) -> ChosenInputs:
    """Pick the inputs to list, largest gain first: all of up to 12 active ones, otherwise the 10 largest.

    Where there is room for ``most`` lines, those of others and of silent inputs among them, so many fewer.
    """
    x, products = explanation.inputs.ravel(), explanation.products.ravel()
    quiet = (x == 0) & (products == 0)
    active = np.flatnonzero(~quiet)
    listed = active
    room = MOST_ROWS if most is None else min(most - int(quiet.any()), MOST_ROWS)
    if not everything and len(active) > room:
        size = np.nan_to_num(np.abs(products[active]), nan=np.inf)
        listed = active[ranked(size, max(min(SHOWN_OF_MANY, room - 1), 1))]
    listed = listed[np.argsort(-products[listed], kind="stable")]
    return ChosenInputs(
        tuple(int(i) for i in listed),
        frozenset(int(i) for i in np.flatnonzero(quiet)),
        len(active) - len(listed),
    )


def most_lines(explanation: Explanation, everything: bool = False, most: int | None = None) -> int:
    """How many lines the list of a unit with as many inputs has at most, whatever they are."""
    size = explanation.products.size
    if everything:
        return size
    # One more is that of the silent inputs.
    return min(size, MOST_ROWS + 1 if most is None else min(most, MOST_ROWS + 1))


def rows(explanation: Explanation, choice: ChosenInputs) -> tuple[Row, ...]:
    """The lines of the list; their products sum to Σ w·x."""
    x, w = explanation.inputs.ravel(), explanation.weights.ravel()
    products = explanation.products.ravel()
    listed: list[Row] = []
    running = 0.0
    for i in choice.listed:
        product = float(products[i])
        listed.append(Row("input", product, running, i, float(x[i]), float(w[i])))
        running += product
    if choice.others:
        rest = np.ones(len(products), bool)
        rest[list(choice.listed)] = False
        rest[list(choice.silent)] = False
        product = _sum(products[rest])
        listed.append(Row("others", product, running, count=choice.others))
        running += product
    if choice.silent:
        product = _sum(products[list(choice.silent)])
        listed.append(Row("silent", product, running, count=len(choice.silent)))
    return tuple(listed)


def total(explanation: Explanation) -> float:
    """Σ w·x, in double precision."""
    return _sum(explanation.products)


def reach(lines: tuple[Row, ...], explanation: Explanation) -> tuple[float, float]:
    """The smallest interval that holds 0, every running sum and their z; what is not finite is left out."""
    ends = [row.start + row.product for row in lines]
    values = np.array([0.0, *ends, explanation.natural_z])
    finite = values[np.isfinite(values)]
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if high > low else (low, low + 1.0)


def _sum(values: np.ndarray) -> float:
    # ∞ − ∞ is NaN, and is to be shown so, without a warning.
    with np.errstate(invalid="ignore"):
        return float(values.sum(dtype=np.float64))
