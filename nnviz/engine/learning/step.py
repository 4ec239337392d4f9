"""One training step opened up: every number between a batch and the changed parameters."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from nnviz.engine.arrays import Array, read_only
from nnviz.engine.learning.backpropagation import gradient_at_output, loss_of, run_backward, run_forward
from nnviz.engine.learning.learner import Learner
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.learning.trainer import admit_data
from nnviz.engine.network import Network

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class ParameterStep:
    """What one step does to one parameter; all arrays have its shape.

    Batch norm's mean and variance follow the batch, not a gradient: theirs are None, and ``terms`` is empty.
    """

    before: Array
    gradient: Array | None  # ∂L/∂parameter
    used: Array | None  # the gradient as the optimiser gets it: clipped, with L1 and L2 added
    terms: Mapping[str, Array]  # what the optimiser remembers after the step, such as its velocity
    change: Array  # after − before
    after: Array


@dataclass(frozen=True)
class LayerStep:
    """One layer in one step; a gradient is None where the loss doesn't depend on the layer."""

    number: int
    inputs: tuple[Array, ...]
    z: Array
    a: Array
    gradient_a: Array | None  # ∂L/∂a
    gradient_z: Array | None  # ∂L/∂z
    parameters: Mapping[str, ParameterStep]


@dataclass(frozen=True)
class StepExplanation:
    """One step of gradient descent on one batch. ``step[n]`` is layer number n; ``step[0]`` the input."""

    before: Network
    after: Network
    targets: Array
    rate: float  # the learning rate of this step, schedule included
    loss: float
    loss_after: float  # of the same batch, with the changed parameters
    layers: tuple[LayerStep, ...]

    def __getitem__(self, number: int) -> LayerStep:
        return self.layers[number]

    def __len__(self) -> int:
        return len(self.layers)


def explain_step(network: Network, batch: tuple[Any, Any], recipe: Recipe | None = None) -> StepExplanation:
    """The first step of training on ``batch`` = (x, y) as ``recipe`` says, with everything kept.

    It is the very step that ``train`` would take on this batch with the optimiser's memory empty.
    Raises what :func:`nnviz.engine.learning.training.train` raises for data that doesn't fit.
    """
    recipe = recipe or Recipe()
    inputs, y = admit_data(network, batch, recipe.loss, "batch")
    rate = recipe.optimizer.rate * recipe.schedule.factor(0, 1)
    parameters = [network.layer_parameters(n) for n in range(len(network.layers) + 1)]
    with np.errstate(all="ignore"):
        forward = run_forward(network, parameters, inputs, Learner.random(recipe.seed))
        loss = loss_of(network, recipe.loss, forward.z[-1], forward.a[-1], y).mean()
        gradient, at_scores = gradient_at_output(network, recipe.loss, forward.a[-1], y)
        found = run_backward(network, parameters, forward, gradient, at_scores)
        # At the output both are shown, though training goes from the loss straight to the scores.
        found.a[-1] = recipe.loss.gradient(forward.a[-1], y)
        learner = Learner(network, recipe)
        learner.step(inputs, y, rate)
        after = learner.network()
        changed = [after.layer_parameters(n) for n in range(len(network.layers) + 1)]
        again = run_forward(after, changed, inputs, Learner.random(recipe.seed))
        loss_after = loss_of(after, recipe.loss, again.z[-1], again.a[-1], y).mean()
    layers = tuple(
        LayerStep(
            number=n,
            inputs=tuple(read_only(forward.a[source]) for source in network.sources(n)),
            z=read_only(forward.z[n]),
            a=read_only(forward.a[n]),
            gradient_a=_shown(found.a[n]),
            gradient_z=_shown(found.z[n]),
            parameters=_parameter_steps(network, after, n, found.parameters[n], learner),
        )
        for n in range(len(network.layers) + 1)
    )
    return StepExplanation(network, after, read_only(y), rate, float(loss), float(loss_after), layers)


def _shown(array: Array | None) -> Array | None:
    return None if array is None else read_only(array)


def _parameter_steps(
    network: Network, after: Network, number: int, gradients: Mapping[str, Array], learner: Learner
) -> Mapping[str, ParameterStep]:
    steps = {}
    for name, old in network.layer_parameters(number).items():
        new = after.layer_parameters(number)[name]
        gradient = gradients.get(name)
        used, terms = (None, {}) if gradient is None else learner.memory_of(number, name)
        steps[name] = ParameterStep(old, _shown(gradient), used, terms, read_only(new - old), new)
    return MappingProxyType(steps)
