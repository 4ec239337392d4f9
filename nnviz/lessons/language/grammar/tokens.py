"""From a sentence to tokens: numbers, neurons, words, quoted names and signs, each with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.errors import ExpressionError

MOST_CHARACTERS = 500
LARGEST = 1e30
"""Numbers of a sentence are no larger."""
ARTICLES = ("the",)


@dataclass(frozen=True)
class Token:
    """``text`` is as it is understood; ``start`` and ``end`` are its place in what was written."""

    kind: str  # "number", "unit", "word", "quoted", "sign" or "end"
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in small letters; empty for anything else."""
        return self.text.casefold() if self.kind == "word" else ""

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these signs."""
        return self.kind == "sign" and self.text in signs


_UNIT = re.compile(r"[0-9]+:[0-9]+(?:,[0-9]+,[0-9]+)?")
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?")
_WORD = re.compile(r"[^\W\d]\w*")
_SIGN = re.compile(r"->|<=|>=|==|!=|\*\*|[-+*/^<>=(),%]")
_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "−": "-",
        "–": "-",
        "·": "*",
        "⋅": "*",
        "×": "*",
        "÷": "/",
        "**": "^",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "==": "=",
        "→": "->",
    }
)
_QUOTES: Mapping[str, str] = MappingProxyType({'"': '"', "'": "'", "“": "”", "‘": "’"})
_MOST_DIGITS = 9


def scan(text: str) -> tuple[Token, ...]:
    """The tokens of ``text``, and one for its end. Articles are left out.

    Raises:
        ExpressionError: it is no text, too long or empty, or there is something in it that means nothing.
    """
    if not isinstance(text, str):
        raise ExpressionError("A sentence is written as text, such as z of 1:3 > 0.", 0, 0)
    if len(text) > MOST_CHARACTERS:
        said = f"A sentence has {MOST_CHARACTERS} characters at most; this has {len(text):,}."
        raise ExpressionError(said, MOST_CHARACTERS, len(text))
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token = _next(text, place)
        place = token.end
        if token.word not in ARTICLES:
            tokens.append(token)
    if not tokens:
        raise ExpressionError("There is nothing here; write a sentence such as z of 1:3 > 0.", 0, len(text))
    return (*tokens, Token("end", "", len(text), len(text)))


def _next(text: str, place: int) -> Token:
    character = text[place]
    if character in _QUOTES:
        return _quoted(text, place)
    if character in _SIGNS:
        return Token("sign", _SIGNS[character], place, place + 1)
    found = _UNIT.match(text, place)
    if found:
        return _unit(found[0], place)
    found = _NUMBER.match(text, place)
    if found:
        return _number(found[0], place)
    found = _WORD.match(text, place)
    if found:
        return Token("word", found[0], place, found.end())
    found = _SIGN.match(text, place)
    if found:
        return Token("sign", _SIGNS.get(found[0], found[0]), place, found.end())
    if character.isprintable():
        raise ExpressionError(f"“{character}” means nothing in a sentence.", place, place + 1)
    raise ExpressionError("There is a character here that can't be seen and means nothing.", place, place + 1)


def _quoted(text: str, place: int) -> Token:
    end = text.find(_QUOTES[text[place]], place + 1)
    if end < 0:
        raise ExpressionError("This quotation mark is never closed.", place, len(text))
    inside = " ".join(text[place + 1 : end].split())
    if not inside:
        raise ExpressionError("There is nothing between these quotation marks.", place, end + 1)
    return Token("quoted", inside, place, end + 1)


def _unit(text: str, place: int) -> Token:
    end = place + len(text)
    if any(len(number) > _MOST_DIGITS for number in re.split("[:,]", text)):
        raise ExpressionError("No network is so large: this neuron's numbers are too long.", place, end)
    return Token("unit", text, place, end)


def _number(text: str, place: int) -> Token:
    end = place + len(text)
    value = float(text.replace("−", "-"))
    if not math.isfinite(value) or value > LARGEST:
        raise ExpressionError(f"This number is too large: {LARGEST:g} is the largest.", place, end)
    return Token("number", text, place, end)
