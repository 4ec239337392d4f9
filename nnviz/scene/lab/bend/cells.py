"""Where the cells of a product stand: as many as fit, never smaller than their numbers."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.lab.bend.product import MOST_HIDDEN, Stage, Window, window

WIDE, HIGH = 80.0, 40.0
"""A cell, in the spec's pixels."""
TIMES, BESIDE, EQUALS, PLUS = 28.0, 20.0, 44.0, 34.0
"""Room between two matrices, before a bias, and for the signs."""
MOST_COLUMNS = 8


@dataclass(frozen=True)
class Room:
    """The room for cells, in logical pixels, and what a cell needs for its number at least; ``s`` is the
    spec's scale."""

    width: float
    height: float
    least_wide: float
    least_high: float
    s: float


@dataclass(frozen=True)
class Cells:
    """What is shown of a stage, the size of a cell, and where each matrix begins from the left."""

    shown: Window
    wide: float
    high: float
    left: float
    right: float
    right_bias: float
    result: float
    passed: float
    left_bias: float
    total: float
    width: float

    @property
    def rows(self) -> int:
        """Rows of the taller matrix, that of the others among them."""
        return max(len(self.shown.rows), len(self.shown.hidden) + bool(self.shown.others))


def cells(stage: Stage, cell: tuple[int, int], room: Room) -> Cells:
    """Lay a stage out: first fewer hidden neurons, then fewer columns, then smaller cells."""
    outputs, inputs = stage.result.weight.shape
    hidden_all = stage.left.weight.shape[1]
    rows = max(int(room.height // (room.least_high + 2)), 1)
    most = int((room.width - _signs(room.s)) // (room.least_wide + 2))
    columns = min(inputs, MOST_COLUMNS)
    while columns > 1 and 2 * columns + 4 + min(hidden_all, 3) > most:
        columns -= 1
    spare = most - 2 * columns - 4
    hidden = _hidden(hidden_all, min(spare, rows))
    shown = window(stage, cell, min(outputs, rows), hidden, columns)
    across = len(shown.hidden) + bool(shown.others)
    count = across + 2 * columns + 4
    wide = min(WIDE * room.s, (room.width - _signs(room.s)) / count - 2)
    wide = max(wide, room.least_wide) if count <= most else wide
    tall = max(across, len(shown.rows))
    high = min(HIGH * room.s, room.height / tall - 2)
    return _placed(shown, wide, max(high, room.least_high), across, columns, room.s)


def _hidden(count: int, places: int) -> int:
    """How many hidden neurons are shown where so many places are left, one of them for the others."""
    most = min(count, MOST_HIDDEN)
    return most if count <= min(places, MOST_HIDDEN) else max(min(most, places - 1), 1)


def _signs(s: float) -> float:
    return (TIMES + 2 * BESIDE + EQUALS + 2 * PLUS) * s


def _placed(shown: Window, wide: float, high: float, across: int, columns: int, s: float) -> Cells:
    step = wide + 2
    right = across * step + TIMES * s
    right_bias = right + columns * step + BESIDE * s
    result = right_bias + step + EQUALS * s
    passed = result + columns * step + BESIDE * s
    left_bias = passed + step + PLUS * s
    total = left_bias + step + PLUS * s
    return Cells(shown, wide, high, 0.0, right, right_bias, result, passed, left_bias, total, total + step)
