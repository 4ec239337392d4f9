"""A picture as a page of a PDF: shapes, strings, fonts embedded."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

POINTS = 0.75
"""Points in a logical pixel: 72 and 96 of them are an inch."""


def pdf(width: int, height: int, title: str, draw: Callable[[QPainter], None]) -> bytes:
    """What ``draw`` paints on a page of so many pixels, as the bytes of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("nnviz")
    writer.setResolution(96)
    size = QPageSize(QSizeF(width * POINTS, height * POINTS), QPageSize.Unit.Point)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    with QPainter(writer) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    return bytes(buffer.data().data())
