"""The scene: what is to be drawn, as plain arrays. No colours, no fonts, no Qt.

Each value is a pure function of what it depends on, cached by identity by whoever asks:

- ``Layout``    ``layout.arrange(document, size)``: where everything is, at zoom 1
- ``Scales``    ``scales.measure(document, trace, before)``: what full width and full light stand for
- ``Edges``     ``edges.edges(layout, network, trace, layer, selection, light, scales)``: the still part
- ``Prepared``  ``prepare.prepare(layout, document, trace, selection, scales)``: all that time doesn't change
- ``Frame``     ``frame.frame(prepared, timeline, moment, reduced_motion)``: everything that changes with time

Sizes are already multiplied by ``Layout.scale``; exponents of the visual specification are already applied,
so a painter mixes colours linearly by ``fill``, ``opacity`` and ``glow``.

Layout coordinates are logical pixels of a canvas of ``Layout.size`` at zoom 1; the camera maps them to the
screen (``nnviz.scene.camera``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from nnviz.document import Target, Unit
from nnviz.scene.tiles import ImageLayers

if TYPE_CHECKING:
    from nnviz.scene.arithmetic import Strip
    from nnviz.scene.joined import Meeting
    from nnviz.scene.map_values import MapValues


class Light(IntEnum):
    """What a layer's edges may show of the pass so far. ``False`` and ``True`` stand for the first two."""

    WAITING = 0
    """Weights alone: nothing has run down these edges."""
    LIT = 1
    """Contributions w·x: the layer is computing."""
    SETTLED = 2
    """Contributions, dimmed where the target came out as 0."""


@dataclass(frozen=True, eq=False)
class Column:
    """One layer's place on the canvas; layer 0 is the input.

    ``units`` (n,) are the flat unit numbers drawn, in drawing order; ``x``, ``y`` (n,) their centres and
    ``radius`` their half size. ``form`` is ``"disc"`` (neurons) or ``"cell"`` (pixels, wide layers).
    ``shape`` is the layer's output shape. ``brackets`` (m, 3) are x, top, bottom of the lines that group an
    image's rows, ``bracket_labels`` their numbers. ``labels`` stand inside or beside the units (class names,
    feature names, or empty); ``label_side`` is ``"inside"``, or ``"left"`` or ``"right"`` of the disc, then
    ``label_gap`` away from its rim and at most ``label_width`` wide. ``plate`` is x0, y0, x1, y1 behind
    cells, or None. ``folded`` counts the units not drawn. ``heading`` is where the title's middle line
    meets its ``heading_align`` edge; the subtitle's lies ``Layout.line`` below. ``row_length`` counts the
    pixels in an image's row, 0 where the layer is no image.

    A folded layer has the form ``"folded"``: ``parts`` are its discs and its cells as columns of their own,
    whose units it holds in this order; ``radius`` is then the discs'. ``is_below``: it stands under another
    column, and its heading moves with it.
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
    heading_align: str = "center"
    label_width: float = 0.0
    label_gap: float = 0.0
    row_length: int = 0
    parts: tuple[Column, ...] = ()
    is_below: bool = False

    @property
    def radii(self) -> np.ndarray:
        """(n,) the half size of each unit."""
        if self.parts:
            return np.concatenate([part.radii for part in self.parts])
        return np.full(len(self.units), self.radius)

    @property
    def in_order(self) -> bool:
        """Whether every unit of the layer is drawn, in the order of their numbers."""
        return not self.folded and not self.parts

    def pieces(self) -> Iterator[tuple[Column, int]]:
        """The columns to draw, with the position of each one's first unit: this one, or its parts."""
        start = 0
        for part in self.parts or (self,):
            yield part, start
            start += len(part.units)

    def part_at(self, position: int) -> Column:
        """The column that the unit at ``position`` belongs to: this one, or one of its parts."""
        return next(part for part, start in self.pieces() if position < start + len(part.units))

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


