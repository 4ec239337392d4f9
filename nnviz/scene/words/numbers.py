"""Numbers as people read them: the true minus sign, no false zeros, no more digits than there is room for."""

from __future__ import annotations

import math

MINUS = "\u2212"
NEARLY_ZERO = 0.0005
"""A value nearer to 0 than this shows as 0, at every number of decimals."""

_LARGEST_PLAIN = 1e6
_MOST_DECIMALS = 4
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_LONG = 1e4
"""From here on a power of ten is shorter than the digits."""


def number(value: float, decimals: int = 1) -> str:
    """``value`` with ``decimals`` digits after the point: "−1.36", "0", "NaN", "−∞", "1.0·10¹²"."""
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if abs(value) < NEARLY_ZERO:
        return "0"
    if abs(value) >= _LARGEST_PLAIN:
        return scientific(value)
    text = f"{value:.{decimals}f}"
    # What rounds to nothing must not keep its sign: "−0.0" would be read as a negative number.
    if float(text) == 0:
        return text.lstrip("-")
    return text.replace("-", MINUS)


def signed(value: float, decimals: int = 1) -> str:
    """As :func:`number`, with a "+" before what is greater than 0, as products and biases are printed."""
    text = number(value, decimals)
    is_positive = value > 0 and any(digit in text for digit in "123456789∞")
    return f"+{text}" if is_positive else text


def percent(share: float, decimals: int = 1) -> str:
    """A share 0..1 in per cent: "92.4%"; only a whole is printed as one: 0.9999 is ">99.9%"."""
    share = float(share)
    if not math.isfinite(share):
        return number(share)
    most = 1 - 10.0 ** -(decimals + 2)
    if most < share < 1 and float(f"{100 * share:.{decimals}f}") >= 100:
        return f">{100 * most:.{decimals}f}%"
    return f"{100 * share:.{decimals}f}%".replace("-", MINUS)


def share(value: float, decimals: int) -> str:
    """A share 0..1 as a number: "0.924"; only a whole is printed as one: 0.99995 is ">0.999"."""
    most = 1 - 10.0**-decimals
    if most < value < 1 and round(value, decimals) >= 1:
        return f">{number(most, decimals)}"
    return number(value, decimals)


def compact(value: float) -> str:
    """About three significant digits, for scales and axes: "0.042", "5.9", "128", "3.1·10⁻⁵"."""
    value = float(value)
    if not math.isfinite(value) or value == 0:
        return number(value)
    size = abs(value)
    if size < 1e-3 or size >= _LARGEST_PLAIN:
        return scientific(value)
    if size < 1:
        text = f"{value:.2g}" if size < 0.1 else f"{value:.2f}"
    elif size < 100:
        text = f"{value:.1f}"
    else:
        text = f"{value:,.0f}"
    return text.replace("-", MINUS)


def scientific(value: float) -> str:
    """Two significant digits and a power of ten: "1.0·10¹²", "−3.1·10⁻⁵"."""
    return with_power(f"{value:.1e}")


def with_power(text: str) -> str:
    """A number as Python writes it, as people read it: "2.5e+23" is "2.5·10²³", "-3.1" is "−3.1"."""
    mantissa, e, exponent = text.partition("e")
    power = f"·10{str(int(exponent)).translate(_SUPERSCRIPT)}" if e else ""
    return mantissa.replace("-", MINUS) + power


def shortest(text: str) -> str:
    """A printed number in as few letters as it can be read in: "1.0·10¹²" as "1·10¹²", "412345.7" as "4·10⁵".

    Empty where nothing shorter is true: a number cut short is another number. Text that is no number stays.
    """
    mantissa, times, power = text.partition("·10")
    try:
        value = float(mantissa.replace(MINUS, "-"))
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    if times:
        exponent = int(power.translate(_PLAIN_DIGITS))
    elif abs(value) >= _LONG:
        exponent = math.floor(math.log10(abs(value)))
        value /= 10.0**exponent
    else:
        return ""
    return f"{value:.0f}·10{str(exponent).translate(_SUPERSCRIPT)}".replace("-", MINUS)


def equation(factors: tuple[float, ...], result: float, decimals: int = 2) -> str:
    """A product that holds at the digits it shows: "5.95 × 0.83 = +4.94".

    Digits are added, up to 4, until the shown factors give the shown result; if they never do, "≈" says so.
    """
    for digits in range(decimals, _MOST_DECIMALS + 1):
        shown = math.prod(_as_printed(factor, digits) for factor in factors)
        hides_result = round(result, digits) == 0 and abs(result) >= NEARLY_ZERO
        if round(shown, digits) == round(_as_printed(result, digits), digits) and not hides_result:
            return f"{_times(factors, digits)} = {signed(result, digits)}"
    return f"{_times(factors, decimals)} ≈ {signed(result, decimals)}"


def _as_printed(value: float, digits: int) -> float:
    """The number that a reader of :func:`number` takes ``value`` for."""
    return 0.0 if abs(value) < NEARLY_ZERO else round(value, digits)


def _times(factors: tuple[float, ...], digits: int) -> str:
    return " × ".join(number(factor, digits) for factor in factors)
