"""One layer of a draft, worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.document.draft import DraftRow
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, count


@dataclass(frozen=True, eq=False)
class PlannedLayer:
    """One row of a draft, worked out.

    ``shape`` is what comes out, ``input_shapes`` what goes in; before the mismatch they are inferred
    (``is_real``), past it they are what the layer had when it last fitted, () and None where unknown.
    ``kept``: its weights stay; otherwise ``why`` says in half a sentence why they start again.
    """

    number: int
    row: DraftRow
    sources: tuple[int, ...]
    input_shapes: tuple[Shape, ...]
    shape: Shape | None
    is_real: bool
    parameter_shapes: Mapping[str, Shape]
    kept: bool
    why: str

    @property
    def layer(self) -> Layer:
        """The layer with its options."""
        return self.row.layer

    @property
    def parameter_count(self) -> int:
        """How many numbers it has."""
        return sum(count(shape) for shape in self.parameter_shapes.values())
