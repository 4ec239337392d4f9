"""Where an input value goes: the strongest of its weights, and what its slider spans. No Qt here."""

from __future__ import annotations

from math import isfinite, prod

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import flat_of, index_of
from nnviz.scene.detail.rows import Row
from nnviz.scene.words import questions as words
from nnviz.ui.run.inspector.subject import Subject

MOST = 12


def strongest(subject: Subject) -> tuple[Target, ...]:
    """The neurons that the selected input value moves most, by |w·x| and then by |w|."""
    found: list[tuple[float, float, Target]] = []
    x = _selected_value(subject)
    for layer, weights in _weights(subject):
        for unit, weight in enumerate(weights.tolist()):
            size = abs(weight) if isfinite(weight) else np.inf
            found.append((-size * abs(x) if x else 0.0, -size, Target(layer, unit)))
    found.sort(key=lambda item: item[:2])
    return tuple(target for _, _, target in found[:MOST])


def rows_to(subject: Subject, targets: tuple[Target, ...]) -> tuple[Row, ...]:
    """x, w and w·x on the way to each of ``targets``; every bar starts at 0. ``position`` counts the rows."""
    x, by_layer = _selected_value(subject), dict(_weights(subject))
    rows = []
    for i, target in enumerate(targets):
        w = float(by_layer[target.layer][target.unit])
        rows.append(Row("input", w * x, 0.0, i, x, w))
    return tuple(rows)


def weights_from_input(subject: Subject) -> int:
    """How many weights lead from the selected input value to the next layers."""
    assert subject.target is not None
    document = subject.document
    return sum(prod(document.network.shapes[layer]) for layer in fed(document, subject.target.layer))


def fed(document: Document, source: int = 0) -> list[int]:
    """Dense layers that the input at layer ``source`` reaches unchanged."""
    network = document.network
    carriers, found = {source}, []
    for layer in range(1, len(network.layers) + 1):
        if not carriers & set(network.sources(layer)):
            continue
        if network.layer(layer).passes_on:
            carriers.add(layer)
        elif network.layer(layer).fully_connected:
            found.append(layer)
    return found


def flat_unit(document: Document, target: Target) -> int:
    """The input value's number in flat order."""
    return flat_of(target.unit, document.network.shapes[target.layer])


def input_value(document: Document, target: Target) -> float:
    """The input's value at ``target``."""
    return float(document.input_of(target.layer)[index_of(target.unit)])


def value_range(document: Document, target: Target) -> tuple[float, float]:
    """What the slider spans: 0..1 for pixels, otherwise what the data shows, and always the value itself."""
    value = input_value(document, target)
    if words.input_bounds(document, target.layer) == (0.0, 1.0):
        return 0.0, 1.0
    if target.layer == 0 and document.data is not None and len(document.data):
        column = document.data.inputs.reshape(len(document.data), -1)[:, flat_unit(document, target)]
        low, high = float(column.min()), float(column.max())
    else:
        span = max(1.0, 2 * abs(value)) if isfinite(value) else 1.0
        low, high = -span, span
    return (min(low, value), max(high, value)) if isfinite(value) else (low, high)


def _selected_value(subject: Subject) -> float:
    assert subject.target is not None
    return input_value(subject.document, subject.target)


def _weights(subject: Subject) -> list[tuple[int, np.ndarray]]:
    """(layer, the weights from the selected value to each of its units)."""
    assert subject.target is not None
    flat = flat_unit(subject.document, subject.target)
    network = subject.document.network
    layers = fed(subject.document, subject.target.layer)
    return [(layer, network.layer_parameters(layer)["weight"][flat]) for layer in layers]
