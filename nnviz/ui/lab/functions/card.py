"""One function as a card: its formula, its curve, the point in the hand, value and slope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.engine import ActivationFunction
from nnviz.engine.arrays import Array
from nnviz.scene.lab.functions import words
from nnviz.scene.lab.functions.chart import chart, tangent
from nnviz.scene.lab.functions.shape import at
from nnviz.scene.words import names
from nnviz.scene.words.numbers import number
from nnviz.ui.lab.functions.drawing import Frame, paint_live, paint_still
from nnviz.ui.lab.functions.formulas import draw_formula
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.plain import set_tooltip
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.function_choice import FunctionChoice
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.own_keys import keeps_key
from nnviz.ui.widgets.parameters import Parameters
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.plate import plate

PAD, HEAD, VALUES, SAID, LEFT = 20.0, 50.0, 38.0, 28.0, 58.0
HALL = 28.0
"""Pixels per 1000 of a name, of f(z) and of the slope."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}
FINE, STEP, COARSE = 0.01, 0.1, 1.0
RIGHT = Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, eq=False)
class Shown:
    """What a card shows: its function, the one z and the span of all cards, where the network computes with
    it, and how z is spread over the data, in words and as heights of a histogram."""

    function: ActivationFunction
    z: float
    span: float
    used: str = ""
    heights: Array | None = None
    told: str = ""


