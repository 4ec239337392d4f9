"""A drawing on the pad as a network's input, prepared the way the digits it was trained on were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from nnviz.errors import OptionError

FAINT = 0.05
"""Ink below this is paper: it decides nothing about where the drawing lies."""


@dataclass(frozen=True)
class Style:
    """How a set of digits was made. The ink is scaled, keeping its proportions, until it fills a box of
    ``box`` parts of the field's height, and placed so that its centre of mass is ``middle`` pixels past the
    field's own middle. ``bitmap`` above 1: drawn first as black or white at so many times the size, then
    averaged block by block."""

    box: float
    middle: float
    bitmap: int = 1


STYLES: Mapping[str, Style] = MappingProxyType(
    {
        # LeCun, Cortes & Burges: fitted into 20 x 20, the centre of mass on pixel (14, 14) of 28 x 28.
        "mnist": Style(box=20 / 28, middle=0.5),
        # Alpaydin & Kaynak: 32 x 32 bitmaps, the dots counted in 4 x 4 blocks.
        "optdigits": Style(box=1.0, middle=0.0, bitmap=4),
    }
)
_STYLE_OF_SIZE = {(8, 8): "optdigits"}


def prepare_drawing(raster: np.ndarray, input_shape: tuple[int, ...], style: str = "") -> np.ndarray:
    """Turn ink on a pad into an input.

    Args:
        raster: (height, width) floats, 0 paper to 1 ink, of any size.
        input_shape: of the picture the network takes: (height, width) or (channels, height, width).
        style: a name in :data:`STYLES`; by default the one that suits the size.

    Returns:
        float32 of ``input_shape``, 0..1, the same in each channel; zeros for an empty pad.

    Raises:
        OptionError: the shape is no picture's, or there is no such style.
    """
    if len(input_shape) not in (2, 3):
        raise OptionError("This network's input is no picture; type its values instead.")
    size = (input_shape[-2], input_shape[-1])
    name = style or _STYLE_OF_SIZE.get(size, "mnist")
    if name not in STYLES:
        raise OptionError(f'There is no style "{name}"; the known ones are {", ".join(STYLES)}.')
    ink = np.clip(np.nan_to_num(np.asarray(raster, np.float32)), 0.0, 1.0)
    picture = _prepare(ink, size, STYLES[name])
    return np.broadcast_to(picture, input_shape).astype(np.float32)


def _prepare(ink: np.ndarray, size: tuple[int, int], style: Style) -> np.ndarray:
    rows = np.flatnonzero(ink.max(axis=1, initial=0.0) > FAINT)
    columns = np.flatnonzero(ink.max(axis=0, initial=0.0) > FAINT)
    if not len(rows):
        return np.zeros(size, np.float32)
    crop = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    field = (size[0] * style.bitmap, size[1] * style.bitmap)
    fitted = _fit(crop, style.box * min(field))
    if style.bitmap > 1:
        fitted = (fitted >= 0.5 * min(1.0, float(crop.max()))).astype(np.float32)
    placed = _place(fitted, field, style.middle)
    blocks = placed.reshape(size[0], style.bitmap, size[1], style.bitmap)
    return np.asarray(blocks.mean(axis=(1, 3)))


def _fit(crop: np.ndarray, box: float) -> np.ndarray:
    """Scale the longer side to ``box`` pixels."""
    scale = box / max(crop.shape)
    height, width = (max(1, round(side * scale)) for side in crop.shape)
    return np.asarray(_averaging(crop.shape[0], height) @ crop @ _averaging(crop.shape[1], width).T)


def _averaging(old: int, new: int) -> np.ndarray:
    """The matrix (new, old) that takes each new pixel as the mean of the old ones it covers."""
    edges = np.arange(new + 1) * (old / new)
    low, high = edges[:-1, None], edges[1:, None]
    pixels = np.arange(old)[None]
    overlap = np.clip(np.minimum(high, pixels + 1) - np.maximum(low, pixels), 0.0, None)
    return np.asarray((overlap / (old / new)).astype(np.float32))


def _place(ink: np.ndarray, field: tuple[int, int], middle: float) -> np.ndarray:
    """Put ``ink`` on an empty field with its centre of mass in the middle, or as near as it fits."""
    total = max(float(ink.sum()), 1e-9)
    placed = np.zeros(field, np.float32)
    corner = []
    for axis in (0, 1):
        mass = ink.sum(axis=1 - axis)
        centre = float((np.arange(len(mass)) + 0.5) @ mass) / total
        start = round(field[axis] / 2 + middle - centre)
        corner.append(min(max(start, 0), field[axis] - ink.shape[axis]))
    placed[corner[0] : corner[0] + ink.shape[0], corner[1] : corner[1] + ink.shape[1]] = ink
    return placed
