"""Edits of the layer list: each takes a Document and returns a new one that shares all it did not touch.

An edit changes the draft. Where the draft's shapes fit, the network is built from it at once: weights that
still fit are the very same arrays, all others start from the network's seed. Where they don't, the network
stays the last one that did, and ``plan`` says what is in the way. Layers are numbered from 1 as in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from nnviz.document import skips
from nnviz.document.draft import Draft, DraftRow, changed, draft_of, fitting
from nnviz.document.model import CurrentInput, Document, Override, Target
from nnviz.document.plan import DraftPlan, plan, problem_of, work_out
from nnviz.document.planned import PlannedLayer
from nnviz.engine import Layer, Network
from nnviz.engine.arrays import Array, count
from nnviz.engine.layers import table as layers
from nnviz.errors import OptionError, ShapeError


def add_layer(
    document: Document, kind: str, at: int | None = None, options: Mapping[str, Any] | None = None
) -> Document:
    """Put a new layer in as number ``at``, by default at the end.

    One that joins takes the layer before and the nearest earlier one that fits it.

    Raises:
        NNVizError: there is no such kind or place, or nothing to join.
    """
    draft = draft_of(document)
    at = len(draft.rows) + 1 if at is None else at
    if not 1 <= at <= len(draft.rows) + 1:
        raise OptionError(f"A layer can stand as number 1 to {len(draft.rows) + 1}, not {at}.")
    made = layers.get(kind)
    chosen = dict(made.starting_options if options is None else options)
    rows = draft.rows
    if made.joins and "inputs" not in chosen:
        rows, chosen["inputs"] = _to_join(document, draft, made, at)
    row = DraftRow(draft.next_id, layers.from_options(kind, chosen))
    rows = skips.with_row(rows, at, row)
    return _settled(document, replace(draft, rows=rows, next_id=draft.next_id + 1))


def remove_layer(document: Document, number: int) -> Document:
    """Take a layer out; who was fed by it is fed by what fed it.

    Raises:
        OptionError: there is no such layer, or it is the only one.
    """
    draft = draft_of(document)
    _check(draft, number)
    if len(draft.rows) == 1:
        raise OptionError("A network needs at least one layer: add another one first.")
    return _settled(document, replace(draft, rows=skips.without(draft.rows, number)))


def move_layer(document: Document, number: int, to: int) -> Document:
    """Give a layer another place in the list; its weights go with it where they still fit.

    Raises:
        OptionError: there is no such layer or place, or it would come after one that it feeds.
    """
    draft = draft_of(document)
    _check(draft, number)
    _check(draft, to)
    if number == to:
        return document
    row = draft.rows[number - 1]
    rows = skips.without(draft.rows, number)
    return _settled(document, replace(draft, rows=skips.with_row(rows, to, row)))


def duplicate_layer(document: Document, number: int) -> Document:
    """Put a layer with the same options after layer ``number``; its weights start from the seed.

    Raises:
        OptionError: there is no such layer.
    """
    draft = draft_of(document)
    _check(draft, number)
    layer = draft.rows[number - 1].layer
    options = {name: value for name, value in layer.options().items() if name != "name"}
    row = DraftRow(draft.next_id, layers.from_options(layer.kind, options))
    rows = skips.with_row(draft.rows, number + 1, row)
    return _settled(document, replace(draft, rows=rows, next_id=draft.next_id + 1))


def set_options(document: Document, number: int, options: Mapping[str, Any]) -> Document:
    """Change some options of a layer, such as ``{"units": 64}`` or ``{"kernel": 5, "padding": 2}``.

    Raises:
        NNVizError: the layer can't have them: unknown, out of range, or too large for what runs into it.
    """
    draft = draft_of(document)
    _check(draft, number)
    row = draft.rows[number - 1]
    layer = changed(row.layer, **options)
    if layer == row.layer:
        return document
    _check_possible(plan(document).lines[number - 1], replace(row, layer=layer))
    rows = (*draft.rows[: number - 1], replace(row, layer=layer), *draft.rows[number:])
    return _settled(document, replace(draft, rows=rows))


def average_pools(document: Document) -> Document:
    """Take the mean of each window where the largest was taken, in every layer that does; all weights fit.
    The document itself where there is none."""
    draft = draft_of(document)
    if not any(row.layer.averaged() for row in draft.rows):
        return document
    rows = tuple(replace(row, layer=row.layer.averaged() or row.layer) for row in draft.rows)
    return _settled(document, replace(draft, rows=rows))


def insert_fix(document: Document) -> Document:
    """Fix the first thing that doesn't fit the way its button says; the document itself where all fits.

    Raises:
        NNVizError: that way is barred.
    """
    found = plan(document).problem
    if found is None:
        return document
    return _FIXES[found.fix.edit](document, *found.fix.arguments)


def add_outputs(document: Document, count: int) -> Document:
    """Put a dense layer of ``count`` neurons at the end, with Flatten before it where maps run into it.

    It has the activation function that the network's outputs had.
    """
    network = document.network
    shape = plan(document).lines[-1].shape or ()
    function = network.layers[-1].activation
    options: dict[str, Any] = {"units": count}
    if document.task == "classes" and network.output_shape != (1,):
        options["activation"] = "softmax"
    elif function is not None:
        options["activation"] = function
    if len(shape) > 1:
        document = add_layer(document, "Flatten")
    return add_layer(document, "Dense", options=options)


def reset_weights(document: Document) -> Document:
    """Start all weights again from the network's seed: the same ones each time.

    The trained weights stay known.
    """
    network = document.network
    draft = draft_of(document)
    rows = tuple(replace(row, is_reset=True) for row in draft.rows)
    fresh = Network.build(network.input_shape, network.layers, network.seed, network.dtype)
    measured = {
        f"{number}.{name}": network.layer_parameters(number)[name]
        for number, layer in enumerate(network.layers, start=1)
        for name in layer.measured
    }
    fresh = fresh.with_parameters(measured)
    return _settled(replace(document, network=fresh), replace(draft, rows=rows))


def without_draft(document: Document) -> Document:
    """The document with its network as the new start: every weight counts as its own, as after training."""
    return replace(document, draft=None)


_FIXES: Mapping[str, Callable[..., Document]] = {
    edit.__name__: edit for edit in (add_layer, remove_layer, move_layer, set_options, add_outputs)
}


def _check(draft: Draft, number: int) -> None:
    if not 1 <= number <= len(draft.rows):
        raise OptionError(f"There is no layer {number}; they are numbered 1 to {len(draft.rows)}.")


def _check_possible(before: PlannedLayer, row: DraftRow) -> None:
    """Refuse what would break this very layer, where it held before."""
    if not before.input_shapes:
        return
    problem = problem_of(row.layer, before.input_shapes)
    if problem:
        raise ShapeError(f"{row.layer.kind} {problem}")


def _to_join(
    document: Document, draft: Draft, made: type[Layer], at: int
) -> tuple[skips.Rows, tuple[str, str]]:
    """The rows with names where needed, and the two that a joining layer at ``at`` takes."""
    lines = work_out(document, draft).lines
    shapes = [document.network.input_shape, *(line.shape for line in lines)]
    last = shapes[at - 1]
    for number in range(at - 2, -1, -1):
        other = shapes[number]
        if last is None or other is None:
            continue
        is_stack = made.alignment == "stacked" and len(other) == len(last) and other[1:] == last[1:]
        if other == last or is_stack:
            rows, first = skips.named(draft.rows, number)
            rows, second = skips.named(rows, at - 1)
            return rows, (first, second)
    raise OptionError(f"{made.kind} joins two layers of one size; no earlier layer has the size of this one.")


def _settled(document: Document, draft: Draft) -> Document:
    """The document with this draft: its network built anew where all shapes fit."""
    worked_out = work_out(document, draft)
    if worked_out.mismatch is not None or worked_out.network is None:
        return replace(document, draft=draft)
    network = worked_out.network
    rows = tuple(replace(line.row, source=line.number) for line in worked_out.lines)
    settled = replace(draft, rows=rows)
    return replace(
        document,
        network=network,
        draft=None if settled.is_as_before() else settled,
        overrides=_overrides(document, worked_out),
        trained=_trained(worked_out),
        output_names=_output_names(network, draft),
        input=_input(document, network),
    )


def _overrides(document: Document, worked_out: DraftPlan) -> Mapping[Target, Override]:
    """The overrides of neurons that are still there, under the new numbers of their layers."""
    if not document.overrides:
        return document.overrides
    network = worked_out.network
    assert network is not None
    places = {line.row.source: line.number for line in worked_out.lines if line.row.source}
    kept: dict[Target, Override] = {}
    for target, override in document.overrides.items():
        number = places.get(target.layer)
        if number is None:
            continue
        try:
            network.unit_index(number, target.unit)
        except OptionError:
            continue
        kept[Target(number, target.unit)] = override
    return document.overrides if kept == dict(document.overrides) else MappingProxyType(kept)


def _trained(worked_out: DraftPlan) -> Mapping[str, Array]:
    """What training left in the layers that can still have it, under their new numbers."""
    return MappingProxyType(
        {
            f"{line.number}.{name}": array
            for line in worked_out.lines
            if line.row.origin is not None
            for name, array in fitting(line.row.origin.trained, line.parameter_shapes).items()
        }
    )


def _output_names(network: Network, draft: Draft) -> tuple[str, ...]:
    """The names of the outputs before the first change, as long as there are as many outputs."""
    outputs, names = count(network.output_shape), draft.output_names
    is_yes_or_no = outputs == 1 and len(names) == 2
    return names if len(names) == outputs or is_yes_or_no else ()


def _input(document: Document, network: Network) -> CurrentInput:
    """The current input, its further inputs only while the network still has the same ones."""
    before = document.network
    sizes = [before.shapes[n] for n in before.input_layers]
    if sizes == [network.shapes[n] for n in network.input_layers]:
        return document.input
    return replace(document.input, others=())
