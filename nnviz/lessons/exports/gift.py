"""Questions as GIFT: plain text that many platforms read, and a person too. No pictures: kinds of text alone.

What has a meaning there (``~ = # { } :`` and the backslash) gets a backslash. Texts are HTML, so that ``&``
is never anything else, and each says so, so that ``[`` or ``%`` at its beginning is no sign either.
"""

from __future__ import annotations

import re

from nnviz.lessons.exports.html import text
from nnviz.lessons.exports.items import Exported, Item, LeftOut, Reply, items
from nnviz.lessons.model import Lesson

HTML = "[html]"
_SIGNS = re.compile(r"([\\~=#{}:])")


def gift(lesson: Lesson) -> Exported:
    """The questions of a lesson that are text: choices and numbers.

    Raises:
        NNVizError: a card can't be set up.
    """
    title = re.sub(r"\s+", " ", text(lesson.title or lesson.name))
    parts = [f"$CATEGORY: $course$/top/{title.replace('/', '//')}"]
    left_out: list[LeftOut] = []
    for _, found in items(lesson):
        if isinstance(found, Item) and found.asked == "click":
            found = LeftOut(found.name, "A click needs the picture, and GIFT is text alone.")
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            parts.append(_question(found))
    return Exported("\n\n".join(parts) + "\n", len(parts) - 1, tuple(left_out))


def _question(item: Item) -> str:
    is_number = item.kind == "number"
    lines = [f"::{_escaped(item.name)}::{HTML}{_escaped(item.ask)} {{{'#' if is_number else ''}"]
    for reply in item.replies:
        lines.append(f"\t{_number(reply) if is_number else _choice(reply)}{_said('#', reply.feedback)}")
    if item.explained:
        lines.append(f"\t{_said('####', item.explained)}")
    return "\n".join([*lines, "}"])


def _choice(reply: Reply) -> str:
    return f"{'=' if reply.is_right else '~'}{HTML}{_escaped(reply.text)}"


def _number(reply: Reply) -> str:
    """A wrong number is an answer that earns nothing."""
    return f"={'' if reply.is_right else '%0%'}{reply.text}:{reply.tolerance!r}"


def _said(sign: str, inside: str) -> str:
    return f"{sign}{HTML}{_escaped(inside)}" if inside else ""


def _escaped(inside: str) -> str:
    return _SIGNS.sub(r"\\\1", inside)
