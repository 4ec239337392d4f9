"""The lab's softmax bench: scores in the hand, six steps on one timeline, slopes, temperature."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.errors import NNVizError
from nnviz.scene.lab import steps
from nnviz.scene.lab.softmax import bench as benches
from nnviz.scene.lab.softmax import places, words
from nnviz.scene.lab.softmax.bench import Bench
from nnviz.session import Change
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.parts import LabPart
from nnviz.ui.lab.softmax.card import BenchCard
from nnviz.ui.lab.softmax.hand import HandCard
from nnviz.ui.lab.softmax.slopes import SlopesCard
from nnviz.ui.lab.softmax.temperature import TemperatureCard
from nnviz.ui.lab.steps_bar import HEIGHT as BAR
from nnviz.ui.lab.steps_bar import StepsBar, Told
from nnviz.ui.window import dialogs
from nnviz.ui.window.pages import Host

EDGE, GAP, RIGHT = 24.0, 16.0, 408.0
HIGH = (320.0, 296.0, 80.0)
HINT = "Drag the line back: rows of later steps go blank again."


class SoftmaxPart(LabPart):
    """All its numbers follow from the document's lab and network; its time is its own."""

    def __init__(self, host: Host, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._editor = host.session, editor
        self.setAccessibleName("Softmax")
        self.bench = benches.bench(host.session.document, host.session.trace, editor.lab)
        self.card, self.hand, self.slopes = BenchCard(self), HandCard(self), SlopesCard(self)
        self.temperature, self.bar = TemperatureCard(self), StepsBar(host.session, editor, self)
        card, session = self.card, host.session
        card.chosen.connect(lambda place: editor.look(score=place))
        card.scored.connect(self.set_score)
        card.counted.connect(self.set_count)
        card.switched.connect(lambda on: editor.put("Subtract the largest score", shifted=on))
        card.back_wanted.connect(lambda: editor.put("Back to the network's scores", scores=None, target=None))
        self.hand.target_wanted.connect(self.set_target)
        self.temperature.changed.connect(self.set_temperature)
        for holder in (card, self.temperature):
            holder.held.connect(session.hold)
            holder.released.connect(session.release)
        self.setFocusProxy(card)

    def heading(self) -> str:
        """The page's title."""
        return words.heading(self.bench)

    def parts(self) -> tuple[QWidget, ...]:
        """Cards and bar."""
        return self.card, self.hand, self.slopes, self.temperature, self.bar

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        session, lab, view = self._session, self._editor.lab, self._editor.view
        before = len(self.bench)
        self.bench = of = benches.bench(session.document, session.trace, lab)
        step, _ = steps.current(replace(view, part="softmax"))
        can_go_back = (
            lab.scores is not None and benches.network_scores(session.document, session.trace) is not None
        )
        self.card.show_bench(of, view.score, step, can_go_back)
        self.hand.show_hand(of, view.score, self._about(of), self._picture(of))
        self.slopes.show_slopes(of, view.score)
        self.temperature.show_temperature(of.temperature)
        lead = f"Step {step}, {words.titles(of)[step - 1]}."
        self.bar.show_told(Told(lead, words.sentence(of, step), words.titles(of), HINT))
        page = self.parentWidget()
        if len(of) != before and page is not None:
            page.update()

    def _about(self, of: Bench) -> str:
        """Whose scores they are."""
        document = self._session.document
        if not of.of_network:
            own = self._editor.lab.scores is not None
            return "scores of your own" if own else "an example: no softmax here"
        if of.target is not None and document.input.origin == "sample":
            return f"sample {document.input.sample}, truly “{of.names[of.target]}”"
        return f"of {document.title}"

    def _picture(self, of: Bench) -> np.ndarray | None:
        """What the network looks at, where that is one grey image."""
        document = self._session.document
        return _image(document) if of.of_network else None

    # what a person does

    def set_score(self, place: int, value: float, merge: object | None) -> None:
        """Give one score another value; the bench has its own scores from then on."""
        scores = [float(score) for score in self.bench.scores]
        if value != scores[place]:
            scores[place] = value
            self._put("Change a score", merge, scores=tuple(scores))

    def set_count(self, count: int) -> None:
        """One score more or less."""
        scores = benches.sized(tuple(map(float, self.bench.scores)), count)
        target = self._editor.lab.target
        gone = target is not None and target >= count
        self._put("Change how many scores there are", None, scores=scores, target=None if gone else target)

    def set_target(self, place: int) -> None:
        """Make a score the right answer; the one that is, none."""
        is_it = self._editor.lab.target == place
        self._put("Choose the right answer", None, target=None if is_it else place)

    def set_temperature(self, temperature: float, merge: object | None) -> None:
        """Divide scores by another temperature."""
        self._put("Change the temperature", merge, temperature=temperature)

    def _put(self, label: str, merge: object | None, **changes: object) -> None:
        try:
            self._editor.put(label, merge, **changes)
        except NNVizError as error:
            dialogs.show_error(self, "This is not possible", error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T makes the score in hand the right answer."""
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.set_target(min(self._editor.view.score, len(self.bench) - 1))
        else:
            super().keyPressEvent(event)

    def place(self) -> None:
        """The main card, the column at its right, the bar."""
        px = self.look.px
        right = self.width() - px(EDGE) - px(RIGHT)
        self.card.setGeometry(px(EDGE), 0, max(right - px(GAP) - px(EDGE), 1), px(places.HEIGHT))
        y = 0
        for card, high in zip((self.hand, self.slopes, self.temperature), HIGH, strict=True):
            card.setGeometry(right, y, px(RIGHT), px(high))
            y += px(high) + px(GAP)
        high = px(BAR)
        self.bar.setGeometry(0, self.height() - high, self.width(), high)


def _image(document: Document) -> np.ndarray | None:
    """The present input as (height, width), where it is one grey image."""
    values, shape = document.input.values, document.image_shape
    if shape is not None and values.size == shape[0] * shape[1]:
        return values.reshape(shape)
    return values[0] if values.ndim == 3 and values.shape[0] == 1 else None
