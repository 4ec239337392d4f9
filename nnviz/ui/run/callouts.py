"""Three short callouts on the live picture, one after the other: play, take this number, zoom in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.scene.view.levels import Level
from nnviz.scene.words.first_steps import STEPS, said
from nnviz.session import Change, Session
from nnviz.ui.speech import announce
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part

HEIGHT, PADDING, GAP, EDGE = 44, 16, 12, 8
"""The spec's pixels: the plate and its inside; between it and what it speaks of, and the page's edge."""
RING = 4
"""Pixels from what is pointed at to the line around it."""
LABELS = 84
"""Pixels left of a number in which its name and its factor stand: the plate leaves them in sight."""


@dataclass(frozen=True)
class Spot:
    """Where on the page a step is done: empty where that isn't seen. ``is_there``: so is what its words speak
    of."""

    rect: QRect
    is_there: bool = True


class Ring(Part):
    """A line around what a step points at. It is in nobody's way."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.look.color("now"), 2.0))
            rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            round_ = min(rect.height(), rect.width()) / 2
            painter.drawRoundedRect(rect, round_, round_)


class Callouts(Part):
    """A plate beside what it speaks of, with a way to skip. Each step ends when it is done; all end when
    another document is opened, of which they don't speak."""

    ended = Signal()
    """The last one was done, or they were skipped."""
    stepped = Signal(str)
    """Another step begins: its name."""

    def __init__(
        self, session: Session, level: Callable[[], Level], spot: Callable[[str], Spot], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._level = level
        self._find = spot
        self._spot = Spot(QRect())
        self._opened = session.opened
        self._before: Document = session.document
        self.step: int | None = None
        """Which of the steps is shown; None: none is."""
        self._ring = Ring(parent)
        self.skip = TextButton("Skip", "Skip the first steps", self, token="ink2")
        self.skip.clicked.connect(self.end)
        self.setAccessibleName("First steps")
        self.hide()

    @property
    def target(self) -> QRect:
        """What the step that is shown points at, in the page's pixels."""
        return self._spot.rect

    def start(self) -> None:
        """Show the first one."""
        self._opened = self._session.opened
        self._show(0)

    def end(self) -> None:
        """No more of them."""
        if self.step is not None:
            self.step = None
            self.hide()
            self._ring.hide()
            self.ended.emit()

    def refresh(self, change: Change) -> None:
        """Go on where a step was done, and stand beside what the next one speaks of."""
        if self.step is None:
            return
        if self._session.opened != self._opened:
            self.end()
        elif self._is_done():
            self._show(self.step + 1)
        elif change & ~Change.MOMENT:
            self.stand()

    def stand(self) -> None:
        """Stand beside what is spoken of, always inside the page."""
        page = self.parentWidget()
        if self.step is None or page is None:
            return
        before, self._spot = self._spot, self._find(STEPS[self.step].name)
        self.setGeometry(placed(page.size(), self._spot.rect, self._size(page.width()), self._spot.is_there))
        self._ring.setGeometry(self._spot.rect.adjusted(-RING, -RING, RING, RING))
        for part in (self._ring, self):
            part.setVisible(not self._spot.rect.isEmpty())
            part.raise_()
        if before.is_there != self._spot.is_there:
            self._name()
            self.place()
            self.update()

    def parts(self) -> tuple[QWidget, ...]:
        return self.skip, self._ring

    def place(self) -> None:
        wide = self._skip_width()
        self.skip.setGeometry(self.width() - wide - self.look.px(6), 0, wide, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.step is None:
            return
        look, (words, count) = self.look, self._said()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.color("now"), 2.0))
            painter.setBrush(look.color("panel"))
            plate = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(plate, look.px(12), look.px(12))
            right = plate.adjusted(0, 0, -self._skip_width() - look.px(8), 0)
            wide = write(painter, right, count, look, 14, 400, "ink2", Qt.AlignmentFlag.AlignRight)
            room = right.adjusted(look.px(PADDING), 0, -wide - look.px(PADDING) / 2, 0)
            painter.setFont(look.font(16, 600))
            painter.setPen(look.color("ink"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)

    def _is_done(self) -> bool:
        session = self._session
        if self.step == 0:
            return session.is_playing
        if self.step == 1:
            return not session.is_held and _has_another_number(session.document, self._before)
        return self._level() >= Level.NEURON

    def _show(self, step: int) -> None:
        if step >= len(STEPS):
            self.end()
            return
        self.step, self._before = step, self._session.document
        self.stepped.emit(STEPS[step].name)
        self.stand()
        self._name()
        self.place()
        self.update()
        announce(self, self.accessibleName())

    def _said(self) -> tuple[str, str]:
        assert self.step is not None
        return said(self.step, self._spot.is_there)

    def _name(self) -> None:
        words, count = self._said()
        self.setAccessibleName(f"First steps, {count}: {words}")

    def _size(self, room: int) -> QSize:
        """One line, or two where the page is too narrow for one."""
        words, count = self._said()
        bold, plain = QFontMetricsF(self.look.font(16, 600)), QFontMetricsF(self.look.font(14, 400))
        beside = plain.horizontalAdvance(count) + self._skip_width() + self.look.px(2 * PADDING + 24)
        high = max(self.look.px(HEIGHT), 38)
        wanted, most = round(bold.horizontalAdvance(words) + beside), room - 2 * EDGE
        if wanted <= most:
            return QSize(wanted, high)
        lines = bold.boundingRect(QRectF(0, 0, most - beside, 1000), Qt.TextFlag.TextWordWrap, words)
        return QSize(most, max(high, round(lines.height()) + self.look.px(PADDING)))

    def _skip_width(self) -> int:
        metrics = QFontMetricsF(self.look.font(self.skip.pixels, self.skip.weight))
        return round(metrics.horizontalAdvance("Skip")) + self.look.px(28)


def _has_another_number(document: Document, before: Document) -> bool:
    """Whether a hand has set a number of the network, or one of its input; another example is none."""
    is_typed = document.input is not before.input and document.input.origin == "typed"
    return is_typed or document.network is not before.network or document.overrides is not before.overrides


def placed(page: QSize, spot: QRect, size: QSize, is_row: bool) -> QRect:
    """Where a plate of ``size`` stands inside a page: above what it speaks of, or below it; left of a row of
    numbers, which it leaves in sight. Where there is room for none of that, as near as the page has it."""
    middle = spot.center()
    left, top = middle.x() - size.width() // 2, middle.y() - size.height() // 2
    wished = [QPoint(left, spot.top() - size.height() - GAP), QPoint(left, spot.bottom() + 1 + GAP)]
    if is_row:
        wished.insert(0, QPoint(spot.left() - LABELS - GAP - size.width(), top))
    room = QRect(EDGE, EDGE, page.width() - 2 * EDGE, page.height() - 2 * EDGE)
    inside = [_inside(room, QRect(corner, size)) for corner in wished]
    is_beside = is_row and inside[0].topLeft() != wished[0]
    free = [rect for rect in inside[is_beside:] if not rect.intersects(spot)]
    return free[0] if free else inside[-1]


def _inside(room: QRect, rect: QRect) -> QRect:
    """Moved just so far that it is in the room."""
    right, bottom = room.right() + 1 - rect.width(), room.bottom() + 1 - rect.height()
    corner = QPoint(max(min(rect.left(), right), room.left()), max(min(rect.top(), bottom), room.top()))
    return QRect(corner, rect.size())


def within(page: QWidget, part: QWidget, rect: QRect) -> QRect:
    """A rectangle of a part in the page's own pixels."""
    return QRect(part.mapTo(page, QPoint(0, 0)) + rect.topLeft(), rect.size())
