"""Every number that people read: the true minus sign, only 0 as 0 and only 1 as 1, digits by the room.

A number has several forms, the best first; the first that fits is printed. Equations stand in `equation.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

import numpy as np

MINUS = "\u2212"
MOST_DECIMALS = 4
"""Digits after the point are added up to here where fewer would say something untrue."""

Fits = Callable[[str], bool]
"""Whether a text has room where it is to stand."""

_FLOAT32_DECIMALS = 7
"""As many digits as tell what isn't 1 to the network from 1."""
_EXACT = 1e-6
_ALMOST = 1 - _EXACT
"""0.01 is 0.0099999998 to the network: that is no less than 0.01."""
_LARGEST_PLAIN = 1e6
_THREE_DIGITS, _LONG = 100.0, 1e4
"""From here on whole numbers say enough where there is little room, and a power of ten is shorter still."""
_LARGEST_TIMES = 1e7
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LARGEST_TYPED, _LARGEST_TICK, _LEAST_TICK = 1e5, 1e5, 1e-3


def number(value: float, decimals: int = 1, fits: Fits | None = None) -> str:
    """``value`` with ``decimals`` digits after the point: "−1.36", "0", "NaN", "−∞", "1.2e12".

    What would read as 0 or 1 and isn't gets more digits ("0.004", "0.99998"), or a power of ten ("2.1e−9").
    Where ``fits`` refuses that, a share is bounded ("<0.001", ">0.999"), and at last the last digit is given.
    """
    value = float(value)
    if fits is None:
        return _best(value, decimals)
    text = ""
    for text in _forms(value, decimals):
        if fits(text):
            return text
    return text


def signed(value: float, decimals: int = 1, fits: Fits | None = None) -> str:
    """As :func:`number`, with a "+" before what is greater than 0, as products and biases are printed."""
    if fits is None:
        return _best_signed(float(value), decimals)
    return with_plus(number(value, decimals, lambda text: fits(with_plus(text))))


def with_plus(text: str) -> str:
    """A printed number with a "+" if it is greater than 0; "<0.1" and what prints as 0 have no sign."""
    return f"+{text}" if has_value(text) and text[0] not in f"{MINUS}<>" else text


def has_value(text: str) -> bool:
    """Whether a printed number is another one than 0: a bar beside a printed 0 would contradict it."""
    return any(digit in text for digit in "123456789∞")


def percent(share: float, decimals: int = 1) -> str:
    """A share 0..1 in per cent: "92.4%"; only nothing is 0% and only a whole 100%: else "<0.1%", ">99.9%"."""
    share = float(share)
    if not math.isfinite(share):
        return number(share)
    if share == 0 or _is_one(share):
        return f"{100 * share:.0f}%"
    unit = 10.0**-decimals
    if 0 < share < unit / 100 * _ALMOST:
        return f"<{unit:.{decimals}f}%"
    if share < 1 and round(100 * share, decimals) >= 100:
        return f">{100 - unit:.{decimals}f}%"
    return f"{_last_digit(100 * share, decimals)}%"


def within(characters: int) -> Fits:
    """Room for so many characters beside a minus."""
    return lambda text: len(text.removeprefix(MINUS)) <= characters


def refit(text: str, fits: Fits) -> str:
    """A printed number that is too long for its place in a form that fits: "1.2e12" as "1e12".

    Empty where no true form fits: a number cut short is another number. Text that is no number stays.
    """
    value = read(text)
    if value is None or not value.is_finite():
        return text
    short = number(float(value), 1, fits)
    return short if fits(short) else ""


def trimmed(text: str) -> str:
    """A printed number without needless zeros: "0.250" as "0.25", "1.0" as "1"; "1.0e12" stays."""
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def decimals_of(*values: np.ndarray | float) -> int:
    """How many digits after the point all of ``values`` have, to single precision: 0, 1, 2; 3 for more."""
    flat = np.concatenate([np.ravel(value) for value in values]).astype(np.float64)
    flat = flat[np.isfinite(flat)]
    near = _EXACT * np.maximum(np.abs(flat), 1.0)
    return next((d for d in range(3) if (np.abs(flat - np.round(flat, d)) <= near).all()), 3)


def compact(value: float) -> str:
    """About three significant digits, for scales and axes: "0.042", "5.9", "128", "3.1e−5"."""
    value = float(value)
    size = abs(value)
    if not math.isfinite(value) or value == 0:
        return number(value)
    if size < 1e-3 or size >= _LARGEST_PLAIN:
        return scientific(value)
    if size < 0.1:
        return printed(f"{value:.2g}")
    return number(value, 2 if size < 1 else 1) if size < 100 else printed(f"{value:,.0f}")


def tick(value: float) -> str:
    """A number at an axis: as many digits as it has."""
    if abs(value) >= _LARGEST_TICK or 0 < abs(value) < _LEAST_TICK:
        return scientific(value).replace(".0e", "e")
    return printed(f"{value:g}")


def whole(value: float) -> str:
    """``value`` with all its digits, as few as name it in single precision: "−249.87", "0.3", "1e12"."""
    value = float(value)
    if not math.isfinite(value):
        return number(value)
    with np.errstate(all="ignore"):
        narrow = np.float32(value)
    is_close = np.isfinite(narrow) and bool(narrow) == bool(value)
    return printed(str(narrow if is_close else value).removesuffix(".0"))


