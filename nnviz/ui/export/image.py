"""A picture as pixels."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from nnviz.ui.export.sheet import Sheet
from nnviz.ui.paint.surface import DIRECT, Surface

THUMBNAIL = QSize(320, 284)
"""Pixels of the small pictures that stand for a document."""


def draw(sheet: Sheet) -> QImage:
    """The settled picture as an image; needs an application."""
    form = QImage.Format.Format_ARGB32_Premultiplied if sheet.is_clear else QImage.Format.Format_RGB32
    image = QImage(*sheet.size, form)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        # What is kept on a screen lies on an opaque ground.
        sheet.paint(painter, DIRECT if sheet.is_clear else Surface())
    return image


def png(image: QImage) -> bytes:
    """An image as the bytes of a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
    return bytes(buffer.data().data())


def thumbnail(image: QImage) -> bytes:
    """A small picture of it as a PNG."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return png(image.scaled(THUMBNAIL, keep, smooth))
