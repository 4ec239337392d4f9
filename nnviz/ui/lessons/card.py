"""A lesson as a card to press: its picture, its title, how long it is, how far somebody is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from nnviz.lessons.standing import Standing
from nnviz.ui import icons
from nnviz.ui.lessons import words
from nnviz.ui.lessons.segments import paint_row
from nnviz.ui.start.cards import PAD, Pictured
from nnviz.ui.widgets.fitting import write

FOOT = 34.0
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class LessonCard(Pictured):
    """Pressing it opens the lesson where one was in it. ``tells``: what it is about stands on it too."""

    def __init__(self, standing: Standing, parent: QWidget, tells: bool = False) -> None:
        super().__init__(standing.glance.title, standing.glance.about, parent)
        self.tells, self.picture_high = tells, 98.0
        self.standing = standing
        self.show_standing(standing)

    def show_standing(self, standing: Standing) -> None:
        """This is how far it is."""
        self.standing = standing
        seen = standing.glance
        self.title, self.line = seen.title, seen.about
        done = sum(standing.done)
        name = f"Lesson: {seen.title}. {standing.length}, {words.progress(done, len(standing.done))}"
        self.describe(name, f"{seen.title}\n{seen.about}" if seen.about else seen.title)
        self.update()

    def height_for(self, width: int) -> int:
        """Pixels for all of it, on a card so wide."""
        look, wide = self.look, width - self.look.px(26)
        high = look.px(PAD + 4) + look.px(self.picture_high) + self._title_high(wide)
        return round(high + self._about_high(wide) + max(look.px(FOOT), 26) + look.px(4))

    def _title_high(self, wide: int) -> int:
        """Two lines at most."""
        metrics = QFontMetrics(self.look.font(self._pixels, 600))
        found = metrics.boundingRect(QRect(0, 0, wide, 1000), _WRAP, self.title).height()
        return min(found, 2 * metrics.lineSpacing()) + self.look.px(10)

    @property
    def _pixels(self) -> float:
        return 18.0 if self.tells else 16.0

    def _about_high(self, wide: int) -> int:
        if not self.tells or not self.line:
            return 0
        metrics = QFontMetrics(self.look.font(15))
        return metrics.boundingRect(QRect(0, 0, wide, 1000), _WRAP, self.line).height() + self.look.px(10)

    def picture_rect(self) -> QRectF:
        pad = self.look.px(PAD)
        return QRectF(pad, pad, self.width() - 2 * pad, self.look.px(self.picture_high))

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_plate(painter)
        self.paint_picture(painter)
        left, wide = look.px(14), self.width() - look.px(26)
        top = self.picture_rect().bottom() + look.px(8)
        high = self._title_high(wide) - look.px(4)
        painter.save()
        painter.setClipRect(QRectF(left, top, wide, high))
        painter.setFont(look.font(self._pixels, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(QRectF(left, top, wide, 1000), _WRAP, self.title)
        painter.restore()
        if self.tells:
            painter.setFont(look.font(15))
            painter.setPen(look.color("ink2"))
            painter.drawText(QRectF(left, top + high, wide, 1000), _WRAP, self.line)
        self._paint_foot(painter, left, wide)

    def _paint_foot(self, painter: QPainter, left: float, wide: float) -> None:
        """How far one is, at the left; how long it is, or that it is done, at the right."""
        look, one = self.look, self.standing
        high = max(look.px(FOOT), 26)
        foot = QRectF(left, self.height() - high - look.px(4), wide, high)
        text = "done" if one.is_done else one.length
        right = Qt.AlignmentFlag.AlignRight
        said = write(painter, foot, text, look, 15, 500, "ink2", right)
        room = foot.right() - said - look.px(14)
        if one.is_done:
            side = max(look.px(18), 14)
            sign = icons.pixmap("check", look.theme.now, side, self.devicePixelRatioF())
            room -= side + look.px(6)
            painter.drawPixmap(round(room + look.px(8)), round(foot.center().y() - side / 2), sign)
        bar = max(6 * look.s, 5.0)
        # A card with few segments keeps them short.
        long = min(room - left, len(one.done) * look.px(16))
        row = QRectF(left, foot.center().y() - bar / 2, max(long, 1.0), bar)
        paint_row(painter, look, row, one.done, one.here)
