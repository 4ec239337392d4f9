"""A paint engine that draws nothing: it notes the texts it is asked to draw, and what is painted over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)
from PySide6.QtWidgets import QWidget

from tests.census.texts import FORMULA, Pictures, Text, continues, joined

PARTLY = 0.4
"""The share of a text that must be painted over to be missed: two words that cross share less."""
LEAST = 8.0
"""Pixels: the side of a shape that is too small to hide a letter."""
Metric = QPaintDevice.PaintDeviceMetric


class Engine(QPaintEngine):
    """Draws nothing, and notes the texts that it is asked to draw."""

    def __init__(self, texts: list[Text], pictures: Pictures) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._texts = texts
        self._pictures = pictures

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: Any) -> None:
        """Everything is asked of the painter where it is needed."""

    def drawTextItem(self, at: QPointF, item: Any) -> None:
        string, font = item.text(), _in_pixels(item.font())
        if not string.strip():
            return
        painter = self.painter()
        color = painter.pen().color()
        color.setAlphaF(color.alphaF() * painter.opacity())
        new = Text(
            string,
            font,
            QPointF(at),
            QFontMetricsF(font).tightBoundingRect(string).translated(at),
            color,
            painter.deviceTransform(),
            self._clip(painter),
            _widget(painter),
        )
        if self._texts and continues(self._texts[-1], new):
            new = joined(self._texts.pop(), new)
        self._texts.append(new)

    def drawPixmap(self, rect: QRectF, pixmap: QPixmap, part: QRectF) -> None:
        self._draw_picture(pixmap, QRectF(rect), QRectF(part))

    def drawImage(self, rect: QRectF, image: QImage, part: QRectF, flags: Any = None) -> None:
        self._draw_picture(image, QRectF(rect), QRectF(part))

    def drawPath(self, path: QPainterPath) -> None:
        if self._hides(path.boundingRect()):
            self._hide(self.painter().deviceTransform().map(path))

    def drawRects(self, rects: Sequence[QRect | QRectF]) -> None:
        for rect in filter(self._hides, map(QRectF, rects)):
            self._hide(_path_of(self.painter().deviceTransform().mapRect(rect)))

    def drawEllipse(self, rect: QRect | QRectF) -> None:
        path = QPainterPath()
        path.addEllipse(QRectF(rect))
        self.drawPath(path)

    def drawPolygon(self, *args: Any) -> None:
        """Arrows and marks: none is as large as a word."""

    def drawLines(self, *args: Any) -> None:
        """A line hides no word."""

    def drawPoints(self, *args: Any) -> None:
        """Nor does a point."""

    def drawTiledPixmap(self, *args: Any) -> None:
        """Nothing here is tiled."""

    def formula(self, painter: QPainter, rect: QRectF, pixels: float, color: QColor) -> None:
        """Note a typeset formula, whose letters are so many pixels high."""
        font = QFont()
        font.setPixelSize(max(round(pixels), 1))
        place, clip = painter.deviceTransform(), self._clip(painter)
        text = Text(FORMULA, font, rect.bottomLeft(), rect, color, place, clip, _widget(painter))
        self._texts.append(text)

    def _hides(self, rect: QRectF) -> bool:
        """Whether a shape of that size that is painted now leaves nothing to be seen of what is under it."""
        if min(rect.width(), rect.height()) < LEAST:
            return False
        painter = self.painter()
        brush = painter.brush()
        return brush.style() is Qt.BrushStyle.SolidPattern and brush.isOpaque() and painter.opacity() == 1

    def _hide(self, path: QPainterPath) -> None:
        """What lies under an opaque shape that is painted later is not there any more, or not all of it."""
        around, clip = path.boundingRect(), self._clip(self.painter())
        if clip is not None:
            around = around.intersected(clip)
        for text in [text for text in self._texts if around.intersects(text.seen)]:
            under = around.intersected(text.seen)
            is_whole = around.contains(text.seen) and path.contains(text.seen)
            self._lose(text, 1.0 if is_whole else _area(under) / _area(text.seen) * path.contains(under))

    def _hide_under(self, picture: QImage | QPixmap, place: QTransform) -> None:
        """The same of the opaque part of a picture."""
        if self.painter().opacity() < 1:
            return
        here = place.mapRect(QRectF(0, 0, picture.width(), picture.height()))
        under = [text for text in self._texts if here.intersects(text.seen)]
        if under:
            alpha, back = _alpha(picture), place.inverted()[0]
            for text in under:
                self._lose(text, _opaque_share(alpha, back.mapRect(text.seen).toAlignedRect()))

    def _lose(self, text: Text, share: float) -> None:
        """So much of a text is painted over."""
        if share < PARTLY:
            return
        place = self._texts.index(text)
        self._texts[place : place + 1] = [] if share > 0.99 else [replace(text, is_covered=True)]

    def _draw_picture(self, picture: QImage | QPixmap, rect: QRectF, part: QRectF) -> None:
        """A picture, of which ``part`` is drawn into ``rect``, and the texts in it."""
        if part.isEmpty():
            return
        painter = self.painter()
        place = QTransform.fromTranslate(-part.x(), -part.y())
        place *= QTransform.fromScale(rect.width() / part.width(), rect.height() / part.height())
        place *= QTransform.fromTranslate(rect.x(), rect.y())
        place *= painter.deviceTransform()
        self._hide_under(picture, place)
        clip = self._clip(painter)
        for text in self._pictures.of(picture):
            if text.seen.intersects(part):
                self._texts.append(text.moved(place, clip, painter.opacity(), _widget(painter)))

    def _clip(self, painter: QPainter) -> QRectF | None:
        """What is left by the widget's own edges and the painter's clip."""
        system = self.systemClip()
        found = None if system.isEmpty() else QRectF(system.boundingRect())
        if painter.hasClipping():
            own = painter.deviceTransform().mapRect(painter.clipPath().boundingRect())
            found = own if found is None else found.intersected(own)
        return found


class Paper(QPaintDevice):
    """Something to paint on: so large, and with the list of what was written on it."""

    def __init__(self, width: int, height: int, pictures: Pictures, texts: list[Text] | None = None) -> None:
        super().__init__()
        self.texts: list[Text] = [] if texts is None else texts
        self.engine = Engine(self.texts, pictures)
        self._sizes = {
            Metric.PdmWidth: width,
            Metric.PdmHeight: height,
            Metric.PdmWidthMM: width * 254 // 960,
            Metric.PdmHeightMM: height * 254 // 960,
            Metric.PdmNumColors: 2**24,
            Metric.PdmDepth: 32,
            Metric.PdmDevicePixelRatio: 1,
            Metric.PdmDevicePixelRatioScaled: 2**16,
        }

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return self._sizes.get(metric, 96)


def _in_pixels(font: QFont) -> QFont:
    """The same font with its size in pixels, which charts give in points."""
    if font.pixelSize() > 0:
        return QFont(font)
    found = QFont(font)
    found.setPixelSize(QFontInfo(font).pixelSize())
    return found


def _path_of(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(rect)
    return path


def _area(rect: QRectF) -> float:
    return rect.width() * rect.height()


def _alpha(picture: QImage | QPixmap) -> np.ndarray:
    """(height, width) bytes."""
    image = picture if isinstance(picture, QImage) else picture.toImage()
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return pixels[:, : image.width(), 3].copy()


def _opaque_share(alpha: np.ndarray, rect: QRect) -> float:
    """The share of a rectangle that opaque pixels cover; it may reach beyond the picture."""
    part = alpha[max(rect.top(), 0) : rect.bottom() + 1, max(rect.left(), 0) : rect.right() + 1]
    return float(np.count_nonzero(part == 255)) / max(rect.width() * rect.height(), 1)


def _widget(painter: QPainter) -> QWidget | None:
    device = painter.device()
    return device if isinstance(device, QWidget) else None
