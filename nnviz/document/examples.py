"""Examples of a document and for its network: which fit, and how a table becomes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset
from nnviz.data.dataset import closed
from nnviz.data.tables import Table
from nnviz.document.model import Document
from nnviz.engine.arrays import count, shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import InputError

_CLASSES, _VALUES = ("class", "classes"), ("value", "values")

HELD_OUT = 0.2
"""The share of a table's rows that is held out."""


def that_fit(document: Document) -> Dataset | None:
    """The document's examples, where its network can be run on them as they are: ``inputs``
    (N, *network.input_shape) with N at least 1, for the network's one input.

    None where there are none, where they have another shape, or where the network has further inputs, of
    which examples say nothing.
    """
    return for_first_input(document) if len(document.network.input_layers) == 1 else None


def for_first_input(document: Document) -> Dataset | None:
    """The same, whatever further inputs the network has.

    None where there are no examples, or where they have another shape.
    """
    data = document.data
    if data is None or not len(data) or data.inputs.shape[1:] != document.network.input_shape:
        return None
    return data


def fit(document: Document, data: Dataset) -> Dataset:
    """``data`` in the shape that the network takes: rows of pixels become images where it wants them.

    Raises:
        InputError: the network can't be trained on ``data``.
    """
    network = document.network
    if count(data.inputs.shape[1:]) != count(network.input_shape):
        raise InputError(
            f"{data.name} has inputs of {shape_text(data.inputs.shape[1:])}, but {document.title} takes "
            f"{shape_text(network.input_shape)}; choose data that fits."
        )
    outputs = count(network.output_shape)
    wanted, what = _wanted(data)
    # Class numbers without names may leave the last classes out.
    if wanted > outputs or (wanted < outputs and (what == _VALUES or data.class_names)):
        has = amount(wanted, *what)
        raise InputError(
            f"{data.name} has {has}, but {document.title} gives {outputs}; choose data that fits."
        )
    return replace(data, inputs=closed(data.inputs.reshape(len(data), *network.input_shape)))


def _wanted(data: Dataset) -> tuple[int, tuple[str, str]]:
    """How many outputs ``data`` asks for, and of what."""
    if data.targets.dtype.kind in "iu":
        return max(len(data.class_names), int(data.targets.max()) + 1), _CLASSES
    return count(data.targets.shape[1:]), _VALUES


def from_table(document: Document, table: Table, name: str, seed: int) -> Dataset:
    """The rows of ``table`` as examples in an order shuffled by ``seed``, the last fifth held out.

    Words in the last column are classes, in the document's order where it names the same ones. Numbers are
    class numbers for a network that tells classes apart, otherwise values.

    Raises:
        InputError: the table doesn't fit the document's network.
    """
    targets, classes = _targets(document, table)
    order = np.random.default_rng(seed).permutation(len(table.inputs))
    data = Dataset(
        name,
        closed(table.inputs[order]),
        closed(targets[order]),
        class_names=classes,
        input_names=table.input_names,
        held_out=int(HELD_OUT * len(table.inputs)),
    )
    return fit(document, data)


def _targets(document: Document, table: Table) -> tuple[np.ndarray, tuple[str, ...]]:
    known = document.output_names
    if table.class_names and set(table.class_names) <= set(known):
        renumbered = np.array([known.index(name) for name in table.class_names], np.int64)
        return renumbered[table.targets], known
    if table.class_names:
        return table.targets, table.class_names
    if document.task != "classes":
        return table.targets[:, None], ()
    numbers = table.targets.astype(np.int64)
    if (numbers != table.targets).any() or numbers.min() < 0:
        raise InputError("The table's last column should hold class names, or class numbers counted from 0.")
    return numbers, known if numbers.max() < len(known) else ()
