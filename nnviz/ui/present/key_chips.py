"""What each key does, as chips that can be pressed too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui.present.keys import DEEDS
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.part import Part

WORDS, HIGH, PADDING, APART = 16.0, 40.0, 12.0, 8.0
SHORT = {
    "forward": "Forward",
    "black": "Black",
    "white": "White",
    "ink_stays": "Ink stays or fades",
    "wipe": "Wipe ink",
    "undo": "Undo",
    "region": "Enlarge",
    "nearer": "Nearer",
    "further": "Further",
    "draw": "Draw",
    "draw_anew": "Draw anew",
    "words": "Words",
    "reveal": "Reveal",
    "freeze": "Freeze",
}
ABSENT = ("notes", "timer")
"""What has its own place in the presenter's view."""
SIGNS = {"PgUp": "Page Up", "PgDown": "Page Down", "Left": "←", "Right": "→", "-": "−"}


class KeyChips(Part):
    """Rows of chips, each with its key."""

    def __init__(self, press: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.chips = {
            deed.name: KeyChip(SHORT.get(deed.name, deed.text), deed.keys, deed.text, self)
            for deed in DEEDS
            if deed.name not in ABSENT
        }
        for name, chip in self.chips.items():
            chip.clicked.connect(partial(press, name))

    def parts(self) -> list[QWidget]:
        return list(self.chips.values())

    def show_state(self, held: Mapping[str, bool]) -> None:
        """Which of them are in hand."""
        for name, is_held in held.items():
            self.chips[name].setChecked(is_held)

    def height_for(self, width: int) -> int:
        """Pixels of all rows."""
        return self._arrange(width, lambda chip, x, y: None)

    def place(self) -> None:
        self._arrange(
            self.width(), lambda chip, x, y: chip.setGeometry(x, y, chip.width_wanted(), self._high())
        )

    def _high(self) -> int:
        return self.look.target(HIGH)

    def _arrange(self, width: int, put: Callable[[KeyChip, int, int], None]) -> int:
        x = y = 0
        apart = self.look.px(APART)
        for chip in self.chips.values():
            wide = chip.width_wanted()
            if x and x + wide > width:
                x, y = 0, y + self._high() + apart
            put(chip, x, y)
            x += wide + apart
        return y + self._high()


class KeyChip(PaintedButton):
    """Words, and the keys that do the same."""

    radius = 10.0

    def __init__(self, words: str, keys: tuple[str, ...], name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.keys = ", ".join(shown(key) for key in keys)

    def nextCheckState(self) -> None:
        """Nothing: its owner says what is in hand."""

    def width_wanted(self) -> int:
        """Room for both."""
        words, keys = (
            QFontMetricsF(self.look.font(WORDS, weight)).horizontalAdvance(text)
            for weight, text in ((600, self.text()), (500, self.keys))
        )
        return round(words + keys) + self.look.px(3 * PADDING)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rim = "now" if self.isChecked() else "ink3" if self.underMouse() else "line"
        painter.setPen(QPen(look.color(rim), 2 if self.isChecked() else 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(rect, look.px(10), look.px(10))
        inside = rect.adjusted(look.px(PADDING), 0, -look.px(PADDING), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font(WORDS, 600))
        painter.setPen(look.color("ink"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(look.font(WORDS, 500))
        painter.setPen(look.color("ink2"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, self.keys)


def shown(key: str) -> str:
    """A key as it stands on a keyboard."""
    return SIGNS.get(key) or QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
