"""One quiet line at the start: work that was never saved can be had back."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import visible
from nnviz.session.copies import Copy
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

HEIGHT = 68
DAY = 86_400.0
_BUTTONS = (("Restore", 108), ("Keep for later", 150), ("Discard", 104))


class RecoveryBar(Part):
    """Tells of the newest copy, and of how many more there are. It opens nothing by itself."""

    restored = Signal(object)
    """The work of this copy is wanted."""
    discarded = Signal(object)
    changed = Signal()
    """It came, or went: what stands below it moves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._copies: tuple[Copy, ...] = ()
        self._warning = ""
        self._picture = QPixmap()
        self.restore, self.keep, self.discard = (
            TextButton(text, text, self, token="ink", plate=True) for text, _ in _BUTTONS
        )
        self.restore.describe("Restore", "Open this work as it was; the file itself stays until you save")
        self.keep.describe("Keep for later", "Ask again at the next start")
        self.discard.describe("Discard", "Remove this copy for good")
        self.restore.clicked.connect(lambda: self._answer(self.restored.emit))
        self.keep.clicked.connect(lambda: self._answer(lambda _copy: None))
        self.discard.clicked.connect(lambda: self._answer(self.discarded.emit))
        self.hide()

    def offer(self, copies: tuple[Copy, ...]) -> None:
        """Tell of these, the newest first; of none the bar is hidden."""
        self._copies = copies
        self.setVisible(bool(copies))
        self.changed.emit()
        if not copies:
            return
        self._picture = QPixmap()
        self._picture.loadFromData(copies[0].picture, "PNG")  # type: ignore[call-overload]
        words = self.words()
        self.setAccessibleName(words)
        set_tooltip(self, words)
        self.update()

    def warn(self, text: str) -> None:
        """Say something else in the same place, once; a press takes it away."""
        self._warning = text
        self.restore.hide()
        self.discard.hide()
        self.keep.setText("Close")
        self.show()
        self.changed.emit()
        self.update()

    def words(self) -> str:
        """The sentence."""
        if self._warning:
            return self._warning
        label = self._copies[0].label
        where = f", of {visible(label.path.name)}" if label.path is not None else ""
        edits = "1 edit is safe" if label.edits == 1 else f"{label.edits:,} edits are safe"
        more = f" {len(self._copies) - 1:,} more after this one." if len(self._copies) > 1 else ""
        return f"“{visible(label.title)}”{where}, {when(label.seconds)}: {edits}.{more}"

    def _answer(self, tell: Callable[[Copy], object]) -> None:
        if self._warning:
            self._warning = ""
            self.offer(())
            return
        first, *others = self._copies
        tell(first)
        self.offer(tuple(others))

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
            words = self.words() if self._warning or not self._copies else f"Not saved: {self.words()}"
            write(painter, room, words, look, 16, 500)


def when(seconds: float) -> str:
    """A time as people say it: the hour today, else the day."""
    moment = datetime.fromtimestamp(seconds)
    if time.time() - seconds < DAY and moment.date() == datetime.now().date():
        return f"today at {moment:%H:%M}"
    return f"{moment:%-d %B %Y, %H:%M}" if hasattr(time, "tzset") else f"{moment:%d %B %Y, %H:%M}"
