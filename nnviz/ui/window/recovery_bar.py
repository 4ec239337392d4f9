"""One quiet line at the start: work that was never saved can be had back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.offers import Offers

HEIGHT = 68
_BUTTONS = (("Restore", 108), ("Keep for later", 150), ("Discard", 104))


class RecoveryBar(Part):
    """Tells of the newest copy, and of how many more there are. It opens nothing by itself. The start page
    has a line of its own for that: there the bar tells of trouble alone."""

    changed = Signal()
    """It came, or went: what stands below it moves."""

    def __init__(self, offers: Offers, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers = offers
        self._warning = ""
        self._is_told_elsewhere = False
        self._picture = QPixmap()
        self.restore, self.keep, self.discard = (
            TextButton(text, text, self, token="ink", plate=True) for text, _ in _BUTTONS
        )
        self.restore.describe("Restore", "Open this work as it was; the file itself stays until you save")
        self.keep.describe("Keep for later", "Ask again at the next start")
        self.discard.describe("Discard", "Remove this copy for good")
        self.restore.clicked.connect(offers.restore)
        self.keep.clicked.connect(self._close)
        self.discard.clicked.connect(offers.discard)
        offers.changed.connect(self._show)
        self.hide()

    def tell_elsewhere(self, is_elsewhere: bool) -> None:
        """Another place tells of the copies now, or no longer."""
        if is_elsewhere != self._is_told_elsewhere:
            self._is_told_elsewhere = is_elsewhere
            self._show()

    def warn(self, text: str) -> None:
        """Say something else in the same place, once; a press takes it away."""
        self._warning = text
        self._show()

    def words(self) -> str:
        """The sentence; empty where there is nothing to tell."""
        offers = self._offers
        if self._warning or not offers.copies:
            return self._warning
        return f"“{offers.title}”, {offers.origin}: {offers.safe}"

    def _show(self) -> None:
        copies = self._offers.copies
        self.setVisible(bool(self._warning or (copies and not self._is_told_elsewhere)))
        for button in (self.restore, self.discard):
            button.setHidden(bool(self._warning))
        self.keep.setText("Close" if self._warning else _BUTTONS[1][0])
        self._picture = QPixmap()
        if copies and not self._warning:
            self._picture.loadFromData(copies[0].picture, "PNG")  # type: ignore[call-overload]
        words = self.words()
        self.setAccessibleName(words)
        set_tooltip(self, words)
        self.changed.emit()
        self.update()

    def _close(self) -> None:
        if self._warning:
            self._warning = ""
            self._show()
        else:
            self._offers.keep()

    def parts(self) -> tuple[QWidget, ...]:
        return self.restore, self.keep, self.discard

    def height_wanted(self) -> int:
        """Pixels; none while it is hidden."""
        return 0 if self.isHidden() else max(self.look.px(HEIGHT), self.look.target() + 6)

    def place(self) -> None:
        look, right = self.look, self.width() - self.look.px(12)
        for button, (_, wide) in zip(
            (self.discard, self.keep, self.restore), reversed(_BUTTONS), strict=True
        ):
            width = max(look.px(wide), 78 if wide < 120 else 108)
            right -= width
            button.setGeometry(right, (self.height() - look.target()) // 2, width, look.target())
            right -= look.px(8)

    def _shown_picture(self) -> QPixmap:
        """As large as there is room, shrunk beforehand: drawn smaller, most pixels would be passed over."""
        ratio = self.devicePixelRatioF()
        high = round((self.height() - 9) * ratio)
        shown = self._picture.scaledToHeight(high, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        return shown

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), look.color("panel"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("line"))
            left = float(look.px(16))
            if not self._picture.isNull():
                picture = self._shown_picture()
                painter.drawPixmap(QPointF(left, 4.0), picture)
                left += picture.deviceIndependentSize().width() + look.px(12)
            room = QRectF(left, 0, max(self.restore.x() - left - look.px(12), 0), self.height())
            words = self.words() if self._warning else f"Not saved: {self.words()}"
            write(painter, room, words, look, 16, 500)
