"""The rows of the options panel: a stepper, chips, or the activation function's menu."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.draft import changed
from nnviz.document.lab import own_functions
from nnviz.document.plan import problem_of
from nnviz.document.planned import PlannedLayer
from nnviz.engine import ActivationFunction, Layer
from nnviz.engine.layers.base import Option
from nnviz.errors import NNVizError
from nnviz.ui.build.controls import StepButton
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.option_choices import choice_text, value_of
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.function_button import FunctionButton
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.number_field import NumberField
from nnviz.ui.widgets.parameters import Parameters
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.roving import Roving

ROW = 36.0
LABEL, GAP = 112.0, 6.0
"""The spec's pixels from a row's left edge to its controls, and between these."""


class OptionRow(Part):
    """A label and its control. It shows the document's value; ``reason`` says what can't be chosen."""

    def __init__(self, editor: DraftEditor, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        self.text = text
        self.reason = ""

    def parts(self) -> list[QWidget]:
        return self.controls()

    @property
    def line(self) -> int:
        """The height of its first line, which most rows have alone."""
        return self.look.target(ROW)

    def height_wanted(self) -> int:
        """The height of all its lines."""
        return self.line

    def controls(self) -> list[QWidget]:
        """What can have the keyboard, in reading order."""
        raise NotImplementedError

    def show_line(self, line: PlannedLayer) -> None:
        """Show what the chosen row has."""
        raise NotImplementedError

    def choose(self, options: dict[str, Any], merge: object | None = None) -> None:
        """Change the chosen layer."""
        self.editor.set_options(self.editor.chosen, options, merge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        write(painter, QRectF(0, 0, self.look.px(LABEL), self.line), self.text, self.look, 16, 400, "ink2")


class Stepper(OptionRow):
    """Minus, a number to type, plus. Held down, the buttons repeat, and that is one undo step."""

    def __init__(self, editor: DraftEditor, option: Option, parent: QWidget) -> None:
        super().__init__(editor, option.text, parent)
        self._option = option.name
        self._value = 0
        self._is_up = True
        self._press: object = object()
        """What the edits of one press have in common. They hold nothing: each shows all that it changes."""
        word = option.text.lower()
        self.less = StepButton("−", f"Fewer {word}", self)
        self.number = NumberField(option.text, 0, self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more = StepButton("+", f"More {word}", self)
        for button, step in ((self.less, -1), (self.more, 1)):
            button.pressed.connect(self._pressed)
            button.clicked.connect(partial(self._step, step))
            button.released.connect(partial(self._released, button))
        self.number.entered.connect(self._enter)

    def _step(self, step: int) -> None:
        if self._value + step >= 1:
            self.choose({self._option: self._value + step}, merge=self._press)

    def _pressed(self) -> None:
        """Each repetition says this too; the click that comes with letting go belongs to its press."""
        if self._is_up:
            self._press = object()
        self._is_up = False

    def _released(self, button: StepButton) -> None:
        self._is_up = not button.isDown()

    def _enter(self, value: float) -> None:
        if value != int(value):
            self.editor.option_refused.emit(f"{self.text} are counted in whole numbers.")
        else:
            self.choose({self._option: int(value)}, merge=self.number.merge)

    def controls(self) -> list[QWidget]:
        return [self.less, self.number, self.more]

    def show_line(self, line: PlannedLayer) -> None:
        self._value = int(value_of(line.layer, self._option))
        self.number.show_value(self._value)
        self.less.setEnabled(self._value > 1)

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        theme = look.theme
        self.number.setFont(look.font(17, 600))
        self.number.setStyleSheet(
            f"NumberField {{ background: transparent; color: {theme.ink}; border: none; }}"
            f"NumberField:focus {{ background: {theme.bg}; border: 1px solid {theme.now}; }}"
        )

    def place(self) -> None:
        px, height = self.look.px, self.height()
        left = px(LABEL)
        self.less.setGeometry(left, 0, px(40), height)
        self.number.setGeometry(left + px(40), 0, px(70), height)
        self.more.setGeometry(left + px(110), 0, px(40), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look.color("raised"))
        plate = QRectF(self.look.px(LABEL), 0, self.look.px(150), self.height())
        painter.drawRoundedRect(plate, self.look.px(8), self.look.px(8))


class Chips(OptionRow):
    """One chip a choice; what the layer can't have is marked and says why."""

    def __init__(
        self, editor: DraftEditor, option: Option, choices: tuple[Any, ...], parent: QWidget
    ) -> None:
        super().__init__(editor, option.text, parent)
        self._option = option
        self.chips = {
            choice: Chip(choice_text(choice), f"{option.text} {choice_text(choice)}", self)
            for choice in choices
        }
        self._stop = Roving(self)
        for choice, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, c=choice: self.choose({option.name: c}))

    def controls(self) -> list[QWidget]:
        return list(self.chips.values())

    def show_line(self, line: PlannedLayer) -> None:
        now = value_of(line.layer, self._option.name)
        self.reason = ""
        for choice, chip in self.chips.items():
            why = "" if choice == now else why_not(line, {self._option.name: choice})
            chip.show_state(choice == now, why)
            if why and not self.reason:
                self.reason = f"{self.text} {choice_text(choice)}: it {why}"
        self._stop.show(tuple(self.chips.values()))
        self.place()

    def height_wanted(self) -> int:
        lines = self._lines(self.width())
        return len(lines) * self.line + (len(lines) - 1) * self.look.px(GAP)

    def _lines(self, room: float) -> list[list[tuple[Chip, int]]]:
        """The chips with their widths, in as many lines as their words need."""
        left, gap = self.look.px(LABEL), self.look.px(GAP)
        lines: list[list[tuple[Chip, int]]] = [[]]
        x = left
        for chip in self.chips.values():
            wide = min(chip.width_wanted(46), max(int(room) - left, 1))
            if lines[-1] and x + wide > room:
                lines.append([])
                x = left
            lines[-1].append((chip, wide))
            x += wide + gap
        return lines

    def place(self) -> None:
        gap = self.look.px(GAP)
        for number, line in enumerate(self._lines(self.width())):
            x = self.look.px(LABEL)
            for chip, wide in line:
                chip.setGeometry(x, number * (self.line + gap), wide, self.line)
                x += wide + gap


