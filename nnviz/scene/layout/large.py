"""Which layer of a large network is folded beside the chosen neuron."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from nnviz.document import Target
from nnviz.engine import Network, Trace
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.layout.ranking import product_sizes
from nnviz.scene.layout.ranks import is_chain
from nnviz.scene.words.edge_counts import is_large

LISTED = 20
"""Neurons of a folded layer that are drawn as discs."""
MOST_IN_COLUMN = 24
"""A layer of more neurons than this is a plate of cells, or folded."""


@dataclass(frozen=True)
class Fold:
    """A layer that is, or could be, folded: ``listed`` are its neurons drawn as discs, in index order.

    ``is_open``: a person opened it, so all of it is a plate of cells.
    """

    layer: int
    listed: tuple[int, ...]
    is_open: bool = False


def folds(network: Network, selection: Target | None) -> bool:
    """Whether what runs into the selected neuron is folded beside it: a wide layer of a large network, or of
    one whose maps are laid out in a row of values."""
    if selection is None or not 0 < selection.layer < len(network.shapes):
        return False
    weight = network.layer_parameters(selection.layer).get("weight")
    sources = network.sources(selection.layer)
    if weight is None or weight.ndim != 2 or not isinstance(selection.unit, int) or 0 in sources:
        return False
    if not is_large(network) and not _lays_out(network):
        return False
    return len(network.shapes[sources[0]]) == 1 and weight.shape[0] > MOST_IN_COLUMN


def fold_of(
    network: Network, trace: Trace, selection: Target | None, unfolded: frozenset[int]
) -> Fold | None:
    """The layer to fold beside the selected neuron: the wide one whose values run into it.

    Its listed neurons are the :data:`LISTED` with the largest \\|w·x\\| into the selected one.
    """
    if selection is None or not folds(network, selection) or not isinstance(selection.unit, int):
        return None
    weight = network.layer_parameters(selection.layer)["weight"]
    if selection.unit >= weight.shape[1]:
        return None
    source = network.sources(selection.layer)[0]
    size = product_sizes(weight[:, selection.unit], trace[selection.layer].input[0].ravel())
    listed = np.sort(np.argsort(-size, kind="stable")[:LISTED])
    return Fold(source, tuple(int(i) for i in listed), source in unfolded)


def _lays_out(network: Network) -> bool:
    """Whether maps stand side by side and end in a row of values."""
    return is_chain(network) and any(len(shape) == 3 for shape in network.shapes)


def sharing(layout: Layout, before: Layout | None) -> Layout:
    """``layout`` with the very columns of ``before`` where they are equal: what is drawn of them stays."""
    if before is None or len(before.columns) != len(layout.columns):
        return layout
    columns = [
        old if _same(old, new) else new for old, new in zip(before.columns, layout.columns, strict=True)
    ]
    return replace(layout, columns=tuple(columns))


def _same(one: Column, other: Column) -> bool:
    return all(_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Column))


def _equal(mine: object, theirs: object) -> bool:
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        return np.array_equal(mine, theirs)
    if isinstance(mine, np.ndarray) or isinstance(theirs, np.ndarray):
        return False
    if isinstance(mine, tuple) and isinstance(theirs, tuple) and len(mine) == len(theirs):
        return all(_equal(a, b) for a, b in zip(mine, theirs, strict=True))
    if isinstance(mine, Column) and isinstance(theirs, Column):
        return _same(mine, theirs)
    return mine == theirs
