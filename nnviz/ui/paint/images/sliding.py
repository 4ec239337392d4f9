"""The window over its source, the wedge to its kernel, and the cell that it fills."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from nnviz.document import Target
from nnviz.engine import Network
from nnviz.engine.arrays import Array
from nnviz.scene.layout.tiles import ImageLayers, Tiles
from nnviz.scene.time import windows
from nnviz.scene.values import kernels
from nnviz.scene.values import merging as joined
from nnviz.scene.values.arithmetic import Strip
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.theme import Theme

WASH = 0.1
"""Opacity of the chosen row's wash, and of the wedge."""
LEAST = 9.0
"""Pixels: a smaller window is framed at this size, so that it is seen."""
HATCH = 5.0
MOST_FRAMES = 16
"""Input channels whose windows are framed; of more, only the one shown in detail."""


class SlidingPainter:
    """Draws what belongs to one window for one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def draw(
        self, painter: QPainter, images: ImageLayers, network: Network, strip: Strip, mapping: Mapping
    ) -> None:
        """Draw the window on each input channel it covers, the wedge, and the outlined cells."""
        source, here = images.of_layer(strip.source), images.of_layer(strip.layer)
        if source is None or here is None:
            return
        channels = windows.input_channels(network, strip.layer, strip.unit[0])
        for channel in channels if len(channels) <= MOST_FRAMES else (strip.channel,):
            frame = self._window(painter, network, strip, source, channel, mapping, channel == strip.channel)
            if channel == strip.channel:
                self._wedge(painter, images, strip, frame, mapping)
        self._frame(painter, mapping.rect(*here.cell_box(strip.unit)), 2.5, least=6.0)
        if strip.winner is not None:
            self._winner(painter, strip, source, mapping)
        if strip.weighs and strip.is_active:
            self._pooled(painter, images, network, strip, here, mapping)

    def _pooled(
        self,
        painter: QPainter,
        images: ImageLayers,
        network: Network,
        strip: Strip,
        here: Tiles,
        mapping: Mapping,
    ) -> None:
        """Where the filled cell is pooled: dashed the window that it falls into, outlined the cell that
        keeps what it may."""
        pool = kernels.pooled_in(network, strip.layer, strip.unit)
        tiles = None if pool is None else images.of_layer(pool[0])
        if pool is None or tiles is None:
            return
        layer, cell = pool
        below, across = windows.covered(windows.of_layer(network, layer), cell[1:])
        window = here.cells(strip.unit[0], below[0], across[0], below[-1] + 1, across[-1] + 1)
        self._frame(painter, mapping.rect(*window), 1.6, 6.0, Qt.PenStyle.DashLine)
        self._frame(painter, mapping.rect(*tiles.cell_box(cell)), 2.0, least=6.0)

    def draw_selected(
        self,
        painter: QPainter,
        images: ImageLayers,
        selection: Target | None,
        strip: Strip | None,
        mapping: Mapping,
    ) -> None:
        """Outline the selected cell; dotted while the window stands elsewhere."""
        tiles = None if selection is None else images.of_layer(selection.layer)
        if tiles is not None and selection is not None and not isinstance(selection.unit, int):
            is_shown = strip is None or (strip.layer, strip.unit) == (selection.layer, selection.unit)
            style = Qt.PenStyle.SolidLine if is_shown else Qt.PenStyle.DotLine
            self._frame(painter, mapping.rect(*tiles.cell_box(selection.unit)), 2.0, 6.0, style)

    def draw_relatives(
        self, painter: QPainter, images: ImageLayers, network: Network, target: Target, mapping: Mapping
    ) -> None:
        """Outline the cells that a unit is joined from, and those that it is joined into."""
        for other in (*joined.origins(network, target), *joined.users(network, target)):
            self.outline_cell(painter, images, other, mapping)

    def draw_cell(
        self, painter: QPainter, images: ImageLayers, network: Network, target: Target, mapping: Mapping
    ) -> None:
        """Outline a cell, the window it is made of, and the cells that use it."""
        tiles = images.of_layer(target.layer)
        if tiles is None or isinstance(target.unit, int):
            return
        self._outline(painter, mapping.rect(*tiles.cell_box(target.unit)), 2.4)
        if windows.slides(network, target.layer):
            source = images.of_layer(network.sources(target.layer)[0])
            assert source is not None
            rows, columns = windows.covered(windows.of_layer(network, target.layer), target.unit[1:])
            for channel in windows.input_channels(network, target.layer, target.unit[0]):
                box = source.cells(channel, rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
                self._outline(painter, mapping.rect(*box), 2.0)
        for layer, rows, columns in kernels.used_by(network, target.layer, target.unit):
            self._outline_users(painter, images, network, layer, target.unit[0], rows, columns, mapping)

    def outline_cell(self, painter: QPainter, images: ImageLayers, cell: Target, mapping: Mapping) -> None:
        """Outline a map's cell alone."""
        tiles = images.of_layer(cell.layer)
        if tiles is not None and not isinstance(cell.unit, int):
            self._outline(painter, mapping.rect(*tiles.cell_box(cell.unit)), 2.0)

    def _outline_users(
        self,
        painter: QPainter,
        images: ImageLayers,
        network: Network,
        layer: int,
        channel: int,
        rows: Array,
        columns: Array,
        mapping: Mapping,
    ) -> None:
        tiles = images.of_layer(layer)
        if tiles is None or not len(rows) or not len(columns):
            return
        for out in range(tiles.shape[0]):
            if channel in windows.input_channels(network, layer, out):
                box = tiles.cells(out, rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
                self._outline(painter, mapping.rect(*box), 2.0)

    def draw_kernel(
        self, painter: QPainter, images: ImageLayers, layer: int, index: tuple[int, ...], mapping: Mapping
    ) -> None:
        """Outline a kernel's cell, by its place among the layer's weights."""
        shown = images.kernels_of(layer)
        if shown is not None:
            tile = shown.tile_of(index[0], index[1])
            if tile is not None:
                cell = (tile, index[2], index[3])
                self._outline(painter, mapping.rect(*shown.tiles.cell_box(cell)), 2.4)

    def _outline(self, painter: QPainter, rect: QRectF, width: float) -> None:
        more = max(6.0 - min(rect.width(), rect.height()), 0.0) / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.bg), width + 2.0))
        painter.drawRoundedRect(rect.adjusted(-more, -more, more, more), 2, 2)
        painter.setPen(QPen(QColor(self._theme.ink), width))
        painter.drawRoundedRect(rect.adjusted(-more, -more, more, more), 2, 2)

    def _window(
        self,
        painter: QPainter,
        network: Network,
        strip: Strip,
        tiles: Tiles,
        channel: int,
        mapping: Mapping,
        is_chosen: bool,
    ) -> QRectF:
        rows, columns = windows.covered(windows.of_layer(network, strip.layer), strip.unit[1:])
        box = tiles.cells(channel, rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
        rect = mapping.rect(*box)
        self._padding(painter, tiles, channel, rows, columns, mapping)
        is_spread = (len(rows) > 1 and rows[1] - rows[0] > 1) or (
            len(columns) > 1 and columns[1] - columns[0] > 1
        )
        if is_spread and tiles.cell * mapping.zoom >= 4:
            for row in rows.tolist():
                for column in columns.tolist():
                    cell = mapping.rect(*tiles.cells(channel, row, column, row + 1, column + 1))
                    self._frame(painter, cell, 1.6, least=0.0)
        style = Qt.PenStyle.SolidLine if strip.weighs else Qt.PenStyle.DashLine
        return self._frame(painter, rect, 3.0 if is_chosen else 1.6, LEAST, style)

    def _padding(
        self,
        painter: QPainter,
        tiles: Tiles,
        channel: int,
        rows: np.ndarray,
        columns: np.ndarray,
        mapping: Mapping,
    ) -> None:
        """Hatch the cells under the window that are no part of the picture."""
        for row in rows.tolist():
            for column in columns.tolist():
                if not (0 <= row < tiles.shape[1] and 0 <= column < tiles.shape[2]):
                    hatch(
                        painter,
                        self._theme,
                        mapping.rect(*tiles.cells(channel, row, column, row + 1, column + 1)),
                    )

    def _wedge(
        self, painter: QPainter, images: ImageLayers, strip: Strip, frame: QRectF, mapping: Mapping
    ) -> None:
        """Two lines from the window to the kernel; from a pooling window to the cell it fills."""
        kernels = images.kernels_of(strip.layer)
        here = images.of_layer(strip.layer)
        assert here is not None
        if kernels is None:
            to = mapping.rect(*here.cell_box(strip.unit))
        else:
            tile = strip.channel if kernels.of_chosen else strip.unit[0]
            to = mapping.rect(*kernels.tiles.box(min(tile, len(kernels.tiles.x) - 1)))
        area = QPolygonF([frame.topRight(), to.topLeft(), to.bottomLeft(), frame.bottomRight()])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("now", 0.08))
        painter.drawPolygon(area)
        painter.setPen(QPen(QColor(self._theme.now), 1.8))
        painter.drawLine(QLineF(frame.topRight(), to.topLeft()))
        painter.drawLine(QLineF(frame.bottomRight(), to.bottomLeft()))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _winner(self, painter: QPainter, strip: Strip, source: Tiles, mapping: Mapping) -> None:
        assert strip.winner is not None
        target = strip.places[strip.winner[0] * strip.inputs.values.shape[1] + strip.winner[1]]
        if target is not None and isinstance(target.unit, tuple) and strip.is_reached:
            self._frame(painter, mapping.rect(*source.cell_box(target.unit)), 2.5, least=6.0)

    def _frame(
        self,
        painter: QPainter,
        rect: QRectF,
        width: float,
        least: float,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> QRectF:
        more = max(least - rect.width(), least - rect.height(), 0.0) / 2
        rect = rect.adjusted(-more, -more, more, more)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # A line of the ground under it keeps it apart from cells of any colour.
        painter.setPen(QPen(QColor(self._theme.panel), width + 2.0))
        painter.drawRoundedRect(rect, 3, 3)
        painter.setPen(QPen(QColor(self._theme.now), width, style))
        painter.drawRoundedRect(rect, 3, 3)
        return rect


def hatch(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """Fill a cell that is padding: it is no part of the picture, and counts as 0."""
    painter.fillRect(rect, QColor(theme.raised))
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QPen(theme.mix("ink3", 0.5, "raised"), 1.0))
    reach = rect.width() + rect.height()
    for way in np.arange(HATCH, reach, HATCH).tolist():
        start = QPointF(rect.left() + way, rect.top())
        painter.drawLine(start, QPointF(rect.left() + way - rect.height(), rect.bottom()))
    painter.restore()
