"""The bar of a part that goes step by step: play, numbered blocks, one line to drag, a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QWidget

from nnviz.scene.lab import steps
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK, text_on
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.playing import PhaseButton, PlayButton, SpeedButton

HEIGHT = 128.0
BLOCK, BLOCK_TOP, GAP = 36.0, 59.0, 3.0
PAST = 0.45
"""Opacity of ``now`` in a block that has been played."""
MILLISECONDS = 1000


@dataclass(frozen=True)
class Told:
    """What the bar says: the step's name, the sentence after it, the names of all steps, a hint below."""

    lead: str
    sentence: str
    titles: tuple[str, ...]
    hint: str


class StepsBar(Part):
    """Play and step buttons, speed, the sentence, the blocks, and which step of how many."""

    def __init__(self, session: Session, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = session, editor
        self._told = Told("", "", (), "")
        self._shown: tuple[object, ...] = ()
        self._view = editor.view
        self.back = PhaseButton(-1, "Previous step", self)
        self.play = PlayButton("Play", self)
        self.forward = PhaseButton(1, "Next step", self)
        self.speed = SpeedButton(session, self)
        self.blocks = Blocks(session, editor, self)
        self.back.describe("Previous step", "Previous step (←)")
        self.forward.describe("Next step", "Next step (→)")
        self.back.clicked.connect(lambda: session.step(-1))
        self.forward.clicked.connect(lambda: session.step(1))
        self.play.clicked.connect(lambda: session.pause() if session.is_playing else session.play())

    def parts(self) -> tuple[QWidget, ...]:
        """The buttons and the blocks."""
        return self.back, self.play, self.forward, self.speed, self.blocks

    def show_told(self, told: Told) -> None:
        """Show where time stands, and what is said there."""
        session = self._session
        shown = (told, self._editor.view, session.is_playing, session.speed)
        if shown == self._shown:
            return
        self._shown = shown
        self._told, self._view = told, self._editor.view
        name = "Pause" if session.is_playing else "Play"
        self.play.setChecked(session.is_playing)
        self.play.describe(name, f"{name} (Space)")
        self.speed.show_speed()
        self.blocks.show_steps(told.titles, self._view)
        self.setAccessibleName(f"{told.lead} {told.sentence}")
        self.update()

    def place(self) -> None:
        """Everything by the spec's numbers."""
        look, side = self.look, self.look.target()
        for button, x, wide in (
            (self.back, 39.0, side),
            (self.play, 96.0, look.target(56)),
            (self.forward, 153.0, side),
            (self.speed, 232.0, look.px(86)),
        ):
            high = look.target(56) if button is self.play else side
            button.setGeometry(look.px(x) - wide // 2, look.px(64) - high // 2, wide, high)
        left, right = self._left(), self.width() - look.px(104)
        knob = look.px(12)
        top = look.px(BLOCK_TOP) - knob
        self.blocks.setGeometry(left - knob, top, max(right - left + 2 * knob, 1), look.px(BLOCK) + 2 * knob)

    def _left(self) -> int:
        return self.look.px(304)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, told = self.look, self._told
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        left, right = float(self._left()), self.width() - look.px(24)
        top = QRectF(left, look.px(14), right - left, look.px(34))
        wide = write(painter, top, told.lead, look, 20, 700, "now")
        after = wide + look.px(8) if told.lead else 0.0
        write(painter, top.adjusted(after, 0, 0, 0), told.sentence, look, 20, 500)
        below = QRectF(left, look.px(BLOCK_TOP + BLOCK + 3), right - left, look.px(26))
        write(painter, below, told.hint, look, 16, 400, "ink2")
        if told.titles:
            step, _ = steps.current(self._view)
            rect = QRectF(0, look.px(BLOCK_TOP), right, look.px(BLOCK))
            text = f"{step} of {len(told.titles)}"
            write(painter, rect, text, look, 18, 600, "ink", Qt.AlignmentFlag.AlignRight)


class Blocks(Guarded, QAbstractSlider):
    """One block a step: a click goes to its end, a drag scrubs. Screen readers hear a slider of time."""

    def __init__(self, session: Session, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = session, editor
        self._look = Look(DARK, 1.0)
        self._titles: tuple[str, ...] = ()
        self._view = editor.view
        self._press: float | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Steps")
        self.setAccessibleDescription("Click a block to jump to it, drag to scrub in both directions.")
        self.actionTriggered.connect(self._seek_value)

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self._look = look
        self.update()

    def show_steps(self, titles: tuple[str, ...], view: object) -> None:
        """Show these steps, and where time stands."""
        self._titles, self._view = titles, self._editor.view
        if self._view.part in steps.COUNTS:
            self.setRange(0, round(steps.end(self._view.part) * MILLISECONDS))
            self.setSingleStep(100)
            self.setPageStep(round(steps.SECONDS * MILLISECONDS))
            self.setValue(round(steps.seconds(self._view) * MILLISECONDS))
        self.update()

    def _seek_value(self, _action: int) -> None:
        self._seek(self.sliderPosition() / MILLISECONDS)

    def _seek(self, seconds: float) -> None:
        self._session.pause()
        self._session.set_lab_view(steps.moved(self._editor.view, seconds))

    # the pointer

    def _track(self) -> QRectF:
        knob = self._look.px(12)
        return QRectF(knob, knob, self.width() - 2 * knob, self._look.px(BLOCK))

    def _seconds_at(self, x: float) -> float:
        track = self._track()
        return (x - track.left()) / max(track.width(), 1.0) * steps.end(self._editor.view.part)

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
        if self._press is not None and abs(event.position().x() - self._press) < 3:
            block = int(self._seconds_at(event.position().x()) / steps.SECONDS)
            self._seek((block + 1) * steps.SECONDS)
        self._press = None

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._titles or self._view.part not in steps.COUNTS:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, _ = steps.current(self._view)
        for number, title in enumerate(self._titles, 1):
            self._paint_block(painter, number, title, step)
        track = self._track()
        x = track.left() + track.width() * steps.seconds(self._view) / steps.end(self._view.part)
        ink = self._look.color("ink")
        painter.setPen(QPen(ink, max(2.0, 3 * self._look.s)))
        painter.drawLine(QPointF(x, track.top() - 3), QPointF(x, track.bottom() + 3))
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, track.top() - 4), 7 * self._look.s, 7 * self._look.s)

    def _paint_block(self, painter: QPainter, number: int, title: str, step: int) -> None:
        look, track = self._look, self._track()
        wide = track.width() / len(self._titles)
        rect = QRectF(track.left() + (number - 1) * wide, track.top(), wide - look.px(GAP), track.height())
        passed = min(max(steps.seconds(self._view) / steps.SECONDS - (number - 1), 0.0), 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect, 4, 4)
        filled = look.theme.mix("raised", PAST, "now")
        if passed > 0:
            painter.setBrush(filled)
            painter.drawRoundedRect(QRectF(rect.x(), rect.y(), rect.width() * passed, rect.height()), 4, 4)
        if number == step:
            painter.setPen(QPen(look.color("now"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        self._paint_title(painter, rect, number, title, filled if passed > 0.5 else look.color("raised"))

    def _paint_title(self, painter: QPainter, rect: QRectF, number: int, title: str, on: object) -> None:
        look = self._look
        painter.setFont(look.font(17, 600))
        metrics = painter.fontMetrics()
        badge = max(look.px(22), 20)
        room = rect.width() - badge - look.px(20)
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(int(room), 0))
        wide = badge + look.px(8) + metrics.horizontalAdvance(shown)
        x = rect.center().x() - wide / 2
        middle = QPointF(x + badge / 2, rect.center().y())
        step, _ = steps.current(self._view)
        plate = look.color("now" if number == step else "panel")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(plate)
        painter.drawEllipse(middle, badge / 2, badge / 2)
        painter.setPen(text_on(plate))
        painter.setFont(look.font(15, 700))
        circle = QRectF(middle.x() - badge / 2, middle.y() - badge / 2, badge, badge)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.setPen(text_on(on))  # type: ignore[arg-type]
        painter.setFont(look.font(17, 600))
        words = QRectF(x + badge + look.px(8), rect.top(), room + 4, rect.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
