"""What a draft comes to: the shape of every row, which weights are kept, and where it doesn't fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.document import outputs, reasons, skips
from nnviz.document.draft import Draft, DraftRow, draft_of, fitting
from nnviz.document.mismatch import Mismatch, mismatch
from nnviz.document.model import Document
from nnviz.document.planned import PlannedLayer
from nnviz.engine import Layer, Network, memory
from nnviz.engine.arrays import Array, Shape, count, shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import ShapeError

MOST_NUMBERS = 2**25
"""Numbers in one layer's output or in one of its parameters that can still be built here."""


@dataclass(frozen=True, eq=False)
class DraftPlan:
    """A whole draft, worked out. ``network`` is what runs: all of it, or the layers before the mismatch;
    None where the first one doesn't fit. ``odd_outputs``: all fits, but not the names of the outputs."""

    draft: Draft
    lines: tuple[PlannedLayer, ...]
    mismatch: Mismatch | None
    network: Network | None
    odd_outputs: Mismatch | None

    @property
    def problem(self) -> Mismatch | None:
        """The first thing to mend: what doesn't fit, or else the outputs."""
        return self.mismatch or self.odd_outputs

    @property
    def ends_in_outputs(self) -> bool:
        """Whether the list has an output layer, which comes last."""
        return outputs.output_layer(self.draft, self.lines) > 0

    def place_of_new(self, chosen: int) -> int:
        """The number that a layer added after row ``chosen`` gets: it never comes behind the outputs."""
        return outputs.place_of_new(self.draft, self.lines, chosen)

    @property
    def parameter_count(self) -> int:
        """How many numbers all rows have together."""
        return sum(line.parameter_count for line in self.lines)


def plan(document: Document) -> DraftPlan:
    """Work the document's draft out, or its network where there is no draft."""
    return work_out(document, draft_of(document))


def work_out(document: Document, draft: Draft) -> DraftPlan:
    """Work out ``draft`` with the document's input and weights.

    Raises:
        OptionError: a layer is fed by one that isn't there or comes later.
        ShapeError: all layers together would need more memory than nnviz takes.
    """
    fed_by = skips.sources(draft.rows)
    shapes: list[Shape | None] = [document.network.input_shape]
    lines: list[PlannedLayer] = []
    found: Mismatch | None = None
    for number, row in enumerate(draft.rows, start=1):
        inputs = [shapes[source] for source in fed_by[number]]
        if found is None:
            problem = problem_of(row.layer, _known(inputs))
            if problem:
                found = mismatch(document, draft.rows, fed_by, shapes, number, problem)
        line = _line(document, number, row, fed_by[number], inputs, found is None)
        lines.append(line)
        shapes.append(line.shape)
    runs = len(draft.rows) if found is None else found.number - 1
    odd = outputs.odd_outputs(document, draft, lines) if found is None else None
    return DraftPlan(draft, tuple(lines), found, _network(document, lines[:runs]), odd)


def problem_of(layer: Layer, inputs: Sequence[Shape]) -> str:
    """Why ``layer`` can't take these inputs, worded to follow its name; empty where it can."""
    try:
        shape = layer.output_shape(inputs)
        wanted = layer.parameter_shapes(inputs)
    except ShapeError as problem:
        return str(problem)
    for size in (shape, *wanted.values()):
        if count(size) > MOST_NUMBERS:
            sizes = f" ({shape_text(size)})" if len(size) > 1 else ""
            held = amount(count(size), "number")
            return f"would hold {held}{sizes}; at most {MOST_NUMBERS:,} can be built here."
    return ""


def parameters_of(document: Document, line: PlannedLayer) -> dict[str, Array]:
    """The arrays that a row brings along: those of its network layer, or those that it had at first."""
    row = line.row
    if row.source:
        held = fitting(document.network.layer_parameters(row.source), line.parameter_shapes)
        if held:
            return held
    return {} if row.origin is None or row.is_reset else fitting(row.origin.parameters, line.parameter_shapes)


def _line(
    document: Document,
    number: int,
    row: DraftRow,
    fed_by: tuple[int, ...],
    inputs: Sequence[Shape | None],
    is_real: bool,
) -> PlannedLayer:
    taken = _known(inputs) if is_real else _taken(document, row, inputs)
    if taken is None:
        return PlannedLayer(number, row, fed_by, (), None, False, {}, False, "")
    wanted = row.layer.parameter_shapes(taken)
    shape = row.layer.output_shape(taken)
    origin = row.origin
    kept = origin is not None and not row.is_reset and bool(fitting(origin.parameters, wanted))
    why = "" if kept or not wanted else reasons.why_new(row, taken)
    return PlannedLayer(number, row, fed_by, taken, shape, is_real, wanted, kept, why)


def _taken(document: Document, row: DraftRow, inputs: Sequence[Shape | None]) -> tuple[Shape, ...] | None:
    """What a row past the mismatch would take: what is known to reach it, or what it took when it fitted."""
    choices = [tuple(shape for shape in inputs if shape is not None)]
    if row.source:
        network = document.network
        choices.append(tuple(network.shapes[source] for source in network.sources(row.source)))
    if row.origin is not None:
        choices.append(row.origin.input_shapes)
    least, most = row.layer.input_count
    for shapes in choices:
        if least <= len(shapes) <= most and not problem_of(row.layer, shapes):
            return shapes
    return None


def _known(inputs: Sequence[Shape | None]) -> tuple[Shape, ...]:
    """The shapes of rows that all come before the mismatch."""
    return tuple(shape for shape in inputs if shape is not None)


def _network(document: Document, lines: Sequence[PlannedLayer]) -> Network | None:
    """The network of these lines, with kept arrays as they are and the others from the seed."""
    now = document.network
    if not lines:
        return None
    layers = tuple(line.layer for line in lines)
    if layers == now.layers and all(line.row.source == line.number for line in lines):
        return now
    shapes = [now.input_shape, *(line.shape or () for line in lines)]
    memory.check_layers(layers, [(), *(line.sources for line in lines)], shapes, "This network")
    kept = {
        f"{line.number}.{name}": array
        for line in lines
        for name, array in parameters_of(document, line).items()
    }
    return Network.build(now.input_shape, layers, now.seed, now.dtype, kept).with_parameters(kept)
