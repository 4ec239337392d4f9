"""Which numbers an operation's result is made of: NaN spreads to all that it counts in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from nnviz.engine.arrays import Array

Place = tuple[int, ...]

MOST = 128
"""Numbers that are tried one by one; where more come in, nothing is said."""


def made_of(
    run: Callable[[Sequence[Array]], Array], arguments: Sequence[Array], fed: Sequence[bool], unit: Place
) -> tuple[tuple[int, Place], ...]:
    """(number of the argument, place there) of all that the number at ``unit`` is made of.

    ``arguments`` hold one example; those that are ``fed`` have its batch axis, the others are constants.
    Empty where there are too many numbers to try, or where the result is NaN already.
    """
    if sum(array.size for array in arguments) > MOST or np.isnan(run(arguments)[(0, *unit)]):
        return ()
    found: list[tuple[int, Place]] = []
    for which, (array, is_fed) in enumerate(zip(arguments, fed, strict=True)):
        if not np.issubdtype(array.dtype, np.floating):
            continue
        tried = _together if is_fed else _one_by_one
        counts = tried(run, arguments, fed, which, unit)
        found += [(which, _place(int(flat), array.shape)) for flat in np.flatnonzero(counts)]
    return tuple(found)


def _together(
    run: Callable[[Sequence[Array]], Array],
    arguments: Sequence[Array],
    fed: Sequence[bool],
    which: int,
    unit: Place,
) -> Array:
    """All numbers of a fed argument at once: each is NaN in an example of its own."""
    count = arguments[which].size
    batch = [
        np.repeat(array, count, axis=0) if is_fed else array
        for array, is_fed in zip(arguments, fed, strict=True)
    ]
    batch[which].reshape(count, count)[np.arange(count), np.arange(count)] = np.nan
    return np.array([np.isnan(result[unit]) for result in run(batch)], bool)


def _one_by_one(
    run: Callable[[Sequence[Array]], Array],
    arguments: Sequence[Array],
    fed: Sequence[bool],
    which: int,
    unit: Place,
) -> Array:
    """The numbers of a constant, which all examples share."""
    counts = np.zeros(arguments[which].size, bool)
    for flat in range(len(counts)):
        changed = arguments[which].copy()
        changed.flat[flat] = np.nan
        tried = [changed if i == which else array for i, array in enumerate(arguments)]
        counts[flat] = np.isnan(run(tried)[(0, *unit)])
    return counts


def _place(flat: int, shape: tuple[int, ...]) -> Place:
    return tuple(int(i) for i in np.unravel_index(flat, shape))
