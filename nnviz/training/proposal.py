"""The network that fits a table: one input a column, a hidden layer, one output a class or a value."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nnviz.data import Dataset
from nnviz.data.tables import Table
from nnviz.document import Document
from nnviz.document.edits import choose_sample
from nnviz.document.examples import about_table
from nnviz.document.new import from_network
from nnviz.engine import Dense, Layer, Network
from nnviz.engine.arrays import count, shape_text

HIDDEN = 8
MOST_HIDDEN = 64
"""Hidden neurons at least, and as many as are proposed at most; a person may choose up to LARGEST_HIDDEN."""
LARGEST_HIDDEN = 256
MOST_WEIGHTS = 100_000
"""Weights of the hidden layer that are proposed at most: thousands of columns would learn for minutes."""
FUNCTION = "tanh"


def hidden_for(inputs: int, outputs: int) -> int:
    """How many hidden neurons are proposed: 8 for small tables, more where many columns or classes are."""
    wanted = min(max(HIDDEN, inputs // 4, 2 * outputs), max(HIDDEN, MOST_WEIGHTS // max(inputs, 1)))
    hidden = HIDDEN
    while hidden < min(wanted, MOST_HIDDEN):
        hidden *= 2
    return hidden


def layers_for(inputs: int, outputs: int, classes: bool, hidden: int | None = None) -> tuple[Layer, ...]:
    """One hidden layer of ``hidden`` neurons, by default as many as :func:`hidden_for` proposes (0: none),
    then a softmax over the classes, or values as they are."""
    size = hidden_for(inputs, outputs) if hidden is None else hidden
    answer = Dense(outputs, "softmax" if classes else "identity")
    return (Dense(size, FUNCTION), answer) if size else (answer,)


def network_for(data: Dataset, hidden: int | None = None, seed: int = 0) -> Network:
    """The network that fits ``data``, rows of columns, with weights drawn by ``seed``."""
    classes = bool(data.class_names)
    inputs = count(data.inputs.shape[1:])
    outputs = len(data.class_names) or count(data.targets.shape[1:])
    return Network.build((inputs,), layers_for(inputs, outputs, classes, hidden), seed)


def sizes(network: Network) -> str:
    """The sizes of its layers: "3-8-2"."""
    return "-".join(map(shape_text, network.shapes))


def document_for(table: Table, data: Dataset, hidden: int | None = None, seed: int = 0) -> Document:
    """An untrained document that fits ``data``, the examples of ``table``, looking at the first of those that
    aren't learned from. Title, column names, class names and the name of the value are the table's."""
    network = network_for(data, hidden, seed)
    document = replace(
        from_network(network, title=f"{table.title} {sizes(network)}"),
        image_shape=table.picture,
        task="classes" if data.class_names else "values",
        about=about_table(table),
        input_names=() if table.picture else data.input_names,
        output_names=data.class_names or (table.output_name,),
        trained=MappingProxyType({}),
        data=data.unseen if data.held_out else data,
    )
    return choose_sample(document, 0)
