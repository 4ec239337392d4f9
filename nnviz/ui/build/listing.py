"""The list of layers: painted rows, a mismatch between two of them, the gap for a layer in the hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnviz.scene.words import names
from nnviz.ui.build import words
from nnviz.ui.build.card import paint_card
from nnviz.ui.build.controls import AddButton
from nnviz.ui.build.draft_editor import DraftEditor
from nnviz.ui.build.marks import paint_foot, paint_gap, paint_heads, paint_panel
from nnviz.ui.build.pictures import Pictures
from nnviz.ui.build.places import FIRST, PANEL, PITCH, ROW, RowPlaces
from nnviz.ui.build.preview import Dragged, Preview, preview
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import FilledButton
from nnviz.ui.widgets.own_keys import ENTER, keeps_key
from nnviz.ui.widgets.part import Part

MARGIN = 16.0
FOOT = 50.0
"""The spec's pixels beside the rows, and below the last one."""
KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return,
        Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_D)  # fmt: skip


class LayerList(Part):
    """Rows to choose, drag and change by key: arrows choose, Alt moves, Delete, Ctrl+D, Enter edits."""

    edit_wanted = Signal()
    """Enter was pressed on a row."""
    seen_wanted = Signal(QRect)
    """A row should be scrolled into view."""
    lifted = Signal(Dragged, QPointF)
    """A row was taken hold of, at a place on the screen."""
    carried = Signal(QPointF)
    dropped = Signal()

    def __init__(self, editor: DraftEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.places = RowPlaces(0)
        self.preview: Preview | None = None
        self._held: Dragged | None = None
        self._pressed: tuple[int, QPointF] | None = None
        self._hot: int | None = None
        self._pictures = Pictures()
        self.fix = FilledButton("Mend", self)
        self.fix.clicked.connect(editor.fix)
        self.add = AddButton(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # what is shown

    def parts(self) -> tuple[QWidget, ...]:
        return self.fix, self.add

    def set_look(self, look: Look) -> None:
        super().set_look(look)
        self.arrange()

    def arrange(self) -> None:
        """Work out again where everything stands."""
        found = self.editor.plan.problem
        held, gap = self._held, self.places.gap
        self.places = RowPlaces(
            len(self.editor.plan.lines),
            self._panel_before() if held is None or not held.number else 0,
            gap if held is not None else 0,
            held.number if held is not None else 0,
        )
        self.add.say_place(self.editor.plan.ends_in_outputs)
        self.fix.setVisible(bool(self.places.panel_before))
        if found is not None:
            self.fix.say(found.fix.text, found.reason)
        self.place()
        self._describe()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def _panel_before(self) -> int:
        """The row above which is said what to mend; the outputs' is under the last one. 0: nothing."""
        plan = self.editor.plan
        if plan.mismatch is not None:
            return plan.mismatch.number
        return len(plan.lines) + 1 if plan.odd_outputs is not None else 0

    def sizeHint(self) -> QSize:
        return QSize(self.look.px(920), round((self.places.end + FOOT) * self.look.s))

    def place(self) -> None:
        s, edge = self.look.s, self._inner()
        top = self.places.end
        self.add.setGeometry(round(edge.left()), round((top + 4) * s), round(231 * s), round(41 * s))
        if self.places.panel_before:
            wide = max(round(150 * s), self.fix.width_wanted())
            y = (self.places.panel + PANEL / 2 - 21) * s
            self.fix.setGeometry(round(edge.right() - 32 * s - wide), round(y), wide, round(42 * s))

    def _inner(self) -> QRectF:
        margin = MARGIN * self.look.s
        return QRectF(margin, 0, max(self.width() - 2 * margin, 1), self.height())

    def row_rect(self, number: int) -> QRectF:
        """Where a row stands, in the list's own pixels."""
        s, edge = self.look.s, self._inner()
        return QRectF(edge.left(), self.places.top(number) * s, edge.width(), ROW * s)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: the chosen row."""
        return self.row_rect(self.editor.chosen)

    def _describe(self) -> None:
        number = self.editor.chosen
        if not number:
            self.setAccessibleName(f"Layers. Input, {words.input_text(self.editor.document)}")
            return
        line = self.editor.line(number)
        state = "" if not line.parameter_count else "weights kept" if line.kept else f"weights {line.why}"
        shape = words.shape_words(line, self.editor.plan)[0]
        parts = (f"Layers. {number}: {names.kind(line.layer)}", words.options_text(line), shape, state)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, s, edge = self.look, self.look.s, self._inner()
        paint_heads(painter, edge, FIRST * s, self.editor, look)
        for number in self.places.seen(event.rect().top() / s, event.rect().bottom() / s):
            if number and number == self.places.lifted:
                continue
            rect = self.row_rect(number)
            paint_card(painter, rect, self.editor, number, look, number == self._hot, self._pictures)
        if self.places.panel_before:
            rect = QRectF(edge.left(), self.places.panel * s, edge.width(), PANEL * s)
            paint_panel(painter, rect, self.editor, look, self.fix.geometry().left() - 8)
        if self.places.gap and self.preview is not None:
            gap = QRectF(edge.left(), self.places.gap_top * s, edge.width(), 66 * s)
            paint_gap(painter, gap, self.preview, look)
        foot = QRectF(edge.left(), (self.places.end + 4) * s, edge.width(), 41 * s)
        paint_foot(painter, foot, self.editor, self.preview, look)

    # a layer in the hand

    @property
    def held(self) -> Dragged | None:
        """What is being dragged."""
        return self._held

    def take(self, held: Dragged) -> None:
        """Something is in the hand from now on."""
        self._held = held
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.arrange()

    def hover_gap(self, y: float | None) -> None:
        """The hand is at a height of the list, or outside it: open the gap there and say what would come."""
        held = self._held
        if held is None:
            return
        at = 0 if y is None else self.places.gap_at(y / self.look.s)
        if at == self.places.gap and (self.preview is not None or not at):
            return
        self.preview = preview(self.editor.document, self.editor.plan, held, at) if at else None
        self.places = RowPlaces(self.places.count, self.places.panel_before, at, held.number)
        self.arrange()

    def let_go(self, is_dropped: bool) -> None:
        """The hand is empty again; dropped where the gap is, or put back."""
        held, at, seen = self._held, self.places.gap, self.preview
        self._held, self.preview, self._pressed = None, None, None
        if is_dropped and held is not None and at and seen is not None and seen.is_possible:
            if held.number:
                self.editor.move(held.number, at)
            else:
                self.editor.add(held.kind, at)
        self.arrange()

    # the pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the pointer; it can be dragged from here."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.places.row_at(event.position().y() / self.look.s)
        if row is not None:
            self._pressed = (row, event.position())
            self.editor.choose(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the row, carry it, or mark the row under the pointer."""
        place = event.globalPosition()
        if self._held is not None:
            self.carried.emit(place)
        elif self._pressed is not None and self._pressed[0]:
            far = (event.position() - self._pressed[1]).manhattanLength()
            if far >= QApplication.startDragDistance():
                number = self._pressed[0]
                self.lifted.emit(Dragged(self.editor.line(number).layer.kind, number), place)
        else:
            self._mark(self.places.row_at(event.position().y() / self.look.s))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._pressed = None
        if self._held is not None:
            self.dropped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits, as Enter does."""
        self.edit_wanted.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer."""
        self._mark(None)

    def _mark(self, row: int | None) -> None:
        if row != self._hot:
            self._hot = row
            is_layer = row is not None and row > 0
            self.setCursor(Qt.CursorShape.OpenHandCursor if is_layer else Qt.CursorShape.ArrowCursor)
            set_tooltip(self, self._tip(row))
            self.update()

    def _tip(self, row: int | None) -> str:
        if not row:
            return ""
        line = self.editor.line(row)
        if line.kept or not line.parameter_count:
            return "Drag to move. Alt ↑ ↓ moves, Delete removes, Ctrl D duplicates, Enter edits."
        return f"{names.kind(line.layer)} {line.why}: its weights start from the seed."

    # keys

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, move, remove, duplicate, edit; Escape puts a dragged layer back."""
        key, number, editor = event.key(), self.editor.chosen, self.editor
        is_moving = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        is_command = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        leap = {Qt.Key.Key_Home: -number, Qt.Key.Key_End: len(editor.plan.lines) - number,
                Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}.get(Qt.Key(key))  # fmt: skip
        if key == Qt.Key.Key_Escape and self._held is not None:
            self.let_go(False)
            self.dropped.emit()
        elif step is not None and is_moving:
            editor.move(number, number + step)
        elif step is not None or leap is not None:
            editor.choose(number + (step if step is not None else leap or 0))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            editor.remove(number)
        elif key == Qt.Key.Key_D and is_command:
            editor.duplicate(number)
        elif key in ENTER:
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)
            return
        self._follow_chosen()

    def _follow_chosen(self) -> None:
        rect = self.row_rect(self.editor.chosen)
        self.seen_wanted.emit(rect.adjusted(0, -PITCH * self.look.s, 0, PITCH * self.look.s).toRect())
