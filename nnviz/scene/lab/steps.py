"""Time in the lab: parts that go step by step, and where each of them stands. All steps take as long."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from nnviz.document.lab import LabView

SECONDS = 1.6
"""What one step takes at speed 1."""
COUNTS: Mapping[str, int] = MappingProxyType({"softmax": 6, "bend": 4})
"""Part -> how many steps it has. The other parts have no time of their own."""


def end(part: str) -> float:
    """Seconds from the first step's beginning to the last one's end."""
    return COUNTS[part] * SECONDS


def seconds(view: LabView) -> float:
    """Where the part that is shown stands, from 0 to its :func:`end`."""
    return min(max(float(getattr(view, f"{view.part}_seconds")), 0.0), end(view.part))


def moved(view: LabView, to: float) -> LabView:
    """The part that is shown stands elsewhere on its timeline, no further than its ends."""
    return replace(view, **{f"{view.part}_seconds": min(max(to, 0.0), end(view.part))})  # type: ignore[arg-type]


def current(view: LabView) -> tuple[int, float]:
    """(step, progress): the step from 1, and how far it has come, 0 to 1. Where one step ends and the next
    begins, the one that has ended is shown: who steps on or jumps sees what it has made."""
    passed = seconds(view) / SECONDS
    step = max(math.ceil(passed - 1e-9) - 1, 0)
    return step + 1, min(passed - step, 1.0)


def stepped(view: LabView, steps: int) -> LabView:
    """Whole steps forward or back: to the end of the next one, or to the end of the one before."""
    passed = seconds(view) / SECONDS
    to = math.floor(passed + 1e-9) + steps if steps > 0 else math.ceil(passed - 1e-9) + steps
    return moved(view, to * SECONDS)
