"""Which examples the network gets right, and which wrong: a matrix of classes, or the fit of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.document.training import TrainView
from nnviz.plaintext import visible
from nnviz.scene.train import judging
from nnviz.scene.train.confusion import Cell, Confusion
from nnviz.scene.train.judging import Judged, Parts, number_of
from nnviz.session import Change
from nnviz.ui.lab.gradients.tray import Tray
from nnviz.ui.train.examples.fit_view import FitView
from nnviz.ui.train.examples.judge import Judge
from nnviz.ui.train.examples.listing import ExampleList, Shown
from nnviz.ui.train.examples.matrix import Matrix
from nnviz.ui.train.examples.plane import PlanePoints
from nnviz.ui.train.parts import TrainPart
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.plate import plate
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.pages import Host

EDGE, HEAD, LISTED, BETWEEN, PAD, LINE = 24.0, 108.0, 432.0, 16.0, 20.0, 66.0
"""The spec's pixels: margins, what stands above the cards, the list's card, gaps, and its title."""
WAYS = {"kept": "Kept aside", "learned": "Learned from"}
CONCERNS = Change.NETWORK | Change.DOCUMENT | Change.TRAINING | Change.INPUT
EMPTY = "There are no examples to judge by here: choose some in the part Data."


class ExamplesPart(TrainPart):
    """The answers of the network as it stands, example by example."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = host.session
        self._state = host.session.state
        self.setAccessibleName("Examples")
        self.judge = Judge(host.background, self._came, self)
        self.ways = Tray("Examples", WAYS, self)
        self.matrix = Matrix(self)
        self.fit = FitView(self)
        self.outputs: Tray | None = None
        self.list = ExampleList()
        self.area = scroll_area(self.list, self)
        self.plane = PlanePoints(self)
        self.plane.chosen.connect(self._choose)
        self._parts: Parts | None = None
        self._output = 0
        self._words = ""
        self._last: object = None
        self.ways.chosen.connect(lambda way: self._look(seen=way == "learned", cell=None))
        self.matrix.opened.connect(lambda cell: self._look(cell=cell))
        self.matrix.pointed.connect(self._say_cell)
        self.fit.pointed.connect(self._say_example)
        self.list.chosen.connect(self._choose)
        self.fit.chosen.connect(self._choose)

    def parts(self) -> list[QWidget]:
        """Everything that draws in the page's look."""
        more = [] if self.outputs is None else [self.outputs]
        return [self.ways, self.matrix, self.fit, self.list, self.plane, *more]

    def first_control(self) -> QWidget:
        """The matrix, or the plots."""
        return self.matrix if self.confusion is not None else self.fit

    def tab_parts(self) -> Sequence[QWidget]:
        """The trays, the picture, what is listed."""
        more = [] if self.outputs is None else [self.outputs]
        shown = [self.matrix, self.area] if self.confusion is not None else [self.fit]
        return (self.ways, *more, *shown)

    @property
    def judged(self) -> Judged | None:
        """The newest answers that are there."""
        return self.judge.judged

    @property
    def confusion(self) -> Confusion | None:
        """The matrix, where the examples are of classes."""
        return None if self.judged is None else self.judged.confusion

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new: new answers come by themselves."""
        if not change & (CONCERNS | Change.THEME):
            return
        self._state = self._session.state
        document = self._state.document
        self._parts = judging.parts_of(document, self._session.training.training)
        view = self._view
        self.judge.ask(document, None if self._parts is None else self._parts.part(view.seen))
        self._show_if_new()

    def _show_if_new(self) -> None:
        """While it trains, a frame brings another network, and other answers only now and then."""
        document = self._state.document
        parts = None if self._parts is None else (self._parts.kept.held_out, len(self._parts.learned))
        state = (self.judged, parts, self._view, self._output, document.input, self.look)
        if state != self._last:
            self._last = state
            self._show()

    @property
    def _view(self) -> TrainView:
        return self._state.view.train

    def _came(self) -> None:
        """Other answers are there."""
        self._show_if_new()

    def _show(self) -> None:
        judged, confusion = self.judged, self.confusion
        is_there = judged is not None
        self.matrix.setVisible(confusion is not None)
        self.area.setVisible(confusion is not None)
        self.fit.setVisible(is_there and confusion is None)
        self.plane.setVisible(self._is_planar)
        self._show_ways()
        self._show_outputs([] if judged is None else [fit.name for fit in judged.fits])
        current = None if judged is None else number_of(self._state.document, judged.data)
        if judged is not None and confusion is not None:
            self.matrix.show_counts(confusion, self.cell(confusion))
            numbers = confusion.examples(self.cell(confusion))
            shown = Shown(self._state.document, judged, numbers)
            self.list.show_examples(shown, current)
            if self._is_planar:
                self.plane.show_points(shown, current)
        elif judged is not None:
            self.fit.show_fit(judged.fits[min(self._output, len(judged.fits) - 1)], current)
        self.place()
        self.update()

    @property
    def _is_planar(self) -> bool:
        """Whether the examples of classes are points of a plane."""
        is_pair = self._state.document.network.input_shape == (2,)
        return self.confusion is not None and is_pair and not self.list.are_pictures

    def _show_ways(self) -> None:
        parts = self._parts
        has_both = parts is not None and len(parts.kept) > 0 and len(parts.learned) > 0
        self.ways.setVisible(has_both)
        if parts is not None:
            self.ways.show_choice("learned" if parts.is_seen(self._view.seen) else "kept")

    def _show_outputs(self, names: list[str]) -> None:
        """A tray of outputs, where there are several."""
        shown = [] if self.outputs is None else [chip.text() for chip in self.outputs.chips.values()]
        wanted = names if len(names) > 1 else []
        if shown != wanted:
            if self.outputs is not None:
                take_away(self.outputs)
                self.outputs = None
            if wanted:
                choices = {str(number): name for number, name in enumerate(wanted)}
                self.outputs = Tray("Output", choices, self)
                self.outputs.chosen.connect(self._take_output)
                self.outputs.set_look(self.look)
                self.outputs.show()
        if self.outputs is not None:
            self.outputs.show_choice(str(min(self._output, len(names) - 1)))

    def _take_output(self, name: str) -> None:
        self._output = int(name)
        self._show_if_new()

    def cell(self, confusion: Confusion) -> Cell:
        """The cell whose examples are listed: the view's, else that of the most frequent mistake."""
        cell = self._view.cell
        count = len(confusion.names)
        return cell if cell is not None and max(cell) < count and min(cell) >= 0 else confusion.worst()

    # words

    def _say_cell(self, cell: Cell | None) -> None:
        self._say("" if cell is None or self.confusion is None else self.confusion.sentence(cell))

    def _say_example(self, example: int | None) -> None:
        judged = self.judged
        if example is None or judged is None or not judged.fits:
            self._say("")
            return
        self._say(judged.fits[min(self._output, len(judged.fits) - 1)].sentence(example))

    def _say(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.update()

    # what a person does

    def _look(self, **changed: object) -> None:
        view = self._session.view.train
        self._session.set_train_view(replace(view, **changed))  # type: ignore[arg-type]

    def _choose(self, example: int) -> None:
        """The network looks at an example: Run shows it."""
        judged = self.judged
        if judged is not None:
            self._session.apply(
                lambda document: judging.look_at(document, judged.data, example),
                label=f"Look at example {example}",
            )

    # geometry

    def place(self) -> None:
        """Give the parts their places."""
        look, s = self.look, self.look.s
        high = look.target(44)
        x = self.width() - look.px(EDGE)
        for tray in (self.ways, self.outputs):
            if tray is not None and not tray.isHidden():
                wide = tray.width_wanted()
                x -= wide
                tray.setGeometry(x, look.px(20), wide, high)
                x -= look.px(12)
        left, right = self._cards()
        inside = left.adjusted(PAD * s, PAD * s / 2, -PAD * s / 2, -PAD * s / 2)
        self.matrix.setGeometry(inside.toRect())
        whole = QRectF(left.left(), left.top(), self.width() - 2 * EDGE * s, left.height())
        self.fit.setGeometry(whole.toRect())
        listed = right.adjusted(PAD * s, LINE * s, -PAD * s / 2, -PAD * s / 2)
        if self._is_planar:
            tall = min(listed.width(), 0.62 * listed.height())
            self.plane.setGeometry(QRectF(listed.topLeft(), QSizeF(listed.width(), tall)).toRect())
            listed.setTop(listed.top() + tall + 8 * s)
        self.area.setGeometry(listed.toRect())

    def _cards(self) -> tuple[QRectF, QRectF]:
        s = self.look.s
        wide, top = LISTED * s, HEAD * s
        high = self.height() - top - EDGE * s
        right = QRectF(self.width() - EDGE * s - wide, top, wide, high)
        return QRectF(EDGE * s, top, right.left() - (EDGE + BETWEEN) * s, high), right

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s = self.look, self.look.s
        painter.fillRect(event.rect(), look.color("bg"))
        judged, confusion = self.judged, self.confusion
        if judged is None:
            words = EMPTY if self._parts is None else "Asking the network…"
            middle = Qt.AlignmentFlag.AlignHCenter
            write(painter, QRectF(self.rect()), words, look, 18, 500, "ink2", middle)
            return
        trays = [tray.x() for tray in (self.ways, self.outputs) if tray is not None and not tray.isHidden()]
        end = min(trays, default=self.width()) - 16 * s
        head = QRectF(EDGE * s, 14 * s, end - EDGE * s, 52 * s)
        figure, forms = self._result()
        wide = write(painter, head, figure, look, 34, 700, "now")
        write_fullest(painter, head.adjusted(wide + 14 * s, 6 * s, 0, 0), forms, look, 20, 600)
        line = QRectF(EDGE * s, 70 * s, self.width() - 2 * EDGE * s, 28 * s)
        write(painter, line, self._words or self._usual(), look, 17, 400, "ink" if self._words else "ink2")
        if confusion is None:
            return
        left, right = self._cards()
        plate(painter, look, left)
        plate(painter, look, right)
        title = QRectF(
            right.left() + PAD * s, right.top() + 8 * s, right.width() - 2 * PAD * s, (LINE - 8) * s
        )
        painter.setFont(look.font(18, 600))
        painter.setPen(look.color("ink"))
        in_lines = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(title, int(in_lines), visible(confusion.heading(self.cell(confusion))))

    def _result(self) -> tuple[str, tuple[str, ...]]:
        """The one figure, and what it is, the fullest words first."""
        judged = self.judged
        assert judged is not None
        if judged.confusion is not None:
            return judged.confusion.accuracy(), (judged.confusion.result(),)
        fit = judged.fits[min(self._output, len(judged.fits) - 1)]
        text = f"R² {fit.r2_text()}"
        return text, (
            f"typically {fit.error_text()} off, in the unit of “{fit.name}”",
            f"typically {fit.error_text()} off",
        )

    def _usual(self) -> str:
        """What is said while nothing is pointed at."""
        parts, judged = self._parts, self.judged
        if parts is None or judged is None:
            return ""
        which = judging.which(parts, self._view.seen)
        if judged.confusion is not None:
            return f"{which[0].upper()}{which[1:]}. Open a cell to see its examples, the surest first."
        fit = judged.fits[min(self._output, len(judged.fits) - 1)]
        return f"{which[0].upper()}{which[1:]}. {fit.verdict()}"
