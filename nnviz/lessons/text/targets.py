"""Neurons: ``1:5``, and ``1:0,9,12`` in a layer that is an image."""

from __future__ import annotations

import re

from nnviz.document import Target
from nnviz.lessons.text.nodes import Node, Sequence
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import passage, passages
from nnviz.lessons.text.source import Passage

ONE = r"[0-9]{1,4}\s*:\s*[0-9]{1,9}(?:\s*,\s*[0-9]{1,9}\s*,\s*[0-9]{1,9}(?!\s*[0-9:]))?"
"""A neuron, as a pattern: what has a colon behind it begins the next one."""

_BETWEEN = re.compile(r"\s*(?:,\s*|$)")


def target(text: Passage) -> Target:
    """The neuron that a text names."""
    if not re.fullmatch(ONE, text.text):
        raise text.error(
            "A neuron is its layer, a colon and its number, such as 1:5; in an image layer"
            " channel, row and column, such as 1:0,9,12."
        )
    layer, _, unit = text.text.partition(":")
    numbers = tuple(int(part) for part in unit.split(","))
    return Target(int(layer), (numbers[0], numbers[1], numbers[2]) if len(numbers) == 3 else numbers[0])


def targets(node: Node, reader: Reader, key: str) -> tuple[Target, ...]:
    """The neurons of a list, or of a text with commas between them."""
    found = []
    texts = passages(node, reader, "a neuron") if isinstance(node, Sequence) else _apart(node, reader)
    for text in texts:
        found.append(target(text))
        reader.name(key, found[-1], text.mark())
    return tuple(found)


def _apart(node: Node, reader: Reader) -> list[Passage]:
    """``1:5, 1:0,9,12`` as two: only a comma in front of a layer's number parts neurons."""
    whole = passage(node, reader, "a neuron")
    parts: list[Passage] = []
    at = 0
    while at < len(whole.text):
        found = re.compile(ONE).match(whole.text, at)
        between = _BETWEEN.match(whole.text, found.end()) if found else None
        if found is None or between is None:
            return [*parts, whole.part(at)]
        parts.append(whole.part(at, found.end()))
        at = between.end()
    return parts
