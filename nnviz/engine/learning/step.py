"""One training step opened up: every number between a batch and the changed parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.arrays import Array, read_only
from nnviz.engine.layers.base import Index
from nnviz.engine.learning.backpropagation import (
    Forward,
    Gradients,
    gradient_at_output,
    loss_of,
    run_backward,
    run_forward,
)
from nnviz.engine.learning.contributions import Contributions, contributions
from nnviz.engine.learning.learner import Learner
from nnviz.engine.learning.recipe import Recipe
from nnviz.engine.learning.terms import OVER, PLUS, TIMES, Moving, Part, Quantity, Term
from nnviz.engine.learning.trainer import Checkpoint, admit_data
from nnviz.engine.network import Network

_NOTHING: Mapping[str, Array] = MappingProxyType({})


@dataclass(frozen=True)
class ParameterStep:
    """What one step does to one parameter; all arrays have its shape.

    Batch norm's mean and variance follow the batch, not a gradient: theirs is None, and ``memory`` and
    ``remembered`` are empty. So they are for what is frozen, which has a gradient that moves nothing.
    """

    before: Array
    gradient: Array | None  # ∂L/∂parameter
    used: Array | None  # the gradient as the optimiser gets it: clipped, with L1 and L2 added
    memory: Mapping[str, Array]  # what the optimiser remembered before the step
    remembered: Mapping[str, Array]  # and what it remembers after it, such as its velocity
    change: Array  # after − before
    after: Array
    frozen: bool = False  # whether it stays as it is, by the recipe


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
    recipe: Recipe
    targets: Array
    rate: float  # the learning rate of this step, schedule included
    number: int  # which step it is, counted from 1
    loss: float
    loss_after: float  # of the same batch, with the changed parameters
    losses: Array  # of each example, (N,): their mean is ``loss``
    losses_after: Array
    at_scores: bool  # whether training goes from the loss straight to ∂L/∂z of the last layer
    length: float  # of the gradient of all parameters that move, together
    memory_steps: int  # the optimiser's own steps, with this one
    layers: tuple[LayerStep, ...]
    forward: Forward = field(repr=False)

    def __getitem__(self, number: int) -> LayerStep:
        return self.layers[number]

    def __len__(self) -> int:
        return len(self.layers)

    def contributions(self, number: int, name: str, index: Index) -> Contributions | None:
        """What ∂L/∂parameter ``name``[``index``] of a layer adds up from; None where there is no such
        gradient."""
        layer = self.layers[number]
        if name not in layer.parameters or layer.parameters[name].gradient is None:
            return None
        assert layer.gradient_a is not None
        assert layer.gradient_z is not None
        return contributions(
            self.before.layer(number),
            name,
            index,
            (layer.gradient_a, layer.gradient_z),
            (list(layer.inputs), layer.z, layer.a),
            self.before.layer_parameters(number),
            self.forward.memory[number],
        )

    def terms(self, number: int, name: str, index: Index) -> tuple[Term, ...]:
        """What the step works out for one number, term by term: its gradient as it is used, where clipping,
        L1 or L2 make another of it; then the optimiser's own, the new number last. Empty where nothing
        moves."""
        step = self.layers[number].parameters[name]
        if step.gradient is None or step.frozen:
            return ()
        decays = bool(self.before.layer(number).penalized(name))
        weight = float(step.before[index])
        used = self._used(weight, float(step.gradient[index]), decays)
        gradient = used[-1].value if used else float(step.gradient[index])
        memory = {key: float(array[index]) for key, array in step.memory.items()}
        moving = Moving(weight, gradient, memory, self.memory_steps, self.rate, decays)
        return *used, *self.recipe.optimizer.terms(moving)

    def _used(self, weight: float, gradient: float, decays: bool) -> tuple[Term, ...]:
        """The gradient clipped, then with the penalties' own slopes; nothing where there are neither."""
        recipe, w = self.recipe, Quantity("w", weight)
        parts: list[Part] = [Quantity("∂L/∂w", gradient)]
        if recipe.clip is not None and self.length > recipe.clip:
            parts += [TIMES, Quantity("c", recipe.clip, given=True), OVER, Quantity("‖∇L‖", self.length)]
        clipped = len(parts) > 1
        if recipe.l1 and decays:
            parts += [PLUS, Quantity("λ₁", recipe.l1, given=True), TIMES, "sign(", w, ")"]
        if recipe.l2 and decays:
            parts += [PLUS, Quantity("λ₂", recipe.l2, given=True), TIMES, w]

        def compute(g: float, *others: float) -> float:
            rest = list(others)
            if clipped:
                g *= rest.pop(0) / rest.pop(0)
            if recipe.l1 and decays:
                g += rest.pop(0) * float(np.sign(rest.pop(0)))
            return g + (rest[0] * rest[1] if rest else 0.0)

        return () if len(parts) == 1 else (Term("gradient that is used", "g", tuple(parts), compute),)


