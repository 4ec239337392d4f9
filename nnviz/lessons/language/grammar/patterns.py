"""Forms of the table, taken apart: what stands for itself, and what is a slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from nnviz.document.lab import PARTS
from nnviz.engine.functions.activations import FUNCTIONS
from nnviz.engine.registry import Registry
from nnviz.lessons.language.vocabulary import (
    activations,
    answers,
    changes,
    kernels,
    lab,
    layers,
    learning,
    measurements,
    neurons,
    opened,
    reasons,
    situation,
    training,
    weights,
)
from nnviz.lessons.language.vocabulary.table import CHANGES, SLOTS, WORDS, Entry
from nnviz.scene.time.phases import PHASES

SOURCES = (
    neurons, layers, weights, kernels, answers, reasons, activations, learning, training, opened, situation,
    lab, measurements, changes,
)  # fmt: skip
"""The modules that fill the table."""
PAGES = ("run", "lab", "kernels", "build", "train", "step")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"PHASE": tuple(PHASES), "PAGE": PAGES, "PART": PARTS, "WAY": tuple(changes.WAYS)}
)
"""Slots that are one of a few words."""
NEURON_NOUNS = ("neuron", "unit", "cell", "pixel")
"""Words that may stand before a neuron."""
_ALIASES = ("swish", "linear", "logistic")


@dataclass(frozen=True)
class Piece:
    """A slot, a sign, or words of which one stands here."""

    slot: str = ""
    words: tuple[str, ...] = ()

    @property
    def expected(self) -> tuple[str, ...]:
        """The words that can stand here."""
        if self.slot == "F":
            return tuple(function_names())
        return self.words or CHOICES.get(self.slot, ())

    @property
    def wanted(self) -> str:
        """The same for people."""
        if self.slot in SLOTS:
            return SLOTS[self.slot]
        return " or ".join(f"“{word}”" for word in self.expected)


@dataclass(frozen=True)
class Pattern:
    """An entry and its form in pieces."""

    entry: Entry
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=1)
def by_start() -> Mapping[str, tuple[Pattern, ...]]:
    """The patterns by their first word; by ``"U"`` or ``"F"`` where a slot comes first."""
    found: dict[str, list[Pattern]] = {}
    for pattern in _patterns(WORDS):
        first = pattern.pieces[0]
        for start in first.words or (first.slot,):
            found.setdefault(start, []).append(pattern)
    return MappingProxyType({start: tuple(some) for start, some in found.items()})


@lru_cache(maxsize=1)
def of_changes() -> tuple[Pattern, ...]:
    """The patterns of what may stand behind *with*."""
    return _patterns(CHANGES)


@lru_cache(maxsize=1)
def function_names() -> Mapping[str, str]:
    """The names of activation functions as they may be written, in small letters, and as they are known."""
    found = {name: name for name in (*FUNCTIONS, *_ALIASES)}
    found |= {kind.title.casefold(): name for name, kind in FUNCTIONS.items()}
    found |= {written.replace("-", " ").replace("_", " "): name for written, name in found.items()}
    return MappingProxyType(found)


def _patterns(entries: Registry[Entry]) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(entry, tuple(map(_piece, form.split())))
        for entry in entries.values()
        for form in (entry.form, *entry.also)
    )


def _piece(part: str) -> Piece:
    if part in SLOTS or part in CHOICES:
        return Piece(slot=part)
    return Piece(words=tuple(part.split("|")))
