"""The head of the inspector: which neuron, what it is asked, its formula, and the same with numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, Target
from nnviz.scene.words import names
from nnviz.scene.words import questions as words
from nnviz.scene.words.counting import counted
from nnviz.scene.words.mathematics import Math, inline, plain
from nnviz.session import Session
from nnviz.ui.paint.mathematics import Equation, fitting
from nnviz.ui.paint.mathematics import equation as laid_out
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.run.inspector.subject import Subject

RING = 40
TOP = 10
FORMULA, NUMBERS, LEAST = 22.0, 19.0, 14.0
"""Pixels of the letters, of the numbers below them, and of both where there is little room."""
LINE = 28
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class HeadWords:
    """What was drawn last beside the numbers, so that the next picture can leave out what stays."""

    title: str
    question: str
    sentence: str
    letters: Math


class HeadSection(Section):
    """Ring, title, question, formula and the live equation."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.title = ""
        self.question = ""
        self.equation = ""
        self.sentence = ""
        self._numbers: Math = ()
        self._is_low = False
        self._letters: Math = ()
        self._before = self._now = HeadWords("", "", "", ())

    def show_subject(self, subject: Subject) -> None:
        """Take the formula first: the height depends on it."""
        self._letters = letters(subject)
        super().show_subject(subject)

    def set_low(self, is_low: bool) -> None:
        """Where the inspector is low, the numbers alone say the equation: each line leaves a product less."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.set_look(self.look)

    def arrange(self) -> None:
        """Work out the words."""
        subject = self.subject
        if subject is None or subject.target is None:
            return
        self.title = names.unit_with_layer(subject.document, subject.target)
        self.question = words.question(subject.document, subject.target)
        self._numbers = equation(subject)
        self.equation = plain(self._numbers)
        self.sentence = words.what_it_does(subject.document, subject.target)
        self.setAccessibleName(f"{self.title}. {self.question} {self.equation}")
        words_now = HeadWords(self.title, self.question, self.sentence, self._letters)
        self._before, self._now = self._now, words_now

    def height_wanted(self) -> int:
        look = self.look
        height = TOP * look.s + self._ring() + 8 * look.s + self._sentence_height()
        if self.subject is not None and self.subject.explanation is not None:
            height += self._formula_height() + self._line_height() + 6 * look.s
        return ceil(height)

    def mark_changed(self) -> None:
        """While one neuron is shown only its equation is another, and its name where another one is."""
        before, now = self._before, self._now
        if (before.sentence, before.letters) != (now.sentence, now.letters):
            self.update()
            return
        self.update(self._equation_rect().toAlignedRect())
        if (before.title, before.question) != (now.title, now.question):
            self.update(QRectF(0, 0, self.width(), self._sentence_top()).toAlignedRect())

    def paint(self, painter: QPainter, subject: Subject) -> None:
        """Draw it from top to bottom."""
        if subject.target is None:
            return
        look, left, top = self.look, self.inner.left(), TOP * self.look.s
        line, below = self._equation_rect(), self._sentence_top()
        if self.is_due(QRectF(0, 0, self.width(), below)):
            self._paint_ring(painter, QRectF(left, top, self._ring(), self._ring()), ring_text(subject))
            self._paint_words(painter, QRectF(left + self._ring() + 12 * look.s, top, 0, self._ring()))
        if self.is_due(QRectF(0, below, self.width(), line.top() - below)):
            self._paint_sentence(painter, below)
            if self._letters and not self._is_low:
                self._paint_formula(painter, line.top() - self._formula_height())
        if subject.explanation is not None and self.is_due(line):
            self._fitted(subject, line.width()).draw(
                painter, line.left(), line.center().y(), look.color("ink")
            )

    def _sentence_top(self) -> float:
        return TOP * self.look.s + self._ring() + 6 * self.look.s

    def _equation_rect(self) -> QRectF:
        top = self._sentence_top() + 2 * self.look.s
        top += self._sentence_height() + self._formula_height()
        return QRectF(self.inner.left(), top, self.inner.width(), self._line_height())

    def _paint_formula(self, painter: QPainter, top: float) -> None:
        typeset = fitting(self._letters, FORMULA * self.look.s, self.inner.width(), LEAST)
        # In the middle with all of its height: a sum's index hangs below.
        middle = top + (self._formula_height() + typeset.above_axis - typeset.below_axis) / 2
        typeset.draw(painter, self.inner.left(), middle, self.look.color("ink"))

    def _paint_sentence(self, painter: QPainter, top: float) -> None:
        painter.setFont(self.look.font(15))
        painter.setPen(self.look.color("ink2"))
        place = QRectF(self.inner.left(), top, self.inner.width(), self._sentence_height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), self.sentence)

    def _sentence_height(self) -> float:
        """Room for the sentence, which may need two lines or three."""
        subject = self.subject
        if (
            subject is None
            or subject.target is None
            or not words.what_it_does(subject.document, subject.target)
        ):
            return 0.0
        return 3 * 1.3 * self.look.text(15)

    def _ring(self) -> float:
        return max(RING * self.look.s, 36.0)

    def _formula_height(self) -> float:
        return 46 * self.look.s if self._letters and not self._is_low else 0.0

    def _line_height(self) -> float:
        return max(LINE * self.look.s, 20.0)

    def _fitted(self, subject: Subject, width: float) -> Equation:
        """The equation in smaller letters, down to the floor, or without the sum (section 2 has it)."""
        wanted = max(NUMBERS * self.look.s, LEAST)
        made = laid_out(self._numbers, wanted)
        if made.width > width and made.pixels * width / made.width < LEAST:
            return fitting(shorter(subject, self._numbers), wanted, width, LEAST)
        return fitting(self._numbers, wanted, width, LEAST)

    def _paint_ring(self, painter: QPainter, rect: QRectF, text: str) -> None:
        look = self.look
        pen = QPen(look.color("now"), 3 * look.s)
        painter.setPen(pen)
        painter.setBrush(look.color("bg"))
        half = pen.widthF() / 2
        painter.drawEllipse(rect.adjusted(half, half, -half, -half))
        pixels = 17.0
        while (
            QFontMetricsF(look.font(pixels, 700)).horizontalAdvance(text) > rect.width() - 12 and pixels > 9
        ):
            pixels -= 1
        painter.setFont(look.font(pixels, 700))
        painter.setPen(look.color("ink"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        look = self.look
        room = QRectF(place.left(), place.top(), self.inner.right() - place.left(), place.height())
        upper = QRectF(room.left(), room.top() - 2, room.width(), room.height() * 0.56)
        lower = QRectF(room.left(), upper.bottom(), room.width(), room.height() * 0.46)
        painter.setFont(look.font(20, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(upper, LEFT, _elided(painter, self._fitting_title(painter, room), room.width()))
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        painter.drawText(lower, LEFT, _elided(painter, self.question, room.width()))

    def _fitting_title(self, painter: QPainter, room: QRectF) -> str:
        """The whole name of the unit, or without its layer's where there is no room for both."""
        target = None if self.subject is None else self.subject.target
        if self.subject is None or target is None:
            return self.title
        if painter.fontMetrics().horizontalAdvance(self.title) <= room.width():
            return self.title
        return names.capital(names.unit(self.subject.document, target.layer, target.unit))


