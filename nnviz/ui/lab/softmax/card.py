"""The bench's main card under the hand: columns to drag and to type in, a stepper, the switch of step 2."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document.lab import LARGEST_SCORE, MOST_SCORES
from nnviz.scene.lab.softmax import places
from nnviz.scene.lab.softmax.bench import Bench
from nnviz.scene.lab.softmax.places import Scale
from nnviz.scene.words.counting import amount
from nnviz.scene.words.names import capital
from nnviz.scene.words.numbers import number, typed
from nnviz.ui.lab.softmax.columns import Columns
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.chip import Chip
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.own_keys import ENTER, keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.typed_number import TypedNumber

CLICK = 3
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
UPWARDS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
NUMBERS = "0123456789.,-−"


@dataclass
class Pull:
    """A score in hand: which, where the pointer took it, what it was, on which scale."""

    place: int
    y: float
    score: float
    scale: Scale
    merge: object
    moved: bool = False


class Switch(PaintedButton):
    """On or off."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """Nothing: its owner says which it is."""

    def paint(self, painter: QPainter) -> None:
        look = self.look
        wide, high = look.px(44), look.px(24)
        rect = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1))
        painter.setBrush(look.color("now" if self.isChecked() else "raised"))
        painter.drawRoundedRect(rect, high / 2, high / 2)
        x = rect.right() - high / 2 if self.isChecked() else rect.left() + high / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("panel" if self.isChecked() else "ink2"))
        painter.drawEllipse(QPointF(x, rect.center().y()), high / 2 - 3, high / 2 - 3)


class BenchCard(Part):
    """Drag a column up or down: its score follows. Arrows, typed numbers and a double click do as well."""

    chosen = Signal(int)
    scored = Signal(int, float, object)
    counted = Signal(int)
    switched = Signal(bool)
    back_wanted = Signal()
    held = Signal()
    released = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bench: Bench | None = None
        self._hand, self._step = 0, 6
        self._scale = Scale(124.0, places.UNIT)
        self._pull: Pull | None = None
        self._key_merge: object = object()
        self.field: TypedNumber | None = None
        self.fewer, self.more = Chip("−", "One score less", self), Chip("+", "One score more", self)
        for chip, change in ((self.fewer, -1), (self.more, 1)):
            chip.setCheckable(False)
            chip.pill, chip.marks_refused = True, False
            chip.clicked.connect(lambda _=False, change=change: self._count(change))
        self.switch = Switch("Subtract the largest score", self)
        self.switch.clicked.connect(lambda: self.switched.emit(not self.switch.isChecked()))
        self.back = TextButton("the network's", "Back to the scores of the open network", self)
        self.back.clicked.connect(self.back_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        let_go_when_lost(self, self._let_go)

    def parts(self) -> tuple[QWidget, ...]:
        """The stepper, the switch, the way back."""
        return self.fewer, self.more, self.switch, self.back

    def show_bench(self, of: Bench, hand: int, step: int, can_go_back: bool) -> None:
        """Show this bench at a step; the score at ``hand`` is in the hand."""
        self.bench, self._hand, self._step = of, min(hand, len(of) - 1), step
        if self._pull is None:
            self._scale = places.scale(of.scores)
        self.fewer.show_state(False, "One score is the least" if len(of) == 1 else "")
        self.more.show_state(False, f"{MOST_SCORES} scores are the most" if len(of) >= MOST_SCORES else "")
        self.switch.setChecked(of.shifted)
        does = "is subtracted before e to the score is taken" if of.shifted else "is not subtracted"
        self.switch.describe("Subtract the largest score", f"The largest score {does}: click to change")
        self.back.setVisible(can_go_back)
        name, score = of.names[self._hand], number(float(of.scores[self._hand]), 3)
        share = number(float(of.shares[self._hand]), 3)
        self.setAccessibleName(f"Score of {name}: {score}, its share {share}. {amount(len(of), 'score')}.")
        self.update()

    # places

    def place(self) -> None:
        """The stepper at the upper left, the switch in its row."""
        look = self.look
        side = look.target()
        y = look.px(places.NAMES) - side // 2
        self.fewer.setGeometry(look.px(20), y, side, side)
        self.more.setGeometry(look.px(192), y, side, side)
        wide = max(look.px(60), 44)
        self.switch.setGeometry(look.px(226) - wide, look.px(places.ROWS[2]) - side // 2, wide, side)
        self.back.setGeometry(look.px(56), look.px(170), look.px(160), side)

    def _wide(self) -> float:
        """The card's width in the spec's pixels."""
        return self.width() / self.look.s

    def _place_at(self, at: QPointF) -> int | None:
        if self.bench is None:
            return None
        x, count = at.x() / self.look.s, len(self.bench)
        for place in range(count):
            middle, wide = places.column(place, count, self._wide())
            if abs(x - middle) <= wide / 2:
                return place
        return None

    # the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The column under the pointer is in hand."""
        place = self._place_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or place is None or self.bench is None:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(place)
        if event.position().y() / self.look.s <= places.DIVIDERS[0]:
            score = float(self.bench.scores[place])
            self._pull = Pull(place, event.position().y(), score, self._scale, object())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The score follows up and down."""
        pull = self._pull
        if pull is None:
            self._point(event.position())
            return
        moved = pull.y - event.position().y()
        if not pull.moved and abs(moved) < CLICK:
            return
        if not pull.moved:
            pull.moved = True
            self.held.emit()
        value = pull.score + moved / self.look.s / pull.scale.unit
        self._offer(pull.place, round(value, 3), pull.merge)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the scale fits again."""
        self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type the score."""
        place = self._place_at(event.position())
        if place is not None:
            self.type_score(place)

    def _let_go(self) -> None:
        pull, self._pull = self._pull, None
        if pull is not None and pull.moved:
            self.released.emit()
        if self.bench is not None:
            self._scale = places.scale(self.bench.scores)
            self.update()

    def _point(self, at: QPointF) -> None:
        is_score = self._place_at(at) is not None and at.y() / self.look.s <= places.DIVIDERS[0]
        self.setCursor(Qt.CursorShape.SizeVerCursor if is_score else Qt.CursorShape.ArrowCursor)

    def _offer(self, place: int, value: float, merge: object) -> None:
        self.scored.emit(place, min(max(value, -LARGEST_SCORE), LARGEST_SCORE), merge)

    def _count(self, change: int) -> None:
        if self.bench is not None:
            self.counted.emit(len(self.bench) + change)

    # the keyboard

    def event(self, event: QEvent) -> bool:
        """Arrows and numbers are the bench's own while it has the keyboard."""
        own = (*SIDEWAYS, *UPWARDS)
        is_own = keeps_key(
            event, lambda key: key.key() in own or (bool(key.text()) and key.text() in NUMBERS)
        )
        return is_own or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right choose a score, Up and Down change it by 0.1 (Shift 1, Ctrl 0.01); a number, or
        Enter, opens a field."""
        if self.bench is None:
            return
        sideways, up = SIDEWAYS.get(event.key()), UPWARDS.get(event.key())  # type: ignore[call-overload]
        if sideways is not None:
            self.chosen.emit(min(max(self._hand + sideways, 0), len(self.bench) - 1))
        elif up is not None:
            if not event.isAutoRepeat():
                self._key_merge = object()
            keys = event.modifiers()
            step = 1.0 if keys & Qt.KeyboardModifier.ShiftModifier else 0.1
            step = 0.01 if keys & Qt.KeyboardModifier.ControlModifier else step
            value = round(float(self.bench.scores[self._hand]) + up * step, 6)
            self._offer(self._hand, value, self._key_merge)
        elif event.key() in ENTER:
            self.type_score(self._hand)
        elif event.text() and event.text() in NUMBERS:
            self.type_score(self._hand, event.text())
        else:
            super().keyPressEvent(event)

    def type_score(self, place: int, start: str = "") -> None:
        """Open a field over a score's number."""
        if self.bench is None:
            return
        self._close_field()
        text = start or typed(float(self.bench.scores[place]), 3)
        field = self.field = TypedNumber(text, self.look, self)
        middle, _ = places.column(place, len(self.bench), self._wide())
        wide, high = max(self.look.px(110), 90), self.look.target()
        x = min(max(self.look.px(middle) - wide // 2, 0), self.width() - wide)
        y = self.look.px(self._scale.y(float(self.bench.scores[place]))) - high // 2
        field.setGeometry(x, min(max(y, self.look.px(58)), self.look.px(290) - high), wide, high)
        field.setAccessibleName(f"{capital('score')} of {self.bench.names[place]}")
        field.typed.connect(lambda value: self._offer(place, value, None))
        field.closed.connect(self._close_field)
        field.show()
        if not start:
            field.selectAll()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_field(self) -> None:
        field, self.field = self.field, None
        if field is not None:
            had_focus = field.hasFocus()
            take_away(field)
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look, of = self.look, self.bench
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        radius = 18 * look.s
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if of is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("raised"))
        tray = QRectF(self.fewer.geometry().united(self.more.geometry()))
        painter.drawRoundedRect(tray, tray.height() / 2, tray.height() / 2)
        painter.setFont(look.font(18, 600))
        painter.setPen(look.color("ink"))
        between = QRectF(self.fewer.geometry().right(), self.fewer.y(), 0, self.fewer.height())
        between.setRight(self.more.x())
        painter.drawText(between, Qt.AlignmentFlag.AlignCenter, amount(len(of), "score"))
        Columns(painter, look, of, self._scale, self._hand, self._step, self._wide()).paint()
