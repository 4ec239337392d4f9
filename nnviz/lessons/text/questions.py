"""From a question's block, and the task list behind it, to the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.errors import LessonError
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.model import Mark
from nnviz.lessons.prose import Spans
from nnviz.lessons.questions.model import Choice, Click, Make, Number, Option, Question, Wrong
from nnviz.lessons.text import schema, tasks
from nnviz.lessons.text.blocks import Room
from nnviz.lessons.text.fields import fields
from nnviz.lessons.text.inlines import spans_of
from nnviz.lessons.text.markdown import Element
from nnviz.lessons.text.nodes import Node, Scalar, Sequence, Table
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import choice, number, passage, whole
from nnviz.lessons.text.source import Passage

LARGEST_TOLERANCE = 1e6
TOLERANCE = 0.01
"""How far off a number is right where the question doesn't say."""


def question(node: Node, answers: Element | None, room: Room) -> Question:
    """A question; ``answers`` is the task list behind its block.

    Raises:
        LessonError: something is wrong with it as a whole.
    """
    reader = room.reader
    kind = _kind(node, reader)
    found = _Block(fields(node, schema.QUESTION, reader, kind), node.mark, reader, kind)
    if answers is not None and kind != "choice":
        raise room.error(
            answers, f"Answers to choose stand behind a question of the kind choice, not {kind}."
        )
    if kind == "choice":
        return _choice(found, answers, room)
    return _MAKERS[kind](found)


class _Block:
    """What stands under the keys of a question, each read as it is asked for."""

    def __init__(self, found: Mapping[str, Node], mark: Mark, reader: Reader, kind: str) -> None:
        self.found, self.mark, self.reader, self.kind = found, mark, reader, kind

    def spans(self, key: str) -> Spans:
        """A text; empty where there is none."""
        if key not in self.found:
            return ()
        return spans_of(passage(self.found[key], self.reader, "a text"), self.reader, key)

    def expression(self, key: str) -> Expression:
        """A sentence of the language. Raises LessonError where there is none."""
        if key not in self.found:
            example = schema.keys_of(schema.QUESTION, self.kind)[key].example
            raise self.error(f'A question of the kind {self.kind} needs "{key}", such as {key}: {example}.')
        text = passage(self.found[key], self.reader, "a value")
        is_condition = schema.keys_of(schema.QUESTION, self.kind)[key].takes == "condition"
        return self.reader.condition(text, key) if is_condition else self.reader.expression(text, key)

    def error(self, sentence: str, key: str = "") -> LessonError:
        """What is wrong with the block, or with what stands under ``key``."""
        return self.reader.source.error(self.found[key].mark if key else self.mark, sentence)


def _kind(node: Node, reader: Reader) -> str:
    """The kind first: it says which other keys there may be."""
    if isinstance(node, Table):
        for key, value in node.entries:
            if key.text == "kind" and isinstance(value, Scalar):
                return choice(passage(value, reader, "a kind"), schema.KINDS, "kind of question")
        sentence = f"A question says of which kind it is: kind: {', '.join(schema.KINDS)}."
        raise reader.source.error(node.mark, sentence)
    raise reader.source.error(node.mark, "A question is lines with a key, a colon, a blank and a value.")


def _choice(block: _Block, answers: Element | None, room: Room) -> Choice:
    ask, explained = block.spans("ask"), block.spans("explain")
    if "options" in block.found:
        choice(passage(block.found["options"], block.reader, "a word"), ("classes",), "kind of options")
        if answers is not None:
            raise room.error(answers, "The options are the network's classes; take this list out.")
        return Choice(ask, of_classes=True, key=block.expression("key"), explained=explained)
    if "key" in block.found:
        raise block.error("Each answer says when it is right, so this question has no key.", "key")
    if answers is None:
        raise block.error("Behind this block its answers are missing: - [ ] text `when: condition`.")
    options = tasks.options(answers, room)
    if len(answers.children) < 2:
        raise room.error(answers, "A question has two answers or more.")
    return Choice(ask, options, explained=explained)


def _number(block: _Block) -> Number:
    tolerance = TOLERANCE
    if "tolerance" in block.found:
        text = passage(block.found["tolerance"], block.reader, "a number")
        tolerance = number(text, 0.0, LARGEST_TOLERANCE)
    ask, key = block.spans("ask"), block.expression("key")
    wrong = tuple(
        Wrong(block.reader.expression(value, "wrong"), said) for value, said in _wrong(block, "value")
    )
    return Number(ask, key, tolerance, wrong, block.spans("explain"))


def _click(block: _Block) -> Click:
    if "layer" not in block.found:
        raise block.error("A question of the kind click says of which layer: layer: 1.")
    text = passage(block.found["layer"], block.reader, "a whole number")
    layer = whole(text, 0, 10_000)
    block.reader.name("layer", layer, text.mark())
    if ("when" in block.found) == ("largest" in block.found):
        raise block.error("A question of the kind click has one of the keys when and largest.")
    with block.reader.asking(layer):
        when = block.expression("when") if "when" in block.found else None
        largest = block.expression("largest") if "largest" in block.found else None
        wrong = tuple(
            Option((), block.reader.condition(value, "wrong"), said) for value, said in _wrong(block, "when")
        )
    return Click(block.spans("ask"), layer, when, largest, wrong, block.spans("explain"))


def _make(block: _Block) -> Make:
    return Make(block.spans("ask"), block.expression("until"), block.spans("explain"))


def _wrong(block: _Block, key: str) -> list[tuple[Passage, Spans]]:
    """What stands under ``key`` of each wrong answer, and what is said to it."""
    node = block.found.get("wrong")
    items = () if node is None else node.items if isinstance(node, Sequence) else (node,)
    found = []
    for item in items:
        with block.reader.kept():
            own = fields(item, schema.WRONG, block.reader, block.kind)
            if key not in own or "say" not in own:
                sentence = f'A wrong answer has "{key}", and "say", what is said to it.'
                raise block.reader.source.error(item.mark, sentence)
            said = passage(own["say"], block.reader, "a text")
            value = passage(own[key], block.reader, "a value")
            found.append((value, spans_of(said, block.reader, "say")))
    return found


_MAKERS: Mapping[str, Callable[[_Block], Question]] = MappingProxyType(
    {"number": _number, "click": _click, "make": _make}
)
