"""Whether something can be learned from what a table holds, and in which order its classes stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnviz.data.tables import numbers
from nnviz.engine.numbers import amount
from nnviz.errors import InputError

FEWEST_VALUES = 3
"""A value is learned from so many rows at least."""


def in_order(codes: np.ndarray, texts: Sequence[str], decimal: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """(class numbers (N,) int64, the classes' names): numbers by size, texts as they first come; equal
    numbers, however they are written, are one class, and a class without a row is none."""
    values = [numbers.number(text, decimal) for text in texts]
    counts = np.bincount(codes, minlength=len(texts)) if len(codes) else np.zeros(len(texts), int)
    used = [place for place in range(len(texts)) if counts[place]]
    if any(values[place] is None for place in used):
        names = [texts[place] for place in used]
        wanted = {place: rank for rank, place in enumerate(used)}
    else:
        ranks = sorted({float(values[place]) for place in used})  # type: ignore[arg-type]
        names = [f"{value:.6g}" for value in ranks]
        wanted = {place: ranks.index(float(values[place])) for place in used}  # type: ignore[arg-type]
    table = np.zeros(max(1, len(texts)), np.int64)
    for place, rank in wanted.items():
        table[place] = rank
    return table[codes], tuple(names)


def check(file: str, name: str, targets: np.ndarray, classes: tuple[str, ...], rows: int) -> None:
    """Refuse what can't be learned from.

    Raises:
        InputError: one sentence.
    """
    if not len(targets):
        what = f"each of its {amount(rows, 'row')} lacks a value" if rows else "it has no rows"
        raise InputError(f"{file} holds nothing to learn from: {what}; fill the gaps, or leave columns out.")
    if classes:
        if len(targets) == 1:
            raise InputError(f"{file} has one row; give it several rows of each class.")
        if len(classes) == 1:
            raise InputError(
                f"{file}: {name} is “{classes[0]}” in every row, so there is nothing to tell apart; choose "
                "another column to predict."
            )
        if np.bincount(targets).max() == 1:
            count = amount(len(targets), "row")
            raise InputError(f"{file} has {count}, each of another class; give it several rows of each.")
        return
    if len(targets) < FEWEST_VALUES:
        raise InputError(f"{file} has {amount(len(targets), 'row')}; give it {FEWEST_VALUES} or more.")
    if np.ptp(targets) == 0:
        raise InputError(
            f"{file}: {name} is {targets[0]:g} in every row, so there is nothing to learn; choose "
            "another column to predict."
        )


def warnings(targets: np.ndarray, classes: tuple[str, ...]) -> list[str]:
    """Sentences about classes of one row."""
    if not classes:
        return []
    alone = [classes[place] for place in np.flatnonzero(np.bincount(targets, minlength=len(classes)) == 1)]
    if not alone:
        return []
    named = ", ".join(f"“{name}”" for name in alone[:4]) + (
        f" and {len(alone) - 4:,} more" if len(alone) > 4 else ""
    )
    verb = "has" if len(alone) == 1 else "have"
    return [f"{named} {verb} one row alone: it can't be held out, so nothing shows whether it is learned."]
