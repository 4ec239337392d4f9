"""Points set, moved and erased by hand: each gives another data set and keeps what is held out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data.dataset import Dataset, closed
from nnviz.errors import InputError

FEWEST = 2
"""Points that stay whatever is erased: nothing can be learned from fewer."""


def add(data: Dataset, place: tuple[float, float], answer: float, share: float = 0.25) -> Dataset:
    """``data`` with one more point at ``place``, of class or value ``answer``. It joins the held-out points
    where they are fewer than ``share`` of all, else those to learn from."""
    place_row = np.asarray(place, data.inputs.dtype).reshape(1, *data.inputs.shape[1:])
    if not np.isfinite(place_row).all():
        raise InputError("A point is at finite coordinates; set it on the plane.")
    row = np.full((1, *data.targets.shape[1:]), answer, data.targets.dtype)
    is_held_out = data.held_out < round(share * (len(data) + 1))
    at = len(data) if is_held_out else len(data) - data.held_out
    return replace(
        data,
        inputs=closed(np.concatenate([data.inputs[:at], place_row, data.inputs[at:]])),
        targets=closed(np.concatenate([data.targets[:at], row, data.targets[at:]])),
        held_out=data.held_out + is_held_out,
    )


def move(data: Dataset, number: int, place: tuple[float, float]) -> Dataset:
    """``data`` with point ``number`` at ``place``."""
    inputs = data.inputs.copy()
    inputs[number] = np.asarray(place, inputs.dtype).reshape(inputs.shape[1:])
    return replace(data, inputs=closed(inputs))


def erase(data: Dataset, place: tuple[float, float], radius: tuple[float, float]) -> Dataset:
    """``data`` without the points within ``radius``, one a coordinate, of ``place``; the very same where
    there are none. At least :data:`FEWEST` points to learn from stay."""
    away = (data.inputs.reshape(len(data), -1) - np.asarray(place)) / np.asarray(radius)
    goes = (away**2).sum(axis=1) <= 1
    learned = len(data) - data.held_out
    kept = int((~goes[:learned]).sum())
    if kept < FEWEST:
        # The nearest would be as good a choice as any; the first of them stay.
        goes[np.flatnonzero(goes[:learned])[: FEWEST - kept]] = False
    if not goes.any():
        return data
    return replace(
        data,
        inputs=closed(data.inputs[~goes]),
        targets=closed(data.targets[~goes]),
        held_out=int((~goes[learned:]).sum()),
    )


def cleared(data: Dataset) -> Dataset:
    """``data`` with its first point of each class alone, or its first two where points have values; none is
    held out."""
    labels = data.labels
    if labels is None:
        rows = np.arange(min(FEWEST, len(data)))
    else:
        rows = np.sort(np.unique(labels, return_index=True)[1])
    return replace(data, inputs=closed(data.inputs[rows]), targets=closed(data.targets[rows]), held_out=0)
