"""A formula as LaTeX, with the commands that ziamath knows and no more brackets than it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

from nnviz.engine.functions.expression.reading import Step


class Binds(IntEnum):
    """How tightly a part holds together: what binds less than is needed stands in brackets."""

    COMPARISON = 0
    CHOICE = 1
    SUM = 2
    SIGNED = 3
    PRODUCT = 4
    FRACTION = 5
    POWER = 6
    WHOLE = 7


@dataclass(frozen=True)
class Part:
    """A part of a formula in LaTeX."""

    text: str
    binds: Binds = Binds.WHOLE

    def at_least(self, binds: Binds) -> str:
        """The part where something stands beside it that binds so tightly."""
        if self.binds >= binds:
            return self.text
        # A comparison that is computed with is 1 or 0: Iverson's bracket.
        return f"[{self.text}]" if self.binds is Binds.COMPARISON else f"({self.text})"

    @property
    def alone(self) -> str:
        """The part where nothing stands beside it."""
        return self.at_least(Binds.CHOICE)


def latex(steps: Sequence[Step]) -> str:
    """The formula without the f(z) = before it."""
    parts: list[Part] = []
    for step in steps:
        taken = parts[len(parts) - step.count :]
        del parts[len(parts) - step.count :]
        parts.append(_part(step, taken))
    return parts[0].alone


def _part(step: Step, taken: Sequence[Part]) -> Part:
    if step.symbol == "z":
        return Part("z")
    if step.symbol == "number":
        return Part(r"\pi" if step.name == "pi" else "e") if step.name else _number(step.number)
    if step.symbol == "compare":
        signs = (_COMPARISONS[sign] for sign in step.signs)
        pieces = [f"{sign} {part.at_least(Binds.SUM)}" for sign, part in zip(signs, taken[1:], strict=True)]
        return Part(" ".join([taken[0].at_least(Binds.SUM), *pieces]), Binds.COMPARISON)
    if step.symbol in _FORMS:
        return _FORMS[step.symbol](*taken)
    name = _NAMES.get(step.symbol, rf"\text{{{step.symbol}}}")
    return Part(f"{name}({', '.join(part.alone for part in taken)})")


def _number(value: float) -> Part:
    digits, _, exponent = f"{value!r}".removesuffix(".0").partition("e")
    if not exponent:
        return Part(digits)
    power = f"10^{{{int(exponent)}}}"
    if digits == "1":
        return Part(power, Binds.POWER)
    return Part(rf"{digits} \cdot {power}", Binds.PRODUCT)


def _minus(of: Part) -> Part:
    return Part(f"-{of.at_least(Binds.PRODUCT)}", Binds.SIGNED)


def _sum(left: Part, right: Part) -> Part:
    return Part(f"{left.at_least(Binds.SUM)} + {right.at_least(Binds.PRODUCT)}", Binds.SUM)


def _difference(left: Part, right: Part) -> Part:
    return Part(f"{left.at_least(Binds.SUM)} - {right.at_least(Binds.PRODUCT)}", Binds.SUM)


def _product(left: Part, right: Part) -> Part:
    first, second = left.at_least(Binds.SIGNED), right.at_least(Binds.FRACTION)
    between = r"\cdot" if second[0].isdigit() or second.startswith("[") else r"\,"
    binds = Binds.SIGNED if left.binds is Binds.SIGNED else Binds.PRODUCT
    return Part(f"{first} {between} {second}", binds)


def _fraction(above: Part, below: Part) -> Part:
    return Part(rf"\frac{{{above.alone}}}{{{below.alone}}}", Binds.FRACTION)


def _power(base: Part, exponent: Part) -> Part:
    return Part(f"{base.at_least(Binds.WHOLE)}^{{{exponent.alone}}}", Binds.POWER)


def _where(condition: Part, this: Part, that: Part) -> Part:
    holds = condition.text if condition.binds is Binds.COMPARISON else rf"{condition.alone} \neq 0"
    return Part(
        rf"{this.at_least(Binds.SUM)} \text{{ if }} {holds}, \text{{ else }} {that.alone}", Binds.CHOICE
    )


_FORMS: Mapping[str, Callable[..., Part]] = MappingProxyType(
    {
        "positive": lambda of: of,
        "negative": _minus,
        "+": _sum,
        "-": _difference,
        "*": _product,
        "/": _fraction,
        "**": _power,
        "exp": lambda of: Part(f"e^{{{of.alone}}}", Binds.POWER),
        "expm1": lambda of: Part(f"e^{{{of.alone}}} - 1", Binds.SUM),
        "log1p": lambda of: Part(rf"\ln(1 + {of.at_least(Binds.PRODUCT)})"),
        "sqrt": lambda of: Part(rf"\sqrt{{{of.alone}}}"),
        "abs": lambda of: Part(f"|{of.alone}|"),
        "floor": lambda of: Part(rf"\lfloor {of.alone} \rfloor"),
        "where": _where,
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {name: rf"\{name}" for name in ("ln", "sin", "cos", "tan", "sinh", "cosh", "tanh", "max", "min")}
    | {"log": r"\ln", "atan": r"\arctan", "sigmoid": r"\sigma", "relu": r"\text{ReLU}"}
)
_COMPARISONS: Mapping[str, str] = MappingProxyType(
    {"<": "<", "<=": r"\leq", ">": ">", ">=": r"\geq", "==": "=", "!=": r"\neq"}
)
