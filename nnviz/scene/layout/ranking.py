"""What is largest of very many."""

from __future__ import annotations

import numpy as np

from nnviz.engine.arrays import Array

_MANY_TIMES, _SAMPLED, _SPARE = 8, 16, 2
"""Among so many times more sizes than are wanted, one in so many is looked at first, to leave about so many
times as many as are wanted."""


def product_sizes(w: Array, x: Array | float) -> Array:
    """\\|w·x\\| elementwise; what isn't finite counts as largest, so that it is seen."""
    with np.errstate(all="ignore"):
        size = np.abs(w * x)
    return np.where(np.isfinite(size), size, np.inf)


def largest(sizes: Array, count: int) -> Array:
    """The places of the ``count`` largest of ``sizes`` (n,), none of them negative, in no order."""
    # NumPy partitions many equal numbers very slowly, and most products of a rectified layer are 0.
    some = np.flatnonzero(sizes)
    if len(some) <= count:
        return np.concatenate([some, np.flatnonzero(sizes == 0)[: count - len(some)]])
    some = _likely(sizes, some, count)
    values = sizes[some]
    return np.asarray(some[np.argpartition(values, len(values) - count)[len(values) - count :]])


def _likely(sizes: Array, some: Array, count: int) -> Array:
    """Those of the places ``some`` that may be among the ``count`` largest: a few thousand of half a million,
    found by what every so many-th of them has to say, or all of them where those said too much."""
    if len(some) <= _MANY_TIMES * count:
        return some
    sample = sizes[some[::_SAMPLED]]
    rank = len(sample) - _SPARE * count // _SAMPLED - 1
    reached = some[sizes[some] >= np.partition(sample, rank)[rank]]
    return reached if len(reached) >= count else some


def strongest(sizes: Array, count: int) -> Array:
    """The places of the ``count`` largest of ``sizes`` (n,) that are above 0, largest first, equal ones in
    their order."""
    some = np.flatnonzero(sizes > 0)
    if len(some) > count:
        least = sizes[some][np.argpartition(sizes[some], -count)[-count]]
        some = some[sizes[some] >= least]
    return some[np.argsort(-sizes[some], kind="stable")][:count]


def ranked(sizes: Array, count: int) -> Array:
    """The places of the ``count`` largest of ``sizes`` (n,), none of them negative, largest first, equal ones
    in their order."""
    best = strongest(sizes, count)
    return np.concatenate([best, np.flatnonzero(sizes == 0)[: count - len(best)]])
