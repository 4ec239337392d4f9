"""What a window writes: every text with its size, its place, its clip and its colour.

A paint engine that draws nothing takes the place of the screen. What a widget writes at once it is told by
Qt. What is written into a kept picture (a column, a cell of an atlas, a word) is noted with that picture, by
listening to the methods of QPainter that draw texts and pictures, and read wherever the picture is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
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

from nnviz.ui.paint.formula import TYPESET, Formula

FORMULA = "(formula)"
"""What a typeset formula is called: it is drawn as shapes."""
JOIN = 1.0
"""Pixels between two runs of letters that are one string: Qt breaks it where the font changes."""
PARTLY = 0.4
"""The share of a text that must be painted over to be missed: two words that cross share less."""
LEAST = 8.0
"""Pixels: the side of a shape that is too small to hide a letter."""
Metric = QPaintDevice.PaintDeviceMetric


@dataclass(frozen=True, eq=False)
class Text:
    """One string on one line. ``place`` takes its own pixels to those of what it is written on, where
    ``origin`` is the left end of the base line. ``clip`` is None where nothing cuts it."""

    string: str
    font: QFont
    origin: QPointF
    ink: QRectF
    color: QColor
    place: QTransform
    clip: QRectF | None = None
    owner: QWidget | None = None
    is_covered: bool = False
    """Whether some of it lies under what was painted later."""

    @property
    def pixels(self) -> float:
        """The size of its letters, as high as they are in the end."""
        across = self.place.map(QPointF(0, 1)) - self.place.map(QPointF(0, 0))
        return self.font.pixelSize() * (across.x() ** 2 + across.y() ** 2) ** 0.5

    @cached_property
    def box(self) -> QRectF:
        """Around the ink of its letters."""
        return self.place.mapRect(self.ink)

    @cached_property
    def seen(self) -> QRectF:
        """The part of the box that no clip takes away."""
        return self.box if self.clip is None else self.box.intersected(self.clip)

    def moved(self, place: QTransform, clip: QRectF | None, opacity: float, owner: QWidget | None) -> Text:
        """The same, where what it is written on is drawn on something else."""
        color = QColor(self.color)
        color.setAlphaF(color.alphaF() * opacity)
        own = None if self.clip is None else place.mapRect(self.clip)
        both = [rect for rect in (own, clip) if rect is not None]
        cut = both[0].intersected(both[-1]) if both else None
        return replace(self, place=self.place * place, clip=cut, color=color, owner=owner)


class Pictures:
    """Which texts stand in which kept picture, by the number that Qt gives each picture."""

    def __init__(self) -> None:
        self._texts: dict[int, list[Text]] = {}

    def of(self, picture: QImage | QPixmap) -> list[Text]:
        """What is written in a picture; the list itself, to be added to."""
        return self._texts.setdefault(picture.cacheKey() >> 32, [])


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
        if self._texts and _continues(self._texts[-1], new):
            new = _joined(self._texts.pop(), new)
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


class Recorder:
    """Reads windows. Only what is painted while it listens is known, so a window is made after it began."""

    def __init__(self) -> None:
        self.pictures = Pictures()

    def texts(self, window: QWidget) -> list[Text]:
        """What stands in the window now, in the order in which it is painted."""
        paper = Paper(window.width(), window.height(), self.pictures)
        window.render(paper)
        return paper.texts

    @contextmanager
    def listening(self) -> Iterator[Recorder]:
        """Follow what is painted into pictures."""
        kept: list[tuple[type, str, Callable[..., Any]]] = []

        def follow(owner: type, name: str, by: Callable[..., None]) -> None:
            draw = getattr(owner, name)
            kept.append((owner, name, draw))

            def drawn(painted: Any, *args: Any, **options: Any) -> Any:
                by(painted, name, *args)
                return draw(painted, *args, **options)

            setattr(owner, name, drawn)

        copy = QImage.copy
        kept.append((QImage, "copy", copy))

        def copied(image: QImage, *args: Any) -> QImage:
            same = copy(image, *args)
            if not args:
                self.pictures.of(same).extend(self.pictures.of(image))
            return same

        QImage.copy = copied

        for name in ("drawText", "drawPixmap", "drawImage", "drawPixmapFragments"):
            follow(QPainter, name, self._drawn)
        follow(QPainter, "fillRect", self._filled)
        follow(Formula, "draw", self._typeset)
        try:
            yield self
        finally:
            for owner, name, draw in kept:
                setattr(owner, name, draw)

    def _drawn(self, painter: QPainter, name: str, *args: Any) -> None:
        """The same into the notes of a picture, if it is one that is painted."""
        picture = painter.device()
        if isinstance(picture, QImage | QPixmap):
            with self._notes(painter, picture) as (same, _):
                getattr(same, name)(*args)

    def _filled(self, painter: QPainter, name: str, *args: Any) -> None:
        """What is painted over is gone."""
        picture = painter.device()
        if isinstance(picture, QImage | QPixmap):
            rect = args[0] if hasattr(args[0], "width") else QRectF(*args[:4])
            gone = painter.deviceTransform().mapRect(QRectF(rect))
            texts = self.pictures.of(picture)
            texts[:] = [text for text in texts if not gone.contains(text.box)]

    def _typeset(self, formula: Formula, name: str, painter: QPainter, *args: float) -> None:
        x, y, scale = (*args, 1.0)[:3]
        rect = QRectF(x, y, formula.size.width() * scale, formula.size.height() * scale)
        picture, color = painter.device(), QColor()
        pixels = TYPESET * formula.scale * scale
        if isinstance(picture, QImage | QPixmap):
            with self._notes(painter, picture) as (same, engine):
                engine.formula(same, rect, pixels, color)
        elif isinstance(painter.paintEngine(), Engine):
            painter.paintEngine().formula(painter, rect, pixels, color)

    @contextmanager
    def _notes(self, painter: QPainter, picture: QImage | QPixmap) -> Iterator[tuple[QPainter, Engine]]:
        """A painter just like this one that writes down what stands in the picture."""
        paper = Paper(picture.width(), picture.height(), self.pictures, self.pictures.of(picture))
        with QPainter(paper) as same:
            same.setTransform(painter.deviceTransform())
            same.setFont(painter.font())
            same.setPen(painter.pen())
            same.setOpacity(painter.opacity())
            if painter.hasClipping():
                same.setClipPath(painter.clipPath())
            yield same, paper.engine


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


def _end(text: Text) -> float:
    return text.origin.x() + QFontMetricsF(text.font).horizontalAdvance(text.string)


def _continues(before: Text, after: Text) -> bool:
    """Whether ``after`` is more of the same string: it goes on where the other ends, in the same look."""
    same = before.owner is after.owner and before.place == after.place and before.color == after.color
    is_near = abs(_end(before) - after.origin.x()) <= JOIN and before.origin.y() == after.origin.y()
    return same and is_near and before.font.pixelSize() == after.font.pixelSize()


def _joined(before: Text, after: Text) -> Text:
    return replace(before, string=before.string + after.string, ink=before.ink.united(after.ink))