def explain_step(
    network: Network,
    batch: tuple[Any, Any],
    recipe: Recipe | None = None,
    checkpoint: Checkpoint | None = None,
    samples: int | None = None,
) -> StepExplanation:
    """The step of training on ``batch`` = (x, y) as ``recipe`` says, with everything kept.

    It is the very step that training takes on this batch from ``checkpoint`` on, of which the optimiser's
    memory comes; without one it is the first. ``samples`` are the examples of an epoch, of which the schedule
    counts the steps; by default those of the batch. Raises what
    :func:`nnviz.engine.learning.training.train` raises for data that doesn't fit.
    """
    recipe = recipe or Recipe()
    inputs, y = admit_data(network, batch, recipe.loss, "batch")
    at = checkpoint or Checkpoint(0, 0, 0, network.parameters(), {})
    network = network.with_parameters(at.parameters)
    rate = recipe.rate(at.step, samples or len(y))
    with np.errstate(all="ignore"):
        forward, found, at_scores = _differentiated(network, inputs, y, recipe, at.step)
        learner = Learner(network, recipe, at.memory, at.memory_step)
        before = learner.memory()[1], [_memories(learner, n) for n in range(len(network.layers) + 1)]
        learner.step(inputs, y, rate, at.step)
        after = learner.network()
        changed = [after.layer_parameters(n) for n in range(len(network.layers) + 1)]
        again = run_forward(after, changed, inputs, Learner.random(recipe.seed, at.step))
        losses = loss_of(network, recipe.loss, forward.z[-1], forward.a[-1], y)
        losses_after = loss_of(after, recipe.loss, again.z[-1], again.a[-1], y)
        length = _length(found, recipe)
        means = float(losses.mean()), float(losses_after.mean())
    layers = tuple(
        LayerStep(
            number=n,
            inputs=tuple(read_only(forward.a[source]) for source in network.sources(n)),
            z=read_only(forward.z[n]),
            a=read_only(forward.a[n]),
            gradient_a=_shown(found.a[n]),
            gradient_z=_shown(found.z[n]),
            parameters=_parameter_steps(after, n, found.parameters[n], learner, before[1][n]),
        )
        for n in range(len(network.layers) + 1)
    )
    return StepExplanation(
        before=network,
        after=after,
        recipe=recipe,
        targets=read_only(y),
        rate=rate,
        number=at.step + 1,
        loss=means[0],
        loss_after=means[1],
        losses=read_only(losses),
        losses_after=read_only(losses_after),
        at_scores=at_scores,
        length=length,
        memory_steps=before[0] + 1,
        layers=layers,
        forward=forward,
    )


def _differentiated(
    network: Network, inputs: list[Array], y: Array, recipe: Recipe, step: int
) -> tuple[Forward, Gradients, bool]:
    """(values, gradients, whether they begin at the scores) of one batch."""
    parameters = [network.layer_parameters(n) for n in range(len(network.layers) + 1)]
    forward = run_forward(network, parameters, inputs, Learner.random(recipe.seed, step))
    gradient, at_scores = gradient_at_output(network, recipe.loss, forward.a[-1], y)
    found = run_backward(network, parameters, forward, gradient, at_scores)
    # At the output both are shown, though training goes from the loss straight to the scores.
    found.a[-1] = recipe.loss.gradient(forward.a[-1], y)
    return forward, found, at_scores


def _length(found: Gradients, recipe: Recipe) -> float:
    """How long the gradient of everything that moves is."""
    squares = [
        float(np.vdot(gradient, gradient))
        for number, own in enumerate(found.parameters)
        for name, gradient in own.items()
        if not recipe.freezes(number, name)
    ]
    return float(np.sqrt(sum(squares)))


def _memories(learner: Learner, number: int) -> Mapping[str, Mapping[str, Array]]:
    """By parameter, what the optimiser remembers of it."""
    return {name: learner.memory_of(number, name)[1] for name in learner.moving(number)}


def _shown(array: Array | None) -> Array | None:
    return None if array is None else read_only(array)


def _parameter_steps(
    after: Network,
    number: int,
    gradients: Mapping[str, Array],
    learner: Learner,
    memories: Mapping[str, Mapping[str, Array]],
) -> Mapping[str, ParameterStep]:
    steps = {}
    for name, old in learner.start.layer_parameters(number).items():
        new = after.layer_parameters(number)[name]
        gradient = gradients.get(name)
        frozen = learner.freezes(number, name)
        moves = gradient is not None and not frozen
        used, remembered = learner.memory_of(number, name) if moves else (None, _NOTHING)
        memory = memories[name] if moves else _NOTHING
        with np.errstate(all="ignore"):
            change = read_only(new - old)
        steps[name] = ParameterStep(old, _shown(gradient), used, memory, remembered, change, new, frozen)
    return MappingProxyType(steps)
