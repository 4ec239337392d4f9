"""Single values: texts, numbers, words of a list, yes and no."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from nnviz.engine.names import unknown_name
from nnviz.lessons.text.nodes import Node, Scalar, Sequence
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.source import Passage

LONGEST_LINE = 1_000
"""Characters of a text that is one line."""

_NUMBER = re.compile(r"[+\-−]?(\d+\.?\d*|\.\d+)([eE][+\-−]?\d{1,3})?", re.ASCII)
_WORDS = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}
_MOST_ITEMS = 500


def passage(node: Node, reader: Reader, what: str) -> Passage:
    """The text of a scalar. Raises LessonError where it is a list or a mapping; ``what`` is wanted."""
    if isinstance(node, Scalar):
        return node.passage.part(0)
    begun = "a list" if isinstance(node, Sequence) else "a mapping"
    hint = "; a text that begins with [ or { needs quotes around it" if what == "a text" else ""
    raise reader.source.error(node.mark, f"Here belongs {what}, not {begun}{hint}.")


def passages(node: Node, reader: Reader, what: str) -> list[Passage]:
    """The texts of a list, or the one text that stands in its place; ``what`` is wanted."""
    if not isinstance(node, Sequence):
        return [passage(node, reader, what)]
    if len(node.items) > _MOST_ITEMS:
        raise reader.source.error(node.mark, f"This list has over {_MOST_ITEMS:,} items.")
    return [passage(item, reader, what) for item in node.items]


def listed(node: Node, reader: Reader, what: str) -> list[Passage]:
    """The words of a list, or of a text with commas between them; ``what`` is wanted."""
    if isinstance(node, Sequence):
        return passages(node, reader, what)
    parts = list(passage(node, reader, what).split(","))
    for part in parts:
        if not part.text:
            raise part.error(f"Beside this comma {what} is missing.")
    return parts


def line(node: Node, reader: Reader) -> str:
    """A text of one line."""
    return one_line(passage(node, reader, "a text"))


def one_line(text: Passage) -> str:
    """The same of a passage. Raises LessonError where it has more lines, or is very long."""
    if "\n" in text.text:
        raise text.error("This text is one line; here it has several.", text.text.index("\n"))
    if len(text.text) > LONGEST_LINE:
        raise text.error(f"This text has at most {LONGEST_LINE:,} characters.", LONGEST_LINE)
    return text.text


def number(text: Passage, least: float = -math.inf, most: float = math.inf) -> float:
    """A number from ``least`` to ``most``; it may have a true minus sign."""
    if not _NUMBER.fullmatch(text.text):
        raise text.error(f'Here belongs a number, such as 2.5, not "{_short(text.text)}".')
    value = float(text.text.replace("−", "-"))
    if not least <= value <= most or not math.isfinite(value):
        bounds = f"from {least:,.9g} to {most:,.9g}" if math.isfinite(most) else f"of {least:,.9g} or more"
        raise text.error(f"Here belongs a number {bounds}, not {_short(text.text)}.".replace("-", "−"))
    return value


def whole(text: Passage, least: int = 0, most: int = 10**9) -> int:
    """A whole number from ``least`` to ``most``."""
    if not re.fullmatch(r"[0-9]{1,12}", text.text):
        raise text.error(f'Here belongs a whole number, such as 2, not "{_short(text.text)}".')
    value = int(text.text)
    if not least <= value <= most:
        raise text.error(f"Here belongs a whole number from {least} to {most:,}, not {value:,}.")
    return value


def choice(text: Passage, known: Iterable[str], what: str) -> str:
    """One of the known words, in any case; ``what`` says what they are."""
    words = tuple(known)
    found = text.text.lower()
    if found not in words:
        raise text.error(str(unknown_name(what, text.text, words)))
    return found


def choices(node: Node, reader: Reader, known: Iterable[str], what: str, none: str) -> tuple[str, ...]:
    """Some of the known words, each once; the word ``none`` alone stands for none of them."""
    words = tuple(known)
    found = listed(node, reader, f"a {what}")
    if [one.text.lower() for one in found] == [none]:
        return ()
    return tuple(dict.fromkeys(choice(one, words, what) for one in found))


def is_yes(text: Passage) -> bool:
    """Yes or no."""
    if text.text.lower() not in _WORDS:
        raise text.error(f'Here belongs yes or no, not "{_short(text.text)}".')
    return _WORDS[text.text.lower()]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else f"{plain[:59]}…"
