"""The same numbers, read as nudges: three ways in which a neuron's answer could be another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.learning.terms import Quantity, Term
from nnviz.scene.step import letters, printed
from nnviz.scene.step.path import Stop, unit_of
from nnviz.scene.step.printed import Line
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.words.counting import amount

MOST = 3
"""Weights that are spelled out."""


@dataclass(frozen=True)
class Nudge:
    """One way: its title, equations, and what they say."""

    title: str
    lines: tuple[Line, ...]
    sentence: str
    more: str = ""  # what isn't shown of it


def nudges(subject: Subject, weight: Weight) -> tuple[Nudge, ...]:
    """Of the neuron that the weight works on, for the example that is shown; the bias first."""
    layer = subject.layer(weight.layer)
    stop = Stop(weight.layer, unit_of(subject, weight))
    at_z = subject.at_z(weight.layer)
    if at_z is None:
        return ()
    slope = float(at_z[stop.unit])
    found = []
    if "bias" in subject.step[weight.layer].parameters:
        found.append(_bias(subject, stop, slope))
    if layer.fully_connected:
        found += [_weights(subject, stop, slope), _came_in(subject, stop, slope)]
    return tuple(found)


def _way(slope: float) -> str:
    return "Raise" if slope < 0 else "Lower"


def _bias(subject: Subject, stop: Stop, slope: float) -> Nudge:
    z = f"∂L/∂{letters.of_sum(subject, stop)}"
    own = Weight(stop.layer, "bias", (stop.unit,))
    term = Term("slope", z, (Quantity(z, slope),), lambda slope: slope)
    if not subject.layer(stop.layer).fully_connected:
        # A kernel's bias stands in every window.
        cells = subject.units(stop.layer) // subject.step.before.shapes[stop.layer][0]
        own = Weight(stop.layer, "bias", (stop.unit // cells,))
        parts = subject.step.contributions(own.layer, own.name, own.index)
        slope = slope if parts is None else float(parts.by_example[subject.example]) * subject.size
        term = printed.bare(z, slope)
    line = printed.line(f"∂L/∂{letters.weight(subject, own)}", term, subject.digits)
    by = printed.slope(0.1 * slope, subject.digits)
    return Nudge(f"{_way(slope)} the bias", (line,), f"0.1 more, and L changes by about {by}.")


def _weights(subject: Subject, stop: Stop, slope: float) -> Nudge:
    source = subject.step.before.sources(stop.layer)[0]
    came = subject.came(source)
    lines = []
    for unit in _ranked(came * slope):
        along = letters.weight(subject, Weight(stop.layer, "weight", (unit, stop.unit)))
        x = Quantity(letters.unit(subject, Stop(source, unit)), float(came[unit]))
        term = printed.product(x, Quantity(f"∂L/∂{letters.of_sum(subject, stop)}", slope))
        lines.append(printed.line(f"∂L/∂{along}", term, subject.digits))
    said = "A weight counts as much as what came in."
    return Nudge(f"{_way(slope)} weights by what came in", tuple(lines), said, _others(len(came)))


def _came_in(subject: Subject, stop: Stop, slope: float) -> Nudge:
    source = subject.step.before.sources(stop.layer)[0]
    weights = subject.step[stop.layer].parameters["weight"].before[:, stop.unit].astype(np.float64)
    lines = []
    for unit in _ranked(weights * slope):
        along = letters.weight(subject, Weight(stop.layer, "weight", (unit, stop.unit)))
        z = Quantity(f"∂L/∂{letters.of_sum(subject, stop)}", slope)
        term = printed.product(Quantity(along, float(weights[unit])), z)
        lines.append(printed.line(f"∂L/∂{letters.unit(subject, Stop(source, unit))}", term, subject.digits))
    if source:
        said = "A hidden value changes by its own weights."
    else:
        said = "An input is given: nothing here learns."
    return Nudge("Change what came in", tuple(lines), said, _others(len(weights)))


def _ranked(sizes: np.ndarray) -> list[int]:
    return [int(unit) for unit in np.argsort(-np.abs(sizes), kind="stable")[:MOST]]


def _others(count: int) -> str:
    return "" if count <= MOST else f"{amount(count - MOST, 'other')} not shown."
