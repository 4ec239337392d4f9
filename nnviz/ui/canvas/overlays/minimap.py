"""The map in the canvas's corner: level 1 in small, and a frame around what is seen; dragging it pans."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.layout.places import Column
from nnviz.scene.time.phases import PHASES
from nnviz.scene.view import camera as cameras
from nnviz.scene.view import overview
from nnviz.scene.view.levels import Level
from nnviz.scene.view.overview import MANY_EDGES, Overview
from nnviz.scene.words.edge_counts import edge_counts
from nnviz.session import Session
from nnviz.ui.guard import Guarded
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.overview import OverviewPainter, Values
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, RIGHT, Texts
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import TARGET, Look
from nnviz.ui.theme import FLOOR, RADIUS, Theme
from nnviz.ui.widgets.buttons import IconButton

WIDTH, HEIGHT = 280, 184
"""At reference size."""
LEAST_CANVAS = (560, 440)
"""A smaller canvas has no room for a map."""
LEAST_ABOVE = 0.4
"""The share of the canvas that the map leaves free above it; with less room there is none."""
HEAD, FOOT = 34.0, 30.0
MARGIN = 12.0
NUMBER = (56.0, 20.0)
"""Half the width and the height that the map leaves a number on an edge."""
ROOM = 10.0
"""Pixels between the map and the neurons beside it."""
ZOOMED = 1.02


class MiniMap(Guarded, QWidget):
    """Shown where the network is large, or where the canvas shows a part of it."""

    closed = Signal()
    """Its button was pressed: it is not wanted any more."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._close = IconButton("x", "Hide the map", self, size=14)
        set_tooltip(self._close, "Hide the map (M brings it back)")
        self._close.clicked.connect(self.closed)
        self._session = session
        self._state = session.state
        self._theme = theme
        self._texts = Texts(Surface(self.devicePixelRatioF()))
        self._painter = OverviewPainter(theme, self._texts)
        self._picture: Picture | None = None
        self._has_place = True
        """Whether it can stand where it hides nothing."""
        self._still = KeptPixmap()
        self._causes: tuple[tuple[object, ...], tuple[object, ...]] | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("Map of the network")
        set_tooltip(self, "The whole network; drag the frame to look elsewhere")
        self.hide()

    def show_picture(self, picture: Picture, theme: Theme) -> None:
        """Follow what the canvas shows."""
        if theme != self._theme:
            self._theme = theme
            self._painter = OverviewPainter(theme, self._texts)
        if theme != self._close.look.theme:
            self._close.set_look(Look(theme, 1.0))
        self._picture, self._state = picture, self._session.state
        self._place(picture)
        is_wanted = self._is_wanted(picture)
        if is_wanted != (not self.isHidden()):
            self.setVisible(is_wanted)
        if is_wanted:
            self.update()

    @property
    def frame(self) -> QRectF:
        """What the canvas sees, on the map."""
        assert self._picture is not None
        mapping, (width, height) = self._picture.look.mapping, self._picture.look.screen
        seen = (*mapping.back(QPointF(0, 0)), *mapping.back(QPointF(width, height)))
        x0, y0, x1, y1 = overview.frame_of(self._picture.layout, self._map(), seen)
        return QRectF(x0, y0, x1 - x0, y1 - y0).adjusted(-3, -3, 3, 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        if self._causes is None or not self._session.is_held:
            # A number in hand changes every value in every frame: the map waits until it is let go.
            now = (self._state.trace, self._picture.scales, self._state.document.network.layers)
            self._causes = now, self._shown()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._still.paint(
                painter, QRectF(self.rect()), self._draw_still, *self._causes, QColor(self._theme.bg)
            )
            painter.setPen(QPen(QColor(self._theme.now), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.frame, 6, 6)

    def _shown(self) -> tuple[object, ...]:
        """Where the map stands in time, and its words; while products run no value is new."""
        moment = self._state.moment
        progress = moment.progress if PHASES[moment.phase].arrives else 0.0
        return self._state.document.title, moment.index, progress, self._theme

    def _draw_still(self, painter: QPainter) -> None:
        assert self._picture is not None
        theme, state, map_ = self._theme, self._state, self._map()
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.setBrush(QColor(theme.panel))
        card = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(card, RADIUS["button"], RADIUS["button"])
        self._words(painter, map_)
        values = Values(state.document, state.trace, self._picture.scales, state.timeline, state.moment)
        self._painter.draw(painter, map_, values, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._close.setGeometry(self.width() - TARGET, 0, TARGET, TARGET)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def _look_at(self, point: QPointF) -> None:
        if self._picture is None:
            return
        layout = self._picture.layout
        at = overview.point_of(layout, self._map(), (point.x(), point.y()))
        self._session.set_camera(cameras.focus(layout, at, self._session.view.camera.zoom))

    def _is_wanted(self, picture: Picture) -> bool:
        width, height = picture.look.screen
        if not self._session.preferences.map_shown or not self._has_place:
            return False
        if width < LEAST_CANVAS[0] or height < LEAST_CANVAS[1] or picture.depth.has_page:
            return False
        is_crowded = self.y() < LEAST_ABOVE * height
        if is_crowded or picture.depth.level not in (Level.NETWORK, Level.NEURON):
            return False
        if picture.look.mapping.zoom > ZOOMED:
            return True
        # A large network is seen as a whole too; without a place of its own the map would cover its input.
        is_in_the_way = picture.layout.is_large and picture.layout.map_card is None
        return not is_in_the_way and sum(edge_counts(self._state.document.network).values()) > MANY_EDGES

    def _place(self, picture: Picture) -> None:
        layout, s = picture.layout, picture.layout.scale
        if layout.map_card is not None:
            x0, y0, x1, y1 = layout.map_card
        else:
            strip = layout.images.strip if layout.images is not None else None
            foot = layout.legend[1] if strip is None else strip[1]
            wide, high = max(WIDTH * s, 190.0), max(HEIGHT * s, 130.0)
            x0, y0 = MARGIN * s, foot - high - 6 * s
            x1, y1 = x0 + wide, y0 + high
        corner = QRect(QPoint(round(x0), round(y0)), QSize(round(x1 - x0), round(y1 - y0)))
        if self._session.is_flying:
            # On the way it would jump from gap to gap.
            corner.moveLeft(self.x())
        elif picture.depth.level is Level.NEURON:
            left = self._beside_columns(picture, corner)
            self._has_place = left is not None
            corner.moveLeft(corner.left() if left is None else left)
        else:
            self._has_place = True
        self.setGeometry(corner)

    def _beside_columns(self, picture: Picture, corner: QRect) -> int | None:
        """Where the map begins so that it covers no neuron and no number on an edge: in its corner, or
        between two columns; it stays where it is while that is free. None where nothing is."""
        mapping = picture.look.mapping
        taken = [
            (float(x.min()) - ROOM, float(x.max()) + ROOM)
            for x in (
                _within(column, mapping, corner.top(), corner.bottom()) for column in picture.layout.columns
            )
            if len(x)
        ]
        if picture.layout.bars is not None:
            bars = picture.layout.bars
            taken.append((mapping.point(bars.x0, 0).x(), mapping.point(bars.text_x, 0).x()))
        taken += _tiles_within(picture, corner)
        taken += [
            (pill.x - NUMBER[0], pill.x + NUMBER[0])
            for pill in picture.readings
            if corner.top() - NUMBER[1] < pill.y < corner.bottom()
        ]
        ends = sorted(edge for edges in taken for edge in edges)
        gaps = [round((a + b - corner.width()) / 2) for a, b in pairwise(ends)]
        for left in (self.x(), corner.left(), *gaps):
            right = left + corner.width()
            is_seen = corner.left() <= left and right <= picture.look.screen[0]
            if is_seen and all(right <= a or left >= b for a, b in taken):
                return left
        return None

    def _map(self) -> Overview:
        pad = MARGIN
        box = (pad, HEAD, self.width() - pad, self.height() - FOOT)
        return overview.overview(self._state.document, box)

    def _words(self, painter: QPainter, map_: Overview) -> None:
        theme, width = self._theme, self.width()
        taken = self._texts.width("Blocks", FLOOR, 600) + self._texts.width(map_.parameters, FLOOR)
        if taken + 12 <= width - MARGIN - TARGET:
            at = QPointF(MARGIN, HEAD / 2)
            self._texts.draw(painter, at, "Blocks", FLOOR, QColor(theme.ink), weight=600, align=LEFT)
        right = QPointF(width - TARGET, HEAD / 2)
        self._texts.draw(painter, right, map_.parameters, FLOOR, QColor(theme.ink2), align=RIGHT)
        slot = map_.slot
        alone = Counter(block.reach for block in map_.blocks)
        for block in map_.blocks:
            x = (block.box[0] + block.box[2]) / 2
            if alone[block.reach] > 1:
                # Several stand one over the other, and the foot has room for one count.
                continue
            if self._texts.width(block.count, FLOOR, 500) <= slot:
                at = QPointF(x, self.height() - FOOT / 2)
                self._texts.draw(painter, at, block.count, FLOOR, QColor(theme.ink2), weight=500)


def _within(column: Column, mapping: Mapping, top: float, bottom: float) -> np.ndarray:
    """(2n,) the left and right ends on screen of a column's units between two heights."""
    radii = column.radii * mapping.zoom
    x, y = mapping.x(column.x), mapping.y(column.y)
    seen = (y + radii >= top) & (y - radii <= bottom)
    return np.concatenate([(x - radii)[seen], (x + radii)[seen]])


def _tiles_within(picture: Picture, corner: QRect) -> list[tuple[float, float]]:
    """The left and right ends on screen of image layers and kernels that reach into these heights."""
    images, mapping = picture.layout.images, picture.look.mapping
    if images is None:
        return []
    shown = [*images.tiles, *(kernels.tiles for kernels in images.kernels)]
    boxes = [mapping.rect(*tiles.outline) for tiles in shown]
    return [
        (box.left() - ROOM, box.right() + ROOM)
        for box in boxes
        if box.bottom() >= corner.top() and box.top() <= corner.bottom()
    ]
