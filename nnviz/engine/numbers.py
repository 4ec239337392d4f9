"""Numbers that come from outside, checked before anything is built on them."""

import operator

from nnviz.errors import OptionError


def whole(value: object, what: str, least: int | None = 1) -> int:
    """``value`` as a whole number of at least ``least``, or an :class:`OptionError` that names it."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise OptionError(f"{what} is a whole number, not {value!r}.") from None
    if least is not None and number < least:
        raise OptionError(f"{what} is {least} or more, not {number}.")
    return number


def real(value: object, what: str) -> float:
    """``value`` as a float, or an :class:`OptionError` that names it; a word isn't a number."""
    try:
        if not isinstance(value, (str, bytes)):
            return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        pass
    raise OptionError(f"{what} is a number, not {value!r}.")
