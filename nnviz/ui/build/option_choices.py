"""What can be chosen for an option of a layer, and how the choices read."""

from __future__ import annotations

from typing import Any

from nnviz.document.reasons import option_text
from nnviz.engine import Layer
from nnviz.engine.layers.base import Option


def choice_text(value: Any) -> str:
    """A choice as its chip shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return option_text(plain(value))


def plain(value: Any) -> Any:
    """An option's value with equal pairs as one number and no padding as 0."""
    if value == "valid":
        return 0
    if isinstance(value, (list, tuple)) and len(set(value)) == 1:
        return value[0]
    return tuple(value) if isinstance(value, list) else value


def value_of(layer: Layer, name: str) -> Any:
    """The value that a layer has, in the form of the choices."""
    return plain(layer.options()[name])


def choices_of(layer: Layer, option: Option) -> tuple[Any, ...]:
    """What can be chosen, the present value among them."""
    now = value_of(layer, option.name)
    if now in option.choices:
        return option.choices
    numbers = [choice for choice in (*option.choices, now) if isinstance(choice, (int, float))]
    words = [choice for choice in (*option.choices, now) if not isinstance(choice, (int, float))]
    return (*sorted(numbers), *words)
