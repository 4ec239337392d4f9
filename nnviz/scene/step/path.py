"""The way from a weight to the loss: the unit that it works on, and the one of each layer above through which
most of the slope comes back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.scene.step.subject import Subject, Weight


@dataclass(frozen=True)
class Stop:
    """One unit on the way: layer and place in flat order."""

    layer: int
    unit: int


def path(subject: Subject, weight: Weight) -> tuple[Stop, ...]:
    """From the unit that the weight belongs to, up to an output. It ends early where nothing comes back."""
    stop = Stop(weight.layer, unit_of(subject, weight))
    found = [stop]
    while stop.layer != subject.last:
        following = _next(subject, stop)
        if following is None:
            break
        stop = following
        found.append(stop)
    return tuple(found)


def unit_of(subject: Subject, weight: Weight) -> int:
    """The unit that a number of a parameter belongs to; of a kernel the cell whose share is the largest."""
    layer, step = subject.layer(weight.layer), subject.step[weight.layer]
    if layer.fully_connected:
        return weight.index[-1]
    parts = subject.step.contributions(weight.layer, weight.name, weight.index)
    if layer.has_kernels and parts is not None and parts.has_windows:
        shares = np.abs(parts.shares[subject.example])
        cell = np.unravel_index(int(shares.argmax()), shares.shape)
        return int(np.ravel_multi_index((weight.index[0], *cell), step.z.shape[1:]))
    at_z = subject.at_z(weight.layer)
    return 0 if at_z is None else int(np.abs(at_z).argmax())


def shares(subject: Subject, stop: Stop, number: int) -> Array | None:
    """What each unit of layer ``number`` gives back to ``stop`` of a layer that feeds it: w · ∂L/∂z; None
    where it doesn't weigh every input."""
    at_z = subject.at_z(number)
    if at_z is None or not subject.layer(number).fully_connected:
        return None
    weights = subject.step[number].parameters["weight"].before
    result: Array = weights[stop.unit].astype(np.float64) * at_z
    return result


def _next(subject: Subject, stop: Stop) -> Stop | None:
    best: tuple[float, Stop] | None = None
    for number in subject.consumers[stop.layer]:
        at_z = subject.at_z(number)
        if at_z is None:
            continue
        given = shares(subject, stop, number)
        if given is None:
            given = np.where(_reached(subject, stop, number), at_z, 0.0)
        unit = int(np.abs(given).argmax())
        size = abs(float(given[unit]))
        if size > 0 and (best is None or size > best[0]):
            best = size, Stop(number, unit)
    return None if best is None else best[1]


def _reached(subject: Subject, stop: Stop, number: int) -> Array:
    """Which units of a layer change when this one does: found by nudging it."""
    network, step = subject.step.before, subject.step
    inputs = [step[source].a[[subject.example]] for source in network.sources(number)]
    place = network.sources(number).index(stop.layer)
    nudged = inputs[place].copy()
    flat = nudged.reshape(1, -1)
    flat[0, stop.unit] += 1e-3 * max(1.0, abs(float(flat[0, stop.unit])))
    moved = [*inputs[:place], nudged, *inputs[place + 1 :]]
    parameters, layer = network.layer_parameters(number), network.layer(number)
    with np.errstate(all="ignore"):
        before, after = (layer.forward(given, parameters)[0] for given in (inputs, moved))
    result: Array = (before != after).reshape(-1)
    return result
