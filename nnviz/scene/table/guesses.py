"""How the file is written: four questions, every answer visible, what was counted for the one that holds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nnviz.data.tables import Choices, Finding, Guess, Preview, RawLine

DELIMITERS = {",": ",", ";": ";", "\t": "tab", " ": "space", "|": "|"}
ENCODINGS = {"utf-8": "UTF-8", "latin-1": "Latin-1", "utf-16": "UTF-16"}
HEADERS = {True: "names", False: "a row"}
_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,4})[.,](\d{1,3})(?![\d.,])")
_WHOLE = re.compile(r"([\d,]+) of ([\d,]+) (\w+) (\w+)")
_ANY = ("1", "5")
"""A number to show where the file has none with decimals: 1.5."""


@dataclass(frozen=True)
class Answer:
    """One possible answer: its value in :class:`Choices`, the words on it, whether it would hold, and why."""

    value: object
    text: str
    holds: bool
    why: str


@dataclass(frozen=True)
class Question:
    """``name`` is the field of :class:`Choices`. ``reason`` was counted for the chosen answer, from
    long to short."""

    name: str
    title: str
    answers: tuple[Answer, ...]
    chosen: object
    reason: tuple[str, ...]
    holds: bool


def questions(guess: Guess, choices: Choices, preview: Preview) -> tuple[Question, ...]:
    """The four of them, in the order in which they stand."""
    whole, part = _number(preview.lines) or _ANY
    decimals = {mark: f"{whole}{mark}{part}" for mark in (",", ".")}
    return (
        _question("delimiter", "Split by", guess.delimiter, DELIMITERS, choices.delimiter),
        _question("decimal", "Decimals", guess.decimal, decimals, choices.decimal),
        _question("header", "First line", guess.header, HEADERS, choices.header),
        _question("encoding", "Encoding", guess.encoding, ENCODINGS, choices.encoding),
    )


def _question(name: str, title: str, found: Finding, texts: object, chosen: object) -> Question:
    assert isinstance(texts, dict)
    known = {one.value: one for one in found.alternatives}
    answers = tuple(
        Answer(value, text, known[value].holds if value in known else False, known[value].why)
        for value, text in texts.items()
        if value in known
    )
    now = next((one for one in answers if one.value == chosen), None)
    reason = _forms(now.why if now else found.why)
    return Question(name, title, answers, chosen, reason, now is None or now.holds)


def _forms(reason: str) -> tuple[str, ...]:
    """ "630 of 630 numbers read" is "all 630 read" where there is little room."""
    whole = _WHOLE.fullmatch(reason)
    if whole is not None and whole[1] == whole[2]:
        return reason, f"all {whole[1]} {whole[4]}"
    return tuple(dict.fromkeys((reason, reason.partition(",")[0], reason.partition(" in ")[0])))


def _number(lines: tuple[RawLine, ...]) -> tuple[str, str] | None:
    """The first number with decimals that stands in a cell of the file: (before, behind the mark)."""
    for line in lines:
        start = 0
        for place, stop in (*line.delimiters, (len(line.text), len(line.text))):
            found = _DECIMAL.search(line.text[start:place])
            if found:
                return found[1], found[2]
            start = stop
    return None
