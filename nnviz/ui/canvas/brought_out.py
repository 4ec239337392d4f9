"""Rings around the neurons that a card of a lesson brings out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from nnviz.document import Target
from nnviz.scene.view import levels
from nnviz.session import Session
from nnviz.ui.paint.picture import Picture
from nnviz.ui.theme import Theme

APART, THICK = 13.0, 2.5
"""Pixels between a neuron and its ring, clear of the ring of the chosen one, and the ring's own."""


def draw(painter: QPainter, session: Session, picture: Picture, theme: Theme) -> None:
    """Draw them dashed, in the colour of words: the chosen neuron's ring is another, and so is its colour."""
    targets = () if session.lecture is None else session.lecture.highlight
    if not targets or picture.depth.has_page or picture.depth.blocks >= 0.5:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("ink"), THICK, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for target in targets:
        _ring(painter, picture, target)
    painter.restore()


def _ring(painter: QPainter, picture: Picture, target: Target) -> None:
    if not levels.is_placed(picture.layout, target):
        return
    (x, y), across = levels.place(picture.layout, target)
    mapping = picture.look.mapping
    radius = across * mapping.zoom / 2 + APART
    painter.drawEllipse(QPointF(mapping.point(x, y)), radius, radius)
