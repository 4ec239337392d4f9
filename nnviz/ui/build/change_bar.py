"""The bar below: undo, redo, reset, and which weights are kept."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.planned import PlannedLayer
from nnviz.scene.words import names
from nnviz.ui import icons
from nnviz.ui.build import words
from nnviz.ui.build.controls import RoundButton
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.style import Look, ratio_of
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

HEIGHT = 128.0
START = 304.0
"""Where the words start, in the spec's pixels: under the list."""


class WeightChip(PaintedButton):
    """One layer that has weights: kept with a tick, new with a clock. A press chooses its row."""

    radius = 10.0

    def __init__(self, line: PlannedLayer, parent: QWidget) -> None:
        self.number, self.is_kept = line.number, line.kept
        self.title = names.kind(line.layer)
        self.state = f"{line.parameter_count:,} {'kept' if line.kept else 'new'}"
        super().__init__(f"{self.title}: {self.state}", parent)
        if not line.kept:
            self.describe(f"{self.title}: {self.state}", f"{self.title} {line.why}: its weights start again")

    def width_wanted(self) -> float:
        """Room for its words."""
        title = QFontMetricsF(self.look.font(16, 600)).horizontalAdvance(self.title)
        state = QFontMetricsF(self.look.font(15)).horizontalAdvance(self.state)
        return float(max(title + state + 72 * self.look.s + 14, 200 * self.look.s))

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        if not self.is_kept:
            painter.setPen(QPen(look.color("ink"), 2))
            painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, look.px(10), look.px(10))
        size = max(look.px(20), 14)
        middle = (self.height() - size) / 2
        if self.is_kept:
            image = icons.pixmap("check", look.theme.ink2, size, ratio_of(self))
            painter.drawPixmap(round(12 * look.s), round(middle), image)
        else:
            _paint_clock(painter, QRectF(12 * look.s, middle, size, size).adjusted(1, 1, -1, -1), look)
        room = rect.adjusted(18 * look.s + size, 0, -14 * look.s, 0)
        write(painter, room, self.title, look, 16, 600)
        weight = 400 if self.is_kept else 700
        token = "ink2" if self.is_kept else "ink"
        write(painter, room, self.state, look, 15, weight, token, Qt.AlignmentFlag.AlignRight)


class ChangeBar(Part):
    """Undo, redo, reset all; the sentence about weights; one chip a layer that has some."""

    def __init__(self, editor: DraftEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.problem = ""
        self.chips: list[WeightChip] = []
        self._shown: tuple[object, ...] = ()
        self._hidden = 0
        self._stop = Roving(self)
        self.undo = RoundButton("undo-2", "Undo", self)
        self.redo = RoundButton("redo-2", "Redo", self)
        self.reset = TextButton("Reset all", "Reset all weights", self, token="ink", plate=True)
        self.undo.clicked.connect(editor.session.undo)
        self.redo.clicked.connect(editor.session.redo)
        self.reset.clicked.connect(editor.reset)
        editor.refused.connect(self._refuse)
        self.setAccessibleName("Changes")

    def _refuse(self, why: str) -> None:
        self.problem = why
        self.update()

    def refresh(self) -> None:
        """Show what is new."""
        session = self.editor.session
        for button, label, word in (
            (self.undo, session.undo_label, "Undo"),
            (self.redo, session.redo_label, "Redo"),
        ):
            button.setEnabled(label is not None)
            button.describe(
                word, f"{word} {label[:1].lower() + label[1:]}" if label else f"Nothing to {word.lower()}"
            )
        seed = self.editor.document.network.seed
        self.reset.describe(
            "Reset all weights", f"Start all weights again from seed {seed}: the same ones each time"
        )
        lines = [line for line in self.editor.plan.lines if line.parameter_count]
        key = tuple((x.number, names.kind(x.layer), x.parameter_count, x.kept, x.why) for x in lines)
        if key != self._shown:
            self._shown = key
            self._rebuild(lines)
        self.update()

    def _rebuild(self, lines: list[PlannedLayer]) -> None:
        for chip in self.chips:
            take_away(chip)
        # What starts again comes first where not all have room.
        self.chips = [WeightChip(line, self) for line in lines[:60]]
        for chip in self.chips:
            chip.set_look(self.look)
            chip.clicked.connect(lambda _=False, c=chip: self.editor.choose(c.number))
        self.place()

    def parts(self) -> tuple[QWidget, ...]:
        return self.undo, self.redo, self.reset, *self.chips

    def place(self) -> None:
        px = self.look.px
        self.undo.setGeometry(px(16), px(28), px(64), px(74))
        self.redo.setGeometry(px(70), px(28), px(64), px(74))
        high = self.look.target(36)
        self.reset.setGeometry(px(144), px(50) - high // 2, px(120), high)
        gap, height = px(12), px(47)
        x, end = float(px(START)), self.width() - px(16)
        shown = 0
        wanted = [chip.width_wanted() for chip in self.chips]
        if x + sum(wanted) + gap * max(len(wanted) - 1, 0) > end:
            # Room for the words on how many more there are.
            end -= max(px(90), 70)
        for chip, wide in zip(self.chips, wanted, strict=True):
            chip.setGeometry(round(x), px(58), round(wide), height)
            fits = x + wide <= end + 1
            chip.setVisible(fits)
            if not fits:
                break
            x += wide + gap
            shown += 1
        for chip in self.chips[shown:]:
            chip.hide()
        self._stop.show(self.chips)
        self._hidden = len(self._shown) - shown
        self.update()

    def _paint_seed(self, painter: QPainter, text: str) -> None:
        """Under the reset button, right of the word under redo; not where there is no room for it."""
        look, px = self.look, self.look.px
        wide = QFontMetricsF(look.font(14, 500)).horizontalAdvance(text) + 4
        room = QRectF(px(134), px(80), max(float(px(140)), wide), px(22))
        if room.right() <= px(START):
            write(painter, room, text, look, 14, 500, "ink2", Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, px = self.look, self.look.px
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        seed = self.editor.document.network.seed
        self._paint_seed(painter, f"same start, seed {seed}")
        room = QRectF(px(START), px(16), self.width() - px(START) - px(16), px(34))
        if self.problem:
            write(painter, room, f"! {self.problem}", look, 17, 600, "warn")
        else:
            head, rest = words.kept_sentence(self.editor.plan, seed)
            used = write(painter, room, head, look, 17, 700, "now")
            write(painter, room.adjusted(used + px(10), 0, 0, 0), rest, look, 17)
        if self._hidden > 0:
            place = QRectF(self.width() - px(10) - 70, px(58), 66, px(47))
            write(
                painter, place, f"+ {self._hidden:,} more", look, 15, 400, "ink2", Qt.AlignmentFlag.AlignRight
            )


def _paint_clock(painter: QPainter, rect: QRectF, look: Look) -> None:
    """A clock: these numbers have yet to be learned."""
    painter.setPen(QPen(look.color("ink"), 1.8))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect)
    middle = rect.center()
    painter.drawLine(middle, QPointF(middle.x(), middle.y() - 0.32 * rect.height()))
    painter.drawLine(middle, QPointF(middle.x() + 0.26 * rect.width(), middle.y()))
