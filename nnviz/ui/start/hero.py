"""The large card: a lesson, or a network at work, and the one filled button that leads into it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.kept import Kept
from nnviz.scene.words.greeting import Greeting, greeting
from nnviz.session import Session
from nnviz.ui import icons
from nnviz.ui.start.glimpses import GlimpsePainter
from nnviz.ui.start.in_hand import InHand, paint_in_hand
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write

RADIUS, FADE, TITLES = 14, 132, (52, 44, 36, 30, 26, 22)
"""The spec's pixels: the card's corners, the way over which its picture fades in; and the title's sizes."""
WORDS, LESSON_WORDS = 0.42, 0.46
"""The share of the card that the words of a network have, and those of a lesson; the picture has the rest."""


class Hero(PaintedButton):
    """Shows a lesson with the network of its card, or the session's document, where it stands in time.
    Pressing it anywhere leads there."""

    radius = float(RADIUS)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Begin", parent)
        self._session = session
        self._glimpse: Kept[GlimpsePainter] = Kept()
        self.greeting = Greeting("", "", "", "")
        self.lesson: InHand | None = None
        self._document: Document | None = None

    def show_lesson(self, said: InHand | None) -> None:
        """Say this of a lesson from now on; None: show what the session holds."""
        if said == self.lesson:
            return
        self.lesson = said
        if said is None:
            self.greeting, self._document = Greeting("", "", "", ""), None
        else:
            told = f"{said.button}: {said.title}. {said.count}, {said.card}"
            self.describe(told, f"{said.button} (Space)")
        self.update()

    def show_document(self, document: Document | None) -> None:
        """The network of the lesson's card; until it is there, the session's is shown."""
        self._document = document
        self.update()

    def refresh(self) -> None:
        """Say and show what the session holds, where it isn't a lesson."""
        if self.lesson is not None:
            self.update()
            return
        said = greeting(self._session.document, self._session.has_unsaved_work or bool(self._session.path))
        if said != self.greeting:
            self.greeting = said
            self.describe(f"{said.button}: {said.title}. {said.line}", f"{said.button} (Space)")
        self.update()

    def paint(self, painter: QPainter) -> None:
        look = self.look
        card = QPainterPath()
        card.addRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.px(RADIUS), look.px(RADIUS)
        )
        painter.fillPath(card, look.color("panel"))
        self._paint_picture(painter)
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1))
        painter.drawPath(card)
        self._paint_words(painter)

    def _paint_picture(self, painter: QPainter) -> None:
        look, edge = self.look, self.look.px(8)
        left = round(self.width() * self._words) - look.px(FADE) // 2
        room = QRectF(left, edge, self.width() - left - edge, self.height() - 2 * edge)
        theme, ratio = look.theme.name, self.devicePixelRatioF()
        document = self._document or self._session.document
        one = self._glimpse.get(lambda: GlimpsePainter(document, theme, ratio), (document,), (theme, ratio))
        one.set_preferences(self._session.preferences)
        frame = QPainterPath()
        frame.addRoundedRect(room, look.px(10), look.px(10))
        painter.save()
        painter.setClipPath(frame)
        painter.fillRect(room, look.color("bg"))
        # Another network's pass is as far as the session's own.
        share = self._session.view.seconds / max(self._session.timeline.seconds, 1e-9)
        one.draw(painter, room, share * one.seconds)
        painter.restore()
        fade = QLinearGradient(room.left(), 0, room.left() + look.px(FADE), 0)
        fade.setColorAt(0, look.color("panel"))
        fade.setColorAt(1, look.color("panel", 0.0))
        painter.fillRect(QRectF(room.left() - 1, edge, look.px(FADE) + 1, room.height()), fade)

    def _paint_words(self, painter: QPainter) -> None:
        look, said = self.look, self.greeting
        if self.lesson is not None:
            wide = self.width() * self._words - look.px(32)
            whole = QRectF(look.px(32), look.px(26), wide, self.height())
            paint_in_hand(painter, look, whole, self.lesson, self.button_rect())
            self._paint_button(painter, self.button_rect())
            return
        left, wide = look.px(32), self.width() * WORDS - look.px(32) - look.px(FADE) / 2
        y = float(look.px(26))
        high = max(look.px(24), 18)
        write(painter, QRectF(left, y, wide, high), said.kicker, look, 16, 600, "ink2")
        y += high + look.px(8)
        size = next((p for p in TITLES if self._advance(said.title, p) <= wide), TITLES[-1])
        room = max(look.px(62), 34)
        write(painter, QRectF(left, y, wide, room), said.title, look, size, 700)
        y += room + look.px(6)
        painter.setFont(look.font(18))
        painter.setPen(look.color("ink2"))
        button = self.button_rect()
        painter.drawText(
            QRectF(left, y, wide, button.top() - y - look.px(8)), Qt.TextFlag.TextWordWrap, said.line
        )
        self._paint_button(painter, button)

    def _advance(self, text: str, pixels: float) -> float:
        return QFontMetricsF(self.look.font(pixels, 700)).horizontalAdvance(text)

    def button_rect(self) -> QRectF:
        """The filled button."""
        look = self.look
        high = look.target(48)
        words = QFontMetricsF(look.font(20, 700)).horizontalAdvance(self._button())
        return QRectF(look.px(32), self.height() - high - look.px(24), words + look.px(96), high)

    @property
    def _words(self) -> float:
        return WORDS if self.lesson is None else LESSON_WORDS

    def _button(self) -> str:
        return self.greeting.button if self.lesson is None else self.lesson.button

    def _paint_button(self, painter: QPainter, rect: QRectF) -> None:
        look = self.look
        color = QColor(look.theme.now)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.lighter(108) if self.underMouse() else color)
        painter.drawRoundedRect(rect, look.px(14), look.px(14))
        side = max(look.px(22), 16)
        sign = icons.pixmap("play", look.theme.nowink, side, self.devicePixelRatioF())
        painter.drawPixmap(round(rect.left()) + look.px(24), round(rect.center().y() - side / 2), sign)
        words = rect.adjusted(look.px(34) + side, 0, 0, 0)
        write(painter, words, self._button(), look, 20, 700, "nowink")
