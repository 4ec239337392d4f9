"""How good a network is on some data, and how healthy its layers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.learning.backpropagation import loss_of
from nnviz.engine.learning.losses import BinaryCrossEntropy, CrossEntropy, Loss
from nnviz.engine.network import Network

# Samples judged at a time, so that a large held-out set doesn't fill the memory.
CHUNK = 256


@dataclass(frozen=True)
class Evaluation:
    """Loss, and what suits the task: accuracy and confusion for classes, R² for quantities."""

    loss: float
    accuracy: float | None = None
    r2: float | None = None
    confusion: Array | None = None  # counts by (true class, predicted class)

    @classmethod
    def of(cls, output: Array, y: Array, value: float, loss: Loss) -> Evaluation:
        """From predictions and targets of one shape; ``value`` is their loss."""
        if isinstance(loss, (CrossEntropy, BinaryCrossEntropy)):
            confusion = confusion_of(output, y)
            return cls(value, float(np.trace(confusion) / confusion.sum()), None, confusion)
        return cls(value, None, r_squared(output, y))


@dataclass(frozen=True)
class LayerHealth:
    """How one layer fared in a batch."""

    gradient_norm: float  # length of ∂L/∂parameters of this layer
    units: int
    dead: int  # units whose slope f′(z) was 0 for every sample of the batch
    saturated: int  # units of a two-sided function whose slope was under 5 % of its largest, for every sample


def evaluate(network: Network, inputs: Sequence[Array], y: Array, loss: Loss) -> Evaluation:
    """The network judged on data it need not have seen; ``y`` as :meth:`Loss.prepare` gave it."""
    outputs, losses = [], []
    for start in range(0, len(y), CHUNK):
        part = slice(start, start + CHUNK)
        x = [array[part] for array in inputs]
        trace = network.trace(x if len(x) > 1 else x[0])
        with np.errstate(all="ignore"):
            losses.append(loss_of(network, loss, trace[len(trace) - 1].z, trace.output, y[part]))
        outputs.append(trace.output)
    return Evaluation.of(np.concatenate(outputs), y, float(np.concatenate(losses).mean()), loss)


def metrics_of(seen: Evaluation, judged: Evaluation | None) -> dict[str, float]:
    """The metrics by name: of the training data, and with ``validation_`` in front of the held-out data."""
    metrics: dict[str, float] = {}
    for prefix, one in (("", seen), ("validation_", judged)):
        for name in ("loss", "accuracy", "r2"):
            value = getattr(one, name, None)
            if value is not None:
                metrics[prefix + name] = value
    return metrics


def confusion_of(output: Array, y: Array) -> Array:
    """Counts by (true class, predicted class); a single output is a yes from one half up."""
    if output.shape[1] == 1:
        true, predicted = (y > 0.5).reshape(-1), (output > 0.5).reshape(-1)
        classes = 2
    else:
        true, predicted = y.argmax(axis=1).reshape(-1), output.argmax(axis=1).reshape(-1)
        classes = output.shape[1]
    pairs = np.bincount(true * classes + predicted, minlength=classes * classes)
    return pairs.reshape(classes, classes)


def r_squared(output: Array, y: Array) -> float:
    """The share of the targets' variance that the predictions explain: 1 − Σ(y − a)² / Σ(y − ȳ)²."""
    spread = float(np.sum((y - y.mean(axis=0)) ** 2, dtype=np.float64))
    with np.errstate(all="ignore"):
        missed = float(np.sum((y - output) ** 2, dtype=np.float64))
    if spread == 0:
        return 1.0 if missed == 0 else 0.0
    return 1 - missed / spread


def slope_counts(function: ActivationFunction, z: Array) -> tuple[int, int]:
    """(dead, saturated) units of a batch."""
    if not function.elementwise or z.ndim < 2:
        return 0, 0
    largest = np.abs(function.derivative(z)).max(axis=0)
    dead = int(np.count_nonzero(largest == 0))
    saturated = int(np.count_nonzero(largest < 0.05 * function.steepest)) if function.saturates else 0
    return dead, saturated
