"""Where examples come from: frozen values that a document keeps, so that it can say so and get them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nnviz.data.tables.model import Choices

TOYS = ("circles", "xor", "gaussians", "spirals", "moons", "plane", "hill", "sine")
"""The toy sets on the plane; the last three are for regression."""


@dataclass(frozen=True)
class Bundled:
    """A data set of the catalogue, by its name. Its examples are never written into a file."""

    name: str


@dataclass(frozen=True)
class Toy:
    """A toy set on the plane: ``kind`` is one of :data:`TOYS`, of ``size`` points in all, with ``noise`` (the
    deviation of what is added to each coordinate, or to each value) and a ``seed``. ``classes`` are clusters
    or arms where a kind takes a number of them. ``is_painted``: a hand has added, moved or erased points
    since."""

    kind: str = "spirals"
    size: int = 240
    noise: float = 0.1
    classes: int = 2
    seed: int = 0
    is_painted: bool = False


@dataclass(frozen=True)
class PictureFolder:
    """A folder at ``path`` with one folder of pictures a class; each picture is a square of ``side`` pixels
    with 3 channels, or 1 for grey; ``is_drawn``: as ink on paper. ``sha256`` tells whether they are still the
    same, by :func:`nnviz.data.folders.digest`."""

    path: str
    side: int
    channels: int
    is_drawn: bool = False
    sha256: str = ""


@dataclass(frozen=True)
class Embedded:
    """Nothing is known but the examples themselves, by the name that people know them by."""

    name: str


@dataclass(frozen=True)
class TableFile:
    """A table in a text file: its whole ``path``, the SHA-256 of its bytes in hexadecimal digits, and how it
    is read."""

    path: str
    sha256: str
    choices: Choices


Source = Bundled | Toy | TableFile | PictureFolder | Embedded


@dataclass(frozen=True)
class Preparation:
    """What is done to examples before a network learns from them.

    ``scale`` brings input columns to one scale: ``"standardize"`` (mean 0, deviation 1), ``"minmax"`` (0 to
    1) or ``"none"``. The last ``share`` of the examples, 0 to 0.5, is held out to judge by, drawn by
    ``seed``; None: as the set itself says. ``is_stratified``: the same share of each class.
    """

    scale: str = "none"
    share: float | None = None
    seed: int = 0
    is_stratified: bool = True
