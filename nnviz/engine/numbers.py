"""Numbers that come from outside, checked before anything is built on them."""

import operator

from nnviz.errors import OptionError

MOST = 2**53
"""The largest size of a window: NumPy counts no further than 2**63."""
LONGEST = 60
"""Characters of what somebody gave that are repeated in a sentence."""


def shown(value: object) -> str:
    """``value`` as Python writes it, on one line and not too long to be read."""
    text = " ".join(repr(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def amount(count: int, one: str, many: str = "") -> str:
    """``count`` things in words: "1 input", "2,000 inputs"; ``many`` where the plural isn't ``one`` and s."""
    return f"{count:,} {noun(count, one, many)}"


def noun(count: int, one: str, many: str = "") -> str:
    """The word for so many, as :func:`amount` has it."""
    return one if count == 1 else many or f"{one}s"


def whole(value: object, what: str, least: int | None = 1, most: int | None = None) -> int:
    """``value`` as a whole number from ``least`` to ``most``, or an :class:`OptionError` that names it."""
    try:
        number = int(operator.index(value))  # type: ignore[arg-type]
    except TypeError:
        raise OptionError(f"{what} is a whole number, not {shown(value)}.") from None
    if least is not None and number < least:
        raise OptionError(f"{what} is {least} or more, not {shown(number)}.")
    if most is not None and abs(number) > most:
        raise OptionError(f"{what} is {most} at most, not {shown(number)}.")
    return number


def real(value: object, what: str) -> float:
    """``value`` as a float, or an :class:`OptionError` that names it; a word isn't a number."""
    try:
        if not isinstance(value, (str, bytes)):
            return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        pass
    raise OptionError(f"{what} is a number, not {shown(value)}.")
