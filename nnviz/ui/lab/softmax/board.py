"""The main card: scores are dragged and typed in its columns, a right answer chosen in its heads."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from nnviz.document.lab import LARGEST_SCORE
from nnviz.errors import NNVizError
from nnviz.scene.lab.softmax.layout import BenchLayout, Scale, bench_layout, scale_of
from nnviz.scene.lab.softmax.printed import rows
from nnviz.scene.lab.softmax.shown import Shown
from nnviz.scene.words.names import subscript
from nnviz.scene.words.numbers import typed
from nnviz.ui.lab.editor import LabEditor
from nnviz.ui.lab.ink import room
from nnviz.ui.lab.softmax.board_frame import Board
from nnviz.ui.lab.softmax.board_painter import CELL_TEXT, cell_width, column_words, paint_board
from nnviz.ui.lab.softmax.score_field import Saying, ScoreField
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.plain import menu_text, set_tooltip
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.menus import new_menu
from nnviz.ui.widgets.number_drag import NumberDrag
from nnviz.ui.widgets.own_keys import ARROWS, keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away

FINE, COARSE = 0.1, 1.0
"""What one press of an arrow changes a score by, alone and with Shift."""
KEYS = (*ARROWS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
STARTS = "0123456789-−.,+"
"""What a number that is typed begins with."""
HELP = (
    "Drag a column up or down (Shift: finer), type a number, or press Up and Down (Shift: 1 at a time). "
    "A click on a name, or T, says which answer is right; Delete takes a score out."
)


class BoardView(Part):
    """Shows the six rows, and gives what a hand does to the lab."""

    refused = Signal(str)

    def __init__(self, editor: LabEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self._shown: Shown | None = None
        self._board: Board | None = None
        self._scale: tuple[Scale, tuple[float, float]] | None = None
        self._drag: NumberDrag | None = None
        self._kept = KeptPixmap()
        self._key_merge: object = object()
        self.field: ScoreField | None = None
        self.saying = Saying(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        let_go_when_lost(self, self._let_go)
        set_tooltip(self, HELP)
        self.setAccessibleDescription(HELP)

    def parts(self) -> tuple[QWidget, ...]:
        """What is said in place."""
        return (self.saying,)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return QRectF(self.rect())

    # what is shown

    def show_shown(self, shown: Shown) -> None:
        """Show other values; the scale of the bars stays while something is held."""
        self._shown = shown
        self._lay_out()
        if not self._editor.session.is_held:
            # Nobody hears it while a hand drags: the release says where it came to.
            self.setAccessibleName(f"Scores. {column_words(shown, shown.place)}")
        self.update()

    def place(self) -> None:
        """A new size: everything finds its place again."""
        self._scale = None
        if self._shown is not None:
            self._lay_out()

    @property
    def is_laid_out(self) -> bool:
        """Whether anything has been shown yet."""
        return self._board is not None

    @property
    def layout_now(self) -> BenchLayout:
        """Where the columns and rows stand."""
        assert self._board is not None
        return self._board.layout

    @property
    def board(self) -> Board:
        """All that is painted."""
        assert self._board is not None
        return self._board

    def _lay_out(self) -> None:
        shown, look = self._shown, self.look
        assert shown is not None
        bench = shown.bench
        layout = bench_layout(self.width(), self.height(), look.s, bench.count)
        is_other = self._board is None or self._board.shown.bench.count != bench.count
        if self._scale is None or is_other or not self._editor.session.is_held:
            self._scale = scale_of(bench.scores, layout, look.s)
        columns = 2 if layout.is_narrow else 1
        fits = room(look, 18, 600, columns * layout.column - 3)
        cell = 2 * layout.column - 8 if layout.is_narrow else cell_width(layout, look) - 2
        in_cell = room(look, CELL_TEXT, 600, cell)
        heads = self._heads(shown, layout)
        self._board = Board(shown, rows(shown.working, fits, in_cell), heads, layout, *self._scale, look)

    def _heads(self, shown: Shown, layout: BenchLayout) -> tuple[str, ...]:
        fits = room(self.look, 20, 700, layout.column - 8)
        if all(map(fits, shown.bench.labels)):
            return shown.bench.labels
        return tuple(map(str, shown.bench.numbers))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._board is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_board(painter, self._board, QRectF(self.rect()), self._kept)

    # what a hand does

    def put_scores(
        self, scores: tuple[float, ...], label: str, merge: object | None = None, **more: int | None
    ) -> None:
        """Lay out other scores; what can't be laid out is said in place."""
        try:
            self._editor.put(label, merge, scores=scores, **more)
        except NNVizError as error:
            self._say(str(error))
            self._let_go()

    def _set(self, place: int, value: float, merge: object | None) -> None:
        assert self._shown is not None
        scores = list(self._shown.bench.scores)
        scores[place] = min(max(value, -LARGEST_SCORE), LARGEST_SCORE)
        self.put_scores(tuple(scores), f"Score z{subscript(self._shown.bench.numbers[place])}", merge)

    def choose(self, place: int) -> None:
        """Take another score in hand."""
        assert self._shown is not None
        self._editor.look(score=min(max(place, 0), self._shown.bench.count - 1))

    def choose_target(self, place: int) -> None:
        """Say which answer is right."""
        assert self._shown is not None
        label = self._shown.bench.labels[place]
        is_truth = place == self._shown.bench.truth
        self._editor.put(f"Right answer “{label}”", target=None if is_truth else place)

    def take_out(self, place: int) -> None:
        """Take a score out; the last one stays."""
        assert self._shown is not None
        bench = self._shown.bench
        if bench.count > 1:
            scores = (*bench.scores[:place], *bench.scores[place + 1 :])
            # The right answer stays the one it was, wherever it comes to stand.
            target = None if place == bench.target else bench.target - (bench.target > place)
            self.put_scores(scores, f"Take out z{subscript(bench.numbers[place])}", target=target)

    def _at(self, event: QMouseEvent) -> int | None:
        assert self._shown is not None
        return self.layout_now.at(event.position().x(), self._shown.bench.count)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a column in hand; in its head, choose the right answer."""
        place = self._at(event)
        if event.button() != Qt.MouseButton.LeftButton or place is None or self._shown is None:
            return
        self._close_field()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(place)
        if event.position().y() < self.layout_now.head[3]:
            self.choose_target(place)
            return
        session = self._editor.session
        session.hold()
        assert self._scale is not None
        start = self._shown.bench.scores[place]
        self._drag = NumberDrag(event.position().y(), start, 1 / self._scale[0].unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The score follows the pointer."""
        if self._drag is None or self._shown is None:
            place = self._at(event) if self._shown is not None else None
            self.setCursor(self._cursor(event, place))
            return
        value = self._drag.pull(event, -LARGEST_SCORE, LARGEST_SCORE)
        if value is not None:
            self._set(self._shown.place, _few_digits(value, abs(self._drag.step)), self._drag.merge)

    def _cursor(self, event: QMouseEvent, place: int | None) -> Qt.CursorShape:
        if place is None:
            return Qt.CursorShape.ArrowCursor
        is_head = event.position().y() < self.layout_now.head[3]
        return Qt.CursorShape.PointingHandCursor if is_head else Qt.CursorShape.SizeVerCursor

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the scale fits again."""
        self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type a score."""
        self._let_go()
        place = self._at(event)
        if place is not None and event.position().y() >= self.layout_now.head[3]:
            self.open_field()

    def _let_go(self) -> None:
        if self._drag is not None:
            self._drag = None
            self._editor.session.release()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a column."""
        shown = self._shown
        if shown is None:
            return
        place = self.layout_now.at(event.pos().x(), shown.bench.count)
        if place is None:
            return
        self.choose(place)
        self.menu(place).popup(event.globalPos())

    def menu(self, place: int) -> QMenu:
        """The menu of a column."""
        assert self._shown is not None
        menu = new_menu(self)
        label = self._shown.bench.labels[place]
        entries: tuple[tuple[str, Callable[[], object]], ...] = (
            (f"“{label}” is right", lambda: self.choose_target(place)),
            ("Type its score…", self.open_field),
            ("Take it out", lambda: self.take_out(place)),
        )
        for text, do in entries:
            menu.addAction(menu_text(text)).triggered.connect(lambda _=False, do=do: do())
        menu.actions()[-1].setEnabled(self._shown.bench.count > 1)
        return menu

    # keys

    def event(self, event: QEvent) -> bool:
        """Keep its own keys for itself while it has the focus."""
        return keeps_key(event, _is_own) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from column to column, change a score, type one."""
        shown, key = self._shown, event.key()
        if shown is None:
            return
        last, place = shown.bench.count - 1, shown.place
        goes = {
            Qt.Key.Key_Left: place - 1,
            Qt.Key.Key_Right: place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in goes:
            self.choose(goes[Qt.Key(key)])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(event, 1 if key == Qt.Key.Key_Up else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.open_field()
        elif key == Qt.Key.Key_T:
            self.choose_target(place)
        elif key == Qt.Key.Key_Delete:
            self.take_out(place)
        elif event.text() and event.text() in STARTS:
            self.open_field(event.text())
        else:
            super().keyPressEvent(event)

    def _step(self, event: QKeyEvent, way: int) -> None:
        assert self._shown is not None
        if not event.isAutoRepeat():
            self._key_merge = object()
        step = COARSE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else FINE
        value = self._shown.bench.scores[self._shown.place]
        self._set(self._shown.place, _few_digits(value + way * step, 1e-3), self._key_merge)

    # typing

    def open_field(self, begun: str = "") -> None:
        """Open a field over the score in hand, with what was typed first or with the score."""
        self._close_field()
        assert self._shown is not None
        layout, look, place = self.layout_now, self.look, self._shown.place
        text = begun or typed(self._shown.bench.scores[place], 3)
        field = ScoreField(text, look, self)
        wide = max(round(layout.column) - 4, look.px(96))
        middle = layout.x(place) + layout.column / 2
        left = min(max(round(middle - wide / 2), 0), self.width() - wide)
        field.setGeometry(left, round(layout.head[3]), wide, max(look.px(36), 36))
        field.typed.connect(lambda value, place=place: self._set(place, value, None))
        field.refused.connect(self._say)
        field.closed.connect(self._field_closed)
        self.field = field
        field.show()
        field.setFocus()
        if not begun:
            field.selectAll()

    def _field_closed(self) -> None:
        had_focus = self.field is not None and self.field.hasFocus()
        self._close_field()
        if had_focus:
            self.setFocus()

    def _close_field(self) -> None:
        self._say("")
        field, self.field = self.field, None
        if field is not None:
            take_away(field)

    def _say(self, words: str) -> None:
        at = QRect(0, 0, self.width(), self.look.px(60)) if self.field is None else self.field.geometry()
        self.saying.say(words, at, self.rect())
        self.refused.emit(words)


def _is_own(event: QKeyEvent) -> bool:
    is_plain = not event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    own = (*KEYS, Qt.Key.Key_T, Qt.Key.Key_Delete)
    return is_plain and (event.key() in own or (bool(event.text()) and event.text() in STARTS))


def _few_digits(value: float, step: float) -> float:
    """A score as a hand sets it: no more digits than the step of a pixel tells apart."""
    return round(value, 3) if step >= 1e-3 else value
