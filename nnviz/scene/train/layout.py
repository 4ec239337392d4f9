"""Where everything of the Train page's canvas stands: squares, curves, the large surface, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.scene.train.columns import Column

SQUARE, OUTPUT, LEAST = 44.0, 64.0, 20.0
"""Sides of a neuron's square, of the only output's, and of the smallest, in the spec's pixels."""
PITCH = 54.0
"""From one square to the next in a column of eight; smaller squares stand as close in proportion."""
SURFACE, LEAST_SURFACE = 424.0, 320.0
EDGE, TOP, BOTTOM = 24.0, 66.0, 60.0
"""Room at the sides, above the surface for its words, and below it for the legends."""
GAP = 64.0
"""The least between the last column and the surface: wedge lines run through it."""
NAMES = 44.0
"""Room for the inputs' names, at their left."""
MORE = 22.0
"""Height of the words "+ n more"."""


@dataclass(frozen=True)
class Box:
    """A rectangle in the widget's pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def holds(self, x: float, y: float, room: float = 0.0) -> bool:
        """Whether a place lies in it, or within ``room`` of it."""
        return (
            self.x - room <= x <= self.x + self.width + room
            and self.y - room <= y <= self.y + self.height + room
        )


@dataclass(frozen=True)
class Stack:
    """One column: the squares that are drawn, of ``units`` neurons; ``more`` is where "+ n more" stands."""

    x: float
    squares: tuple[Box, ...]
    units: int
    more: Box | None

    @property
    def hidden(self) -> int:
        """Neurons without a square."""
        return self.units - len(self.squares)


@dataclass(frozen=True)
class Layout:
    """``heads`` are the boxes of the columns' words, ``surface`` the large square, ``head`` its words,
    ``legend`` the line under the network, ``key`` that under the surface."""

    stacks: tuple[Stack, ...]
    heads: tuple[Box, ...]
    surface: Box
    head: Box
    legend: Box
    key: Box

    @property
    def shown(self) -> tuple[np.ndarray, ...]:
        """The units of each column that have a square."""
        return tuple(np.arange(len(stack.squares)) for stack in self.stacks)

    def hit(self, x: float, y: float, room: float = 0.0) -> tuple[int, int] | None:
        """(column, unit) of the square at a place, or within ``room`` of it."""
        for k, stack in enumerate(self.stacks):
            for unit, box in enumerate(stack.squares):
                if box.holds(x, y, room):
                    return k, unit
        return None


def layout(
    columns: Sequence[Column], width: float, height: float, s: float, line: float, names: float = 0.0
) -> Layout:
    """``width`` and ``height`` are the widget's, ``s`` the spec's scale, ``line`` the height of a line of its
    smallest text, in pixels; ``names`` is what the inputs' names need at least."""
    edge = EDGE * s
    top = max(TOP * s, 2.6 * line + 8)
    bottom = max(BOTTOM * s, 2.8 * line)
    side = max(min(SURFACE * s, height - top - bottom), min(LEAST_SURFACE, height - top - 1.6 * line))
    side = max(side, 60.0)
    surface = Box(width - edge - side, top, side, side)
    left, right = edge, surface.x - GAP * s
    ends = (left + max(NAMES * s, names - edge), right)
    room = height - top - bottom
    sizes = [_size(column.units, room, s, k == len(columns) - 1) for k, column in enumerate(columns)]
    first, last = ends[0] + sizes[0][0] / 2, ends[1] - sizes[-1][0] / 2 - 8 * s
    x = np.linspace(first, max(last, first), len(columns))
    stacks = tuple(
        _stack(column.units, float(at), top, room, size, s)
        for column, at, size in zip(columns, x, sizes, strict=True)
    )
    apart = (last - first) / max(len(columns) - 1, 1)
    heads = tuple(_head(float(at), apart, top - 6 * s, surface.x - 8) for at in x)
    return Layout(
        stacks,
        heads,
        surface,
        Box(surface.x, 0.0, side, top - 6 * s),
        Box(edge, top + room + 4 * s, surface.x - 2 * edge, height - top - room - 8 * s),
        Box(surface.x, surface.y + side + 4 * s, side, max(1.5 * line, 28 * s)),
    )


def _head(x: float, apart: float, high: float, right: float) -> Box:
    """Words over a column, in its middle and left of ``right``."""
    half = min(apart / 2 - 4, right - x)
    return Box(x - half, 0.0, 2 * half, high)


def _size(units: int, room: float, s: float, is_last: bool) -> tuple[float, int]:
    """The side of a column's squares, and how many there are."""
    if is_last and units == 1:
        return OUTPUT * s, 1
    side = min(SQUARE * s, room / PITCH * SQUARE / units)
    if side >= LEAST * s:
        return side, units
    side = LEAST * s
    return side, max(int((room - MORE * s) / (side * PITCH / SQUARE)), 1)


def _stack(units: int, x: float, top: float, room: float, size: tuple[float, int], s: float) -> Stack:
    side, count = size
    pitch = side * PITCH / SQUARE
    if 1 < count <= 4:
        # Few neurons spread out, so that curves don't all leave from one spot.
        pitch = max(pitch, min(2.2 * side, room / (count + 1)))
    hidden = units - count
    high = (count - 1) * pitch + side
    first = top + (room - high - (MORE * s if hidden else 0.0)) / 2
    squares = tuple(Box(x - side / 2, first + n * pitch, side, side) for n in range(count))
    more = Box(x - 60 * s, squares[-1].y + side + 2, 120 * s, MORE * s) if hidden else None
    return Stack(x, squares, units, more)
