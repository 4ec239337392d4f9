"""The field that takes a function of one's own, and what it says while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from nnviz.scene.lab.functions.own import Judged, judge
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.curves import paint_function
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.own_keys import ENTER, is_text, keeps_key
from nnviz.ui.widgets.part import Part

HINT = "such as max(0.1*z, z)"
MARGIN = 8
"""Pixels left and right of the text."""


class OwnField(Guarded, QLineEdit):
    """Type a formula in z: what is wrong is underlined as one types; Enter takes it, Escape leaves it."""

    judged = Signal(object)
    """What is to be said of the text, or None where there is nothing to say."""
    taken = Signal(object)
    """Enter: the function."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self.found: Judged | None = None
        self.setPlaceholderText(HINT)
        self.setAccessibleName("A function of your own: a formula in z")
        set_tooltip(self, "A function of your own: a formula in z. Enter makes it a card.")
        self.setTextMargins(MARGIN, 0, MARGIN, 0)
        self.textChanged.connect(self._judge)

    def set_look(self, look: Look) -> None:
        """Use this theme's font and scale from now on."""
        self.look = look
        self.setFont(look.font(18, 500))
        self._dye()

    def event(self, event: QEvent) -> bool:
        """Every key without Ctrl is text while the field has the keyboard, and the keys that edit text."""
        return keeps_key(event, is_text) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the function, Escape empties the field."""
        if event.key() in ENTER:
            if self.found is not None and self.found.function is not None:
                self.taken.emit(self.found.function)
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.clearFocus()
        else:
            super().keyPressEvent(event)
            event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.judged.emit(self.found)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.judged.emit(None)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    def _judge(self, text: str) -> None:
        self.found = judge(text) if text.strip() else None
        self.setAccessibleDescription("" if self.found is None else self.found.sentence)
        self._dye()
        self.judged.emit(self.found)

    def _dye(self) -> None:
        """What can't be a function is written in ``warn``."""
        is_wrong = self.found is not None and self.found.function is None
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, self.look.color("warn" if is_wrong else "ink"))
        palette.setColor(QPalette.ColorRole.Base, self.look.color("panel"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self.look.color("ink3"))
        self.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and a line under what is wrong."""
        super().paintEvent(event)
        found = self.found
        if found is None or found.function is not None or found.end <= found.start:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.look.color("warn"), 3))
        left, right = self._x(found.start), max(self._x(found.end), self._x(found.start) + 8)
        y = self.height() - 5.0
        painter.drawLine(QPointF(max(left, MARGIN), y), QPointF(min(right, self.width() - MARGIN), y))

    def _x(self, character: int) -> float:
        """Where a character begins: as far from the caret as the text between them is wide."""
        metrics, text = QFontMetricsF(self.font()), self.text()
        caret = self.cursorRect().center().x()
        advance = metrics.horizontalAdvance
        return caret + advance(text[:character]) - advance(text[: self.cursorPosition()])


class OwnHint(Part):
    """A plate above the field: the curve of what was typed so far, what it does, or what is wrong."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._found: Judged | None = None
        self._does = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_judged(self, found: Judged | None, does: str) -> None:
        """Show it; nothing: go. ``does`` says what Enter does."""
        self._found, self._does = found, does
        self.setVisible(found is not None)
        self.update()

    def height_wanted(self) -> int:
        """More where there is a curve to show."""
        is_wrong = self._found is not None and self._found.function is None
        return max(self.look.px(64 if is_wrong else 132), 48 if is_wrong else 104)

    def lines(self) -> list[tuple[str, str]]:
        """(text, colour) of each line."""
        found = self._found
        if found is None:
            return []
        if found.function is None:
            return [(found.sentence, "warn")]
        noted = [(f"! {found.note}", "warn")] if found.note else []
        return [(found.sentence, "ink"), *noted, (self._does, "ink2")]

    def paintEvent(self, event: QPaintEvent) -> None:
        look, found = self.look, self._found
        if found is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("now" if found.function else "warn"), 2))
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect, look.px(12), look.px(12))
        left = look.px(18)
        if found.function is not None:
            wide = rect.height() * 1.2
            curve = QRectF(left, look.px(16), wide, rect.height() - look.px(32))
            paint_function(painter, curve, found.function, look.color("ink"), look.color("ink3"))
            left += round(wide) + look.px(18)
        room = QRectF(left, 0, rect.right() - left - look.px(16), rect.height())
        self._write(painter, room)

    def _write(self, painter: QPainter, room: QRectF) -> None:
        """The lines one below the other, each in as many rows as it needs."""
        look = self.look
        painter.setFont(look.font(16, 500))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
        heights = [painter.boundingRect(room, flags, text).height() for text, _ in self.lines()]
        y = room.center().y() - sum(heights) / 2
        for (text, token), high in zip(self.lines(), heights, strict=True):
            painter.setPen(look.color(token))
            painter.drawText(QRectF(room.x(), y, room.width(), high + 2), flags, text)
            y += high
