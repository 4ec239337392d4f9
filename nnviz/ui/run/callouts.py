"""Three short callouts on the live picture, one after the other: play, take this number, zoom in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.scene.view.levels import Level
from nnviz.scene.words.first_steps import STEPS, said
from nnviz.session import Change, Session
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

HEIGHT, PADDING, GAP = 44, 16, 12
Spot = Callable[[str], QRect]
"""Where on the page a step is done, by its name; empty where that isn't seen."""


class Callouts(Part):
    """A plate beside what it speaks of, with a way to skip. Each step ends when it is done."""

    ended = Signal()
    """The last one was done, or they were skipped."""

    def __init__(self, session: Session, level: Callable[[], Level], spot: Spot, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._level = level
        self._spot = spot
        self._before: Document | None = None
        self.step: int | None = None
        """Which of the steps is shown; None: none is."""
        self.skip = TextButton("Skip", "Skip the first steps", self, token="ink2")
        self.skip.clicked.connect(self.end)
        self.setAccessibleName("First steps")
        self.hide()

    def start(self) -> None:
        """Show the first one."""
        self._show(0)

    def end(self) -> None:
        """No more of them."""
        if self.step is not None:
            self.step = None
            self.hide()
            self.ended.emit()

    def refresh(self, change: Change) -> None:
        """Go on where a step was done, and stand beside what the next one speaks of."""
        if self.step is None:
            return
        if self._is_done():
            self._show(self.step + 1)
        elif change & ~Change.MOMENT:
            self.stand()

    def stand(self) -> None:
        """Stand above what is spoken of, or below it; left of a row of numbers; always inside the page."""
        page = self.parentWidget()
        if self.step is None or page is None:
            return
        spot = self._spot(STEPS[self.step].name)
        wide, high = self._width(), max(self.look.px(HEIGHT), 38)
        left = min(max(spot.center().x() - wide // 2, 8), max(page.width() - wide - 8, 8))
        above = spot.top() - high - GAP
        top = above if above >= 8 else spot.bottom() + GAP
        if STEPS[self.step].name == "number" and spot.left() - wide - GAP >= 8:
            left, top = spot.left() - wide - 8 * GAP, spot.center().y() - high // 2
        self.setGeometry(left, top, wide, high)
        self.setVisible(not spot.isEmpty())
        self.raise_()

    def parts(self) -> tuple[QWidget, ...]:
        return (self.skip,)

    def place(self) -> None:
        wide = self._skip_width()
        self.skip.setGeometry(self.width() - wide - self.look.px(6), 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.step is None:
            return
        look, (words, count) = self.look, said(self.step)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.color("now"), 2.0))
            painter.setBrush(look.color("panel"))
            plate = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(plate, look.px(12), look.px(12))
            room = plate.adjusted(look.px(PADDING), 0, -self._skip_width(), 0)
            write(painter, room, words, look, 16, 600)
            right = room.adjusted(0, 0, -look.px(8), 0)
            write(painter, right, count, look, 14, 400, "ink2", Qt.AlignmentFlag.AlignRight)

    def _is_done(self) -> bool:
        session = self._session
        if self.step == 0:
            return session.is_playing
        if self.step == 1:
            return session.document is not self._before and not session.is_held
        return self._level() >= Level.NEURON

    def _show(self, step: int) -> None:
        if step >= len(STEPS):
            self.end()
            return
        self.step, self._before = step, self._session.document
        words, count = said(step)
        self.setAccessibleName(f"First steps, {count}: {words}")
        self.stand()
        self.place()
        self.update()

    def _width(self) -> int:
        assert self.step is not None
        words, count = said(self.step)
        bold, plain = QFontMetricsF(self.look.font(16, 600)), QFontMetricsF(self.look.font(14, 400))
        inner = bold.horizontalAdvance(words) + plain.horizontalAdvance(count)
        return round(inner) + self._skip_width() + self.look.px(2 * PADDING + 24)

    def _skip_width(self) -> int:
        metrics = QFontMetricsF(self.look.font(self.skip.pixels, self.skip.weight))
        return round(metrics.horizontalAdvance("Skip")) + self.look.px(28)


def within(page: QWidget, part: QWidget, rect: QRect) -> QRect:
    """A rectangle of a part in the page's own pixels."""
    return QRect(part.mapTo(page, QPoint(0, 0)) + rect.topLeft(), rect.size())
