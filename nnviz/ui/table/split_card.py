"""What is kept aside to judge by: a bar with a handle, the classes of both parts, the seed of the draw."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.table.aside import Aside
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.slider import STEPS, Slider

HIGH, BAR = 216.0, 44.0
MOST_SEED = 999_999
MOST = 0.5
STEP = 0.01


class SplitBar(Slider):
    """How much is kept aside: the right part of the bar. Drag the handle, or press arrows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Kept aside to judge by", parent)
        self.shown: Aside | None = None
        self.set_bounds(0.0, MOST)
        self.setSingleStep(round(STEPS * STEP / MOST))
        self.setPageStep(round(STEPS * 5 * STEP / MOST))
        # To the right more is learned from.
        self.setInvertedControls(True)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def show_aside(self, shown: Aside) -> None:
        """Show the true share."""
        self.shown = shown
        self.show_value(shown.share)
        set_tooltip(self, f"{shown.learned[0]}, {shown.judged} kept aside: drag, or ← and →")
        self.setAccessibleName(f"Kept aside to judge by: {shown.judged}; {shown.learned[0]}")
        self.update()

    @property
    def handle(self) -> float:
        """Where the handle stands."""
        share = self.shown.share if self.shown is not None else 0.0
        return float(self.width() * (1 - share))

    def _offer(self, x: float) -> None:
        share = 1 - min(max(x / max(self.width(), 1), 0.0), 1.0)
        # The bar is all rows, of which half at most is kept aside.
        self.offer(min(round(share, 2) / MOST, 1.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is None:
            return
        look, shown = self.look, self.shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, x = look.px(BAR), self.handle
        painter.setPen(Qt.PenStyle.NoPen)
        gap = look.px(5)
        top = look.px(4)
        left, right = QRectF(0, top, x - gap, high), QRectF(x + gap, top, self.width() - x - gap, high)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(left, 4, 4)
        middle = Qt.AlignmentFlag.AlignHCenter
        write_fullest(painter, left.adjusted(4, 0, -4, 0), shown.learned, look, 17, 600, "ink", middle)
        if right.width() > 1:
            painter.setBrush(look.color("ink"))
            painter.drawRoundedRect(right, 4, 4)
            if painter.fontMetrics().horizontalAdvance(shown.judged) <= right.width():
                write(painter, right, shown.judged, look, 17, 600, "panel", middle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        radius = max(look.px(8), 6)
        x = min(x, self.width() - radius)
        painter.drawRoundedRect(QRectF(x - 2, 0, 4, high + look.px(12)), 2, 2)
        painter.drawEllipse(QRectF(x - radius, high + look.px(10), 2 * radius, 2 * radius))


class SplitCard(Part):
    """The card."""

    share_moved = Signal(float, object)
    seed_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Keep some aside to judge by")
        self.shown: Aside | None = None
        self.bar = SplitBar(self)
        self.seed = Stepper("Seed", 0, MOST_SEED, self)
        self.bar.moved.connect(lambda share: self.share_moved.emit(share, self.bar.merge))
        self.seed.wanted.connect(self.seed_wanted)

    def parts(self) -> list[QWidget]:
        """Bar and stepper."""
        return [self.bar, self.seed]

    def show_aside(self, shown: Aside) -> None:
        """Show how it is split."""
        self.shown = shown
        self.bar.show_aside(shown)
        self.seed.show_value(shown.seed)
        self.place()
        self.update()

    def height_wanted(self) -> int:
        """Four lines."""
        look = self.look
        return self._top() + self._bar_high() + self._line() + look.target() + look.px(30)

    def _top(self) -> int:
        return max(self.look.px(50), 38)

    def _bar_high(self) -> int:
        return self.look.px(BAR) + max(self.look.px(28), 22)

    def _line(self) -> int:
        return max(self.look.px(30), 20)

    def place(self) -> None:
        """The bar across, the stepper at the right."""
        look, edge = self.look, self.look.px(24)
        self.bar.setGeometry(edge, self._top(), self.width() - 2 * edge, self._bar_high())
        side = look.target()
        wide = self.seed.width_wanted()
        self.seed.setGeometry(self.width() - edge - wide, self.height() - side - look.px(10), wide, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, shown, edge = self.look, self.shown, self.look.px(24)
        plate(painter, look, QRectF(self.rect()))
        wide = self.width() - 2 * edge
        head = QRectF(edge, 0, wide, self._top())
        write(painter, head, "Keep some aside to judge by", look, 20, 700)
        line = QRectF(edge, self.bar.geometry().bottom() + 1, wide, self._line())
        right = Qt.AlignmentFlag.AlignRight
        half = wide if not any(shown.right) else wide / 2 - 4
        write_fullest(painter, line.adjusted(0, 0, half - wide, 0), shown.left, look, 16, 400, "ink2")
        write_fullest(
            painter, line.adjusted(wide / 2 + 4, 0, 0, 0), shown.right, look, 16, 400, "ink2", right
        )
        y = self.seed.y() - look.px(8)
        painter.fillRect(QRectF(edge, y, wide, 1), look.color("line"))
        room = QRectF(edge, self.seed.y(), self.seed.x() - edge - 4, self.seed.height())
        write_fullest(painter, room, shown.even, look, 16, 600)
