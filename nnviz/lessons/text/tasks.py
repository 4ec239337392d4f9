"""The answers to choose: the task list behind a question, each with its condition and its feedback."""

from __future__ import annotations

from markdown_it.token import Token

from nnviz.lessons.prose import Spans
from nnviz.lessons.questions.model import Option
from nnviz.lessons.text.blocks import Room, is_task, run
from nnviz.lessons.text.inlines import spans
from nnviz.lessons.text.markdown import Element

MOST = 9
"""Answers of one question: each has a key of its own."""

_BOX = "[ ] "
_WHEN = "when:"


def is_tasks(element: Element) -> bool:
    """Whether an element is a list with a box before an item."""
    return element.kind == "bullet_list" and any(map(is_task, element.children))


def options(element: Element, room: Room) -> tuple[Option, ...]:
    """The answers of a task list."""
    if len(element.children) > MOST:
        raise room.error(element, f"A question has at most {MOST} answers.")
    found = []
    for item in element.children:
        with room.reader.kept():
            found.append(_option(item, room))
    return tuple(found)


def _option(item: Element, room: Room) -> Option:
    if not is_task(item):
        raise room.error(item, "An answer begins with a box: - [ ] and a blank.")
    text = item.children[0].children[0]
    passage = room.passage(text)
    if not text.token.content.startswith(_BOX.rstrip()):
        raise passage.error("No key is typed: the answer is right whose condition holds. Write [ ].", 1)
    tokens = list(text.token.children or ())
    while tokens and (tokens[-1].type == "softbreak" or not (tokens[-1].content.strip() or tokens[-1].meta)):
        tokens.pop()
    last = tokens[-1] if tokens else None
    if last is None or last.type != "code_inline" or not last.content.strip().startswith(_WHEN):
        raise passage.error("An answer says at its end when it is right: `when: prediction is 7`.")
    begin = passage.text.index(_WHEN, int(last.meta["at"])) + len(_WHEN)
    condition = passage.part(begin, passage.text.index("`", begin))
    when = room.reader.condition(condition, "when")
    return Option(spans(_unboxed(tokens[:-1]), passage, room.reader), when, _feedback(item, room))


def _unboxed(tokens: list[Token]) -> list[Token]:
    """The words of an answer, without the box before them and the blanks before its condition."""
    own = list(tokens)
    while own and own[-1].type == "softbreak":
        own.pop()
    own[0] = own[0].copy(content=own[0].content.removeprefix(_BOX).removeprefix(_BOX.rstrip()))
    if own[-1].type == "text":
        own[-1] = own[-1].copy(content=own[-1].content.rstrip())
    return own


def _feedback(item: Element, room: Room) -> Spans:
    rest = item.children[1:]
    if not rest:
        return ()
    if len(rest) > 1 or rest[0].kind != "blockquote":
        raise room.error(rest[0], "Under an answer stands one > paragraph, what is said to who chose it.")
    return run(rest[0], room, "What is said to an answer")
