"""The parameters of an activation function that a person may move: in steps that are exact decimals."""

from __future__ import annotations

import math
from dataclasses import replace

from nnviz.engine import ActivationFunction
from nnviz.scene.words import names
from nnviz.scene.words.numbers import typed

FEWEST, MOST = 2, 6
"""Decimals that a parameter is shown with: as many as it has, between these."""
STEPS, PLACES = 100, 1000
"""About so many steps of the keyboard, and so many places of the pointer, lead across a range."""


def movable(function: ActivationFunction | None) -> tuple[str, ...]:
    """The names of a function's parameters; none where training moves them."""
    return () if function is None or function.learned else tuple(function.parameter_ranges)


def with_parameter(function: ActivationFunction, name: str, value: float) -> ActivationFunction:
    """The same function with another parameter: the nearest one that it takes."""
    found = nearest(function, name, value)
    return function if found == function.parameters[name] else replace(function, **{name: found})


def nearest(function: ActivationFunction, name: str, value: float) -> float:
    """The value of a parameter that comes nearest to what is wanted."""
    low, high = function.parameter_ranges[name]
    value = min(max(value, low), high)
    choices = function.parameter_choices.get(name, ())
    return min(choices, key=lambda choice: abs(choice - value), default=value)


def step(function: ActivationFunction, name: str) -> float:
    """From one choice to the next, or else a power of ten that suits the range."""
    low, high = function.parameter_ranges[name]
    choices = function.parameter_choices.get(name, ())
    if choices:
        return (high - low) / max(len(choices) - 1, 1)
    return float(f"1e{round(math.log10((high - low) / STEPS))}")


def places(function: ActivationFunction, name: str) -> int:
    """Decimals that tell the places of a pointer apart: so long are the numbers that it gives."""
    low, high = function.parameter_ranges[name]
    return max(0, math.ceil(-math.log10((high - low) / PLACES)))


def decimals(value: float) -> int:
    """As many decimals as show a parameter."""
    return next((n for n in range(FEWEST, MOST) if round(value, n) == value), MOST)


def text(function: ActivationFunction, name: str) -> str:
    """``α = 0.30``."""
    value = function.parameters[name]
    return f"{names.parameter(name)} = {typed(value, decimals(value))}"
