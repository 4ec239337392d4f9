"""The page of one training step: where one is, the network, why a weight moves, and the step's own time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz.errors import NNVizError
from nnviz.kept import Kept
from nnviz.scene.step.places import PANEL
from nnviz.scene.step.shown import Picture, Shown, picture
from nnviz.scene.step.subject import Weight
from nnviz.scene.words import names
from nnviz.session import Change
from nnviz.training.opened import Opened
from nnviz.ui.guard import Guarded
from nnviz.ui.lab.ink import lines_of
from nnviz.ui.step.bar import StepBar
from nnviz.ui.step.chain_panel import ChainPanel
from nnviz.ui.step.curve import LossCurve
from nnviz.ui.step.head import Head
from nnviz.ui.step.network_view import NetworkView
from nnviz.ui.style import LEAST_SCALE, is_far, look_of
from nnviz.ui.widgets.fitting import write
from nnviz.ui.window.pages import Host

EDGE, GAP = 32.0, 16.0
PANELS, CHAIN, BAR = 104.0, 480.0, 132.0
"""The spec's pixels above the panels, across the chain's, and of the bar's height."""
CONCERNS = ~(Change.MOMENT | Change.CAMERA | Change.TINT)
FAR_PANELS, FAR_CHAIN = 60.0, 0.46
"""Before a class: the spec's pixels above the panels, and of the width what the chain has at most."""
FAR_SCALE = 0.74
"""The scale of the network before a class: where its letters have the size that their places allow for."""
PAGES_BACK = ("run", "train")
"""Where the breadcrumbs before the step lead."""


class StepPage(Guarded, QWidget):
    """Shows the step that the document opens up."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self._look = look_of(host.session, self)
        self._picture: Kept[Picture] = Kept()
        self.trouble = ""
        """Why no step can be opened; empty where one is."""
        self.setAccessibleName("One training step")
        self.head = Head(host.session, self)
        self.curve = LossCurve(self)
        self.network = NetworkView(self.choose, self)
        self.chain = ChainPanel(self)
        self.bar = StepBar(host.session, self)
        for name, crumb in zip(PAGES_BACK, self.head.crumbs, strict=False):
            crumb.clicked.connect(partial(host.session.set_page, name))
        for reading, chip in self.head.readings.items():
            chip.clicked.connect(partial(self._view, reading=reading))
        for digits, chip in self.head.digits.items():
            chip.clicked.connect(partial(self._view, digits=digits))
        self.head.before.clicked.connect(partial(self._step_example, -1))
        self.head.after.clicked.connect(partial(self._step_example, 1))

    @property
    def parts(self) -> tuple[NetworkView | ChainPanel | StepBar | LossCurve | Head, ...]:
        """What the page is made of."""
        return self.head, self.curve, self.network, self.chain, self.bar

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.head, self.network, self.chain, self.bar

    @property
    def results(self) -> QWidget:
        """What a lesson may hide."""
        return self.chain

    # what is shown

    @property
    def shown(self) -> Shown | None:
        """The step at this moment; None where none can be opened."""
        view, document = self._session.view, self._session.document
        subject = self._session.opened_step.subject(document, view)
        if subject is None:
            return None
        opened = self._session.opened_step.of(document, view)
        assert isinstance(opened, Opened)
        chosen = self._weight(opened)
        s = self.network.look.s
        panel = self.network.width() / s, self.network.height() / s
        made = self._picture.get(lambda: picture(subject, chosen, panel), (subject,), (chosen, panel))
        return Shown(made, min(view.step.seconds, made.end), view.step.reading)

    def _weight(self, opened: Opened) -> Weight | None:
        parameter = self._session.view.step.parameter
        if parameter is None:
            return None
        layer, name, index = parameter
        return Weight(layer - opened.shift, name, index)

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if self.isVisible() and change & CONCERNS:
            self._show(change)

    def _show(self, change: Change) -> None:
        look = look_of(self._session, self)
        if look != self._look or change & Change.THEME:
            self._look = look
            for part in self.parts:
                part.set_look(look)
        self._place()
        if change & Change.PLAYBACK:
            self.network.follow()
        opened = self._session.opened_step.of(self._session.document, self._session.view)
        shown = self.shown
        self.trouble = str(opened) if isinstance(opened, NNVizError) else ""
        for part in (self.network, self.chain):
            part.setVisible(shown is not None)
            part.show_shown(shown)
        self.bar.show_shown(shown)
        title = names.network(self._session.document)
        is_free = isinstance(opened, Opened) and opened.run is None
        self.head.show_step(title, shown, is_free)
        if isinstance(opened, Opened):
            self.curve.show_run(opened.losses, opened.step.number)
            if self.head.is_narrow or is_far(self):
                self.curve.hide()
        self.update()

    def _place(self) -> None:
        look = self._look
        px, wide, high = look.px, self.width(), self.height()
        edge, bar, chain = px(EDGE), px(BAR), px(CHAIN)
        top, bottom = px(FAR_PANELS if is_far(self) else PANELS), high - px(GAP) - bar
        if is_far(self):
            chain = min(chain, round(FAR_CHAIN * wide))
        self.head.setGeometry(0, 0, wide, top)
        self.chain.setGeometry(wide - edge - chain, top, chain, bottom - px(GAP) - top)
        left = max(wide - 2 * edge - chain - px(GAP), 1)
        self.network.setGeometry(edge, top, left, bottom - px(GAP) - top)
        self.bar.setGeometry(edge, bottom, wide - 2 * edge, bar)
        self.curve.setGeometry(wide - edge - chain, px(46), chain, px(54))
        # Beside a lesson there is less room: the network shrinks as far as a small window's would.
        own = replace(look, s=min(look.s, max(LEAST_SCALE, left / PANEL[0])))
        if is_far(self):
            # Its places are made for letters of this scale; those that are small in it need the same room.
            own = replace(look, s=FAR_SCALE)
        if own != self.network.look:
            self.network.set_look(own)

    # what a person does

    def choose(self, weight: Weight) -> None:
        """Take another number in hand."""
        opened = self._session.opened_step.of(self._session.document, self._session.view)
        if isinstance(opened, Opened):
            self._view(parameter=(weight.layer + opened.shift, weight.name, weight.index))

    def _view(self, **parts: object) -> None:
        view = self._session.view.step
        self._session.set_step_view(replace(view, **parts))  # type: ignore[arg-type]

    def _step_example(self, by: int) -> None:
        shown = self.shown
        if shown is not None:
            self._view(example=(shown.subject.example + by) % shown.subject.size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self._session.set_page(PAGES_BACK[-1])
        else:
            super().keyPressEvent(event)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything finds its new place; a page that is being left keeps the old one until it comes back."""
        if self._session.is_step_shown:
            self._show(Change(0))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what came while the page was hidden."""
        self._show(~Change(0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The network has the keyboard."""
        self.network.setFocus(event.reason())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.color("bg"))
        if not self.trouble:
            return
        look = self._look
        y = self.height() * 0.36
        for line in lines_of(self.trouble, look, 20, self.width() - 2 * look.px(200)):
            rect = QRectF(0, y, self.width(), look.px(34))
            write(painter, rect, line, look, 20, 500, "ink", Qt.AlignmentFlag.AlignHCenter)
            y += look.px(34)
