"""Handwriting as it comes on the pad: digits thinned to strokes, then drawn with the pad's pen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

RASTER = 280
"""Pixels a side of the pad, as ``nnviz.ui.input.pad`` has it."""
PEN = 36.0
"""Width of the pad's pen, in its pixels."""
FINE = 3
"""Times that a digit is enlarged before it is thinned: strokes then bend in small steps."""
CHUNK = 500


@dataclass(frozen=True)
class Hand:
    """How one digit is drawn: the pen's width, the size as a share of the pad, tilt and slant in radians."""

    pen: float = PEN
    size: float = 0.72
    tilt: float = 0.0
    slant: float = 0.0


def hands(random: np.random.Generator, count: int) -> Iterator[Hand]:
    """So many hands: thin and thick pens, small and large, upright and tilted."""
    for _ in range(count):
        yield Hand(
            pen=float(random.uniform(16, 52)),
            size=float(random.uniform(0.4, 0.9)),
            tilt=float(random.normal(0, 0.12)),
            slant=float(random.normal(0, 0.15)),
        )


def skeletons(images: np.ndarray) -> list[np.ndarray]:
    """Of each image (N, h, w), 0..1, the middle of its strokes: (n, 2) points x, y in parts of its side."""
    found = []
    for start in range(0, len(images), CHUNK):
        part = images[start : start + CHUNK]
        ink = np.stack([_enlarged(image) for image in part])
        thin = thinned(ink)
        side = ink.shape[1]
        for picture in thin:
            rows, columns = np.nonzero(picture)
            found.append((np.column_stack([columns, rows]) + 0.5) / side)
    return found


def _enlarged(image: np.ndarray) -> np.ndarray:
    side = image.shape[0] * FINE
    grey = Image.fromarray((image * 255).astype(np.uint8)).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(grey) > 110


def thinned(ink: np.ndarray) -> np.ndarray:
    """Pictures (N, h, w) of True and False with each stroke one pixel wide (Zhang & Suen 1984)."""
    ink = np.pad(ink, ((0, 0), (1, 1), (1, 1))).astype(bool)
    while True:
        before = int(ink.sum())
        for is_second in (False, True):
            ink &= ~_removable(ink, is_second)
        if int(ink.sum()) == before:
            return ink[:, 1:-1, 1:-1]


def _removable(ink: np.ndarray, is_second: bool) -> np.ndarray:
    """The border pixels that one of the two half steps takes away."""
    # The eight neighbours, clockwise from above.
    shifts = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    around = [np.roll(ink, (-dy, -dx), (1, 2)) for dy, dx in shifts]
    count = np.zeros(ink.shape, np.uint8)
    turns = np.zeros(ink.shape, np.uint8)
    for here, there in zip(around, [*around[1:], around[0]], strict=True):
        count += here
        turns += ~here & there
    north, east, south, west = around[0], around[2], around[4], around[6]
    if is_second:
        corner = ~(north & east & west) & ~(north & south & west)
    else:
        corner = ~(north & east & south) & ~(east & south & west)
    return np.asarray(ink & (count >= 2) & (count <= 6) & (turns == 1) & corner)


def drawn(points: np.ndarray, hand: Hand) -> np.ndarray:
    """The strokes through ``points`` as ink on the pad: (RASTER, RASTER) floats 0..1."""
    cos, sin = np.cos(hand.tilt), np.sin(hand.tilt)
    turn, lean = np.array([[cos, -sin], [sin, cos]]), np.array([[1.0, hand.slant], [0.0, 1.0]])
    moved = (points - points.mean(axis=0)) @ (turn @ lean).T
    extent = max(float(np.ptp(moved, axis=0).max()), 1e-6)
    moved = moved * ((hand.size * RASTER - hand.pen) / extent)
    moved += RASTER / 2 - (moved.max(axis=0) + moved.min(axis=0)) / 2
    # Twice the size and averaged: smooth rims, as the pad's are.
    canvas = Image.new("L", (2 * RASTER, 2 * RASTER))
    pencil = ImageDraw.Draw(canvas)
    radius = hand.pen
    for x, y in 2 * moved:
        pencil.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(canvas.reduce(2), np.float32) / np.float32(255)
