"""What a newcomer is shown on the first network: three things to do, each ended by doing it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstStep:
    """``name`` says where it is done: ``"play"``, ``"number"`` or ``"zoom"``; ``words`` what to do there, and
    ``otherwise`` where nothing of the kind can be pointed at."""

    name: str
    words: str
    otherwise: str = ""


STEPS = (
    FirstStep("play", "Play it: press here, or Space"),
    FirstStep(
        "number",
        "Take this number: drag it up or down",
        "Take a number: press a neuron here, then drag a weight",
    ),
    FirstStep("zoom", "Zoom in: turn the wheel here, or press +"),
)


def said(number: int, is_pointed_at: bool = True) -> tuple[str, str]:
    """(what to do, which one of how many) of a step, counted from 0. ``is_pointed_at``: what it speaks of is
    seen."""
    step = STEPS[number]
    words = step.words if is_pointed_at or not step.otherwise else step.otherwise
    return words, f"{number + 1} of {len(STEPS)}"
