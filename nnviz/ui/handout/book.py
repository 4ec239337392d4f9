"""The pages of a handout, and the PDF that they make."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Card, Lesson
from nnviz.lessons.saying import minutes
from nnviz.lessons.staging import Staged, staged_card
from nnviz.ui.app import application
from nnviz.ui.handout import parts
from nnviz.ui.handout.parts import LIGHT, Part, Wish
from nnviz.ui.handout.pictures import Pictures

PAGE = (794.0, 1123.0)
"""A4 in pixels, 96 an inch."""
MARGIN, HEAD, FOOT = 56.0, 36.0, 32.0
LEAST_PICTURE = 230.0
"""Below so many pixels a picture shows nothing: then what doesn't fit goes on another page."""
FURTHER = 0.62
"""Width of the picture of a further step, beside that of the first."""


def handout(lesson: Lesson, wish: Wish) -> bytes:
    """A lesson as the bytes of a PDF: a card a page, or more where it says more. Makes an application where
    there is none.

    Raises:
        NNVizError: a card can't be set up.
    """
    application()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(lesson.title)
    writer.setCreator("nnviz")
    writer.setResolution(96)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    pictures = Pictures()
    try:
        with QPainter(writer) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _Book(lesson, wish, pictures, writer, painter).write()
    finally:
        pictures.close()
    return bytes(buffer.data().data())


class _Book:
    """Writes a lesson's pages one after the other."""

    def __init__(
        self, lesson: Lesson, wish: Wish, pictures: Pictures, writer: QPdfWriter, painter: QPainter
    ) -> None:
        self._lesson, self._wish, self._pictures = lesson, wish, pictures
        self._writer, self._painter = writer, painter
        self._width = PAGE[0] - 2 * MARGIN
        self._number = 0
        self._y = 0.0

    def write(self) -> None:
        """All cards."""
        for number, card in enumerate(self._lesson.cards):
            self._card(number, card, list(staged_card(self._lesson, number, LIGHT.name)))

    def _card(self, number: int, card: Card, steps: list[Staged]) -> None:
        self._begin(number, card)
        self._put(parts.plain(card.title, parts.TITLE, self._width))
        texts = [list(parts.of_step(one.text, one.facts, self._width, self._wish)) for one in steps]
        below = [part for group in texts for part in group]
        if self._wish.notes and card.notes:
            below.append(parts.notes(card, steps[0].facts, self._width))
        self._picture(steps[0], 1.0, sum(part.height + parts.GAP for part in below))
        for place, group in enumerate(texts):
            if place and _is_elsewhere(steps[place - 1].facts, steps[place].facts):
                self._picture(steps[place], FURTHER, 0.0)
            for part in group:
                self._put(part)
        for part in below[sum(map(len, texts)) :]:
            self._put(part)

    def _picture(self, step: Staged, share: float, below: float) -> None:
        """A step's picture, lower where that makes room for what stands below it."""
        width = self._width * share
        height = self._pictures.height_for(step, width)
        left = PAGE[1] - MARGIN - FOOT - self._y - parts.GAP
        height = min(height, max(left - below, min(LEAST_PICTURE, height)))

        def draw(painter: QPainter, at: QPointF) -> None:
            room = QRectF(at.x(), at.y(), width, height)
            self._pictures.draw(painter, step, room)
            painter.setPen(QPen(LIGHT.color("line"), 1))
            painter.drawLine(QPointF(at.x(), at.y() + height), QPointF(at.x() + self._width, at.y() + height))

        self._put(Part(height, draw))

    def _put(self, part: Part) -> None:
        """The next part: on this page, or on another where it doesn't fit."""
        if self._y + part.height > PAGE[1] - MARGIN - FOOT and self._y > MARGIN + HEAD:
            self._turn()
            self._head("goes on")
        self._painter.save()
        part.draw(self._painter, QPointF(MARGIN, self._y))
        self._painter.restore()
        self._y += part.height + parts.GAP

    def _begin(self, number: int, card: Card) -> None:
        if self._number:
            self._turn()
        self._number = number + 1
        self._head(minutes(self._lesson.minutes_of(number)))

    def _turn(self) -> None:
        self._writer.newPage()

    def _head(self, right: str) -> None:
        left = f"{self._lesson.title}   ·   {self._number} of {len(self._lesson.cards)}   ·   {right}"
        parts.plain(left, parts.SMALL, self._width).draw(self._painter, QPointF(MARGIN, MARGIN - 12))
        self._y = MARGIN + HEAD - 12


def _is_elsewhere(one: Facts, other: Facts) -> bool:
    """Whether a step shows another network or another page than the one before."""
    same = one.document.network.layers == other.document.network.layers
    return not same or one.view.page != other.view.page