def letters(subject: Subject) -> Math:
    """The formula of this kind of unit; empty where it only passes on what another layer made."""
    explanation = subject.explanation
    if explanation is None:
        return ()
    if not subject.weighs and subject.curve is not None and subject.curve.scores is None:
        return ("y = f(z)",)
    first, *further = subject.steps
    return (*first.letters, *(part for step in further for part in (",   ", *step.letters)))


def equation(subject: Subject) -> Math:
    """The formula with the numbers of this very pass; ≈ where the printed numbers do not agree exactly."""
    if subject.explanation is None:
        return ()
    if "activate" in subject.hidden:
        return ("y = ?  hidden until reached",)
    last = subject.steps[-1]
    is_one_of_many = subject.curve is not None and subject.curve.scores is not None
    return (*(last.letters[:2] if is_one_of_many else ("y",)), *inline(last.numbers))


def shorter(subject: Subject, math: Math) -> Math:
    """``y = f(5.53 − 0.06) = f(5.47) = 0.92`` as ``y = f(5.47) = 0.92``, and a share without its powers."""
    last = subject.steps[-1] if "activate" not in subject.hidden else None
    if last is not None and last.short:
        return (*last.letters[:2], *last.short)
    text = plain(math)
    first, _, rest = text.rpartition(" f(")
    if first.startswith("y = f("):
        return (f"y = f({rest}",)
    found = re.search(r" ([=≈]) (\S+)$", text)
    return (f"y {found[1]} {found[2]}",) if found and not subject.weighs else math


def ring_text(subject: Subject) -> str:
    """What stands inside the ring: a short class name, or the number."""
    assert subject.target is not None
    return short_name(subject.document, subject.target)


def short_name(document: Document, target: Target) -> str:
    """The class of an output where it is short, otherwise the unit's number; a place inside an image."""
    if isinstance(target.unit, tuple):
        return str(counted(target.unit)[0])
    if target.layer == len(document.network.layers):
        name = names.output(document, target.unit)
        if len(name) <= 2:
            return name
    return str(target.unit)


def _elided(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
