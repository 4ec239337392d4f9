"""A network with its input and its examples, and everything it computes of them, each worked out once."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from nnviz.document import Document
from nnviz.document.tracing import trace
from nnviz.engine import Trace
from nnviz.engine.arrays import Array, count
from nnviz.engine.collapse import straightened
from nnviz.engine.learning.backpropagation import Gradients
from nnviz.errors import ShapeError
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.recent import Recent
from nnviz.scene.values.reading import Reading, classes, reading

KEPT = 2**23
"""Numbers of a batch that are all kept at once; of a larger one only the layers that are asked for."""
MOST = 2**26
"""Numbers of one layer over all examples that are still worked out."""
BLOCK = 128
"""Examples of a large batch that are run at a time."""
CHANGED = 64
"""Changed networks that are kept of one case, at most."""
ROOM = 2**24
"""Numbers that are kept of all cases together, but for the last two."""


class Batch:
    """What a document's network computes of all its examples."""

    def __init__(self, document: Document) -> None:
        self._document = document
        data = document.data
        assert data is not None
        self._inputs = data.inputs
        shapes = document.network.shapes
        self.size = _size(document)
        self._is_small = 2 * len(data) * sum(count(shape) for shape in shapes) <= KEPT
        self._layers: dict[int, tuple[Array, Array]] = {}

    def layer(self, number: int) -> tuple[Array, Array]:
        """(z, a) of a layer, each (examples, units).

        Raises:
            ShapeError: there are too many of them.
        """
        if number not in self._layers:
            self._run(number)
        return self._layers[number]

    def _run(self, number: int) -> None:
        network, examples = self._document.network, len(self._inputs)
        wanted = range(len(network.shapes)) if self._is_small else sorted({number, len(network.layers)})
        for layer in wanted:
            if examples * count(network.shapes[layer]) > MOST:
                raise ShapeError(
                    f"Layer {layer} over {examples:,} examples is more than is worked out in a lesson; "
                    "take fewer examples."
                )
        parts: dict[int, list[tuple[Array, Array]]] = {layer: [] for layer in wanted}
        step = examples if self._is_small else BLOCK
        for start in range(0, examples, step):
            passed = self._pass(start, min(start + step, examples))
            for layer in wanted:
                own = passed[layer]
                parts[layer].append((_flat(own.z), _flat(own.a)))
        for layer, found in parts.items():
            z = found[0][0] if len(found) == 1 else np.concatenate([one[0] for one in found])
            a = found[0][1] if len(found) == 1 else np.concatenate([one[1] for one in found])
            self._layers[layer] = z, a

    def _pass(self, start: int, stop: int) -> Trace:
        document = self._document
        further = [np.repeat(values[None], stop - start, axis=0) for values in document.inputs()[1:]]
        return trace(document, [self._inputs[start:stop], *further])


class Case:
    """A document as a world of its own. Its numbers are asked for by layer, as (examples, units)."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.changed: dict[object, Case] = {}
        """Cases with a change that a sentence imagines, by what is changed."""
        self.gradients: dict[int | None, Gradients] = {}
        """What the chain rule gives, by the example that is meant."""
        self._ones: dict[int, Trace] = {}

    @cached_property
    def trace(self) -> Trace:
        """The pass of the current input."""
        return trace(self.document)

    @property
    def count(self) -> int:
        """How many examples there are."""
        return 0 if self.document.data is None else len(self.document.data)

    @cached_property
    def batch(self) -> Batch:
        """The passes of all examples.

        Raises:
            UnknownHereError: there are none.
        """
        self.check_examples()
        document = self.document
        causes = (document.network, document.data, document.overrides, document.input.others)
        return _BATCHES.get(lambda: Batch(document), causes)

    def check_examples(self) -> None:
        """Refuse what is said of examples where there are none."""
        document = self.document
        data = document.data
        if data is None or not len(data):
            raise UnknownHereError(f"{document.title} holds no examples.")
        if data.inputs.shape[1:] != document.network.input_shape:
            raise UnknownHereError(f"The examples of {document.title} don't fit its network any more.")

    def one(self, number: int) -> Trace:
        """The pass of example ``number``, from 0.

        Raises:
            UnknownHereError: there is no such example.
        """
        self.check_examples()
        data = self.document.data
        assert data is not None
        if not 0 <= number < len(data):
            raise UnknownHereError(
                f"There is no example {number:,}: they are numbered 0 to {len(data) - 1:,}."
            )
        if number not in self._ones:
            if len(self._ones) > CHANGED:
                self._ones.clear()
            further = [values[None] for values in self.document.inputs()[1:]]
            self._ones[number] = trace(self.document, [data.inputs[number : number + 1], *further])
        return self._ones[number]

    @cached_property
    def collapsed(self) -> Case:
        """The same with the identity for every hidden function."""
        network = straightened(self.document.network)
        if network is self.document.network:
            return self
        return Case(replace(self.document, network=network))

    @cached_property
    def reading(self) -> Reading:
        """How the output is read."""
        return reading(self.document)

    @cached_property
    def targets(self) -> Array:
        """The right class of each example, (examples,)."""
        self.check_examples()
        data = self.document.data
        assert data is not None
        return classes(data.targets)

    @cached_property
    def size(self) -> int:
        """Numbers that are kept of it, about."""
        return _size(self.document)

    def with_change(self, key: object, changed: Document) -> Case:
        """The case of a document that a sentence imagines."""
        if len(self.changed) >= min(CHANGED, 1 + KEPT // max(self.size, 1)):
            self.changed.clear()
        case = self.changed[key] = Case(changed)
        return case


def case_of(document: Document) -> Case:
    """The document's case: one that is kept, where it computes the very same."""
    causes = (document.network, document.data, document.input, document.overrides, document.output_names)
    return _CASES.get(lambda: Case(document), causes)


_CASES: Recent[Case] = Recent(6, ROOM, lambda case: case.size)
_BATCHES: Recent[Batch] = Recent(6, ROOM, lambda batch: batch.size)


def _flat(values: Array) -> Array:
    return values.reshape(len(values), -1)


def _size(document: Document) -> int:
    """Numbers that are kept of all examples, about: all layers, or of large ones those asked for."""
    examples = 0 if document.data is None else len(document.data)
    sizes = [count(shape) for shape in document.network.shapes]
    of_all = 2 * examples * sum(sizes)
    return of_all if of_all <= KEPT else 2 * examples * (max(sizes) + sizes[-1])
