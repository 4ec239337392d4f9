"""A surface for Qt's painter that writes SVG: every line, shape, picture and string is itself.

Qt's own writer cuts a string where its script changes and turns neighbouring lines into one shape each; this
one keeps strings whole and gives lines of one pen a path together.
"""

from __future__ import annotations

import base64
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QPointF, QRectF
from PySide6.QtGui import (
    QFont,
    QImage,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QPainterPath,
    QTextItem,
    QTransform,
)

from nnviz.ui.export.clips import clip_of, cut_line, cut_shape, is_box
from nnviz.ui.export.svg_ink import Inks
from nnviz.ui.export.svg_paths import matrix, number, path_data
from nnviz.ui.export.svg_words import TextRun
from nnviz.ui.guard import Guarded

CLOSE = 0.01
"""Pixels: two runs of text are one string where the second begins this near to the end of the first."""
Metric = QPaintDevice.PaintDeviceMetric


class SvgEngine(Guarded, QPaintEngine):
    """Collects elements in the order in which they are painted."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.inks = Inks()
        self.elements: list[str] = []
        self.is_broken = False
        """Whether something could not be written: the picture has a gap."""
        self.fonts: dict[tuple[str, int], set[str]] = {}
        """The characters that are written in each font: (family, weight)."""
        self._clip = ""
        self._lines: tuple[str, list[str]] | None = None
        self._words: TextRun | None = None

    def on_fault(self, error: BaseException) -> None:
        """A picture with a gap is no picture."""
        self.is_broken = True
        super().on_fault(error)

    def begin(self, device: QPaintDevice) -> bool:
        """Painting starts."""
        return True

    def end(self) -> bool:
        """Painting is over: write what is still held back."""
        self._flush()
        self._enter("")
        return True

    def type(self) -> QPaintEngine.Type:
        """None of Qt's own."""
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:
        """Nothing to do: pen and brush are asked for when something is painted."""

    def drawLines(self, lines: Any, *count: int) -> None:
        """Lines of one pen, one after the other, share a path."""
        painter = self.painter()
        ink = self.inks.stroke(painter)
        if not ink:
            return
        transform, clip = painter.deviceTransform(), clip_of(painter)
        mapped = [transform.map(QLineF(line)) for line in lines]
        is_cut = clip is not None and is_box(clip)
        if clip is not None and is_cut:
            box = clip.boundingRect()
            mapped = [cut for cut in (cut_line(line, box) for line in mapped) if cut is not None]
        data = [_segment(line) for line in mapped]
        group = "" if is_cut else self.inks.clip(clip)
        if self._lines is not None and self._lines[0] == ink and group == self._clip:
            self._lines[1].extend(data)
        elif data:
            self._begin(group)
            self._lines = (ink, data)

    def drawPath(self, path: QPainterPath) -> None:
        """A shape, filled and stroked."""
        painter = self.painter()
        clip = clip_of(painter)
        outline = self.inks.stroke(painter)
        ink = self.inks.fill(painter, path.fillRule()) + outline
        shape = painter.deviceTransform().map(path)
        if not outline:
            # Many readers of SVG know no clips: what is only filled is cut here.
            shape = shape if clip is None else cut_shape(shape, clip)
        data = path_data(shape)
        if ink and data:
            self._add(f'<path d="{data}"{ink}/>', self.inks.clip(clip) if outline else "")

    def drawPolygon(self, points: Any, *mode: Any) -> None:
        """A polygon; Qt gives lines through several points the same way."""
        path = QPainterPath(QPointF(points[0]))
        for point in points[1:]:
            path.lineTo(QPointF(point))
        is_open = QPaintEngine.PolygonDrawMode.PolylineMode in mode
        if not is_open:
            path.closeSubpath()
        self.drawPath(path)

    def drawPixmap(self, rect: Any, pixmap: Any, part: Any) -> None:
        """A picture."""
        self.drawImage(rect, pixmap.toImage(), part)

    def drawImage(self, rect: Any, image: QImage, part: Any, *flags: Any) -> None:
        """A picture at its own resolution: of a part, that part alone."""
        painter = self.painter()
        rect, whole = QRectF(rect), QRectF(part).toRect()
        if whole != image.rect():
            image = image.copy(whole)
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, Qt for text
        data = base64.b64encode(buffer.data().data()).decode()
        is_smooth = bool(painter.renderHints() & QPainter.RenderHint.SmoothPixmapTransform)
        rendering = "" if is_smooth else ' image-rendering="pixelated"'
        self._add(
            f'<image{_place(rect)} preserveAspectRatio="none"{_matrix(painter.deviceTransform())}'
            f'{self.inks.whole(painter)}{rendering} href="data:image/png;base64,{data}"/>',
            self.inks.clip(clip_of(painter)),
        )

    def drawTextItem(self, at: Any, item: QTextItem) -> None:
        """A run of text: Qt cuts a string where its script changes, and here it becomes whole again."""
        painter, font = self.painter(), item.font()
        place = painter.deviceTransform()
        style = f"{self._style(font)}{self.inks.letters(painter)}{_matrix(_without_shift(place))}"
        start = at if not _without_shift(place).isIdentity() else place.map(at)
        used = self.fonts.setdefault((font.family(), int(font.weight())), set())
        used.update(item.text())
        if self._words is not None and self._words.goes_on(start, style, CLOSE):
            self._words.add(item.text(), item.width())
            return
        self._begin(self.inks.clip(clip_of(painter)))
        self._words = TextRun(start, style, item.text(), item.width())

    def _style(self, font: QFont) -> str:
        family = "" if font.family() == "Inter" else f' font-family="{font.family()}"'
        return f'{family} font-size="{number(font.pixelSize())}" font-weight="{int(font.weight())}"'

    def _add(self, element: str, group: str) -> None:
        self._begin(group)
        self.elements.append(element)

    def _begin(self, group: str) -> None:
        """Something else is painted than what could still have gone on."""
        self._flush()
        self._enter(group)

    def _enter(self, clip: str) -> None:
        """What follows is seen inside this clip alone."""
        if clip != self._clip:
            if self._clip:
                self.elements.append("</g>")
            if clip:
                self.elements.append(f"<g{clip}>")
            self._clip = clip

    def _flush(self) -> None:
        """Write the lines or the string that could still have gone on."""
        if self._lines is not None:
            ink, data = self._lines
            self._lines = None
            self.elements.append(f'<path d="{"".join(data)}"{ink}/>')
        if self._words is not None:
            words, self._words = self._words, None
            self.elements.append(words.element())


