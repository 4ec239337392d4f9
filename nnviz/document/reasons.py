"""Why weights start again, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nnviz.document.draft import DraftRow, Origin
from nnviz.engine import Layer
from nnviz.engine.arrays import Shape, shape_text
from nnviz.engine.numbers import amount

SHAPING = {"kernel": "kernel", "filters": "filters", "units": "neurons", "groups": "groups"}
"""The options on which the shapes of weights depend, and what people call them."""


def option_text(value: Any) -> str:
    """An option's value as people read it: "5 × 5", "same", "2"."""
    if isinstance(value, (list, tuple)):
        return shape_text(value)
    if isinstance(value, dict):
        return str(value.get("name", value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def changes(origin: Origin, layer: Layer) -> list[tuple[str, str, str]]:
    """What is other than before: (option, before, now)."""
    before, now = origin.layer.options(), layer.options()
    return [
        (name, option_text(before[name]), option_text(now[name]))
        for name in now
        if name not in ("name", "inputs") and name in before and before[name] != now[name]
    ]


def why_new(row: DraftRow, inputs: Sequence[Shape]) -> str:
    """Half a sentence that follows the layer's name: "went from 3 × 3 to 5 × 5"."""
    if row.is_reset:
        return "was reset"
    if row.origin is None:
        return "is new"
    for name, before, now in changes(row.origin, row.layer):
        if name == "kernel":
            return f"went from {before} to {now}"
        if name in SHAPING:
            return f"went from {before} to {now} {SHAPING[name]}"
    return f"now takes {_text(inputs)}, not {_text(row.origin.input_shapes)}"


def _text(shapes: Sequence[Shape]) -> str:
    if len(shapes) == 1 and len(shapes[0]) == 1:
        return amount(shapes[0][0], "number")
    if len(shapes) == 1 and len(shapes[0]) == 3:
        return amount(shapes[0][0], "map")
    return " and ".join(shape_text(shape) for shape in shapes)
