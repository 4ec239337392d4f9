"""The lines between columns: one a weight, and what the step says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from nnviz.scene.step.columns import Column, arrives_at
from nnviz.scene.step.subject import Subject, Weight

LEAST, WIDEST = 1.2, 14.0
"""Pixels of a line: of one that has next to no gradient, and of the largest."""
FAINT, BRIGHT = 0.34, 0.85
MOST_PILLS = 12
"""Lines of a gap that all have their number; of more, the three largest and the chosen one."""
LARGEST = 3


@dataclass(frozen=True)
class Line:
    """From one unit to one of a layer after it. ``weight`` is None where there is nothing to learn between
    them. ``gradient`` is the mean over the batch; ``width`` is in the spec's pixels."""

    source: tuple[int, int]  # layer, unit
    target: tuple[int, int]
    weight: Weight | None = None
    gradient: float = 0.0
    width: float = LEAST
    has_pill: bool = False


def lines(subject: Subject, found: tuple[Column, ...], chosen: Weight | None) -> tuple[Line, ...]:
    """All lines, the faintest first."""
    by_layer = {column.layer: column for column in found}
    largest = _largest(subject)
    made: list[Line] = []
    for column in found[1:]:
        gap = []
        for source in subject.step.before.sources(column.layer):
            gap += _between(subject, by_layer[subject.origin(source)], column, chosen)
        made += _with_pills(gap, chosen)
    scaled = [_scaled(line, largest) for line in made]
    return tuple(sorted(scaled, key=lambda line: (line.weight == chosen and chosen is not None, line.width)))


def _largest(subject: Subject) -> float:
    """The largest gradient of all weights: all lines share one scale."""
    sizes = [
        float(np.abs(parameter.gradient).max())
        for layer in subject.step.layers
        for name, parameter in layer.parameters.items()
        if name == "weight" and parameter.gradient is not None and parameter.gradient.size
    ]
    return max(sizes, default=0.0)


def _scaled(line: Line, largest: float) -> Line:
    if line.weight is None or not largest or not np.isfinite(line.gradient):
        return line
    width = max(LEAST, WIDEST * abs(line.gradient) / largest)
    return replace(line, width=width)


def _between(subject: Subject, source: Column, target: Column, chosen: Weight | None) -> list[Line]:
    pairs = [(one, other) for other in target.units for one in source.units]
    number = target.layer
    parameter = subject.step[number].parameters.get("weight")
    if not subject.weights_of(number) or parameter is None or parameter.gradient is None:
        return [Line((source.layer, one), (number, other)) for one, other in pairs]
    found = []
    for one, other in pairs:
        weight = _weight(subject, source, number, (one, other), parameter.gradient, chosen)
        if weight is not None:
            found.append(Line((source.layer, one), (number, other), weight, subject.gradient(weight)))
    return found


def _weight(
    subject: Subject,
    source: Column,
    number: int,
    pair: tuple[int, int],
    gradient: np.ndarray,
    chosen: Weight | None,
) -> Weight | None:
    """The weight that a line stands for: the only one between two units; where there are several, the chosen
    one or that of the largest gradient."""
    one, other = pair
    layer = subject.layer(number)
    if chosen is not None and (chosen.layer, chosen.name) == (number, "weight"):
        at = arrives_at(subject, chosen)
        is_from = source.kind == "plate" or (at is not None and at.unit == one)
        if is_from and chosen.index[-1 if layer.fully_connected else 0] == other:
            return chosen
    if layer.fully_connected:
        if source.kind == "units":
            return Weight(number, "weight", (one, other))
        each = subject.cells(source.layer) if source.kind == "maps" else len(gradient)
        first = one * each
        row = first + int(np.abs(gradient[first : first + each, other]).argmax())
        return Weight(number, "weight", (row, other))
    channels = layer.input_channels(other, subject.step.before.shapes[source.layer][0])
    if source.kind == "plate":
        cell = np.unravel_index(int(np.abs(gradient[other]).argmax()), gradient[other].shape)
        return Weight(number, "weight", (other, *(int(i) for i in cell)))
    if one not in channels:
        return None
    channel = channels.index(one)
    kernel = np.abs(gradient[other, channel])
    row_, column = np.unravel_index(int(kernel.argmax()), kernel.shape)
    return Weight(number, "weight", (other, channel, int(row_), int(column)))


def _with_pills(gap: list[Line], chosen: Weight | None) -> list[Line]:
    weighed = [line for line in gap if line.weight is not None]
    if len(weighed) <= MOST_PILLS:
        shown = {id(line) for line in weighed}
    else:
        ranked = sorted(weighed, key=lambda line: -abs(line.gradient))[:LARGEST]
        shown = {id(line) for line in (*ranked, *(one for one in weighed if one.weight == chosen))}
    return [replace(line, has_pill=id(line) in shown) for line in gap]
