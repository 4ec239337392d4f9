"""Which options a kind of layer offers, as data: their words, the values to choose from, how they are set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from nnviz.document.reasons import option_text
from nnviz.engine import Layer


@dataclass(frozen=True)
class Field:
    """One option. With ``choices`` it has chips, without it is a stepper for whole numbers."""

    option: str
    text: str
    choices: tuple[Any, ...] = ()


_PADDING = Field("padding", "Padding", (0, 1, 2, "same"))
_POOLING = (
    Field("kernel", "Window", (2, 3, 4)),
    Field("stride", "Stride", (1, 2, 3, 4)),
    Field("padding", "Padding", (0, 1)),
)
FIELDS: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "Dense": (Field("units", "Neurons"), Field("bias", "Bias", (True, False))),
        "Conv2D": (
            Field("filters", "Filters"),
            Field("kernel", "Kernel", (1, 3, 5, 7)),
            Field("stride", "Stride", (1, 2, 3, 4)),
            _PADDING,
            Field("dilation", "Dilation", (1, 2, 4)),
        ),
        "MaxPool2D": _POOLING,
        "AveragePool2D": _POOLING,
        "Dropout": (Field("rate", "Rate", (0.1, 0.2, 0.3, 0.5, 0.7)),),
    }
)
"""A kind's options in the order they are shown; a kind that isn't here has none."""


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


def value_of(layer: Layer, option: str) -> Any:
    """The value that a layer has, in the form of the choices."""
    return plain(layer.options()[option])


def choices_of(layer: Layer, field: Field) -> tuple[Any, ...]:
    """What can be chosen, the present value among them."""
    now = value_of(layer, field.option)
    if now in field.choices:
        return field.choices
    numbers = [choice for choice in (*field.choices, now) if isinstance(choice, (int, float))]
    words = [choice for choice in (*field.choices, now) if not isinstance(choice, (int, float))]
    return (*sorted(numbers), *words)
