"""What stands in the tiles of image layers at a moment, and on which scale it is coloured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from nnviz.document import Document, Override, Target
from nnviz.engine import Trace
from nnviz.engine.arrays import Array
from nnviz.scene.layout.places import Layout
from nnviz.scene.time import easing, windows
from nnviz.scene.time.phases import PHASES
from nnviz.scene.time.playback import Moment
from nnviz.scene.time.windows import Cell
from nnviz.scene.values.scales import LayerScale, Scales
from nnviz.scene.words.numbers import Fits, decimals_of, number

LARGEST_DRAWING = 64
"""Pixels of a side: larger pictures are photographs, and so are those in colour."""

MOST_WHOLE = 10_000
"""Values of a layer that are looked at for whether all of them are whole."""


@dataclass(frozen=True, eq=False)
class MapValues:
    """One image layer at a moment. ``a`` and ``z`` (C, H, W) are the trace's; ``full_a``, ``full_z`` (C,) are
    what full colour stands for in each channel; ``ramps`` are those of a's colours: ``"plain"`` (zero to
    full), ``"signed"`` where a may be negative, ``"photograph"`` (black to white, in either theme).

    ``shown`` cells of each channel stand, in reading order, with the opacity ``arrived`` 0..1. ``active``
    0..1: they show z at 0, a at 1, and fade between. ``marks`` are cells with a sign on them.
    """

    layer: int
    a: Array
    z: Array
    full_a: Array
    full_z: Array
    ramps: tuple[str, ...]
    shown: int
    arrived: float = 1.0
    active: float = 1.0
    marks: tuple[tuple[Cell, str], ...] = ()

    @cached_property
    def peaks(self) -> Array:
        """(C,) the share 0..1 of the full colour that the strongest value of each channel takes."""
        strongest = np.abs(np.nan_to_num(self.a)).max(axis=(1, 2), initial=0.0)
        return share(strongest, self.full_a, "plain")

    @cached_property
    def decimals(self) -> int:
        """Digits after the point that are printed in cells: 1, or none where all values are whole."""
        now = self.a if self.active > 0 else self.z
        return 1 if now.size > MOST_WHOLE else min(decimals_of(now), 1)

    @property
    def is_drawing(self) -> bool:
        """Whether it is ink on paper, where what is 0 is left blank."""
        return self.layer == 0 and self.ramps == ("plain",) and float(self.full_a[0]) <= 1.0

    @property
    def places(self) -> int:
        """Cells of one channel."""
        return int(self.a.shape[1] * self.a.shape[2])

    def value(self, unit: Cell) -> float | None:
        """The number that stands in a cell now, None where there is none yet."""
        channel, row, column = unit
        if row * self.a.shape[2] + column >= self.shown:
            return None
        return float((self.a if self.active > 0 else self.z)[channel, row, column])

    def text(self, unit: Cell, fits: Fits | None = None) -> str:
        """What is printed in a cell that has room for it."""
        value = self.value(unit)
        if value is None or (value == 0 and self.is_drawing):
            return ""
        return number(value, self.decimals, fits)

    def fill(self, unit: Cell) -> tuple[float, str]:
        """(share -1..1 of the full colour, ramp) of a cell; 0 where it is hollow."""
        value = self.value(unit)
        ramp, full = (self.ramps[unit[0]], self.full_a) if self.active > 0 else ("signed", self.full_z)
        return (0.0 if value is None else float(share(np.array(value), full[unit[0]], ramp))), ramp


def share(values: Array, full: Array | float, ramp: str) -> Array:
    """How much of the full colour values take: -1..1 on the signed ramp, else 0..1."""
    with np.errstate(all="ignore"):
        ratio = values / full
    if not np.isfinite(ratio).all():
        ratio = np.nan_to_num(ratio, nan=0.0, posinf=1.0, neginf=-1.0)
    # Each a single pass: np.clip takes twice as long for a small map.
    ratio = np.minimum(np.maximum(ratio, -1.0), 1.0)
    if ramp == "photograph":
        return np.asarray(np.maximum(ratio, 0.0))
    if ramp == "signed":
        return np.asarray(np.sign(ratio) * np.abs(ratio) ** 0.75)
    return np.asarray(np.maximum(ratio, 0.0) ** 0.8)


def is_photograph(image: Array) -> bool:
    """Whether an input (C, H, W) is light on black rather than ink on paper. A photograph must not turn into
    its negative in the light theme, where a larger value of a drawing is darker."""
    return image.ndim == 3 and (len(image) == 3 or max(image.shape[1:]) > LARGEST_DRAWING)


def ramp_of(is_signed: bool, photograph: bool) -> str:
    """The ramp of an image layer's activations."""
    return "signed" if is_signed else "photograph" if photograph else "plain"


def settled(
    layout: Layout, document: Document, trace: Trace, scales: Scales, tint: str
) -> dict[int, MapValues]:
    """Every image layer after its time, by layer."""
    if layout.images is None:
        return {}
    return {
        tiles.layer: _settled(tiles.layer, trace, scales.layers[tiles.layer], tint, document.overrides)
        for tiles in layout.images.tiles
    }


def at(before: MapValues, moment: Moment, progress: float, reduced_motion: bool) -> MapValues:
    """A layer's values at a moment of its own time, from its settled ones."""
    if moment.phase == "activate":
        active = progress if reduced_motion else easing.out_cubic(progress)
        # From the first instant on the numbers are a's: nothing stands between z and f(z).
        return replace(before, active=max(active, 1e-3))
    if moment.phase in windows.SCANS:
        waits = 0.0 if moment.phase == "scan" else 1.0
        if reduced_motion:
            return replace(before, arrived=progress, active=waits)
        row, column = windows.at(progress, (before.a.shape[1], before.a.shape[2]))
        return replace(before, shown=row * before.a.shape[2] + column + 1, active=waits)
    if not PHASES[moment.phase].arrives:
        return hollow(before)
    if moment.phase == "input" and not reduced_motion:
        rows = int(easing.out_cubic(progress) * before.a.shape[1] + 1e-9)
        return replace(before, shown=rows * before.a.shape[2])
    return replace(before, arrived=progress if reduced_motion else easing.out_cubic(progress))


def hollow(before: MapValues) -> MapValues:
    """A layer before its time; an override is the person's own doing and stays marked."""
    marks = tuple(mark for mark in before.marks if mark[1] == "override")
    return replace(before, shown=0, marks=marks)


def _settled(
    layer: int,
    trace: Trace,
    scale: LayerScale,
    tint: str,
    overrides: Mapping[Target, Override],
) -> MapValues:
    a, z = trace[layer].a[0], trace[layer].z[0]
    full_a, full_z = np.full(len(a), scale.activation), np.full(len(a), scale.z)
    negative = [scale.signed] * len(a)
    if layer and tint == "unit" and scale.channels is not None:
        full_a, full_z = scale.channels
        negative = [scale.signed and bool((channel < 0).any()) for channel in a]
    bad = np.argwhere(~np.isfinite(a))
    marks = [((int(c), int(y), int(x)), "non-finite") for c, y, x in bad[:1]]
    for target in overrides:
        if target.layer == layer and not isinstance(target.unit, int):
            marks.append((target.unit, "override"))
    return MapValues(
        layer=layer,
        a=a,
        z=z,
        full_a=full_a,
        full_z=full_z,
        ramps=tuple(ramp_of(signed, is_photograph(trace[0].a[0])) for signed in negative),
        shown=a.shape[1] * a.shape[2],
        marks=tuple(marks),
    )
