"""One network, one set of examples, several activation functions: all trained alike, then scored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.document.scoring import score
from nnviz.engine import ActivationFunction, Network, TrainingDivergedError
from nnviz.errors import InputError
from nnviz.training.plan import Options, plan
from nnviz.training.runs import snapshots
from nnviz.training.same_data import same_data

MOST_PARAMETERS = 2_000_000
LARGE = 20_000
"""A network of more parameters learns from fewer examples, with fewer beginnings."""
FEWEST_TO_HOLD_OUT = 20
HELD_OUT = 0.2


@dataclass(frozen=True, eq=False)
class Comparison:
    """What is trained. ``data`` ends with the held-out examples, ``own``: there are too few to hold any out,
    and the score is that of the training examples. ``hidden`` are the layers, from 1, whose function is
    exchanged."""

    document: Document
    data: Dataset
    own: bool
    hidden: tuple[int, ...]
    functions: tuple[ActivationFunction, ...]
    seeds: int
    epochs: int

    @property
    def runs(self) -> tuple[tuple[ActivationFunction, int], ...]:
        """(function, seed) of each network that is trained, seed by seed."""
        return tuple((function, seed) for seed in range(self.seeds) for function in self.functions)


@dataclass(frozen=True)
class Run:
    """One network as it learned: its held-out score (accuracy, or r2) after so many steps of training. A run
    that stopped being finite ends there and ``diverged``."""

    function: ActivationFunction
    seed: int
    steps: tuple[int, ...]
    scores: tuple[float, ...]
    diverged: bool = False

    @property
    def last(self) -> float:
        """The score at the end; NaN for one that diverged."""
        return self.scores[-1] if self.scores and not self.diverged else float("nan")

    def needed(self, goal: float) -> int | None:
        """Steps until the score was ``goal`` for the first time; None: never."""
        return next(
            (step for step, value in zip(self.steps, self.scores, strict=True) if value >= goal), None
        )


def comparison(document: Document, functions: tuple[ActivationFunction, ...]) -> Comparison:
    """Decide what is trained on what.

    Raises:
        InputError: there are no examples, or no hidden layer has a function, or the network is too large.
    """
    network = document.network
    hidden = _hidden(network)
    if not hidden:
        raise InputError(
            "No hidden layer here has an activation function to exchange; add one on the Build page."
        )
    count = sum(array.size for array in network.parameters().values())
    if count > MOST_PARAMETERS:
        raise InputError(
            f"{count:,} parameters are too many to train {len(functions)} times while you wait; "
            "open a smaller network."
        )
    data = same_data(document)
    large = count > LARGE or any(layer.has_kernels for layer in network.layers)
    data, own = _parts(data, 400 if large else 1000)
    steps = 15 if large else 30 if len(data) > 100 else 200
    return Comparison(document, data, own, hidden, functions, 3 if large else 5, steps)


def trained(
    of: Comparison, function: ActivationFunction, seed: int, is_wanted: Callable[[], bool] = lambda: True
) -> Run:
    """Train one network from new weights; what isn't wanted any more ends after its epoch."""
    network = of.document.network.with_functions(dict.fromkeys(of.hidden, function))
    document = replace(of.document, network=network)
    options = Options(epochs=of.epochs, seed=seed)
    judged = replace(of.data, held_out=len(of.data)) if of.own else of.data
    steps, scores = [], []
    try:
        for snapshot in snapshots(plan(document, of.data, options)):
            if not is_wanted():
                break
            measured = score(snapshot.network, judged)
            steps.append(snapshot.step)
            scores.append(measured.value if measured is not None else float("nan"))
    except TrainingDivergedError:
        return Run(function, seed, tuple(steps), tuple(scores), True)
    return Run(function, seed, tuple(steps), tuple(scores))


def _hidden(network: Network) -> tuple[int, ...]:
    """Layers before the output that have a function of one z."""
    layers = enumerate(network.layers[:-1], 1)
    return tuple(
        number
        for number, layer in layers
        if layer.activation is not None and layer.activation.elementwise and not layer.activation.learned
    )


def _parts(data: Dataset, most: int) -> tuple[Dataset, bool]:
    """At most ``most`` examples to train on and as many held out; (data, whether none is held out)."""
    if not len(data.training) or not data.held_out:
        held = int(HELD_OUT * len(data)) if len(data) >= FEWEST_TO_HOLD_OUT else 0
        data = replace(data, held_out=held)
    learning, unseen = data.training, data.unseen
    if not data.held_out:
        return replace(learning, inputs=learning.inputs[:most], targets=learning.targets[:most]), True
    inputs = np.concatenate([learning.inputs[:most], unseen.inputs[:most]])
    targets = np.concatenate([learning.targets[:most], unseen.targets[:most]])
    return replace(data, inputs=inputs, targets=targets, held_out=len(unseen.inputs[:most])), False
