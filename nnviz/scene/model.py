"""The scene: what is to be drawn, as plain arrays. No colours, no fonts, no Qt.

Three values, each a pure function of what it depends on and cached by identity by whoever asks:

- ``Layout``  (network, names, size)                    where everything is, in layout pixels at zoom 1
- ``Edges``   (layout, trace, selection, lit)           one gap's edges: the still part of the picture
- ``Frame``   (layout, trace, moment, selection)        everything that changes with time

Layout coordinates are logical pixels of a canvas of ``Layout.size`` at zoom 1; the camera maps them to the
screen (``nnviz.scene.camera``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Target, Unit


@dataclass(frozen=True, eq=False)
class Column:
    """One layer's place on the canvas; layer 0 is the input.

    ``units`` (n,) are the flat unit numbers drawn, in drawing order; ``x``, ``y`` (n,) their centres and
    ``radius`` their half size. ``form`` is ``"disc"`` (neurons) or ``"cell"`` (pixels, wide layers).
    ``shape`` is the layer's output shape. ``brackets`` (m, 3) are x, top, bottom of the lines that group an
    image's rows, ``bracket_labels`` their numbers. ``labels`` stand inside or beside the units (class names,
    feature names, or empty). ``plate`` is x0, y0, x1, y1 behind cells, or None. ``folded`` counts the units
    not drawn.
    """

    layer: int
    title: str
    subtitle: str
    heading: tuple[float, float]
    form: str
    shape: tuple[int, ...]
    units: np.ndarray
    x: np.ndarray
    y: np.ndarray
    radius: float
    labels: tuple[str, ...] = ()
    label_side: str = "inside"
    brackets: np.ndarray | None = None
    bracket_labels: tuple[str, ...] = ()
    plate: tuple[float, float, float, float] | None = None
    folded: int = 0

    def unit(self, position: int) -> Unit:
        """The unit drawn at ``position``: a number, or (channel, row, column) in an image layer."""
        flat = int(self.units[position])
        if len(self.shape) != 3:
            return flat
        channel, row, column = np.unravel_index(flat, self.shape)
        return int(channel), int(row), int(column)

    def position(self, unit: Unit) -> int | None:
        """Where ``unit`` stands in the arrays, or None if it is folded away."""
        flat = unit if isinstance(unit, int) else int(np.ravel_multi_index(unit, self.shape))
        found = np.flatnonzero(self.units == flat)
        return int(found[0]) if len(found) else None


@dataclass(frozen=True)
class Bars:
    """The output bars: one per unit of the last column, or one scale for a regression value.

    ``x0``, ``x1`` bound the track; ``text_x`` is where the printed value ends (right aligned).
    """

    title: str
    subtitle: str
    heading: tuple[float, float]
    x0: float
    x1: float
    text_x: float
    height: float


@dataclass(frozen=True, eq=False)
class Layout:
    """Where everything is. ``size`` is (width, height) of the canvas in logical pixels; ``scale`` the spec's s."""

    size: tuple[float, float]
    scale: float
    columns: tuple[Column, ...]
    bars: Bars | None

    def column(self, layer: int) -> Column:
        """The column of a layer."""
        return next(column for column in self.columns if column.layer == layer)


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges into one layer, weak first and strong last, the two signs interleaved.

    ``lines`` (n, 4) float64: x0, y0, x1, y1 in layout pixels. ``source``, ``target`` (n,) positions in the two
    columns. ``sign`` (n,) is -1, 0 or +1, the weight's. ``width`` (n,) pixels. ``opacity`` (n,) 0..1, one of
    at most eight values a sign. ``chosen`` (n,) bool: into the selected unit. ``total`` counts all edges of
    the gap, drawn or not.
    """

    layer: int
    lines: np.ndarray
    source: np.ndarray
    target: np.ndarray
    sign: np.ndarray
    width: np.ndarray
    opacity: np.ndarray
    chosen: np.ndarray
    total: int

    @property
    def drawn(self) -> int:
        """How many of ``total`` are drawn."""
        return len(self.lines)


@dataclass(frozen=True, eq=False)
class Nodes:
    """One column's values at a moment.

    ``value`` (n,) activations; ``reached`` (n,) 0..1: 0 hollow, 1 the value stands. ``fill`` (n,) -1..1: size
    by |fill|, sign kept; ``signed`` tells which ramp (False: 0..1 ramp of non-negative activations).
    ``arc`` (n,) -1..1: the ring filled by the sum phase as a signed arc (0: none). ``glow`` (n,) 0..1.
    ``text`` (n,) the printed value or "" where there is no room. ``marks`` (n,) "" | "override" | "non-finite".
    """

    layer: int
    value: np.ndarray
    reached: np.ndarray
    fill: np.ndarray
    signed: bool
    arc: np.ndarray
    glow: np.ndarray
    text: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Pulses:
    """Moving dots. ``x``, ``y``, ``radius`` (n,) layout pixels; ``sign`` (n,): 0 before the gate (white), then
    the product's; ``tail_x``, ``tail_y`` (n,) where the tail starts; ``chosen`` (n,) bool: into the selection."""

    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    tail_x: np.ndarray
    tail_y: np.ndarray
    sign: np.ndarray
    chosen: np.ndarray


@dataclass(frozen=True)
class Pill:
    """A printed value on an edge or beside a pulse. ``sign`` picks its outline; ``x``, ``y`` its middle."""

    x: float
    y: float
    text: str
    sign: int


@dataclass(frozen=True, eq=False)
class BarValues:
    """Output bars at a moment: ``share`` (n,) -1..1 of the track, ``text`` printed, ``result`` the winner's
    position or None, ``reached`` 0..1 growth; ``best`` positions to mark when unsure."""

    share: np.ndarray
    text: tuple[str, ...]
    result: int | None
    reached: float
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True)
class Legend:
    """What sizes stand for on screen now, in words and numbers: one scale a layer."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that changes with time. ``gates`` (n, 4) bars across edge midpoints; ``gate_sign`` (n,)."""

    nodes: tuple[Nodes, ...]
    pulses: Pulses
    gates: np.ndarray
    pills: tuple[Pill, ...]
    bars: BarValues | None
    lead: str
    sentence: str
    lit: tuple[int, ...]
    """Layers whose edges show contributions (the others wait and show weights only)."""


@dataclass(frozen=True)
class Hit:
    """What is under the pointer: a unit, an edge (source and target), or a bar."""

    kind: str
    target: Target
    source: Target | None = None
