"""By which rule the weights move, and how far."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.train import recipes
from nnviz.session import Change
from nnviz.ui.lab.gradients.stepper import Bare
from nnviz.ui.plain import button_text
from nnviz.ui.train.rail.editor import RecipeEditor
from nnviz.ui.train.rail.section import RailSection
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.menus import new_menu, show_below
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.widgets.slider import Slider

TRAY, SLIDER, LABELS = 40.0, 26.0, 20.0
"""The spec's pixels of the tray of rules, of the slider, and of the numbers below it."""


class Segment(Chip):
    """One of the rules that stand side by side; the chosen one is white."""

    def _ink(self, is_now: bool) -> str:
        return "bg" if self.isChecked() else "ink2"

    def paint(self, painter: QPainter) -> None:
        look = self.look
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("ink" if self.isChecked() else "line"))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        write(painter, rect, self.text(), look, 16, 600, self._ink(False), Qt.AlignmentFlag.AlignHCenter)


class OptimiserSection(RailSection):
    """SGD, Momentum, Adam, others in a menu; the rate, which can be changed at any time."""

    title = "Optimiser"

    def __init__(self, editor: RecipeEditor, parent: QWidget) -> None:
        super().__init__(editor, parent)
        self.rules: dict[str, Segment] = {}
        for rule in recipes.FIRST:
            self.rules[rule.title] = Segment(rule.title, f"Optimiser: {rule.title}", self)
            self.rules[rule.title].clicked.connect(partial(self._choose, rule))
        self._stop = Roving(self)
        self.others = TextButton("others ▾", "Other optimisers", self, "ink2")
        self.others.align = Qt.AlignmentFlag.AlignRight
        self.others.clicked.connect(self._offer_others)
        self.rate = Bare("Learning rate", 4, self)
        self.rate.entered.connect(lambda rate: self._set(rate, self.rate.merge))
        self.slider = Slider("Learning rate, 0.0001 to 1", self)
        self.slider.set_bounds(
            math.log10(recipes.SLOWEST), 0.0, tuple(math.log10(rate) for rate in recipes.RATES)
        )
        self.slider.moved.connect(lambda power: self._set(float(f"{10**power:.1g}"), self.slider.merge))

    def parts(self) -> tuple[QWidget, ...]:
        """Rules, rate, slider."""
        return (*self.rules.values(), self.others, self.rate, self.slider)

    def refresh(self, change: Change) -> None:
        """Show rule and rate."""
        training = self.editor.training
        for part in self.parts():
            part.setEnabled(training is not None)
        if training is None:
            return
        optimizer = training.recipe.optimizer
        title = recipes.rule_of(optimizer)
        for name, chip in self.rules.items():
            chip.show_state(name == title)
        self._stop.show([*self.rules.values()])
        other = f"{title if title not in self.rules else 'others'} ▾"
        if other != self.others.text():
            self.others.setText(other)
            self.others.token = "ink2" if title in self.rules else "now"
            self.others.update()
        self.rate.step = recipes.rate_step(optimizer.rate)
        self.rate.decimals = recipes.decimals(optimizer.rate)
        self.rate.show_value(optimizer.rate)
        if optimizer.rate > 0:
            self.slider.show_value(math.log10(optimizer.rate))

    def _choose(self, rule: recipes.Rule) -> None:
        self.editor.change(lambda recipe: recipes.with_rule(recipe, rule))

    def _set(self, rate: float, merge: object | None) -> None:
        self.editor.change(lambda recipe: recipes.with_rate(recipe, rate), merge)

    def _offer_others(self) -> None:
        training = self.editor.training
        now = "" if training is None else recipes.rule_of(training.recipe.optimizer)
        menu = new_menu(self)
        for rule in recipes.OTHERS:
            action = menu.addAction(button_text(rule.title))
            action.setCheckable(True)
            action.setChecked(rule.title == now)
            action.triggered.connect(partial(self._choose, rule))
        show_below(menu, self.others)

    # geometry and painting

    def height_wanted(self) -> int:
        """Heading, rules, rate, slider, its numbers."""
        look = self.look
        return self._slider_top() + look.target(SLIDER) + round(look.text(14) * 1.3)

    def _tray(self) -> QRectF:
        return QRectF(self.left, self.head, self.wide, self.look.target(TRAY - 4) + 4)

    def _rate_top(self) -> int:
        return round(self._tray().bottom()) + self.look.px(8)

    def _slider_top(self) -> int:
        return self._rate_top() + self.head - self.look.px(6)

    def place(self) -> None:
        """Rules share their tray by their words."""
        look, tray = self.look, self._tray().adjusted(2, 2, -2, -2)
        self.others.setGeometry(self.left + self.wide // 2, 0, self.wide - self.wide // 2, self.head)
        wanted = [chip.width_wanted(30) for chip in self.rules.values()]
        spare = (tray.width() - sum(wanted)) / len(wanted)
        x = tray.left()
        for chip, wide in zip(self.rules.values(), wanted, strict=True):
            chip.setGeometry(round(x), round(tray.top()), round(wide + spare), round(tray.height()))
            x += wide + spare
        field = look.px(92)
        self.rate.setGeometry(self.left + self.wide - field, self._rate_top(), field, self.head)
        self.slider.setGeometry(self.left, self._slider_top(), self.wide, look.target(SLIDER))

    def paint(self, painter: QPainter) -> None:
        """The tray, and the words around the rate."""
        super().paint(painter)
        look, tray = self.look, self._tray()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("raised"))
        painter.drawRoundedRect(tray.adjusted(0.5, 0.5, -0.5, -0.5), tray.height() / 2, tray.height() / 2)
        line = QRectF(self.left, self._rate_top(), self.wide - look.px(96), self.head)
        wide = write(painter, line, "Rate", look, 17, 600)
        line.setLeft(line.left() + wide + look.px(8))
        write_fullest(painter, line, ("change it any time", "any time", ""), look, 14, 400, "ink2")
        top = self._slider_top() + look.target(SLIDER) - 2
        below = QRectF(self.left, top, self.wide, look.text(14) * 1.3)
        write(painter, below, "0.0001", look, 14, 400, "ink2")
        write(painter, below, "0.01", look, 14, 400, "ink2", Qt.AlignmentFlag.AlignHCenter)
        write(painter, below, "1", look, 14, 400, "ink2", Qt.AlignmentFlag.AlignRight)