def typed(value: float, decimals: int) -> str:
    """``value`` for a field: with ``decimals`` where they show it, else with all its digits."""
    text = f"{value:.{decimals}f}"
    is_shown = abs(value) < _LARGEST_TYPED and (not value or _is_told(value, text, decimals))
    return printed(text) if is_shown else whole(value)


def seconds(value: float) -> str:
    """A time of the playback: "4.3 s"; it keeps its digit at 0, for it runs."""
    return f"{value:.1f} s"


def scientific(value: float, decimals: int = 1) -> str:
    """A few significant digits and a power of ten: "1.0e12", "−3.1e−5"."""
    return printed(f"{value:.{decimals}e}")


def power_of_ten(value: float, decimals: int = 1) -> str:
    """The same as a textbook sets it: "4.4 × 10⁻⁸", whose parts no line break parts."""
    if not math.isfinite(value) or value == 0:
        return number(value)
    mantissa, _, exponent = f"{value:.{decimals}e}".partition("e")
    return f"{mantissa.replace('-', MINUS)}\u00a0×\u00a0{ten_to(int(exponent))}"


def ten_to(exponent: int) -> str:
    """A power of ten: "10⁻⁸"."""
    return "10" + str(exponent).translate(_RAISED)


def times(factor: float, digits: int = 2) -> str:
    """How many times more, to so many digits: "1.0×", "85×", "110,000×", "2.3 × 10⁹ times"."""
    if not math.isfinite(factor):
        return f"{number(factor)}×"
    rounded = float(f"{factor:.{digits - 1}e}")
    if rounded >= _LARGEST_TIMES:
        return f"{power_of_ten(factor, digits - 1)} times"
    decimals = max(digits - 1 - math.floor(math.log10(rounded)), 0) if rounded > 0 else 0
    return f"{rounded:,.{decimals}f}×"


def printed(text: str) -> str:
    """A number as Python writes it, as people read it: "2.5e+23" is "2.5e23", "-3.1" is "−3.1"."""
    mantissa, e, exponent = text.partition("e")
    return (mantissa + (f"e{int(exponent)}" if e else "")).replace("-", MINUS)


def read(text: str) -> Decimal | None:
    """The number that a reader sees, exactly; None where the text is none, as "<0.1" isn't."""
    try:
        return Decimal(text.replace(MINUS, "-").replace("+", "").replace(",", "").replace("∞", "inf"))
    except InvalidOperation:
        return None


@lru_cache(8192)
def _best(value: float, decimals: int) -> str:
    """The form for a place that has all the room: weights are printed again in every frame."""
    return next(_forms(value, decimals))


@lru_cache(8192)
def _best_signed(value: float, decimals: int) -> str:
    return with_plus(_best(value, decimals))


def _forms(value: float, decimals: int) -> Iterator[str]:
    """What ``value`` can be printed as, the best first; the last one is shown whatever the room."""
    size = abs(value)
    if not math.isfinite(value):
        yield "NaN" if math.isnan(value) else "∞" if value > 0 else f"{MINUS}∞"
    elif size == 0:
        yield "0"
    elif size >= _LARGEST_PLAIN:
        yield from (scientific(value), scientific(value, 0))
    else:
        yield from _told(value, decimals)
        if size >= _THREE_DIGITS:
            yield _last_digit(value, 0)
        if size >= _LONG:
            yield from (scientific(value), scientific(value, 0))
        yield _last_digit(value, decimals)


def _told(value: float, decimals: int) -> Iterator[str]:
    """The forms of a plain number that don't claim to be 0 or 1 where it isn't."""
    most = MOST_DECIMALS if abs(value) < 0.5 else _FLOAT32_DECIMALS
    for digits in range(decimals, max(decimals, most) + 1):
        text = f"{value:.{digits}f}"
        if _is_told(value, text, digits):
            yield printed(text)
            if digits == decimals:
                return
            break
    else:
        yield scientific(value)
    if 0 < value < 1:
        # Where added digits have no room, a bound may.
        yield _bound(value, max(decimals, 3))


def _is_told(value: float, text: str, digits: int) -> bool:
    """Whether ``value`` is no less than the last of ``digits`` digits, and no false 1."""
    if abs(value) < 10.0**-digits * _ALMOST:
        return False
    return abs(float(text)) != 1 or _is_one(abs(value))


def _is_one(value: float) -> bool:
    """Whether it is 1 to the network, which computes in single precision."""
    return value == 1 or (0.9 < value < 1.1 and np.float32(value) == 1)


def _bound(value: float, digits: int) -> str:
    """A share that its digits don't show: "<0.001", ">0.999"."""
    unit = 10.0**-digits
    if unit <= value <= 1 - unit:
        return _last_digit(value, digits)
    return f"<{unit:.{digits}f}" if value < unit else f">{1 - unit:.{digits}f}"


def _last_digit(value: float, decimals: int) -> str:
    """Rounded, whatever is lost. What rounds to nothing has no sign: "−0.0" would be read as negative."""
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)
