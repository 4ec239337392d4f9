"""Small lessons for tests, whose lines can be counted."""

from __future__ import annotations

from nnviz.errors import LessonError
from nnviz.lessons import text
from nnviz.lessons.model import Card, Setup

FRONT = "---\ntitle: A lesson\nminutes: 5\nabout: What it is about\n---\n"
FIRST = FRONT.count("\n") + 1
"""The number of the line behind the front matter."""


def card(under: str, block: str = "sample: neuron") -> str:
    """A lesson of one card: its heading in line 6, its block from line 7 on, then ``under``."""
    return f"{FRONT}# A card\n```nnviz\n{block}\n```\n{under}"


BEHIND = card("").count("\n") + 1
"""The number of the first line of what stands ``under`` a card's block of one line."""


def read(under: str, block: str = "sample: neuron") -> Card:
    """The one card of a right lesson."""
    return text.parse(card(under, block), "a").cards[0]


def setup(block: str) -> Setup:
    """What a block sets up."""
    return read("", block).steps[0].setup


def wrong(whole: str) -> tuple[int, int, str]:
    """Line, column and sentence of the one thing that is wrong with a lesson."""
    found = text.problems(whole, "a")
    assert len(found) == 1, [str(one) for one in found]
    return place(found[0])


def place(problem: LessonError) -> tuple[int, int, str]:
    """The same of an error."""
    assert str(problem) == f"a.md, line {problem.line}, column {problem.column}: {problem.sentence}"
    assert problem.sentence.endswith((".", "?"))
    assert "\n" not in problem.sentence
    return problem.line, problem.column, problem.sentence
