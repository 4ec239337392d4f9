"""Which loss a network is trained with."""

from __future__ import annotations

import numpy as np

from nnviz.engine import Network


def loss_for(network: Network, targets: np.ndarray) -> str:
    """The loss that suits the output layer's function and the targets, by its name in ``engine.losses``."""
    activation = network.layers[-1].activation
    name = activation.name if activation else "identity"
    if name in ("softmax", "log_softmax"):
        return "cross_entropy"
    is_yes_or_no = bool(np.isin(targets, (0, 1)).all())
    return "binary_cross_entropy" if name == "sigmoid" and is_yes_or_no else "squared_error"