class FunctionRow(OptionRow):
    """The activation function: its curve, its name, a menu of all others; below it a line a parameter."""

    def __init__(self, editor: DraftEditor, parent: QWidget) -> None:
        super().__init__(editor, "Activation", parent)
        self.button = FunctionButton(self, with_curve=True)
        self.parameters = Parameters(self)

    def height_wanted(self) -> int:
        return self.line + self.parameters.height_wanted()

    def controls(self) -> list[QWidget]:
        return [self.button, *self.parameters.controls]

    def show_line(self, line: PlannedLayer) -> None:
        function = line.layer.activation
        assert function is not None, "only layers that have a function have this row"
        choice = self._choice(line.number)
        self.button.show_function(function, choice)
        self.parameters.show_function(function, choice)

    def _choice(self, number: int) -> FunctionChoice:
        editor = self.editor

        def now() -> ActivationFunction:
            function = editor.line(number).layer.activation
            assert function is not None, "only a layer that has a function can be given another"
            return function

        def put(function: ActivationFunction, label: str, merge: object | None) -> None:
            editor.set_options(number, {"activation": function}, merge, label)

        def own() -> tuple[ActivationFunction, ...]:
            document = editor.session.document
            return own_functions(document.network, document.lab)

        return FunctionChoice(now, put, editor.session.hold, editor.session.release, own)

    def parts(self) -> list[QWidget]:
        return [self.button, self.parameters]

    def place(self) -> None:
        left, below = self.look.px(LABEL), self.parameters.height_wanted()
        self.button.setGeometry(left, 0, self.look.px(200), self.line)
        self.parameters.setGeometry(left, self.line, self.width() - left, below)


class FoldRow(OptionRow):
    """What scales by measured numbers can be worked into the dense layer beside it: one layer less."""

    def __init__(self, editor: DraftEditor, parent: QWidget) -> None:
        super().__init__(editor, "One layer less", parent)
        self.button = TextButton("", "Fold into the dense layer beside it", self, plate=True)
        self.button.clicked.connect(lambda: editor.fold(editor.chosen))

    def controls(self) -> list[QWidget]:
        return [self.button]

    def show_line(self, line: PlannedLayer) -> None:
        other = self.editor.foldable(line.number)
        self.button.setEnabled(other is not None)
        self.button.setText("Fold" if other is None else f"Fold into layer {other}")
        about = "the same answers from raw numbers, with one layer less"
        if other is None:
            about = "a dense layer with a bias has to stand right beside it"
        self.button.describe(self.button.text(), f"{self.button.text()}: {about}")

    def place(self) -> None:
        self.button.setGeometry(self.look.px(LABEL), 0, self.look.px(200), self.height())


def why_not(line: PlannedLayer, options: dict[str, Any]) -> str:
    """Why the layer can't have these options, worded to follow them; empty where it can."""
    try:
        layer: Layer = changed(line.layer, **options)
    except NNVizError as problem:
        return str(problem)
    return problem_of(layer, line.input_shapes) if line.input_shapes else ""
