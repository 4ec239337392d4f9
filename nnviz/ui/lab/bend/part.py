"""Why a network needs a bend: with the functions and without, side by side, and what multiplies into one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import edits, structure
from nnviz.scene.lab import steps
from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.pair import Pair, can_average
from nnviz.scene.lab.bend.working import Bend, Working
from nnviz.session import Change
from nnviz.ui.guard import report
from nnviz.ui.lab.bend.card import NetworkCard
from nnviz.ui.lab.bend.middle import Middle, OutlinedButton
from nnviz.ui.lab.bend.places import places
from nnviz.ui.lab.bend.product_card import ProductCard
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.lab.steps_bar import StepsBar, Told
from nnviz.ui.window.pages import Host


class BendPart(LabPart):
    """The part's widget. What it shows comes from one :class:`Bend`; it edits through the session alone."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._session, self._editor = host, host.session, editor
        self._working = Working()
        self._bend: Bend | None = None
        self._asked: dict[str, Pair] = {}
        self.setAccessibleName("Why a bend")
        self.left, self.right = NetworkCard("left", self), NetworkCard("right", self)
        self.middle = Middle(self)
        self.product = ProductCard(self)
        self.pools = OutlinedButton("repeat", words.POOLS, self)
        self.pools.setText(words.POOLS)
        self.pools.clicked.connect(self._use_averages)
        self.bar = StepsBar(host.session, editor, self)
        for card in (self.left, self.right):
            card.moved.connect(lambda x, y: editor.look(probe=(x, y)))
        self.product.chosen.connect(lambda row, column: editor.look(bend_cell=(row, column)))
        self.product.stage_chosen.connect(lambda stage: editor.look(bend_stage=stage))
        self.middle.straighten.clicked.connect(self._straighten)
        self.middle.undo.clicked.connect(self._put_back)

    def parts(self) -> tuple[QWidget, ...]:
        """Its cards, the middle and the bar."""
        return self.left, self.right, self.middle, self.product, self.pools, self.bar

    def place(self) -> None:
        """Everything by the spec's numbers."""
        at = places(self.look, self.width(), self.height())
        self.left.setGeometry(at.left)
        self.right.setGeometry(at.right)
        self.middle.setGeometry(at.middle)
        self.product.setGeometry(at.product)
        self.bar.setGeometry(at.bar)
        px, side = self.look.px, self.look.target(46)
        wide = max(px(260), 210)
        left, top = at.product.x() + px(24), at.product.y() + px(76)
        self.pools.setGeometry(left, top, wide, side)
        self.pools.raise_()

    def heading(self) -> str:
        """The page's title while this part is shown."""
        bend = self._worked()
        count = bend.product.steps if bend.product is not None and bend.product.steps else 2
        return words.heading(bend.pair, count)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        bend = self._bend = self._worked()
        self.left.show_bend(bend)
        self.right.show_bend(bend)
        self.middle.show_bend(bend, self._undo_words(), self._note(bend), self._reason(bend))
        self.product.show_bend(bend)
        self.pools.setVisible(can_average(bend.document, bend.pair.bends))
        self.bar.show_told(self._told(bend))
        self._ask(bend)

    def _worked(self) -> Bend:
        # What was asked for may come when another part is shown: this one's time is its own.
        view = replace(self._session.view.lab, part="bend")
        return self._working.bend(self._session.document, view)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self.look.color("bg"))

    # what is said

    def _told(self, bend: Bend) -> Told:
        step, product = bend.story.step, bend.product
        count = product.steps if product is not None else 2
        titles = words.step_titles(bend.pair, count)
        if bend.pair.bends:
            last = words.bends(bend.document, bend.pair.bends)
        elif bend.dimensions == 2:
            found = bend.right.result
            right, of = (found.right, found.count) if found is not None else (0, 0)
            last = words.outcome_of_plane(bend.reading, right, of, bend.can)
        else:
            last = words.outcome(bend.document, bend.dimensions, bend.is_picture)
        text = words.sentence(step, count, last)
        hint = "Drag the line back: the bend returns." if step > 1 else words.output_stays(bend.document)
        return Told(f"Step {step}, {titles[step - 1]}.", text, titles, hint)

    def _undo_words(self) -> str:
        is_last = self._session.undo_label == words.LABEL
        return "Undo" if is_last or not self._bend or not self._bend.pair.is_straight else words.BACK

    def _note(self, bend: Bend) -> str:
        return "no weight changes"

    def _reason(self, bend: Bend) -> str:
        """Why the button can't be pressed; "" where it can."""
        if bend.pair.can_straighten:
            return ""
        if bend.pair.functions:
            return "Every hidden function is the identity now."
        return "No hidden layer has a function that bends."

    # what is done

    def _straighten(self) -> None:
        """One edit, and its story from the beginning."""
        self._session.apply(edits.make_linear, label=words.LABEL)
        self._session.set_lab_view(steps.moved(self._editor.view, 0.0))
        self._session.play()

    def _put_back(self) -> None:
        """The functions stand there again; time goes back to where the bend is seen."""
        self._session.pause()
        if self._session.undo_label == words.LABEL:
            self._session.undo()
        else:
            self._session.apply(edits.put_back, label=words.BACK)
        self._session.set_lab_view(steps.moved(self._editor.view, 0.0))

    def _use_averages(self) -> None:
        self._session.apply(structure.average_pools, label=words.POOLS)

    def _ask(self, bend: Bend) -> None:
        """Have worked out what takes longer than a moment; each of them once."""
        for name, job, take in self._working.jobs(bend):
            if self._asked.get(name) is not bend.pair:
                self._asked[name] = bend.pair
                self._host.background.worker.compute(f"bend: {name}", job, partial(self._take, take), report)

    def _take(self, take: object, result: object) -> None:
        take(result)  # type: ignore[operator]
        self._asked.clear()
        self.refresh(Change.LAB)
