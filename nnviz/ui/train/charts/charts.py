"""Loss and score over the steps of a run."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.training import Curves, Run, TrainView
from nnviz.engine import Recipe
from nnviz.kept import Kept
from nnviz.scene.train import curves, heads
from nnviz.scene.train.curves import Chart
from nnviz.session import Change
from nnviz.ui.plain import button_text
from nnviz.ui.style import is_far
from nnviz.ui.train.charts.card import ChartCard
from nnviz.ui.train.charts.hover import HoverPlate
from nnviz.ui.train.charts.places import EDGE, LEFT
from nnviz.ui.train.cursor import Cursor
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.menus import new_menu, show_above
from nnviz.ui.widgets.part import Part
from nnviz.ui.window.pages import Host

ONE_BELOW = 1280
"""Pixels of the window's width under which the score becomes a tab of the loss."""
NO_CURVES = Curves()


class Charts(Part):
    """The loss at the left, accuracy or R² at the right, over the same steps."""

    def __init__(self, host: Host, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self.setAccessibleName("Curves")
        self.loss, self.score = ChartCard("Loss", cursor, self), ChartCard("Accuracy", cursor, self)
        self._charts: tuple[Kept[Chart], Kept[Chart]] = (Kept(), Kept())
        self.log = Chip("log", "Log scale of the loss", self)
        self.smooth = Chip("smooth", "Smooth the lines; every value stays behind them", self)
        self.tabs = (Chip("Loss", "Show the loss", self), Chip("Accuracy", "Show the score", self))
        self.plate = HoverPlate(self)
        self._shows_score = False
        self._connect()

    def _connect(self) -> None:
        for chip in (self.log, self.smooth, *self.tabs):
            chip.pill = True
        for card in (self.loss, self.score):
            card.hovered.connect(self._hover)
        self.log.clicked.connect(lambda: self._look(is_log=not self._view.is_log))
        self.smooth.clicked.connect(self._choose_smoothing)
        for number, tab in enumerate(self.tabs):
            tab.clicked.connect(lambda _=False, n=number: self._turn(n == 1))

    @property
    def _view(self) -> TrainView:
        return self._session.view.train

    @property
    def is_one(self) -> bool:
        """Whether there is room for but one chart."""
        return self.window().width() < ONE_BELOW or is_far(self)

    def parts(self) -> tuple[QWidget, ...]:
        """Both charts, and what is above them."""
        return (self.loss, self.score, self.log, self.smooth, *self.tabs, self.plate)

    def _look(self, **changes: object) -> None:
        self._session.set_train_view(replace(self._view, **changes))  # type: ignore[arg-type]

    def _choose_smoothing(self) -> None:
        menu = new_menu(self)
        for steps in curves.SMOOTHINGS:
            text = f"Median of {steps} steps" if steps else "Not smoothed"
            action = menu.addAction(button_text(text))
            action.setCheckable(True)
            action.setChecked(steps == self._view.smoothing)
            action.triggered.connect(lambda _=False, s=steps: self._look(smoothing=s))
        show_above(menu, self.smooth)

    def _turn(self, shows_score: bool) -> None:
        self._shows_score = shows_score
        self.place()
        self.refresh(Change.TRAINING)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show how the run went."""
        training, view = self._session.training, self._view
        state, run = training.state, training.run or self._untrained()
        self.log.show_state(view.is_log)
        self.smooth.show_state(view.smoothing > 0)
        at = curves.reading(run.curves, state.step, view.smoothing)
        title = heads.TITLES[run.metric]
        has_validation = curves.has_validation(run.curves)
        for number, tab in enumerate(self.tabs):
            tab.show_state((number == 1) == self._shows_score)
        if self.tabs[1].text() != title:
            self.tabs[1].setText(title)
            self.place()
        self.loss.says_best = not state.is_running
        if self.loss.isVisibleTo(self):
            chart = self._loss_chart(run, state.total)
            values = at.training_loss, at.validation_loss
            texts = heads.loss(values[0]), heads.loss(values[1]) if has_validation else ""
            caption = heads.below_loss(run.curves, view.smoothing)
            if is_far(self):
                caption = ("",)
            own = "" if self.is_one and not is_far(self) else "Loss"
            self.loss.show_chart(own, chart, run, at, values, texts, caption)
        if self.score.isVisibleTo(self):
            chart = self._score_chart(run, state.total)
            values = at.training_score, at.validation_score
            judged = heads.score(values[1], run.metric) if has_validation else ""
            texts = heads.score(values[0], run.metric), judged
            caption = heads.below_score(run.metric, chart.axis, run.curves)
            self.score.show_chart("" if self.is_one else title, chart, run, at, values, texts, caption)

    def _untrained(self) -> Run:
        """What stands here before the first step."""
        document = self._session.document
        metric = "r2" if document.task == "values" else "accuracy"
        return Run("", document.network, ((0, Recipe()),), NO_CURVES, metric=metric)

    def _loss_chart(self, run: Run, total: int) -> Chart:
        view, width = self._view, max(round(self.loss.places.plot.width()), 1)
        return self._charts[0].get(
            lambda: curves.loss_chart(run, total, width, view.is_log, view.smoothing),
            (run.curves,),
            (total, width, view.is_log, view.smoothing),
        )

    def _score_chart(self, run: Run, total: int) -> Chart:
        view, width = self._view, max(round(self.score.places.plot.width()), 1)
        return self._charts[1].get(
            lambda: curves.score_chart(run, total, width, view.smoothing),
            (run.curves,),
            (total, width, view.smoothing),
        )

    def _hover(self, step: int) -> None:
        """Tell the values at the step under the pointer, in both charts at once."""
        run = self._session.training.run
        for card in (self.loss, self.score):
            card.show_hover(step if step >= 0 else None)
        card = self.score if self.score.underMouse() else self.loss
        if step < 0 or run is None or card.chart is None:
            self.plate.hide()
            return
        found = curves.reading(run.curves, step, self._view.smoothing)
        lines = (f"step {step:,}", *heads.told(run, found))
        at = card.mapTo(self, card.rect().topLeft())
        x = at.x() + round(card.places.x(step, card.chart.total))
        self.plate.tell(lines, x, at.y() + round(card.places.plot.center().y()))

    # geometry and painting

    def place(self) -> None:
        """Both side by side, or one of them under two tabs; before a class the loss alone."""
        if is_far(self):
            self._place_far()
            return
        look, is_one = self.look, self.is_one
        half = round(self.width() * 640 / 1312)
        self.loss.setVisible(not (is_one and self._shows_score))
        self.score.setVisible(not is_one or self._shows_score)
        wide = self.width() if is_one else half
        self.loss.setGeometry(0, 1, wide, self.height() - 1)
        left = 0 if is_one else half
        self.score.setGeometry(left, 1, self.width() - left, self.height() - 1)
        for tab in self.tabs:
            tab.setVisible(is_one)
        chips: list[Chip] = [self.log, self.smooth]
        x = look.px(EDGE)
        if is_one:
            chips = [*self.tabs, *([] if self._shows_score else chips)]
            x = look.px(EDGE) - look.px(10)
        else:
            x = look.px(EDGE + 12) + round(QFontMetricsF(look.font(18, 700)).horizontalAdvance("Loss"))
        self.log.setVisible(self.log in chips)
        self.smooth.setVisible(self.smooth in chips)
        head = self.loss.places.head
        for chip in chips:
            chip.setGeometry(x, round(head.top()) + 1, chip.width_wanted(40), round(head.height()))
            x += chip.width() + look.px(4)
        self.loss.title_room = self.score.title_room = x - head.left() if is_one else 0.0
        if not is_one:
            self.loss.title_room = x - head.left()
            self.score.title_room = look.px(LEFT)
        for chip in chips:
            chip.raise_()
        if self.loss.chart is not None or self.score.chart is not None:
            # Their lines were made for another width.
            self.refresh(Change.TRAINING)

    def _place_far(self) -> None:
        self.loss.has_caption = False
        self.loss.setGeometry(0, 1, self.width(), self.height() - 1)
        for part in self.parts():
            part.setVisible(part is self.loss)
        self.loss.title_room = 0.0
        if self.loss.chart is not None:
            self.refresh(Change.TRAINING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("bg"))
        if self.y():
            painter.fillRect(0, 0, self.width(), 1, self.look.color("line"))
