"""Between the cards: one point's answer before and after, the button that takes the bends out, and Undo."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.answers import rows
from nnviz.scene.lab.bend.working import Bend
from nnviz.scene.words import numbers
from nnviz.ui import icons
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.part import Part


class FilledButton(PaintedButton):
    """The page's one filled button; its words stand on lines of their own."""

    radius = 20.0
    lines = ""

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        painter.drawRoundedRect(QRectF(self.rect()), look.px(20), look.px(20))
        painter.setPen(look.color("nowink"))
        painter.setFont(look.font(18, 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.lines)


class OutlinedButton(PaintedButton):
    """A pill with a sign and a word."""

    def __init__(self, icon: str, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._icon = icon

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("ink" if self.underMouse() else "ink3"), 1.5))
        painter.setBrush(look.color("raised") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.setFont(look.font(18, 600))
        size = look.px(20)
        wide = painter.fontMetrics().horizontalAdvance(self.text())
        with_sign = wide + size + look.px(10) < rect.width() - look.px(20)
        x = rect.center().x() - (wide + (size + look.px(10) if with_sign else 0)) / 2
        if with_sign:
            image = icons.pixmap(self._icon, look.theme.ink, size, ratio_of(self))
            painter.drawPixmap(round(x), round(rect.center().y() - size / 2), image)
            x += size + look.px(10)
        write(painter, QRectF(x, rect.top(), rect.right() - x, rect.height()), self.text(), look, 18, 600)


class Middle(Part):
    """The change, and the two buttons; only the one that applies can be pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bend: Bend | None = None
        self._note = ""
        self.straighten = FilledButton(words.LABEL, self)
        self.straighten.setText(words.LABEL)
        self.straighten.lines = words.BUTTON
        self.undo = OutlinedButton("undo-2", "Undo", self)

    def parts(self) -> tuple[QWidget, ...]:
        """Its buttons."""
        return self.straighten, self.undo

    def show_bend(self, bend: Bend, undo_words: str, note: str, reason: str) -> None:
        """Show this moment; ``undo_words`` are the second button's, ``reason`` why the first can't be
        pressed, "" where it can."""
        self._bend, self._note = bend, note
        self.straighten.setEnabled(not reason)
        self.straighten.describe(words.LABEL, reason or f"{words.LABEL}: no weight changes")
        self.undo.setText(undo_words)
        self.undo.setEnabled(bend.pair.is_straight and bool(bend.pair.functions))
        self.undo.describe(undo_words, f"{undo_words}: the functions stand in their layers again")
        self.update()

    def place(self) -> None:
        """Everything by the spec's numbers, the change in the middle of what is left above."""
        look, middle = self.look, self.width() // 2
        wide, high = min(look.px(232), self.width() - look.px(24)), look.px(88)
        wide = max(wide, min(self.width() - 8, round(look.text(18) * 9.8)))
        self.straighten.setGeometry(middle - wide // 2, round(self.height() * 184 / 456), wide, high)
        second = min(max(look.px(158), round(look.text(18) * 9)), self.width() - 8)
        self.undo.setGeometry(middle - second // 2, round(self.height() * 345 / 456), second, look.target(46))

    def paintEvent(self, event: QPaintEvent) -> None:
        bend, look = self._bend, self.look
        if bend is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        center = Qt.AlignmentFlag.AlignHCenter
        above = self.straighten.geometry().top()
        room = QRectF(4, above * 0.30, self.width() - 8, look.text(17) * 1.5)
        point = "one point" if bend.dimensions else "one input"
        write(painter, room, f"{point}, same weights", look, 17, 400, "ink2", center)
        change = QRectF(4, room.bottom(), self.width() - 8, above - room.bottom())
        self._paint_change(painter, change, self._answers(bend))
        self._paint_arrow(painter)
        below = QRectF(4, self.undo.geometry().bottom() + look.px(8), self.width() - 8, look.text(17) * 1.5)
        write(painter, below, self._note, look, 17, 400, "ink2", center)

    def _paint_change(self, painter: QPainter, rect: QRectF, forms: tuple[str, ...]) -> None:
        """The fullest form that fits at 18 px, in the largest letters in which it fits."""
        look = self.look
        painter.setFont(look.font(18, 700))
        text = fullest(painter.fontMetrics(), forms, rect.width())
        pixels = 34.0
        while pixels > 18:
            painter.setFont(look.font(pixels, 700))
            if painter.fontMetrics().horizontalAdvance(text) <= rect.width():
                break
            pixels -= 2
        write(painter, rect, text, look, pixels, 700, "ink", Qt.AlignmentFlag.AlignHCenter)

    def _paint_arrow(self, painter: QPainter) -> None:
        look, button = self.look, self.straighten.geometry()
        y = (button.bottom() + self.undo.geometry().top()) / 2
        left, right = button.left() + look.px(10), button.right() - look.px(10)
        head = look.px(9)
        painter.setPen(QPen(look.color("now"), max(2.0, 3 * look.s)))
        painter.drawLine(QPointF(left, y), QPointF(right - head, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        tip = [
            QPointF(right, y),
            QPointF(right - 1.8 * head, y - head),
            QPointF(right - 1.8 * head, y + head),
        ]
        painter.drawPolygon(QPolygonF(tip))

    def _answers(self, bend: Bend) -> tuple[str, ...]:
        """The answer before and after, the fullest form first."""
        if bend.reading.kind != "class":
            texts = [
                numbers.number(float(side.output[0]), 3, numbers.within(6))
                for side in (bend.left, bend.right)
            ]
            return (f"{texts[0]} → {texts[1]}",)
        best = [rows(bend.document, side.output, len(side.output)) for side in (bend.left, bend.right)]
        tops = [next(row for row in found if row.is_largest) for found in best]
        names = " → ".join(f"{top.name} {top.text}" for top in tops)
        return names, " → ".join(top.text for top in tops)
