"""What is learned from, in short."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from nnviz.engine.numbers import amount
from nnviz.plaintext import visible
from nnviz.scene.train import recipes
from nnviz.session import Change
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import fullest, write

CARD, SPLIT = 46.0, 12.0
"""The spec's pixels of the card's height, and of the split bar's."""


class DataSection(RailSection):
    """The examples' name and number, and how many of them are held out."""

    title = "Data"

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self._name, self._counts = "", (0, 0)
        self.change_button = TextButton("Change", "Change the data", self)
        self.change_button.describe("Change the data", "Choose other examples, or split them otherwise")

    def parts(self) -> tuple[QWidget, ...]:
        """The button."""
        return (self.change_button,)

    def refresh(self, change: Change) -> None:
        """Show the examples."""
        training = self.editor.training
        data = None if training is None else training.data
        name = "no examples" if data is None else visible(data.name)
        counts = (0, 0) if training is None else recipes.parts(training)
        if (name, counts) != (self._name, self._counts):
            self._name, self._counts = name, counts
            learned, held = counts
            self.setAccessibleDescription(f"{name}: {learned} training, {held} validation")
            self.update()

    def height_wanted(self) -> int:
        """Heading, card, split bar, its words."""
        look = self.look
        return self.head + look.target(CARD) + look.px(14 + SPLIT + 4) + round(look.text(15) * 1.5)

    def place(self) -> None:
        """The button in the heading's line."""
        words = QFontMetrics(self.look.font(16, 600)).horizontalAdvance(self.change_button.text())
        # Its last letter stands where the card ends, with room beside it in the button.
        room = self.look.px(8)
        self.change_button.setGeometry(self.left + self.wide - words - room, 0, words + 2 * room, self.head)

    def paint(self, painter: QPainter) -> None:
        """Card and split bar."""
        super().paint(painter)
        look, high = self.look, self.look.target(CARD)
        card = QRectF(self.left, self.head, self.wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(card, look.px(10), look.px(10))
        learned, held = self._counts
        pad = look.px(16)
        room = card.adjusted(pad, 0, -pad, 0)
        if not learned + held:
            write(painter, room, self._name, look, 17, 600)
            return
        count = amount(learned + held, "example")
        metrics = QFontMetrics(look.font(17, 600))
        rest = room.width() - metrics.horizontalAdvance(self._name) - look.px(8)
        said = fullest(QFontMetrics(look.font(15, 400)), (count, f"{learned + held:,}"), max(rest, 0))
        wide = write(painter, room, said, look, 15, 400, "ink2", Qt.AlignmentFlag.AlignRight)
        write(painter, room.adjusted(0, 0, -wide - look.px(8), 0), self._name, look, 17, 600)
        self._paint_split(painter, card.bottom() + look.px(14), learned, held)

    def _paint_split(self, painter: QPainter, top: float, learned: int, held: int) -> None:
        look = self.look
        all_ = learned + held
        if not all_:
            return
        gap = 2 if held and learned else 0
        left = (self.wide - gap) * learned / all_
        painter.setPen(Qt.PenStyle.NoPen)
        for x, wide, token in ((0.0, left, "ink2"), (left + gap, self.wide - gap - left, "ink")):
            painter.setBrush(look.color(token))
            painter.drawRoundedRect(QRectF(self.left + x, top, wide, look.px(SPLIT)), 3, 3)
        below = QRectF(self.left, top + look.px(SPLIT + 4), self.wide, look.text(15) * 1.4)
        write(painter, below, f"{learned:,} training", look, 15, 500, "ink2")
        text = f"{held:,} validation" if held else "none held out"
        write(painter, below, text, look, 15, 700 if held else 500, "ink", Qt.AlignmentFlag.AlignRight)
