"""The activation lab as a part of ``document.json``."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from nnviz.document.lab import LARGEST_Z, MOST_COMPARED, PARTS, Lab, LabView, Stack
from nnviz.engine.functions import activations
from nnviz.formats.schema import LabPart, LabViewPart, StackPart

MOST = 1e9


def part_of(lab: Lab) -> LabPart:
    """What is written of what was laid out."""
    return LabPart(
        [card.options() for card in lab.cards],
        [card.options() for card in lab.compared],
        lab.scores,
        lab.target,
        lab.temperature,
        lab.shifted,
        tuple((layer, function.options()) for layer, function in lab.replaced),
    )


def lab_of(part: LabPart) -> Lab:
    """The value that was written.

    Raises:
        NNVizError: a function isn't known, or a number is out of its bounds.
    """
    cards = tuple(activations.get(options) for options in part.cards)
    compared = tuple(activations.get(options) for options in part.compared)
    replaced = tuple((layer, activations.get(options)) for layer, options in part.replaced)
    return Lab(cards, compared, part.scores, part.target, part.temperature, part.shifted, replaced)


def view_part_of(view: LabView) -> LabViewPart | None:
    """What is written of what is looked at; None where it is as it always begins."""
    if view == LabView():
        return None
    names = (name for name in LabViewPart.__struct_fields__ if name not in ("stack", *_ENDLESS))
    ends: dict[str, Any] = {name: _finite(getattr(view, name)) for name in _ENDLESS}
    stack = StackPart(**asdict(view.stack))
    return LabViewPart(**{name: getattr(view, name) for name in names}, **ends, stack=stack)


def view_of(part: LabViewPart | None) -> LabView:
    """What was looked at; what can't be looked at any more begins anew.

    Raises:
        NNVizError: the stack is larger than one can be.
    """
    if part is None:
        return LabView()
    found = {name: getattr(part, name) for name in part.__struct_fields__}
    found["stack"] = Stack(**{name: getattr(part.stack, name) for name in part.stack.__struct_fields__})
    for name in _ENDLESS:
        found[name] = math.inf if found[name] is None else min(max(found[name], 0.0), MOST)
    if found["part"] not in PARTS:
        found["part"] = PARTS[0]
    if found["z"] is not None:
        found["z"] = min(max(found["z"], -LARGEST_Z), LARGEST_Z)
    least = {"score": 0, "layer": 1, "start_of": 0, "dying_layer": 0, "dying_unit": 0, "bend_stage": 0}
    for name, lowest in least.items():
        found[name] = max(found[name], lowest)
    found["starts"] = found["starts"][:MOST_COMPARED] or LabView().starts
    return LabView(**found)


_ENDLESS = ("softmax_seconds", "bend_seconds")
"""Places in time whose end is written as nothing."""


def _finite(seconds: float) -> float | None:
    return seconds if math.isfinite(seconds) else None
