"""The lab's part on neurons that die: who is on, what kills one, and what brings it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, edits
from nnviz.engine.functions import activations
from nnviz.errors import NNVizError
from nnviz.scene.lab.dying import life as lives
from nnviz.scene.lab.dying import words
from nnviz.scene.lab.dying.life import SWAP, Examples, Life
from nnviz.scene.words import names
from nnviz.session import Change
from nnviz.training.losses import loss_for
from nnviz.ui.guard import report
from nnviz.ui.lab.dying.bars import LifeBars
from nnviz.ui.lab.dying.neuron import NeuronCard
from nnviz.ui.lab.dying.steps import StepsCard
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.roving import Roving
from nnviz.ui.window.pages import Host

EDGE, GAP, HERO, BAR = 24.0, 16.0, 104.0, 76.0


class DyingPart(LabPart):
    """Everything is measured on the document's examples, in the background; the last picture stays until
    the next is there."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = host.session, editor
        self._worker = host.background.worker
        self.setAccessibleName("Dying ReLU")
        self.life: Life | None = None
        self._wanted: tuple[object, ...] = ()
        self._why_not = ""
        self._document = host.session.document
        self.bars, self.neuron, self.steps = LifeBars(self), NeuronCard(self), StepsCard(self)
        self.layer_chips: dict[int, Chip] = {}
        self._stop = Roving(self)
        self.bars.chosen.connect(lambda unit: editor.look(dying_unit=unit))
        self.neuron.pushed.connect(self.push)
        self.neuron.held.connect(host.session.hold)
        self.neuron.released.connect(host.session.release)
        self.steps.swap.clicked.connect(self.swap)

    def first_control(self) -> QWidget:
        """What has the keyboard when the part is visited."""
        return self.bars if self.bars.isVisible() else self

    def heading(self) -> str:
        """The page's title."""
        return "Neurons that fall silent"

    def parts(self) -> list[QWidget]:
        """The three cards, and the layers to choose from."""
        return [self.bars, self.neuron, self.steps, *self.layer_chips.values()]

    @property
    def layer(self) -> int:
        """The layer that is looked at, from 1; 0 where there is none."""
        wanted = self._editor.view.dying_layer
        return (
            wanted if wanted in lives.layers(self._session.document) else lives.first(self._session.document)
        )

    @property
    def unit(self) -> int:
        """The neuron in hand."""
        shape = self._session.document.network.shapes[self.layer]
        return min(self._editor.view.dying_unit, shape[0] - 1)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Measure anew where anything is new that it follows from."""
        document = self._session.document
        examples = self._examples(document)
        self._show_layers(document)
        if examples is None or not self.layer:
            self._wanted, self.life = (), None
            self._show()
            return
        layer, unit, network = self.layer, self.unit, document.network
        self.neuron.show_bias(float(network.layer_parameters(layer)["bias"][unit]))
        wanted = (network, document.data, layer, unit)
        if wanted == self._wanted:
            self._show()
            return
        self._wanted = wanted

        def done(found: Life) -> None:
            if self._wanted == wanted:
                self.life, self._document = found, document
                self._show()

        self._worker.compute(
            "neurons that die", lambda: lives.measure(network, layer, unit, examples), done, report
        )

    def _examples(self, document: Document) -> Examples | None:
        """What to try the neurons on; where there is nothing, why."""
        self._why_not = ""
        if document.data is None:
            self._why_not = words.EMPTY_DATA
            return None
        try:
            loss = loss_for(document.network, document.data.targets)
        except NNVizError as error:
            self._why_not = str(error)
            return None
        found = lives.examples_of(document, loss)
        if found is None:
            self._why_not = words.OTHER_INPUTS
        elif not self.layer:
            self._why_not = words.EMPTY_LAYERS
        return found

    def _show(self) -> None:
        life, document = self.life, self._document
        for part in (self.bars, self.neuron, self.steps):
            part.setVisible(life is not None)
        self.bars.show_life(document, life)
        self.neuron.show_life(document, life)
        if life is not None:
            name = names.function(activations.get(SWAP))
            can_swap = len(life.steps) > 1
            self.steps.show_steps(life.steps, f"Use {name} in layer {life.layer}" if can_swap else "")
        self.update()

    def _show_layers(self, document: Document) -> None:
        found = lives.layers(document)
        if tuple(self.layer_chips) != found:
            for chip in self.layer_chips.values():
                take_away(chip)
            self.layer_chips = {}
            for number in found:
                chip = Chip(names.layer(document, number), f"Layer: {names.layer(document, number)}", self)
                chip.pill = True
                chip.clicked.connect(partial(self._editor.look, dying_layer=number, dying_unit=0))
                chip.set_look(self.look)
                self.layer_chips[number] = chip
            self.place()
        for number, chip in self.layer_chips.items():
            chip.setVisible(len(found) > 1)
            chip.show_state(number == self.layer)
        self._stop.show(list(self.layer_chips.values()))

    # what a person does

    def push(self, bias: float, merge: object | None) -> None:
        """Give the neuron in hand another bias."""
        self._session.apply(edits.set_bias, self.layer, self.unit, bias, merge=merge, label="Change bias")

    def swap(self) -> None:
        """Give the layer a leaky ReLU."""
        function = activations.get(SWAP)
        label = f"Use {names.function(function)} in layer {self.layer}"
        self._session.apply(edits.set_activation, self.layer, function, label=label)

    # places and painting

    def place(self) -> None:
        """Bars at the left, the neuron and its steps at the right, the bar below."""
        look = self.look
        px = look.px
        top, bottom = self._hero(), self.height() - self._bar() - px(GAP)
        wide = self.width() - 2 * px(EDGE) - px(GAP)
        left = round(0.48 * wide)
        self.bars.setGeometry(px(EDGE), top, left, max(bottom - top, 1))
        x, high = px(EDGE) + left + px(GAP), max(bottom - top - px(GAP), 2)
        upper = round(0.6 * high)
        self.neuron.setGeometry(x, top, wide - left, upper)
        self.steps.setGeometry(x, top + upper + px(GAP), wide - left, high - upper)
        right = self.width() - px(EDGE)
        for chip in reversed(self.layer_chips.values()):
            width = chip.width_wanted()
            right -= width
            lower = self.height() - (self._bar() + look.target()) // 2
            chip.setGeometry(right, lower, width, look.target())
            right -= px(6)

    def _hero(self) -> int:
        look = self.look
        return max(look.px(HERO), round(look.text(34) * 1.3 + look.text(18) * 1.6 + look.px(10)))

    def _bar(self) -> int:
        return max(self.look.px(BAR), self.look.target() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, life = self.look, self.life
        painter = QPainter(self)
        bar = QRectF(0, self.height() - self._bar(), self.width(), self._bar())
        painter.fillRect(bar, look.color("panel"))
        painter.fillRect(QRectF(0, bar.top(), self.width(), 1), look.color("line"))
        left, wide = look.px(EDGE), self.width() - 2 * look.px(EDGE)
        if life is None:
            said = self._why_not or "Measuring…"
            painter.setFont(look.font(24, 600))
            painter.setPen(look.color("ink2"))
            flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(left, 0, wide, bar.top()), int(flags), said)
            return
        token = "warn" if life.dead and lives.can_die(life.function) else "ink"
        head = QRectF(left, 0, wide, look.text(34) * 1.3)
        write(painter, head, words.hero(self._document, life), look, 34, 700, token)
        below = QRectF(left, head.bottom() + 2, wide, look.text(18) * 1.5)
        write(painter, below, words.below_hero(self._document, life), look, 18, 400, "ink2")
        chips = [chip for chip in self.layer_chips.values() if not chip.isHidden()]
        room = (chips[0].x() if chips else self.width()) - left - look.px(16)
        line = QRectF(left, bar.top(), room, bar.height())
        lead = write(painter, line, "Measured.", look, 18, 700, "now")
        write(painter, line.adjusted(lead + look.px(8), 0, 0, 0), words.rate(), look, 18, 500)
