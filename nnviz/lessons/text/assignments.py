"""Values that are held, and weights that are changed: what it is, an equals sign, its value."""

from __future__ import annotations

import re

from nnviz.lessons.model import Assign, Hold
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.source import Passage
from nnviz.lessons.text.targets import target

_HELD = re.compile(r"([za])\s+of\s+(.+)", re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r"(weight|bias|kernel)\b", re.IGNORECASE)


def hold(text: Passage, reader: Reader) -> Hold:
    """``z of 1:5 = 2``."""
    place, value = _sides(text, "z of 1:5 = 2")
    found = _HELD.fullmatch(place.text)
    if not found:
        raise place.error("What is held is the z or the a of a neuron: z of 1:5 = 2.")
    neuron = place.part(*found.span(2))
    made = Hold(target(neuron), found[1].lower(), reader.expression(value, "hold"))
    reader.name("hold", made, neuron.mark())
    return made


def assign(text: Passage, reader: Reader) -> Assign:
    """``bias of 1:0 = 0``."""
    place, value = _sides(text, "bias of 1:0 = 0")
    if not _PLACE.match(place.text):
        raise place.error("What is changed is a weight or a bias: bias of 1:0 = 0, weight of 1:8 -> 2:3 = 1.")
    made = Assign(reader.expression(place, "change"), reader.expression(value, "change"))
    reader.name("change", made, place.mark())
    return made


def _sides(text: Passage, example: str) -> tuple[Passage, Passage]:
    sides = list(text.split("="))
    if len(sides) != 2 or not all(side.text for side in sides):
        raise text.error(f"Here belongs one equals sign with something on both sides: {example}.")
    return sides[0], sides[1]
