"""The draft of the layer list as a part of ``document.json``, and its arrays in ``draft.safetensors``.

An array that lies in the file already is named by where it lies: ``weights/3.bias`` is the network's,
``trained/3.bias`` the trained one, ``draft/7.bias`` one that only the draft still knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from nnviz.document import Document, skips
from nnviz.document.draft import Draft, DraftRow, Origin
from nnviz.engine import Layer, Network
from nnviz.engine.arrays import Array, read_only
from nnviz.engine.graph import check_input_shape
from nnviz.engine.layers import table as layers
from nnviz.errors import FileError
from nnviz.formats.parts import LayerPart
from nnviz.formats.schema import DraftPart, OriginPart, RowPart

FILE = "draft.safetensors"


def part_of(document: Document) -> tuple[DraftPart | None, dict[str, Array]]:
    """What is written of the document's draft, and the arrays that lie nowhere else in the file."""
    draft = document.draft
    if draft is None:
        return None, {}
    apart: dict[str, Array] = {}
    # By identity: arrays are shared, never copied, and the document keeps them alive.
    places = {id(array): f"trained/{key}" for key, array in document.trained.items()}
    places |= {id(array): f"weights/{key}" for key, array in document.network.parameters().items()}
    rows = [_row_part(row, places, apart) for row in draft.rows]
    return DraftPart(rows, draft.count, draft.next_id, draft.output_names), apart


def _row_part(row: DraftRow, places: dict[int, str], apart: dict[str, Array]) -> RowPart:
    origin = None if row.origin is None else _origin_part(row.id, row.origin, places, apart)
    return RowPart(row.id, _layer_part(row.layer), row.source, origin, row.is_reset)


def _origin_part(row: int, origin: Origin, places: dict[int, str], apart: dict[str, Array]) -> OriginPart:
    def placed(arrays: Mapping[str, Array], prefix: str) -> dict[str, str]:
        for name, array in arrays.items():
            if id(array) not in places:
                apart[f"{row}.{prefix}{name}"] = array
                places[id(array)] = f"draft/{row}.{prefix}{name}"
        return {name: places[id(array)] for name, array in arrays.items()}

    return OriginPart(
        origin.number,
        _layer_part(origin.layer),
        list(origin.input_shapes),
        placed(origin.parameters, ""),
        placed(origin.trained, "trained."),
    )


def _layer_part(layer: Layer) -> LayerPart:
    return LayerPart(layer.kind, layer.options())


def draft_of(
    part: DraftPart, network: Network, trained: Mapping[str, Array], apart: Mapping[str, Array]
) -> Draft:
    """The draft that was written.

    Raises:
        NNVizError: it doesn't fit the rest of the file; worded to follow the file's name.
    """
    places = {
        **{f"weights/{key}": array for key, array in network.parameters().items()},
        **{f"trained/{key}": array for key, array in trained.items()},
        **{f"draft/{key}": read_only(array) for key, array in apart.items()},
    }
    ids = [row.id for row in part.rows]
    _require(
        bool(ids) and len(set(ids)) == len(ids) and min(ids) > 0, "the rows of its draft have no numbers"
    )
    _require(part.count >= 0 and part.next_id > max(ids), "its draft counts wrongly")
    _require(
        all(0 <= row.source <= len(network.layers) for row in part.rows), "its draft names unknown layers"
    )
    rows = tuple(_row(row, places) for row in part.rows)
    skips.sources(rows)
    return Draft(rows, part.count, part.next_id, part.output_names)


def _row(part: RowPart, places: Mapping[str, Array]) -> DraftRow:
    origin = None if part.origin is None else _origin(part.origin, places)
    return DraftRow(part.id, _layer(part.layer), part.source, origin, part.is_reset)


def _origin(part: OriginPart, places: Mapping[str, Array]) -> Origin:
    layer = _layer(part.layer)
    shapes = tuple(check_input_shape(shape) for shape in part.input_shapes)
    least, most = layer.input_count
    _require(least <= len(shapes) <= most, "a layer of its draft has another number of inputs")
    wanted = layer.parameter_shapes(shapes)

    def found(names: Mapping[str, str]) -> dict[str, Array]:
        for name, place in names.items():
            fits = name in wanted and place in places and places[place].shape == wanted[name]
            _require(fits, f"the {name} of a layer in its draft is missing or of another size")
        return {name: places[place] for name, place in names.items()}

    return Origin(part.number, layer, shapes, found(part.parameters), found(part.trained))


def _layer(part: LayerPart) -> Layer:
    return layers.from_options(part.kind, part.options)


def _require(holds: bool, problem: str) -> None:
    if not holds:
        raise FileError(f"is damaged: {problem}. Open another copy.")
