"""The lab's part on gradients: a sentence, a card for each function, the conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.errors import NNVizError
from nnviz.kept import Kept
from nnviz.scene.lab.gradients import words
from nnviz.scene.lab.gradients.scale import LogScale, log_scale
from nnviz.scene.lab.gradients.sentence import Hero, hero
from nnviz.scene.lab.gradients.verdicts import place_of
from nnviz.session import Change
from nnviz.ui.guard import report
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.gradients import asked, menus
from nnviz.ui.lab.gradients.asked import Answer
from nnviz.ui.lab.gradients.bar import HEIGHT as BAR
from nnviz.ui.lab.gradients.bar import ConditionsBar
from nnviz.ui.lab.gradients.card import GradientCard, Shown
from nnviz.ui.lab.gradients.hero import HEIGHT as HERO
from nnviz.ui.lab.gradients.hero import HeroView
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.window.pages import Host

EDGE, GAP = 24.0, 16.0
EMPTY = Hero("", "", "", False, "")


class GradientsPart(LabPart):
    """What is measured is measured in the background; the last picture stays until the next is there."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = host.session, editor
        self._worker = host.background.worker
        self.setAccessibleName("Gradient health")
        self.cards: list[GradientCard] = []
        self.hero, self.bar = HeroView(self), ConditionsBar(self)
        self.answer = Answer(None, words.WAITING)
        self.wanted: tuple[object, ...] = ()
        self._conditions: tuple[object, ...] = ()
        self._told: tuple[bool, str] = (True, "")
        self.answered: tuple[object, ...] = ()
        self._refused = ""
        self._scale: Kept[LogScale] = Kept()
        self._measured_for = editor.view
        self.hero.looked.connect(self.look_at)
        self.bar.looked.connect(self.look_at)
        self.bar.stepped.connect(self.step)
        self.bar.start_chosen.connect(lambda start: self.change_stack(start=start))
        self.bar.input_chosen.connect(lambda name: self.change_stack(input=name))

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited."""
        return self.cards[0] if self.cards else self

    def heading(self) -> str:
        """The page's title."""
        return "Gradient health, measured"

    def parts(self) -> list[QWidget]:
        """Sentence, cards, bar."""
        return [self.hero, *self.cards, self.bar]

    # what a person does

    def look_at(self, changes: dict[str, object]) -> None:
        """Look at something else."""
        self._refused = ""
        self._editor.look(**changes)

    def step(self, name: str, value: int) -> None:
        """Another number of layers, neurons or seeds; what can't be is refused in words."""
        self.change_stack(**{name: value})

    def change_stack(self, **changes: object) -> None:
        """Another stack."""
        self._refused = ""
        try:
            self._editor.look(stack=replace(self._editor.view.stack, **changes))  # type: ignore[arg-type]
        except NNVizError as error:
            self._refused = str(error)
        self._show()

    def take_layer(self, layer: int) -> None:
        """Another layer is in the hand."""
        if layer != self._editor.view.layer:
            self._editor.look(layer=layer)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Measure anew where anything is new that it follows from."""
        document, lab, view = self._session.document, self._editor.lab, self._editor.view
        is_stack = view.source == "stack"
        key = (
            document.data,
            None if is_stack else document.network,
            lab.compared,
            view.stack if is_stack else (view.stack.seeds, view.stack.start),
            view.source,
            view.trained,
            (view.by_start, view.starts, view.start_of) if is_stack else (),
        )
        if key == self.wanted:
            self._show()
            return
        self.wanted = key

        def done(found: Answer) -> None:
            if self.wanted == key:
                self.answer, self._measured_for, self.answered = found, view, key
                self._show()

        job: Callable[[], Answer] = partial(asked.answer, document, lab, view)
        self._worker.compute("gradients", job, done, report)
        self._show()

    def _show(self) -> None:
        document, lab, view = self._session.document, self._editor.lab, self._editor.view
        data = "" if document.data is None else f"examples of {document.data.name}"
        conditions = (lab, replace(view, layer=1), data)
        if conditions != self._conditions:
            self._conditions = conditions
            self.hero.show_view(view)
            self.bar.show_conditions(lab, view, data)
        measured = self.answer.measured
        self._show_cards()
        if measured is None:
            self.hero.show_hero(EMPTY, False)
            self.bar.say("", "", self._refused)
        else:
            place, was = place_of(measured, view.layer), self._measured_for
            by_start = was.by_start and was.source == "stack"
            self.hero.show_hero(hero(measured, place, view.signal, by_start), len(measured.numbers) > 1)
            self.bar.say("Measured.", self.answer.said, self._refused)
        # What stands in place of cards is painted by this part; a drag of the line must not cost all of it.
        if self._told != (measured is None, self.answer.said):
            self._told = (measured is None, self.answer.said)
            self.update()

    def _show_cards(self) -> None:
        measured, view, was = self.answer.measured, self._editor.view, self._measured_for
        columns = () if measured is None else measured.columns
        while len(self.cards) < len(columns):
            card = GradientCard(self)
            card.set_look(self.look)
            card.moved.connect(self.take_layer)
            number = len(self.cards)
            card.menu.clicked.connect(
                lambda _=False, n=number: menus.show(self._editor, n, self.cards[n].menu)
            )
            self.cards.append(card)
        is_new = [card.isHidden() for card in self.cards] != [
            n >= len(columns) for n in range(len(self.cards))
        ]
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(columns))
        if is_new:
            self.place()
        if measured is None:
            return
        by_start = was.by_start and was.source == "stack"
        scale = self._scale.get(lambda: log_scale(measured, view.signal), (measured,), view.signal)
        place = place_of(measured, view.layer)
        for card, column in zip(self.cards, columns, strict=False):
            card.show_column(Shown(measured, column, scale, place, view.signal, by_start))
        self._align()

    def _align(self) -> None:
        """The sentences at the foot get one height, so that all plots do."""
        shown = [card for card in self.cards if not card.isHidden()]
        lines = max((card.lines_wanted() for card in shown), default=2)
        for card in shown:
            if card.lines != lines:
                card.lines = lines
                card.place()
                card.update()

    # places and painting

    def place(self) -> None:
        """The sentence above, the cards side by side, the bar below."""
        px = self.look.px
        edge, gap = px(EDGE), px(GAP)
        hero = max(px(HERO), 2 * self.look.target() + px(30))
        bar = max(px(BAR), self.look.target(40) + round(2.6 * self.look.text(18)))
        wide = self.width() - 2 * edge
        self.hero.setGeometry(edge, 0, wide, hero)
        self.bar.setGeometry(0, self.height() - bar, self.width(), bar)
        top = hero + px(8)
        high = max(self.height() - bar - gap - top, 1)
        count = max(sum(not card.isHidden() for card in self.cards), 1)
        each = (wide - gap * (count - 1)) / count
        for number, card in enumerate(self.cards[:count]):
            x = round(edge + number * (each + gap))
            card.setGeometry(x, top, round(each), high)
        self._align()
        self._body = QRectF(edge, top, wide, high)

    _body = QRectF()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.answer.measured is None:
            painter = QPainter(self)
            painter.setFont(self.look.font(24, 600))
            painter.setPen(self.look.color("ink2"))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
            painter.drawText(self._body, int(flags), self.answer.said)
