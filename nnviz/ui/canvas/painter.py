"""One painter for the screen, for pictures and for films: it draws what the scene says."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.scene.model import Hit
from nnviz.ui.canvas.bars import BarPainter
from nnviz.ui.canvas.columns import ColumnPainter, Standing
from nnviz.ui.canvas.hover import Card, draw_card
from nnviz.ui.canvas.key import KeyPainter
from nnviz.ui.canvas.labels import LabelPainter
from nnviz.ui.canvas.overlay import OverlayPainter, draw_pill
from nnviz.ui.canvas.picture import Picture
from nnviz.ui.canvas.plates import draw_plates
from nnviz.ui.canvas.pointed import draw_pointed
from nnviz.ui.canvas.strips import Strips, draw_edges
from nnviz.ui.canvas.text import Texts
from nnviz.ui.theme import Theme


class ScenePainter:
    """Draws pictures of one theme and pixel ratio; what can be drawn once is kept."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self.strips = Strips()
        self._theme = theme
        self._ratio = ratio
        self._texts = Texts(ratio)
        self._columns = ColumnPainter(theme, ratio, self._texts)
        self._overlay = OverlayPainter(theme, ratio, self._texts)
        self._labels = LabelPainter(theme, self._texts)
        self._bars = BarPainter(theme, self._texts)
        self._key = KeyPainter(theme, self._texts)
        self._ground: tuple[tuple[Any, ...], QImage] | None = None

    def want(self, picture: Picture) -> None:
        """Prepare for ``picture``: its strips are drawn by ``strips.advance`` or ``strips.settle``."""
        self.strips.want(picture.still, picture.look)

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw ``picture`` with the strips as far as they are."""
        layout, frame = picture.layout, picture.frame
        mapping, screen = picture.look.mapping, picture.look.screen
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawImage(QPointF(0, 0), self._grounded(picture))
        for edges in picture.live:
            draw_edges(painter, edges, picture.look)
        self._overlay.draw_under(painter, frame, mapping)
        biases = {marks.layer: marks for marks in frame.biases}
        for column, nodes in zip(layout.columns, frame.nodes, strict=True):
            layer = column.layer
            standing = Standing(column, nodes, biases.get(layer), picture.chosen(layer), layout.scale)
            self._columns.draw(painter, standing, mapping, screen)
        if frame.bars is not None:
            self._bars.draw(painter, layout, frame.bars, picture.chosen(layout.columns[-1].layer), mapping)
        self._overlay.draw_over(painter, frame, mapping, layout.scale)

    def draw_caption(
        self, painter: QPainter, picture: Picture, caption: tuple[str, int], pointer: QPointF
    ) -> None:
        """Draw the number that is being changed above the pointer."""
        words, sign = caption
        scale = picture.layout.scale
        at = QPointF(pointer.x(), max(pointer.y() - 34 * scale, 18 * scale))
        draw_pill(painter, self._texts, self._theme, at, words, ("neg", "ink", "pos")[sign + 1], scale)

    def draw_hover(self, painter: QPainter, picture: Picture, hit: Hit, card: Card, pointer: QPointF) -> None:
        """Bring out the thing under the pointer and draw its card."""
        draw_pointed(painter, self._theme, picture, hit)
        screen, scale = picture.look.screen, picture.layout.scale
        draw_card(painter, self._texts, self._theme, card, pointer, screen, scale)

    # the ground: all that is opaque and stays while time runs

    def _grounded(self, picture: Picture) -> QImage:
        words = (picture.legend.entries, picture.settling, tuple(gap.note for gap in picture.still))
        key = (id(picture.layout), picture.look, words, *(id(strip.image) for strip in self.strips.shown))
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, self._draw_ground(picture))
        return self._ground[1]

    def _draw_ground(self, picture: Picture) -> QImage:
        width, height = (round(side * self._ratio) for side in picture.look.screen)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self._ratio)
        image.fill(QColor(self._theme.bg))
        layout, mapping = picture.layout, picture.look.mapping
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_plates(painter, picture.look.plates, mapping, self._theme)
            self.strips.draw(painter, mapping)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._labels.headings(painter, layout, mapping)
            for column in layout.columns:
                self._labels.column(painter, column, mapping, layout.scale)
            self._labels.counts(painter, picture, mapping)
            self._key.draw(painter, picture.legend, layout)
        return image