class CardView(Part):
    """Drag anywhere in the plot, or press arrows: z goes there on all cards."""

    pulled = Signal(float)
    held = Signal()
    released = Signal()
    menu_wanted = Signal()
    carried = Signal(object)
    """The head is dragged: the place of the window where the pointer is, and None when it lets go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown: Shown | None = None
        self._still = KeptPixmap()
        self._is_pulling = self._is_carried = False
        self.more = IconButton("ellipsis", "What can be done with this card", self)
        self.more.clicked.connect(self.menu_wanted)
        self.parameters = Parameters(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        let_go_when_lost(self, self._let_go)

    def parts(self) -> tuple[QWidget, ...]:
        """The menu's button and the parameters."""
        return self.more, self.parameters

    def show_card(self, shown: Shown, choice: FunctionChoice) -> None:
        """Show this; ``choice`` takes other parameters."""
        before, self.shown = self.shown, shown
        if before is None or before.function != shown.function:
            self.parameters.show_function(shown.function, choice)
            self.parameters.set_look(self.look)
            self.parameters.setVisible(bool(self.parameters.rows))
            self.place()
            name = names.function_title(shown.function)
            set_tooltip(self, f"{name}. {shown.function.character} {shown.function.use}")
        self.update()
        self._say()

    def show_z(self, z: float) -> None:
        """The same function at another z."""
        if self.shown is not None and z != self.shown.z:
            self.shown = replace(self.shown, z=z)
            self.update(self.live_rect())
            self._say()

    def _say(self) -> None:
        """For screen readers: value, slope and the sentence."""
        shown = self.shown
        if shown is not None:
            value, slope = at(shown.function, shown.z)
            said = shown.told or words.sentence(shown.function, shown.z)
            name, z = names.function_title(shown.function), number(shown.z, 3)
            self.setAccessibleName(
                f"{name}: f of {z} is {number(value, 3)}, slope {number(slope, 3)}. {said}"
            )

    # places

    def place(self) -> None:
        """The menu at the upper right, parameters below the head."""
        look = self.look
        side = look.target()
        self.more.setGeometry(self.width() - side - look.px(6), look.px(8), side, side)
        pad = look.px(PAD)
        high = self.parameters.height_wanted()
        self.parameters.setGeometry(pad, look.px(HEAD), self.width() - 2 * pad, high)

    def plot(self) -> QRectF:
        """Where the curve is drawn."""
        look = self.look
        top = look.px(HEAD + 6) + (self.parameters.height_wanted() if self.parameters.rows else 0)
        bottom = self.height() - look.px(10) - self._line(SAID, 16) - self._line(VALUES, HALL) - look.px(6)
        return QRectF(look.px(LEFT), top, self.width() - look.px(LEFT + PAD), max(bottom - top, 1))

    def _line(self, spec: float, text: float) -> int:
        """A line's height: the spec's, or what its letters need."""
        return max(self.look.px(spec), round(self.look.text(text) * 1.25))

    def _frame(self) -> Frame | None:
        if self.shown is None:
            return None
        return Frame(chart(self.shown.function, self.shown.span), self.plot())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, frame = self.shown, self._frame()
        if shown is None or frame is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        causes = () if shown.heights is None else (shown.heights,)
        choice = (shown.function, shown.span, self.look, shown.used, bool(self.parameters.rows))
        whole = QRectF(self.rect())
        self._still.paint(painter, whole, lambda own: self._paint_still(own, frame), causes, choice)
        value, slope = at(shown.function, shown.z)
        paint_live(painter, self.look, frame, shown.z, value, tangent(shown.function, shown.z, frame.chart))
        self._write_values(painter, shown, value, slope)

    def _paint_still(self, painter: QPainter, frame: Frame) -> None:
        look, shown = self.look, self.shown
        assert shown is not None
        plate(painter, look, QRectF(self.rect()))
        self._write_head(painter, shown)
        paint_still(painter, look, frame, shown.heights)

    def _write_head(self, painter: QPainter, shown: Shown) -> None:
        look = self.look
        pad, right = look.px(PAD), self.more.x() - look.px(4)
        head = QRectF(pad, look.px(6), right - pad, look.px(HEAD) - look.px(6))
        name = names.function_title(shown.function)
        wide = write(painter, head, name, look, HALL, 700)
        if shown.used:
            metrics = QFontMetricsF(look.font(16, 600))
            room = metrics.horizontalAdvance(shown.used)
            if head.width() - wide > room + look.px(16):
                wide += look.px(12)
                wide += write(painter, head.adjusted(wide, 0, 0, 0), shown.used, look, 16, 600, "ink2")
        draw_formula(painter, look, shown.function, head.adjusted(wide + look.px(16), 0, 0, 0), 22)

    def _write_values(self, painter: QPainter, shown: Shown, value: float, slope: float) -> None:
        look = self.look
        pad = look.px(PAD)
        said_high, high = self._line(SAID, 16), self._line(VALUES, HALL)
        said_top = self.height() - look.px(10) - said_high
        row = QRectF(pad, said_top - high, self.width() - 2 * pad, high)
        token = look.theme.sign(value) if value else "ink"
        write(painter, row, f"f(z) = {number(value, 3)}", look, HALL, 700, token)
        write(painter, row, f"slope {number(slope, 3)}", look, HALL, 700, "now", RIGHT)
        said = shown.told or words.sentence(shown.function, shown.z)
        write(painter, QRectF(pad, said_top, row.width(), said_high), said, look, 16, 400, "ink2")

    # the hand

    def event(self, event: QEvent) -> bool:
        """Arrows move z while the card has the keyboard."""
        return keeps_key(event, tuple(STEPS)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A step of z: 0.1, with Shift 1, with Ctrl 0.01; the menu's key opens the menu."""
        way = STEPS.get(event.key())  # type: ignore[call-overload]
        if not self.hasFocus():
            # A field in the card hands on the Enter that it has used.
            super().keyPressEvent(event)
        elif way is None or self.shown is None:
            if event.key() in (Qt.Key.Key_Menu, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.menu_wanted.emit()
            else:
                super().keyPressEvent(event)
        else:
            self.pulled.emit(stepped(self.shown.z, way, event.modifiers()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """In the plot z is taken in hand; at the head the card."""
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_wanted.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._is_carried = event.position().y() < self.look.px(HEAD)
            self._is_pulling = not self._is_carried
            if self._is_pulling:
                self.held.emit()
                self._pull(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """z follows the pointer, or the card does."""
        if self._is_pulling:
            self._pull(event)
        elif self._is_carried:
            self.carried.emit(event.globalPosition().toPoint())
        else:
            at_head = event.position().y() < self.look.px(HEAD)
            cursor = Qt.CursorShape.OpenHandCursor if at_head else Qt.CursorShape.SizeHorCursor
            self.setCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._let_go()

    def _let_go(self) -> None:
        if self._is_pulling:
            self._is_pulling = False
            self.released.emit()
        if self._is_carried:
            self._is_carried = False
            self.carried.emit(None)

    def _pull(self, event: QMouseEvent) -> None:
        frame = self._frame()
        if frame is not None:
            self.pulled.emit(float(f"{frame.z(event.position().x()):.3f}"))

    def live_rect(self) -> QRect:
        """What changes with z: the plot and all below it."""
        top = int(self.plot().top()) - 12
        return QRect(0, top, self.width(), self.height() - top)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())


def stepped(z: float, way: int, keys: Qt.KeyboardModifier) -> float:
    """z one step further, in whole steps of decimals."""
    is_coarse, is_fine = keys & Qt.KeyboardModifier.ShiftModifier, keys & Qt.KeyboardModifier.ControlModifier
    step = COARSE if is_coarse else FINE if is_fine else STEP
    return round(z + way * step, 6)
