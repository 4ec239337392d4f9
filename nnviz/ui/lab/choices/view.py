"""Four functions, one network: trained in the background, shown as they come."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.engine import ActivationFunction
from nnviz.errors import NNVizError
from nnviz.scene.lab.choices import outcome as outcomes
from nnviz.scene.lab.choices.outcome import Outcome
from nnviz.scene.words.counting import amount
from nnviz.training.choices import Comparison, Run, comparison
from nnviz.ui.lab.choices.card import LearnedCard
from nnviz.ui.lab.choices.runner import Runner
from nnviz.ui.widgets.buttons import FilledButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.background import Background

GAP, HERO = 16.0, 92.0


class ChoicesView(Part):
    """A sentence, a card a function, one button: train, or cancel."""

    def __init__(self, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.runner = Runner(background, self._show)
        self.cards: list[LearnedCard] = []
        self._document: Document | None = None
        self._functions: tuple[ActivationFunction, ...] = ()
        self._problem = ""
        self.wanted: Comparison | None = None
        """What the button trains."""
        self.button = FilledButton("Train them all", self)
        self.button.clicked.connect(self._press)

    def parts(self) -> list[QWidget]:
        """Cards and button."""
        return [*self.cards, self.button]

    def show_document(self, document: Document, functions: tuple[ActivationFunction, ...]) -> None:
        """What would be trained: the document's layers, with these functions in turn."""
        same = self._document is not None and (
            self._document.network.layers == document.network.layers and self._document.data is document.data
        )
        if not same or functions != self._functions:
            self.runner.cancel()
            self.runner.runs, self.runner.comparison = (), None
            self._problem = ""
            try:
                self.wanted = comparison(document, functions)
            except NNVizError as error:
                self.wanted, self._problem = None, str(error)
        self._document, self._functions = document, functions
        while len(self.cards) < len(functions):
            card = LearnedCard(self)
            card.set_look(self.look)
            card.show()
            self.cards.append(card)
        self._show()

    def outcomes(self) -> tuple[Outcome, ...]:
        """What the networks trained so far came to."""
        runs = self.runner.runs
        ends = [Outcome(f, tuple(run.last for run in runs if run.function == f)) for f in self._functions]
        goal = self._goal(tuple(ends))
        return tuple(
            Outcome(end.function, end.last, tuple(run.needed(goal) for run in self._of(end.function)))
            for end in ends
        )

    def _of(self, function: ActivationFunction) -> tuple[Run, ...]:
        return tuple(run for run in self.runner.runs if run.function == function)

    def _goal(self, ends: tuple[Outcome, ...]) -> float:
        return outcomes.goal([end.middle for end in ends])

    @property
    def is_share(self) -> bool:
        """Whether scores are shares of right answers, and not r2."""
        return (
            self._document is None
            or self._document.data is None
            or (self._document.data.targets.dtype.kind in "iu")
        )

    def _show(self) -> None:
        runs, found = self.runner.runs, self.outcomes()
        lows = [min(run.scores) for run in runs if run.scores and math.isfinite(min(run.scores))]
        low = max(min(lows, default=0.0), 0.0)
        low = math.floor(low * 10) / 10
        steps = max((run.steps[-1] for run in runs if run.steps), default=1)
        goal = self._goal(found)
        for card, one in zip(self.cards, found, strict=False):
            card.show_runs(one, self._of(one.function), self.is_share, low, steps, goal)
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(found) and not self._problem)
        running = self.runner.is_running
        self.button.setText("Cancel" if running else "Train again" if runs else "Train them all")
        self.button.describe(self.button.text(), self.button.text())
        self.button.setVisible(not self._problem)
        self.place()
        self.update()

    def _press(self) -> None:
        if self.runner.is_running:
            self.runner.cancel()
        elif self.wanted is not None:
            self.runner.start(self.wanted)
        self._show()

    # places and painting

    def place(self) -> None:
        """The button at the right of the sentence, the cards below."""
        px = self.look.px
        wide, side = px(200), self.look.target(48)
        self.button.setGeometry(self.width() - wide, (self._hero() - side) // 2, wide, side)
        count = max(len(self._functions), 1)
        room = self.width() - px(GAP) * (count - 1)
        for number, card in enumerate(self.cards):
            left = round(number * (room / count + px(GAP)))
            card.setGeometry(left, self._hero(), room // count, max(self.height() - self._hero(), 1))

    def _hero(self) -> int:
        look = self.look
        return max(look.px(HERO), round(look.text(28) * 1.4 + look.text(18) * 1.7))

    def headline(self) -> str:
        """What is known so far."""
        if self._problem:
            return self._problem
        of, runs = self.runner.comparison, self.runner.runs
        if of is None or not runs:
            return "The same network, the same data, another function: train them all and see."
        if self.runner.is_running:
            return f"{len(runs)} of {len(of.runs)} networks are trained…"
        return outcomes.hero(self.outcomes(), self.is_share)

    def conditions(self) -> str:
        """How they are trained."""
        of = self.wanted
        if of is None:
            return ""
        train = len(of.data) if of.own else len(of.data.training)
        held = (
            "scored on the same ones: there are too few to hold any out"
            if of.own
            else (f"scored on {len(of.data.unseen):,} that training never sees")
        )
        seeds, epochs = amount(of.seeds, "seed"), amount(of.epochs, "epoch")
        return f"{seeds} each, {epochs}, {amount(train, 'example')}; {held}. Adam, rate 0.01, batches of 16."

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() - (0 if self.button.isHidden() else self.button.width() + look.px(16))
        high = look.text(28) * 1.4
        write(painter, QRectF(0, 0, room, high), self.headline(), look, 28, 700)
        below = QRectF(0, high, room, look.text(18) * 1.6)
        write(painter, below, self.conditions(), look, 18, 400, "ink2")
