"""The kinds of question, as plain values. None holds a key: each says what the network is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.lessons.language.expression import Expression
from nnviz.lessons.prose import Spans


@dataclass(frozen=True)
class Option:
    """An answer to choose. It is right where ``when`` holds. ``feedback`` is said to whoever chose it."""

    spans: Spans
    when: Expression
    feedback: Spans = ()


@dataclass(frozen=True)
class Choice:
    """Choose one. ``options`` are written in the lesson; or they are the network's classes (``of_classes``),
    and the one that ``key`` gives is right. ``explained`` is said after any answer."""

    ask: Spans
    options: tuple[Option, ...] = ()
    of_classes: bool = False
    key: Expression | None = None
    explained: Spans = ()


@dataclass(frozen=True)
class Wrong:
    """A usual wrong number, computed as it is come by, and what is said to whoever gives it."""

    value: Expression
    feedback: Spans


@dataclass(frozen=True)
class Number:
    """Give a number. It is right within ``tolerance`` of ``key``; an answer next to a ``wrong`` one (within
    the same tolerance, and not right) gets that one's feedback."""

    ask: Spans
    key: Expression
    tolerance: float = 0.01
    wrong: tuple[Wrong, ...] = ()
    explained: Spans = ()


@dataclass(frozen=True)
class Click:
    """Click a neuron of layer ``layer``. Where ``when`` is given, every neuron is right for which it holds,
    read as *it*; where ``largest`` is given, the one of which it is largest. One of the two is None."""

    ask: Spans
    layer: int
    when: Expression | None = None
    largest: Expression | None = None
    wrong: tuple[Option, ...] = ()
    """Conditions on *it* with feedback, the first that holds for a wrong neuron is said."""
    explained: Spans = ()


@dataclass(frozen=True)
class Make:
    """Make it so: change what may be touched until ``until`` holds."""

    ask: Spans
    until: Expression
    explained: Spans = ()


Question = Choice | Number | Click | Make
