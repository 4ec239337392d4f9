"""What the large card says of a lesson: the one in hand, or the first one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from nnviz.lessons.standing import Standing
from nnviz.session.lecture import Lecture
from nnviz.ui.lessons.segments import paint_row
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write

TITLES = (52, 44, 38, 33, 28, 24, 20)
LINES = 3
"""Lines of a title at most."""
SPACED = 1.12
"""From line to line of the title, beside its letters."""
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class InHand:
    """A lesson in words; ``here`` is the card that is marked, from 0."""

    kicker: str
    title: str
    done: tuple[bool, ...]
    here: int | None
    button: str
    count: str
    card: str


def of_standing(one: Standing) -> InHand:
    """A lesson that isn't open."""
    cards, seen = len(one.done), one.glance
    goes_on = one.has_begun and not one.is_done
    title = seen.cards[one.card] if seen.cards else ""
    count = f"card {one.card + 1} of {cards}" if goes_on else f"{cards} cards"
    return InHand(
        _kicker(seen.minutes), seen.title, one.done, one.here, "Go on" if goes_on else "Begin", count, title
    )


def of_lecture(lecture: Lecture) -> InHand:
    """The lesson that is open."""
    lesson, cards = lecture.lesson, len(lecture.lesson.cards)
    done = tuple(lecture.is_done(card) for card in range(cards))
    here = lecture.place.card
    count = f"card {here + 1} of {cards}"
    return InHand(_kicker(lesson.minutes), lesson.title, done, here, "Go on", count, lecture.card.title)


def _kicker(minutes: float) -> str:
    return f"Lesson, {minutes:.0f} minutes" if minutes >= 1 else "Lesson"


def paint_in_hand(painter: QPainter, look: Look, room: QRectF, said: InHand, button: QRectF) -> None:
    """Kicker, title and segments above the button; the card beside it."""
    high = max(look.px(24), 18)
    write(painter, QRectF(room.left(), room.top(), room.width(), high), said.kicker, look, 16, 600, "ink2")
    bar = max(8 * look.s, 6.0)
    foot = button.top() - look.px(18) - bar
    top = room.top() + high + look.px(4)
    _paint_title(painter, look, QRectF(room.left(), top, room.width(), foot - look.px(14) - top), said.title)
    paint_row(painter, look, QRectF(room.left(), foot, room.width(), bar), said.done, said.here)
    left = button.right() + look.px(16)
    wide, middle, line = room.right() - left, button.center().y(), max(look.px(23), 18)
    write(painter, QRectF(left, middle - line, wide, line), said.count, look, 16, 600)
    write(painter, QRectF(left, middle, wide, line), said.card, look, 16, 400, "ink2")


def _paint_title(painter: QPainter, look: Look, room: QRectF, title: str) -> None:
    """As large as there is room for in three lines."""
    size = next((size for size in TITLES if _fits(look, room, title, size)), TITLES[-1])
    painter.setFont(look.font(size, 700))
    painter.setPen(look.color("ink"))
    painter.save()
    painter.setClipRect(room)
    painter.drawText(room, _WRAP, title)
    painter.restore()


def _fits(look: Look, room: QRectF, title: str, size: float) -> bool:
    metrics = QFontMetricsF(look.font(size, 700))
    if any(metrics.horizontalAdvance(word) > room.width() for word in title.split()):
        return False
    high = metrics.boundingRect(QRectF(0, 0, room.width(), 2000), _WRAP, title).height()
    return high <= min(room.height(), LINES * metrics.lineSpacing() + 1)
