"""How one line of the products is drawn: label, x × w, product, and its bar in the waterfall."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from nnviz.scene.detail.rows import Row
from nnviz.scene.words.numbers import has_value, signed
from nnviz.ui.paint.marks import SIZE, draw_held
from nnviz.ui.paint.torn import draw_span
from nnviz.ui.run.inspector.columns import DECIMALS, ProductColumns, Scale, row_text
from nnviz.ui.run.inspector.section import number_token
from nnviz.ui.style import Look

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
BAR = 0.64
"""Height of a bar as a share of its row."""


class RowPainter:
    """Draws rows with one painter; made anew for each picture."""

    def __init__(self, painter: QPainter, look: Look, columns: ProductColumns, scale: Scale) -> None:
        self._painter = painter
        self._look = look
        self._columns = columns
        self._scale = scale
        self._plain, self._small = look.font(15), look.font(13)
        self._bold, self._strong = look.font(15, 600), look.font(15, 700)

    def axis(self, top: float, bottom: float) -> None:
        """The line at 0 that all bars are measured from."""
        if self._scale.width <= 0:
            return
        zero = self._scale.at(0.0)
        self._painter.setPen(QPen(self._look.color("line"), 2))
        self._painter.drawLine(QPointF(zero, top), QPointF(zero, bottom))

    def bar(self, rect: QRectF, row: Row, opacity: float, joined: bool = True) -> None:
        """The row's step of the running sum, with a line to the next if ``joined``; a group's is outlined.
        What prints as 0 has no bar: the line alone goes on."""
        if not isfinite(row.start + row.product) or row.kind == "silent" or self._scale.width <= 0:
            return
        height = rect.height() * BAR
        top = rect.center().y() - height / 2
        is_step = has_value(signed(row.product, DECIMALS))
        if is_step:
            self._step(row, top, height, opacity)
        if not joined or not self._scale.holds(row.start + row.product):
            return
        end, below = self._scale.at(row.start + row.product), top + rect.height()
        self._painter.setPen(QPen(self._look.color("ink3"), 1))
        self._painter.drawLine(QPointF(end, top + height if is_step else top), QPointF(end, below))

    def _step(self, row: Row, top: float, height: float, opacity: float) -> None:
        painter, theme = self._painter, self._look.theme
        token, is_group = theme.sign(row.product), row.kind == "others"
        painter.setPen(QPen(theme.mix(token, opacity, "panel"), 1.2) if is_group else Qt.PenStyle.NoPen)
        painter.setBrush(theme.mix(token, 0.35 * opacity if is_group else opacity, "panel"))
        draw_span(painter, self._scale.span(row.start, row.start + row.product), top, height, 3.0)

    def row(self, rect: QRectF, row: Row, label: tuple[str, str], is_held: bool = False) -> None:
        """One input: its label, x, ×, w and the product; a lock where what comes in is held by hand."""
        theme, columns = self._look.theme, self._columns
        self._label(rect, label)
        if is_held:
            # In the margin: a list has no room to spare.
            draw_held(self._painter, QPointF(rect.left() - SIZE - 1, rect.center().y()), theme)
        text = row_text(row)
        x_token = "ink" if isfinite(row.x) else "warn"
        self._text(rect, columns.x, text.x, self._bold, x_token)
        self._text(rect, columns.w, text.w, self._bold, number_token(row.w, theme))
        self._product(rect, row)
        if text.relation != "=":
            taken = QFontMetricsF(self._strong).horizontalAdvance(text.product)
            self._text(rect, columns.product - taken - 3 * self._look.s, text.relation, self._plain, "ink3")
        self._painter.setFont(self._plain)
        self._painter.setPen(self._look.color("ink3"))
        times = QRectF(columns.x + 6 * self._look.s, rect.top(), 20, rect.height())
        self._painter.drawText(times, LEFT, "×")

    def group(self, rect: QRectF, row: Row, text: str) -> None:
        """Several inputs in one line, with the sum of their products."""
        painter = self._painter
        taken = QFontMetricsF(self._strong).horizontalAdvance(signed(row.product, DECIMALS))
        self._product(rect, row)
        painter.setFont(self._plain)
        painter.setPen(self._look.color("ink2" if row.kind == "others" else "ink3"))
        room = int(self._columns.product - rect.left() - taken - 6)
        painter.drawText(
            rect, LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        )

    def _label(self, rect: QRectF, label: tuple[str, str]) -> None:
        letter, below = label
        painter, metrics = self._painter, QFontMetricsF(self._plain)
        width = self._columns.label - rect.left()
        painter.setFont(self._plain)
        painter.setPen(self._look.color("ink2"))
        painter.drawText(rect, LEFT, metrics.elidedText(letter, Qt.TextElideMode.ElideRight, width + 1))
        if below:
            painter.setFont(self._small)
            left = rect.left() + metrics.horizontalAdvance(letter)
            painter.drawText(QRectF(left, rect.top() + 4 * self._look.s, width, rect.height()), LEFT, below)

    def _product(self, rect: QRectF, row: Row) -> None:
        token = number_token(row.product, self._look.theme)
        self._text(rect, self._columns.product, signed(row.product, DECIMALS), self._strong, token)

    def _text(self, rect: QRectF, right: float, text: str, font: QFont, token: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self._look.color(token))
        self._painter.drawText(
            QRectF(rect.left(), rect.top(), right - rect.left(), rect.height()), RIGHT, text
        )
