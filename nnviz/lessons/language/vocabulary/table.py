"""The words of the language: one table, of which the parser, the evaluation and the documentation are made.

An entry's form is its grammar: words in small letters stand for themselves, ``a|b`` for either, and capitals
for what is named there (:data:`SLOTS`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from nnviz.engine.registry import Registry
from nnviz.lessons.language.tree import Kind

SLOTS: Mapping[str, str] = MappingProxyType(
    {
        "U": "a neuron, such as 1:3, or it, or selection",
        "V": "a neuron, such as 2:0",
        "L": "a layer's number",
        "M": "a map, such as 1:0",
        "N": "a whole number",
        "P": "a source's number, or channel,row,column in a kernel",
        "C": "a class, such as 7, setosa or “go out”",
        "F": "an activation function, such as relu, or a formula in z in quotes",
        "X": "a value, such as z of 1:3",
    }
)
"""What capitals in a form stand for."""

INPUT, NETWORK, NOTHING = "input", "network", ""
"""What an entry depends on: the input and the network, the network alone, or neither."""


@dataclass(frozen=True)
class Entry:
    """One word of the language. ``find`` gets a world and what the slots name.

    ``needs`` says what it depends on. ``alone``: what several numbers are where one is meant, one of
    :data:`nnviz.lessons.language.tree.ALONE`; empty: they are refused there. ``also`` are other forms that
    mean the same. ``units``: the neurons that it names, where they can be counted. ``style`` is how its
    value is printed: ``"share"``, ``"time"`` or as a plain number. ``slow``: it takes longer than a frame.
    """

    form: str
    kind: Kind
    find: Callable[..., Any]
    meaning: str
    example: str
    group: str
    needs: str = INPUT
    alone: str = ""
    units: Callable[..., Any] | None = None
    style: str = ""
    slow: bool = False
    also: tuple[str, ...] = ()


WORDS: Registry[Entry] = Registry("form", lambda entry: entry.form, ())
"""All that has a value or holds, in reading order."""
CHANGES: Registry[Entry] = Registry("change", lambda entry: entry.form, ())
"""What can be imagined by ``with``; ``find`` returns a document."""

F = TypeVar("F", bound=Callable[..., Any])


def word(form: str, kind: Kind, group: str, meaning: str, example: str, **more: Any) -> Callable[[F], F]:
    """Add the decorated function to the table as what ``form`` means."""

    def added(find: F) -> F:
        WORDS.add(Entry(form, kind, find, meaning, example, group, **more))
        return find

    return added


def change(
    form: str, meaning: str, example: str, needs: str = NETWORK, slow: bool = False
) -> Callable[[F], F]:
    """Add the decorated function to the table of changes. Where it ``needs`` the input, its value is worked
    out for the current input and for all examples: it gets both, the latter None where there are none."""

    def added(find: F) -> F:
        CHANGES.add(Entry(form, Kind.TRUTH, find, meaning, example, "Imagined changes", needs, slow=slow))
        return find

    return added
