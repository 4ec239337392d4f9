"""Painted pictures that are kept while what they show stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from nnviz.ui.build.cells import Given
from nnviz.ui.style import Look

MOST = 64
"""Pictures kept at once: more rows than a window shows."""


class Pictures:
    """A pixmap a row. It is painted anew when values, scale, size or theme are others."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Given, tuple[object, ...], QPixmap]] = {}

    def paint(
        self,
        painter: QPainter,
        room: QRectF,
        number: int,
        given: Given,
        look: Look,
        make: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Paint row ``number``'s picture into ``room``, by ``make`` where it isn't kept."""
        ratio = painter.device().devicePixelRatio()
        key = (
            room.width(),
            room.height(),
            ratio,
            look,
            given.shape,
            given.scale,
            given.is_signed,
            given.names,
        )
        held = self._kept.pop(number, None)
        # Values are compared by identity: the arrays of a trace never change.
        if held is None or held[1] != key or not _same_array(held[0], given):
            held = (given, key, _painted(room, ratio, make))
        self._kept[number] = held
        while len(self._kept) > MOST:
            del self._kept[next(iter(self._kept))]
        painter.drawPixmap(room.topLeft(), held[2])


def _same_array(one: Given, other: Given) -> bool:
    a, b = one.values, other.values
    if a is None or b is None:
        return a is b
    # Each look into a trace makes another view on the same array.
    return a is b or (a.base is not None and a.base is b.base and a.ctypes.data == b.ctypes.data)


def _painted(room: QRectF, ratio: float, make: Callable[[QPainter, QRectF], None]) -> QPixmap:
    pixmap = QPixmap(max(round(room.width() * ratio), 1), max(round(room.height() * ratio), 1))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as own:
        own.setRenderHint(QPainter.RenderHint.Antialiasing)
        make(own, QRectF(0, 0, room.width(), room.height()))
    return pixmap
