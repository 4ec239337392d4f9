"""A layer that is folded beside the chosen neuron: its strongest neurons as discs, the rest as cells."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.layout import blocks, headings
from nnviz.scene.layout.blocks import Room, UnitBlock
from nnviz.scene.layout.large import Fold
from nnviz.scene.layout.places import Column, FoldChip

_DISC = 10.5
_CHIP = 26.0
_MORE_CELL, _MORE_SHARE = 7.2, 0.2
MORE_WIDTH = 1.2
"""Of the room across: the cells of the others may be so much wider."""


@dataclass(frozen=True, eq=False)
class Folded:
    """One layer: a block of units, or two of a folded layer, each with the numbers of its units; ``chip`` is
    the middle height and the words of what opens or folds it."""

    blocks: tuple[tuple[UnitBlock, Array], ...]
    chip: tuple[float, str] | None = None

    @property
    def left(self) -> float:
        """How far it reaches to the left of its middle."""
        return max(block.left for block, _ in self.blocks)

    @property
    def right(self) -> float:
        """How far it reaches to the right of its middle."""
        return max(block.right for block, _ in self.blocks)


def of_fold(count: int, fold: Fold, room: Room) -> Folded:
    """A layer of ``count`` units that is folded, or that a person has opened."""
    return _opened(count, room) if fold.is_open else _folded(count, fold, room)


def placed(column: Column, part: Folded, middle: float) -> Column:
    """``column`` with the units of ``part`` around ``middle``."""
    pieces = tuple(
        replace(
            column,
            form=block.form,
            units=units,
            x=middle + block.dx,
            y=block.y,
            radius=block.radius,
            plate=block.plate_at(middle),
        )
        for block, units in part.blocks
    )
    if len(pieces) == 1:
        return pieces[0]
    x, y, units = (np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("x", "y", "units"))
    return replace(pieces[0], form="folded", x=x, y=y, units=units, plate=pieces[-1].plate, parts=pieces)


def chips(parts: Iterable[tuple[int, Folded]], middles: Sequence[float], s: float) -> Iterator[FoldChip]:
    """The words to press of all layers that have them."""
    size, height = headings.text_size(headings.SUBTITLE, s), _chip_height(s)
    for (number, part), middle in zip(parts, middles, strict=True):
        if part.chip is not None:
            y, words = part.chip
            half = headings.text_width(words, size) / 2 + 12.0 * s
            yield FoldChip(number, (middle - half, y - height / 2, middle + half, y + height / 2), words)


def lowered(block: UnitBlock, room: Room) -> UnitBlock:
    """The block at the foot of its room."""
    if block.plate is None:
        return block
    half, top, bottom = block.plate
    drop = room.bottom - bottom
    return replace(block, y=block.y + drop, plate=(half, top + drop, bottom + drop))


def _opened(count: int, room: Room) -> Folded:
    """All of a layer as cells, above the chip that folds it again."""
    chip = _chip_height(room.s)
    block = blocks.cells(count, replace(room, bottom=room.bottom - chip - 8.0 * room.s))
    return Folded(((block, np.arange(count)),), (room.bottom - chip / 2, "fold"))


def _folded(count: int, fold: Fold, room: Room) -> Folded:
    """The listed neurons as discs one under the other, the chip, and the others as small cells."""
    s, chip = room.s, _chip_height(room.s)
    others = np.setdiff1d(np.arange(count), fold.listed)
    cells = lowered(_more_cells(len(others), room), room)
    assert cells.plate is not None
    middle = cells.plate[1] - 4.0 * s - chip / 2
    discs = _listed(len(fold.listed), replace(room, bottom=middle - chip / 2 - 8.0 * s))
    return Folded(((discs, np.array(fold.listed)), (cells, others)), chip=(middle, f"+ {len(others):,} more"))


def _listed(count: int, room: Room) -> UnitBlock:
    # height = (count - 1) pitch + 2 radius, with a little air between the discs
    radius = min(_DISC * room.s, 0.43 * room.height / count)
    y = np.linspace(room.top + radius, room.bottom - radius, count)
    return UnitBlock("disc", np.zeros(count), y, radius, radius, radius)


def _more_cells(count: int, room: Room) -> UnitBlock:
    """Cells no larger than the specification's, in no more than a third of the height."""
    width = MORE_WIDTH * room.width
    most = replace(room, width=width, top=room.bottom - _MORE_SHARE * room.height)
    per_row = next(
        (n for n in (8, 16, 32, 64, 128) if math.ceil(count / n) * _MORE_CELL * room.s <= most.height), 256
    )
    pitch = min(_MORE_CELL * room.s, width / per_row, most.height / math.ceil(count / per_row))
    return blocks.plate(count, per_row, pitch, most)


def _chip_height(s: float) -> float:
    return max(_CHIP * s, 20.0)
