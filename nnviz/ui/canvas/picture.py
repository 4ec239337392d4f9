"""What the canvas shows, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Target
from nnviz.scene.model import Edges, Frame, Layout, Legend
from nnviz.scene.scales import Scales
from nnviz.ui.canvas.strips import Look


@dataclass(frozen=True, eq=False)
class Picture:
    """The scene, how it is mapped to the screen, and what is drawn outside the strips.

    ``still`` are the edges kept in strips, ``live`` those drawn anew in each frame. ``settling`` are
    the layers whose edges keep the colours that they had when the gesture began.
    """

    layout: Layout
    still: tuple[Edges, ...]
    frame: Frame
    legend: Legend
    look: Look
    scales: Scales
    selection: Target | None = None
    live: tuple[Edges, ...] = ()
    settling: tuple[int, ...] = ()

    @property
    def edges(self) -> dict[int, Edges]:
        """The edges that can be pointed at, by layer."""
        return {gap.layer: gap for gap in (*self.still, *self.live)}

    def chosen(self, layer: int) -> int | None:
        """The position of the selected unit in a layer's column, or None."""
        if self.selection is None or self.selection.layer != layer:
            return None
        return self.layout.column(layer).position(self.selection.unit)
