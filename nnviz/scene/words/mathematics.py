"""Equations as values: what is raised, lowered, over a line or under a sum; and the same as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True)
class Raised:
    """An exponent."""

    parts: Math


@dataclass(frozen=True)
class Lowered:
    """An index."""

    text: str


@dataclass(frozen=True)
class Fraction:
    """One expression over another."""

    top: Math
    bottom: Math


@dataclass(frozen=True)
class Sum:
    """A sum's sign with the index that it runs over below it."""

    index: str


Part = str | Raised | Lowered | Fraction | Sum
Math = tuple[Part, ...]
"""An expression, from left to right. In its texts a letter that stands alone is a quantity."""

_LOW = dict(zip("0123456789ij", "₀₁₂₃₄₅₆₇₈₉ᵢⱼ", strict=True))


def e_to(*parts: Part) -> Math:
    """e raised to a power."""
    return "e", Raised(tuple(parts))


def inline(math: Math) -> Math:
    """The same on one line: a fraction becomes a quotient, a sum's index stands behind its sign."""
    return tuple(chain.from_iterable(_inline(part) for part in math))


def plain(math: Math) -> str:
    """The same as text: "y₃ = e^9.173 / Σ e^z"."""
    return "".join(map(_plain, math))


def _inline(part: Part) -> Math:
    if isinstance(part, Fraction):
        return *inline(part.top), " / ", *inline(part.bottom)
    if isinstance(part, Sum):
        return ("Σ ",)
    return (part,)


def _plain(part: Part) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Raised):
        inner = plain(part.parts)
        return f"^({inner})" if " " in inner else f"^{inner}"
    if isinstance(part, Lowered):
        is_small = all(letter in _LOW for letter in part.text)
        return "".join(_LOW[letter] for letter in part.text) if is_small else f"_{part.text}"
    if isinstance(part, Sum):
        return "Σ "
    bottom = plain(part.bottom)
    return f"{plain(part.top)} / {f'({bottom})' if ' + ' in bottom else bottom}"
