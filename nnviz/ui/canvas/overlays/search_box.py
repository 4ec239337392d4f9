"""The search box over the canvas: a field, and under it the list of what it finds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from nnviz.kept import Kept
from nnviz.scene.layout.places import Layout
from nnviz.scene.time.stage import hides
from nnviz.scene.view import camera, levels
from nnviz.scene.view.search import HINT, Found, SearchResults, also, search
from nnviz.session import Change, Session
from nnviz.ui import icons
from nnviz.ui.canvas.overlays.search_field import SearchField
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.picture import Picture
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import RADIUS, THEMES, Theme, families

WIDTH, HEIGHT, LEAST_HEIGHT = 350, 38, 36
ROW, LEAST_ROW, MOST_ROWS = 40, 36, 6
MARGIN = 8
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAPPED = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class SearchBox(Guarded, QWidget):
    """Always there in a large network; in a small one it comes with Ctrl+F and goes with Escape."""

    closed = Signal()
    """Escape: the focus goes back to the canvas."""

    def __init__(self, session: Session, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._session = session
        self._state = session.state
        self._look = Look(THEMES[session.view.theme or "dark"], 1.0)
        self._picture: Picture | None = None
        self._kept: Kept[SearchResults] = Kept()
        self._row = 0
        self._is_open = False
        self.field = SearchField(self)
        self.field.setAccessibleName("Search neurons")
        set_tooltip(self.field, f"Search: {HINT} (Ctrl+F or /)")
        self.field.setPlaceholderText("Search neurons")
        self.field.textChanged.connect(self._type)
        self.field.focused.connect(self._follow_focus)
        self.field.stepped.connect(self._step)
        self.field.chosen.connect(self._choose)
        self.field.left.connect(self._leave)
        self.setFocusProxy(self.field)
        self.setMouseTracking(True)
        self.hide()

    # what is shown

    @property
    def results(self) -> SearchResults:
        """What the typed words find now."""
        document, trace, text = self._state.document, self._state.trace, self.field.text()
        layers = range(1, len(document.network.layers) + 1)
        hidden = frozenset(n for n in layers if hides(self._state.view, self._state.moment, n))
        return self._kept.get(lambda: search(document, trace, text, hidden), (trace,), (text, hidden))

    @property
    def rows(self) -> tuple[Found, ...]:
        """The rows of the list, the first ones that have room or those around the chosen one."""
        found = self.results.found
        first = min(max(self._row - MOST_ROWS + 1, 0), max(len(found) - MOST_ROWS, 0))
        return found[first : first + MOST_ROWS]

    @property
    def chosen(self) -> Found | None:
        """The row that Enter takes."""
        found = self.results.found
        return found[self._row] if self._row < len(found) else None

    def open(self) -> None:
        """Come, and take what is typed."""
        self._is_open = True
        self._arrange()
        self.field.setFocus()
        self.field.selectAll()

    def show_picture(self, picture: Picture, theme: Theme) -> None:
        """Follow what the canvas shows."""
        look = Look(theme, picture.layout.scale)
        before, self._picture = self._picture, picture
        self._state = self._session.state
        if look != self._look or before is None or before.layout is not picture.layout:
            self._look = look
            self._dress()
            self._arrange()
        else:
            is_stale = before.trace is not picture.trace and self._is_listed
            if is_stale or before.depth.has_page != picture.depth.has_page:
                self._arrange()

    def refresh(self, change: Change) -> None:
        """Another document: what was found is there no more."""
        if change & Change.DOCUMENT:
            self._row = 0
            self._kept.forget()
            self.field.clear()
            self._arrange()

    @property
    def _is_listed(self) -> bool:
        return self._is_open and self.field.hasFocus()

    def _dress(self) -> None:
        theme = self._look.theme
        self.field.setStyleSheet(
            f"QLineEdit {{ font-family: '{families()[0]}'; font-size: {round(self._look.text(16))}px;"
            f" color: {theme.ink}; placeholder-text-color: {theme.ink3};"
            " background: transparent; border: none;"
            f" selection-background-color: {theme.now}; selection-color: {theme.nowink}; }}"
        )

    def _arrange(self) -> None:
        layout = None if self._picture is None else self._picture.layout
        if layout is None:
            return
        assert self._picture is not None
        has_place = layout.is_large or self._picture.look.mapping.shows_whole
        has_place = has_place and layout.search is not None and not self._picture.depth.has_page
        is_wanted = self._is_open or has_place
        if is_wanted != (not self.isHidden()):
            self.setVisible(is_wanted)
        if not is_wanted:
            return
        x, y, width, height = _place(layout, self._look, layout.size[0], self._is_open)
        # First the width: how often the words under the list wrap hangs on it.
        self.resize(round(width), self.height())
        below = round(self._list_height()) if self._is_listed else 0
        self.setGeometry(round(x), round(y), round(width), round(height) + below)
        inset = round(height)
        self.field.setGeometry(inset, 0, self.width() - inset - round(64 * self._look.s), round(height))
        self.raise_()
        self.update()

    def _list_height(self) -> float:
        return len(self.rows) * self._row_height() + self._words_height() + 2 * MARGIN + 4

    def _row_height(self) -> float:
        return max(ROW * self._look.s, LEAST_ROW)

    def _words_height(self) -> float:
        metrics = QFontMetricsF(self._look.font(14))
        room = QRectF(0, 0, self.width() - 4 * MARGIN, 1000)
        return metrics.boundingRect(room, WRAPPED, self._words).height() + 8

    @property
    def _words(self) -> str:
        """What was found, and what else can be typed."""
        results = self.results
        others = also(self.field.text()) if results.found else ""
        return "\n".join(words for words in (results.words, others) if words)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._look
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(1, 1, self.width() - 2, self.field.height() - 2)
            painter.setBrush(look.color("panel"))
            token = "now" if self.field.hasFocus() else "line"
            painter.setPen(QPen(look.color(token), 2 if self.field.hasFocus() else 1))
            painter.drawRoundedRect(box, RADIUS["button"] * 0.8, RADIUS["button"] * 0.8)
            size = max(look.px(20), 16)
            image = icons.pixmap("search", look.theme.ink2, size, self.devicePixelRatioF())
            at = (self.field.height() - size) // 2
            painter.drawPixmap(at + 2, at, image)
            if self.field.text():
                painter.setFont(look.font(14))
                painter.setPen(look.color("ink2"))
                count = f"{self.results.count:,} found"
                painter.drawText(box.adjusted(0, 0, -12, 0), RIGHT, count)
            if self._is_listed:
                self._paint_list(painter)

    def _paint_list(self, painter: QPainter) -> None:
        look = self._look
        top = self.field.height() + 4.0
        card = QRectF(1, top, self.width() - 2, self.height() - top - 1)
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(card, RADIUS["button"], RADIUS["button"])
        y = top + MARGIN
        for row in self.rows:
            self._paint_row(painter, QRectF(MARGIN, y, self.width() - 2 * MARGIN, self._row_height()), row)
            y += self._row_height()
        if self.rows:
            painter.setPen(QPen(look.color("line"), 1))
            painter.drawLine(2 * MARGIN, round(y + 2), self.width() - 2 * MARGIN, round(y + 2))
        painter.setFont(look.font(14))
        painter.setPen(look.color("ink2"))
        words = QRectF(2 * MARGIN, y + 4, self.width() - 4 * MARGIN, self._words_height())
        painter.drawText(words, WRAPPED, self._words)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: Found) -> None:
        look, is_chosen = self._look, row is self.chosen
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("raised"))
            painter.drawRoundedRect(rect, 6, 6)
            painter.setBrush(look.color("now"))
            painter.drawRoundedRect(QRectF(rect.left() - 2, rect.top() + 6, 3, rect.height() - 12), 1.5, 1.5)
        inner = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        painter.setFont(look.font(15, 700))
        painter.setPen(look.color("now" if is_chosen else "ink"))
        painter.drawText(inner, RIGHT, row.value)
        value = painter.fontMetrics().horizontalAdvance(row.value) + 8
        painter.setPen(look.color("ink"))
        layer = painter.fontMetrics().elidedText(
            row.layer, Qt.TextElideMode.ElideRight, int(0.4 * inner.width())
        )
        taken = painter.fontMetrics().horizontalAdvance(layer)
        painter.drawText(inner, LEFT, layer)
        left = max(0.3 * inner.width(), taken + 10)
        painter.setFont(look.font(15))
        painter.setPen(QColor(look.color("ink2")))
        room = QRectF(inner.left() + left, inner.top(), inner.width() - left - value, inner.height())
        painter.drawText(
            room,
            LEFT,
            painter.fontMetrics().elidedText(row.unit, Qt.TextElideMode.ElideRight, int(room.width())),
        )

    # hands

    def _type(self) -> None:
        self._row = 0
        self._is_open = True
        self._say()
        self._arrange()

    def _step(self, rows: int) -> None:
        count = len(self.results.found)
        if count:
            self._row = min(max(self._row + rows, 0), count - 1)
            self._say()
            self._arrange()

    def _say(self) -> None:
        """Tell a screen reader which row is chosen."""
        row, results = self.chosen, self.results
        words = (
            results.words if row is None else f"{row.layer}, {row.unit}, {row.value}. {results.count} found."
        )
        self.field.setAccessibleDescription(words)

    def _choose(self) -> None:
        if self.chosen is not None:
            self._go(self.chosen)

    def _go(self, found: Found) -> None:
        """Select what was found; look there if it is off the screen."""
        self._session.select(found.target)
        if self._picture is None:
            return
        layout, view = self._picture.layout, self._session.view
        if not levels.is_placed(layout, found.target):
            return
        point, _ = levels.place(layout, found.target)
        width, height = self._picture.look.screen
        x, y = camera.transform(layout, view.camera, (width, height)).to_screen(point)
        if not (0 <= x <= width and 0 <= y <= height):
            self._session.set_camera(camera.focus(layout, point, view.camera.zoom))

    def _follow_focus(self) -> None:
        if self.field.hasFocus():
            self._is_open = True
        self._arrange()

    def _leave(self) -> None:
        self._is_open = False
        self._arrange()
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a row takes it; presses never reach the canvas beneath."""
        y = event.position().y() - self.field.height() - 4.0 - MARGIN
        place = int(y // self._row_height())
        if y >= 0 and place < len(self.rows):
            row = self.rows[place]
            self._row = self.results.found.index(row)
            self._go(row)
            self._say()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The release belongs to the press."""

    def wheelEvent(self, event: QEvent) -> None:
        """The list doesn't zoom the canvas beneath."""
        event.accept()


def _place(layout: Layout, look: Look, width: float, is_open: bool) -> tuple[float, float, float, float]:
    """x, y, width and height of the field: the layout's own place, or the top left corner. Opened beside maps
    it is wide enough for what it lists."""
    wide = min(max(WIDTH * look.s, 300.0), width - 2.0 * MARGIN)
    if layout.search is not None:
        x0, y0, x1, y1 = layout.search
        least = wide if is_open and not layout.is_large else 0.0
        return x0, y0, max(x1 - x0, least), y1 - y0
    return MARGIN, MARGIN, wide, max(HEIGHT * look.s, LEAST_HEIGHT)
