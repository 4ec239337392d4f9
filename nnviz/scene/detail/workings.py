"""How a unit without weights comes to its number: what arrives, what is done with it, and what that makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import target_of
from nnviz.engine import Explanation
from nnviz.engine.arrays import Array
from nnviz.engine.steps import Stored
from nnviz.scene.detail import workings_words as words
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.equation import (
    fewest_digits,
    quotient_holds,
    sign_of,
    sum_holds,
    texts_combine,
)
from nnviz.scene.words.numbers import number
from nnviz.scene.words.steps import in_brackets

DECIMALS = 3
MOST_IN_WORDS = 9
"""Numbers of a window that are written out in its equation."""

Form = Literal["operands", "window", "function"]


@dataclass(frozen=True)
class Operand:
    """One number that arrives. ``sign`` stands before it; ``stored`` where it is a constant of the layer's.

    ``is_padding`` is for what only fills a window up, ``wins`` for the one that is passed on.
    """

    sign: str
    name: str
    value: float
    text: str
    source: Target | None = None
    stored: Stored | None = None
    is_padding: bool = False
    wins: bool = False


@dataclass(frozen=True, eq=False)
class Workings:
    """One unit's arithmetic. ``size`` is (rows, columns) of a window, (0, 0) of anything else; ``between``
    are the steps from what arrives to the result, as (name, number). ``formula`` is LaTeX.
    """

    form: Form
    title: str
    operands: tuple[Operand, ...]
    size: tuple[int, int]
    between: tuple[tuple[str, str], ...]
    result_name: str
    result: float
    printed: str
    relation: str
    equation: str
    formula: str
    sentences: tuple[str, ...]
    decimals: int
    is_passed_on: bool = False
    """Whether the one number that arrives is the result."""

    @property
    def spoken(self) -> str:
        """All of it in one line, for a screen reader."""
        if self.form == "window":
            return self.equation
        said = ", ".join(f"{one.sign} {one.name} {one.text}".strip() for one in self.operands)
        return f"{said}: {self.equation}" if said else self.equation


def workings(document: Document, why: Explanation, least: int = DECIMALS) -> Workings | None:
    """The arithmetic of an explained unit; None where it has weights, or steps of its own."""
    definition = why.definition
    has_weights = "weight" in document.network.layer_parameters(why.layer)
    if has_weights or why.chain is not None or definition.is_input:
        return None
    if why.inputs.ndim == 3:
        return _of_window(why, least)
    return _of_operands(document, why, least)


def _of_window(why: Explanation, least: int) -> Workings:
    inside = why.inside.ravel()
    values = np.where(inside, why.inputs.ravel(), 0.0)
    total, count = _total(values), _counted(why)
    digits, holds = least, True
    if why.definition.reduces == "sum":
        digits, holds = fewest_digits(lambda d: sum_holds(values.tolist(), why.natural_z, d), least)
    elif why.winner is None:
        digits, holds = fewest_digits(lambda d: quotient_holds(total, count, why.natural_z, d), least)
    digits = digits if holds else least
    operands = tuple(
        Operand("", "", float(value), number(value, digits), source, None, source is None, i == why.winner)
        for i, (value, source) in enumerate(zip(values.tolist(), _sources(why), strict=True))
    )
    printed = number(why.natural_z, digits)
    between: tuple[tuple[str, str], ...] = ()
    known = [one.text for one in operands if not one.is_padding]
    if why.definition.reduces == "sum":
        few = len(known) <= MOST_IN_WORDS
        listed = " + ".join(map(in_brackets, known)) if few else f"Σ of {amount(len(known), 'value')}"
        equation = f"{listed} {sign_of(holds)} {printed}"
    elif why.winner is None:
        between = (("add all", number(total, digits)), ("divide by", f"{count:,}"))
        equation = f"{number(total, digits)} / {count:,} {sign_of(holds)} {printed}"
    else:
        listed = ", ".join(known) if len(known) <= MOST_IN_WORDS else amount(len(known), "value")
        equation = f"max({listed}) = {printed}"
    return Workings(
        form="window",
        title=names.kind_word(why.definition.label),
        operands=operands,
        size=(why.inputs.shape[1], why.inputs.shape[2]),
        between=between,
        result_name=words.REDUCED[why.definition.reduces],
        result=why.natural_z,
        printed=printed,
        relation=sign_of(holds),
        equation=equation,
        formula=why.definition.formula or words.FORMULAS[why.definition.reduces],
        sentences=words.of_window(why, count),
        decimals=digits,
    )


def _of_operands(document: Document, why: Explanation, least: int) -> Workings:
    values, sign = why.inputs.ravel().tolist(), why.definition.sign
    digits, holds = fewest_digits(lambda d: _holds(values, sign, why.natural_z, d), least)
    digits = digits if holds else least
    constants = why.constants or (None,) * len(values)
    operands = tuple(
        Operand(
            sign if place and sign else "",
            _letter(place, sign, len(values))
            + (words.constant(stored) if stored is not None else words.arriving(document, source)),
            float(value),
            number(value, digits),
            source,
            stored,
        )
        for place, (value, source, stored) in enumerate(zip(values, _sources(why), constants, strict=True))
    )
    printed = number(why.natural_z, digits)
    texts = [one.text for one in operands]
    relation = sign_of(holds)
    return Workings(
        form="function" if why.activation is not None else "operands",
        title=words.title(why),
        operands=operands,
        size=(0, 0),
        between=(),
        result_name=words.result_name(why, len(operands)),
        result=why.natural_z,
        printed=printed,
        relation=relation,
        equation=_equation(why, texts, printed, relation),
        formula=words.formula(why, len(operands)),
        sentences=words.of_operands(document, why),
        decimals=digits,
        is_passed_on=_is_passed_on(why),
    )


def _equation(why: Explanation, texts: list[str], printed: str, relation: str) -> str:
    sign = why.definition.sign
    if not texts:
        return printed
    if sign:
        first, *rest = texts
        return " ".join([first, *(f"{sign} {in_brackets(text)}" for text in rest), relation, printed])
    if _is_passed_on(why):
        return f"{texts[0]}, as it came"
    listed = f"({', '.join(texts)})" if len(texts) <= MOST_IN_WORDS else f" of {amount(len(texts), 'number')}"
    return f"{why.definition.label}{listed} = {printed}"


def _letter(place: int, sign: str, count: int) -> str:
    """Which of the formula's letters it is, where there are two."""
    return f"{'ab'[place]}: " if sign and sign != "+" and count == 2 else ""


