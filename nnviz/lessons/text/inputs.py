"""What the network is to look at: an example, one that is searched for, numbers, or what somebody draws."""

from __future__ import annotations

import re
from dataclasses import replace

from nnviz.lessons.model import InputWish
from nnviz.lessons.text.nodes import Node
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import number, passage
from nnviz.lessons.text.source import Passage

MOST_VALUES = 10_000
_DRAWN = re.compile(r"drawn\b\s*(?:,?\s*else\b\s*)?", re.IGNORECASE)
_SEARCH = re.compile(r"an\s+example\s+(?:on|for)\s+which\b", re.IGNORECASE)
_VALUES = re.compile(r"values?\b", re.IGNORECASE)
_FORMS = "5; drawn, else 5; an example on which prediction is 7; values 1, 0; or blank"


def wish(node: Node, reader: Reader) -> InputWish:
    """What stands under ``input``."""
    text = passage(node, reader, f"an input, such as {_FORMS}")
    found = _DRAWN.match(text.text)
    if not found:
        made = _rest(text, reader)
    elif found.end() < len(text.text):
        made = replace(_rest(text.part(found.end()), reader), drawn=True)
    elif "else" in found[0].lower():
        raise text.error(
            "Behind else stands what is shown until somebody has drawn: drawn, else 5.", found.end()
        )
    else:
        made = InputWish(drawn=True)
    reader.name("input", made, text.mark())
    return made


def _rest(text: Passage, reader: Reader) -> InputWish:
    if text.text.lower() == "blank":
        return InputWish(blank=True)
    if re.fullmatch(r"[0-9]{1,9}", text.text):
        return InputWish(sample=int(text.text))
    if found := _SEARCH.match(text.text):
        return InputWish(search=reader.condition(text.part(found.end()), "input"))
    if found := _VALUES.match(text.text):
        parts = list(text.part(found.end()).split(r"\s*,\s*|\s+"))
        if len(parts) > MOST_VALUES:
            raise text.error(f"An input of numbers has at most {MOST_VALUES:,} of them.")
        return InputWish(values=tuple(number(part) for part in parts))
    raise text.error(f"Here belongs an input: {_FORMS}.")
