"""The naive design that the canvas is measured against: one antialiased, translucent line item an edge."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QLineF
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

from nnviz.ui.paint.picture import Picture


class NaiveView:
    """The same edges, widths, colours and opacities as a canvas's picture, as graphics items."""

    def __init__(self, picture: Picture) -> None:
        theme, mapping = picture.look.theme, picture.look.mapping
        width, height = (round(side) for side in picture.look.screen)
        self._scene = QGraphicsScene(0, 0, width, height)
        self._scene.setBackgroundBrush(theme.color("bg"))
        for gap in picture.still:
            lines = mapping.lines(gap.lines)
            for line, sign, pen, opacity in zip(lines, gap.sign, gap.width, gap.opacity, strict=True):
                item = self._scene.addLine(QLineF(*line))
                item.setPen(QPen(theme.color(theme.sign(sign), float(opacity)), float(pen)))
        self._view = QGraphicsView(self._scene)
        self._view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._view.setFrameShape(QGraphicsView.Shape.NoFrame)
        self._view.resize(width, height)
        self._image = QImage(width, height, QImage.Format.Format_RGB32)

    def frame(self) -> float:
        """Draw once, as its window would; seconds it took."""
        start = perf_counter()
        self._view.viewport().render(self._image)
        return perf_counter() - start
