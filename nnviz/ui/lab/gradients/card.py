"""One function, or one start of the weights: its factor, its plots, its sentence."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.lab.gradients import words
from nnviz.scene.lab.gradients.measuring import Column, Measured
from nnviz.scene.lab.gradients.scale import LogScale
from nnviz.scene.lab.gradients.verdicts import Verdict, other_of, shown, verdict
from nnviz.ui.lab.functions.formulas import draw_formula
from nnviz.ui.lab.gradients import plots
from nnviz.ui.lab.gradients.places import CardPlaces
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
ENDS = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: 1_000_000}


@dataclass(frozen=True)
class Shown:
    """What a card shows: a column of what was measured, and the layer in hand, from 0."""

    measured: Measured
    column: Column
    scale: LogScale
    place: int
    is_signal: bool
    by_start: bool


class GradientCard(Part):
    """Drag anywhere in its plots, or press arrows: that layer is in the hand, on all cards."""

    moved = Signal(int)
    """The layer in hand, from 1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._still = KeptPixmap()
        self._is_held = False
        self.lines = 2
        """Lines of the sentence at the foot, as many on all cards: their plots stand at one height."""
        self.menu = IconButton("chevron-down", "Compare another one here", self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def parts(self) -> list[QWidget]:
        """The menu's button."""
        return [self.menu]

    def show_column(self, shown: Shown) -> None:
        """Show this."""
        self.shown = shown
        what = shown.column.what
        title = words.title(what, shown.by_start)
        self.menu.describe(f"Compare another one in place of {title}", f"{title}: compare another one here")
        other, is_alone = other_of(shown.measured, shown.place), len(shown.measured.numbers) == 1
        figure, word = words.factor(verdict(shown.column, shown.place, other, shown.is_signal), is_alone)
        caption = words.plot_caption(shown.measured, shown.place, shown.is_signal)
        self.setAccessibleName(
            f"{title}: {caption}: {figure} {word}. {words.told(shown.column, shown.measured)[0]}"
        )
        self.place()
        self.update()

    def at(self) -> CardPlaces:
        """Where things stand."""
        return CardPlaces(self.width(), self.height(), self.look, self.lines)

    def lines_wanted(self) -> int:
        """How many lines the sentence takes, two at least."""
        if self.shown is None:
            return 2
        text = words.told(self.shown.column, self.shown.measured)[0]
        metrics = QFontMetrics(self.look.font(16, 500))
        room = QRect(0, 0, max(int(self.at().foot.width()), 1), 10_000)
        high = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height()
        return max(2, round(high / metrics.lineSpacing()))

    def place(self) -> None:
        """The menu right of the name."""
        if self.shown is None:
            return
        head = self.at().head
        name = words.title(self.shown.column.what, self.shown.by_start)
        wide = QFontMetricsF(self.look.font(24, 700)).horizontalAdvance(name)
        x = min(head.left() + wide + 2, head.right() - 36)
        self.menu.setGeometry(round(x), round(head.center().y() - 18), 36, 36)

    # the hand

    def _offer(self, x: float) -> None:
        if self.shown is not None:
            self.moved.emit(self.at().place_at(x, len(self.shown.measured.numbers)) + 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the line, wherever it is."""
        at = self.at()
        if (
            event.button() == Qt.MouseButton.LeftButton
            and at.caption.bottom() < event.position().y() < at.foot.top()
        ):
            self._is_held = True
            self._offer(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line follows."""
        if self._is_held:
            self._offer(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._is_held = False

    def event(self, event: QEvent) -> bool:
        """Arrows, Home and End move the line."""
        return keeps_key(event, (*KEYS, *ENDS)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """To the next layer."""
        key = Qt.Key(event.key())
        if self.shown is None or key not in (*KEYS, *ENDS):
            super().keyPressEvent(event)
            return
        wanted = ENDS[key] if key in ENDS else self.shown.place + 1 + KEYS[key]
        self.moved.emit(min(max(wanted, 1), len(self.shown.measured.numbers)))

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shown is None:
            self._paint_plate(painter)
            return
        s, look, at = self.shown, self.look, self.at()
        found = verdict(s.column, s.place, other_of(s.measured, s.place), s.is_signal)
        causes = (s.measured, s.column, s.scale)
        choice = (look.theme.name, look.s, s.is_signal, found.is_alarming, s.by_start, at.lines)

        def draw(still: QPainter) -> None:
            self._paint_still(still, s, found.is_alarming)

        self._still.paint(painter, QRectF(self.rect()), draw, causes, choice)
        self._paint_factor(painter, at, found)
        caption = words.plot_caption(s.measured, s.place, s.is_signal)
        forms = (
            caption,
            caption.replace("size of ", ""),
            caption.replace("size of ", "").replace("beside layer", "beside"),
        )
        write_fullest(painter, at.caption, forms, look, 16, 500, "ink2")
        plots.paint_hand(painter, look, at, s.measured, s.column, s.scale, s.place, s.is_signal)

    def _paint_plate(self, painter: QPainter) -> None:
        plate(painter, self.look, QRectF(self.rect()))

    def _paint_still(self, painter: QPainter, s: Shown, is_alarming: bool) -> None:
        """Everything but what follows the layer in hand."""
        look, at = self.look, self.at()
        self._paint_plate(painter)
        name = words.title(s.column.what, s.by_start)
        write(painter, at.head, name, look, 24, 700)
        if not s.by_start:
            room = QRectF(at.head)
            room.setLeft(self.menu.geometry().right() + look.px(6))
            room.adjust(0, -look.px(6), 0, look.px(6))
            if room.width() > look.px(40):
                draw_formula(painter, look, s.column.what.function, room, 22)
        plots.paint_sizes(painter, look, at, shown(s.column, s.is_signal), s.scale, is_alarming)
        write_fullest(painter, at.lower_caption, words.share_captions(s.column), look, 16, 500, "ink2")
        plots.paint_shares(painter, look, at, s.column)
        plots.paint_numbers(painter, look, at, s.measured)
        painter.setFont(look.font(16, 500))
        painter.setPen(look.color("ink"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(at.foot, int(flags), words.told(s.column, s.measured)[0])

    def _paint_factor(self, painter: QPainter, at: CardPlaces, found: Verdict) -> None:
        look, rect = self.look, QRectF(at.factor)
        is_alone = self.shown is not None and len(self.shown.measured.numbers) == 1
        figure, word = words.factor(found, is_alone)
        token = "warn" if found.is_alarming else "ink"
        if token == "warn":
            radius = look.text(34) * 0.42
            middle = QPointF(rect.left() + radius, rect.center().y())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("warn"))
            painter.drawEllipse(middle, radius, radius)
            mark = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
            painter.setPen(look.color("panel"))
            painter.setFont(look.font(22, 800))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")
            rect.setLeft(mark.right() + look.px(10))
        after = QFontMetricsF(look.font(18, 500)).horizontalAdvance(word) + look.px(10) + 2
        sizes = (34, 30, 26, 22, 18)
        room = rect.width() - after
        fits = (p for p in sizes if QFontMetricsF(look.font(p, 800)).horizontalAdvance(figure) <= room)
        wide = write(painter, rect, figure, look, next(fits, sizes[-1]), 800, token)
        rect.setLeft(rect.left() + wide + look.px(10))
        write(painter, rect.adjusted(0, look.px(6), 0, look.px(6)), word, look, 18, 500, "ink2")
