"""Places in a pass, and stretches of it that are played."""

from __future__ import annotations

import re

from nnviz.engine.names import nearest
from nnviz.lessons.model import Play, When
from nnviz.lessons.text.source import Passage
from nnviz.scene.time.phases import PHASES

SLOWEST, FASTEST = 0.25, 4.0
_STEP = re.compile(r"step\s+([0-9]{1,3})")
_LAYER = re.compile(r"layer\s+([0-9]{1,4})(?:\s+(?!start\b|end\b)([^\s]+))?(?:\s+(start|end))?")
_AT = re.compile(r"at\s+(\S+?)(?:\s+speed)?")
_SPEEDS = {"half": 0.5, "quarter": 0.25, "double": 2.0, "normal": 1.0, "full": 1.0}
_FORMS = "start, end, layer 1, layer 1 sum, layer 1 sum end"


def when(text: Passage) -> When:
    """A place in a pass."""
    said = text.text.lower()
    if said in ("start", "end"):
        return When(at_end=said == "end")
    if found := _STEP.fullmatch(said):
        return When(step=int(found[1]))
    if not (found := _LAYER.fullmatch(said)):
        raise text.error(f'"{said[:60]}" is no place in a pass; write {_FORMS}, or step 2 in the lab.')
    phase = found[2] or ""
    if phase and phase not in PHASES:
        meant = nearest(phase, (*PHASES, "end", "start"))
        hint = f'did you mean "{meant}"? ' if meant else ""
        sentence = f'There is no phase "{phase}"; {hint}Choose from {", ".join(PHASES)}.'
        raise text.error(sentence, found.start(2))
    return When(int(found[1]), phase, at_end=found[3] == "end")


def play(text: Passage) -> Play:
    """A stretch of a pass: from where to where, how fast, and whether it starts by itself."""
    stretch, *options = text.split(",")
    ends = list(stretch.split(r"\s+to\s+"))
    if len(ends) != 2:
        raise stretch.error("A stretch of the pass goes from one place to another: start to end.")
    start, end = (when(one) for one in ends)
    if start.step is not None or end.step is not None:
        raise stretch.error("What is played is a stretch of the pass; the lab's steps are played by hand.")
    speed, by_itself = 1.0, False
    for option in options:
        if option.text.lower() == "by itself":
            by_itself = True
        elif found := _AT.fullmatch(option.text.lower()):
            speed = _speed(option.part(*found.span(1)))
        else:
            raise option.error("After a stretch stands how it is played: at half speed, at 0.5, by itself.")
    return Play(start, end, speed, by_itself)


def _speed(text: Passage) -> float:
    said = text.text.lower()
    try:
        value = _SPEEDS[said] if said in _SPEEDS else float(said)
    except ValueError:
        raise text.error(f'"{said[:20]}" is no speed; write half, double, or a number such as 0.5.') from None
    if not SLOWEST <= value <= FASTEST:
        raise text.error(f"The speed goes from {SLOWEST:g} to {FASTEST:g}.")
    return value
