"""What the network answers to examples: to those that were kept aside, or to those it learned from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.document import CurrentInput, Document, edits, examples
from nnviz.document.tracing import predict
from nnviz.document.training import Training
from nnviz.errors import NNVizError
from nnviz.scene.train.confusion import Confusion
from nnviz.scene.train.fit import Fit
from nnviz.scene.words.counting import amount

CHUNK = 256
"""Examples that are computed at a time; between them it is asked whether anybody still waits."""


@dataclass(frozen=True, eq=False)
class Parts:
    """The examples of a document in two: ``kept`` were kept aside, ``learned`` were learned from. ``kept``
    may be all there are, where the document has no others; either may be empty."""

    kept: Dataset
    learned: Dataset

    def part(self, seen: bool) -> Dataset:
        """Those that were learned from, or those kept aside; the other ones where there are none."""
        wanted, other = (self.learned, self.kept) if seen else (self.kept, self.learned)
        return wanted if len(wanted) else other

    def is_seen(self, seen: bool) -> bool:
        """Whether :meth:`part` gives those that were learned from."""
        return self.part(seen) is self.learned


@dataclass(frozen=True, eq=False)
class Judged:
    """What the network answers to ``data``: a confusion matrix of classes, or the fit of each value."""

    data: Dataset
    confusion: Confusion | None
    fits: tuple[Fit, ...]


def parts_of(document: Document, training: Training | None = None) -> Parts | None:
    """The examples that a document is trained with; None where there are none that fit its network.

    ``training`` is what the page would begin with where nothing was trained there yet. It says less than the
    document's own examples where it is of no others: those may be known as never learned from.
    """
    data = document.data
    found = document.training or training
    if found is not None and found.data is not None:
        is_more = document.training is not None or data is None or len(found.data) > len(data)
        data = found.data if is_more else data
    if data is None or not len(data) or len(document.network.input_layers) > 1:
        return None
    try:
        data = examples.fit(document, data)
    except NNVizError:
        return None
    return Parts(data.unseen, data.training)


def judge(document: Document, data: Dataset, is_wanted: Callable[[], bool] = lambda: True) -> Judged | None:
    """Run the document's network on all of ``data``; None where nobody waits any more."""
    found = []
    for start in range(0, len(data), CHUNK):
        if not is_wanted():
            return None
        found.append(predict(document, data.inputs[start : start + CHUNK]))
    outputs = np.concatenate(found).reshape(len(data), -1)
    if tells_classes(document, data):
        return Judged(data, Confusion.of(document, data, outputs), ())
    targets = data.targets.reshape(len(data), -1)
    fits = tuple(
        Fit.of(document, data, number, targets[:, number], outputs[:, number])
        for number in range(outputs.shape[1])
    )
    return Judged(data, None, fits)


def tells_classes(document: Document, data: Dataset) -> bool:
    """Whether the examples are of classes, not values."""
    return data.targets.dtype.kind in "iu" or (document.task == "classes" and data.targets.size == len(data))


def look_at(document: Document, data: Dataset, number: int) -> Document:
    """An edit: the document looking at example ``number`` of ``data``, as its own sample where it is one."""
    values = data.inputs[number]
    own = document.data
    if own is not None and number < len(own) and np.array_equal(own.inputs[number], values):
        return edits.choose_sample(document, number)
    return edits.set_input(document, CurrentInput(values, "typed"))


def number_of(document: Document, data: Dataset) -> int | None:
    """The number in ``data`` of the example that the network looks at; None where it looks at none of it."""
    values, sample = document.input.values, document.input.sample
    if sample is not None and sample < len(data) and np.array_equal(data.inputs[sample], values):
        return sample
    if document.input.origin not in ("sample", "typed"):
        return None
    found = np.flatnonzero((data.inputs == values).reshape(len(data), -1).all(axis=1))
    return int(found[0]) if len(found) else None


def which(parts: Parts, seen: bool) -> str:
    """What the examples are, in words: "48 examples kept aside"."""
    count = amount(len(parts.part(seen)), "example")
    if parts.is_seen(seen):
        return f"{count} it learned from" if len(parts.kept) else f"{count}, none kept aside"
    return f"{count} kept aside" if len(parts.learned) else f"{count} never learned from"
