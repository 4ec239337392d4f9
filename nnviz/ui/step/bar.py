"""The bar of one step: play, the sentence, and its time in blocks, which always runs to the right."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.scene.step import words
from nnviz.scene.step.shown import Shown
from nnviz.scene.words.numbers import seconds as seconds_text
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.speech import announce
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK, text_on
from nnviz.ui.widgets.fitting import fullest, write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.playing import PhaseButton, PlayButton, SpeedButton

BLOCK, TOP, GAP = 36.0, 54.0, 3.0
LEFT, RIGHT = 252.0, 116.0
PAST = 0.16
"""How much of ``now`` a block has that has been played."""
MILLISECONDS = 1000
LEAST_NAMED = 22
"""Pixels of the narrowest block that says what it is."""


class StepBar(Part):
    """Play and step buttons, speed, the sentence, the blocks, and the time."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._said = ""
        self.back = PhaseButton(-1, "Previous block", self)
        self.play = PlayButton("Play", self)
        self.forward = PhaseButton(1, "Next block", self)
        self.speed = SpeedButton(session, self)
        self.blocks = Blocks(session, self)
        self.back.describe("Previous block", "Previous block (←)")
        self.forward.describe("Next block", "Next block (→)")
        self.back.clicked.connect(lambda: session.step(-1))
        self.forward.clicked.connect(lambda: session.step(1))
        self.play.clicked.connect(lambda: session.pause() if session.is_playing else session.play())

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons and the blocks."""
        return self.back, self.play, self.forward, self.speed, self.blocks

    @property
    def told(self) -> str:
        """What is said of this moment."""
        return self.accessibleName()

    def show_shown(self, shown: Shown | None) -> None:
        """Show where time stands, and say what happens there."""
        session = self._session
        self._shown = shown
        name = "Pause" if session.is_playing else "Play"
        self.play.setChecked(session.is_playing)
        self.play.describe(name, f"{name} (Space)")
        self.speed.show_speed()
        for button in self.parts():
            button.setEnabled(shown is not None)
        self.blocks.show_shown(shown)
        if shown is not None:
            self._say(" ".join(words.told(shown.subject, shown.moment[0])))
        self.update()

    def _say(self, text: str) -> None:
        if text != self._said:
            self._said = text
            self.setAccessibleName(text)
            announce(self, text)

    def place(self) -> None:
        """Everything by the spec's numbers."""
        look, side = self.look, self.look.target()
        for button, x, wide in (
            (self.back, 34.0, side),
            (self.play, 84.0, look.target(52)),
            (self.forward, 134.0, side),
            (self.speed, 196.0, look.px(70)),
        ):
            high = look.target(52) if button is self.play else side
            button.setGeometry(look.px(x) - wide // 2, look.px(66) - high // 2, wide, high)
        knob = look.px(12)
        left, right = look.px(LEFT), self.width() - look.px(RIGHT)
        top = look.px(TOP) - knob
        self.blocks.setGeometry(left - knob, top, max(right - left + 2 * knob, 1), self.height() - top - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, shown = self.look, self._shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if shown is None:
            return
        left = float(look.px(LEFT))
        lead, sentence = words.told(shown.subject, shown.moment[0])
        row = QRectF(left, look.px(14), self.width() - left - look.px(20), look.px(34))
        wide = write(painter, row, lead, look, 18, 700, "now")
        write(painter, row.adjusted(wide + look.px(10), 0, 0, 0), sentence, look, 18, 500)
        right = QRectF(self.width() - look.px(RIGHT - 4), look.px(TOP), look.px(RIGHT - 24), look.px(BLOCK))
        align = Qt.AlignmentFlag.AlignRight
        seconds = min(max(shown.seconds, 0.0), shown.picture.end)
        write(painter, right, seconds_text(seconds), look, 18, 600, "ink", align)
        below = right.translated(0, look.px(BLOCK - 10))
        write(painter, below, f"of {seconds_text(shown.picture.end)}", look, 16, 400, "ink2", align)


class Blocks(Guarded, QAbstractSlider):
    """One block each: a click goes to its end, a drag scrubs. Screen readers hear a slider of time."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._look = Look(DARK, 1.0)
        self._shown: Shown | None = None
        self._press: float | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Time of the step")
        self.setAccessibleDescription("Click a block to jump to its end, drag to scrub in both directions.")
        self.actionTriggered.connect(lambda _: self._seek(self.sliderPosition() / MILLISECONDS))

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self._look = look
        self.update()

    def show_shown(self, shown: Shown | None) -> None:
        """Show where time stands."""
        self._shown = shown
        if shown is not None:
            self.setRange(0, round(shown.picture.end * MILLISECONDS))
            self.setSingleStep(100)
            self.setPageStep(900)
            self.setValue(round(min(shown.seconds, shown.picture.end) * MILLISECONDS))
        self.update()

    def _seek(self, seconds: float) -> None:
        self._session.seek_own(seconds)

    def _track(self) -> QRectF:
        knob = self._look.px(12)
        return QRectF(knob, knob, self.width() - 2 * knob, self._look.px(BLOCK))

    def _seconds_at(self, x: float) -> float:
        track, end = self._track(), self._shown.picture.end if self._shown is not None else 0.0
        return (x - track.left()) / max(track.width(), 1.0) * end

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of time."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Time follows the pointer."""
        if self._press is not None:
            self._seek(self._seconds_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a drag goes to the end of the block that was clicked."""
        if (
            self._press is not None
            and self._shown is not None
            and abs(event.position().x() - self._press) < 3
        ):
            to = self._seconds_at(event.position().x())
            block = next((one for one in self._shown.picture.blocks if to < one.end), None)
            self._seek(self._shown.picture.end if block is None else block.end)
        self._press = None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, look = self._shown, self._look
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track, now = self._track(), shown.moment[0]
        unit = track.width() / shown.picture.end
        for block in shown.picture.blocks:
            rect = QRectF(
                track.left() + block.start * unit, track.top(), block.seconds * unit, track.height()
            )
            self._block(
                painter, rect.adjusted(0, 0, -look.px(GAP), 0), block is now, block.title, shown, block.start
            )
        for group, own in groupby(shown.picture.blocks, key=lambda block: block.group):
            inside = list(own)
            start, stop = inside[0].start, inside[-1].end
            x, wide = track.left() + start * unit, (stop - start) * unit - look.px(GAP)
            self._group(
                painter, QRectF(x, track.bottom() + look.px(6), wide, look.px(26)), group, now in inside
            )
        x = track.left() + min(shown.seconds, shown.picture.end) * unit
        ink = look.color("ink")
        painter.setPen(QPen(ink, max(2.0, 3 * look.s)))
        painter.drawLine(QPointF(x, track.top() - 3), QPointF(x, track.bottom() + 3))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, track.top() - 4), 6 * look.s, 6 * look.s)

    def _block(
        self, painter: QPainter, rect: QRectF, is_now: bool, title: str, shown: Shown, start: float
    ) -> None:
        look = self._look
        fill = look.color("raised")
        if is_now:
            fill = look.color("now")
        elif shown.seconds > start:
            fill = look.theme.mix("now", PAST, "panel")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, 5, 5)
        painter.setFont(look.font(16, 600))
        painter.setPen(text_on(fill) if is_now else look.color("ink"))
        short = title.replace("Convolution", "Conv").partition(" ")[0]
        texts = (title, short, short[:1], "") if rect.width() >= LEAST_NAMED else ("",)
        text = fullest(painter.fontMetrics(), texts, rect.width() - 4)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _group(self, painter: QPainter, rect: QRectF, name: str, is_now: bool) -> None:
        look = self._look
        painter.setPen(QPen(look.color("now" if is_now else "ink2"), 2 if is_now else 1))
        painter.drawLine(rect.topLeft(), rect.topRight())
        short = name.partition(", ")[2] or name
        texts = (name, short[:1].upper() + short[1:], "")
        align = Qt.AlignmentFlag.AlignHCenter
        weight = 700 if is_now else 400
        write_fullest(
            painter, rect.adjusted(0, 2, 0, 0), texts, look, 16, weight, "ink" if is_now else "ink2", align
        )