class SvgDevice(Guarded, QPaintDevice):
    """A sheet of ``width`` x ``height`` logical pixels for the engine."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.engine = SvgEngine()
        inch = 25.4 / 96
        self._metrics = {
            Metric.PdmWidth: width,
            Metric.PdmHeight: height,
            Metric.PdmWidthMM: round(width * inch),
            Metric.PdmHeightMM: round(height * inch),
            Metric.PdmNumColors: 2**24,
            Metric.PdmDepth: 24,
            Metric.PdmDevicePixelRatio: 1,
            Metric.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }

    def paintEngine(self) -> QPaintEngine:
        """What paints on it."""
        return self.engine

    def metric(self, which: QPaintDevice.PaintDeviceMetric) -> int:
        """A measure of the sheet; every one that isn't a size is 96 dots an inch."""
        return self._metrics.get(which, 96)


def _segment(line: QLineF) -> str:
    return f"M{number(line.x1(), 1)} {number(line.y1(), 1)}L{number(line.x2(), 1)} {number(line.y2(), 1)}"


def _place(rect: QRectF) -> str:
    return (
        f' x="{number(rect.x())}" y="{number(rect.y())}"'
        f' width="{number(rect.width())}" height="{number(rect.height())}"'
    )


def _without_shift(transform: QTransform) -> QTransform:
    """The same where it does more than move; else nothing."""
    return QTransform() if _only_moves(transform) else transform


def _only_moves(transform: QTransform) -> bool:
    return (transform.m11(), transform.m12(), transform.m21(), transform.m22()) == (1.0, 0.0, 0.0, 1.0)


def _matrix(transform: QTransform) -> str:
    return "" if transform.isIdentity() else f' transform="{matrix(transform)}"'
