"""What the arithmetic strip prints: pixels, kernel and products with the digits that their sum needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import starmap

import numpy as np

from nnviz.scene.values.arithmetic import ADD_ALL, ChannelSum, Grid, Strip, Term
from nnviz.scene.words.equation import ABOUT, LEAST, marked, texts_add_up, texts_multiply
from nnviz.scene.words.numbers import MOST_DECIMALS, Fits, decimals_of, number, read
from nnviz.scene.words.pooling import POOLING

MOST_PRINTED = 225
"""Cells of a grid; of a larger one no number is printed."""


@dataclass(frozen=True)
class Printed:
    """Every text of a strip. ``cells`` are those of each of its grids, row by row, or nothing where they have
    no room. ``is_equal``: the products are what pixels and kernel make, as they are printed. ``result`` is
    what a pooling passes on."""

    cells: tuple[tuple[str, ...], ...]
    is_equal: bool
    sums: tuple[ChannelSum, ...]
    terms: tuple[Term, ...]
    result: str = ""


def printed(strip: Strip, *fits: Fits) -> Printed:
    """The texts of a strip whose cells have room for what ``fits``: one for each grid, or one for all.

    The fewest digits are taken with which the products add up to the sum, as they are printed, and the sum
    and the bias to z. Where no digits that fit do that, cells are as full as they can be and a sum has ≈.
    """
    if not strip.weighs:
        return _pooled(strip, fits[0])
    each = fits if len(fits) > 1 else fits * len(strip.grids)
    why = strip.why
    least = min(decimals_of(why.inputs, why.weights, why.bias, why.natural_z), LEAST)
    for digits in range(least, MOST_DECIMALS + 1):
        cells = tuple(_cells(strip, grid, digits) for grid in strip.grids)
        if not all(map(_fit, cells, each)):
            break
        told = strip.with_digits(digits)
        if _adds_up(told, cells[-1]):
            return _judged(told, cells)
    cells = tuple(_fullest(strip, grid, fits) for grid, fits in zip(strip.grids, each, strict=True))
    return _judged(
        strip.with_digits(LEAST) if all(cells) and _sums_hold(strip.with_digits(LEAST)) else strip, cells
    )


def notes(strip: Strip) -> tuple[str, ...]:
    """What is said under the terms, from full to short; where the pooling that follows has no panel of its
    own, with what it keeps."""
    pooled = strip.pooled
    if pooled is None or not pooled.is_reached:
        return (strip.note,)
    value = number(pooled.why.a, min(decimals_of(pooled.why.a), LEAST))
    kept = f"{POOLING[pooled.kind].name}: {value}"
    return (f"{strip.note}; {kept.lower()}", kept, strip.note) if strip.note else (kept,)


def name_forms(term: Term) -> tuple[str, ...]:
    """What stands before a term's number, from full to nothing: it gives way to the number."""
    if term.name.startswith(ADD_ALL):
        return term.name, "Σ", ""
    return term.name, term.name.partition(" ")[0].rstrip(","), ""


def title_forms(strip: Strip) -> tuple[str, ...]:
    """Which window it is, from full to short: "Window 52 of 64", "52 of 64", "52"."""
    _, _, count = strip.title.partition(" ")
    return strip.title, count, count.partition(" ")[0], ""


def _pooled(strip: Strip, fits: Fits) -> Printed:
    """A pooling's texts: its cells and what it makes of them, with digits of their own."""
    own = decimals_of(strip.inputs.values[strip.inside])
    cells = _fullest(strip, strip.inputs, fits)
    told = strip
    if strip.winner is not None:
        told = strip.with_digits(min(own, LEAST))
    elif strip.kind == "mean":
        exact = decimals_of(strip.why.inputs.sum(dtype=np.float64), strip.why.a)
        told = strip.with_digits(exact) if exact <= LEAST else strip
    result = number(strip.why.a, min(decimals_of(strip.why.a), LEAST))
    return Printed((cells,), True, (), told.terms, result)


def _cells(strip: Strip, grid: Grid, digits: int, fits: Fits | None = None) -> tuple[str, ...]:
    """A grid's numbers. Padding adds 0 to a sum, and nothing to a pooling."""
    values = grid.values.ravel()
    inside = strip.inside.ravel() if grid is strip.inputs else np.ones(values.size, bool)
    padding = "0" if strip.weighs else ""
    return tuple(
        number(value, digits, fits) if here else padding
        for value, here in zip(values.tolist(), inside, strict=True)
    )


def _fit(texts: tuple[str, ...], fits: Fits) -> bool:
    return len(texts) <= MOST_PRINTED and fits(max(texts, key=len))


def _fullest(strip: Strip, grid: Grid, fits: Fits) -> tuple[str, ...]:
    """With two digits or one, as their room allows; with fewer where they have no more."""
    own = decimals_of(grid.values)
    for digits in (own,) if own < LEAST else (LEAST, 1):
        texts = _cells(strip, grid, digits, fits)
        if _fit(texts, fits):
            return texts
    return ()


def _adds_up(told: Strip, products: tuple[str, ...]) -> bool:
    """Whether everything that is printed is the sum of what is printed before it."""
    return _sums_hold(told) and texts_add_up(products, _total_of(told))


def _sums_hold(told: Strip) -> bool:
    """Whether no term needs ≈."""
    return not any(term.text.startswith(ABOUT) for term in told.terms)


def _total_of(told: Strip) -> str:
    """What the products of the channel in detail come to: its own sum, or all of it."""
    own = next((row.text for row in told.sums if row.channel == told.channel), None)
    return told.terms[0].text if own is None else own


def _judged(told: Strip, cells: tuple[tuple[str, ...], ...]) -> Printed:
    """The texts, with ≈ where something doesn't follow from what is printed before it."""
    is_printed = all(cells) and told.is_reached
    is_equal = not is_printed or all(starmap(texts_multiply, zip(*cells, strict=True)))
    total = _total_of(told)
    is_sum = not (cells[-1] and told.is_reached) or read(total) is None or texts_add_up(cells[-1], total)
    terms, sums = told.terms, told.sums
    if sums:
        sums = tuple(
            replace(row, text=marked(row.text, is_sum)) if row.channel == told.channel else row
            for row in sums
        )
    else:
        terms = (replace(terms[0], text=marked(terms[0].text, is_sum)), *terms[1:])
    return Printed(cells, is_equal, sums, terms)
