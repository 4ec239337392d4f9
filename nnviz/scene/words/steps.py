"""A chain of steps in printed numbers: each step true as it is read, or marked ≈."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise, product

from nnviz.engine.steps import Chain, Step
from nnviz.scene.words.equation import rounds_to, sign_of, texts_combine
from nnviz.scene.words.numbers import MINUS, number, read, whole

DECIMALS = 3
_DIGITS = (3, 4)
_FINE = 5
"""Digits of ε: 0.00001 says more than a power of ten."""


@dataclass(frozen=True)
class StepText:
    """``operand`` as it stands after the sign, ``relation`` and ``result``: "2.735", "=", "4.011"."""

    sign: str
    operand: str
    relation: str
    result: str

    @property
    def pill(self) -> str:
        """The operation: "− 2.735", "− (−1.000)"."""
        return f"{self.sign} {in_brackets(self.operand)}"


def value_text(value: float, decimals: int = DECIMALS) -> str:
    """A number of a chain. ε keeps 1 from being quite 1: a hair's breadth is not what is to be seen here."""
    value = float(value)
    is_one = math.isfinite(value) and abs(round(value, decimals)) == 1
    return f"{value:.{decimals}f}".replace("-", MINUS) if is_one else number(value, decimals)


def short_text(value: float) -> str:
    """A number with all of its digits where they are few: "5", else "6.746"."""
    usual, all_digits = value_text(value), whole(value)
    return all_digits if len(all_digits) <= len(usual) else usual


@lru_cache(maxsize=16)
def step_texts(chain: Chain) -> tuple[str, tuple[StepText, ...]]:
    """x, and each step, with 3 digits; 4 for the numbers that need them for most steps to be true."""
    values = [chain.x, *(step.result for step in chain.steps)]
    printed = [{digits: value_text(value, digits) for digits in _DIGITS} for value in values]
    operands = [{digits: value_text(step.operand, digits) for digits in _DIGITS} for step in chain.steps]

    @cache
    def holds(place: int, before: int, taken: int, after: int) -> bool:
        sign, operand = chain.steps[place].sign, operands[place][taken]
        return texts_combine(printed[place][before], sign, operand, printed[place + 1][after])

    def true(choice: tuple[int, ...]) -> int:
        taken, *digits = choice
        return sum(
            holds(place, before, taken, after) for place, (before, after) in enumerate(pairwise(digits))
        )

    taken, *digits = max(_choices(len(chain.steps)), key=true)
    texts = tuple(
        StepText(
            step.sign,
            operands[place][taken],
            sign_of(holds(place, before, taken, after)),
            printed[place + 1][after],
        )
        for place, (step, (before, after)) in enumerate(zip(chain.steps, pairwise(digits), strict=True))
    )
    return printed[0][digits[0]], texts


def equation_text(chain: Chain, decimals: int = DECIMALS) -> str:
    """All of it on one line: "2.000 · (5.000 − 3.000) / √(4.000 + 0.00001) + 0.500 = 2.500"."""
    texts = [_equation_at(chain, digits) for digits in (decimals, 4)]
    inside, is_true, result = next((text for text in texts if text[1]), texts[0])
    return f"{inside} {sign_of(is_true)} {result}"


def equation_parts(chain: Chain, decimals: int = DECIMALS) -> tuple[dict[str, str], str, str]:
    """(each number by its name, the relation, the result) of the same, for a fraction that is drawn."""
    found = next((d for d in (decimals, 4) if _equation_at(chain, d)[1]), decimals)
    _, is_true, result = _equation_at(chain, found)
    parts: dict[str, str] = {step.kind: value_text(step.operand, found) for step in chain.steps}
    parts |= {"x": value_text(chain.x, found), "variance": value_text(chain.variance, found)}
    return parts | {"epsilon": epsilon_text(chain.epsilon)}, sign_of(is_true), result


def epsilon_text(epsilon: float) -> str:
    """ε: "0.00001", "0.001"."""
    text = whole(epsilon)
    return number(epsilon, _FINE) if "e" in text else text


def in_brackets(text: str) -> str:
    """A negative number as it stands after a sign: "(−1.000)"."""
    return f"({text})" if text.startswith(MINUS) else text


@cache
def _choices(steps: int) -> tuple[tuple[int, ...], ...]:
    """How many digits the operands, x and each result have: those with fewest first."""
    return tuple(sorted(product(_DIGITS, repeat=2 + steps), key=sum))


def _equation_at(chain: Chain, decimals: int) -> tuple[str, bool, str]:
    text = value_text(chain.x, decimals)
    exact = read(text)
    for place, step in enumerate(chain.steps):
        operand = value_text(step.operand, decimals)
        number_read = read(operand)
        if step.kind == "scale" and chain.epsilon:
            variance = value_text(chain.variance, decimals)
            operand = f"√({variance} + {epsilon_text(chain.epsilon)})"
            number_read = _root(variance, chain.epsilon)
        text = _joined(text, step, operand, is_first=place == 0)
        exact = _combined(exact, step.sign, number_read)
    result = value_text(chain.y, decimals)
    shown = read(result)
    is_true = exact is None or shown is None or not shown.is_finite() or rounds_to(exact, shown)
    return text, is_true, result


def _joined(text: str, step: Step, operand: str, *, is_first: bool) -> str:
    if step.kind == "centre":
        return f"({text} − {in_brackets(operand)})"
    if step.kind == "scale":
        return f"{text} / {operand}"
    if step.kind == "stretch":
        return f"{operand} · {in_brackets(text) if is_first else text}"
    is_less = operand.startswith(MINUS)
    return f"{text} − {operand[1:]}" if is_less else f"{text} + {operand}"


def _root(variance: str, epsilon: float) -> Decimal | None:
    value = read(variance)
    if value is None or not value.is_finite():
        return None
    inside = value + Decimal(repr(epsilon))
    return inside.sqrt() if inside > 0 else None


def _combined(left: Decimal | None, sign: str, right: Decimal | None) -> Decimal | None:
    """None where a number isn't finite or divides by 0: nothing is claimed of it."""
    if left is None or right is None or not (left.is_finite() and right.is_finite()):
        return None
    if sign in "+−":
        return left + right if sign == "+" else left - right
    if sign == "×":
        return left * right
    return left / right if right else None
