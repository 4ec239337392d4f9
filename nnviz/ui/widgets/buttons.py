"""Painted buttons. Being QAbstractButtons, they speak to screen readers and answer Space by themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from nnviz.plaintext import visible
from nnviz.ui import icons
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import button_text, set_tooltip, without_keys
from nnviz.ui.style import TARGET, Look, ratio_of
from nnviz.ui.theme import DARK, FLOOR
from nnviz.ui.widgets.own_keys import ENTER, keeps_key


class PaintedButton(Guarded, QAbstractButton):
    """A button that a subclass paints. ``radius`` rounds its focus ring, in the spec's pixels."""

    radius = 12.0

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(DARK, 1.0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.describe(name)

    def describe(self, name: str, tooltip: str = "") -> None:
        """Name it for screen readers and for the pointer that rests on it."""
        self.setAccessibleName(visible(name))
        set_tooltip(self, tooltip or name)

    def setText(self, text: str) -> None:
        """Show words as they are: an ``&`` in them is no key."""
        super().setText(button_text(text))

    def text(self) -> str:
        """The words it shows."""
        return without_keys(super().text())

    def bind(self, action: QAction) -> None:
        """Press ``action`` when pressed, and follow its state and words."""

        def follow() -> None:
            self.setEnabled(action.isEnabled())
            self.setCheckable(action.isCheckable())
            self.setChecked(action.isChecked())
            self.describe(without_keys(action.text()).rstrip("…"), action.toolTip())
            self.update()

        self.clicked.connect(action.trigger)
        action.changed.connect(follow)
        follow()

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        if look != self.look:
            self.look = look
            self.update()

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds, in the button's own pixels."""
        return QRectF(self.rect())

    def event(self, event: QEvent) -> bool:
        """Keep Space and Enter for itself while it has the focus: they press it, whatever else they do."""
        return keeps_key(event, presses) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if presses(event) and event.key() != Qt.Key.Key_Space:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(TARGET), self.look.px(TARGET))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.4)
        self.paint(painter)

    def paint(self, painter: QPainter) -> None:
        """Draw the button."""
        raise NotImplementedError

    def paint_hover(self, painter: QPainter, token: str = "raised", inset: int = 0, radius: int = 8) -> None:
        """A plate under the pointer, for a button that is nothing but its sign otherwise."""
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color(token))
            plate = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(plate, self.look.px(radius), self.look.px(radius))


class IconButton(PaintedButton):
    """A line icon on nothing; a plate appears under the pointer. Checked, the icon is in ``now``."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, size: int = 20) -> None:
        super().__init__(name, parent)
        self.icon_name = icon
        self._size = size

    def paint(self, painter: QPainter) -> None:
        theme = self.look.theme
        self.paint_hover(painter)
        color = theme.now if self.isChecked() else theme.ink if self.underMouse() else theme.ink2
        size = max(14, self.look.px(self._size))
        image = icons.pixmap(self.icon_name, color, size, ratio_of(self))
        painter.drawPixmap((self.width() - size) // 2, (self.height() - size) // 2, image)


class TextButton(PaintedButton):
    """Words to press. ``plate`` draws a pill under them; otherwise they are in ``token``."""

    def __init__(
        self, text: str, name: str, parent: QWidget | None = None, token: str = "now", plate: bool = False
    ) -> None:
        super().__init__(name, parent)
        self.setText(text)
        self.token = token
        self.plate = plate
        self.pixels = 16.0
        self.weight = 600
        self.align = Qt.AlignmentFlag.AlignCenter

    def paint(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        if self.plate:
            painter.setPen(QPen(self.look.color("line"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
            painter.setBrush(self.look.color("raised"))
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.height() / 2, rect.height() / 2)
        painter.setFont(self._fitting_font())
        painter.setPen(self.look.color("ink" if self.underMouse() and not self.plate else self.token))
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(rect, self.align | Qt.AlignmentFlag.AlignVCenter, text)

    def _fitting_font(self) -> QFont:
        """The largest font, down to the floor, in which the words fit."""
        font = self.look.font(self.pixels, self.weight)
        while font.pixelSize() > FLOOR and QFontMetricsF(font).horizontalAdvance(self.text()) > self.width():
            font.setPixelSize(font.pixelSize() - 1)
        return font


class FilledButton(PaintedButton):
    """The one action of a page that is filled with ``now``."""

    def say(self, text: str, why: str) -> None:
        """Show other words."""
        if text != self.text():
            self.setText(text)
            self.describe(text, why)
            self.update()

    def width_wanted(self) -> int:
        """Room for its words."""
        wide = QFontMetricsF(self.look.font(17, 700)).horizontalAdvance(self.text())
        return round(wide + self.look.px(40))

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.setPen(QPen(look.color("ink"), 2) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(10), look.px(10))
        painter.setFont(look.font(17, 700))
        painter.setPen(look.color("nowink"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class DashedButton(TextButton):
    """An empty place that can be filled."""

    radius = 10.0

    def paint(self, painter: QPainter) -> None:
        look, is_hot = self.look, self.underMouse()
        painter.setPen(QPen(look.color("ink2" if is_hot else "ink3"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(look.color("raised", 0.6) if is_hot else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(10), look.px(10))
        super().paint(painter)


def presses(event: QKeyEvent) -> bool:
    """Whether this key presses a button."""
    return event.key() in (Qt.Key.Key_Space, *ENTER)
