"""Which parts of the screen another moment changes: only these are drawn again."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QRegion

from nnviz.scene.values.model import BarValues
from nnviz.ui.paint.picture import Picture

PULSE_MARGIN = 22.0
"""Pixels around a pulse's middle that its light may touch."""
PILL = (64.0, 30.0)
"""Half width and height that a pill has room in, at reference size."""


def moving(picture: Picture) -> QRegion:
    """Where pulses, gates and pills of a picture are."""
    frame, mapping = picture.frame, picture.look.mapping
    region = QRegion()
    pulses = frame.pulses
    if len(pulses.x):
        x = mapping.x(np.concatenate([pulses.x, pulses.tail_x]))
        y = mapping.y(np.concatenate([pulses.y, pulses.tail_y]))
        region += _box(x, y, PULSE_MARGIN, PULSE_MARGIN)
    if len(frame.gates):
        lines = mapping.lines(frame.gates)
        region += _box(lines[:, 0::2], lines[:, 1::2], 4.0, 4.0)
    places = [mapping.point(pill.x, pill.y) for pill in frame.pills]
    places += [QPointF(pill.x, pill.y) for pill in picture.readings]
    scale = max(picture.layout.scale, 1.0)
    for at in places:
        region += _box(np.array([at.x()]), np.array([at.y()]), PILL[0] * scale, PILL[1] * scale)
    return region


def bars(before: Picture, after: Picture) -> QRegion:
    """The output bars, if their values are others."""
    place = after.layout.bars
    if place is None or _same_bars(before.frame.bars, after.frame.bars):
        return QRegion()
    height = after.layout.size[1]
    rect = after.look.mapping.rect(place.x0 - 8, 0.0, place.text_x + 24, height)
    return QRegion(rect.toAlignedRect())


def _same_bars(before: BarValues | None, after: BarValues | None) -> bool:
    if before is None or after is None:
        return before is after
    return (
        before.text == after.text
        and (before.result, before.reached, before.unsure) == (after.result, after.reached, after.unsure)
        and np.array_equal(before.share, after.share)
    )


def _box(x: np.ndarray, y: np.ndarray, across: float, down: float) -> QRect:
    return QRectF(
        float(x.min()) - across,
        float(y.min()) - down,
        float(np.ptp(x)) + 2 * across,
        float(np.ptp(y)) + 2 * down,
    ).toAlignedRect()
