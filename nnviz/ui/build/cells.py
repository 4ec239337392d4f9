"""What a layer gives, as pictures: maps as tiles, lists as cells, the outputs as discs with their names."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.engine.arrays import Array, Shape
from nnviz.scene.words.numbers import number
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.theme import Theme, text_on

MOST_WIDE = 8
"""Discs with values in them are wider up to so many."""
LONGEST_NAME = 2
"""Characters of an output's name that fit into a disc."""
PITCHES = (11.5, 10, 8, 6, 5, 4, 3)
"""Sizes of a list's cells in the spec's pixels, the largest that fits is taken."""
ROUNDED_FROM = 8
MOST_DISCS = 10
"""Lists of so many values at most are discs with the value, or the output's name, inside."""


@dataclass(frozen=True, eq=False)
class Inflow:
    """What a row shows: the shape, the values (None: hollow), and the scale of its colours.

    ``names`` stand in discs, one an output, where they are short; ``is_input`` pictures are larger.
    """

    shape: Shape
    values: Array | None
    scale: float = 1.0
    is_signed: bool = False
    names: tuple[str, ...] = ()
    is_input: bool = False


def shades(values: Array, scale: float, is_signed: bool, theme: Theme) -> Array:
    """Values as colours of the activation scale, (..., 3) bytes; what is no number is in ``warn``."""
    size = np.clip(np.nan_to_num(np.abs(values) / scale, posinf=1.0, nan=0.0), 0.0, 1.0)
    zero = _rgb(theme.zero)
    if is_signed:
        ends = np.where((values < 0)[..., None], _rgb(theme.neg), _rgb(theme.pos))
        share = size**0.75
    else:
        ends = np.broadcast_to(_rgb(theme.full), (*values.shape, 3))
        share = np.where(values > 0, size, 0.0) ** 0.8
    mixed = zero + (ends - zero) * share[..., None]
    mixed = np.where(np.isfinite(values)[..., None], mixed, _rgb(theme.warn))
    return np.ascontiguousarray(np.rint(mixed).astype(np.uint8))


