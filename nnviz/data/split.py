"""Which examples are held out: drawn by a seed, the same share of each class."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data.dataset import Dataset, closed
from nnviz.data.sources import Preparation


def prepared(data: Dataset, preparation: Preparation) -> Dataset:
    """``data`` with its examples in the order in which they are learned from, the held-out ones last; as it
    is, where the set has a split of its own that the preparation doesn't change."""
    if preparation.share is None:
        return data
    return split(data, preparation.share, preparation.seed, preparation.is_stratified)


def split(data: Dataset, share: float, seed: int, is_stratified: bool = True) -> Dataset:
    """Hold out ``share`` (0 to below 1) of the examples; equal arguments give the equal split.

    With ``is_stratified`` each class gives the same share, rounded, and keeps at least one example to learn
    from: a class of one gives none. Values are drawn from as a whole.
    """
    order = np.random.default_rng(seed).permutation(len(data))
    is_held_out = np.zeros(len(data), bool)
    labels = data.labels if is_stratified else None
    if labels is not None:
        for one in np.unique(labels):
            members = order[labels[order] == one]
            is_held_out[members[: min(round(share * len(members)), len(members) - 1)]] = True
    else:
        is_held_out[order[: min(round(share * len(data)), len(data) - 1)]] = True
    order = np.concatenate([order[~is_held_out[order]], order[is_held_out[order]]])
    return replace(
        data,
        inputs=closed(data.inputs[order]),
        targets=closed(data.targets[order]),
        held_out=int(is_held_out.sum()),
    )
