"""The bar: how it was measured, and all conditions to change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import LAYERS, SEEDS, STARTS, WIDTHS, Lab, LabView
from nnviz.scene.lab.gradients import words
from nnviz.scene.words import names
from nnviz.ui.lab.gradients.stepper import Stepper
from nnviz.ui.lab.gradients.tray import Tray
from nnviz.ui.plain import button_text
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.menus import new_menu, show_above
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving

HEIGHT = 128.0
EDGE, GROUP = 24.0, 24.0
NOISE = "normal noise"


class ConditionsBar(Part):
    """Steppers, the starts as chips (a menu where they have no room), the input."""

    stepped = Signal(str, int)
    looked = Signal(dict)
    start_chosen = Signal(str)
    input_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        bounds = {"layers": ("Layers", LAYERS), "width": ("Neurons", WIDTHS), "seeds": ("Seeds", SEEDS)}
        self.steppers = {
            name: Stepper(title, low, high, self) for name, (title, (low, high)) in bounds.items()
        }
        for name, stepper in self.steppers.items():
            stepper.wanted.connect(partial(self.stepped.emit, name))
        self.weights = Tray("Weights", {"new": "New weights", "trained": "As they are"}, self)
        self.weights.chosen.connect(lambda name: self.looked.emit({"trained": name == "trained"}))
        self.starts: dict[str, Chip] = {}
        for start in STARTS:
            chip = Chip(words.STARTS[start], f"Start: {words.STARTS[start]}", self)
            chip.clicked.connect(partial(self.start_chosen.emit, start))
            self.starts[start] = chip
        self.functions: list[Chip] = []
        self.short = self._menu_chip("Start of the weights", self._show_starts)
        self.input = self._menu_chip("Input", self._show_inputs)
        self._stop = Roving(self)
        self._view, self._lab, self._data = LabView(), Lab(), ""
        self._said, self._refused, self._lead = "", "", "Measured."

    def _menu_chip(self, name: str, show: object) -> Chip:
        chip = Chip("", name, self)
        chip.setCheckable(False)
        chip.clicked.connect(show)
        return chip

    def parts(self) -> list[QWidget]:
        """All controls."""
        return [
            *self.steppers.values(), self.weights, *self.starts.values(), *self.functions, self.short,
            self.input,
        ]  # fmt: skip

    def show_conditions(self, lab: Lab, view: LabView, data: str) -> None:
        """Show these conditions; ``data`` names the document's examples, empty: there are none."""
        self._lab, self._view, self._data = lab, view, data
        stack, is_stack = view.stack, view.source == "stack"
        for name, stepper in self.steppers.items():
            stepper.setVisible(is_stack or (name == "seeds" and not view.trained))
            stepper.show_value(getattr(stack, name))
        self.weights.setVisible(not is_stack)
        self.weights.show_choice("trained" if view.trained else "new")
        self._show_functions()
        for start, chip in self.starts.items():
            chip.show_state(start == stack.start)
            chip.describe(f"Start: {words.STARTS[start]}", words.START_HINTS[start])
        self.input.setVisible(is_stack)
        self.input.setText(f"{self._input()}  ⌄")
        self.input.describe(f"Input: {self._input()}", "What the stack is fed")
        self.place()
        self.update()

    def _input(self) -> str:
        return NOISE if self._view.stack.input == "normal" or not self._data else self._data

    def _show_functions(self) -> None:
        """Whose starts are compared."""
        wanted = [names.function_title(function) for function in self._lab.compared]
        if [chip.text() for chip in self.functions] != wanted:
            for chip in self.functions:
                take_away(chip)
            self.functions = [Chip(title, f"Function: {title}", self) for title in wanted]
            for number, chip in enumerate(self.functions):
                chip.clicked.connect(lambda _=False, n=number: self.looked.emit({"start_of": n}))
                chip.set_look(self.look)
        chosen = min(self._view.start_of, len(wanted) - 1)
        for number, chip in enumerate(self.functions):
            chip.show_state(number == chosen)

    def say(self, lead: str, said: str, refused: str = "") -> None:
        """What stands above: how it was measured, or why something can't be had."""
        if (lead, said, refused) == (self._lead, self._said, self._refused):
            return
        self._lead, self._said, self._refused = lead, said, refused
        self.setAccessibleName(f"{lead} {refused or said}")
        self.update()

    @property
    def told(self) -> str:
        """What stands above the controls."""
        return self._refused or self._said

    # menus

    def _show_starts(self) -> None:
        menu = new_menu(self)
        if self._is_by_start():
            for number, function in enumerate(self._lab.compared):
                menu.addAction(
                    button_text(names.function_title(function)),
                    partial(self.looked.emit, {"start_of": number}),
                )
        else:
            for start in STARTS:
                menu.addAction(button_text(words.STARTS[start]), partial(self.start_chosen.emit, start))
        show_above(menu, self.short)

    def _show_inputs(self) -> None:
        menu = new_menu(self)
        action = menu.addAction(button_text(self._data or "This network has no examples"))
        action.setEnabled(bool(self._data))
        action.triggered.connect(lambda: self.input_chosen.emit("data"))
        menu.addAction(button_text(f"{NOISE}: mean 0, spread 1"), lambda: self.input_chosen.emit("normal"))
        show_above(menu, self.input)

    # places

    def _is_by_start(self) -> bool:
        return self._view.by_start and self._view.source == "stack"

    def _row(self) -> tuple[int, int]:
        high = self.look.target(40)
        return self.height() - high - self.look.px(22), high

    def place(self) -> None:
        """Steppers from the left, chips after them, the input at the right."""
        look = self.look
        top, high = self._row()
        x, group = look.px(EDGE), look.px(GROUP)
        parts: tuple[Stepper | Tray, ...] = (*self.steppers.values(), self.weights)
        for part in parts:
            if not part.isHidden():
                wide = part.width_wanted()
                part.setGeometry(x, top, wide, high)
                x += wide + group
        right = self.width() - look.px(EDGE)
        if not self.input.isHidden():
            wide = self.input.width_wanted() + look.px(8)
            right -= wide
            self.input.setGeometry(right, top, wide, high)
            right -= self._label("Input") + group
        self._place_chips(x, right, top, high)

    def _place_chips(self, x: int, right: int, top: int, high: int) -> None:
        look = self.look
        is_by_start = self._is_by_start()
        shown: list[Chip] = self.functions if is_by_start else [*self.starts.values()]
        hidden: list[Chip] = [*self.starts.values()] if is_by_start else self.functions
        is_needed = self._view.source == "stack" or not self._view.trained
        self._chips_at = x if is_needed else None
        x += self._label(self._chips_label())
        gap = look.px(8)
        needed = sum(chip.width_wanted() + gap for chip in shown)
        fits = x + needed <= right + gap
        for chip in hidden:
            chip.hide()
        for chip in shown:
            chip.setVisible(is_needed and fits)
            wide = chip.width_wanted()
            chip.setGeometry(x, top, wide, high)
            x += wide + gap
        self._stop.show(shown)
        chosen = next((chip.text() for chip in shown if chip.isChecked()), "")
        self.short.setVisible(is_needed and not fits)
        room = max(right - x + needed, 40)
        metrics = QFontMetrics(look.font(16, 600))
        arrow = "  ⌄"
        least = room - metrics.horizontalAdvance(arrow) - look.px(24)
        self.short.setText(metrics.elidedText(chosen, Qt.TextElideMode.ElideRight, least) + arrow)
        self.short.describe(f"{self._chips_label()}: {chosen}", f"{self._chips_label()}: {chosen}")
        self.short.setGeometry(x - needed, top, min(self.short.width_wanted(), room), high)

    def _chips_label(self) -> str:
        return "Function" if self._is_by_start() else "Start"

    def _label(self, text: str) -> int:
        return round(QFontMetricsF(self.look.font(16, 500)).horizontalAdvance(text)) + self.look.px(12)

    _chips_at: int | None = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, look.color("line"))
        top, high = self._row()
        if self._chips_at is not None:
            label = QRectF(self._chips_at, top, self._label(self._chips_label()), high)
            write(painter, label, self._chips_label(), look, 16, 500, "ink2")
        if not self.input.isHidden():
            wide = self._label("Input")
            write(painter, QRectF(self.input.x() - wide, top, wide, high), "Input", look, 16, 500, "ink2")
        line = QRectF(look.px(EDGE), 2, self.width() - 2 * look.px(EDGE), top - 4)
        if self._refused:
            write(painter, line, f"! {self._refused}", look, 18, 600, "warn")
            return
        lead = write(painter, line, self._lead, look, 18, 700, "now")
        room = line.adjusted(lead + look.px(8), 0, 0, 0)
        self._write_said(painter, room)

    def _write_said(self, painter: QPainter, room: QRectF) -> None:
        """On one line where it fits, smaller on two where it doesn't."""
        look = self.look
        painter.setFont(look.font(18, 500))
        painter.setPen(look.color("ink"))
        metrics: QFontMetrics = painter.fontMetrics()
        if metrics.horizontalAdvance(self._said) <= room.width():
            write(painter, room, self._said, look, 18, 500)
            return
        painter.setFont(look.font(16, 500))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags), self._said)
