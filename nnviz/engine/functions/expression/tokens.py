"""From what somebody typed to tokens: numbers, names and signs, each with its place in the text.

Everything that isn't known is refused here, in words, before anything reads it further.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.engine.functions.expression.operations import CONSTANTS, FUNCTIONS
from nnviz.engine.names import nearest
from nnviz.engine.numbers import LONGEST
from nnviz.errors import ExpressionError

MOST_CHARACTERS = 1_000
VARIABLE = "z"


@dataclass(frozen=True)
class Token:
    """``text`` is as Python writes it; ``start`` and ``end`` are its place in what was typed."""

    kind: str  # "number", "name", "sign", "(", ")" or ","
    text: str
    start: int
    end: int

    @property
    def is_function(self) -> bool:
        return self.kind == "name" and self.text in FUNCTIONS


_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_IMAGINARY = re.compile(r"[jJ](?![A-Za-z_0-9])")
_BRACKET = re.compile(r"\s*\(")
_SIGN = re.compile(r"\*\*|<=|>=|==|!=|//|[-+*/<>]")

_TYPED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "−": (("sign", "-"),),
        "–": (("sign", "-"),),
        "·": (("sign", "*"),),
        "⋅": (("sign", "*"),),
        "×": (("sign", "*"),),
        "÷": (("sign", "/"),),
        "^": (("sign", "**"),),
        "≤": (("sign", "<="),),
        "≥": (("sign", ">="),),
        "≠": (("sign", "!="),),
        "²": (("sign", "**"), ("number", "2.0")),
        "³": (("sign", "**"), ("number", "3.0")),
        "π": (("name", "pi"),),
        "σ": (("name", "sigmoid"),),
    }
)
"""Characters that people write formulas with, and what they are in Python."""

_QUOTES = "\"'`“”‘’"
_REFUSED: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys("[]", "Square brackets pick a part of something, and z has no parts: write ( )."),
        **dict.fromkeys("{}", "Only round brackets are known here: write ( )."),
        **dict.fromkeys(_QUOTES, "There are no texts here, only numbers, z and functions of it."),
        ".": "A point stands only inside a number, such as 0.5: nothing here has parts.",
        "=": "Write only what stands behind the = of f(z) =; two things are compared with ==.",
        ":": "A colon has no meaning here: write one formula in z.",
        ";": "A semicolon has no meaning here: write one formula in z.",
        "|": "Write abs(z) for |z|.",
        "%": "A percent sign has no meaning here: write z/100, or z - floor(z) for what is left over.",
        "!": "An exclamation mark has no meaning here, but != for “is not”.",
        "√": "Write sqrt(z) for a square root.",
        "∞": "Infinity can't be computed with: write a large number.",
    }
)

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "lambda": "No function is made here: write only what it gives, such as max(0, z).",
        **dict.fromkeys(("if", "else"), "Write where(z > 0, this, that) in place of if and else."),
        **dict.fromkeys(("for", "in", "while"), "There are no loops and lists here: write one formula in z."),
        **dict.fromkeys(
            ("and", "or", "not"), "Write 0 < z < 1 for “and”, where(…) inside where(…) for the rest."
        ),
        **dict.fromkeys(("f", "y"), "Write only what stands behind the = of f(z) =."),
        "True": "Write 1 in place of True.",
        "False": "Write 0 in place of False.",
        **dict.fromkeys(("import", "def", "class", "return"), "Nothing is run here: write one formula in z."),
        **dict.fromkeys(("nan", "inf", "infinity"), "Only numbers that are finite can be computed with."),
        **dict.fromkeys(("i", "j"), "There are no complex numbers here."),
        **dict.fromkeys(("x", "t", "u", "v", "a"), "What f is a function of is called z here."),
    }
)
"""What is said of names that people try."""


def check_length(text: object) -> None:
    """Refuse what isn't text, or too much of it, before anybody looks into it.

    Raises:
        ExpressionError: it is either.
    """
    if not isinstance(text, str):
        raise ExpressionError("An own function is written as text, such as max(0.1*z, z).", 0, 0)
    if len(text) > MOST_CHARACTERS:
        said = f"A formula has {MOST_CHARACTERS:,} characters at most; this has {len(text):,}."
        raise ExpressionError(said, MOST_CHARACTERS, len(text))


def scan(text: str) -> tuple[Token, ...]:
    """The tokens of ``text``.

    Raises:
        ExpressionError: it is too long or empty, or there is something in it that isn't known.
    """
    check_length(text)
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = _next(text, place)
        tokens += found
        place = found[-1].end
    if not tokens:
        raise ExpressionError("Write a formula in z, such as max(0.1*z, z).", 0, len(text))
    return tuple(tokens)


def _next(text: str, place: int) -> list[Token]:
    """What begins at ``place``: mostly one token; "²" is two."""
    character = text[place]
    if character in _TYPED:
        return [Token(kind, written, place, place + 1) for kind, written in _TYPED[character]]
    if character in "(),":
        return [Token(character, character, place, place + 1)]
    found = _NUMBER.match(text, place)
    if found:
        return [_number(text, found[0], place)]
    found = _NAME.match(text, place)
    if found:
        return [_name(text, found[0], place)]
    found = _SIGN.match(text, place)
    if found is None:
        raise ExpressionError(_refusal(character), place, place + 1)
    if found[0] == "//":
        raise ExpressionError("Write / to divide; floor(z / 2) gives whole numbers.", place, place + 2)
    return [Token("sign", found[0], place, found.end())]


def _number(text: str, digits: str, place: int) -> Token:
    end = place + len(digits)
    value = float(digits)
    if not math.isfinite(value):
        raise ExpressionError("That is larger than any number that can be computed with.", place, end)
    if _IMAGINARY.match(text, end):
        raise ExpressionError("There are no complex numbers here.", place, end + 1)
    return Token("number", repr(value), place, end)


def _refusal(character: str) -> str:
    if character in _REFUSED:
        return _REFUSED[character]
    if character.isprintable():
        return f"“{character}” has no meaning in a formula."
    return "There is a character here that can't be seen and has no meaning in a formula."


def _name(text: str, name: str, place: int) -> Token:
    """A name that is known, and stands for what it is."""
    end = place + len(name)
    is_called, said = _BRACKET.match(text, end) is not None, ""
    if name in FUNCTIONS:
        if not is_called:
            said = f"{name} needs what it is taken of, in brackets: {FUNCTIONS[name].example}."
    elif name == VARIABLE or name in CONSTANTS:
        if is_called:
            said = f"{name} is a number and no function: write {name}*( ) for a product."
    else:
        follows = text[end : end + 1]
        said = _REFUSED[follows] if follows and follows in _QUOTES else _unknown(name, is_called)
    if said:
        raise ExpressionError(said, place, end)
    return Token("name", name, place, end)


def _unknown(name: str, is_called: bool) -> str:
    if name in _WORDS:
        return _WORDS[name]
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    meant = nearest(name[:LONGEST], FUNCTIONS if is_called else (VARIABLE, *CONSTANTS, *FUNCTIONS))
    if meant:
        return f"There is no “{short}” here; did you mean “{meant}”?"
    if "_" in name:
        return f"There is no “{short}” here: only z, numbers and functions such as exp(z)."
    return f"There is no “{short}” here; write z, numbers, pi, e and functions such as exp(z)."
