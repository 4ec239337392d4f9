"""The weights as curves: hue by the sign, width by |w|, brightness by what flows on average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.engine import Network
from nnviz.scene.train.columns import Column

MOST = 400
"""Curves in a gap: the strongest are drawn, and all are counted."""
WIDE, CAP, THIN = 5.5, 7.0, 0.4
"""Width at the 98th percentile of |w|, the widest and the thinnest curve, in the spec's pixels."""
DIM, BRIGHT, POWER = 0.10, 0.55, 0.8
EXAMPLES = 1000
"""Training examples over which is averaged."""


@dataclass(frozen=True, eq=False)
class Gap:
    """The curves before one column, weak ones first: from unit ``before`` to unit ``after``, all (n,).
    ``weights`` are their numbers, ``widths`` in the spec's pixels, ``lights`` the share of full hue, 0 to 1.
    ``count`` is how many there are in all."""

    before: np.ndarray
    after: np.ndarray
    weights: np.ndarray
    widths: np.ndarray
    lights: np.ndarray
    count: int


def gaps(
    network: Network, columns: tuple[Column, ...], shown: tuple[np.ndarray, ...], data: Dataset | None
) -> tuple[Gap, ...]:
    """One for each column but the first. ``shown`` are the units of each column that are drawn. Without
    examples all numbers that arrive count alike."""
    arriving = _arriving(network, columns, data)
    return tuple(
        _gap(network.layer_parameters(column.layer)["weight"], shown[k], shown[k + 1], arriving[k])
        for k, column in enumerate(columns[1:])
    )


def _arriving(network: Network, columns: tuple[Column, ...], data: Dataset | None) -> list[np.ndarray]:
    """The mean size (units,) of the numbers that each column's weights get, over training examples."""
    if data is None:
        return [np.ones(network.shapes[column.source]) for column in columns[1:]]
    inputs = data.training.inputs[:EXAMPLES]
    trace = network.trace(inputs.reshape(-1, *network.input_shape))
    return [np.abs(trace[column.source].a).mean(axis=0) for column in columns[1:]]


def _gap(weight: np.ndarray, before: np.ndarray, after: np.ndarray, arriving: np.ndarray) -> Gap:
    size = np.abs(weight)
    flow = size * arriving[:, None]
    if not (np.isfinite(size).all() and np.isfinite(flow).all()):
        size, flow = np.nan_to_num(size), np.nan_to_num(flow)
    usual = float(np.percentile(size, 98)) or 1.0
    widths = np.clip(WIDE * size / usual, THIN, CAP)
    most = float(flow.max()) or 1.0
    lights = DIM + BRIGHT * (flow / most) ** POWER
    rows, columns = (grid.ravel() for grid in np.meshgrid(before, after, indexing="ij"))
    order = np.argsort(flow[rows, columns], kind="stable")[-MOST:]
    rows, columns = rows[order], columns[order]
    return Gap(
        np.searchsorted(before, rows),
        np.searchsorted(after, columns),
        weight[rows, columns],
        widths[rows, columns],
        lights[rows, columns],
        weight.size,
    )
