"""What the canvas shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QPointF

from nnviz.document import Target
from nnviz.engine import Trace
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.values.heat import HeatStrip
from nnviz.scene.values.model import Edges, Frame, Legend, Pill
from nnviz.scene.values.scales import RECTIFIED, Scales
from nnviz.scene.view.levels import Depth, Level
from nnviz.ui.paint.curves import LEAST_RADIUS, Curve
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.network.edges import EdgeLook
from nnviz.ui.paint.network.highlight import Highlight
from nnviz.ui.paint.overview import Values

PLAIN = Depth(Level.NETWORK, None)
"""The network alone."""


@dataclass(frozen=True, eq=False)
class Picture:
    """The scene, how it is mapped to the screen, and what is drawn outside the strips.

    ``still`` are the edges kept in strips, ``live`` those drawn anew in each frame. ``settling`` are the
    layers whose edges keep the colours that they had when something was taken hold of. ``depth`` says which
    level of the zoom this is; ``detail`` is the unit whose arithmetic lies over the network; ``blocks`` is
    what level 1 is painted with, where it is seen. ``highlight`` are paths through the selected unit,
    ``heat`` the weights drawn as cells in place of lines. ``readings`` are numbers on the chosen edges,
    in pixels of the screen.
    """

    layout: Layout
    still: tuple[Edges, ...]
    frame: Frame
    legend: Legend
    look: EdgeLook
    scales: Scales
    trace: Trace
    selection: Target | None = None
    live: tuple[Edges, ...] = ()
    settling: tuple[int, ...] = ()
    highlight: Highlight | None = None
    heat: tuple[HeatStrip, ...] = ()
    depth: Depth = PLAIN
    detail: Detail | None = None
    blocks: Values | None = None
    readings: tuple[Pill, ...] = ()

    @property
    def edges(self) -> dict[int, Edges]:
        """The edges that can be pointed at, by layer."""
        return {gap.layer: gap for gap in (*self.still, *self.live)}

    @cached_property
    def heads(self) -> dict[int | None, str]:
        """Subtitles that the values have changed, by layer: how many neurons of a large network's ReLU layer
        are on. The bars' is that of None."""
        found: dict[int | None, str] = {}
        bars, values = self.layout.bars, self.frame.bars
        if bars is not None and bars.settled and values is not None and values.reached >= 1:
            found[None] = bars.settled
        if not self.layout.is_large or self.layout.is_for_hall:
            return found
        for column, nodes in zip(self.layout.columns, self.frame.nodes, strict=True):
            function = self.trace.network.layer(column.layer).activation if column.layer else None
            if function is not None and function.name in RECTIFIED and nodes.reached.min(initial=1) >= 1:
                found[column.layer] = f"{column.subtitle}, {int((nodes.value > 0).sum()):,} on"
        return found

    @cached_property
    def seen(self) -> tuple[int, ...]:
        """The columns that may be on the screen with their words: positions in ``layout.columns``."""
        width = self.look.screen[0]
        left, right = (self.look.mapping.back(QPointF(x, 0.0))[0] for x in (-width / 2, 1.5 * width))
        return tuple(np.flatnonzero(self.layout.within(left, right)).tolist())

    def curve(self, column: Column) -> Curve | None:
        """The activation curve of a column, where its discs are large enough on screen to show it."""
        radius = column.radius * self.look.mapping.zoom
        if column.layer == 0 or column.form != "disc" or radius < LEAST_RADIUS:
            return None
        function = self.trace.network.layer(column.layer).activation
        if function is None or not function.elementwise:
            return None
        z = self.trace[column.layer].z[0].ravel()[column.units]
        return Curve(function, z, self.scales.layers[column.layer].z)

    def chosen(self, layer: int) -> int | None:
        """The position of the selected unit in a layer's column, or None."""
        if self.selection is None or self.selection.layer != layer:
            return None
        return self.layout.column(layer).position(self.selection.unit)
