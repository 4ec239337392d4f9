"""What is said of the examples that are learned from, and of the network that goes with them."""

from __future__ import annotations

from nnviz.data import Dataset, toys
from nnviz.data.sources import Bundled, PictureFolder, Source, TableFile, Toy
from nnviz.document import Document
from nnviz.engine.arrays import shape_text
from nnviz.engine.numbers import amount
from nnviz.plaintext import visible
from nnviz.scene.train.plane_words import class_name
from nnviz.scene.words import names, numbers

LONGEST = 24
"""Letters of a network's sizes; of more layers its title says enough."""
MOST_NAMES = 4
"""Columns, or classes, that are listed one by one."""
SCALES = {
    "none": ("As they are", "Numbers reach the network as they are"),
    "standardize": ("Standardised", "Each column: mean 0, deviation 1"),
    "minmax": ("Min–max", "Each column: from 0 to 1"),
}
BUNDLED = {
    "iris": "150 flowers, 4 lengths, 3 species",
    "digits": "1,797 digits of 8 × 8 pixels",
    "mnist": "8,000 digits of 28 × 28 pixels",
}
"""The bundled sets that are offered, with what they hold."""


def origin(source: Source) -> str:
    """Where examples come from."""
    if isinstance(source, Toy):
        made = f"made with seed {source.seed}, noise {source.noise:g}"
        return f"painted by hand, on points {made}" if source.is_painted else f"a toy set, {made}"
    if isinstance(source, Bundled):
        return "comes with nnviz"
    if isinstance(source, TableFile):
        return f"a table: {visible(source.path)}"
    if isinstance(source, PictureFolder):
        return f"a folder of pictures: {visible(source.path)}"
    return "kept in this document"


def holds(data: Dataset) -> str:
    """How many examples, of what: "240 points: x₁, x₂"."""
    shape = data.inputs.shape[1:]
    if shape == (2,):
        listed = ", ".join(visible(name) for name in data.input_names)
        return f"{amount(len(data), 'point')}{': ' if listed else ''}{listed}"
    if len(shape) == 3:
        return f"{amount(len(data), 'picture')} of {shape_text(shape)}"
    columns = amount(shape[0], "column") if len(shape) == 1 else shape_text(shape)
    few = 0 < len(data.input_names) <= MOST_NAMES
    listed = ": " + ", ".join(visible(name) for name in data.input_names) if few else ""
    return f"{amount(len(data), 'example')}, {columns}{listed}"


def answers(data: Dataset) -> str:
    """What there is to say: how many of each class, or from where to where values go."""
    labels = data.labels
    if labels is None:
        low, high = float(data.targets.min()), float(data.targets.max())
        return f"values from {_number(low)} to {_number(high)}"
    classes = max(len(data.class_names), int(labels.max()) + 1)
    if classes > MOST_NAMES:
        return amount(classes, "class", "classes")
    return ", ".join(
        f"{int((labels == one).sum()):,} {visible(class_name(data, one))}" for one in range(classes)
    )


def _number(value: float) -> str:
    """A value with as many digits as it needs here."""
    return numbers.trimmed(numbers.number(value, 2))


def network(document: Document, was_kept: bool | None) -> str:
    """Which network learns from them. ``was_kept``: it learned from others before, and was kept for these;
    False: it was made for them; None: neither happened just now."""
    sizes = "-".join(shape_text(shape) for shape in _shapes(document))
    called = names.network(document) if len(sizes) > LONGEST else sizes
    if was_kept is None:
        return f"The network {called} learns from them."
    if was_kept:
        return f"The network {called} fits them, and is kept with its weights."
    return f"A network that fits was made: {called}. Undo brings the other one back."


def _shapes(document: Document) -> list[tuple[int, ...]]:
    network = document.network
    weighing = [n for n, layer in enumerate(network.layers, 1) if layer.fully_connected or layer.has_kernels]
    return [network.input_shape, *(network.shapes[n] for n in weighing)]


def toy_about(kind: str) -> str:
    """What a toy set is, in half a line."""
    known = toys.KINDS[kind]
    return f"{known.title}: {known.formula}"
