"""Examples of a document and for its network: which fit, and how a table becomes them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnviz.data import Dataset, tables
from nnviz.data.dataset import closed
from nnviz.data.pictures import PAPER
from nnviz.data.sources import PictureFolder, Preparation
from nnviz.data.tables import Table
from nnviz.document.model import Document
from nnviz.engine.arrays import count, shape_text
from nnviz.engine.numbers import amount
from nnviz.errors import InputError

LOOKED_AT = 100
"""Examples that say whether they are drawings."""
_CLASSES, _VALUES = ("class", "classes"), ("value", "values")


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


def from_table(document: Document, table: Table, preparation: Preparation) -> tuple[Document, Dataset]:
    """The rows of ``table`` as examples for the document's network, and the document with the names of the
    table: title, columns, classes, or the name of the value.

    Classes stand in the document's order where it names the same ones; a table that names them by whole
    numbers from 0 may leave the last ones out.

    Raises:
        InputError: the table doesn't fit the document's network.
    """
    fitting = _with_classes(document, table)
    data = fit(document, tables.dataset(fitting, preparation))
    named = replace(
        document,
        title=table.title,
        about=about_table(table),
        input_names=data.input_names,
        output_names=fitting.class_names or (table.output_name,),
    )
    return named, data


def about_table(table: Table) -> str:
    """What a network does that learns from ``table``, in a sentence."""
    source = "pictures" if table.picture else amount(len(table.input_names), "column")
    if table.class_names:
        classes = amount(len(table.class_names), "class", "classes")
        return f"Tells {classes} of {table.output_name} apart by {source}."
    return f"Predicts {table.output_name} from {source}."


def _with_classes(document: Document, table: Table) -> Table:
    known, outputs = document.output_names, count(document.network.output_shape)
    names = table.class_names
    if names and set(names) <= set(known):
        order = np.array([known.index(name) for name in names], np.int64)
        return replace(table, targets=order[table.targets], class_names=known)
    numbered = tuple(map(str, range(outputs)))
    if 0 < len(names) < outputs and set(names) <= set(numbered):
        order = np.array([int(name) for name in names], np.int64)
        return replace(table, targets=order[table.targets], class_names=numbered)
    return table


def are_drawn(document: Document) -> bool:
    """Whether pictures of one channel are ink on paper, as drawings on the pad are: so says where they come
    from, else the border of most of them, which is then nearly all paper. Without examples they are."""
    source = None if document.training is None else document.training.source
    if isinstance(source, PictureFolder):
        return source.is_drawn
    data, shape = document.data, document.network.input_shape
    if data is None or not len(data) or len(shape) != 3 or shape[0] != 1:
        return True
    planes = data.inputs[:LOOKED_AT].reshape(-1, *shape[1:])
    border = np.ones(shape[1:], bool)
    border[1:-1, 1:-1] = False
    return bool(np.median(np.mean(planes[:, border] < PAPER, axis=1)) >= 0.5)
