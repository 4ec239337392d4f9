"""The lesson's language: conditions, claims and values, asked of a network. No eval: a parser of our own."""

from nnviz.lessons.language.asking import (
    check,
    clickable,
    first_example,
    holds,
    is_slow,
    largest,
    parameter,
    parse,
    shown,
    value,
)
from nnviz.lessons.language.errors import NoNumberError, UnknownHereError
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.language.vocabulary.documented import Word, words

__all__ = [
    "Expression",
    "Facts",
    "NoNumberError",
    "UnknownHereError",
    "Word",
    "check",
    "clickable",
    "first_example",
    "holds",
    "is_slow",
    "largest",
    "parameter",
    "parse",
    "shown",
    "value",
    "words",
]
