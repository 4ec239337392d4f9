"""What stands on a card's page, from top to bottom: each part knows its height and draws itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Card, Step
from nnviz.lessons.prose import Paragraph, Words
from nnviz.lessons.prose import Prose as Blocks
from nnviz.lessons.questions import Choice, Click, Make, Number, Question
from nnviz.lessons.questions.key import key_of, options_of
from nnviz.lessons.saying import asked_of
from nnviz.ui.paint.prose import Prose, Style
from nnviz.ui.theme import THEMES

LIGHT = THEMES["light"]
TEXT = Style(LIGHT, 13.0, 20.0, "ink", is_direct=True)
SMALL = replace(TEXT, pixels=11.5, leading=17.0, token="ink2")
TITLE = replace(TEXT, pixels=26.0, leading=33.0, weight=700)
GAP, PAD, RADIUS = 12.0, 12.0, 8.0
LINE = 30.0
"""Height of a line to write on."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Part:
    """A piece of a page that isn't cut: its height and what draws it at a place."""

    height: float
    draw: Callable[[QPainter, QPointF], None]


@dataclass(frozen=True)
class Wish:
    """What a handout holds besides the cards: the lecturer's notes, and the answers."""

    notes: bool = False
    answers: bool = False


def text(blocks: Blocks, style: Style, width: float, facts: Facts) -> Part:
    """A text of so many pixels' width; its live values are the network's as the card sets it up."""
    laid = Prose(blocks, style, width, asked_of(facts))
    return Part(laid.height, lambda painter, at: laid.draw(painter, at.x(), at.y()))


def plain(words: str, style: Style, width: float, bold: bool = False) -> Part:
    """A line or some of plain words."""
    laid = Prose((Paragraph((Words(words, bold=bold),)),), style, width, str)
    return Part(laid.height, lambda painter, at: laid.draw(painter, at.x(), at.y()))


def boxed(parts: list[Part], width: float, token: str = "line") -> Part:
    """Parts in a frame of their own."""
    height = 2 * PAD + sum(part.height for part in parts) + GAP / 2 * (len(parts) - 1)

    def draw(painter: QPainter, at: QPointF) -> None:
        painter.setPen(QPen(LIGHT.color(token), 1.2))
        painter.setBrush(LIGHT.color("panel"))
        painter.drawRoundedRect(QRectF(at.x(), at.y(), width, height), RADIUS, RADIUS)
        y = at.y() + PAD
        for part in parts:
            part.draw(painter, QPointF(at.x() + PAD, y))
            y += part.height + GAP / 2

    return Part(height, draw)


def of_step(step: Step, facts: Facts, width: float, wish: Wish) -> Iterator[Part]:
    """What a step says, what is to be done, what it asks."""
    if step.prose:
        yield text(step.prose, TEXT, width, facts)
    if step.do:
        yield plain(f"To do: {step.do}", TEXT, width, bold=True)
    for question in step.questions:
        yield boxed(list(_question(question, facts, width - 2 * PAD, wish)), width, "now")


def notes(card: Card, facts: Facts, width: float) -> Part:
    """The lecturer's notes."""
    inner = width - 2 * PAD
    return boxed(
        [plain("For the lecturer", SMALL, inner, bold=True), text(card.notes, SMALL, inner, facts)], width
    )


def _question(question: Question, facts: Facts, width: float, wish: Wish) -> Iterator[Part]:
    yield text((Paragraph(question.ask),), replace(TEXT, weight=600), width, facts)
    if isinstance(question, Choice):
        for letter, spans in zip(LETTERS, options_of(question, facts.document), strict=False):
            yield text((Paragraph((Words(f"{letter}   "), *spans)),), TEXT, width, facts)
    elif isinstance(question, Number):
        yield Part(LINE, lambda painter, at: _ruled(painter, at, width / 3))
    elif isinstance(question, Click):
        yield plain("Show it in the picture.", SMALL, width)
    elif isinstance(question, Make):
        yield plain("Try it on the screen.", SMALL, width)
    if wish.answers:
        key = key_of(question, facts)
        answer = _lettered(question, key.options) or key.text
        if answer:
            yield plain(f"The network says: {answer}", TEXT, width, bold=True)
        if question.explained:
            yield text((Paragraph(question.explained),), SMALL, width, facts)


def _lettered(question: Question, options: tuple[int, ...]) -> str:
    if not isinstance(question, Choice):
        return ""
    return ", ".join(LETTERS[number] for number in options if number < len(LETTERS))


def _ruled(painter: QPainter, at: QPointF, width: float) -> None:
    painter.setPen(QPen(LIGHT.color("ink3"), 1))
    painter.drawLine(QPointF(at.x(), at.y() + LINE - 4), QPointF(at.x() + width, at.y() + LINE - 4))
