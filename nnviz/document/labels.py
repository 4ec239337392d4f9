"""Names of inputs and outputs as they can be shown: each on one line, none of them empty."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16)
def one_line(names: tuple[str, ...]) -> tuple[str, ...]:
    """``names`` with every run of blanks and line breaks as one space; an empty one is its number.

    The same tuple where nothing is to be changed.
    """
    plain = tuple(" ".join(name.split()) or str(number) for number, name in enumerate(names))
    return names if plain == names else plain
