"""The plates behind cells: they hide the lines that pass beneath, so a strip of edges draws them too."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.theme import Theme

Plate = tuple[float, float, float, float]
RADIUS = 6.0


def draw_plates(painter: QPainter, plates: tuple[Plate, ...], mapping: Mapping, theme: Theme) -> None:
    """Draw plates given as x0, y0, x1, y1 in layout pixels."""
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.setBrush(theme.mix("panel", 0.5))
    for plate in plates:
        painter.drawRoundedRect(mapping.rect(*plate), RADIUS, RADIUS)
