"""Toy sets: a few rows to check by hand, and points on the plane."""

from nnviz.data.toys.kinds import KINDS, REACH, Kind
from nnviz.data.toys.named import outing, sine, xor
from nnviz.data.toys.planar import HELD_OUT, LEAST, MOST, NOISIEST, allowed, points, start, title

__all__ = [
    "HELD_OUT",
    "KINDS",
    "LEAST",
    "MOST",
    "NOISIEST",
    "REACH",
    "Kind",
    "allowed",
    "outing",
    "points",
    "sine",
    "start",
    "title",
    "xor",
]
