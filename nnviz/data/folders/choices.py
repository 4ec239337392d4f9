"""What was found in a folder of pictures, what is proposed, what a person may choose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nnviz.data.dataset import Dataset
from nnviz.errors import NNVizError

SIDES = (8, 16, 28, 32, 48, 64)
"""Pixels of a side that can be chosen."""

Progress = Callable[[float], None]
"""Is told now and then what share is done, 0..1."""
Wanted = Callable[[], bool]
"""Says whether anybody still waits."""


class NotWantedError(NNVizError):
    """The person has cancelled it."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed.")


@dataclass(frozen=True)
class FolderChoices:
    """How pictures become inputs: squares of ``side`` pixels with 3 channels, or 1 for grey. ``is_drawn``:
    what is grey is ink on paper, cut out and placed as the drawing pad's is, so that the pad fits them."""

    side: int = 32
    channels: int = 3
    is_drawn: bool = False

    @property
    def shape(self) -> tuple[int, int, int]:
        """(channels, height, width) of an input."""
        return (self.channels, self.side, self.side)


@dataclass(frozen=True)
class Class:
    """One class: the name of its folder, and the files that look like pictures, in order."""

    name: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class LeftOut:
    """Files that aren't used, by what is the matter: ``"no picture"``, ``"too large"``, ``"damaged"``,
    ``"unreadable"``, ``"empty"``, ``"hidden"``, or ``"loose"``: beside the folders. ``first`` is one of
    them."""

    why: str
    count: int
    first: str


@dataclass(frozen=True)
class FolderGuess:
    """What lies in a folder. ``choices`` are proposed, for ``side_reason`` and ``channels_reason``, whole
    clauses without a full stop. ``notes`` are sentences about what was handled: folders in folders, pictures
    that move, a class with one picture."""

    path: Path
    classes: tuple[Class, ...]
    left_out: tuple[LeftOut, ...]
    choices: FolderChoices
    side_reason: str
    channels_reason: str
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """All pictures."""
        return sum(len(each.files) for each in self.classes)


@dataclass(frozen=True, eq=False)
class PicturesRead:
    """``data``: ``inputs`` (N, C, H, W) float32 0..1, ``targets`` (N,) class numbers in the order of the
    folders' names, nothing held out yet; ``left_out``: what could not be unpacked after all."""

    data: Dataset
    left_out: tuple[LeftOut, ...]


def counted(found: list[tuple[str, str]]) -> tuple[LeftOut, ...]:
    """(why, name) of each file, by why in the order of its first."""
    kinds: dict[str, list[str]] = {}
    for why, name in found:
        kinds.setdefault(why, []).append(name)
    return tuple(LeftOut(why, len(names), names[0]) for why, names in kinds.items())


def together(*groups: tuple[LeftOut, ...]) -> tuple[LeftOut, ...]:
    """The same of several."""
    kinds: dict[str, LeftOut] = {}
    for one in (each for group in groups for each in group):
        known = kinds.get(one.why)
        kinds[one.why] = one if known is None else LeftOut(one.why, known.count + one.count, known.first)
    return tuple(kinds.values())
