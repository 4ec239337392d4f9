"""The time of one step: forward, loss, backward layer by layer, update, and the loss after. It always runs to
the right, even where the picture runs to the left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nnviz.scene.step.subject import Subject
from nnviz.scene.words import names

Kind = Literal["forward", "loss", "a", "z", "w", "update", "after"]
SECONDS: dict[Kind, float] = {
    "forward": 0.5,
    "loss": 0.5,
    "a": 0.9,
    "z": 0.9,
    "w": 0.9,
    "update": 1.2,
    "after": 0.5,
}
"""What each kind of block takes at speed 1."""
LONGEST = 30.0
"""Seconds of a whole step; in a deeper network every block takes less, all alike."""


@dataclass(frozen=True)
class Block:
    """One stretch of the step. ``layer`` is 0 where it is of none; ``group`` is what stands below it."""

    kind: Kind
    layer: int
    start: float
    title: str
    group: str
    seconds: float

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + self.seconds


def blocks(subject: Subject) -> tuple[Block, ...]:
    """All of them, in order."""
    rows: list[tuple[Kind, int, str, str]] = []
    last = subject.last
    drawn = [number for number in range(1, last + 1) if not subject.passes_on(number)]
    for number in drawn:
        rows.append(("forward", number, names.layer(subject.document, number), "Forward"))
    rows.append(("loss", 0, "Loss", "Loss"))
    for number in reversed(drawn):
        rows += [(kind, number, title, _group(subject, number)) for kind, title in _backward(subject, number)]
    rows += [("update", 0, "w − η·g", "Update"), ("after", 0, "L", "After")]
    share = min(1.0, LONGEST / sum(SECONDS[kind] for kind, *_ in rows))
    found, start = [], 0.0
    for kind, number, title, group in rows:
        found.append(Block(kind, number, start, title, group, SECONDS[kind] * share))
        start = found[-1].end
    return tuple(found)


def _backward(subject: Subject, number: int) -> list[tuple[Kind, str]]:
    """What a layer has slopes of: ∂L/∂a, ∂L/∂z where that is another thing, ∂L/∂w where there are any."""
    step, layer = subject.step[number], subject.layer(number)
    if step.gradient_a is None and step.gradient_z is None:
        return []
    found: list[tuple[Kind, str]] = [("a", f"∂L/∂{'ŷ' if number == subject.last else 'a'}")]
    if layer.activation is not None:
        found.append(("z", "∂L/∂z"))
    if any(parameter.gradient is not None for parameter in step.parameters.values()):
        found.append(("w", "∂L/∂w"))
    return found


def _group(subject: Subject, number: int) -> str:
    return f"Backward, {names.layer_in_sentence(subject.document, number)}"


def end(found: tuple[Block, ...]) -> float:
    """When the step is over."""
    return found[-1].end


def at(found: tuple[Block, ...], seconds: float) -> tuple[Block, float]:
    """(the block under way, how far it has come, 0 to 1). Where one ends and the next begins, the one that
    has ended is shown: who steps on sees what it has made."""
    seconds = min(max(seconds, 0.0), end(found))
    block = next((block for block in found if seconds <= block.end + 1e-9), found[-1])
    return block, min(max((seconds - block.start) / block.seconds, 0.0), 1.0)


def passed(found: tuple[Block, ...], seconds: float, kind: Kind, layer: int = 0) -> float:
    """How far the block of this kind and layer has come: 0 before it, 1 after it or where there is none."""
    for block in found:
        if (block.kind, block.layer) == (kind, layer):
            return min(max((seconds - block.start) / block.seconds, 0.0), 1.0)
    return 1.0


def stepped(found: tuple[Block, ...], seconds: float, steps: int) -> float:
    """Whole blocks forward or back: to the end of the next one, or to the end of the one before."""
    ends = [0.0, *(block.end for block in found)]
    if steps > 0:
        later = [moment for moment in ends if moment > seconds + 1e-6]
        return later[min(steps, len(later)) - 1] if later else ends[-1]
    earlier = [moment for moment in ends if moment < seconds - 1e-6]
    return earlier[max(len(earlier) + steps, 0)] if earlier else 0.0
