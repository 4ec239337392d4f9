"""How far one layer's arithmetic has come at a moment: a pure function of the moment."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.scene.time.easing import in_out_sine, out_cubic
from nnviz.scene.time.playback import Moment

SECTION_OF_PHASE = {
    "multiply": "multiply",
    "scan": "multiply",
    "sum": "sum",
    "activate": "activate",
    "pass": "activate",
    "centre": "multiply",
    "scale": "sum",
    "stretch": "sum",
    "shift": "activate",
    "input": "input",
}


@dataclass(frozen=True)
class SectionProgress:
    """``current`` names the section whose phase runs, or is None; ``summed`` and ``activated`` go 0..1."""

    current: str | None
    summed: float
    activated: float


def unreached(moment: Moment, layer: int) -> frozenset[str]:
    """The sections of ``layer`` whose phase hasn't begun at ``moment``."""
    if moment.layer > layer:
        return frozenset()
    if moment.layer < layer:
        return frozenset(SECTION_OF_PHASE.values())
    order = ("input", "multiply", "sum", "activate")
    current = order.index(SECTION_OF_PHASE.get(moment.phase, "activate"))
    return frozenset(order[current + 1 :])


def stage(moment: Moment, layer: int) -> SectionProgress:
    """Where ``layer`` stands at ``moment``."""
    if moment.layer != layer:
        done = 1.0 if moment.layer > layer else 0.0
        return SectionProgress(None, done, done)
    section = SECTION_OF_PHASE.get(moment.phase, "multiply")
    if section == "sum":
        return SectionProgress(section, out_cubic(moment.progress), 0.0)
    if section == "activate":
        return SectionProgress(section, 1.0, in_out_sine(moment.progress))
    return SectionProgress(section, 0.0, 0.0)
