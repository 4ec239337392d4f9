"""The left card of a unit without weights: its operands and what they make, or the window that it sums up."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from nnviz.scene.detail.page import Box
from nnviz.scene.detail.workings import Operand, Workings
from nnviz.scene.detail.workings_places import MOST_LINES, WorkingsPlaces, workings_places
from nnviz.scene.words.held import RELEASE
from nnviz.scene.words.numbers import number as number_text
from nnviz.scene.words.numbers import refit
from nnviz.ui import theme as looks
from nnviz.ui.paint.detail.keeping import Detail
from nnviz.ui.paint.text import CENTER, LEFT, RIGHT, Texts
from nnviz.ui.theme import RADIUS, Theme

BAR = 0.5
"""A bar's height in rows."""


class WorkingsPainter:
    """Draws such a card for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(self, painter: QPainter, detail: Detail) -> None:
        """Draw what stands in the card."""
        of = detail.microscope.workings
        assert of is not None
        places = workings_places(detail.page, of)
        if of.form == "window":
            self._window(painter, detail, of, places)
        else:
            self._operands(painter, detail, of, places)

    # a window

    def _window(self, painter: QPainter, detail: Detail, of: Workings, places: WorkingsPlaces) -> None:
        theme, page = self._theme, detail.page
        rows, columns = of.size
        words = f"{of.title}: the {rows} × {columns} values of the window"
        if not detail.microscope.explanation.definition.slides:
            words = f"{of.title}: all {rows} × {columns} values of the map"
        pad = max(20.0 * page.scale, 12.0)
        at = QPointF(page.rows[0] + pad, page.rows[1] + pad + 0.5 * page.text)
        self._texts.draw(painter, at, words, page.text, QColor(theme.ink2), weight=500, align=LEFT)
        is_here = detail.progress.arrived > 0
        winner = None
        for place, one in enumerate(of.operands):
            box = places.cell_box(*divmod(place, columns))
            self._cell(painter, detail, places, one, box, is_here)
            if one.wins and detail.progress.summed >= 1:
                winner = box
        if winner is not None:
            painter.setPen(QPen(QColor(theme.now), 4.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_rect(winner), RADIUS["cell"], RADIUS["cell"])
        if detail.progress.summed >= 1:
            self._results(painter, detail, of, places)

    def _cell(
        self,
        painter: QPainter,
        detail: Detail,
        places: WorkingsPlaces,
        one: Operand,
        box: Box,
        is_here: bool,
    ) -> None:
        theme, text = self._theme, detail.page.text
        fill = self._fill(detail, one.value) if is_here and not one.is_padding else QColor(theme.panel)
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(fill)
        painter.drawRect(_rect(box).adjusted(1, 1, -1, -1))
        if one.is_padding:
            painter.setBrush(QBrush(QColor(theme.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(_rect(box).adjusted(1, 1, -1, -1))
            return
        if not is_here or not places.shows_numbers:
            return
        room = places.cell - 8
        words = refit(one.text, lambda words: self._texts.width(words, text, 600) <= room) or "…"
        if self._texts.width(one.text, text, 600) <= room:
            words = one.text
        self._texts.draw(painter, _rect(box).center(), words, text, looks.text_on(fill), weight=600)

    def _results(self, painter: QPainter, detail: Detail, of: Workings, places: WorkingsPlaces) -> None:
        theme, text = self._theme, detail.page.text
        x0, y0, x1, y1 = places.results
        lines = [*of.between, (of.result_name, of.printed)]
        for number, (name, value) in enumerate(lines):
            y = y0 + (y1 - y0) * (number + 0.5) / len(lines)
            is_last = number == len(lines) - 1
            weight = 700 if is_last else 500
            ink = QColor(theme.ink if is_last else theme.ink2)
            self._texts.draw(painter, QPointF(x0, y), name, text, ink, weight=500, align=LEFT)
            big = (1.5 if is_last else 1.1) * text
            shown = value if not is_last or of.relation == "=" else f"{of.relation} {value}"
            color = QColor(getattr(theme, theme.sign(of.result)) if is_last else theme.ink)
            self._texts.draw(painter, QPointF(x1, y), shown, big, color, weight=weight, align=RIGHT)
            if is_last and number:
                painter.setPen(QPen(QColor(theme.line), 1.5))
                rule = y - (y1 - y0) / len(lines) / 2
                painter.drawLine(QPointF(x0, rule), QPointF(x1, rule))
        if detail.microscope.held:
            self._held(painter, detail, QPointF(x0, y1 + text))

    # operands

    def _operands(self, painter: QPainter, detail: Detail, of: Workings, places: WorkingsPlaces) -> None:
        theme, page = self._theme, detail.page
        shown = of.operands[:MOST_LINES]
        y = (page.rows[1] + page.first - page.pitch / 2) / 2
        box = places.number_box(0)
        ink = QColor(theme.ink2)
        for x, words in (((box[0] + box[2]) / 2, "comes in"),):
            self._texts.draw(painter, QPointF(x, y), words, page.text, ink, weight=500, align=CENTER)
        title = self._texts.elided(of.title, page.text, box[0] - page.columns.left - 24, 600)
        at = QPointF(page.columns.left, y)
        self._texts.draw(painter, at, title, page.text, QColor(theme.ink), weight=600, align=LEFT)
        low, high = detail.microscope.low, detail.microscope.high
        if len(of.operands) > len(shown):
            words = f"and {len(of.operands) - len(shown):,} more"
            at = QPointF(page.columns.left, places.line(len(shown)) + 0.7 * page.pitch)
            self._texts.draw(painter, at, words, page.text, QColor(theme.ink2), align=LEFT)
        self._zero(painter, detail, len(shown), low, high)
        for number, one in enumerate(shown):
            self._operand(painter, detail, of, places, number, one)
            if detail.progress.product(number, len(shown)) > 0:
                self._bar(painter, detail, number, one.value, low, high)
        self._result(painter, detail, of, places, len(shown), (low, high))

    def _operand(
        self,
        painter: QPainter,
        detail: Detail,
        of: Workings,
        places: WorkingsPlaces,
        number: int,
        one: Operand,
    ) -> None:
        theme, page = self._theme, detail.page
        box, y = places.number_box(number), places.line(number)
        left = page.columns.left
        room = box[0] - left - 2.0 * page.text
        name = self._texts.elided(one.name, page.text, room)
        self._texts.draw(painter, QPointF(left, y), name, page.text, QColor(theme.ink2), align=LEFT)
        if one.sign:
            at = QPointF(box[0] - 0.9 * page.text, y)
            self._texts.draw(painter, at, one.sign, 1.2 * page.text, QColor(theme.ink), weight=700)
        is_here = detail.progress.arrived > 0 or one.stored is not None
        fill = QColor(theme.panel)
        if is_here and one.stored is None:
            fill = self._fill(detail, one.value)
        rect = _rect(box)
        painter.setPen(QPen(QColor(theme.ink3), 1.5))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        if is_here:
            ink = looks.text_on(fill) if one.stored is None else QColor(theme.ink)
            self._texts.draw(painter, rect.center(), one.text, page.text, ink, weight=600)

    def _result(
        self,
        painter: QPainter,
        detail: Detail,
        of: Workings,
        places: WorkingsPlaces,
        number: int,
        scale: tuple[float, float],
    ) -> None:
        theme, page, unit = self._theme, detail.page, detail.microscope
        box, y = places.number_box(number), places.line(number)
        painter.setPen(QPen(QColor(theme.line), 1.5))
        rule = y - page.pitch / 2
        painter.drawLine(QPointF(page.columns.left, rule), QPointF(box[2], rule))
        # Without a function y is z, whichever of them is held.
        is_held = unit.held == "z" or (unit.held == "a" and of.form != "function")
        words = f"{of.result_name}, held" if is_held else of.result_name
        at = QPointF(page.columns.left, y)
        self._texts.draw(painter, at, words, page.text, QColor(theme.ink), weight=600, align=LEFT)
        if detail.progress.summed < 1:
            return
        z = unit.explanation.a if is_held and of.form != "function" else unit.explanation.z
        text = number_text(z, of.decimals) if is_held else of.printed
        relation = "=" if is_held else of.relation
        color = QColor(getattr(theme, theme.sign(z)))
        right = QPointF(box[2] - 0.4 * page.text, y)
        self._texts.draw(painter, right, text, 1.3 * page.text, color, weight=700, align=RIGHT)
        at = QPointF(box[0] - 0.9 * page.text, y)
        self._texts.draw(painter, at, relation, 1.2 * page.text, QColor(theme.ink2))
        self._bar(painter, detail, number, z, *scale)
        if unit.held:
            self._held(painter, detail, QPointF(page.columns.left, y + 0.8 * page.pitch))

    def _held(self, painter: QPainter, detail: Detail, at: QPointF) -> None:
        """What it would be by itself."""
        of = detail.microscope.workings
        assert of is not None
        held = number_text(detail.microscope.explanation.a, of.decimals)
        words = f"held by hand; by itself it is {of.printed}"
        if of.form == "window":
            words = f"held at {held}; by itself {of.printed}"
        if detail.microscope.held == "a" and of.form == "function":
            words = "y is held by hand, whatever z is"
        ink = QColor(self._theme.warn)
        self._texts.draw(painter, at, words, detail.page.text, ink, align=LEFT)
        chip = _rect(workings_places(detail.page, of).lock(of))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(chip, RADIUS["chip"], RADIUS["chip"])
        self._texts.draw(painter, chip.center(), RELEASE, 16.0, QColor(self._theme.ink), weight=600)

    def _zero(self, painter: QPainter, detail: Detail, count: int, low: float, high: float) -> None:
        page = detail.page
        x = page.across(0.0, low, high)
        painter.setPen(QPen(QColor(self._theme.ink3), 1.6))
        top, bottom = page.first - page.pitch / 2, page.row(count) + page.pitch / 2
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _bar(
        self, painter: QPainter, detail: Detail, number: int, value: float, low: float, high: float
    ) -> None:
        if not isfinite(value) or not value:
            return
        page, theme = detail.page, self._theme
        ends = sorted(
            min(max(page.across(v, low, high), page.columns.sum_from - 4), page.columns.sum_to + 4)
            for v in (0.0, value)
        )
        half = BAR * min(page.pitch, 46.0) / 2
        y = page.row(number)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, theme.sign(value))))
        rect = QRectF(ends[0], y - half, max(ends[1] - ends[0], 2.0), 2 * half)
        painter.drawRoundedRect(rect, RADIUS["bar"], RADIUS["bar"])

    def _fill(self, detail: Detail, value: float) -> QColor:
        theme, share = self._theme, detail.share_of_light(value)
        if value < 0:
            return looks.blend(QColor(theme.zero), QColor(theme.neg), abs(share))
        return looks.blend(QColor(theme.zero), QColor(theme.full), max(share, 0.0))


def _rect(box: Box) -> QRectF:
    x0, y0, x1, y1 = box
    return QRectF(x0, y0, x1 - x0, y1 - y0)
