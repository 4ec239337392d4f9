"""Lessons made by hand, without a text."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Target
from nnviz.lessons import language
from nnviz.lessons.model import Card, Condition, InputWish, Lesson, Mark, Play, Setup, Step, When
from nnviz.lessons.prose import Paragraph, Words


def said(text: str) -> tuple[Paragraph, ...]:
    """A paragraph of plain words."""
    return (Paragraph((Words(text),)),)


def condition(text: str) -> Condition:
    """A sentence of the language."""
    return Condition(language.parse(text), text, Mark(1))


def card(title: str, *done: str, in_turn: bool = False, **setup: object) -> Card:
    """A card of one step."""
    made = Step(said(f"About {title}."), Setup(**setup), (), tuple(map(condition, done)), in_turn)  # type: ignore[arg-type]
    return Card(title, (made,))


def with_step(one: Card, *done: str, **setup: object) -> Card:
    """The same card with another step."""
    made = Step(said("And then."), Setup(**setup), (), tuple(map(condition, done)))  # type: ignore[arg-type]
    return replace(one, steps=(*one.steps, made))


def lesson(*cards: Card, minutes: float = 10.0) -> Lesson:
    """A lesson of these cards."""
    return Lesson("made", "A lesson made by hand", cards, minutes=minutes)


def small() -> Lesson:
    """Four cards: one neuron in the hand, the same with two steps, a digit's pass, the lab."""
    one = card(
        "One neuron",
        "output > 0.5",
        sample="neuron",
        input=InputWish(sample=2),
        select=Target(1, 0),
        touch=("weights",),
        moment=When(at_end=True),
    )
    two = with_step(
        card("Two steps", "input differs from before", sample="neuron", input=InputWish(sample=0)),
        "output > 0.5",
        touch=("bias",),
    )
    three = card(
        "A pass",
        sample="digits",
        input=InputWish(drawn=True, sample=5),
        play=Play(When(), When(1, "activate", at_end=True)),
    )
    return lesson(one, two, three, card("The lab", sample="digits", page="lab", part="softmax"))
