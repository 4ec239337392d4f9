"""Examples for a document's network: whether they fit, and how a table becomes them."""

from __future__ import annotations

import numpy as np

from nnviz.data import Dataset
from nnviz.data.dataset import closed
from nnviz.data.tables import Table
from nnviz.document.model import Document
from nnviz.engine.arrays import count, shape_text
from nnviz.errors import InputError

HELD_OUT = 0.2
"""The share of a table's rows that is held out."""


def check(document: Document, data: Dataset) -> None:
    """Raise :class:`InputError` unless the document's network can be trained on ``data``."""
    network = document.network
    if data.inputs.shape[1:] != network.input_shape:
        raise InputError(
            f"{data.name} has inputs of {shape_text(data.inputs.shape[1:])}, but {document.title} takes "
            f"{shape_text(network.input_shape)}; choose data that fits."
        )
    outputs = count(network.output_shape)
    classes = data.targets.dtype.kind in "iu"
    wanted = (
        max(len(data.class_names), int(data.targets.max()) + 1) if classes else count(data.targets.shape[1:])
    )
    if wanted != outputs and not (classes and wanted < outputs and not data.class_names):
        what = "classes" if classes else "values"
        raise InputError(
            f"{data.name} has {wanted} {what}, but {document.title} gives {outputs}; choose data that fits."
        )


def from_table(document: Document, table: Table, name: str, seed: int) -> Dataset:
    """The rows of ``table`` as examples in an order shuffled by ``seed``, the last fifth held out.

    Words in the last column are classes, in the document's order where it names the same ones. Numbers are
    class numbers for a network that tells classes apart, otherwise values.

    Raises:
        InputError: the table doesn't fit the document's network.
    """
    network = document.network
    inputs = table.inputs
    if count(network.input_shape) == inputs.shape[1]:
        inputs = inputs.reshape(len(inputs), *network.input_shape)
    targets, classes = _targets(document, table)
    order = np.random.default_rng(seed).permutation(len(inputs))
    data = Dataset(
        name,
        closed(inputs[order]),
        closed(targets[order]),
        class_names=classes,
        input_names=table.input_names if len(network.input_shape) == 1 else (),
        held_out=int(HELD_OUT * len(inputs)),
    )
    check(document, data)
    return data


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
