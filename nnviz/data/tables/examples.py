"""A table's rows as examples: split, and what is missing filled from those that are learned from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data.dataset import Dataset, closed
from nnviz.data.sources import Preparation
from nnviz.data.split import split
from nnviz.data.tables.model import Table

HELD_OUT = 0.2
"""The share of a table's rows that is held out, where nothing else is wanted."""

FEWEST_TO_HOLD_OUT = 20
"""Of fewer rows none is held out: what so few say is chance."""


def share_for(table: Table) -> float:
    """The share that is held out where nothing else is wanted."""
    return HELD_OUT if len(table.inputs) >= FEWEST_TO_HOLD_OUT else 0.0


def dataset(table: Table, preparation: Preparation | None = None) -> Dataset:
    """The rows of ``table``, those to learn from first, the held-out ones last; by default a fifth of each
    class is held out, and none of fewer than 20 rows. Missing values become the median of their column's
    training rows, 0 where a column has none there.
    """
    wanted = preparation or Preparation()
    share = share_for(table) if wanted.share is None else wanted.share
    targets = table.targets if table.class_names else table.targets[:, None]
    whole = Dataset(table.title, table.inputs, targets, table.class_names, table.input_names)
    parts = split(whole, share, wanted.seed, wanted.is_stratified)
    return replace(parts, inputs=closed(_filled(parts)), targets=closed(parts.targets))


def _filled(data: Dataset) -> np.ndarray:
    gaps = np.isnan(data.inputs)
    lacking = np.flatnonzero(gaps.any(axis=0))
    if not len(lacking):
        return data.inputs
    inputs = data.inputs.copy()
    for column in lacking:
        known = data.training.inputs[:, column]
        known = known[~np.isnan(known)]
        inputs[gaps[:, column], column] = np.median(known) if len(known) else 0.0
    return inputs