CROWDED, ROOMY = 8.0, 90.0
"""Pixels from column to column under which neurons can't be told apart, and at which widths are full."""
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in layout pixels."""


@dataclass(frozen=True)
class Chip:
    """A word to press that opens or folds a layer, in ``box``."""

    layer: int
    box: Box
    text: str


@dataclass(frozen=True)
class Bars:
    """The output bars, one beside each unit of the last column, in its order; ``y`` (n,) are their middles.

    ``kind`` is ``"probability"`` (a track from 0 to 1) or ``"value"`` (printed values, no track). ``x0``,
    ``x1`` bound the track; ``text_x`` is where the printed value ends (right aligned). ``heading`` is
    centred. ``every_text`` is False where rows are too tight to print more than the result. ``settled`` is
    the subtitle once the values stand, where it is another one.
    """

    title: str
    subtitle: str
    heading: tuple[float, float]
    x0: float
    x1: float
    text_x: float
    height: float
    y: tuple[float, ...] = ()
    kind: str = "probability"
    every_text: bool = True
    settled: str = ""


@dataclass(frozen=True, eq=False)
class Joints:
    """Lines without weights from one layer to another one that adds their values up, or passes them on.

    ``points`` (n, 2 m, 2): a line runs level from each even point to the next one and turns between them.
    ``source``, ``target`` (k,) are positions in the columns of ``source_layer`` and ``layer``: one a line,
    or, where ``is_bundle``, all of them for the one line.
    """

    layer: int
    source_layer: int
    points: np.ndarray
    source: np.ndarray
    target: np.ndarray
    is_bundle: bool

    @cached_property
    def reach(self) -> tuple[np.ndarray, np.ndarray]:
        """The upper left and the lower right corner (x, y) of all lines; turns stay between their ends."""
        return self.points.min(axis=(0, 1)), self.points.max(axis=(0, 1))


@dataclass(frozen=True, eq=False)
class Layout:
    """Where everything is. ``size`` is (width, height) of the canvas in logical pixels.

    ``scale`` is the visual specification's s; ``line`` the step from a title to its subtitle. ``legend`` is
    x0, y0, x1, y1 of the strip kept free for the legend. ``notes`` are (layer, x, y): the middle of the line
    under each gap that says how many of its edges are drawn; empty where every edge is, or without room.
    ``chips`` open and fold layers. ``search`` and ``map_card`` are kept free in a large network, or None.
    ``images`` are the tiles of image layers, whose columns are of form ``"tile"`` and have no units.
    ``joints`` join layers without weights in a network that isn't a chain. ``inputs`` are the layers where
    values come in.
    """

    size: tuple[float, float]
    scale: float
    columns: tuple[Column, ...]
    bars: Bars | None
    legend: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    notes: tuple[tuple[int, float, float], ...] = ()
    line: float = 20.0
    images: ImageLayers | None = None
    chips: tuple[Chip, ...] = ()
    search: Box | None = None
    map_card: Box | None = None
    joints: tuple[Joints, ...] = ()
    inputs: frozenset[int] = frozenset({0})

    @cached_property
    def spans(self) -> np.ndarray:
        """(columns, 2) the left and the right end of each column's units; tiles may reach anywhere."""
        ends = [
            (float(column.x.min()) - column.radius, float(column.x.max()) + column.radius)
            if len(column.units)
            else (-np.inf, np.inf)
            for column in self.columns
        ]
        return np.array(ends)

    @cached_property
    def pitch(self) -> float:
        """Pixels from one column to the next, where they stand closest; infinite beside tiles."""
        if self.images is not None:
            return np.inf
        left = np.sort(self.spans[:, 0])
        steps = np.diff(left[np.isfinite(left)])
        # In a graph several columns may stand one under the other.
        steps = steps[steps > 1e-3]
        return float(steps.min()) if len(steps) else np.inf

    @property
    def is_crowded(self) -> bool:
        """Whether columns stand too close to be told apart at zoom 1, as a deep network's do."""
        return self.pitch < CROWDED

    @property
    def thin(self) -> float:
        """What widths of lines are multiplied by: where a crowded layout is large enough to be read, it is
        enlarged so far that full widths would cover everything."""
        return float(np.sqrt(self.pitch / ROOMY)) if self.is_crowded else 1.0

    def within(self, left: float, right: float) -> np.ndarray:
        """(columns,) bool: which columns reach into a range across, in layout pixels."""
        return np.asarray((self.spans[:, 1] >= left) & (self.spans[:, 0] <= right))

    @property
    def shares_gaps(self) -> bool:
        """Whether edges into several layers may lie in one gap."""
        return any(column.is_below for column in self.columns)

    def column(self, layer: int) -> Column:
        """The column of a layer."""
        if layer < len(self.columns) and self.columns[layer].layer == layer:
            return self.columns[layer]
        return next(column for column in self.columns if column.layer == layer)


