"""Time on screen: which layer and phase a number of seconds falls in, and back. Pure functions of time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from nnviz.engine import Network
from nnviz.scene.time.phases import PHASES

LONGEST_PASS = 60.0
"""Seconds: a pass that would last longer shrinks, every phase alike."""


@dataclass(frozen=True)
class Phase:
    """A stretch of the timeline: one part of one layer's time. ``start`` and ``seconds`` at speed 1."""

    layer: int
    name: str
    start: float
    seconds: float

    @property
    def end(self) -> float:
        """Where the next phase starts, in seconds."""
        return self.start + self.seconds


@dataclass(frozen=True)
class Moment:
    """Where playback stands: progress 0..1 through a phase of a layer. ``index`` counts phases from 0."""

    layer: int
    phase: str
    progress: float
    index: int


@dataclass(frozen=True)
class Timeline:
    """All phases of one forward pass in order; layer 0 is the input."""

    phases: tuple[Phase, ...]

    @property
    def seconds(self) -> float:
        """Length of the pass at speed 1."""
        return self.phases[-1].end

    @cached_property
    def _starts(self) -> list[float]:
        return [phase.start for phase in self.phases]

    def moment(self, seconds: float) -> Moment:
        """Return the moment at ``seconds``, clamped to the pass. A boundary belongs to the later phase."""
        seconds = min(max(seconds, 0.0), self.seconds)
        index = max(bisect_right(self._starts, seconds) - 1, 0)
        phase = self.phases[index]
        is_over = seconds >= self.seconds  # or rounding could leave the last phase a hair's breadth open
        progress = 1.0 if is_over else min(1.0, (seconds - phase.start) / phase.seconds)
        return Moment(phase.layer, phase.name, progress, index)

    def start_of_layer(self, layer: int) -> float:
        """Seconds at which a layer's first phase starts."""
        return next(phase.start for phase in self.phases if phase.layer == layer)

    def step(self, seconds: float, phases: int) -> float:
        """Move by whole phases: forward to the next start, back to this start, or the one before."""
        marks = [*self._starts, self.seconds]
        here = min(max(seconds, 0.0), self.seconds)
        return _neighbour(marks, here, phases)

    def step_layer(self, seconds: float, layers: int) -> float:
        """Move by whole layers, as :meth:`step` does by phases."""
        marks = [p.start for i, p in enumerate(self.phases) if i == 0 or p.layer != self.phases[i - 1].layer]
        here = min(max(seconds, 0.0), self.seconds)
        return _neighbour([*marks, self.seconds], here, layers)


def timeline(network: Network) -> Timeline:
    """Lay the phases of one forward pass through ``network`` end to end."""
    names: list[tuple[int, str]] = [(0, "input")]
    for number, layer in enumerate(network.layers, start=1):
        names += [(number, name) for name in layer.phases]
    total = sum(PHASES[name].seconds for _, name in names)
    scale = min(1.0, LONGEST_PASS / total)
    phases = []
    start = 0.0
    for number, name in names:
        seconds = PHASES[name].seconds * scale
        phases.append(Phase(number, name, start, seconds))
        start += seconds
    return Timeline(tuple(phases))


def is_shrunk(line: Timeline) -> bool:
    """Whether the pass was too long for its natural pace, so that the transport shows layers, not phases."""
    first = line.phases[0]
    return first.seconds < PHASES[first.name].seconds


def _neighbour(marks: list[float], here: float, steps: int) -> float:
    near = 1e-6
    if steps > 0:
        later = [mark for mark in marks if mark > here + near]
        return later[min(steps, len(later)) - 1] if later else marks[-1]
    earlier = [mark for mark in marks if mark < here - near]
    return earlier[max(len(earlier) + steps, 0)] if earlier else marks[0]
