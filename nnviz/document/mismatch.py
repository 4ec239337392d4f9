"""Two layers that don't fit each other: said in a sentence, with the reason and one way to fix it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nnviz.document.draft import DraftRow
from nnviz.document.model import Document
from nnviz.document.reasons import SHAPING
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, count, shape_text
from nnviz.engine.numbers import amount


@dataclass(frozen=True)
class Fix:
    """A way to fix it: the words of its button, and the edit of ``structure`` that does it."""

    text: str
    edit: str
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Mismatch:
    """Row ``number`` can't take what row ``source`` gives. ``taken`` says in words what it would take."""

    number: int
    source: int
    sentence: str
    reason: str
    taken: str
    fix: Fix


def mismatch(
    document: Document,
    rows: Sequence[DraftRow],
    fed_by: Sequence[tuple[int, ...]],
    shapes: Sequence[Shape | None],
    number: int,
    problem: str,
) -> Mismatch:
    """Put into words why row ``number`` doesn't fit. ``shapes`` are those of the rows before it."""
    layer = rows[number - 1].layer
    given = [shape for shape in (shapes[source] for source in fed_by[number]) if shape is not None]
    source = fed_by[number][0] if fed_by[number] else 0
    giver = rows[source - 1].layer.kind if source else "The input"
    if len(given) > 1:
        return _branches(rows, fed_by[number], given, number, problem)
    shape = given[0] if given else ()
    if layer.input_rank == 1 and len(shape) == 3:
        return _needs_list(document, rows[number - 1], shape, giver, number, source)
    if layer.input_rank == 3 and len(shape) != 3:
        return _needs_maps(rows, shapes, shape, giver, number, source)
    if "kernel of" in problem and "kernel" in layer.options():
        return _needs_room(layer, shape, giver, number, source)
    if "groups" in problem:
        fix = Fix("Use one group", "set_options", (number, {"groups": 1}))
        return Mismatch(
            number, source, f"{amount(shape[0], 'map')} can't be shared out.", _said(layer, problem), "", fix
        )
    return Mismatch(
        number,
        source,
        f"{shape_text(shape)} does not fit {layer.kind}.",
        _said(layer, problem),
        "",
        _removal(layer, number),
    )


def _needs_list(
    document: Document, row: DraftRow, shape: Shape, giver: str, number: int, source: int
) -> Mismatch:
    wanted = _list_length(document, row)
    of = f" of {wanted:,}" if wanted else " of numbers"
    return Mismatch(
        number,
        source,
        f"{shape_text(shape)} does not fit a list{of}.",
        f"{giver} gives a stack of maps; {row.layer.kind} takes one list. "
        f"{shape_text(shape)} = {count(shape):,}.",
        f"takes {wanted:,}" if wanted else "takes a list",
        Fix("Insert Flatten", "add_layer", ("Flatten", number)),
    )


def _list_length(document: Document, row: DraftRow) -> int:
    """How long a list the dense layer took when it last fitted, 0 for a new one."""
    fed_by = document.network.sources(row.source)
    if fed_by:
        return count(document.network.shapes[fed_by[0]])
    return count(row.origin.input_shapes[0]) if row.origin is not None else 0


def _needs_maps(
    rows: Sequence[DraftRow],
    shapes: Sequence[Shape | None],
    shape: Shape,
    giver: str,
    number: int,
    source: int,
) -> Mismatch:
    layer = rows[number - 1].layer
    first_list = next((n for n, one in enumerate(shapes) if one is not None and len(one) != 3), 0)
    if first_list:
        flattener = rows[first_list - 1].layer
        fix = Fix(f"Move it before {flattener.kind}", "move_layer", (number, first_list))
    else:
        fix = _removal(layer, number)
    return Mismatch(
        number,
        source,
        f"A list of {count(shape):,} does not fit {layer.kind}, which takes maps.",
        f"{giver} gives one list; {layer.kind} slides over maps, channels × height × width.",
        "takes maps",
        fix,
    )


def _needs_room(layer: Layer, shape: Shape, giver: str, number: int, source: int) -> Mismatch:
    options: dict[str, Any] = {"dilation": (1, 1), "padding": 0} | layer.options()
    reach = tuple(d * (k - 1) + 1 for k, d in zip(options["kernel"], options["dilation"], strict=True))
    smaller = [min(k, size) for k, size in zip(options["kernel"], shape[1:], strict=True)]
    changes: dict[str, object] = {"kernel": smaller}
    if max(options["dilation"]) > 1:
        changes["dilation"] = 1
    return Mismatch(
        number,
        source,
        f"A window of {shape_text(reach)} does not fit maps of {shape_text(shape[1:])}.",
        f"{giver} gives maps of {shape_text(shape[1:])}, padding is {_padding_text(options['padding'])}.",
        f"needs {shape_text(reach)}",
        Fix(f"Make it {shape_text(smaller)}", "set_options", (number, changes)),
    )


def _branches(
    rows: Sequence[DraftRow], fed_by: tuple[int, ...], given: Sequence[Shape], number: int, problem: str
) -> Mismatch:
    layer = rows[number - 1].layer
    odd = next((i for i, shape in enumerate(given) if shape != given[0]), 0)
    feeder = rows[fed_by[odd] - 1].layer if fed_by[odd] else None
    fix = _removal(layer, number)
    if layer.alignment == "same" and feeder is not None and given[odd][1:] == given[0][1:]:
        option = feeder.size_option
        if option:
            what = SHAPING.get(option, option)
            fix = Fix(f"Give it {given[0][0]} {what}", "set_options", (fed_by[odd], {option: given[0][0]}))
    texts = " and ".join(shape_text(shape) for shape in given)
    return Mismatch(
        number, fed_by[odd], f"{texts} can't be joined by {layer.kind}.", _said(layer, problem), "", fix
    )


def _removal(layer: Layer, number: int) -> Fix:
    return Fix(f"Remove {layer.kind}", "remove_layer", (number,))


def _said(layer: Layer, problem: str) -> str:
    return f"{layer.kind} {problem}"


def _padding_text(padding: object) -> str:
    if isinstance(padding, (list, tuple)):
        return shape_text(padding)
    return "0" if padding == "valid" else str(padding)
