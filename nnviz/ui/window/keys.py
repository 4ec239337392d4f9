"""The table of keys: in groups with headings, and a field that leaves only what one looks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from nnviz.ui.plain import PlainLabel, set_window_title
from nnviz.ui.widgets.scroll_area import scroll_area

NONE = "No key does that."


@dataclass(frozen=True)
class Key:
    """What it does, and by which keys."""

    text: str
    keys: str

    def matches(self, words: str) -> bool:
        """Whether all these words stand in it, in any case and order."""
        said = f"{self.text} {self.keys}".casefold()
        return all(word in said for word in words.casefold().split())


CANVAS_KEYS: Mapping[str, list[Key]] = {
    "On the canvas": [
        Key("Another 0 … 9 from the data", "0 … 9"),
        Key("Search neurons", "/"),
        Key("Next neuron, next layer", "Ctrl arrows"),
        Key("Open the selected neuron, step back out", "Enter, Esc"),
        Key("What can be done with the neuron", "right click or Menu key"),
        Key("Paths back through the neuron under the pointer", "hold T or Alt"),
        Key("Paths forward through it", "hold Shift T"),
        Key("Zoom", "wheel, or pinch"),
        Key("Move the picture", "drag, two fingers, or hold Space"),
        Key("Move it over a neuron too", "middle button"),
        Key("Touch: select, open, look", "tap, tap twice, hold"),
    ],
    "Numbers": [
        Key("Change a weight, a bias, an input", "drag it up or down"),
        Key("… in fine steps, or by typing", "Shift, or double click"),
    ],
    "In the lab": [
        Key("Move z, or a score", "arrows; Shift coarse, Ctrl fine"),
        Key("What can be done with a card", "Enter, or right click"),
        Key("Type a score", "its digits, or double click"),
        Key("Another neuron, another layer", "arrows"),
    ],
    "On the Train page": [
        Key("Train, pause", "Space"),
        Key("Back to the kept step before, on to the next", "←, → on the bar or a chart"),
        Key("Ten kept steps", "Page Up, Page Down there"),
        Key("To the start, to the last step", "Home, End there"),
        Key("Choose, rename, remove a run", "Enter, F2, Delete on it"),
    ],
    "In a step opened up": [
        Key("Next weight or bias, the one before", "Down, Up"),
        Key("Next cell of a kernel, the one before", "Shift Down, Shift Up"),
        Key("Next block of time, the one before", "→, ←"),
        Key("Back to training", "Esc"),
    ],
    "Everywhere": [
        Key("Next control, control before", "Tab, Shift Tab"),
        Key("From card to card on the start page", "arrows"),
        Key("Menu", "F10"),
    ],
}
"""What keys and hands do that no menu holds."""


class KeyTable(QDialog):
    """Shows ``groups``, the keys under each heading."""

    def __init__(self, parent: QWidget | None, groups: Mapping[str, Sequence[Key]]) -> None:
        super().__init__(parent)
        set_window_title(self, "Keys")
        self.field = QLineEdit()
        self.field.setPlaceholderText("Find a key or what it does")
        self.field.setAccessibleName("Find a key or what it does")
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._filter)
        self.rows: list[tuple[str, Key, tuple[QWidget, QWidget]]] = []
        self.heads: dict[str, QWidget] = {}
        self._none = PlainLabel(NONE)
        self._none.hide()
        table = self._table(groups)
        area = scroll_area(table)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName("Keys")
        wanted, room = table.sizeHint(), self.screen().availableSize()
        high = min(wanted.height(), room.height() - 200)
        area.setMinimumSize(min(wanted.width() + 24, room.width() - 64), min(high, 640))
        buttons = QDialogButtonBox()
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for part in (self.field, self._none, area, buttons):
            column.addWidget(part)
        self.field.setFocus()

    def _table(self, groups: Mapping[str, Sequence[Key]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for name, keys in groups.items():
            head = self.heads[name] = PlainLabel(name)
            head.setStyleSheet("font-weight: bold; padding-top: 10px")
            grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            for key in keys:
                words, pressed = PlainLabel(key.text), PlainLabel(key.keys)
                pressed.setStyleSheet("font-weight: bold")
                pressed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                row = grid.rowCount()
                grid.addWidget(words, row, 0)
                grid.addWidget(pressed, row, 1)
                self.rows.append((name, key, (words, pressed)))
        grid.setRowStretch(grid.rowCount(), 1)
        return table

    def _filter(self, words: str) -> None:
        """Leave what holds these words, and the headings of that; a heading's own words bring all of it."""
        left = set()
        for name, key, labels in self.rows:
            is_shown = key.matches(words) or Key(name, "").matches(words)
            for label in labels:
                label.setVisible(is_shown)
            if is_shown:
                left.add(name)
        for name, head in self.heads.items():
            head.setVisible(name in left)
        self._none.setVisible(not left)
