"""Where everything stands on a canvas: columns of units, output bars, lines without weights, the layout.

Layout coordinates are logical pixels of a canvas of ``Layout.size`` at zoom 1; the camera maps them to the
screen (``nnviz.scene.camera``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nnviz.document import Unit
from nnviz.document.units import flat_of, unit_at
from nnviz.scene.layout.tiles import ImageLayers


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
    column, and its heading moves with it. ``whole`` is all that its heading would say with room enough.
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
    whole: str = ""

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
        return unit_at(int(self.units[position]), self.shape)

    def position(self, unit: Unit) -> int | None:
        """Where ``unit`` stands in the arrays, or None if it is folded away."""
        found = np.flatnonzero(self.units == flat_of(unit, self.shape))
        return int(found[0]) if len(found) else None


CROWDED, ROOMY = 8.0, 90.0
"""Pixels from column to column under which neurons can't be told apart, and at which widths are full."""


Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in layout pixels."""


@dataclass(frozen=True)
class FoldChip:
    """A word to press that opens or folds a layer, in ``box``."""

    layer: int
    box: Box
    text: str


@dataclass(frozen=True)
class Bars:
    """The output bars, one beside each unit of the last column, in its order; ``y`` (n,) are their middles.

    ``kind`` is ``"probability"`` (a track from 0 to 1) or ``"value"`` (printed values, no track). ``x0``,
    ``x1`` bound the track; ``text_x`` is where the printed value ends (right aligned), ``text_rise`` how far
    above the track's middle it stands. ``heading`` is centred. ``every_text`` is False where rows are too
    tight to print more than the result. ``settled`` is the subtitle once the values stand, where it is
    another one.
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
    text_rise: float = 0.0


@dataclass(frozen=True, eq=False)
class SkipConnection:
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
    ``chips`` open and fold layers. ``search`` and ``map_card`` are kept free in a large network
    (``is_large``), ``search`` beside maps too that end in a row of values; else they are None.
    ``images`` are the tiles of image layers, whose columns are of form ``"tile"`` and have no units.
    ``skips`` join layers without weights in a network that isn't a chain. ``inputs`` are the layers where
    values come in. ``is_for_hall``: neither heads nor a legend, and whoever sees it sits far away.
    """

    size: tuple[float, float]
    scale: float
    columns: tuple[Column, ...]
    bars: Bars | None
    legend: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    notes: tuple[tuple[int, float, float], ...] = ()
    line: float = 20.0
    images: ImageLayers | None = None
    chips: tuple[FoldChip, ...] = ()
    search: Box | None = None
    map_card: Box | None = None
    skips: tuple[SkipConnection, ...] = ()
    inputs: frozenset[int] = frozenset({0})
    is_large: bool = False
    is_for_hall: bool = False

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
