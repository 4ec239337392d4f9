"""Numbers to take in hand: drag up or down to change, double-click or Enter to type."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from nnviz.document import Document, edits
from nnviz.scene.detail.rows import Row
from nnviz.scene.words.numbers import whole
from nnviz.session import Session
from nnviz.ui.plain import show_tooltip
from nnviz.ui.run.inspector.columns import ProductColumns
from nnviz.ui.run.inspector.section import Section
from nnviz.ui.widgets.focus_ring import BY_KEYBOARD
from nnviz.ui.widgets.letting_go import let_go_when_lost
from nnviz.ui.widgets.number_drag import NumberDrag
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.widgets.typed_number import TypedNumber

Key = tuple[str, int]
"""What names a handle from frame to frame."""


@dataclass(frozen=True)
class Handle:
    """A number that can be changed where it stands.

    ``edit(document, *args, value)`` changes it; ``step`` is the change a pixel.
    """

    key: Key
    rect: QRectF
    name: str
    value: float
    step: float
    edit: Callable[..., Document]
    args: tuple[object, ...]
    label: str
    low: float = -math.inf
    high: float = math.inf


def weight_handle(
    rect: QRectF, row: Row, columns: ProductColumns, name: str, step: float, args: tuple[object, ...]
) -> Handle:
    """The weight of a row, which stands between the signs right of x and left of the product."""
    left = columns.x + 6
    return Handle(
        key=("w", row.position),
        rect=QRectF(left, rect.top(), columns.w + 2 - left, rect.height()),
        name=name,
        value=row.w,
        step=step,
        edit=edits.set_weight,
        args=args,
        label="Change a weight",
    )


def step_for(values: Iterable[float]) -> float:
    """A change a pixel that suits these values: 200 pixels change as much as the largest of them."""
    return max((abs(value) for value in values if math.isfinite(value)), default=1.0) / 200 or 0.005


class HandleSection(Section):
    """A part of the inspector with numbers to take in hand. ``handles`` is set by ``arrange``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.handles: list[Handle] = []
        self._drag: tuple[Key, NumberDrag] | None = None
        self._hover: Key | None = None
        self._current: Key | None = None
        self._field: TypedNumber | None = None
        self._by_keyboard = False
        let_go_when_lost(self, self._let_go)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    own_keys: tuple[Qt.Key, ...] = (*ARROWS, *ENTER)
    """Keys that mean something here while a number has the focus, whatever else they do in the window."""

    def handle(self, key: Key | None) -> Handle | None:
        """The handle called ``key``, if it is there now."""
        return next((handle for handle in self.handles if handle.key == key), None)

    def handle_at(self, point: QPointF) -> Handle | None:
        """The handle under a point of the widget."""
        return next((handle for handle in self.handles if handle.rect.contains(point)), None)

    def paint_handles(self, painter: QPainter) -> None:
        """Mark the number under the pointer, in hand, or in keyboard focus."""
        highlight = self.handle(self._drag[0] if self._drag else self._hover)
        if highlight is not None:
            painter.setPen(QPen(self.look.color("now" if self._drag else "ink3"), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(highlight.rect.bottomLeft(), highlight.rect.bottomRight())
        focus = self.handle(self._current) or (self.handles[0] if self.handles else None)
        if self._by_keyboard and self.hasFocus() and focus is not None:
            painter.setPen(QPen(self.look.color("now"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(focus.rect.adjusted(-3.5, 0.5, 3.5, -0.5), 4, 4)

    def type_number(self, handle: Handle) -> None:
        """Open a text field over a number."""
        self._close_field()
        field = TypedNumber(whole(handle.value), self.look, self)
        width = max(handle.rect.width() + 16, 92 * self.look.s)
        left = min(handle.rect.right() + 6 - width, self.width() - width)
        height = max(handle.rect.height() + 4, 28)
        field.setGeometry(
            round(max(left, 0)), round(handle.rect.center().y() - height / 2), round(width), round(height)
        )
        field.setAccessibleName(handle.name)
        field.typed.connect(lambda value: self._set(handle, value))
        field.closed.connect(self._close_field)
        field.show()
        field.setFocus()
        field.selectAll()
        self._field = field

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.handle_at(event.position())
        if found is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._current = found.key
        start = found.value if math.isfinite(found.value) else 0.0
        self._drag = (found.key, NumberDrag(event.position().y(), start, found.step))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._point_at(event.position())
        else:
            self._pull(*self._drag, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.handle_at(event.position())
        if found is not None:
            self.type_number(found)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """Say what a number is where the pointer rests; keep the arrows while a number has the focus."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.tip_at(QPointF(event.pos()))
            if words:
                show_tooltip(event.globalPos(), words, self)
                return True
        return keeps_key(event, self.own_keys if self.handles else ()) or super().event(event)

    def tip_at(self, point: QPointF) -> str:
        """What to say where the pointer rests."""
        found = self.handle_at(point)
        return f"{found.name}\nDrag up or down to change it, double-click to type" if found else ""

    # keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring is for those who came by key."""
        self._by_keyboard = event.reason() in BY_KEYBOARD
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.handle(self._current) or (self.handles[0] if self.handles else None)
        if here is None or event.key() not in (*ARROWS, *ENTER):
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.type_number(here)
        else:
            self._current = self._neighbour(here, Qt.Key(event.key())).key
            self.setAccessibleDescription(self.handle(self._current).name)  # type: ignore[union-attr]
            self.update()

    def _neighbour(self, here: Handle, key: Qt.Key) -> Handle:
        """The nearest handle in a direction, those straight ahead first."""
        mine = here.rect.center()
        forward = key in (Qt.Key.Key_Down, Qt.Key.Key_Right)

        def ahead(handle: Handle) -> float:
            gap = handle.rect.center() - mine
            along, across = (gap.x(), gap.y()) if key in ARROWS[2:] else (gap.y(), gap.x())
            along = along if forward else -along
            return along + 4 * abs(across) if along > 1 else math.inf

        best = min(self.handles, key=ahead)
        return best if ahead(best) < math.inf else here

    # inside

    def _point_at(self, point: QPointF) -> None:
        found = self.handle_at(point)
        key = None if found is None else found.key
        if key != self._hover:
            self._hover = key
            self.setCursor(Qt.CursorShape.SizeVerCursor if key else Qt.CursorShape.ArrowCursor)
            self.update()

    def _pull(self, key: Key, drag: NumberDrag, event: QMouseEvent) -> None:
        here = self.handle(key)
        value = None if here is None else drag.pull(event, here.low, here.high)
        if here is not None and value is not None:
            self.session.hold()
            self.session.apply(here.edit, *here.args, value, merge=drag.merge, label=here.label)

    def _let_go(self) -> None:
        held, self._drag = self._drag, None
        if held is not None:
            if held[1].moved:
                self.session.release()
            self.update()

    def _set(self, handle: Handle, value: float) -> None:
        value = min(max(value, handle.low), handle.high)
        if value != handle.value:
            self.session.apply(handle.edit, *handle.args, value, label=handle.label)

    def _close_field(self) -> None:
        field, self._field = self._field, None
        if field is not None:
            had_focus = field.hasFocus()
            take_away(field)
            if had_focus:
                self.setFocus()
