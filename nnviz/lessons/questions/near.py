"""Whether a number that was given is the one that was meant: within its tolerance, or as it is shown."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nnviz.lessons.language.printing import printed_value
from nnviz.lessons.questions.typed import readings
from nnviz.scene.words import numbers

_SINGLE = 1.2e-7
"""What single precision can't tell apart, as a share of a number."""
_WHOLE = 1e-6
_HALF = 0.4
"""However large a whole number is, its neighbours are others."""


def is_whole(value: float) -> bool:
    """Whether ``value`` is a whole number, to the network that computed it; only 0 is 0."""
    if not math.isfinite(value):
        return False
    return value == 0 if abs(value) < 0.5 else abs(value - round(value)) <= _slack(value)


def is_near(given: float, key: float, tolerance: float) -> bool:
    """Whether ``given`` counts as ``key``: it is no farther away than ``tolerance``, or it is ``key`` as
    people are shown it, rounded. With no tolerance a whole number is given exactly or not at all."""
    if not math.isfinite(key):
        return False
    if not tolerance and is_whole(key):
        return abs(given - round(key)) <= _slack(key)
    # A tolerance is meant in decimals: 0.14 is within 0.01 of what single precision has for 0.15.
    allowed = tolerance * (1 + 1e-9) + _SINGLE * max(abs(key), abs(given))
    if abs(given - key) <= allowed:
        return True
    return any(math.isclose(given, value, rel_tol=1e-12) for value in _shown(key))


def reach(key: float, tolerance: float) -> float:
    """The least tolerance with which everything that :func:`is_near` takes is taken, for files whose readers
    know no other rule. 0 where only the number itself is right."""
    if not math.isfinite(key) or (not tolerance and is_whole(key)):
        return tolerance
    away = max((abs(value - key) for value in _shown(key)), default=0.0)
    return max(tolerance, _rounded_up(away)) if away > tolerance else tolerance


def _rounded_up(value: float) -> float:
    """To two digits, and never less."""
    unit = 10.0 ** (math.floor(math.log10(value)) - 1)
    return float(f"{math.ceil(value / unit * 1.01) * unit:.2g}")


def _slack(key: float) -> float:
    return min(_WHOLE * max(abs(key), 1.0), _HALF)


def _shown(value: float) -> Iterator[float]:
    """``value`` as the inspector, the microscope, the axes and a lesson's text show it."""
    texts = [numbers.number(value, 2), numbers.number(value, 3), numbers.compact(value), printed_value(value)]
    if 0 <= value <= 1:
        texts.append(numbers.percent(value))
    for text in dict.fromkeys(texts):
        yield from readings(text)[:1]