def _is_passed_on(why: Explanation) -> bool:
    return len(why.origins) == 1 and (why.definition.passes_on or why.definition.alignment == "stacked")


def _holds(values: list[float], sign: str, result: float, digits: int) -> bool:
    texts, printed = [number(value, digits) for value in values], number(result, digits)
    if sign == "+":
        return sum_holds(values, result, digits)
    if sign and len(texts) == 2:
        return texts_combine(texts[0], sign, texts[1], printed)
    return True


def _total(values: Array) -> float:
    with np.errstate(all="ignore"):
        return float(values.sum(dtype=np.float64))


def _counted(why: Explanation) -> int:
    """How many numbers a mean is taken over: padding may count or not."""
    share = float(why.weights.flat[0]) if why.weights.size else 0.0
    return round(1 / share) if share else int(why.inside.sum())


def _sources(why: Explanation) -> list[Target | None]:
    return [None if origin is None else target_of(origin) for origin in why.origins]


def axis(of: Workings, why: Explanation) -> tuple[float, float]:
    """The smallest interval with 0, all that arrives, the result, and what is held in its place."""
    held = why.z if of.form == "function" else why.a
    values = np.array([0.0, of.result, held, *(one.value for one in of.operands)])
    finite = values[np.isfinite(values)]
    low, high = float(finite.min()), float(finite.max())
    return (low, high) if high > low else (low, low + 1.0)
