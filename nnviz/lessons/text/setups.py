"""From a block to what it sets up, and to all else that stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from nnviz import formats
from nnviz.data import photographs
from nnviz.document import lab
from nnviz.engine.names import unknown_name
from nnviz.lessons import model
from nnviz.lessons.model import Condition, Mark, Setup
from nnviz.lessons.text import assignments, inputs, labs, moments, schema, trainings
from nnviz.lessons.text.nodes import Node
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import (
    choice,
    choices,
    is_yes,
    line,
    listed,
    number,
    one_line,
    passage,
    passages,
)
from nnviz.lessons.text.source import Passage
from nnviz.lessons.text.targets import target, targets

PICTURES = (*photographs.NAMES, "pad")
MOST_MINUTES = 600.0


@dataclass(frozen=True)
class Said:
    """What a card's or a step's block says besides what it sets up."""

    done: tuple[Condition, ...] = ()
    done_in_turn: bool = False
    do: str = ""
    minutes: float | None = None
    covers: tuple[str, ...] = ()
    claims: tuple[Condition, ...] = ()
    told: tuple[str, ...] = ()


def setup(found: Mapping[str, Node], mark: Mark, reader: Reader) -> Setup:
    """What a block sets up. What is wrong is kept as problems and left out."""
    values = _read(found, SETUP, reader)
    if "sample" in values and "file" in values:
        reader.keep(
            reader.source.error(found["network"].mark, "A card has one network: take sample or network out.")
        )
    return Setup(**values, mark=mark)  # type: ignore[arg-type]


def said_in(found: Mapping[str, Node], reader: Reader) -> Said:
    """What else a block says."""
    return Said(**_read(found, SAID, reader))  # type: ignore[arg-type]


def minutes(text: Passage) -> float:
    """How long something takes."""
    value = number(text, 0.0, MOST_MINUTES)
    if value == 0:
        raise text.error("Nothing takes 0 minutes.")
    return value


def conditions(node: Node, reader: Reader, key: str) -> tuple[Condition, ...]:
    """Sentences of the lesson's language, one or a list of them."""
    found = []
    for text in passages(node, reader, "a condition"):
        with reader.kept():
            found.append(Condition(reader.condition(text, key), text.text, text.mark()))
    return tuple(found)


_Table = Mapping[str, tuple[str, Callable[[Node, Reader], object]]]


def _read(found: Mapping[str, Node], table: _Table, reader: Reader) -> dict[str, object]:
    values = {}
    for key, node in found.items():
        if key in table:
            name, read = table[key]
            with reader.kept():
                values[name] = read(node, reader)
    return values


def _of_text(read: Callable[[Passage], object], what: str) -> Callable[[Node, Reader], object]:
    return lambda node, reader: read(passage(node, reader, what))


def _named(read: Callable[[Passage], object], key: str) -> Callable[[Node, Reader], object]:
    """The same for what only a network can answer for."""

    def named(node: Node, reader: Reader) -> object:
        text = passage(node, reader, f"a {schema.keys_of(schema.STEP)[key].takes}")
        value = read(text)
        reader.name(key, value, text.mark())
        return value

    return named


def _word(known: tuple[str, ...], what: str) -> Callable[[Node, Reader], object]:
    return _of_text(lambda text: choice(text, known, what), f"a {what}")


def _words(known: Mapping[str, str], what: str) -> Callable[[Node, Reader], object]:
    return lambda node, reader: choices(node, reader, known, what, none="nothing")


def _sample(text: Passage) -> str:
    names = formats.samples()
    if text.text.lower() not in names:
        raise text.error(str(unknown_name("sample", text.text, names)))
    return text.text.lower()


def _file(text: Passage) -> Path:
    name = one_line(text)
    path = PurePosixPath(name)
    is_beside = not path.is_absolute() and ".." not in path.parts and not re.search(r"[\\:]", name)
    if not is_beside:
        raise text.error("A network of your own lies beside the lesson, or in a folder there: mine.nnviz.")
    if path.suffix.lower() not in formats.FORMATS:
        raise text.error(f"A network is a file that ends in {' or '.join(formats.FORMATS)}.")
    return Path(*path.parts)


def _assigned(
    read: Callable[[Passage, Reader], object], what: str
) -> Callable[[Node, Reader], tuple[object, ...]]:
    return lambda node, reader: tuple(read(text, reader) for text in passages(node, reader, what))


def _sentences(node: Node, reader: Reader) -> tuple[str, ...]:
    return tuple(one_line(text) for text in passages(node, reader, "a sentence"))


def _covers(node: Node, reader: Reader) -> tuple[str, ...]:
    return tuple(one_line(text) for text in listed(node, reader, "a point"))


SETUP: _Table = MappingProxyType(
    {
        "sample": ("sample", _named(_sample, "sample")),
        "network": ("file", _named(_file, "network")),
        "input": ("input", inputs.wish),
        "select": ("select", _named(target, "select")),
        "level": ("level", _named(lambda text: choice(text, model.LEVELS, "level"), "level")),
        "page": ("page", _word(model.PAGES, "page")),
        "part": ("part", _named(lambda text: choice(text, lab.PARTS, "part of the lab"), "part")),
        "moment": ("moment", _named(moments.when, "moment")),
        "play": ("play", _named(moments.play, "play")),
        "touch": ("touch", _words(model.TOUCH, "thing to touch")),
        "hide": ("hide", _words(model.HIDE, "thing to hide")),
        "highlight": ("highlight", lambda node, reader: targets(node, reader, "highlight")),
        "hold": ("hold", _assigned(assignments.hold, "what is held")),
        "change": ("change", _assigned(assignments.assign, "what is changed")),
        "lab": ("lab", labs.wish),
        "train": ("train", trainings.wish),
        "picture": ("picture", _word(PICTURES, "picture")),
    }
)
"""Key -> the field of a Setup and how it is read."""
SAID: _Table = MappingProxyType(
    {
        "done when": ("done", lambda node, reader: conditions(node, reader, "done when")),
        "done in turn": ("done_in_turn", _of_text(is_yes, "yes or no")),
        "do": ("do", line),
        "minutes": ("minutes", _of_text(minutes, "a number")),
        "covers": ("covers", _covers),
        "claims": ("claims", lambda node, reader: conditions(node, reader, "claims")),
        "told": ("told", _sentences),
    }
)
"""Key -> the field of :class:`Said` and how it is read."""
