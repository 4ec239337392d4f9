"""The output layer of a list of layers: where it starts, and whether it gives what the names are for."""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.document.draft import Draft
from nnviz.document.mismatch import Fix, Mismatch
from nnviz.document.model import Document
from nnviz.document.planned import PlannedLayer
from nnviz.document.reasons import SHAPING
from nnviz.engine.arrays import Shape, count, shape_text
from nnviz.engine.numbers import amount

MOST_NAMES = 4
"""Names that a sentence lists one by one."""


def output_layer(draft: Draft, lines: Sequence[PlannedLayer]) -> int:
    """The number of the row that makes the outputs; 0 where the list doesn't end in such a row.

    What follows it only changes its values: a function of their own, a normalisation.
    """
    number = len(lines)
    while number and _passes_shape_on(lines[number - 1]):
        number -= 1
    if not number or not (lines[number - 1].layer.fully_connected or lines[number - 1].layer.has_kernels):
        return 0
    return number if _ends_in_outputs(draft, lines, number) else 0


def place_of_new(draft: Draft, lines: Sequence[PlannedLayer], chosen: int) -> int:
    """The number that a layer added after row ``chosen`` gets: it never comes behind the outputs."""
    last = output_layer(draft, lines)
    return min(chosen + 1, last) if last else chosen + 1


def odd_outputs(document: Document, draft: Draft, lines: Sequence[PlannedLayer]) -> Mismatch | None:
    """What is wrong where the layers fit, but give more or fewer numbers than there are names for them."""
    names, shape = _names(document, draft), lines[-1].shape
    if not names or shape is None or _is_named(shape, len(names)):
        return None
    kind = "class name" if document.task == "classes" else "name"
    given = amount(count(shape), "output")
    return Mismatch(
        number=len(lines),
        source=len(lines),
        sentence=f"{given}, but {amount(len(names), kind)}.",
        reason=_reason(document, names, shape),
        taken="",
        fix=_fix(draft, lines, len(names)),
    )


def _names(document: Document, draft: Draft) -> tuple[str, ...]:
    """What the outputs were for before the first change: their names, or those of the data's classes."""
    if draft.output_names or document.data is None or document.task != "classes":
        return draft.output_names
    return document.data.class_names


def _is_named(shape: Shape, names: int) -> bool:
    """One output tells two classes apart; maps may be one a class."""
    return count(shape) == names or (len(shape) == 3 and shape[0] == names) or (shape == (1,) and names == 2)


def _reason(document: Document, names: Sequence[str], shape: Shape) -> str:
    listed = ", ".join(names) if len(names) <= MOST_NAMES else f"{names[0]}, {names[1]}, … {names[-1]}"
    each = "one class" if document.task == "classes" else "one value"
    of = f" {shape_text(shape)} = {count(shape):,}." if len(shape) > 1 else ""
    return f"Each output stands for {each}: {listed}.{of}"


def _fix(draft: Draft, lines: Sequence[PlannedLayer], wanted: int) -> Fix:
    number = output_layer(draft, lines)
    layer = lines[number - 1].layer if number else None
    if layer is not None and layer.fully_connected and layer.size_option:
        what = SHAPING.get(layer.size_option, layer.size_option)
        return Fix(f"Give it {wanted:,} {what}", "set_options", (number, {layer.size_option: wanted}))
    return Fix(f"Add Dense {wanted:,}", "add_outputs", (wanted,))


def _passes_shape_on(line: PlannedLayer) -> bool:
    """Whether it gives as many numbers as it takes, each from the one at its place."""
    layer = line.layer
    if layer.joins or layer.fully_connected or layer.has_kernels:
        return False
    return bool(line.input_shapes) and line.shape == line.input_shapes[0]


def _ends_in_outputs(draft: Draft, lines: Sequence[PlannedLayer], number: int) -> bool:
    """Whether rows ``number`` and later are the outputs of old, share out one whole, or fit the names."""
    last = lines[-1]
    origin = last.row.origin
    is_old = origin is not None and origin.number == draft.count
    functions = [line.layer.activation for line in lines[number - 1 :]]
    is_shared_out = any(function is not None and not function.elementwise for function in functions)
    is_named = bool(draft.output_names) and last.shape == (len(draft.output_names),)
    return (is_old and lines[number - 1].layer.fully_connected) or is_shared_out or is_named