@dataclass(frozen=True, eq=False)
class Edges:
    """The edges into one layer, weak first and strong last, the two signs interleaved; chosen ones on top.

    ``lines`` (n, 4) float64: x0, y0, x1, y1 in layout pixels. ``source``, ``target`` (n,) positions in the
    columns of ``source_layer`` and ``layer``. ``sign`` (n,) is -1, 0 or +1, the weight's. ``width`` (n,)
    pixels. ``opacity`` (n,) 0..1, one of at most eight values a sign. ``chosen`` (n,) bool: into the selected
    unit, or out of a selected input. ``total`` counts all edges of the gap, drawn or not. ``is_heat``: a
    picture of all weights stands in place of the lines.
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
    source_layer: int = 0
    is_heat: bool = False

    @property
    def drawn(self) -> int:
        """How many of ``total`` are drawn."""
        return len(self.lines)

    @property
    def note(self) -> str:
        """How many are drawn, in words: "3,000 of 401,408 edges"."""
        if self.is_heat:
            return f"all {self.total:,} weights"
        if self.drawn < self.total:
            return f"{self.drawn:,} of {self.total:,} edges"
        return f"all {self.total:,} edges"


@dataclass(frozen=True, eq=False)
class Nodes:
    """One column's values at a moment.

    ``value`` (n,) activations; ``reached`` (n,) 0 hollow .. 1 the value stands, up to 1.04 while it settles.
    ``fill`` (n,) -1..1: share of the full colour, sign kept, already times ``reached``; ``signed`` tells
    which ramp (False: zero to full; True: zero to pos or neg). ``arc`` (n,) -1..1: the ring filled by the sum
    phase as a signed arc, a share of a whole turn (0: none). ``glow`` (n,) 0..1 of the full glow. ``text``
    (n,) the printed value, to be drawn where the disc has room on screen; "" before its phase, and in cells.
    ``marks`` (n,) "" | "override" | "non-finite". ``all_off``: every neuron of a ReLU layer came out as 0,
    which needs a warning.
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
    all_off: bool = False

    def cut(self, start: int, stop: int) -> Nodes:
        """The nodes of a part of the column."""
        names = ("value", "reached", "fill", "arc", "glow", "text", "marks")
        return replace(self, **{name: getattr(self, name)[start:stop] for name in names})


@dataclass(frozen=True, eq=False)
class Pulses:
    """Moving dots, weak first. ``x``, ``y``, ``radius`` (n,) layout pixels; ``sign`` (n,): 0 before the gate
    (white), then the product's; ``tail_x``, ``tail_y`` (n,) where the tail starts; ``chosen`` (n,) bool: one
    of the 32 strongest into the selection."""

    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    tail_x: np.ndarray
    tail_y: np.ndarray
    sign: np.ndarray
    chosen: np.ndarray


@dataclass(frozen=True, eq=False)
class Biases:
    """The bias marks of one layer: an outlined mark at the upper left rim of each neuron, (n,) each.

    ``x``, ``y`` middle, ``radius`` and ``sign`` the bias's; ``shown`` 0..1 (0: not arrived, drawn nowhere).
    ``text`` is the printed bias.
    """

    layer: int
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray
    sign: np.ndarray
    shown: np.ndarray
    text: tuple[str, ...]


@dataclass(frozen=True)
class Pill:
    """A printed value on an edge or beside a pulse. ``sign`` picks its outline; ``x``, ``y`` its middle."""

    x: float
    y: float
    text: str
    sign: int


@dataclass(frozen=True, eq=False)
class BarValues:
    """Output bars at a moment: ``share`` (n,) 0..1 of the track, growth included; ``text`` printed, "" before
    its phase; ``result`` the winner's position or None; ``reached`` 0..1 growth; ``unsure`` the two positions
    to mark where no class has half."""

    share: np.ndarray
    text: tuple[str, ...]
    result: int | None
    reached: float
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True)
class Legend:
    """What sizes stand for on screen now: (kind, words) pairs, the most telling first.

    Kinds: ``"positive"``, ``"negative"``, ``"width"``, ``"light"``, ``"fill"``, ``"ring"``, ``"bias"``: a
    painter draws a small sign of the kind before the words; ``"layer"`` and ``"count"`` are words alone.
    """

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class Frame:
    """Everything that changes with time.

    ``gates`` (n, 4) x0, y0, x1, y1 of bars across edge midpoints; ``gate_sign`` (n,) the products' signs, 0
    where nothing comes through.
    ``biases`` one for each layer that has them. ``light`` one for each layer, the input's 0 included: the
    light of the edges into it. ``maps`` are the image layers; ``strip`` is one window's arithmetic, where
    there is one, ``meeting`` the parts of a selected cell where maps are joined. ``lead`` and ``sentence``
    are the narration.
    """

    nodes: tuple[Nodes, ...]
    pulses: Pulses
    gates: np.ndarray
    gate_sign: np.ndarray
    pills: tuple[Pill, ...]
    biases: tuple[Biases, ...]
    bars: BarValues | None
    lead: str
    sentence: str
    light: tuple[Light, ...]
    maps: tuple[MapValues, ...] = ()
    strip: Strip | None = None
    meeting: Meeting | None = None

    @property
    def lit(self) -> tuple[int, ...]:
        """Layers whose edges show contributions (the others wait and show weights only)."""
        return tuple(layer for layer, light in enumerate(self.light) if light)


@dataclass(frozen=True)
class Hit:
    """What is under the pointer: a unit, an edge (source and target), or a bar.

    ``index`` is the place of a kernel's weight in its layer, or the number of an input channel.
    """

    kind: str
    target: Target
    source: Target | None = None
    index: tuple[int, ...] = ()
