"""The card with the size of the map: the choices, why some can't be, and the formula worked out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.sandbox import Sandbox
from nnviz.engine.arrays import shape_text
from nnviz.scene.sandbox import size
from nnviz.scene.words.counting import amount, ordinal
from nnviz.ui.kernels.sandbox_editor import SandboxEditor
from nnviz.ui.kernels.text import RIGHT, either, words
from nnviz.ui.paint.formula import Formula, formula
from nnviz.ui.style import Look
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.roving import Roving

_FIRST, _PITCH, _CHIP = 50.0, 39.0, 36.0
_LINE = 21.0
_EDITS: dict[str, tuple[Callable[..., Sandbox], str]] = {
    "Kernel": (Sandbox.with_size, "Change the kernel's size"),
    "Stride": (Sandbox.with_stride, "Change the stride"),
    "Padding": (Sandbox.with_padding, "Change the padding"),
    "Dilation": (Sandbox.with_dilation, "Change the dilation"),
}
_TELLS = {
    "Kernel": "{0} by {0} cells",
    "Stride": "the window goes on by {0}",
}


class SizeCard(Part):
    """Chips for kernel, stride, padding and dilation; below them the size of the map."""

    def __init__(self, editor: SandboxEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._sandbox = editor.sandbox
        self.chips: dict[tuple[str, int | str], Chip] = {}
        self.reasons: list[size.OptionValue] = []
        self._is_known = False
        for row, values in size.choices(self._sandbox).items():
            for choice in values:
                chip = Chip(str(choice.value), _name(row, choice.value), self)
                chip.clicked.connect(partial(self._choose, row, choice.value))
                self.chips[row, choice.value] = chip
        self._stops = {row: Roving(self) for row in _EDITS}

    def _choose(self, row: str, value: int | str) -> None:
        edit, label = _EDITS[row]
        if not self.chips[row, value].isChecked():
            self._editor.put(edit(self._editor.sandbox, value), label)

    def show_sandbox(self, sandbox: Sandbox, look: Look) -> None:
        """Show these choices."""
        before, self._sandbox = self._sandbox, sandbox
        if self._is_known and look == self.look and _options(before) == _options(sandbox):
            return
        self._is_known, self.look = True, look
        rows = size.choices(sandbox)
        self.reasons = size.reasons(rows)
        for row, values in rows.items():
            for choice in values:
                chip = self.chips[row, choice.value]
                chip.set_look(look)
                chip.show_state(choice.is_chosen, choice.reason)
            self._stops[row].show(self._row(row))
        self.setAccessibleName(f"Size of the map: {self._size_text()}")
        self.setAccessibleDescription(" ".join(choice.reason for choice in self.reasons))
        self.place()
        self.update()

    def _size_text(self) -> str:
        return shape_text(self._sandbox.count)

    def place(self) -> None:
        for place, row in enumerate(_EDITS):
            self._place_row(self._row(row), place)

    def _row(self, row: str) -> list[Chip]:
        return [chip for (name, _), chip in self.chips.items() if name == row]

    @property
    def _names_end(self) -> float:
        """Where the chips begin: right of the longest name."""
        look = self.look
        metrics = QFontMetricsF(look.font(16, 500))
        longest = max(metrics.horizontalAdvance(row) for row in _EDITS)
        return max(122 * look.s, 24 * look.s + longest + 6)

    def _place_row(self, chips: list[Chip], place: int) -> None:
        """Side by side; closer together where many of them are marked."""
        s = self.look.s
        left, right = self._names_end, self.width() - 24 * s
        for least, between in ((42, 6), (36, 4), (30, 3)):
            widths, gap = [chip.width_wanted(least) for chip in chips], between * s
            if left + sum(widths) + gap * (len(chips) - 1) <= right:
                break
        left = min(left, right - sum(widths) - gap * (len(chips) - 1))
        for chip, width in zip(chips, widths, strict=True):
            chip.setGeometry(round(left), round((_FIRST + _PITCH * place) * s), width, round(_CHIP * s))
            left += width + gap

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self.look
        s, right = look.s, self.width() - 24 * look.s
        plate(painter, look, QRectF(self.rect()))
        head = QRectF(24 * s, 10 * s, right - 24 * s, 38 * s)
        words(painter, head, "Size of the map", look.font(20, 700), look.color("ink"), floor=look.floor)
        words(
            painter, head, self._size_text(), look.font(24, 700), look.color("ink"), RIGHT, floor=look.floor
        )
        for place, row in enumerate(_EDITS):
            rect = QRectF(24 * s, (_FIRST + _PITCH * place) * s, 0, _CHIP * s)
            rect.setRight(self._names_end - 4)
            words(painter, rect, row, look.font(16, 500), look.color("ink2"), floor=look.floor)
        y = self._paint_reasons(painter, (_FIRST + _PITCH * 4) * s, right)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(QPointF(24 * s, y), QPointF(right, y))
        self._paint_formulas(painter, y, right)

    def _paint_reasons(self, painter: QPainter, y: float, right: float) -> float:
        """One line for each reason; returns where the next part begins."""
        look = self.look
        font = look.font(14.5, 600)
        line = max(_LINE * look.s, QFontMetricsF(font).height())
        for choice in self.reasons:
            rect = QRectF(24 * look.s, y, right - 24 * look.s, line)
            text = either((choice.reason, choice.short), font, rect.width(), floor=look.floor)
            words(painter, rect, text, font, look.color("warn"), floor=look.floor)
            y += line
        return y + 5 * look.s

    def _paint_formulas(self, painter: QPainter, y: float, right: float) -> None:
        look = self.look
        room = self.height() - 8 * look.s - y
        pitch = room / 3
        font, left = look.font(16, 500), 24 * look.s
        start = max(88 * look.s, left + QFontMetricsF(font).horizontalAdvance("wide") + 6)
        high, wide = self._in_numbers(right - start)
        rows = (("", size.LETTERS, "ink2"), ("high", high, "ink"), ("wide", wide, "ink"))
        for place, (name, latex, token) in enumerate(rows):
            rect = QRectF(left, y + place * pitch, start - left, pitch)
            words(painter, rect, name, font, look.color("ink2"), floor=look.floor)
            typeset = self._typeset(latex, token)
            scale = min(1.0, (right - start) / typeset.size.width())
            middle = rect.center().y() - typeset.size.height() * scale / 2
            typeset.draw(painter, start, middle, scale)

    def _in_numbers(self, room: float) -> tuple[str, str]:
        """As long as the letters stay above the floor."""
        least = self.look.floor / self.look.text(18)
        return next(
            (both for both in map(partial(size.in_numbers, self._sandbox), (False, True))
             if all(least * self._typeset(one, "ink").size.width() <= room for one in both)),
            size.in_numbers(self._sandbox, True),
        )  # fmt: skip

    def _typeset(self, latex: str, token: str) -> Formula:
        return formula(latex, round(self.look.text(18)), getattr(self.look.theme, token))


def _options(sandbox: Sandbox) -> tuple[object, ...]:
    return sandbox.picture, sandbox.size, sandbox.stride, sandbox.padding, sandbox.dilation


def _name(row: str, value: int | str) -> str:
    if value == "same":
        return "Padding same: with stride 1 the map is as large as the picture"
    if row == "Padding":
        return f"Padding {value}: {amount(int(value), 'zero')} on every side"
    if row == "Dilation":
        every = {1: "every", 2: "every second"}.get(int(value), f"every {ordinal(int(value))}")
        return f"Dilation {value}: the kernel takes {every} pixel"
    return f"{row} {value}: {_TELLS[row].format(value)}"
