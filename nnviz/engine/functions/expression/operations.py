"""What a formula can be made of: signs and functions, each with its value and its slope.

A dual number is (value, slope): how a value moves with z is carried along with it, by the rules of calculus
(Wengert 1964, A simple automatic derivative evaluation program). Both are arrays of one shape, or numbers; a
slope of None does not move with z at all.

At a corner, as of max(0, z) at 0, the slope is the number nearest 0 that lies between the slopes of both
sides: 0 for max(0, z) and abs(z), 0.1 for max(0.1*z, z), as nnviz's own ReLU and leaky ReLU have it. What
does not move with z gives a slope of 0, however steep the function that is taken of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from nnviz.engine.functions.expression import slopes
from nnviz.engine.functions.expression.slopes import Dual, Value
from nnviz.engine.functions.expression.special import erf
from nnviz.engine.functions.smooth import logistic, softplus

CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": math.pi, "e": math.e})
MOST_ARGUMENTS = 16
"""Values that max and min are taken of, or that are compared, at most."""


@dataclass(frozen=True)
class Operation:
    """``value`` takes ``least`` to ``most`` arrays, ``dual`` so many dual numbers; ``example`` is its use."""

    name: str
    value: Callable[..., Value]
    dual: Callable[..., Dual]
    example: str = ""
    least: int = 1
    most: int = 1


def _of_one(name: str, value: Callable[[Any], Value], rate: Callable[[Any, Any], Value]) -> Operation:
    """A smooth function of one number; ``rate(x, f(x))`` is its derivative."""

    def dual(of: Dual) -> Dual:
        x, slope = of
        found = value(x)
        return found, None if slope is None else slopes.chained(rate(x, found), slope)

    return Operation(name, value, dual, f"{name}(z)")


def _flat(name: str, value: Callable[[Any], Value]) -> Operation:
    """A function of steps: its slope is 0 wherever it has one."""
    return Operation(name, value, lambda of: (value(of[0]), None), f"{name}(z)")


def _tanh_rate(x: Value, _: Value) -> Value:
    # 1 − tanh² loses its digits in the tail; 4e^−2|x| / (1 + e^−2|x|)² does not.
    tail = np.exp(-2 * np.abs(x))
    return 4 * tail / (1 + tail) ** 2


def _maximum(*values: Value) -> Value:
    found = values[0]
    for value in values[1:]:
        found = np.maximum(found, value)
    return found


def _minimum(*values: Value) -> Value:
    found = values[0]
    for value in values[1:]:
        found = np.minimum(found, value)
    return found


def _largest(*duals: Dual) -> Dual:
    found = duals[0]
    for dual in duals[1:]:
        found = slopes.chosen(np.maximum(found[0], dual[0]), found, dual)
    return found


def _smallest(*duals: Dual) -> Dual:
    found = duals[0]
    for dual in duals[1:]:
        found = slopes.chosen(np.minimum(found[0], dual[0]), found, dual)
    return found


def _where(condition: Value, this: Value, that: Value) -> Value:
    return np.where(np.isnan(condition), np.nan, np.where(condition != 0, this, that))


def _where_dual(condition: Dual, this: Dual, that: Dual) -> Dual:
    value = _where(condition[0], this[0], that[0])
    if this[1] is None and that[1] is None:
        return value, None
    return value, np.where(condition[0] != 0, slopes.number(this[1]), slopes.number(that[1]))


def compared(signs: Sequence[str], values: Sequence[Value]) -> Value:
    """1 where all comparisons hold, as in 0 < z < 1, 0 where one doesn't; NaN where one isn't a number."""
    holds: Any = True
    unknown: Any = False
    for sign, left, right in zip(signs, values[:-1], values[1:], strict=True):
        holds = holds & COMPARISONS[sign](left, right)
        unknown = unknown | np.isnan(left) | np.isnan(right)
    return np.where(unknown, np.nan, np.where(holds, 1.0, 0.0))


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "==": np.equal,
        "!=": np.not_equal,
    }
)

SIGNS: Mapping[str, Operation] = MappingProxyType(
    {
        "negative": Operation("negative", np.negative, slopes.negative),
        "+": Operation("+", np.add, slopes.add, least=2, most=2),
        "-": Operation("-", np.subtract, slopes.subtract, least=2, most=2),
        "*": Operation("*", np.multiply, slopes.multiply, least=2, most=2),
        "/": Operation("/", np.divide, slopes.divide, least=2, most=2),
        "**": Operation("**", slopes.power_value, slopes.power, least=2, most=2),
    }
)

_ZERO: Dual = (0.0, None)
_TABLE = (
    _of_one("exp", np.exp, lambda x, v: v),
    _of_one("expm1", np.expm1, lambda x, v: np.exp(x)),
    _of_one("log", np.log, lambda x, v: 1 / x),
    _of_one("ln", np.log, lambda x, v: 1 / x),
    _of_one("log1p", np.log1p, lambda x, v: 1 / (1 + x)),
    _of_one("sqrt", np.sqrt, lambda x, v: 0.5 / v),
    Operation("abs", np.abs, lambda of: (np.abs(of[0]), slopes.scaled(np.sign(of[0]), of[1])), "abs(z)"),
    _flat("sign", np.sign),
    _flat("floor", np.floor),
    _of_one("sin", np.sin, lambda x, v: np.cos(x)),
    _of_one("cos", np.cos, lambda x, v: -np.sin(x)),
    _of_one("tan", np.tan, lambda x, v: 1 + v * v),
    _of_one("atan", np.arctan, lambda x, v: 1 / (1 + x * x)),
    _of_one("sinh", np.sinh, lambda x, v: np.cosh(x)),
    _of_one("cosh", np.cosh, lambda x, v: np.sinh(x)),
    _of_one("tanh", np.tanh, _tanh_rate),
    _of_one("sigmoid", logistic, lambda x, v: logistic(x) * logistic(-x)),
    _of_one("softplus", softplus, lambda x, v: logistic(x)),
    Operation("relu", lambda x: np.maximum(x, 0.0), lambda of: _largest(_ZERO, of), "relu(z)"),
    _of_one("erf", erf, lambda x, v: 2 / math.sqrt(math.pi) * np.exp(-x * x)),
    Operation("max", _maximum, _largest, "max(0, z)", 2, MOST_ARGUMENTS),
    Operation("min", _minimum, _smallest, "min(z, 6)", 2, MOST_ARGUMENTS),
    Operation(
        "clip",
        lambda x, low, high: np.minimum(np.maximum(x, low), high),
        lambda x, low, high: _smallest(_largest(x, low), high),
        "clip(z, 0, 6)",
        3,
        3,
    ),
    Operation("where", _where, _where_dual, "where(z > 0, z, 0)", 3, 3),
)
FUNCTIONS: Mapping[str, Operation] = MappingProxyType({one.name: one for one in _TABLE})
"""Every function that a formula can use, by name."""
