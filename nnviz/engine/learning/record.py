"""What the steps of training came to since somebody looked."""

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.engine.learning.backpropagation import loss_of
from nnviz.engine.learning.evaluation import Evaluation
from nnviz.engine.learning.losses import Loss
from nnviz.engine.network import Network


class Record:
    """Scores, outputs and targets of each step since the last look.

    Losses are taken of many steps at once: one by one they would double a tiny network's step.
    """

    def __init__(self) -> None:
        self._new: list[tuple[Array, Array, Array]] = []
        self._settled: list[tuple[Array, Array, Array]] = []  # each example's loss, a, y

    def add(self, z: Array, a: Array, y: Array) -> None:
        """Remember one step's batch: (N, *shape) each."""
        self._new.append((z, a, y))

    def settle(self, network: Network, loss: Loss) -> tuple[float, ...]:
        """The mean loss of each step since the last settling."""
        if not self._new:
            return ()
        sizes = np.array([len(step[2]) for step in self._new])
        z, a, y = (np.concatenate(arrays) for arrays in zip(*self._new, strict=True))
        with np.errstate(all="ignore"):
            each = loss_of(network, loss, z, a, y)
        self._settled.append((each, a, y))
        self._new = []
        sums = np.add.reduceat(each, np.cumsum(sizes) - sizes, dtype=np.float64)
        return tuple((sums / sizes).tolist())

    def evaluation(self, loss: Loss) -> Evaluation | None:
        """What all settled steps together come to; None where there are none."""
        if not self._settled:
            return None
        each, a, y = (np.concatenate(arrays) for arrays in zip(*self._settled, strict=True))
        return Evaluation.of(a, y, float(each.mean()), loss)
