"""The rows of the options panel: a stepper, chips, or the activation function's menu."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.document.draft import changed
from nnviz.document.plan import Line, problem_of
from nnviz.engine import ActivationFunction, Layer
from nnviz.engine.functions import activations
from nnviz.engine.layers.base import Option
from nnviz.errors import NNVizError
from nnviz.scene.words import names
from nnviz.ui import icons
from nnviz.ui.build.bench import Bench
from nnviz.ui.build.controls import Chip, StepButton
from nnviz.ui.build.glyphs import paint_curve
from nnviz.ui.build.marks import write
from nnviz.ui.build.option_choices import choice_text, value_of
from nnviz.ui.guard import Guarded
from nnviz.ui.plain import button_text
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.number_field import NumberField

LABEL = 112.0
"""The spec's pixels from a row's left edge to its controls."""


class OptionRow(Guarded, QWidget):
    """A label and its control. It shows the document's value; ``reason`` says what can't be chosen."""

    def __init__(self, bench: Bench, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench = bench
        self.look = Look(DARK, 1.0)
        self.text = text
        self.reason = ""

    def set_look(self, look: Look) -> None:
        """Draw itself in this theme and at this scale from now on."""
        self.look = look
        for control in self.controls():
            control.set_look(look)  # type: ignore[attr-defined]
        self.place()

    def controls(self) -> list[QWidget]:
        """What can have the keyboard, in reading order."""
        raise NotImplementedError

    def show_line(self, line: Line) -> None:
        """Show what the chosen row has."""
        raise NotImplementedError

    def place(self) -> None:
        """Give the controls their places."""

    def choose(self, options: dict[str, Any], merge: object | None = None) -> None:
        """Change the chosen layer."""
        self.bench.set_options(self.bench.chosen, options, merge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        write(
            painter, QRectF(0, 0, self.look.px(LABEL), self.height()), self.text, self.look, 16, 400, "ink2"
        )


class Stepper(OptionRow):
    """Minus, a number to type, plus. Held down, the buttons repeat, and that is one undo step."""

    def __init__(self, bench: Bench, option: Option, parent: QWidget) -> None:
        super().__init__(bench, option.text, parent)
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
            self.bench.refused.emit(f"{self.text} are counted in whole numbers.")
        else:
            self.choose({self._option: int(value)}, merge=self.number.merge)

    def controls(self) -> list[QWidget]:
        return [self.less, self.number, self.more]

    def show_line(self, line: Line) -> None:
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

    def __init__(self, bench: Bench, option: Option, choices: tuple[Any, ...], parent: QWidget) -> None:
        super().__init__(bench, option.text, parent)
        self._option = option
        self.chips = {
            choice: Chip(choice_text(choice), f"{option.text} {choice_text(choice)}", self)
            for choice in choices
        }
        for choice, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, c=choice: self.choose({option.name: c}))

    def controls(self) -> list[QWidget]:
        return list(self.chips.values())

    def show_line(self, line: Line) -> None:
        now = value_of(line.layer, self._option.name)
        self.reason = ""
        for choice, chip in self.chips.items():
            why = "" if choice == now else why_not(line, {self._option.name: choice})
            chip.setChecked(choice == now)
            if why != chip.why_not:
                chip.describe(f"{self.text} {choice_text(choice)}")
                chip.refuse(why)
            if why and not self.reason:
                self.reason = f"{self.text} {choice_text(choice)}: it {why}"
            chip.update()
        self.place()

    def place(self) -> None:
        px = self.look.px
        x, room = float(px(LABEL)), self.width()
        wanted = [chip.width_wanted() for chip in self.chips.values()]
        gap = float(px(6))
        share = min(1.0, (room - x - gap * (len(wanted) - 1)) / max(sum(wanted), 1))
        for chip, wide in zip(self.chips.values(), wanted, strict=True):
            chip.setGeometry(round(x), 0, round(wide * share), self.height())
            x += wide * share + gap


class FunctionRow(OptionRow):
    """The activation function: its curve, its name, and a menu of all others."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(bench, "Activation", parent)
        self.button = FunctionButton(self)
        self.button.clicked.connect(self._open)

    def controls(self) -> list[QWidget]:
        return [self.button]

    def show_line(self, line: Line) -> None:
        function = line.layer.activation
        assert function is not None, "only layers that have a function have this row"
        self.button.show_function(function)

    def place(self) -> None:
        self.button.setGeometry(self.look.px(LABEL), 0, self.look.px(200), self.height())

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in activations.names():
            action = menu.addAction(button_text(names.function_title(activations.get(name))))
            action.triggered.connect(partial(self._choose, name))
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))

    def _choose(self, name: str) -> None:
        self.choose({"activation": name})


class FoldRow(OptionRow):
    """What scales by measured numbers can be worked into the dense layer beside it: one layer less."""

    def __init__(self, bench: Bench, parent: QWidget) -> None:
        super().__init__(bench, "One layer less", parent)
        self.button = TextButton("", "Fold into the dense layer beside it", self, plate=True)
        self.button.clicked.connect(lambda: bench.fold(bench.chosen))

    def controls(self) -> list[QWidget]:
        return [self.button]

    def show_line(self, line: Line) -> None:
        other = self.bench.foldable(line.number)
        self.button.setEnabled(other is not None)
        self.button.setText("Fold" if other is None else f"Fold into layer {other}")
        about = "the same answers from raw numbers, with one layer less"
        if other is None:
            about = "a dense layer with a bias has to stand right beside it"
        self.button.describe(self.button.text(), f"{self.button.text()}: {about}")

    def place(self) -> None:
        self.button.setGeometry(self.look.px(LABEL), 0, self.look.px(200), self.height())


class FunctionButton(PaintedButton):
    """Shows a function's curve and name; opens the menu."""

    radius = 8.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Activation function", parent)
        self._function: ActivationFunction | None = None

    def show_function(self, function: ActivationFunction) -> None:
        """Show another function."""
        self._function = function
        self.setText(names.function(function))
        self.describe(
            f"Activation function: {self.text()}", f"{names.function_title(function)}: choose another"
        )
        self.update()

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect())
        painter.setPen(QPen(look.color("ink3"), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), look.px(8), look.px(8))
        curve = QRectF(look.px(13), rect.height() * 0.27, look.px(26), rect.height() * 0.46)
        if self._function is not None:
            paint_curve(painter, curve, self._function, look)
        room = QRectF(look.px(54), 0, rect.width() - look.px(84), rect.height())
        write(painter, room, self.text(), look, 16, 600)
        size = look.px(18)
        image = icons.pixmap("chevron-down", look.theme.ink2, size, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - size - look.px(8), (self.height() - size) // 2, image)


def why_not(line: Line, options: dict[str, Any]) -> str:
    """Why the layer can't have these options, worded to follow them; empty where it can."""
    try:
        layer: Layer = changed(line.layer, **options)
    except NNVizError as problem:
        return str(problem)
    return problem_of(layer, line.input_shapes) if line.input_shapes else ""
