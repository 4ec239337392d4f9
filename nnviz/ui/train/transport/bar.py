"""The bar along the bottom of the Train page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.train import curves, trouble
from nnviz.scene.train import transport as words
from nnviz.scene.train.words import time_left
from nnviz.session import Change
from nnviz.ui.run.transport.narration import NarrationLine
from nnviz.ui.style import Look, is_far
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.train.transport.pace import PaceButton
from nnviz.ui.train.transport.run_bar import MARGIN, RunBar
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.playing import PlayButton
from nnviz.ui.window.pages import Host

HEIGHT = 128.0
"""The spec's pixels."""
LEFT, RIGHT, GAP = 20.0, 24.0, 8.0
MIDDLE = 64.0
"""The spec's pixels of room left and right, between buttons, and down to the buttons' middle."""
WORDS, BAR_TOP, ASIDE = (6.0, 36.0), 54.0, 160.0
"""Where the words stand and how high they are, where the bar begins, and the room right of it."""
FAR_HEIGHT, FAR_WORDS, FAR_BAR = 68, 32, 34
"""Pixels before a class: of all of it, of the line of words, and down to the bar."""
NARROW_BELOW = 1240
"""Pixels of the window under which the buttons move together."""


def height_of(look: Look, is_far: bool) -> int:
    """How high it is in a window; before a class it is short."""
    return FAR_HEIGHT if is_far else look.px(HEIGHT)


