"""The line at the start page's top: work that was never saved, to get back or to let go."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.plaintext import visible
from nnviz.ui import icons
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.offers import Offers

HEIGHT, BELOW = 48, 44
"""The spec's pixels: the line, and what more it takes where the buttons stand below the words."""
LEAST_WORDS = 300
"""The spec's pixels below which the words have a line of their own."""


class RecoveryLine(Part):
    """Tells of the newest copy, and of how many more there are. It opens nothing by itself."""

    def __init__(self, offers: Offers, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers = offers
        self.back = TextButton("Get it back", "Get it back", self, token="ink", plate=True)
        self.back.describe("Get it back", "Open this work as it was; the file itself stays until you save")
        self.let_go = TextButton("Let it go", "Let it go", self, token="ink2")
        self.let_go.describe("Let it go", "Remove this copy for good")
        self.back.clicked.connect(offers.restore)
        self.let_go.clicked.connect(offers.discard)
        offers.changed.connect(self._show)
        self._show()

    def parts(self) -> tuple[QWidget, ...]:
        return self.back, self.let_go

    def height_for(self, width: int, look: Look) -> int:
        """Pixels in a page so wide; none where there is nothing to tell."""
        if not self._offers.copies:
            return 0
        high = max(look.px(HEIGHT), look.target() + 6)
        is_below = width - sum(self._widths(look)) < look.px(LEAST_WORDS)
        return high + (max(look.px(BELOW), look.target() + 6) if is_below else 0)

    def place(self) -> None:
        look, edge = self.look, self.look.px(10)
        high = look.target(38)
        back, let_go = self._widths(look)
        y = self.height() - max(look.px(HEIGHT), look.target() + 6) // 2 - high // 2
        self.let_go.setGeometry(self.width() - edge - let_go, y, let_go, high)
        self.back.setGeometry(self.let_go.x() - look.px(8) - back, y, back, high)

    def _widths(self, look: Look) -> tuple[int, int]:
        metrics = QFontMetrics(look.font(self.back.pixels, self.back.weight))
        back, let_go = (metrics.horizontalAdvance(one.text()) + look.px(28) for one in self.parts())  # type: ignore[attr-defined]
        return back, let_go

    def _show(self) -> None:
        self.setVisible(bool(self._offers.copies))
        if self._offers.copies:
            words = f"{self._offers.title} {self._forms()[0]}"
            self.setAccessibleName(words)
            set_tooltip(self, words)
            self.update()

    def _forms(self) -> tuple[str, ...]:
        """What is said after the name, from the longest to the shortest."""
        offers, label = self._offers, self._offers.copies[0].label
        of = f"of {visible(label.path.name)} " if label.path is not None else ""
        return (
            f"{of}was not saved. Kept {offers.moment}: {offers.safe}",
            f"was not saved. Kept {offers.moment}: {offers.safe}",
            f"Kept {offers.moment}: {offers.safe}",
            f"{offers.moment}: {offers.safe}",
            offers.moment,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.color("line"), 1))
            painter.setBrush(look.color("panel"))
            radius = look.px(14)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            if not self._offers.copies:
                return
            high = max(look.px(HEIGHT), look.target() + 6)
            side = max(look.px(22), 16)
            sign = icons.pixmap("rotate-ccw", look.theme.ink2, side, self.devicePixelRatioF())
            left = look.px(16)
            painter.drawPixmap(left, (high - side) // 2, sign)
            left += side + look.px(14)
            if self.height() <= high:
                self._write(painter, QRectF(left, 0, self.back.x() - look.px(12) - left, high))
            else:
                self._write_below(painter, QRectF(left, 0, self.width() - look.px(12) - left, high))

    def _write(self, painter: QPainter, room: QRectF) -> None:
        """The name, then as much of the rest as there is room for."""
        look = self.look
        plain = QFontMetrics(look.font(16))
        least = plain.horizontalAdvance(self._forms()[-1]) + look.px(10)
        name = QRectF(room.left(), room.top(), max(room.width() - least, room.width() / 2), room.height())
        wide = write(painter, name, self._offers.title, look, 16, 600)
        rest = room.adjusted(wide + look.px(10), 0, 0, 0)
        write(painter, rest, fullest(plain, self._forms(), rest.width()), look, 16, 400, "ink2")

    def _write_below(self, painter: QPainter, room: QRectF) -> None:
        """The name, and below it as much of the rest as there is room for."""
        look, inner = self.look, room.adjusted(0, 4, 0, 0)
        middle = inner.center().y()
        inner.setBottom(middle)
        write(painter, inner, self._offers.title, look, 16, 600)
        text = fullest(QFontMetrics(look.font(16)), self._forms(), inner.width())
        write(painter, inner.translated(0, inner.height()), text, look, 16, 400, "ink2")
