"""Which loss a network is trained with."""

from __future__ import annotations

import numpy as np

from nnviz.engine import Network
from nnviz.engine.learning.outputs import output_function
from nnviz.errors import OptionError


def loss_for(network: Network, targets: np.ndarray) -> str:
    """The loss that suits the output's function and the targets, by its name in ``engine.losses``.

    Raises:
        OptionError: the targets are classes, but the output holds no shares of them.
    """
    activation = output_function(network)
    name = activation.name if activation else "identity"
    if name in ("softmax", "log_softmax"):
        return "cross_entropy"
    if targets.dtype.kind in "iu":
        raise OptionError(f"These examples are classes, but the network ends in {name}; end it with softmax.")
    is_yes_or_no = bool(np.isin(targets, (0, 1)).all())
    return "binary_cross_entropy" if name == "sigmoid" and is_yes_or_no else "squared_error"
