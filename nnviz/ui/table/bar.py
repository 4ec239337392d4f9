"""The bar below: back and forth, what the columns tell, what is to be beaten, and the one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.table import TableScene
from nnviz.scene.table.build import DOUBT
from nnviz.ui.build.controls import RoundButton
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import FilledButton, TextButton
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part

HIGH = 128.0
TRAIN = "Train this network"
MIDDLE = Qt.AlignmentFlag.AlignHCenter
LEAST_BEAT = 620
"""Pixels of a bar that has room for the number that is to be beaten beside the words."""


class TrainButton(FilledButton):
    """Larger than other filled buttons."""

    radius = 14.0

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.setPen(QPen(look.color("ink"), 2) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("now"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.px(14), look.px(14))
        write(painter, QRectF(self.rect()), self.text(), look, 22, 700, "nowink", MIDDLE)


class TableBar(Part):
    """Everything below the cards."""

    mend_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("What was found, and training")
        self.scene: TableScene | None = None
        self.undo = RoundButton("undo-2", "Undo", self)
        self.redo = RoundButton("redo-2", "Redo", self)
        self.again = TextButton("Guess again", "Guess again from the file", self, token="ink", plate=True)
        self.again.describe("Guess again", "Forget every choice: what the file itself says")
        self.mend = TextButton("Leave such lines out", "Leave such lines out", self, plate=True)
        self.mend.clicked.connect(self.mend_wanted)
        self.words, self.figure = QWidget(self), QWidget(self)
        for area in (self.words, self.figure):
            area.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.train = TrainButton("Train this network", self)
        self.train.say(TRAIN, TRAIN)

    def parts(self) -> list[QWidget]:
        """What can be pressed."""
        return [self.undo, self.redo, self.again, self.mend, self.train]

    def show_scene(self, scene: TableScene, undo: str | None, redo: str | None) -> None:
        """Show what was found; ``undo`` and ``redo`` are words for what they would do."""
        self.scene = scene
        for button, word, label in ((self.undo, "Undo", undo), (self.redo, "Redo", redo)):
            button.setEnabled(label is not None)
            told = word if label is None else f"{word}: {label[:1].lower()}{label[1:]}"
            set_tooltip(button, told)
        self.mend.setVisible(scene.has_bad_lines)
        can_train = not scene.problem and scene.drawn is not None
        self.train.setEnabled(can_train)
        self.train.describe(TRAIN, scene.problem or f"A new document with this network; {DOUBT[-24:]}")
        told = " ".join((scene.told.head, scene.told.rest[0], *scene.notes))
        self.words.setAccessibleName(told)
        set_tooltip(self.words, "\n".join(part for part in (scene.told.how, *scene.notes) if part))
        if scene.to_beat is not None:
            self.figure.setAccessibleName(f"{scene.to_beat.text} {scene.to_beat.line}")
            set_tooltip(self.figure, scene.to_beat.how)
        self.place()
        self.update()

    def height_wanted(self) -> int:
        """The bar's height."""
        return max(self.look.px(HIGH), 88)

    def place(self) -> None:
        """From the left and from the right; the words have the rest."""
        look, px = self.look, self.look.px
        side, high = max(px(44), 36), self.height()
        round_high = side + max(px(26), 20)
        top = (high - round_high) // 2
        wide = max(px(60), 48)
        left = px(18)
        for button in (self.undo, self.redo):
            button.setGeometry(left, top, wide, round_high)
            left += wide + px(4)
        again = round(QFontMetricsF(look.font(16, 600)).horizontalAdvance(self.again.text())) + px(36)
        self._again = QRectF(left + px(8), top, again, round_high)
        self.again.setGeometry(round(self._again.left()), top, again, side)
        train = min(max(px(296), 180), self.width() // 3)
        tall = max(px(72), 48)
        self.train.setGeometry(self.width() - px(24) - train, (high - tall) // 2, train, tall)
        right = self.train.x() - px(24)
        beat = self._beat_width()
        self.figure.setGeometry(round(right - beat), 0, round(beat), high)
        start = round(self._again.right()) + px(28)
        self.words.setGeometry(start, 0, max(round(right - beat - px(24)) - start, 1), high)
        if self.mend.isVisibleTo(self):
            mend = round(QFontMetricsF(look.font(16, 600)).horizontalAdvance(self.mend.text())) + px(36)
            self.mend.setGeometry(start, high // 2, mend, look.target())

    def _beat_width(self) -> float:
        if self.scene is None or self.scene.to_beat is None:
            return 0.0
        look, found = self.look, self.scene.to_beat
        number = QFontMetricsF(look.font(34, 700)).horizontalAdvance(found.text)
        line = QFontMetricsF(look.font(16)).horizontalAdvance(found.line)
        return float(min(max(number, line) + look.px(24) + 8, 0.26 * self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, px = self.look, self.look.px
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        below = QRectF(
            self._again.left(),
            self.undo.geometry().bottom() - max(px(25), 20),
            self._again.width(),
            max(px(24), 18),
        )
        write(painter, below, "from the file", look, 15, 500, "ink2", MIDDLE)
        if self.scene is None:
            return
        room = QRectF(self.words.geometry())
        half = self.height() / 2
        line = max(px(34), 24)
        first = QRectF(room.left(), half - line, room.width(), line)
        second = QRectF(room.left(), half, room.width(), line)
        self._paint_told(painter, first, second)
        found = self.scene.to_beat
        if found is not None:
            place = QRectF(self.figure.geometry())
            painter.fillRect(QRectF(place.left(), px(20), 1, self.height() - 2 * px(20)), look.color("line"))
            inner = place.adjusted(px(24), 0, 0, 0)
            write(
                painter,
                QRectF(inner.left(), half - line - px(6), inner.width(), line + px(6)),
                found.text,
                look,
                34,
                700,
            )
            write(painter, QRectF(inner.left(), half, inner.width(), line), found.line, look, 16, 400, "ink2")

    def _paint_told(self, painter: QPainter, first: QRectF, second: QRectF) -> None:
        assert self.scene is not None
        look, scene = self.look, self.scene
        if scene.problem:
            write(painter, first, f"! {scene.problem}", look, 18, 600, "warn")
        else:
            used = 0.0
            if scene.told.head:
                used = write(painter, first, scene.told.head, look, 18, 700, "now") + look.px(8)
            write_fullest(painter, first.adjusted(used, 0, 0, 0), scene.told.rest, look, 18)
        if scene.has_bad_lines:
            return
        write_fullest(painter, second, _note_forms(scene.notes), look, 16, 400, "ink2")


def _note_forms(notes: tuple[str, ...]) -> tuple[str, ...]:
    """All notes, or the first one and how many more there are; the tooltip has them all."""
    if not notes:
        return (DOUBT, DOUBT.partition(": ")[0] + ".", "")
    more = f" (+ {len(notes) - 1} more)" if len(notes) > 1 else ""
    return (" ".join(notes), f"{notes[0]}{more}", f"{len(notes)} notes")
