"""What the Train page begins with: each key is a choice that training takes, and has its bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.data import catalogue
from nnviz.data.sources import TOYS
from nnviz.engine.learning import optimizers
from nnviz.lessons.model import TrainWish
from nnviz.lessons.text import schema
from nnviz.lessons.text.fields import fields
from nnviz.lessons.text.nodes import Node
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.scalars import choice, number, passage, whole
from nnviz.lessons.text.source import Passage

MOST_STEPS, MOST_EPOCHS, MOST_BATCH = 2_000, 10_000, 100_000
"""A card opens at once: so many steps of a small network take no time."""
LARGEST_RATE = 1e6


def wish(node: Node, reader: Reader) -> TrainWish:
    """What stands under ``train``."""
    own: dict[str, object] = {}
    recipe: list[tuple[str, object]] = []
    for key, value in fields(node, schema.TRAIN, reader).items():
        with reader.kept():
            read = passage(value, reader, "one value")
            if key in RECIPE:
                name, take = RECIPE[key]
                recipe.append((name, take(read)))
            else:
                own[key] = OWN[key](read)
    return TrainWish(**own, recipe=tuple(recipe))  # type: ignore[arg-type]


def _whole(least: int, most: int) -> Callable[[Passage], int]:
    return lambda text: whole(text, least, most)


OWN: Mapping[str, Callable[[Passage], object]] = MappingProxyType(
    {
        "data": lambda text: choice(text, (*TOYS, *catalogue.names()), "data set"),
        "optimizer": lambda text: choice(text, optimizers.names(), "optimiser"),
        "rate": lambda text: number(text, 0.0, LARGEST_RATE),
        "steps": _whole(0, MOST_STEPS),
    }
)
"""Key -> how a field of a TrainWish is read."""
RECIPE: Mapping[str, tuple[str, Callable[[Passage], object]]] = MappingProxyType(
    {
        "batch": ("batch_size", _whole(1, MOST_BATCH)),
        "epochs": ("epochs", _whole(1, MOST_EPOCHS)),
        "seed": ("seed", _whole(0, 10**9)),
    }
)
"""Key -> the field of a recipe, and how it is read."""
