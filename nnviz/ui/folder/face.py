"""What the sheet shows, and where: classes at the left, what is kept aside and the network at the right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.data import Dataset
from nnviz.data.folders import FolderChoices, FolderGuess, LeftOut
from nnviz.data.folders.choices import SIDES
from nnviz.data.sources import Preparation
from nnviz.document import Document
from nnviz.plaintext import visible
from nnviz.scene.words import folders
from nnviz.ui.folder.class_rows import ClassRows
from nnviz.ui.folder.fit_card import FitCard
from nnviz.ui.folder.split_bar import SplitBar
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.lab.gradients.tray import Tray
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import FilledButton, TextButton
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.scroll_area import scroll_area

EDGE, HEAD, BAR, RIGHT, BETWEEN, ASIDE = 24.0, 80.0, 96.0, 400.0, 16.0, 214.0
"""The spec's pixels: margins, title line, bar at the foot, right column, gaps, the card of the split."""
PAD, LINE, MOST_LINES = 20.0, 22.0, 3
WAYS = 0.58
"""Where the second tray begins, as a share of its card's width."""


class Face(Part):
    """Controls and words of the sheet; what is pressed is for its owner."""

    def __init__(self, guess: FolderGuess, parent: QWidget) -> None:
        super().__init__(parent)
        self._guess = guess
        sides = sorted({*SIDES, guess.choices.side})
        self.sides = Tray("Pixels a side", {str(side): str(side) for side in sides}, self)
        self.ways = Tray("Colours", folders.CHANNELS, self)
        names = [each.name for each in guess.classes]
        self.rows = ClassRows(names, [len(each.files) for each in guess.classes])
        self.area = scroll_area(self.rows, self)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.split = SplitBar("How many pictures are learned from", self)
        self.seed = Stepper("Seed", 0, 9999, self)
        self.fit = FitCard(self)
        self.cancel = TextButton("Cancel", "Cancel", self, "ink2")
        self.go = FilledButton("Train this network", self)
        self.go.say("Train this network", "Make this network and go to the Train page")
        self._title = folders.title([visible(name) for name in names])
        self._parts: tuple[Sequence[str], Sequence[str]] = ((), ())
        self._to_beat = ("", "")
        self._side_line = self._channels_line = self._words = ""
        self._is_trouble = False
        self._lines: tuple[str, ...] = ()

    def parts(self) -> tuple[QWidget, ...]:
        """Everything that draws in the sheet's look."""
        return (self.sides, self.ways, self.rows, self.split, self.seed, self.fit, self.cancel, self.go)

    # what is shown

    def show_choices(self, choices: FolderChoices) -> None:
        """Show how pictures are taken."""
        self.sides.show_choice(str(choices.side))
        self.ways.show_choice(folders.kind(choices))
        self._side_line = folders.side_line(choices, self._guess)
        self._channels_line = folders.channels_line(choices, self._guess)
        set_tooltip(self.sides, self._side_line)
        set_tooltip(self.ways, self._channels_line)
        self.update()

    def show_parts(self, data: Dataset, preparation: Preparation) -> None:
        """Show what is learned from and what is kept aside: the last ``held_out`` of ``data``."""
        learned = len(data) - data.held_out
        self.split.show_parts(learned, data.held_out, preparation.share or 0.0)
        self.seed.show_value(preparation.seed)
        names = [visible(name) for name in data.class_names]
        parts = (data.targets[:learned], data.targets[learned:])
        counts = [np.bincount(part, minlength=len(names)) for part in parts]
        self._parts = (
            folders.parts_line(counts[0].tolist(), names),
            folders.parts_line(counts[1].tolist(), names) if data.held_out else ("nothing to judge by",),
        )
        judged = counts[1] if data.held_out else counts[0]
        self._to_beat = folders.to_beat(judged.tolist(), names)
        self.update()

    def show_network(self, document: Document) -> None:
        """Show the network that fits."""
        self.fit.show_network(document)

    def show_lines(self, left_out: Sequence[LeftOut]) -> None:
        """Show what isn't used and what was handled, a sentence each."""
        lines = (*folders.left_out(left_out), *self._guess.notes)
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleDescription(" ".join(lines))
            self.place()
            self.update()

    def say(self, words: str, is_trouble: bool = False) -> None:
        """What stands at the foot."""
        if (words, is_trouble) != (self._words, self._is_trouble):
            self._words, self._is_trouble = words, is_trouble
            self.go.setEnabled(not is_trouble)
            self.update()

    # geometry

    def _card(self) -> QRectF:
        s = self.look.s
        right = self.width() - (EDGE + RIGHT + BETWEEN) * s
        return QRectF(EDGE * s, HEAD * s, right - EDGE * s, self.height() - (HEAD + BAR + BETWEEN) * s)

    def _line_height(self) -> float:
        return max(LINE * self.look.s, self.look.text(15) + 5)

    def place(self) -> None:
        """Give every control its place."""
        look, s, card = self.look, self.look.s, self._card()
        left, wide = card.left() + PAD * s, card.width() - 2 * PAD * s
        top, high = round(card.top() + 40 * s), look.target(44)
        self.sides.setGeometry(round(left), top, self.sides.width_wanted(), high)
        self.ways.setGeometry(round(left + WAYS * wide), top, self.ways.width_wanted(), high)
        shown = min(len(self._lines), MOST_LINES)
        foot = shown * self._line_height() + (12 * s if shown else 0)
        rows = round(top + high + 34 * s)
        self.area.setGeometry(
            round(left), rows, round(wide), max(round(card.bottom() - 12 * s - foot) - rows, 1)
        )
        self.rows.setMinimumHeight(self.rows.height_wanted())
        x, column = round(card.right() + BETWEEN * s), round(RIGHT * s)
        aside = round(card.top())
        self.split.setGeometry(
            x + look.px(PAD), aside + look.px(54), column - 2 * look.px(PAD), self.split.height_wanted()
        )
        seed = self.seed.width_wanted()
        high = look.target(40)
        self._aside = QRectF(x, aside, column, ASIDE * s + max(high - 40 * s, 0))
        bottom = round(self._aside.bottom())
        self.seed.setGeometry(x + column - look.px(PAD) - seed, bottom - high - look.px(12), seed, high)
        top = bottom + look.px(BETWEEN)
        self.fit.setGeometry(x, top, column, max(round(card.bottom()) - top, 1))
        self._place_foot()

    def _place_foot(self) -> None:
        look = self.look
        high = look.target(60)
        y = self.height() - look.px(BAR) + (look.px(BAR) - high) // 2
        wide = max(self.go.width_wanted(), look.px(264))
        x = self.width() - look.px(EDGE) - wide
        self.go.setGeometry(x, y, wide, high)
        cancel = look.target(96)
        self.cancel.setGeometry(x - cancel - look.px(8), y, cancel, high)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s = self.look, self.look.s
        painter.fillRect(event.rect(), look.color("bg"))
        head = QRectF(EDGE * s, 14 * s, self.width() - 2 * EDGE * s, 52 * s)
        align = Qt.AlignmentFlag.AlignRight
        right = write(painter, head, folders.amounts(self._guess), look, 18, 500, "ink2", align)
        write(painter, head.adjusted(0, 0, -right - 24 * s, 0), self._title, look, 32, 700)
        plate(painter, look, self._card())
        plate(painter, look, self._aside)
        self._paint_trays(painter)
        self._paint_lines(painter)
        self._paint_aside(painter)
        self._paint_foot(painter)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_trays(self, painter: QPainter) -> None:
        look, s, high = self.look, self.look.s, self._line_height()
        trays = ((self.sides, "Pixels a side", self._side_line), (self.ways, "Colours", self._channels_line))
        card = self._card()
        for tray, label, line in trays:
            rect = QRectF(tray.geometry())
            write(
                painter,
                QRectF(rect.left() + 4 * s, card.top() + 12 * s, 300 * s, 24 * s),
                label,
                look,
                15,
                600,
            )
            room = QRectF(rect.left() + 4 * s, rect.bottom() + 6 * s, 0, high)
            room.setRight(self.ways.x() - 16 * s if tray is self.sides else card.right() - PAD * s)
            write_fullest(painter, room, (line, line.partition(";")[0]), look, 14, 400, "ink2")

    def _paint_lines(self, painter: QPainter) -> None:
        look, s, high = self.look, self.look.s, self._line_height()
        lines = list(self._lines)
        if len(lines) > MOST_LINES:
            lines[MOST_LINES - 1 :] = [f"{lines[MOST_LINES - 1]} And {len(lines) - MOST_LINES:,} more."]
        card = self._card()
        y = card.bottom() - 12 * s - len(lines) * high
        if lines:
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(
                round(card.left() + PAD * s),
                round(y - 6 * s),
                round(card.right() - PAD * s),
                round(y - 6 * s),
            )
        for number, words in enumerate(lines):
            room = QRectF(card.left() + PAD * s, y + number * high, card.width() - 2 * PAD * s, high)
            write(painter, room, visible(words), look, 15, 400, "ink2")

    def _paint_aside(self, painter: QPainter) -> None:
        look, s, card = self.look, self.look.s, self._aside
        room = card.adjusted(PAD * s, 0, -PAD * s, 0)
        title = QRectF(room.left(), card.top() + 14 * s, room.width(), 28 * s)
        write(painter, title, "Keep some aside to judge by", look, 20, 700)
        y = self.split.geometry().bottom() + 2 * s
        half = QRectF(room.left(), y, room.width() * 0.55, 24 * s)
        write_fullest(painter, half, self._parts[0], look, 15, 400, "ink2")
        other = QRectF(half.right(), y, room.width() - half.width(), 24 * s)
        write_fullest(painter, other, self._parts[1], look, 15, 400, "ink2", Qt.AlignmentFlag.AlignRight)
        seed = QRectF(self.seed.geometry())
        label = QRectF(room.left(), seed.top(), seed.left() - room.left(), seed.height())
        write_fullest(painter, label, ("same shares in both", "same shares"), look, 15, 600)

    def _paint_foot(self, painter: QPainter) -> None:
        look, s = self.look, self.look.s
        top = self.height() - BAR * s
        foot = QRectF(0, top, self.width(), BAR * s)
        painter.fillRect(foot, look.color("panel"))
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(foot.topLeft(), foot.topRight())
        share, what = self._to_beat
        beat = QRectF(EDGE * s, top + 12 * s, 250 * s, 40 * s)
        write(painter, beat, share, look, 32, 700)
        write(painter, QRectF(beat.left(), beat.bottom(), beat.width(), 26 * s), what, look, 15, 400, "ink2")
        x = beat.right() + 16 * s
        words = QRectF(x, top, self.cancel.x() - 12 * s - x, BAR * s)
        painter.setFont(look.font(16, 400))
        painter.setPen(look.color("warn" if self._is_trouble else "ink2"))
        text = f"! {self._words}" if self._is_trouble else self._words
        align = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(align), visible(text))
