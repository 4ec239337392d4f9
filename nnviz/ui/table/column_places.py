"""Where the columns of a table stand, and what is known of those that are seen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QScrollBar, QWidget

from nnviz.scene.table.build import Known
from nnviz.scene.table.columns import Head, cells, head
from nnviz.ui.table import column_painter as paint
from nnviz.ui.widgets.part import Part


class ColumnPlaces(Part):
    """Whole columns side by side, scrolled sideways; rows scrolled up and down. The target stays in view."""

    scrolled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.known: Known | None = None
        self.column = 0
        self._heads: dict[int, Head] = {}
        self._cells: dict[int, tuple[str, ...]] = {}
        self._lacks = False
        self.sideways = QScrollBar(Qt.Orientation.Horizontal, self)
        self.down = QScrollBar(Qt.Orientation.Vertical, self)
        for bar in (self.sideways, self.down):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self._moved)

    # what is shown

    def show_known(self, known: Known) -> None:
        """Show these columns."""
        if known is self.known:
            return
        if self.known is None or known.preview is not self.known.preview:
            self._cells.clear()
            if self.known is None or len(known.preview.columns) != self.count:
                self.column = 0
                self.sideways.setValue(0)
                self.down.setValue(0)
        self._heads.clear()
        self.known = known
        kinds = zip(known.preview.columns, known.choices.kinds, strict=True)
        self._lacks = any(column.missing and kind != "out" for column, kind in kinds)
        self.place()
        self.name_column()
        self.update()

    @property
    def count(self) -> int:
        """How many columns there are."""
        return 0 if self.known is None else len(self.known.preview.columns)

    def head(self, number: int) -> Head:
        """What stands over a column."""
        assert self.known is not None
        if number not in self._heads:
            self._heads[number] = head(self.known.preview, self.known.guess, self.known.choices, number)
        return self._heads[number]

    def cells(self, number: int) -> tuple[str, ...]:
        """The first rows of a column."""
        assert self.known is not None
        if number not in self._cells:
            self._cells[number] = cells(self.known.preview, number)
        return self._cells[number]

    def name_column(self) -> None:
        """Be named after the column that the keys act on."""
        if self.known is None:
            return
        told = self.head(self.column).told
        self.setAccessibleName(f"Column {self.column + 1:,} of {self.count:,}, {told}")

    # places

    @property
    def step(self) -> float:
        """A column's width, so that whole ones are seen: more where few of them are."""
        least = max(paint.LEAST_SHARE * paint.WIDE * self.look.s, paint.LEAST_WIDE)
        return float(min((self.width() - self.gutter - 2) / max(self.shown, 1), 1.5 * least))

    @property
    def shown(self) -> int:
        """How many columns are seen at a time."""
        least = max(paint.LEAST_SHARE * paint.WIDE * self.look.s, paint.LEAST_WIDE)
        return max(min(int((self.width() - self.gutter - 2 + 4) // least), self.count), 1)

    @property
    def gutter(self) -> float:
        """Room for the rows' numbers."""
        return float(max(self.look.px(54), 44))

    @property
    def head_height(self) -> float:
        """All that stands over the rows."""
        return paint.head_height(self.look, self._lacks)

    @property
    def offset(self) -> float:
        """Pixels that the columns are scrolled by: whole columns."""
        return self.sideways.value() * self.step

    @property
    def target(self) -> int | None:
        """The column that is predicted; it stays in view, at the edge behind which it would be."""
        return None if self.known is None else self.known.choices.target

    def rect_of(self, number: int) -> QRectF:
        """A column, whole."""
        left = self.gutter + number * self.step - self.offset
        if number == self.target:
            left = max(min(left, self.width() - self.step), self.gutter)
        return QRectF(left, 0, self.step, self.height() - 10)

    @property
    def is_pinned(self) -> bool:
        """Whether the target isn't where its number says."""
        target = self.target
        if target is None:
            return False
        return self.rect_of(target).left() != self.gutter + target * self.step - self.offset

    def chip_rect(self, number: int) -> QRectF:
        """A column's kind."""
        return paint.chip_rect(self.look, self.rect_of(number), self.head(number).chip)

    def place(self) -> None:
        """The bars at the edges."""
        self.sideways.setGeometry(round(self.gutter), self.height() - 8, round(self.width() - self.gutter), 8)
        over = self.count - self.shown
        self.sideways.setRange(0, max(over, 0))
        self.sideways.setPageStep(self.shown)
        self.sideways.setVisible(over > 0)
        top = self.head_height
        rows = len(self.known.preview.rows) if self.known is not None else 0
        shown = self.rows_shown()
        self.down.setGeometry(self.width() - 8, round(top), 8, max(self.height() - round(top) - 10, 1))
        self.down.setRange(0, max(rows - shown, 0))
        self.down.setPageStep(max(shown, 1))
        self.down.setVisible(rows > shown)
        self.scrolled.emit()

    def rows_shown(self) -> int:
        """How many rows are seen at a time."""
        room = self.height() - 10 - self.head_height
        return max(int(room // paint.row_height(self.look)), 0)

    def reveal(self, number: int) -> None:
        """Scroll a column into view, beside the target where that lies over another."""
        first, room, target = self.sideways.value(), self.shown, self.target
        if number == target or target is None:
            first = min(max(first, number - room + 1), number) if target is None else first
        elif number < target:
            first = min(max(first, number - room + (2 if target >= first + room else 1)), number)
        else:
            first = min(max(first, number - room + 1), number - (1 if room > 1 else 0))
        self.sideways.setValue(first)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds: all of it; the column in hand is outlined besides."""
        return QRectF(self.rect())

    def _moved(self) -> None:
        self.scrolled.emit()
        self.update()
