"""What is said of a formula in z while somebody types it: what is wrong and where, or what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nnviz.engine import OwnFunction
from nnviz.engine.functions.expression.measured import FAR, Measured, Stretches
from nnviz.errors import ExpressionError
from nnviz.scene.words import names
from nnviz.scene.words.numbers import compact, whole

MOST = 2
"""Places that are named at most."""
_LARGEST_WHOLE = 1e3


@dataclass(frozen=True)
class Judged:
    """``function`` is None where the text can't be one; then ``sentence`` says why, and characters ``start``
    to ``end`` are what is meant (both 0 where nothing is). Else ``sentence`` says what the function does, and
    ``note`` what to look out for, empty where there is nothing."""

    function: OwnFunction | None
    sentence: str
    start: int = 0
    end: int = 0
    note: str = ""


def judge(text: str) -> Judged:
    """Look at what was typed so far. It takes some milliseconds for 1,000 characters; nothing is run."""
    try:
        function = OwnFunction(text)
    except ExpressionError as problem:
        return Judged(None, str(problem), problem.start, problem.end)
    return Judged(function, _does(function.measured), note=note(function))


def _does(found: Measured) -> str:
    reach = f"For z from {whole(-FAR)} to {whole(FAR)}"
    if found.is_constant:
        return f"{reach}: f(z) = {_figure(found.values[0])}."
    low, high = map(_figure, found.values)
    least, most = map(_figure, found.slopes)
    slope = f"slope {least}" if least == most else f"slope from {least} to {most}"
    return f"{reach}: f(z) from {low} to {high}, {slope}."


def note(function: OwnFunction) -> str:
    """What to look out for with this function; empty where there is nothing."""
    found, name = function.measured, names.function(function)
    if found.is_constant:
        return f"{name} is the same for every z: no slope, so nothing learns through it."
    said = [f"{name} {', and '.join(holes)}."] if (holes := list(_holes(found))) else []
    if not found.steepest:
        said.append("Its slope is 0 everywhere: nothing learns through it.")
    return " ".join(said)


def _holes(found: Measured) -> Iterator[str]:
    if found.undefined:
        yield f"is not a number for z {_listed(found.undefined)}"
    if found.infinite:
        yield f"is infinite for z {_listed(found.infinite)}"
    if found.broken:
        yield f"has no finite slope for z {_listed(found.broken)}"


def _stretch(low: float, high: float) -> str:
    if low == high:
        return f"= {_place(low)}"
    if low == -FAR:
        return f"below {_place(high)}"
    if high == FAR:
        return f"above {_place(low)}"
    return f"between {_place(low)} and {_place(high)}"


def _place(z: float) -> str:
    return whole(round(z, 3) + 0.0)


def _figure(value: float) -> str:
    """Few digits, and a small whole number as it is."""
    return whole(value) if value == round(value) and abs(value) < _LARGEST_WHOLE else compact(value)


def _listed(stretches: Stretches) -> str:
    words = [_stretch(*ends) for ends in stretches[:MOST]]
    return f"{', z '.join(words)} and elsewhere" if len(stretches) > MOST else " and z ".join(words)
