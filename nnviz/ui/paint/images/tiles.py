"""Image layers as tiles: each map a picture of its values, one texel a value, with numbers where they fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import isfinite

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.engine.arrays import Array
from nnviz.kept import Kept
from nnviz.scene.layout.tiles import Tiles
from nnviz.scene.values.map_values import MapValues, share
from nnviz.ui import theme as looks
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.marks import draw_mark
from nnviz.ui.paint.primitives import draw_lines
from nnviz.ui.paint.text import Texts
from nnviz.ui.style import ratio_of
from nnviz.ui.theme import Theme

LEVELS = 255
"""Steps of colour from nothing to full, for each sign."""
LEAST_GRID = 8.0
"""Pixels: smaller cells have no lines between them."""
LEAST_PRINTED = 20.0
"""Pixels: smaller cells have no number."""
TEXT_SHARE = 0.4
LEAST_FITTING = 0.5
"""Share of a layer's numbers that must fit their cells for any to be printed."""
MOST_PRINTED = 600
"""Numbers in one layer's tiles; with more, none is printed."""


class TilePainter:
    """Draws tiles for one theme and pixel ratio; the pictures of values are kept while the values stay."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._ramps = {name: self._ramp(name) for name in ("plain", "signed", "photograph")}
        self._kept: defaultdict[tuple[int, str], Kept[list[QImage]]] = defaultdict(Kept)

    def draw(
        self, painter: QPainter, tiles: Tiles, values: MapValues, mapping: Mapping, clear: QRectF
    ) -> None:
        """Draw one layer's tiles as they stand at the moment; numbers only in what is ``clear`` of what lies
        over the picture."""
        active = self._images(tiles.layer, "a", values.a, values.full_a, values.ramps)
        waiting = active
        if values.active < 1.0:
            waiting = self._images(tiles.layer, "z", values.z, values.full_z, ("signed",) * tiles.shape[0])
        for channel in range(tiles.shape[0]):
            box = mapping.rect(*tiles.box(channel))
            painter.fillRect(box, QColor(self._theme.bg))
            if values.shown:
                self._standing(painter, box, waiting[channel], values, values.arrived)
            if values.shown and 0.0 < values.active < 1.0:
                self._standing(painter, box, active[channel], values, values.active * values.arrived)
        self._grid(painter, tiles, mapping)
        self._print(painter, tiles, values, mapping, clear)
        for unit, kind in values.marks:
            cell = mapping.rect(*tiles.cell_box(unit))
            draw_mark(painter, kind, cell.center(), cell.width() / 2, self._theme)

    def draw_signed(self, painter: QPainter, tiles: Tiles, fill: Array, mapping: Mapping) -> None:
        """Draw tiles of shares -1..1, (tiles, rows, columns): kernels."""
        for channel, values in enumerate(fill):
            painter.drawImage(mapping.rect(*tiles.box(channel)), self._picture(values, "signed"))
        self._grid(painter, tiles, mapping)

    def color(self, fill: float, ramp: str) -> QColor:
        """The colour of a share of the full one."""
        level = round((fill + 1.0) * LEVELS) if ramp == "signed" else round(max(fill, 0.0) * LEVELS)
        return QColor.fromRgb(int(self._ramps[ramp][level]))

    def _standing(
        self, painter: QPainter, box: QRectF, image: QImage, values: MapValues, opacity: float
    ) -> None:
        """Draw what a scan has reached: whole rows, then part of one."""
        rows, rest = divmod(values.shown, image.width())
        down, across = box.height() / image.height(), box.width() / image.width()
        painter.setOpacity(opacity)
        # Values smaller than a pixel are averaged, or some would not be seen at all.
        smooth = min(down, across) * ratio_of(painter.device()) < 1.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        if rows:
            part = QRectF(box.left(), box.top(), box.width(), rows * down)
            painter.drawImage(part, image, QRectF(0, 0, image.width(), rows))
        if rest:
            part = QRectF(box.left(), box.top() + rows * down, rest * across, down)
            painter.drawImage(part, image, QRectF(0, rows, rest, 1))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.setOpacity(1.0)

    def _grid(self, painter: QPainter, tiles: Tiles, mapping: Mapping) -> None:
        """Draw the lines between cells, or only around the tiles where cells are small."""
        cell = tiles.cell * mapping.zoom
        columns, rows = (tiles.shape[2], tiles.shape[1]) if cell >= LEAST_GRID else (1, 1)
        width, height = tiles.size
        u = np.linspace(tiles.x, tiles.x + width, columns + 1)
        v = np.linspace(tiles.y, tiles.y + height, rows + 1)
        x, y = np.broadcast_to(tiles.x, v.shape), np.broadcast_to(tiles.y, u.shape)
        upright = np.stack([u, y, u, y + height], axis=-1).reshape(-1, 4)
        lines = np.concatenate([upright, np.stack([x, v, x + width, v], axis=-1).reshape(-1, 4)])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self._theme.line), 1.5 if cell >= 3 * LEAST_GRID else 1.0))
        draw_lines(painter, mapping.lines(lines))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _print(
        self, painter: QPainter, tiles: Tiles, values: MapValues, mapping: Mapping, clear: QRectF
    ) -> None:
        cell = tiles.cell * mapping.zoom
        if cell < LEAST_PRINTED or values.arrived < 0.5:
            return
        visible = self._visible(clear, tiles, values, mapping)
        if len(visible) > MOST_PRINTED:
            return
        pixels = max(TEXT_SHARE * cell, looks.FLOOR)
        room = cell - 2

        def fits(text: str) -> bool:
            return self._texts.width(text, pixels, 500) <= room

        texts = {unit: text for unit in visible if (text := values.text(unit, fits))}
        fitting = {u: t for u, t in texts.items() if fits(t)}
        # Zeros alone, beside empty cells that are not 0, would say something untrue.
        if sum(text != "0" for text in fitting.values()) < LEAST_FITTING * sum(
            t != "0" for t in texts.values()
        ):
            return
        for unit, text in fitting.items():
            ground = (
                self.color(*values.fill(unit))
                if isfinite(values.value(unit) or 0.0)
                else QColor(self._theme.warn)
            )
            at = mapping.rect(*tiles.cell_box(unit)).center()
            wide = self._texts.width(text, pixels, 500)
            if clear.contains(QRectF(at.x() - wide / 2, at.y() - pixels / 2, wide, pixels)):
                self._texts.draw(painter, at, text, pixels, looks.text_on(ground), weight=500)

    def _visible(
        self, screen: QRectF, tiles: Tiles, values: MapValues, mapping: Mapping
    ) -> Sequence[tuple[int, int, int]]:
        """The cells on screen that have a value; zoomed in there are few, whatever the layer holds."""
        units: list[tuple[int, int, int]] = []
        _, height, width = tiles.shape
        for channel in range(tiles.shape[0]):
            box = mapping.rect(*tiles.box(channel))
            part = box.intersected(screen)
            if part.isEmpty():
                continue
            cell = tiles.cell * mapping.zoom
            rows = range(
                int((part.top() - box.top()) / cell), min(int((part.bottom() - box.top()) / cell) + 1, height)
            )
            columns = range(
                int((part.left() - box.left()) / cell),
                min(int((part.right() - box.left()) / cell) + 1, width),
            )
            if len(units) + len(rows) * len(columns) > MOST_PRINTED:
                return range(MOST_PRINTED + 1)  # type: ignore[return-value]
            units += [(channel, row, column) for row in rows for column in columns]
        return units

    # pictures of values

    def _images(
        self, layer: int, what: str, values: Array, full: Array, ramps: tuple[str, ...]
    ) -> list[QImage]:
        def make() -> list[QImage]:
            return [
                self._picture(share(channel, top, ramp), ramp, ~np.isfinite(channel))
                for channel, top, ramp in zip(values, full.tolist(), ramps, strict=True)
            ]

        return self._kept[layer, what].get(make, (values,), (full.tobytes(), ramps))

    def _picture(self, fill: Array, ramp: str, broken: Array | None = None) -> QImage:
        """Shares (H, W) as an image, a pixel a value; ``broken`` ones, no finite numbers, as a warning."""
        level = np.round((fill + 1.0) * LEVELS if ramp == "signed" else fill * LEVELS).astype(np.int32)
        colors = np.ascontiguousarray(self._ramps[ramp][level])
        if broken is not None and broken.any():
            colors[broken] = QColor(self._theme.warn).rgb()
        height, width = colors.shape
        return QImage(colors.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32).copy()

    def _ramp(self, name: str) -> Array:
        """The colours of all levels as 0xffRRGGBB: from −full to +full, or from zero to full."""
        if name == "photograph":
            return np.array([QColor(level, level, level).rgb() for level in range(LEVELS + 1)], np.uint32)
        zero = QColor(self._theme.zero)
        high = QColor(self._theme.pos if name == "signed" else self._theme.full)
        low = QColor(self._theme.neg)
        levels = range(-LEVELS if name == "signed" else 0, LEVELS + 1)
        colors = [looks.blend(zero, high if i >= 0 else low, abs(i) / LEVELS).rgb() for i in levels]
        return np.array(colors, np.uint32)
