"""One training step with the layer's own function beside one with a leaky ReLU."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.dying import words
from nnviz.scene.lab.dying.life import Step
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

HEADS = ("One step with", "∂L/∂b", "bias b", "size of ∂L/∂w")
SHARES = (0.26, 0.2, 0.32, 0.22)
PAD = 24.0


class StepsCard(Part):
    """A row each, and the button that swaps the function."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._steps: tuple[Step, ...] = ()
        self.swap = TextButton("Use leaky ReLU", "Use leaky ReLU in this layer", self, "ink", plate=True)

    def parts(self) -> tuple[QWidget, ...]:
        """The button."""
        return (self.swap,)

    def show_steps(self, steps: tuple[Step, ...], words_of_swap: str) -> None:
        """Show these steps; no words: there is nothing to swap."""
        self._steps = steps
        self.swap.setVisible(bool(words_of_swap))
        if words_of_swap:
            self.swap.setText(words_of_swap)
            self.swap.describe(words_of_swap, f"{words_of_swap}: one step of undo")
        told = [", ".join(words.step_cells(step)) for step in steps]
        verdict = words.step_verdict(steps) if steps else ""
        self.setAccessibleName(". ".join([*told, verdict]))
        self.place()
        self.update()

    def place(self) -> None:
        """The button below, at the right."""
        look = self.look
        wide = self.fontMetrics().horizontalAdvance(self.swap.text()) + look.px(120)
        side = look.target(44)
        self.swap.setGeometry(
            self.width() - wide - look.px(PAD), self.height() - side - look.px(14), wide, side
        )

    def _row(self) -> float:
        look = self.look
        lower = self.swap.y() - look.px(8)
        return min(max((lower - look.px(10)) / 3, look.text(18) * 1.3), look.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate(painter, look, QRectF(self.rect()))
        if not self._steps:
            return
        row = self._row()
        self._write_row(painter, look.px(10), row, HEADS, 16, "ink2")
        for place, step in enumerate(self._steps, 1):
            token = "ink" if step.learns else "warn"
            self._write_row(painter, look.px(10) + place * row, row, words.step_cells(step), 20, token)
        room = self.width() - look.px(2 * PAD) - (0 if self.swap.isHidden() else self.swap.width() + 12)
        below = QRectF(look.px(PAD), self.swap.y(), room, self.swap.height())
        painter.setFont(look.font(16, 600))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(look.color("ink"))
        painter.drawText(below, int(flags), words.step_verdict(self._steps))

    def _write_row(
        self, painter: QPainter, top: float, high: float, cells: tuple[str, ...], pixels: float, token: str
    ) -> None:
        look = self.look
        x, wide = float(look.px(PAD)), self.width() - look.px(2 * PAD)
        for share, text in zip(SHARES, cells, strict=True):
            rect = QRectF(x, top, share * wide - look.px(8), high)
            write(painter, rect, text, look, pixels, 600, token)
            x += share * wide
