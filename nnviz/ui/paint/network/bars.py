"""Output bars: one track a class, from zero, with the value printed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.hall import RESULT
from nnviz.scene.layout.places import Layout
from nnviz.scene.values.model import BarValues
from nnviz.scene.words.numbers import has_value
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.text import RIGHT, Texts
from nnviz.ui.theme import FLOOR, Theme

LEAST = 2.0
"""Pixels: a value that prints as other than zero shows at least this much."""
EDGE = 6.0
"""Pixels between a value and the screen's edge, or its track's end, where it has come nearer."""


class BarPainter:
    """Draws the output bars for one theme."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw every track and what has arrived of its value."""
        layout, values = picture.layout, picture.frame.bars
        bars, mapping = layout.bars, picture.look.mapping
        if bars is None or values is None:
            return
        chosen = picture.chosen(layout.columns[-1].layer)
        room = (
            mapping.point(bars.x0 if bars.kind != "probability" else bars.x1, 0.0).x(),
            picture.look.screen[0],
        )
        for i, (y, share, text) in enumerate(zip(bars.y, values.share, values.text, strict=True)):
            is_result = values.result == i
            if bars.kind == "probability":
                track = mapping.rect(bars.x0, y - bars.height / 2, bars.x1, y + bars.height / 2)
                self._track(painter, track, i == chosen)
                if values.reached > 0:
                    self._bar(painter, track, float(share), text, is_result)
            if text and (bars.every_text or is_result):
                at = mapping.point(bars.text_x, y - bars.text_rise)
                self._text(painter, values, i, at, layout, room)

    def _track(self, painter: QPainter, track: QRectF, is_chosen: bool) -> None:
        outline = QPen(self._theme.mix("now", 0.6), 1.5) if is_chosen else Qt.PenStyle.NoPen
        painter.setPen(outline)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)

    def _bar(self, painter: QPainter, track: QRectF, share: float, text: str, is_result: bool) -> None:
        zero = track.left()
        width = abs(share) * track.width()
        if not has_value(text) and width < LEAST:
            return
        width = max(width, LEAST)
        token = "now" if is_result else "ink2"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme, token)))
        painter.save()
        painter.setClipRect(QRectF(zero, track.top(), width, track.height()))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        values: BarValues,
        i: int,
        at: QPointF,
        layout: Layout,
        room: tuple[float, float],
    ) -> None:
        """A value that would end beyond the screen comes nearer, or isn't there: half of it is another.
        ``room`` is from where to where it may stand then."""
        is_result = values.result == i
        is_marked = is_result or i in values.unsure
        pixels = max((18 if is_result else 16) * layout.scale, FLOOR)
        if layout.is_for_hall and is_result:
            pixels = RESULT
        weight = 700 if is_marked else 500
        if at.x() > room[1]:
            at = QPointF(room[1] - EDGE, at.y())
            if at.x() - self._texts.width(values.text[i], pixels, weight) < room[0] + EDGE:
                return
        self._texts.draw(
            painter,
            at,
            values.text[i],
            pixels,
            QColor(self._theme.now if is_result else self._theme.ink if is_marked else self._theme.ink2),
            weight=weight,
            align=RIGHT,
        )
