"""One chart of a run: its head, its plot, the cursor in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.training import Run
from nnviz.scene.train import curves, heads
from nnviz.scene.train.curves import Chart, Reading
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.train.charts import painting
from nnviz.ui.train.charts.places import Places
from nnviz.ui.train.cursor import KEYS, Cursor
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part


class ChartCard(Part):
    """Shows a chart that its owner worked out. ``hovered`` says over which step the pointer is; −1: none."""

    hovered = Signal(int)

    def __init__(self, title: str, cursor: Cursor, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._cursor = title, cursor
        self.chart: Chart | None = None
        self._run: Run | None = None
        self._step = 0
        self._hover: int | None = None
        self._values: tuple[str, str] = ("", "")
        self._at: tuple[float, float] = (float("nan"), float("nan"))
        self._caption: tuple[str, ...] = ("step",)
        self._frame, self._lines = KeptPixmap(), KeptPixmap()
        self._held = False
        self.title_room = 0.0
        self.has_caption = True
        self.says_best = False
        """Whether it tells that the cursor stands at the lowest validation loss."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        let_go_when_lost(self, self._let_go)

    def show_chart(
        self,
        title: str,
        chart: Chart,
        run: Run,
        at: Reading,
        values: tuple[float, float],
        texts: tuple[str, str],
        caption: tuple[str, ...],
    ) -> None:
        """Show ``chart`` with the cursor at a reading; ``values`` are those of training and validation there,
        ``texts`` the same as the head prints them."""
        self._title, self.chart, self._run = title, chart, run
        self._step, self._at, self._values, self._caption = at.step, values, texts, caption
        self.setAccessibleName(f"{title} over the steps")
        self.setAccessibleDescription(heads.said(run, at))
        self.update()

    def show_hover(self, step: int | None) -> None:
        """Mark the step under the pointer, here or in the other chart."""
        if step != self._hover:
            self._hover = step
            self.update()

    @property
    def places(self) -> Places:
        """Where its parts stand."""
        return Places(QRectF(self.rect()), self.look, self.has_caption)

    # the pointer and the keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the cursor."""
        inside = self.places.plot.adjusted(-6, -20, 6, 8).contains(event.position())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._held = True
            self._cursor.hold()
            self._seek(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cursor follows the pointer; without a hand on it the values under the pointer are told."""
        if self._held:
            self._seek(event.position().x())
        chart, places = self.chart, self.places
        is_in = chart is not None and places.plot.contains(event.position())
        self.setCursor(Qt.CursorShape.SizeHorCursor if is_in else Qt.CursorShape.ArrowCursor)
        step = round(places.step(event.position().x(), chart.total)) if chart is not None and is_in else -1
        self.hovered.emit(step if chart is not None and step <= chart.trained else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self.hovered.emit(-1)

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self._cursor.release()

    def _seek(self, x: float) -> None:
        if self.chart is not None:
            places = self.places
            self._cursor.drag(places.step(x, self.chart.total), self.chart.total / places.plot.width())

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From kept step to kept step."""
        if not self._cursor.press(event):
            super().keyPressEvent(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        chart, run = self.chart, self._run
        if chart is None or run is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, places = self.look, self.places
        plot, whole = places.plot, QRectF(self.rect())
        font = look.font(14, 400)
        caption = fullest(QFontMetrics(font), self._caption, whole.width() - places.head.left())
        self._frame.paint(
            painter,
            whole,
            lambda own: painting.paint_frame(own, places, chart, caption),
            (),
            (look, chart.axis, chart.total, chart.trained, caption),
        )
        self._paint_run(painter, places, chart, run)
        self._paint_head(painter, places)
        if chart.axis.clipped:
            painting.paint_below(painter, places)
        broken = curves.first_broken(run)
        if broken is not None:
            painting.paint_trouble(painter, places, places.x(broken, chart.total), broken)
        if run.steps:
            x = places.x(self._step, chart.total)
            painting.paint_cursor(painter, places, x, self._at, chart)
            if self.says_best and self._step == run.curves.best and broken is None:
                text = f"step {self._step:,}, {heads.lowest_words(run.curves)}"
                at = plot.topLeft()
                at.setX(x)
                at.setY(plot.top() + look.px(24))
                painting.pill(painter, look, at, text, "now", plot)
        self._paint_hover(painter, places, chart)

    def _paint_run(self, painter: QPainter, places: Places, chart: Chart, run: Run) -> None:
        """The lines: pale right of the cursor. They are kept, whatever the cursor does."""
        whole, x = QRectF(self.rect()), places.x(self._step, chart.total)
        for left, right, opacity in ((0.0, x, 1.0), (x, whole.right(), painting.LATER)):
            painter.save()
            painter.setClipRect(QRectF(left, 0, right - left, whole.height()))
            painter.setOpacity(opacity)
            self._lines.paint(
                painter, whole, lambda own: painting.paint_lines(own, places, chart), (chart,), self.look
            )
            painter.restore()
        painting.paint_kept(painter, places, chart, [kept.step for kept in run.kept])

    def _paint_head(self, painter: QPainter, places: Places) -> None:
        """The title, and at the right what stands at the cursor, each with its line."""
        look, head = self.look, places.head
        write(painter, head, self._title, look, 18, 700)
        right = head.right()
        for text, value, token, wide, weight in (
            ("validation", self._values[1], "ink", painting.VALIDATION, 700),
            ("training", self._values[0], "ink2", painting.TRAINING, 500),
        ):
            if not value:
                continue
            text = f"{text} {value}"
            words = QFontMetricsF(look.font(16, weight)).horizontalAdvance(text) + 2
            mark = look.px(24)
            if right - words - mark < head.left() + self.title_room:
                break
            room = QRectF(right - words, head.top(), words, head.height())
            write(painter, room, text, look, 16, weight, token)
            y = head.center().y()
            painter.setPen(QPen(look.color(token), max(wide * look.s, 1.3)))
            painter.drawLine(round(room.left() - mark - 6), round(y), round(room.left() - 8), round(y))
            right = room.left() - mark - look.px(20)

    def _paint_hover(self, painter: QPainter, places: Places, chart: Chart) -> None:
        if self._hover is None or self._held:
            return
        x, plot = places.x(self._hover, chart.total), places.plot
        painter.setPen(QPen(self.look.color("ink3"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(round(x), round(plot.top()), round(x), round(plot.bottom()))
