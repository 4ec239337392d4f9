"""The table of words as documentation shows it."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.lessons.language.grammar.patterns import SOURCES
from nnviz.lessons.language.vocabulary.table import CHANGES, WORDS


@dataclass(frozen=True)
class Word:
    """One form: what it is said like, what it means, and an example that can be read."""

    group: str
    form: str
    meaning: str
    example: str


def words() -> tuple[Word, ...]:
    """All that can be said, in reading order."""
    assert SOURCES, "they fill the tables"
    found = [Word(e.group, e.form.replace("|", " or "), e.meaning, e.example) for e in WORDS.values()]
    imagined = [Word(e.group, f"… with {e.form}", e.meaning, e.example) for e in CHANGES.values()]
    return (*found, *imagined)
