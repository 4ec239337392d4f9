"""The examples of a cell: pictures as thumbnails, rows of a table with the names of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from nnviz.document import Document
from nnviz.plaintext import visible
from nnviz.scene.train.judging import Judged
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import number, percent
from nnviz.ui.plain import show_tooltip
from nnviz.ui.run.rail import picture
from nnviz.ui.style import Look
from nnviz.ui.widgets.fitting import write, write_fullest
from nnviz.ui.widgets.own_keys import ARROWS, ENTER, keeps_key
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.scroll_area import reveal_rect

THUMBNAIL, GAP, CAPTION = 72.0, 12.0, 24.0
ROW, NUMBER, COLUMN, SURE = 38.0, 64.0, 84.0, 76.0
"""The spec's pixels: of pictures, and of a table's rows and columns."""


@dataclass(frozen=True, eq=False)
class Shown:
    """What is listed: ``numbers`` of examples of ``judged``, in order."""

    document: Document
    judged: Judged
    numbers: np.ndarray


class ExampleList(Part):
    """As tall as all of it; ``chosen`` names an example that was clicked, or on which Enter was pressed."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self._images: dict[int, QImage] = {}
        self._at = 0
        self._hover: int | None = None
        self.current: int | None = None
        """The example that the network looks at."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Examples")

    def show_examples(self, shown: Shown, current: int | None) -> None:
        """List other examples; ``current`` is the one that the network looks at."""
        before = self._shown
        is_other = before is None or not np.array_equal(before.numbers, shown.numbers)
        if before is None or before.judged.data is not shown.judged.data:
            self._images.clear()
        self._shown, self.current = shown, current
        if is_other:
            self._at = 0
        self._fit()
        self._describe()
        self.update()

    @property
    def are_pictures(self) -> bool:
        """Whether the examples are pictures."""
        return self._shown is not None and picture.size_of(self._shown.document) is not None

    @property
    def numbers(self) -> Sequence[int]:
        """The examples that are listed."""
        return [] if self._shown is None else self._shown.numbers.tolist()

    # geometry

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self._fit()

    def place(self) -> None:
        """Another width holds others in a row."""
        self._fit()

    def height_wanted(self) -> int:
        """All of them."""
        if self._shown is None:
            return 0
        count = len(self._shown.numbers)
        if not self.are_pictures:
            return round((count + 2) * self._row())
        return round(-(-count // self._across()) * self._pitch()[1])

    def _fit(self) -> None:
        self.setMinimumHeight(self.height_wanted())

    def _row(self) -> float:
        return float(self.look.target(ROW))

    def _side(self) -> float:
        """Pixels of a thumbnail: each of the picture's as a square of whole ones, where there is room."""
        assert self._shown is not None
        size = picture.size_of(self._shown.document)
        assert size is not None
        most, side = max(THUMBNAIL * self.look.s, 48.0), max(size)
        return float(side * (most // side)) if side <= most else most

    def _pitch(self) -> tuple[float, float]:
        gap = GAP * self.look.s
        return self._side() + gap, self._side() + gap + max(CAPTION * self.look.s, self.look.text(14) + 6)

    def _across(self) -> int:
        return max(int(self.width() // self._pitch()[0]), 1)

    def item_rect(self, place: int) -> QRectF:
        """Where the example at a place of the list is."""
        if not self.are_pictures:
            return QRectF(0, (place + 1) * self._row(), self.width(), self._row())
        wide, high = self._pitch()
        row, column = divmod(place, self._across())
        return QRectF(column * wide, row * high, wide, high)

    def _place_at(self, x: float, y: float) -> int | None:
        count = len(self.numbers)
        if self.are_pictures:
            wide, high = self._pitch()
            column, row = int(x // wide), int(y // high)
            place = row * self._across() + column
            return place if column < self._across() and 0 <= place < count else None
        place = int(y // self._row()) - 1
        return place if 0 <= place < count else None

    # what a person does

    def event(self, event: QEvent) -> bool:
        """Keep arrows and Enter for itself while it has the focus; tell an example whole."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_at(event.pos().x(), event.pos().y())
            if place is not None:
                show_tooltip(event.globalPos(), self._words(place), self)
            return True
        return keeps_key(event, (*ARROWS, *ENTER)) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring out what lies under the pointer."""
        self._point(self._place_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing does any more."""
        self._point(None)

    def _point(self, place: int | None) -> None:
        if place != self._hover:
            self._hover = place
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at an example."""
        place = self._place_at(event.position().x(), event.position().y())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = place
            self.chosen.emit(self.numbers[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one to the next, Enter looks at it."""
        key, count = Qt.Key(event.key()), len(self.numbers)
        down = self._across() if self.are_pictures else 1
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -down, Qt.Key.Key_Down: down}
        if not count:
            super().keyPressEvent(event)
        elif key in steps:
            place = self._at + steps[key]
            self._at = place if 0 <= place < count else self._at
            self._hover = self._at
            self._describe()
            reveal_rect(self, self.item_rect(self._at).toRect())
            self.update()
        elif key in (*ENTER, Qt.Key.Key_Space):
            self.chosen.emit(self.numbers[self._at])
        else:
            super().keyPressEvent(event)

    def focus_rect(self) -> QRectF:
        """What the focus ring surrounds."""
        return self.item_rect(self._at) if self.numbers else QRectF(self.rect())

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(self._at) if self.numbers else "")

    def _words(self, place: int) -> str:
        """An example in words, with the values of its columns where it is a row."""
        assert self._shown is not None
        of, example = self._shown.judged.confusion, self.numbers[place]
        assert of is not None
        lines = [f"Example {example}: “{of.names[of.truth[example]]}”"]
        if of.said[example] >= 0:
            lines[0] += f", said “{of.names[of.said[example]]}” with {percent(float(of.sure[example]))}"
        if not self.are_pictures:
            values = self._shown.judged.data.inputs[example].ravel()
            lines += [f"{name}: {number(v, 2)}" for name, v in zip(self._columns(), values, strict=False)]
        return "\n".join(lines)

    def _columns(self) -> list[str]:
        assert self._shown is not None
        document = self._shown.document
        count = int(np.prod(document.network.input_shape))
        return [visible(names.input_name(document, number)) for number in range(count)]

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = QRectF(event.rect())
        columns = [] if self.are_pictures else self._columns()
        if not self.are_pictures:
            self._paint_head(painter, columns)
        high = self._pitch()[1] if self.are_pictures else self._row()
        across = self._across() if self.are_pictures else 1
        first = max(int(seen.top() // high) - 1, 0) * across
        last = (int(seen.bottom() // high) + 1) * across
        for place in range(first, min(last, len(self._shown.numbers))):
            if self.are_pictures:
                self._paint_picture(painter, place)
            else:
                self._paint_row(painter, place, columns)

    def _paint_picture(self, painter: QPainter, place: int) -> None:
        shown, look = self._shown, self.look
        assert shown is not None
        example, item, side = int(shown.numbers[place]), self.item_rect(place), self._side()
        if example not in self._images:
            pixels = picture.pixels(shown.document, shown.judged.data.inputs[example])
            self._images[example] = picture.image(pixels)
        image = self._images[example]
        longest = max(image.width(), image.height())
        wide, high = side * image.width() / longest, side * image.height() / longest
        rect = QRectF(round(item.left() + 3), round(item.top() + 3), wide, high)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(rect, image)
        self._paint_ring(painter, rect.adjusted(-1.5, -1.5, 1.5, 1.5), place)
        caption = QRectF(
            item.left() + 3, rect.top() + side + 2, item.width() - 3, item.bottom() - rect.bottom()
        )
        write(painter, caption, self._sure(example, 0), look, 14, 500, "ink2")

    def _sure(self, example: int, decimals: int = 1) -> str:
        assert self._shown is not None
        of = self._shown.judged.confusion
        return percent(float(of.sure[example]), decimals) if of is not None else ""

    def _paint_ring(self, painter: QPainter, rect: QRectF, place: int) -> None:
        is_current = self.numbers[place] == self.current
        token = "now" if is_current else "ink2" if place == self._hover else "line"
        painter.setPen(QPen(self.look.color(token), 3 if is_current else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 4, 4)

    def _column_width(self, columns: Sequence[str]) -> tuple[float, int]:
        """(pixels of a column, how many columns there is room for with their whole names)."""
        s = self.look.s
        room = self.width() - (NUMBER + SURE) * s
        metrics = QFontMetricsF(self.look.font(14, 600))
        count = max(min(int(room // (COLUMN * s)), len(columns)), 1)
        while count > 1:
            widest = max(metrics.horizontalAdvance(name) for name in columns[:count])
            if widest + 8 * s <= room / count:
                break
            count -= 1
        return room / count, count

    def _paint_head(self, painter: QPainter, columns: Sequence[str]) -> None:
        look, s, row = self.look, self.look.s, QRectF(0, 0, self.width(), self._row())
        wide, count = self._column_width(columns)
        for place in range(count):
            cell = QRectF(NUMBER * s + place * wide, row.top(), wide - 8 * s, row.height())
            write(painter, cell, columns[place], look, 14, 600, "ink2", Qt.AlignmentFlag.AlignRight)
        write(
            painter, row.adjusted(0, 0, -6 * s, 0), "sure", look, 14, 600, "ink2", Qt.AlignmentFlag.AlignRight
        )
        write(painter, row.adjusted(6 * s, 0, 0, 0), "row", look, 14, 600, "ink2")
        more = len(columns) - count
        if more > 0:
            foot = self.item_rect(len(self.numbers)).adjusted(6 * s, 0, 0, 0)
            text = f"{amount(more, 'more column')}: rest on a row to see it whole"
            write_fullest(painter, foot, (text, f"{more:,} more"), look, 14, 400, "ink2")

    def _paint_row(self, painter: QPainter, place: int, columns: Sequence[str]) -> None:
        shown, look, s = self._shown, self.look, self.look.s
        assert shown is not None
        example, row = int(shown.numbers[place]), self.item_rect(place)
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(row.topLeft(), row.topRight())
        if place == self._hover or example == self.current:
            self._paint_ring(painter, row.adjusted(1.5, 1.5, -1.5, -1.5), place)
        wide, count = self._column_width(columns)
        values = shown.judged.data.inputs[example].ravel()
        write(painter, row.adjusted(6 * s, 0, 0, 0), f"{example:,}", look, 15, 400, "ink2")
        for column in range(count):
            cell = QRectF(NUMBER * s + column * wide, row.top(), wide - 8 * s, row.height())
            text = number(float(values[column]), 2)
            write(painter, cell, text, look, 16, 500, "ink", Qt.AlignmentFlag.AlignRight)
        sure = row.adjusted(0, 0, -6 * s, 0)
        write(painter, sure, self._sure(example), look, 16, 600, "ink", Qt.AlignmentFlag.AlignRight)
