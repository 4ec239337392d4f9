"""Painted pictures that are kept while what they show stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from nnviz.ui.build.cells import Inflow
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.style import Look

MOST = 64
"""Pictures kept at once: more rows than a window shows."""


class Pictures:
    """A picture a row. It is painted anew when values, scale, size or theme are others."""

    def __init__(self) -> None:
        self._kept: dict[int, KeptPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        room: QRectF,
        number: int,
        inflow: Inflow,
        look: Look,
        make: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Paint row ``number``'s picture into ``room``, by ``make`` where it isn't kept."""
        kept = self._kept.pop(number) if number in self._kept else KeptPixmap()
        self._kept[number] = kept
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        choice = (look, inflow.shape, inflow.scale, inflow.is_signed, inflow.names)
        kept.paint(painter, room, lambda own: make(own, room), (inflow.values,), choice)
