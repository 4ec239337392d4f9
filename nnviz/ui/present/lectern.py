"""The presenter's view: what the class sees now and next, notes, time, answers, and what each key does.

It fills a display that the class doesn't see, and is always dark.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.pace import Stopwatch
from nnviz.session import Change
from nnviz.session.lecture import Place
from nnviz.ui.clock import FrameClock
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import set_window_title
from nnviz.ui.present.glimpse import Glimpse, LiveView
from nnviz.ui.present.hall import Hall
from nnviz.ui.present.key_chips import KeyChips
from nnviz.ui.present.notes import Notes
from nnviz.ui.present.timing import Timing
from nnviz.ui.present.tools import Tools
from nnviz.ui.style import REFERENCE, Lens, Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.fitting import write
from nnviz.ui.window.pages import Host

TITLE = "Presenter’s view"
FROZEN = "!  Frozen: the class sees a still picture. Prepare here; F shows it to the class again."
SEEN = "The class sees only the picture and the card."
EDGE, HEAD, LEFT, RIGHT, GAP, FOOT = 40.0, 76.0, 316.0, 300.0, 32.0, 128.0
"""In the spec's pixels."""
SECOND = 250
"""Milliseconds between two looks at the clock."""


class Lectern(Guarded, QWidget):
    """Fills the presenter's display."""

    closed = Signal()

    def __init__(
        self,
        host: Host,
        hall: Hall,
        tools: Tools,
        watch: Stopwatch,
        press: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.clock: FrameClock | None = None
        self.lens = Lens(themes=MappingProxyType({"dark": DARK, "light": DARK}))
        session = host.session
        self._session, self._hall = session, hall
        self._trouble = ""
        self._troubled_at: Place | None = None
        self.look = Look(DARK, 1.0)
        set_window_title(self, f"nnviz: {TITLE}")
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.glimpse = Glimpse(host, hall, self)
        self.notes = Notes(session, self)
        self.timing = Timing(session, watch, press, self)
        self.chips = KeyChips(press, self)
        self._tools = tools
        tools.changed.connect(self._show_tools)
        self._show_tools()
        self.live: LiveView | None = None
        self._ticking = QTimer(self)
        self._ticking.setInterval(SECOND)
        self._ticking.timeout.connect(self.tick)
        self._ticking.start()

    def stop(self) -> None:
        """The show is over, or its display is gone."""
        self._ticking.stop()
        self.glimpse.stop()
        self._let_go()

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        if self._trouble and self._place_of_lesson() != self._troubled_at:
            self._trouble = ""
            self.update()
        for part in (self.glimpse, self.notes, self.timing):
            part.refresh(change)

    def _show_tools(self) -> None:
        self.chips.show_state({**self._tools.held, "freeze": self._hall.is_frozen})

    def tick(self) -> None:
        """Time has passed."""
        self.timing.tick()

    def tell(self, words: str) -> None:
        """Say what went wrong; the next card takes it away."""
        self._trouble, self._troubled_at = words, self._place_of_lesson()
        self.update()

    def _place_of_lesson(self) -> Place | None:
        lecture = self._session.lecture
        return None if lecture is None else lecture.place

    @property
    def trouble(self) -> str:
        """What is told to have gone wrong."""
        return self._trouble

    def show_freeze(self) -> None:
        """The class sees a still picture, and here is the live one to prepare in; or that is over."""
        self._let_go()
        if self._hall.is_frozen:
            self.live = LiveView(self._hall.stage, self)
            self.live.show()
        for part in (self.glimpse, self.notes):
            part.setHidden(self._hall.is_frozen)
        self._show_tools()
        self._place()
        self.update()

    def _let_go(self) -> None:
        live, self.live = self.live, None
        if live is not None:
            live.let_go()

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another display."""
        s = min(self.width() / REFERENCE[0], self.height() / REFERENCE[1])
        self.look = Look(DARK, s)
        for part in (self.glimpse, self.notes, self.timing, self.chips):
            part.set_look(self.look)
        self._place()

    def _place(self) -> None:
        px = self.look.px
        edge, top, gap = px(EDGE), px(HEAD), px(GAP)
        foot = self.chips.height_for(self.width() - 2 * edge)
        below = self.height() - foot - 2 * gap
        high = below - top
        right = self.width() - edge - px(RIGHT)
        self.glimpse.setGeometry(edge, top, px(LEFT), high)
        middle = edge + px(LEFT) + gap
        self.notes.setGeometry(middle, top, right - gap - middle, high)
        self.timing.setGeometry(right, top, px(RIGHT), high)
        self.chips.setGeometry(edge, below + gap, self.width() - 2 * edge, foot)
        if self.live is not None:
            self.live.setGeometry(edge, top, right - gap - edge, high)
            self.live.fit()

    # events

    def event(self, event: QEvent) -> bool:
        """Be up to date before Qt has it painted."""
        if event.type() == QEvent.Type.UpdateRequest and self.clock is not None:
            self.clock.catch_up()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, px = self.look, self.look.px
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(event.rect(), look.color("bg"))
            head = self.rect().adjusted(px(EDGE), px(16), -px(EDGE), 0)
            head.setHeight(px(44))
            wide = write(painter, head.toRectF(), TITLE, look, 24, 700)
            said, token = SEEN, "ink2"
            if self._hall.is_frozen:
                self._sign(painter, head.toRectF().adjusted(wide + px(32), 0, 0, 0), FROZEN)
                said = ""
            elif self._trouble:
                said, token = f"! {self._trouble}", "warn"
            rest = head.toRectF().adjusted(wide + px(32), 0, 0, 0)
            write(
                painter,
                rest,
                said,
                look,
                20,
                600 if token == "warn" else 400,
                token,
                Qt.AlignmentFlag.AlignRight,
            )
            line = look.color("line")
            for x in (self.timing.x() - px(GAP) // 2, self.notes.x() - px(GAP) // 2):
                if x > self.timing.x() - px(GAP) or not self._hall.is_frozen:
                    painter.fillRect(x, self.timing.y(), 1, self.timing.height(), line)
            painter.fillRect(px(EDGE), self.chips.y() - px(GAP) // 2, self.width() - 2 * px(EDGE), 1, line)

    def _sign(self, painter: QPainter, place: QRectF, words: str) -> None:
        """What must not be overlooked."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("warn"))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        write(painter, place, words, self.look, 20, 700, "bg", Qt.AlignmentFlag.AlignHCenter)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it leaves the show."""
        event.ignore()
        self.closed.emit()
