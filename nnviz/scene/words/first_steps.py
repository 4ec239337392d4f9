"""What a newcomer is shown on the first network: three things to do, each ended by doing it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FirstStep:
    """``name`` says where it is done: ``"play"``, ``"number"`` or ``"zoom"``; ``words`` what to do there."""

    name: str
    words: str


STEPS = (
    FirstStep("play", "Play it: press here, or Space"),
    FirstStep("number", "Take this number: drag it up or down"),
    FirstStep("zoom", "Zoom in: turn the wheel here, or press +"),
)


def said(number: int) -> tuple[str, str]:
    """(what to do, which one of how many) of a step, counted from 0."""
    return STEPS[number].words, f"{number + 1} of {len(STEPS)}"
