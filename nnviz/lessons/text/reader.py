"""What reading one lesson finds on its way: what is wrong, and what only a network can answer for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nnviz.errors import ExpressionError, LessonError
from nnviz.lessons import language
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.model import Mark
from nnviz.lessons.text.source import Passage, Source

MOST_PROBLEMS = 100
"""Nobody reads more at a time."""
MOST_ASKED = 100_000


@dataclass(frozen=True)
class Named:
    """Something that a lesson says of a network: which card and step, from 0, says it under which key, and
    where. ``value`` is a part of the model, such as an Expression or a Target. What stands in the text itself
    has the key ``"text"``. ``layer`` is given for what a question asks of *it*, a neuron of that layer."""

    card: int
    step: int
    key: str
    value: object
    mark: Mark
    layer: int | None = None


class EnoughError(Exception):
    """So much is wrong that nobody reads on."""


class Reader:
    """Collects while a lesson is read. ``card`` and ``step`` are where reading stands, from 0."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[LessonError] = []
        self.named: list[Named] = []
        self.card = self.step = 0
        self.layer: int | None = None
        """The layer whose neurons *it* may be, inside a question about them."""
        self._asked = 0

    @contextmanager
    def asking(self, layer: int) -> Iterator[None]:
        """What is said inside may be said of *it*, a neuron of ``layer``."""
        self.layer = layer
        try:
            yield
        finally:
            self.layer = None

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is raised inside as one of the problems, and go on behind."""
        try:
            yield
        except LessonError as problem:
            self.keep(problem)

    def keep(self, problem: LessonError) -> None:
        """Keep one of the problems.

        Raises:
            EnoughError: so much is wrong that there is no use in reading on.
        """
        self.problems.append(problem)
        if len(self.problems) >= MOST_PROBLEMS:
            raise EnoughError

    def name(self, key: str, value: object, mark: Mark) -> None:
        """Remember that the lesson says this of its network."""
        self.named.append(Named(self.card, self.step, key, value, mark, self.layer))

    def expression(self, passage: Passage, key: str) -> Expression:
        """A sentence or a value of the lesson's language.

        Raises:
            LessonError: it isn't one.
        """
        passage = passage.part(0)
        if not passage.text:
            raise passage.error("Here a condition or a value is missing.")
        self._asked += len(passage.text)
        if self._asked > MOST_ASKED:
            self.keep(passage.error(f"A lesson has at most {MOST_ASKED:,} letters of conditions and values."))
            raise EnoughError
        try:
            expression = language.parse(passage.text.replace("\n", " "))
        except ExpressionError as problem:
            raise passage.error(str(problem), problem.start) from None
        self.name(key, expression, passage.mark())
        return expression

    def condition(self, passage: Passage, key: str) -> Expression:
        """A sentence that holds or doesn't.

        Raises:
            LessonError: it isn't one.
        """
        expression = self.expression(passage, key)
        if not expression.is_condition:
            raise passage.part(0).error("This is a value and no condition: compare it with something.")
        return expression
