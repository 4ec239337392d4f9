"""What is looked at in the lab: each key is a field of a value of the lab, and has its bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from nnviz.document import lab
from nnviz.engine.functions import activations
from nnviz.engine.names import unknown_name
from nnviz.lessons.model import LabWish
from nnviz.lessons.text import schema
from nnviz.lessons.text.fields import fields
from nnviz.lessons.text.nodes import Node
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import choice, is_yes, listed, number, passage, whole
from nnviz.lessons.text.source import Passage
from nnviz.lessons.text.targets import target

Values = dict[str, object]


@dataclass
class _Found:
    """Fields by what they belong to."""

    own: dict[str, tuple[str, ...]] = field(default_factory=dict)
    look: Values = field(default_factory=dict)
    stack: Values = field(default_factory=dict)
    lay: Values = field(default_factory=dict)


def wish(node: Node, reader: Reader) -> LabWish:
    """What stands under ``lab``."""
    found = _Found()
    for key, value in fields(node, schema.LAB, reader).items():
        with reader.kept():
            _put(found, key, value, reader)
    look, stack, lay = (tuple(part.items()) for part in (found.look, found.stack, found.lay))
    return LabWish(found.own.get("cards"), found.own.get("compared"), look, stack, lay)


def _put(found: _Found, key: str, node: Node, reader: Reader) -> None:
    if key in LISTS:
        found.own[key] = _functions(node, reader, LISTS[key])
    elif key == "scores":
        found.lay[key] = _numbers(node, reader, 1, lab.MOST_SCORES, lab.LARGEST_SCORE)
    elif key == "probe":
        found.look[key] = _numbers(node, reader, 2, 2, lab.LARGEST_SCORE)
        reader.name("probe", found.look[key], node.mark)
    elif key == "neuron":
        text = passage(node, reader, "a neuron")
        chosen = target(text)
        if not isinstance(chosen.unit, int) or chosen.layer < 1:
            raise text.error("The neuron is one of a layer of neurons: its layer, from 1, and its number.")
        found.look |= {"dying_layer": chosen.layer, "dying_unit": chosen.unit}
        reader.name("neuron", chosen, text.mark())
    else:
        group, name, read = FIELDS[key]
        getattr(found, group)[name] = read(passage(node, reader, "one value"))


def _functions(node: Node, reader: Reader, most: int) -> tuple[str, ...]:
    texts = listed(node, reader, "a function")
    if len(texts) > most:
        raise texts[most].error(f"Here belong at most {most} functions.")
    return tuple(dict.fromkeys(_function(text) for text in texts))


def _function(text: Passage) -> str:
    name = "_".join(text.text.lower().replace("-", " ").split())
    known = [one for one in activations.names() if activations.get(one).elementwise]
    if name not in known:
        raise text.error(str(unknown_name("function of one z", text.text, known)))
    return name


def _numbers(node: Node, reader: Reader, least: int, most: int, largest: float) -> tuple[float, ...]:
    texts = listed(node, reader, "a number")
    if not least <= len(texts) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise texts[0].error(f"Here belong {wanted} numbers with commas between them, not {len(texts)}.")
    return tuple(number(text, -largest, largest) for text in texts)


def _histogram(text: Passage) -> str:
    found = choice(text, ("neuron", "layer", "none"), "histogram")
    return "" if found == "none" else found


def _whole(least: int, most: int) -> Callable[[Passage], int]:
    return lambda text: whole(text, least, most)


LISTS: Mapping[str, int] = MappingProxyType({"cards": lab.MOST_CARDS, "compared": lab.MOST_COMPARED})
FIELDS: Mapping[str, tuple[str, str, Callable[[Passage], object]]] = MappingProxyType(
    {
        "z": ("look", "z", lambda text: number(text, -lab.LARGEST_Z, lab.LARGEST_Z)),
        "table": ("look", "table", is_yes),
        "learned": ("look", "learned", is_yes),
        "histogram": ("look", "histogram", _histogram),
        "source": ("look", "source", lambda text: choice(text, lab.SOURCES, "source of gradients")),
        "trained": ("look", "trained", is_yes),
        "layer": ("look", "layer", _whole(1, 10_000)),
        "signal": ("look", "signal", is_yes),
        "by start": ("look", "by_start", is_yes),
        "score": ("look", "score", _whole(0, lab.MOST_SCORES - 1)),
        "layers": ("stack", "layers", _whole(*lab.LAYERS)),
        "width": ("stack", "width", _whole(*lab.WIDTHS)),
        "seeds": ("stack", "seeds", _whole(*lab.SEEDS)),
        "start": ("stack", "start", lambda text: choice(text, lab.STARTS, "start of a stack")),
        "fed": ("stack", "input", lambda text: choice(text, lab.INPUTS, "input of a stack")),
        "target": ("lay", "target", _whole(0, lab.MOST_SCORES - 1)),
        "temperature": ("lay", "temperature", lambda text: number(text, *lab.TEMPERATURES)),
        "shifted": ("lay", "shifted", is_yes),
    }
)
"""Key -> what it belongs to, the field there, and how it is read."""
