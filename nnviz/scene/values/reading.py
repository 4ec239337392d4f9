"""What a network says: how its output is read, and how many examples it gets right."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document, examples
from nnviz.engine import Network
from nnviz.engine.learning.evaluation import r_squared

HALF = 0.5


@dataclass(frozen=True)
class Reading:
    """How an output is read: ``"yes"``, one number that says yes from one half up; ``"class"``, the largest
    of several; ``"value"``, numbers as they are."""

    kind: str

    def said(self, output: np.ndarray) -> np.ndarray:
        """The class of each row of ``output`` (N, outputs); −1 where it names none."""
        if self.kind == "yes":
            return np.where(np.isnan(output[:, 0]), -1, output[:, 0] > HALF)
        return np.where(np.isnan(output).any(axis=1), -1, output.argmax(axis=1))


@dataclass(frozen=True)
class Result:
    """How many of ``count`` examples are right; or, for values, R². ``unseen``: training saw none of them."""

    right: int
    count: int
    r2: float | None
    unseen: bool


def reading(document: Document) -> Reading:
    """How the document's output is read."""
    outputs = int(np.prod(document.network.output_shape))
    targets = None if document.data is None else document.data.targets
    if targets is None:
        named = len(document.output_names) == 2 and outputs == 1
        return Reading("value" if document.task == "values" else "yes" if named or outputs == 1 else "class")
    if outputs == 1:
        is_yes = targets.size and np.isin(targets, (0, 1)).all()
        return Reading("yes" if is_yes else "value")
    return Reading("class" if targets.dtype.kind in "iu" else "value")


def right_ones(of: Reading, output: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Which rows of ``output`` are right, (N,) bool."""
    return np.asarray(of.said(output) == classes(targets))


def classes(targets: np.ndarray) -> np.ndarray:
    """The class of each example, (N,)."""
    return np.asarray(targets.reshape(len(targets), -1)[:, 0])


def judged(document: Document) -> Dataset | None:
    """What is judged: the held-out examples, or all of them where none was held out."""
    data = examples.that_fit(document)
    if data is None:
        return None
    return data.unseen if data.held_out else data


def result(network: Network, data: Dataset, of: Reading) -> Result:
    """Judge ``network`` on ``data``, by blocks so that no layer of many examples fills the memory."""
    outputs = np.concatenate(
        [network.predict(data.inputs[start : start + 256]) for start in range(0, len(data), 256)]
    )
    outputs = outputs.reshape(len(data), -1)
    if of.kind == "value":
        fits = r_squared(outputs, data.targets.reshape(outputs.shape))
        return Result(0, len(data), fits, bool(data.held_out))
    right = right_ones(of, outputs, data.targets)
    return Result(int(right.sum()), len(data), None, bool(data.held_out))
