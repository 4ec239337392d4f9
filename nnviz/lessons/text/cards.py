"""From a heading and what stands under it to a card and its steps."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnviz.engine.names import nearest
from nnviz.lessons.model import Card, Mark, Setup, Step
from nnviz.lessons.prose import Prose
from nnviz.lessons.questions.model import Question
from nnviz.lessons.text import schema, tasks
from nnviz.lessons.text.blocks import Room, prose
from nnviz.lessons.text.fields import fields
from nnviz.lessons.text.inlines import plain, spans
from nnviz.lessons.text.markdown import Element, elements
from nnviz.lessons.text.nodes import Table, compose
from nnviz.lessons.text.questions import question
from nnviz.lessons.text.scalars import LONGEST_LINE
from nnviz.lessons.text.setups import Said, said_in, setup
from nnviz.lessons.text.source import Lines

BLOCKS = ("nnviz", "question", "step", "notes")
"""The fenced blocks that there are."""
MOST_STEPS = 50


@dataclass
class _Draft:
    """A step as it grows."""

    setup: Setup = field(default_factory=Setup)
    said: Said = field(default_factory=Said)
    texts: list[Element] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    has_block: bool = False


class CardReader:
    """Reads the elements of one card, one after the other."""

    def __init__(self, heading: Element, room: Room) -> None:
        self._heading, self._room, self._reader = heading, room, room.reader
        self._steps = [_Draft()]
        self._notes: Prose | None = None
        self._prose: list[Prose] = []
        self._reader.step = 0

    def card(self, under: list[Element]) -> Card:
        """The card. What is wrong with it is kept as problems."""
        title = self._title()
        at = 0
        while at < len(under):
            element, at = under[at], at + 1
            if element.kind != "fence":
                self._steps[-1].texts.append(element)
                continue
            answers: Element | None = None
            if element.token.info.strip() == "question" and at < len(under) and tasks.is_tasks(under[at]):
                answers, at = under[at], at + 1
            with self._reader.kept():
                self._block(element, answers)
        self._end_step()
        if not self._steps[0].has_block:
            called = f'"{title}"' if title else "This card"
            self._keep(self._heading, f"{called} has no nnviz block, which says what is shown.")
        first = self._steps[0].said
        return Card(
            title,
            tuple(map(_step, self._steps, self._prose)),
            self._notes or (),
            first.minutes,
            first.covers,
            first.claims,
            first.told,
            Mark(self._room.line(self._heading)),
        )

    def _title(self) -> str:
        text = self._heading.children[0]
        passage = self._room.passage(text)
        title = " ".join(plain(spans(text.token.children or (), passage, self._reader)).split())
        if not title and not text.token.content:
            self._keep(self._heading, "A card has a title behind its #.")
        elif len(title) > LONGEST_LINE:
            self._keep(self._heading, f"A title has at most {LONGEST_LINE:,} characters.")
        return title

    def _block(self, element: Element, answers: Element | None) -> None:
        """A fenced block; a question's has its ``answers`` behind it."""
        name = element.token.info.strip()
        if name not in BLOCKS:
            meant = nearest(name.split()[0], BLOCKS) if name else ""
            hint = f'did you mean "{meant}"?' if meant else f"there are {', '.join(BLOCKS)}."
            called = f'There is no block "{name[:60]}"' if name else "This block has no name"
            raise self._room.error(element, f"{called}; {hint}")
        if not self._is_closed(element):
            raise self._room.error(element, f"This block has no end; write {element.token.markup} under it.")
        lines = Lines(self._reader.source, self._room.line(element) + 1, element.token.content)
        if name == "question":
            self._question(lines, answers)
        elif name == "notes":
            self._note(element, lines)
        else:
            self._set_up(name, element, lines)

    def _is_closed(self, element: Element) -> bool:
        first, behind = element.token.map or [0, 1]
        last = self._reader.source.line(self._room.line(element) + behind - first - 1).strip()
        return behind - first > 1 and last.startswith(element.token.markup) and not last.strip("`~")

    def _set_up(self, name: str, element: Element, lines: Lines) -> None:
        if name == "step":
            self._end_step()
            if len(self._steps) >= MOST_STEPS:
                raise self._room.error(element, f"A card has at most {MOST_STEPS} steps.")
            self._steps.append(_Draft())
            self._reader.step += 1
        elif len(self._steps) > 1:
            raise self._room.error(element, "The nnviz block belongs to the first step; this is a later one.")
        elif self._steps[0].has_block:
            raise self._room.error(element, "A card has one nnviz block; a step block begins its next step.")
        step, mark = self._steps[-1], Mark(self._room.line(element))
        step.has_block = True
        step.setup = Setup(mark=mark)
        node = compose(lines) or Table((), mark)
        found = fields(node, schema.CARD if name == "nnviz" else schema.STEP, self._reader)
        step.setup, step.said = setup(found, mark, self._reader), said_in(found, self._reader)

    def _question(self, lines: Lines, answers: Element | None) -> None:
        node = compose(lines) or Table((), lines.mark(0))
        self._steps[-1].questions.append(question(node, answers, self._room))

    def _note(self, element: Element, lines: Lines) -> None:
        if self._notes is not None:
            raise self._room.error(element, "A card has one block of notes.")
        self._notes = prose(elements(lines.text), Room(self._reader, lines.first))

    def _end_step(self) -> None:
        self._prose.append(prose(self._steps[-1].texts, self._room))

    def _keep(self, element: Element, sentence: str) -> None:
        self._reader.keep(self._room.error(element, sentence))


def _step(draft: _Draft, text: Prose) -> Step:
    return Step(
        text, draft.setup, tuple(draft.questions), draft.said.done, draft.said.done_in_turn, draft.said.do
    )
