"""One unit's whole arithmetic as an equation in letters, and the same in the numbers of this very pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from nnviz.engine import Explanation
from nnviz.scene.detail.response import Response
from nnviz.scene.detail.rows import total
from nnviz.scene.words import names
from nnviz.scene.words.counting import counted
from nnviz.scene.words.equation import answer_text, sum_text
from nnviz.scene.words.mathematics import Fraction, Lowered, Math, Raised, Sum, e_to
from nnviz.scene.words.numbers import number
from nnviz.scene.words.share import logarithm_text, share_text


@dataclass(frozen=True)
class Step:
    """``letters`` say it for every pass; ``numbers`` follow them, from the first sign of equality on.
    ``short`` are the numbers with fewer steps, where there is less room."""

    letters: Math
    numbers: Math
    short: Math = ()


@dataclass(frozen=True)
class Unit:
    """What an equation is written for: ``letter`` is x or h, ``decimals`` as many digits as are usual there;
    ``with_names``: the function is called by its name (σ, ReLU), else f."""

    explanation: Explanation
    curve: Response | None
    weighs: bool
    has_bias: bool
    letter: str
    decimals: int
    with_names: bool = True


def steps(unit: Unit) -> tuple[Step, ...]:
    """One equation; two where the function takes the scores of others too: first z, then y."""
    why = unit.explanation
    if why.overridden == "a":
        return (Step(_letters(unit), (f" = {number(why.a, unit.decimals)}; y is held",)),)
    if unit.curve is not None and unit.curve.scores is not None:
        return _of_many(unit, unit.curve)
    return (Step(_letters(unit), _numbers(unit)),)


def function_sign(why: Explanation) -> str:
    """What stands before the brackets: σ, softmax, ReLU; f for a person's own; nothing for the identity."""
    function = why.activation
    if function is None or function.name == "identity":
        return ""
    if function.written:
        return "f"
    return "σ" if function.name == "sigmoid" else names.function(function)


def reduced(how: str, letter: str) -> Math | None:
    """What a window's values come to where that isn't their sum."""
    return {
        "largest": (f"max {letter}", Lowered("i")),
        "mean": (Fraction(("1",), ("n",)), Sum("i"), letter, Lowered("i")),
    }.get(how)


def _total(unit: Unit) -> Math:
    why = unit.explanation
    if unit.weighs:
        return Sum("i"), "w", Lowered("i"), unit.letter, Lowered("i")
    other = reduced(why.definition.reduces, unit.letter)
    if other is not None:
        return other
    return (Sum("i"), unit.letter, Lowered("i")) if why.inputs.size > 1 else (unit.letter,)


def _inside(unit: Unit) -> Math:
    return (*_total(unit), " + b") if unit.has_bias else _total(unit)


def _letters(unit: Unit) -> Math:
    if unit.explanation.activation is None:
        return "y = ", *_inside(unit)
    name = "σ" if unit.with_names and function_sign(unit.explanation) == "σ" else "f"
    return f"y = {name}(", *_inside(unit), ")"


def _numbers(unit: Unit) -> Math:
    """``= σ(3.105 − 2.189) = σ(0.916) = 0.714``; digits are added, or ≈ is written, where a printed step
    would not hold."""
    why, curve = unit.explanation, unit.curve
    name = (function_sign(why) if unit.with_names else "f") if why.activation is not None else ""
    if why.overridden == "z":
        text = answer_text(why.z, 0.0, why.z, why.a, _function(curve), unit.decimals)
        natural = number(why.natural_z, unit.decimals)
        return (f" = {name or 'f'}({text.sum.z}) {text.same} {text.y}; z is held, not {natural}",)
    text = answer_text(total(why), why.bias, why.z, why.a, _function(curve), unit.decimals)
    end = "" if isfinite(why.a) else " !"
    inside = f"{text.sum.total} {text.sum.operator} {text.sum.bias}"
    if not name:
        return (f" = {inside} {text.sum.relation} {text.y}{end}" if unit.has_bias else f" = {text.y}{end}",)
    if not unit.has_bias:
        return (f" = {name}({text.sum.z}) {text.same} {text.y}{end}",)
    last = f"{name}({text.sum.z}) {text.same} {text.y}{end}"
    return (f" = {name}({inside}) {text.sum.relation} {last}",)


def _function(curve: Response | None) -> Callable[[float], float]:
    return float if curve is None else lambda z: curve.at(z)[0]


# softmax, and what else takes the scores of others


def _of_many(unit: Unit, curve: Response) -> tuple[Step, ...]:
    why = unit.explanation
    index = Lowered(str(curve.place if len(why.unit) == 1 else counted((curve.place,))[0]))
    z: Math = ("z", index)
    y: Math = ("y", index)
    shares = _shares(unit, curve, y, z)
    if not (unit.weighs or unit.has_bias or why.inputs.size > 1):
        return (shares,)
    summed = sum_text(total(why), why.bias, why.natural_z, unit.decimals)
    inside = f"{summed.total} {summed.operator} {summed.bias}" if unit.has_bias else ""
    found = f" = {inside} {summed.relation} {summed.z}" if inside else f" = {summed.z}"
    if why.overridden == "z":
        held, natural = (number(value, unit.decimals) for value in (why.z, why.natural_z))
        found = f" = {held}; z is held, not {natural}"
    return Step((*z, " = ", *_inside(unit)), (found,)), shares


def _shares(unit: Unit, curve: Response, y: Math, z: Math) -> Step:
    """``y₃ = e^z₃ / Σ e^z = 9634 / 9712 = 0.992``; of log-softmax z₃ less the logarithm of that sum."""
    assert curve.scores is not None
    scores, place, value = curve.scores.tolist(), curve.place, unit.explanation.a
    otherwise: Math = (f" = {number(value, unit.decimals)}{'' if isfinite(value) else ' !'}",)
    powers: Math = ("∑", Lowered("j"), " e", Raised(("z", Lowered("j"))))
    if curve.function.gives_logarithms:
        letters: Math = (*y, " = ", *z, " − ln ", *powers)
        text = logarithm_text(scores, place, value, unit.decimals)
        if text is None:
            return Step(letters, otherwise)
        return Step(letters, (f" = {text.z} {text.operator} {text.logarithm} {text.relation} {text.y}",))
    letters = (*y, " = ", Fraction(e_to(*z), powers))
    share = share_text(scores, place, value)
    if share is None:
        return Step(letters, otherwise)
    below: Math = ("∑", Lowered("j"), " e", Raised(("z", Lowered("j"), share.less)))
    if unit.with_names:
        below = e_to(share.power + share.less)
        below += (" + ", *e_to(share.next + share.less)) if share.next else ()
        below += (" + ⋯",) if len(scores) > 2 else ()
    numbers: Math = (
        " = ",
        Fraction(e_to(share.power + share.less), below),
        f" {share.first} ",
        Fraction((share.part,), (share.total,)),
        f" {share.second} {share.y}",
    )
    short: Math = (f" {share.first} {share.part} / {share.total} {share.second} {share.y}",)
    return Step(letters, numbers, short)
