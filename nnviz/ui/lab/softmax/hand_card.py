"""The score in hand: its share, the equation, and what learning asks of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.scene.lab.softmax.bench import sample_words
from nnviz.scene.lab.softmax.printed import Error, Quotient, error, quotient, sigmoid_words
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.lab.softmax.words import verdict
from nnviz.scene.words.mathematics import Fraction, Lowered, Math, e_to, plain
from nnviz.scene.words.names import subscript
from nnviz.scene.words.numbers import MINUS
from nnviz.ui.lab.ink import RIGHT, room
from nnviz.ui.lab.softmax.card import Card
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.paint.mathematics import fitting
from nnviz.ui.run.rail import picture
from nnviz.ui.widgets.fitting import write, write_fullest

PICTURE = 76.0
EQUATION, LEAST = 2.7, 1.5
"""Lines of small letters that the equation needs, and that the share has at least."""


class HandCard(Card):
    """Everything about one score."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._kept = KeptPixmap()

    def show_document(self, document: Document) -> None:
        """Whose picture stands in the corner."""
        self._document = document

    def words(self, shown: Shown) -> str:
        """The card for those who hear it."""
        text = quotient(shown.working, shown.place)
        told = plain(_equation(shown, text))
        advice = verdict(shown.working, shown.place)[0]
        return f"{_title(shown)}. Its share: {told}. {_error_words(shown)}. {advice}"

    def paint_shown(self, painter: QPainter, shown: Shown) -> None:
        """From top to bottom: what it is, its share, how that comes about, what it should do."""
        look, line, pad = self.look, self.line, self.pad
        top = look.px(18)
        side = self._paint_picture(painter, shown)
        beside = -(side + look.px(12)) if side else 0
        write(painter, self.row(top).adjusted(0, 0, beside, 0), _title(shown), look, 20, 700)
        write_fullest(
            painter, self.row(top + line).adjusted(0, 0, beside, 0), _subtitles(shown), look, 16, token="ink2"
        )
        text = quotient(shown.working, shown.place)
        below = self.height() - look.px(14) - 2 * line
        share_top = top + 2 * line + look.px(2)
        # Where letters are large and the card is low, the share gives its room to the equation.
        free = below - look.px(8) - share_top
        high = min(84 * look.s, max(free - EQUATION * look.text(16), LEAST * look.text(16)))
        self._paint_share(painter, text.y, share_top, high, shown)
        middle = (share_top + high + below - look.px(8)) / 2
        made = fitting(_equation(shown, text), max(30 * look.s, 24.0), self.width() - 2 * pad, 16.0)
        made.draw(painter, pad, middle, look.color("ink"))
        painter.setPen(QPen(look.color("line"), 1))
        y = round(below - look.px(6)) + 0.5
        painter.drawLine(QPointF(pad, y), QPointF(self.width() - pad, y))
        self._paint_error(painter, shown, below)
        advice = verdict(shown.working, shown.place)
        write_fullest(painter, self.row(below + line), advice, look, 16, token="ink2")

    def _paint_picture(self, painter: QPainter, shown: Shown) -> float:
        document, look = self._document, self.look
        if document is None or not shown.bench.sample or picture.size_of(document) is None:
            return 0.0
        side = PICTURE * look.s
        rect = QRectF(self.width() - self.pad - side, look.px(18), side, side)
        values = document.input.values
        picture.paint_kept(
            painter, rect, self._kept, lambda: picture.pixels(document, values), (document.input,)
        )
        return side

    def _paint_share(self, painter: QPainter, text: str, top: float, high: float, shown: Shown) -> None:
        look, pad = self.look, self.pad
        is_number = text != "NaN"
        shown_text = text if is_number else "NaN !"
        after = QFontMetricsF(look.font(18, 600)).horizontalAdvance("its share") + look.px(20)
        width = self.width() - 2 * pad - after
        pixels = min(84.0, 1.1 * high / look.s)
        while pixels > 24 and not room(look, pixels, 800, width)(shown_text):
            pixels -= 4
        wide = write(
            painter,
            QRectF(pad, top, width + 4, high),
            shown_text,
            look,
            pixels,
            800,
            "now" if is_number else "warn",
        )
        beside = QRectF(pad + wide + look.px(20), top + high * 0.44, after, self.line)
        write(painter, beside, "its share", look, 18, 600)
        if beside.bottom() + self.line <= top + high + look.px(14):
            write(painter, beside.translated(0, self.line), "of 1", look, 16, 400, "ink2")

    def _paint_error(self, painter: QPainter, shown: Shown, top: float) -> None:
        look, text = self.look, error(shown.working, shown.place)
        value = float(shown.working.errors[shown.place])
        token = "warn" if text.result == "NaN" else look.theme.sign(value) if value else "ink"
        result = f"{text.result} !" if text.result == "NaN" else text.result
        row = self.row(top)
        wide = write(painter, row, result, look, 24, 700, token, RIGHT)
        left = _error_left(shown, text)
        left = left if room(look, 18, 500, row.width() - wide - 10)(left) else left.partition(" = ")[2]
        write(painter, row, left, look, 18, 500)


def _title(shown: Shown) -> str:
    return f"“{shown.bench.labels[shown.place]}” in your hand"


def _subtitles(shown: Shown) -> tuple[str, ...]:
    bench, working = shown.bench, shown.working
    if bench.count == 1:
        return ("one score: its share is always 1",)
    if bench.count == 2 and working.is_whole:
        own, other = bench.numbers[shown.place], bench.numbers[1 - shown.place]
        words = sigmoid_words(working, shown.place, (subscript(own), subscript(other)))
        return (words, words.partition(" = ")[2], "sigmoid of the difference")
    known = sample_words(bench)
    if bench.origin == "own":
        return (f"your own scores; {known}", "your own scores") if known else ("your own scores",)
    return (known, bench.sample) if known else (bench.note, "an example")


def _equation(shown: Shown, text: Quotient) -> Math:
    number = str(shown.bench.numbers[shown.place])
    end = " !" if text.y == "NaN" else ""
    return (
        "y",
        Lowered(number),
        " = ",
        Fraction(e_to(text.power), (text.total,)),
        f" {text.first} ",
        Fraction((text.part,), (text.total,)),
        f" {text.second} {text.y}{end}",
    )


def _error_left(shown: Shown, text: Error) -> str:
    inside = f"{text.y} {MINUS} {text.t}"
    numbers = f"({inside})/{text.temperature}" if text.temperature else inside
    return f"{shown.labels.errors} = {numbers} {text.relation}"


def _error_words(shown: Shown) -> str:
    text = error(shown.working, shown.place)
    return f"{_error_left(shown, text)} {text.result}"
