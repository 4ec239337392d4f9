"""All that the page of one step shows, as one value; and the same at a moment of its time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain as joined

import numpy as np

from nnviz.scene.step.blocks import Block, at, blocks, end, passed
from nnviz.scene.step.chain import Link, chain
from nnviz.scene.step.columns import columns
from nnviz.scene.step.lines import Line, lines
from nnviz.scene.step.nudges import Nudge, nudges
from nnviz.scene.step.path import path
from nnviz.scene.step.places import Places, Point, most_rows, places
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.step.update import Update, update

SIX_DIGITS = 1.24
"""How much wider boxes and pills are with six digits after the point."""


@dataclass(frozen=True, eq=False)
class Picture:
    """What doesn't depend on time. ``weight`` is the number in hand; None where nothing can learn."""

    subject: Subject
    weight: Weight | None
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    nudges: tuple[Nudge, ...]
    update: Update | None
    lines: tuple[Line, ...]
    places: Places
    walk: tuple[Weight, ...]

    @property
    def end(self) -> float:
        """Seconds of all of it."""
        return end(self.blocks)


def picture(subject: Subject, chosen: Weight | None, panel: Point) -> Picture:
    """Lay a step out in a panel of the spec's pixels. What can't be chosen is as if nothing were."""
    weight = chosen if chosen is not None and subject.has(chosen) else subject.largest
    way = () if weight is None else path(subject, weight)
    stacked = columns(subject, weight, way, most_rows(panel))
    found = lines(subject, stacked, weight)
    wide = SIX_DIGITS if subject.digits > 3 else 1.0
    return Picture(
        subject,
        weight,
        blocks(subject),
        () if weight is None else chain(subject, weight),
        () if weight is None else nudges(subject, weight),
        None if weight is None else update(subject, weight),
        found,
        places(stacked, found, panel, wide),
        _walk(subject, found),
    )


def _walk(subject: Subject, found: tuple[Line, ...]) -> tuple[Weight, ...]:
    """The numbers that keys go through: neuron by neuron its weights, then its bias."""
    weighed = sorted(found, key=lambda line: (line.target, line.source))
    by_target: dict[tuple[int, int], list[Weight]] = {}
    for line in weighed:
        if line.weight is not None:
            by_target.setdefault(line.target, []).append(line.weight)
    for (layer, unit), own in by_target.items():
        bias = Weight(layer, "bias", (unit,))
        if subject.has(bias):
            own.append(bias)
    return tuple(joined.from_iterable(by_target.values()))


def in_kernel(subject: Subject, weight: Weight, by: int) -> Weight:
    """The next cell of the same kernel, or the one before; the first after the last."""
    if weight.name != "weight" or not subject.layer(weight.layer).has_kernels:
        return weight
    shape = subject.step[weight.layer].parameters["weight"].before.shape[1:]
    place = int(np.ravel_multi_index(weight.index[1:], shape)) + by
    inner = np.unravel_index(place % int(np.prod(shape)), shape)
    return Weight(weight.layer, weight.name, (weight.index[0], *(int(i) for i in inner)))


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture at a moment, read as ``reading``."""

    picture: Picture
    seconds: float
    reading: str = "chain"

    @property
    def subject(self) -> Subject:
        """Of what it is."""
        return self.picture.subject

    @property
    def moment(self) -> tuple[Block, float]:
        """The block under way, and how far it has come."""
        return at(self.picture.blocks, self.seconds)

    def share(self, kind: str, layer: int = 0) -> float:
        """How far the block of this kind and layer has come, 0 to 1."""
        return passed(self.picture.blocks, self.seconds, kind, layer)  # type: ignore[arg-type]

    def has(self, kind: str, layer: int = 0) -> bool:
        """Whether what that block gives can be seen: no slope shows before its block."""
        return self.share(kind, layer) > 0.0

    def has_slope(self, kind: str, layer: int) -> bool:
        """The same of a slope: ∂L/∂z that is ∂L/∂a comes with that."""
        own = any((block.kind, block.layer) == (kind, layer) for block in self.picture.blocks)
        return self.has(kind if own else "a", layer)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the chain that have come by now."""
        return tuple(link for link in self.picture.links if self.has_slope(link.kind, link.layer))
