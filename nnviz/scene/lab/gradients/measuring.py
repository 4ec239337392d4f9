"""One step forward and back, measured layer by layer: sizes of gradients and of signals, what is off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine import ActivationFunction, Network
from nnviz.engine.arrays import Array
from nnviz.engine.learning import losses
from nnviz.engine.learning.backpropagation import gradient_at_output, run_backward, run_forward
from nnviz.scene.lab.functions.shape import FLAT, shape, slopes
from nnviz.scene.lab.gradients.subjects import Fed, Subject, made

OFF, SMALL, SATURATED, NEVER = "off", "small", "saturated", ""
"""What silences a neuron with a function: a slope of 0, a leaky function's small one, a flat end, nothing."""


@dataclass(frozen=True)
class Compared:
    """A card: a function, and how the weights start."""

    function: ActivationFunction
    start: str


@dataclass(frozen=True, eq=False)
class Column:
    """What was measured for a card. ``sizes`` and ``signals`` (seeds, layers) are root mean squares of
    ∂L/∂W and of a. ``slope`` (layers,) is the mean |f′(z)|, ``share`` the share of neuron and example pairs
    that are silenced as ``way`` says, ``dead`` that of neurons silenced for every example; means over the
    seeds, NaN for a layer whose function isn't the card's."""

    what: Compared
    way: str
    sizes: Array
    signals: Array
    slope: Array
    share: Array
    dead: Array


@dataclass(frozen=True, eq=False)
class Measured:
    """All cards. ``numbers`` are the layers, from 1."""

    columns: tuple[Column, ...]
    numbers: tuple[int, ...]
    seeds: int
    fed: Fed


def measure(subject: Subject, compared: tuple[Compared, ...], seeds: int, fed: Fed) -> Measured:
    """Measure every card over seeds 0, 1 ...

    Raises:
        NNVizError: the layers can't be trained on these examples.
    """
    seeds = 1 if subject.own is not None else seeds
    columns = tuple(_column(subject, one, seeds, fed) for one in compared)
    return Measured(columns, subject.places, seeds, fed)


def way_of(function: ActivationFunction) -> str:
    """What silences a neuron with ``function``."""
    seen = shape(function)
    if seen.small is not None:
        return SMALL
    if seen.dead:
        return OFF
    return SATURATED if seen.flat else NEVER


def _column(subject: Subject, what: Compared, seeds: int, fed: Fed) -> Column:
    way = way_of(what.function)
    runs = [_run(subject, what, way, seed, fed) for seed in range(seeds)]
    sizes, signals, slope, share, dead = (np.array(rows) for rows in zip(*runs, strict=True))
    return Column(what, way, sizes, signals, slope.mean(axis=0), share.mean(axis=0), dead.mean(axis=0))


def _run(subject: Subject, what: Compared, way: str, seed: int, fed: Fed) -> tuple[list[float], ...]:
    network = made(subject, what.function, what.start, seed)
    gradients, z, a = first_step(network, fed)
    swapped = set(subject.swapped)
    sizes = [_rms(gradients[number]) for number in subject.places]
    signals = [_rms(a[number]) for number in subject.places]
    silence = [
        _silence(what.function, way, z[number]) if number in swapped else (np.nan,) * 3
        for number in subject.places
    ]
    slope, share, dead = ([row[part] for row in silence] for part in range(3))
    return sizes, signals, slope, share, dead


def first_step(network: Network, fed: Fed) -> tuple[dict[int, Array], list[Array], list[Array]]:
    """(∂L/∂W by layer number, z and a of all layers) of one batch, as training computes them."""
    loss = losses.get(fed.loss)
    inputs = network.admit(fed.inputs)
    y = loss.prepare(fed.targets, len(fed), network.output_shape, network.dtype)
    parameters = [network.layer_parameters(n) for n in range(len(network.layers) + 1)]
    with np.errstate(all="ignore"):
        forward = run_forward(network, parameters, inputs, np.random.default_rng(0))
        gradient, at_scores = gradient_at_output(network, loss, forward.a[-1], y)
        back = run_backward(network, parameters, forward, gradient, at_scores)
    found = {n: own["weight"] for n, own in enumerate(back.parameters) if "weight" in own}
    for number, own in enumerate(parameters):
        if "weight" in own and number not in found:
            found[number] = np.zeros_like(own["weight"])
    return found, forward.z, forward.a


def _rms(values: Array) -> float:
    with np.errstate(all="ignore"):
        largest = float(np.abs(values).max())
        if largest == 0 or not np.isfinite(largest):
            return largest
        # Squares of numbers as small as 1e−170 would be 0.
        return largest * float(np.sqrt(np.mean(np.square(values / largest))))


def _silence(function: ActivationFunction, way: str, z: Array) -> tuple[float, float, float]:
    """(mean |f′|, share silenced, share of neurons silenced for every example) of a layer's z."""
    sizes = np.abs(slopes(function, z))
    seen = shape(function)
    if way == SMALL:
        silent = sizes == abs(seen.small or 0.0)
    elif way == OFF:
        silent = sizes == 0
    else:
        silent = sizes < FLAT * seen.largest
    return float(sizes.mean()), float(silent.mean()), float(silent.all(axis=0).mean())
