"""A draft: the list of layers while it is being changed, whether its shapes fit or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nnviz.engine import Layer
from nnviz.engine.arrays import Array, Shape
from nnviz.engine.layers import table as layers

if TYPE_CHECKING:
    from nnviz.document.model import Document


@dataclass(frozen=True, eq=False)
class Origin:
    """A layer as it was before the first change: its number, options, what ran into it, and its numbers.

    ``parameters`` follow changes made by hand; ``trained`` are those that training left.
    """

    number: int
    layer: Layer
    input_shapes: tuple[Shape, ...]
    parameters: Mapping[str, Array]
    trained: Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class DraftRow:
    """One layer of a draft. ``id`` stays with it wherever it moves.

    ``source`` is the layer of the document's network whose parameters it has, 0 where there is none;
    ``origin`` is None for a layer that was added. ``is_reset``: its weights were started again on purpose.
    """

    id: int
    layer: Layer
    source: int = 0
    origin: Origin | None = None
    is_reset: bool = False


@dataclass(frozen=True, eq=False)
class Draft:
    """The rows in order, and what must be known to tell when they are as they were at first.

    ``count`` is the number of layers and ``output_names`` the names of outputs before the first change.
    """

    rows: tuple[DraftRow, ...]
    count: int
    next_id: int
    output_names: tuple[str, ...] = ()

    def is_as_before(self) -> bool:
        """Whether every layer is what and where it was before the first change, with its own weights."""
        return len(self.rows) == self.count and all(
            row.origin is not None
            and row.origin.number == number
            and row.origin.layer == row.layer
            and not row.is_reset
            for number, row in enumerate(self.rows, start=1)
        )

    def with_activation(self, source: int, layer: Layer) -> Draft:
        """The network's layer ``source`` was given another activation function: the row follows."""
        rows = tuple(
            replace(row, layer=changed(row.layer, activation=layer.activation))
            if row.source == source and row.layer.kind == layer.kind
            else row
            for row in self.rows
        )
        return replace(self, rows=rows)

    def with_trained_weights(self) -> Draft | None:
        """The trained weights were put back: nothing counts as reset; None if all is as before then."""
        draft = replace(self, rows=tuple(replace(row, is_reset=False) for row in self.rows))
        return None if draft.is_as_before() else draft


def draft_of(document: Document) -> Draft:
    """The document's draft with weights as they are now, or one that equals its network."""
    network = document.network
    if document.draft is not None:
        rows = tuple(_up_to_date(document, row) for row in document.draft.rows)
        return replace(document.draft, rows=rows)
    rows = tuple(
        DraftRow(
            number,
            layer,
            number,
            Origin(
                number,
                layer,
                tuple(network.shapes[source] for source in network.sources(number)),
                network.layer_parameters(number),
                trained_of(document, number),
            ),
        )
        for number, layer in enumerate(network.layers, start=1)
    )
    return Draft(rows, len(rows), len(rows) + 1, document.output_names)


def changed(layer: Layer, **options: Any) -> Layer:
    """The layer with other options.

    Raises:
        OptionError: the layer can't have these.
    """
    return layers.from_options(layer.kind, layer.options() | options)


def trained_of(document: Document, number: int) -> Mapping[str, Array]:
    """What training left in one layer of the document's network, by name."""
    names = document.network.layer_parameters(number)
    return {
        name: document.trained[f"{number}.{name}"] for name in names if f"{number}.{name}" in document.trained
    }


def fitting(held: Mapping[str, Array], wanted: Mapping[str, Shape]) -> dict[str, Array]:
    """The arrays of ``held`` for a layer that wants these shapes: none at all if one of them doesn't fit."""
    shared = {name: array for name, array in held.items() if name in wanted}
    return shared if all(array.shape == wanted[name] for name, array in shared.items()) else {}


def _up_to_date(document: Document, row: DraftRow) -> DraftRow:
    """A row whose origin has the numbers that its layer has now, where they are still its own."""
    if row.origin is None or not row.source:
        return row
    now = document.network.layer_parameters(row.source)
    before = {name: array.shape for name, array in row.origin.parameters.items()}
    if row.is_reset or {name: array.shape for name, array in now.items()} != before:
        return row
    return replace(row, origin=replace(row.origin, parameters=now))


def row_of(document: Document, layer: int) -> int:
    """The id of the row that is the network's ``layer``; 0, the input, where there is none."""
    return next((row.id for row in draft_of(document).rows if row.source == layer), 0)