class TrainTransport(Part):
    """Play, steps, pace; what has been trained, where the cursor stands, what is left."""

    def __init__(self, host: Host, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._host, self._session = host, host.session
        self.setAccessibleName("Training")
        self.play = PlayButton("Train", self)
        self.step = TextButton("+1 step", "One step", self, "ink", plate=True)
        self.epoch = TextButton("+1 epoch", "One epoch", self, "ink", plate=True)
        self.reset = TextButton("Reset", "Reset", self, "ink", plate=True)
        self.pace = PaceButton(host.session, self)
        self.back = TextButton("", "Back to the last good step", self, plate=True)
        self.opener = TextButton("Open this step", "Open this step", self, plate=True)
        self.narration = NarrationLine(self)
        self.bar = RunBar(host.session, cursor, self)
        self.step.describe("One step", "Take one step")
        self.epoch.describe("One epoch", "Go on to the end of the epoch")
        self.reset.describe("Reset", "Back to the initial weights; the run is kept")
        self.opener.describe("Open this step", "See everything that happens in the next training step")
        self._connect()

    def _connect(self) -> None:
        training = self._session.training
        for button, call in (
            (self.play, training.toggle),
            (self.step, training.step),
            (self.epoch, training.epoch),
            (self.reset, training.reset),
            (self.back, self._go_back),
            (self.opener, lambda: self._session.set_page("step")),
        ):
            button.clicked.connect(lambda _=False, call=call: self._do(call))

    def _do(self, call: Callable[[], None]) -> None:
        self._host.commands.run(lambda _: call())

    def parts(self) -> tuple[QWidget, ...]:
        """Buttons, the line of words, the bar."""
        return (*self._buttons(), self.back, self.opener, self.narration, self.bar)

    def _buttons(self) -> tuple[QWidget, ...]:
        return self.play, self.step, self.epoch, self.reset, self.pace

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show how the run stands."""
        training = self._session.training
        state = training.state
        name = "Pause" if state.is_running else "Train"
        self.play.setChecked(state.is_running)
        self.play.describe(name, f"{name} (Space)")
        can_train = state.why_not is None
        for button in (self.step, self.epoch):
            button.setEnabled(can_train)
        self.play.setEnabled(can_train or state.is_running)
        self.reset.setEnabled(state.step > 0)
        self.opener.setEnabled(can_train)
        self.pace.show_pace(state.pace)
        self.bar.show_run()
        self._say()
        self._offer_way_back()
        self.update()

    def _say(self) -> None:
        """The words above the bar; a screen reader hears of a run that goes on only that it does."""
        training = self._session.training
        state, run = training.state, training.run
        if state.why_not is not None and not state.is_running:
            line = "Can’t train yet.", state.why_not
        elif run is not None and run.trouble is not None and state.step == run.kept[-1].step:
            line = trouble.told(self._session.document, run)
        elif state.note and not state.is_running:
            line = words.parted(state.note)
        else:
            line = words.told(run, state.step, state.total, state.is_running, state.steps_per_second)
        told = ("Training goes on.", "") if state.is_running else line
        self.narration.say(line, None if self._session.is_held else told)

    def _offer_way_back(self) -> None:
        """Where numbers ran away: the last good step."""
        good = self._good
        is_wanted = good is not None and self._session.training.state.step != good
        if good is not None:
            text = f"Back to step {good:,}"
            if text != self.back.text():
                self.back.setText(text)
                self.back.describe(text, f"{text}, the best before numbers ran away")
        if is_wanted != self.back.isVisibleTo(self):
            self.back.setVisible(is_wanted)
            self.place()

    @property
    def _good(self) -> int | None:
        run = self._session.training.run
        return None if run is None or self._session.training.is_running else curves.last_good(run)

    def _go_back(self) -> None:
        if self._good is not None:
            self._session.training.seek(self._good)

    # geometry and painting

    def place(self) -> None:
        """Buttons at the left, then words above the bar."""
        look = self.look
        for part in (self.pace, self.opener):
            part.setVisible(not is_far(self))
        self.bar.has_ticks = not is_far(self)
        if is_far(self):
            self._place_far()
            return
        is_narrow = self.width() < NARROW_BELOW
        gap = look.px(GAP) if not is_narrow else 4
        middle, x = look.px(MIDDLE), look.px(LEFT)
        widths = (look.target(56), *(max(look.px(wide), least) for wide, least in _WIDE))
        for button, wide in zip(self._buttons(), widths, strict=True):
            high = wide if button is self.play else look.target(40)
            button.setGeometry(x, middle - high // 2, wide, high)
            x += wide + (2 * gap if button in (self.play, self.reset) else gap)
        margin = look.px(MARGIN)
        left = x + look.px(12 if is_narrow else 20)
        right = self.width() - look.px(ASIDE)
        top, high = look.px(WORDS[0]), look.target(WORDS[1])
        aside = self.width() - right - look.px(24)
        self.opener.setGeometry(self.width() - look.px(16) - aside, look.px(10), aside, look.target())
        end = right
        if self.back.isVisibleTo(self):
            self.back.setGeometry(end - look.px(160), top, look.px(160), high)
            end = self.back.x() - gap
        self.narration.setGeometry(left, top, max(end - left, 1), high)
        top = look.px(BAR_TOP) - margin + look.px(4)
        self.bar.setGeometry(left - margin, top, max(right - left + 2 * margin, 1), self.height() - top)

    def _place_far(self) -> None:
        """What starts and stops, the words, the bar; the curve's own axis says the steps."""
        look, x = self.look, self.look.px(LEFT)
        sides = (look.target(56), *(max(look.px(wide), least) for wide, least in _WIDE[:3]))
        for button, wide in zip((self.play, self.step, self.epoch, self.reset), sides, strict=True):
            high = look.target(40)
            button.setGeometry(x, (FAR_HEIGHT - high) // 2, wide, high)
            x += wide + look.px(GAP)
        margin, right = look.px(MARGIN), self.width() - look.px(RIGHT)
        left = x + look.px(GAP)
        end = right
        if self.back.isVisibleTo(self):
            end -= look.px(160)
            self.back.setGeometry(end, 0, look.px(160), FAR_WORDS)
        self.narration.setGeometry(left, 0, max(end - left, 1), FAR_WORDS)
        top = FAR_BAR - margin
        self.bar.setGeometry(left - margin, top, max(right - left + 2 * margin, 1), self.height() - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        if is_far(self):
            return
        top, below = self._aside()
        left = self.width() - look.px(ASIDE) + look.px(16)
        line = look.text(18) * 1.3
        room = QRectF(left, self.opener.geometry().bottom() + look.px(10), self.width() - left, line)
        room.setRight(self.width() - look.px(RIGHT))
        align = Qt.AlignmentFlag.AlignRight
        write(painter, room, top, look, 18, 700, "ink", align)
        write(painter, room.translated(0, line), below, look, 15, 500, "ink2", align)

    def _aside(self) -> tuple[str, str]:
        """Right of the bar: the time that is left, and how much is done."""
        state, run = self._session.training.state, self._session.training.run
        if run is None or not state.total:
            return "", ""
        if run.steps >= state.total and not state.is_running:
            return "finished", words.kept(run)
        if state.is_running:
            return time_left(state.seconds_left), words.done(run, state.total)
        return words.done(run, state.total), words.kept(run)


_WIDE = ((88, 66), (100, 74), (76, 56), (126, 92))
"""The spec's pixels, and the window's at least, of the buttons after play."""
