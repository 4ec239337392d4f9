"""What a column can be: a row each; the one in hand says what the network becomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nnviz.plaintext import visible
from nnviz.ui import icons
from nnviz.ui.guard import Guarded
from nnviz.ui.style import Look, ratio_of


@dataclass(frozen=True)
class Row:
    """One choice. ``line`` is shown below it while it is in hand; what isn't possible can't be chosen."""

    name: str
    text: str
    is_chosen: bool = False
    is_possible: bool = True
    line: str = ""


class ChoiceMenu(Guarded, QFrame):
    """A popup. Choosing closes it."""

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, title: str, rows: Sequence[Row], look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.rows = tuple(rows)
        self._look = look
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self.list)
        self._style()
        self._fill()
        self.list.itemEntered.connect(self._enter)
        self.list.currentRowChanged.connect(self._show_line)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.list.itemActivated.connect(lambda _: self._choose())
        now = next((place for place, row in enumerate(self.rows) if row.is_chosen), 0)
        self.list.setCurrentRow(now)
        self._show_line(now)

    def open_at(self, where: QPoint) -> None:
        """Show it on the screen at ``where``, or as near as it fits."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(where.x(), screen.right() - self.width())
        y = min(where.y(), screen.bottom() - self.height())
        self.move(max(x, screen.left()), max(y, screen.top()))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _style(self) -> None:
        theme, look = self._look.theme, self._look
        self.setStyleSheet(
            f"ChoiceMenu {{ background: {theme.panel}; border: 2px solid {theme.ink}; border-radius: 10px; }}"
            f"QListWidget {{ background: {theme.panel}; color: {theme.ink}; border: none; outline: none;"
            f" font-size: {round(look.text(16))}px; }}"
            f"QListWidget::item {{ padding: {max(look.px(8), 7)}px 8px; border-radius: 6px; }}"
            f"QListWidget::item:disabled {{ color: {theme.ink3}; }}"
            f"QListWidget::item:selected {{ background: {theme.raised}; color: {theme.ink}; }}"
        )

    def _fill(self) -> None:
        side = max(self._look.px(18), 14)
        self.list.setIconSize(QSize(side, side))
        empty = QPixmap(side, side)
        empty.fill(Qt.GlobalColor.transparent)
        tick = icons.pixmap("check", self._look.theme.now, side, ratio_of(self))
        for row in self.rows:
            item = QListWidgetItem(QIcon(tick if row.is_chosen else empty), visible(row.text))
            if not row.is_possible:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
                item.setText(f"{visible(row.text)}\n{visible(row.line)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.text}. {row.line}")
            self.list.addItem(item)
        self._fit()

    def _fit(self) -> None:
        """Room for the longest line, and for one row in hand."""
        metrics = self.list.fontMetrics()
        lines = [text for row in self.rows for text in (row.text, row.line)]
        wide = max(metrics.horizontalAdvance(line) for line in lines) + self._look.px(18) + 56
        most = sum(self.list.sizeHintForRow(place) for place in range(len(self.rows)))
        spare = 0 if all(not row.line for row in self.rows) else metrics.height() + 4
        self.list.setFixedSize(min(max(wide, self._look.px(200)), 520), min(most + spare, 420))

    def _enter(self, item: QListWidgetItem) -> None:
        self.list.setCurrentItem(item)

    def _show_line(self, current: int) -> None:
        for place, row in enumerate(self.rows):
            if row.is_possible:
                is_told = place == current and row.line
                text = f"{row.text}\n{row.line}" if is_told else row.text
                self.list.item(place).setText(text)

    def _choose(self) -> None:
        row = self.rows[self.list.currentRow()]
        if row.is_possible:
            self.close()
            if not row.is_chosen:
                self.chosen.emit(row.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever opened it may draw itself at rest again."""
        self.closed.emit()
        super().closeEvent(event)
