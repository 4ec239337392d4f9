"""Section 3: the activation function, its chart with the point to drag, and the shares of a softmax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnviz.document import edits
from nnviz.scene.detail.response import live_point
from nnviz.scene.words import names
from nnviz.session import Session
from nnviz.ui.layer_function import function_of
from nnviz.ui.run.inspector.answer import AnswerSection
from nnviz.ui.run.inspector.below_curve import BelowCurve
from nnviz.ui.run.inspector.section import HEADING, MARGIN, now_width, paint_heading
from nnviz.ui.run.inspector.shares import SharesSection
from nnviz.ui.run.inspector.subject import Subject, exists
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.function_button import FunctionButton
from nnviz.ui.widgets.parameters import Parameters
from nnviz.ui.widgets.part import Part

if TYPE_CHECKING:
    from nnviz.ui.run.inspector.plot import CurvePlot

LOWEST_PLOT = 180
"""Pixels: a curve of 160 and the numbers below it."""
BOTTOM = 4
TITLE = "Activate"


class Activate(Part):
    """Lays its parts out itself: the chart takes all the height that is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.subject: Subject | None = None
        self._is_dragging = False
        self._merge: object = object()
        self._at_right = False
        self._heading_words: tuple[str | None, bool] = (None, False)
        self.plot: CurvePlot | None = None
        self.function = FunctionButton(self)
        self.parameters = Parameters(self)
        self.shares = SharesSection(session, self)
        self.answer = AnswerSection(self)
        self.below = BelowCurve(session, self)
        self.reset = IconButton("maximize", "Reset the view of the chart", self, size=16)
        self.reset.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def parts(self) -> list[QWidget]:
        own = [self.function, self.parameters, self.shares, self.answer, self.below, self.reset]
        return own if self.plot is None else [*own, self.plot]

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        if self.subject is not None:
            self.show_subject(self.subject)

    def show_subject(self, subject: Subject) -> None:
        """Show the chart of the subject's unit."""
        self.subject = subject
        explanation, curve = subject.explanation, subject.curve
        if explanation is None or curve is None:
            return
        choice = function_of(self._session, explanation.layer)
        self.function.show_function(curve.function, choice)
        self.parameters.show_function(curve.function, choice)
        self.shares.setVisible(explanation.shares is not None)
        self.shares.show_subject(subject)
        self.answer.show_subject(subject)
        self.below.show_subject(subject)
        if subject.settled:
            said = ", ".join(filter(None, [self.answer.text(), self.below.text()])).replace("\n", ", ")
            said = "hidden until reached" if "activate" in subject.hidden else said
            self.setAccessibleName(f"{TITLE}: {names.function(curve.function)}, {said}")
        plot = self._chart()
        plot.set_note(self.below.text())
        plot.show_curve(curve, explanation.z, subject.settled, subject.refit)
        self.show_stage(subject)
        self.place()

    def show_stage(self, subject: Subject) -> None:
        """Put the live point where the moment says."""
        self.subject = subject
        explanation, curve = subject.explanation, subject.curve
        if explanation is None or curve is None or self.plot is None:
            return
        point = live_point(curve, explanation.z, explanation.a, subject.stage.activated)
        slope = explanation.slope
        if point is not None and point.z != explanation.z:
            slope = curve.at(point.z)[1]
        self.plot.show_point(point, explanation.z, slope)
        self._arrange_answer()
        words_now = (subject.stage.current, subject.weighs)
        if words_now != self._heading_words:
            self._heading_words = words_now
            self.update(0, 0, self.width(), self._heading_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.subject is None or event.rect().top() > self._heading_height():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number = 3 if self.subject.weighs else 2
        current = self.subject.stage.current == "activate"
        paint_heading(painter, self.look, self._heading(), number, TITLE, current)

    # layout

    def _heading_height(self) -> int:
        return max(self.look.px(HEADING) + 4, 36)

    def _heading(self) -> QRectF:
        margin = self.look.px(MARGIN)
        return QRectF(margin, 0, self.width() - 2 * margin, self._heading_height())

    def place(self) -> None:
        look, margin, top = self.look, self.look.px(MARGIN), self._heading_height()
        # isHidden asks about the part itself; isVisible would be false before the window is shown.
        parameters, below = self.parameters.height_wanted(), self.below.height_wanted()
        shares = 0 if self.shares.isHidden() else self.shares.height_wanted()
        self.setMinimumHeight(top + parameters + LOWEST_PLOT + below + shares + BOTTOM)
        self._arrange_heading(margin, top)
        self.parameters.setGeometry(margin, top, self.width() - 2 * margin, parameters)
        upper = top + parameters
        lower = max(upper + LOWEST_PLOT, self.height() - shares - below - BOTTOM)
        self.below.setGeometry(0, lower, self.width(), below)
        self.shares.setGeometry(0, lower + below, self.width(), self.shares.height_wanted())
        if self.plot is None:
            return
        self.plot.setGeometry(margin - 4, upper, self.width() - 2 * margin + 8, lower - upper)
        self._arrange_answer()
        side = look.target()
        self.reset.setGeometry(self.width() - margin - side, upper + 2, side, side)

    def _arrange_answer(self) -> None:
        """At the upper left of the chart, or at the lower right where the point would lie behind it."""
        if self.plot is None:
            return
        chart, point = self.plot.inside().translated(self.plot.pos()), self.plot.point_place()
        places = {at_right: self._answer_rect(chart, at_right) for at_right in (False, True)}
        if point is not None:
            hides = {
                at_right: rect.adjusted(-12, -12, 12, 12).contains(point + self.plot.pos())
                for at_right, rect in places.items()
            }
            # While the point is in hand the answer moves only to make way, and not back.
            start = self._at_right if self._is_dragging else False
            self._at_right = not start if hides[start] and not hides[not start] else start
        place = places[self._at_right]
        self.answer.move(place.topLeft())
        behind = None if point is None else point + self.plot.pos() - place.topLeft()
        self.answer.show_point(behind if behind is not None and self.answer.rect().contains(behind) else None)

    def _answer_rect(self, chart: QRect, at_right: bool) -> QRect:
        """Where the answer stands in the chart."""
        rect = QRect(0, 0, self.answer.width(), self.answer.height())
        if at_right:
            rect.moveBottomRight(chart.bottomRight() - QPoint(4, 6))
        else:
            rect.moveTopLeft(chart.topLeft() + QPoint(8, 6))
        return rect

    def _arrange_heading(self, margin: int, height: int) -> None:
        look = self.look
        left = margin + max(20.0, 24 * look.s) + 10 * look.s + self._title_width() + 10 * look.s
        room = self.width() - margin - now_width(look) - 8 - left
        self.function.setGeometry(
            round(left), round((height - 36) / 2), round(min(self.function.wanted_width(), room)), 36
        )

    def _title_width(self) -> float:
        return QFontMetricsF(self.look.font(17, 600)).horizontalAdvance(TITLE)

    # chart

    def _chart(self) -> CurvePlot:
        """The chart, made when the first one is wanted: pyqtgraph is loaded then and not before."""
        if self.plot is None:
            from nnviz.ui.run.inspector.plot import CurvePlot

            self.plot = CurvePlot(self.look, self)
            self.plot.held.connect(self._take)
            self.plot.pulled.connect(self._pull)
            self.plot.stepped.connect(self._step)
            self.plot.released.connect(self._let_go)
            self.plot.pointed.connect(self._point)
            self.plot.moved.connect(self.reset.setVisible)
            self.plot.laid_out.connect(self._arrange_answer)
            self.reset.clicked.connect(self.plot.reset_view)
            self.plot.show()
            for part in (self.answer, self.reset):
                part.raise_()
        return self.plot

    def _take(self) -> None:
        self._is_dragging = True
        self._merge = object()
        self._session.hold()

    def _pull(self, z: float) -> None:
        target = None if self.subject is None else self.subject.target
        if target is not None and exists(self._session.document, target):
            self._session.apply(edits.set_override, target, "z", z, merge=self._merge, label="Hold z")

    def _step(self, z: float, is_repeat: bool) -> None:
        if not is_repeat:
            self._merge = object()
        self._pull(z)

    def _let_go(self) -> None:
        self._is_dragging = False
        self._session.release()

    def _point(self, z: float | None) -> None:
        if self.plot is not None:
            self.plot.show_hover(z)
        self.answer.show_hover(z)
        self.place()
