"""How good a network is on examples that training never saw."""

from __future__ import annotations

import numpy as np

from nnviz.data import Dataset
from nnviz.document.model import Score
from nnviz.engine import Network
from nnviz.engine.learning.evaluation import r_squared


def score(network: Network, data: Dataset, examples: str = "unseen examples") -> Score | None:
    """Measure ``network`` on the held-out part of ``data``; None where nothing was held out.

    Classes are scored by accuracy, values by r2 = 1 - sum (y - a)^2 / sum (y - mean y)^2.
    """
    unseen = data.unseen
    if not unseen.held_out:
        return None
    output = network.predict(unseen.inputs)
    if unseen.targets.dtype.kind in "iu":
        # NaN names no class, though the place of a largest number would be its own.
        said = np.where(np.isnan(output).any(axis=1), -1, output.argmax(axis=1))
        right = float(np.mean(said == unseen.targets))
        return Score("accuracy", right, len(unseen), examples, network.layers)
    explained = r_squared(output, unseen.targets.reshape(output.shape))
    return Score("r2", explained, len(unseen), examples, network.layers)
