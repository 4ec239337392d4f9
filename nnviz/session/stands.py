"""Where one stands in a lesson, and what was done there."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnviz.document import Document, Target, View
from nnviz.session.work import Work

PAUSE = 1.2
"""Seconds between a step that is done and the next one of its card: what the hand has done is seen first."""


@dataclass(frozen=True, order=True)
class Place:
    """A step of a card, both from 0."""

    card: int = 0
    step: int = 0


@dataclass(frozen=True)
class Framing:
    """At which level a card wants its neuron seen. Another ``number`` is another wish."""

    number: int = 0
    level: str = ""
    target: Target | None = None


@dataclass
class Stand:
    """What was done on one step. ``set_up`` is the document as the card set it up, ``seen`` how it was looked
    at then; ``work`` is what the hand has left, None while it is the one that is open; ``held`` are the
    conditions that have come true."""

    set_up: Document
    seen: View
    level: str
    work: Work | None = None
    held: set[int] = field(default_factory=set)
