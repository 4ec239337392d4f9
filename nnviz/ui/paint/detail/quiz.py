"""What a quiz hides of an opened unit: hatched, with words, never blank."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from nnviz.scene.detail import page_spots
from nnviz.scene.detail.page import Box
from nnviz.scene.time.stage import HINT
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import RADIUS, Theme

HATCH = 0.22
SHORT = "Hidden"


class QuizPainter:
    """Covers parts of a page for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw_microscope(self, painter: QPainter, detail: Detail) -> None:
        """Cover the running sum until the pass adds up, and the curve until it activates: its axes alone
        would tell where z lies. A window without weights has no such column, nor has a narrow page:
        what is made of it isn't there yet."""
        page, own = detail.page, detail.microscope.workings
        has_column = page.columns.has_sum if own is None else own.form != "window"
        if "sum" in detail.hidden and has_column:
            x0, x1 = page.columns.sum_from - 0.3 * page.text, page.rows[2] - 0.6 * page.text
            top = page.first - page.pitch / 2
            self._cover(painter, detail, (x0, top, x1, page.rows[3] - 0.6 * page.text))
        if "activate" in detail.hidden:
            where = page_spots.places(page, detail.microscope)
            x0, y0, x1, _ = where.chart
            self._cover(painter, detail, (x0, y0, x1, where.result[3] - 0.6 * page.text))

    def draw_slope(self, painter: QPainter, detail: Detail) -> None:
        """Cover the curve until the pass activates here."""
        if "activate" in detail.hidden and detail.microscope.chart is not None:
            self._cover(painter, detail, detail.page.slope_chart)

    def _cover(self, painter: QPainter, detail: Detail, box: Box) -> None:
        x0, y0, x1, y1 = box
        rect, theme, text = QRectF(x0, y0, x1 - x0, y1 - y0), self._theme, detail.page.text
        corner = RADIUS["chip"]
        painter.setPen(Qt.PenStyle.NoPen)
        # The ground first: not a pixel of what is hidden may show beside the plate.
        painter.fillRect(rect, QColor(theme.panel))
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(rect, corner, corner)
        painter.setBrush(QBrush(theme.color("ink3", HATCH), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(rect, corner, corner)
        room = rect.width() - 2 * text
        words = HINT if self._texts.width(HINT, text, 500) <= room else SHORT
        patch = QRectF(0, 0, self._texts.width(words, text, 500) + 1.6 * text, 2.2 * text)
        patch.moveCenter(rect.center())
        painter.setBrush(QColor(theme.raised))
        painter.drawRoundedRect(patch, corner, corner)
        self._texts.draw(painter, rect.center(), words, text, QColor(theme.ink), weight=500)
