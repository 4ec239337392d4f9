"""The softmax bench: scores become shares, step by step, forward and back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import MOST_SCORES
from nnviz.scene.lab.softmax.layout import part_layout
from nnviz.scene.lab.softmax.shown import Shown, shown_of
from nnviz.scene.lab.softmax.words import HINT, heading, sentence, titles
from nnviz.scene.words.names import capital
from nnviz.session import Change
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.lab.softmax.board import BoardView
from nnviz.ui.lab.softmax.board_frame import LABEL_LEFT, label_top
from nnviz.ui.lab.softmax.hand_card import HandCard
from nnviz.ui.lab.softmax.slopes_card import SlopesCard
from nnviz.ui.lab.softmax.stepper import Stepper
from nnviz.ui.lab.softmax.temperature_card import TemperatureCard
from nnviz.ui.lab.steps_bar import HEIGHT, StepsBar, Told
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.widgets.switch import Switch
from nnviz.ui.window.pages import Host

NEW_SCORE = 0.0
"""A score that is added."""


class SoftmaxPart(LabPart):
    """The six rows, the score in hand, the slopes, the temperature, and the bar of the steps."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = host.session, editor
        self._shown = self._now()
        self.board = BoardView(editor, self)
        self.stepper = Stepper(self.board)
        self.back = TextButton("Network’s scores", "Back to the network's scores", self.board)
        self.switch = Switch("Take the largest off first", self.board)
        self.hand = HandCard(self)
        self.slopes = SlopesCard(self)
        self.temperature = TemperatureCard(editor, self)
        self.bar = StepsBar(host.session, editor, self)
        self.back.align = Qt.AlignmentFlag.AlignLeft
        self.stepper.changed.connect(self._change_count)
        self.back.clicked.connect(
            lambda: editor.put("Back to the network's scores", scores=None, target=None)
        )
        self.switch.clicked.connect(
            lambda: editor.put("Take the largest off", shifted=not editor.lab.shifted)
        )

    def parts(self) -> tuple[QWidget, ...]:
        """All that draws in the same look."""
        cards = (self.hand, self.slopes, self.temperature)
        return self.board, self.stepper, self.back, self.switch, *cards, self.bar

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited."""
        return self.board

    def heading(self) -> str:
        """The page's title."""
        return heading(self._shown.bench.count)

    def _now(self) -> Shown:
        session = self._session
        return shown_of(session.document, session.trace, session.view.lab)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        self._shown = shown = self._now()
        bench, working = shown.bench, shown.working
        self.hand.show_document(self._session.document)
        for card in (self.board, self.hand, self.slopes, self.temperature):
            card.show_shown(shown)
        if not self._session.is_held:
            for card in (self.hand, self.slopes, self.temperature):
                card.setAccessibleName(card.words(shown))
        self.stepper.show_count(bench.count)
        self.back.setVisible(bench.has_network and bench.origin == "own")
        self.switch.setChecked(working.shifted)
        state = "on" if working.shifted else "off"
        self.switch.describe(f"Take the largest off first: {state}", "Take the largest score off before e^z")
        names = titles(working)
        lead = f"Step {shown.step}, {names[shown.step - 1]}."
        self.bar.show_told(Told(capital(lead), sentence(bench, working, shown.step), names, HINT))
        self._place_controls()

    def _change_count(self, more: int) -> None:
        scores = self._shown.bench.scores
        if more > 0 and len(scores) < MOST_SCORES:
            self.board.put_scores((*scores, NEW_SCORE), "One score more", target=self._shown.bench.target)
        elif more < 0 and len(scores) > 1:
            self.board.take_out(len(scores) - 1)

    def place(self) -> None:
        """Cards above, the bar at the bottom."""
        look = self.look
        bar = look.px(HEIGHT)
        self.bar.setGeometry(0, self.height() - bar, self.width(), bar)
        layout = part_layout(self.width(), self.height() - bar - look.px(16), look.s)
        for card, rect in (
            (self.board, layout.main),
            (self.hand, layout.hand),
            (self.slopes, layout.slopes),
            (self.temperature, layout.temperature),
        ):
            card.setGeometry(*(round(value) for value in rect))
        self._place_controls()

    def _place_controls(self) -> None:
        """The controls that lie on the main card."""
        if not self.board.is_laid_out:
            return
        look, side = self.look, self.look.target()
        left, top = look.px(24), max(look.px(22), 6)
        self.stepper.setGeometry(left, top, max(look.px(176), 168), side)
        layout = self.board.layout_now
        row = layout.below
        beside = look.px(LABEL_LEFT)
        y = round(label_top(layout) + 1.5 * layout.line - side / 2) + 2
        self.back.setGeometry(beside, y, round(layout.gutter) - beside - look.px(8), side)
        wide = max(look.px(52), 44)
        self.switch.setGeometry(
            round(layout.gutter) - wide - 4, round(row[1] + (row[3] - side) / 2), wide, side
        )