def image(colors: Array) -> QImage:
    """(height, width, 3) bytes as a picture of its own."""
    height, width = colors.shape[:2]
    return QImage(colors.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def paint(painter: QPainter, rect: QRectF, inflow: Inflow, look: Look) -> None:
    """Paint what a row gives into ``rect``."""
    if len(inflow.shape) == 3:
        _paint_tiles(painter, rect, inflow, look)
    elif math.prod(inflow.shape) <= MOST_DISCS:
        _paint_discs(painter, rect, inflow, look)
    else:
        _paint_list(painter, rect, inflow, look)


def _paint_tiles(painter: QPainter, rect: QRectF, inflow: Inflow, look: Look) -> None:
    channels, height, width = inflow.shape
    side, gap, rows = _tile_size(rect, channels, inflow.is_input, look.s)
    per_row = max(int((rect.width() + gap) // (side + gap)), 1)
    shown = min(channels, per_row * rows)
    if shown < channels:
        shown = max(shown - max(per_row // 4, 1) * rows, 1)
        per_row = math.ceil(shown / rows)
    elif rows == 2:
        per_row = math.ceil(channels / 2)
    used = math.ceil(shown / per_row)
    # A pixel for the frame of the first tile.
    rect = rect.adjusted(1, 0, 0, 0)
    top = rect.center().y() - (used * (side + gap) - gap) / 2
    frame_width, frame_height = _fitted(side, height, width)
    for channel in range(shown):
        row, column = divmod(channel, per_row)
        place = QRectF(
            rect.left() + column * (side + gap), top + row * (side + gap), frame_width, frame_height
        )
        if inflow.values is not None:
            colors = shades(inflow.values[channel], inflow.scale, inflow.is_signed, look.theme)
            smooth = min(height, width) > 1.5 * side * ratio_of(painter.device())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(place, image(colors))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("line" if inflow.values is not None else "ink3"), 1))
        painter.drawRoundedRect(place.adjusted(-0.5, -0.5, 0.5, 0.5), 2, 2)
    if shown < channels:
        left = rect.left() + per_row * (side + gap) + 2
        _paint_more(painter, QRectF(left, rect.top(), 200, rect.height()), channels - shown, look)


def _tile_size(rect: QRectF, channels: int, is_input: bool, s: float) -> tuple[float, float, int]:
    """Side and gap of a tile, and in how many rows they stand."""
    if is_input and channels == 1:
        return min(58 * s, rect.height()), 4 * s, 1
    if channels * 46 * s <= rect.width() + 4 * s:
        return min(42 * s, rect.height()), 4 * s, 1
    return min(33 * s, rect.height() / 2 - 2), 4 * s, 2


def _fitted(side: float, height: int, width: int) -> tuple[float, float]:
    """A tile's width and height: the longer one is ``side``."""
    longest = max(height, width)
    return max(side * width / longest, 2.0), max(side * height / longest, 2.0)


def _paint_discs(painter: QPainter, rect: QRectF, inflow: Inflow, look: Look) -> None:
    count = math.prod(inflow.shape)
    is_named = len(inflow.names) == count
    pitch = min((36.5 if is_named or count > MOST_WIDE else 46) * look.s, rect.width() / count)
    radius = 0.43 * pitch
    values = None if inflow.values is None else inflow.values.ravel()
    words = _inside(inflow, values)
    size = 15.0 if all(len(word) <= 2 for word in words) else 13.0
    for place, word in enumerate(words):
        x = rect.left() + radius + 1 + place * pitch
        disc = QRectF(x - radius, rect.center().y() - radius, 2 * radius, 2 * radius)
        fill = look.color("panel")
        if values is not None:
            fill = QColor(*shades(values[place : place + 1], inflow.scale, inflow.is_signed, look.theme)[0])
        painter.setBrush(fill)
        painter.setPen(QPen(look.color("ink3"), 1.5))
        painter.drawEllipse(disc)
        painter.setFont(look.font(size, 600))
        if painter.fontMetrics().horizontalAdvance(word) <= 2 * radius:
            painter.setPen(look.color("ink2") if values is None else text_on(fill))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, word)


def _inside(inflow: Inflow, values: Array | None) -> list[str]:
    """What stands in the discs: names where all are short, otherwise the values."""
    count = math.prod(inflow.shape)
    if len(inflow.names) == count and all(len(name) <= LONGEST_NAME for name in inflow.names):
        return list(inflow.names)
    return [""] * count if values is None else [number(float(value), 1) for value in values]


def _paint_list(painter: QPainter, rect: QRectF, inflow: Inflow, look: Look) -> None:
    count = math.prod(inflow.shape)
    width, height = 368 * look.s, min(rect.height(), 62 * look.s)
    pitch = next((p * look.s for p in PITCHES if _room(width, height, p * look.s) >= count), 3 * look.s)
    per_row = max(int(width // pitch), 1)
    shown = min(count, _room(width, height, pitch))
    if shown < count:
        # Room for the words on how many more there are.
        per_row = max(int((width - 90 * look.s) // pitch), 1)
        shown = per_row * max(int(height // pitch), 1)
    rows = math.ceil(shown / per_row)
    per_row = math.ceil(shown / rows)
    top = rect.center().y() - rows * pitch / 2
    rect = rect.adjusted(1, 0, 0, 0)
    colors = None
    if inflow.values is not None:
        colors = shades(inflow.values.ravel()[:shown], inflow.scale, inflow.is_signed, look.theme)
    if pitch >= ROUNDED_FROM * look.s:
        _paint_cells(painter, rect.left(), top, pitch, per_row, shown, colors, look)
    else:
        _paint_grid(painter, rect.left(), top, pitch, per_row, shown, colors, look)
    if shown < count:
        left = rect.left() + per_row * pitch + 8 * look.s
        _paint_more(painter, QRectF(left, rect.top(), 200, rect.height()), count - shown, look)


def _room(width: float, height: float, pitch: float) -> int:
    return int(width // pitch) * max(int(height // pitch), 1)


def _paint_cells(
    painter: QPainter,
    left: float,
    top: float,
    pitch: float,
    per_row: int,
    shown: int,
    colors: Array | None,
    look: Look,
) -> None:
    """Cells with a rim each; hollow without colours."""
    side = pitch * 0.82
    painter.setPen(QPen(look.color("ink3"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place in range(shown):
        row, column = divmod(place, per_row)
        if colors is not None:
            painter.setBrush(QColor(*colors[place]))
        cell = QRectF(left + column * pitch, top + row * pitch, side, side)
        painter.drawRoundedRect(cell, 0.22 * side, 0.22 * side)


def _paint_grid(
    painter: QPainter,
    left: float,
    top: float,
    pitch: float,
    per_row: int,
    shown: int,
    colors: Array | None,
    look: Look,
) -> None:
    """Many cells as one picture; a hollow one is an outline with lines."""
    rows = math.ceil(shown / per_row)
    place = QRectF(left, top, per_row * pitch, rows * pitch)
    if colors is not None:
        full = np.empty((rows * per_row, 3), np.uint8)
        full[:] = _rgb(look.theme.panel).astype(np.uint8)
        full[:shown] = colors
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(place, image(full.reshape(rows, per_row, 3)))
    painter.setPen(QPen(look.color("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if colors is None:
        for column in range(per_row + 1):
            x = left + column * pitch
            painter.drawLine(int(x), int(top), int(x), int(place.bottom()))
        for row in range(rows + 1):
            y = top + row * pitch
            painter.drawLine(int(left), int(y), int(place.right()), int(y))
    else:
        painter.drawRect(place.adjusted(-1, -1, 1, 1))


def _paint_more(painter: QPainter, rect: QRectF, count: int, look: Look) -> None:
    painter.setFont(look.font(14))
    painter.setPen(look.color("ink2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, f"+ {count:,} more")


def _rgb(color: str) -> Array:
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
