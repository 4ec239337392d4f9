"""What moves above the still picture: pulses with their tails, weight gates, pills."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from nnviz.scene.values.model import Frame, Pill, Pulses
from nnviz.ui import theme as looks
from nnviz.ui.paint.light import draw_halo, draw_tail, fading
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.atlas import Atlas
from nnviz.ui.paint.primitives import draw_lines, draw_sprites
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import Theme

LARGEST = 9.0
"""Pixels: the radius of the largest pulse, a little above the 8.5 of a full one."""
SIZES = 18
"""Sizes of pulses kept as sprites, half a pixel apart."""
SPRITES = 3 * (SIZES + 1)
HALO = 2.2
"""Radius of a pulse's light in radii of the pulse."""
CROWD = 320
"""More pulses than this are drawn smaller, so that they stay apart."""
DIM = 0.55
"""Opacity of pulses that do not run to the selected neuron."""
TAILS = 10
"""Pulses that have a tail: the largest."""
TAIL_CELL = (64, 10)
"""Size of the picture that is stretched to a tail."""
TAIL_OPACITY = 0.9


class OverlayPainter:
    """Draws what moves for one theme and surface."""

    def __init__(self, theme: Theme, surface: Surface, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._surface = surface
        self._tail = self._draw_tails()
        self._plain = Atlas(2 * LARGEST, surface, self._draw_pulse, SPRITES)
        self._bright = Atlas(2 * LARGEST * HALO, surface, self._draw_bright_pulse, SPRITES)

    def draw_under(self, painter: QPainter, frame: Frame, mapping: Mapping) -> None:
        """Draw what moves beneath the nodes: gates and pulses."""
        self._gates(painter, frame, mapping)
        self._pulses(painter, frame.pulses, mapping)

    def draw_over(self, painter: QPainter, frame: Frame, mapping: Mapping, scale: float) -> None:
        """Draw what stands above the nodes: pills."""
        self._pills(painter, frame.pills, mapping, scale)

    def draw_readings(self, painter: QPainter, readings: tuple[Pill, ...], scale: float) -> None:
        """Draw the numbers on a chosen neuron's edges, which stand in pixels of the screen."""
        self._pills(painter, readings, Mapping(), scale)

    def _gates(self, painter: QPainter, frame: Frame, mapping: Mapping) -> None:
        if not len(frame.gates):
            return
        lines = mapping.lines(frame.gates)
        silent = frame.gate_sign == 0
        for chosen, token, width in ((silent, "ink3", 1.5), (~silent, "ink", 2.2)):
            painter.setPen(QPen(QColor(getattr(self._theme, token)), width * mapping.stroke))
            draw_lines(painter, lines[chosen])

    def _pulses(self, painter: QPainter, pulses: Pulses, mapping: Mapping) -> None:
        if not len(pulses.x):
            return
        x, y = mapping.x(pulses.x), mapping.y(pulses.y)
        crowd = max(min(1.0, (CROWD / len(x)) ** 0.5), 0.4)
        sizes = np.clip(np.round(pulses.radius * mapping.stroke * crowd * 2), 2, SIZES).astype(int)
        sprites = (pulses.sign.astype(int) + 1) * (SIZES + 1) + sizes
        chosen = np.flatnonzero(pulses.chosen)
        others = np.flatnonzero(~pulses.chosen)
        self._plain.paint(painter, x[others], y[others], sprites[others], DIM)
        if len(chosen):
            self._tails(painter, pulses, chosen, mapping)
            self._bright.paint(painter, x[chosen], y[chosen], sprites[chosen])

    def _tails(self, painter: QPainter, pulses: Pulses, chosen: np.ndarray, mapping: Mapping) -> None:
        """Tails of the largest pulses, as wide as these, fading towards the end."""
        chosen = chosen[np.argsort(-pulses.radius[chosen], kind="stable")[:TAILS]]
        x0, y0 = mapping.x(pulses.tail_x[chosen]), mapping.y(pulses.tail_y[chosen])
        x1, y1 = mapping.x(pulses.x[chosen]), mapping.y(pulses.y[chosen])
        widths = np.maximum(pulses.radius[chosen] * mapping.stroke, 1.0)
        if self._surface.is_direct:
            for i, sign in enumerate(pulses.sign[chosen].tolist()):
                line = QLineF(x0[i], y0[i], x1[i], y1[i])
                # As wide as its picture without the clear rows.
                width = float(widths[i]) * (TAIL_CELL[1] - 2) / TAIL_CELL[1]
                draw_tail(painter, line, width, self._color(int(sign)), TAIL_OPACITY, self._surface)
            return
        rows = np.empty((len(chosen), 10))
        rows[:, 0], rows[:, 1] = (x0 + x1) / 2, (y0 + y1) / 2
        rows[:, 2], rows[:, 3] = 0.0, (pulses.sign[chosen] + 1) * TAIL_CELL[1]
        rows[:, 4], rows[:, 5] = TAIL_CELL
        rows[:, 6] = np.hypot(x1 - x0, y1 - y0) / TAIL_CELL[0]
        rows[:, 7] = widths / TAIL_CELL[1]
        rows[:, 8] = np.degrees(np.arctan2(y1 - y0, x1 - x0))
        rows[:, 9] = 1.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw_sprites(painter, self._tail, rows)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)

    def _draw_tails(self) -> QPixmap:
        """One cell a sign: from nothing at the tail's end to the pulse's colour, soft at both sides."""
        width, height = TAIL_CELL
        picture = QPixmap(width, 3 * height)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            for sign in (-1, 0, 1):
                # A clear row at both sides lets the resampling smooth the edges.
                painter.setBrush(fading(QLineF(0, 0, width, 0), self._color(sign), TAIL_OPACITY))
                painter.drawRect(0, (sign + 1) * height + 1, width, height - 2)
        return picture

    def _color(self, sign: int) -> QColor:
        return self._theme.color(("neg", "full", "pos")[sign + 1])

    def _draw_pulse(self, painter: QPainter, sprite: int) -> None:
        sign, size = divmod(sprite, SIZES + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(sign - 1))
        painter.drawEllipse(QPointF(0, 0), size / 2, size / 2)

    def _draw_bright_pulse(self, painter: QPainter, sprite: int) -> None:
        sign, size = divmod(sprite, SIZES + 1)
        radius = size / 2
        stops = ((0.3, 0.5), (1.0, 0.0))
        draw_halo(painter, radius * HALO, self._color(sign - 1), stops, self._surface)
        body = looks.blend(self._color(sign - 1), QColor(self._theme.full), 0.2)
        painter.setBrush(body)
        painter.drawEllipse(QPointF(0, 0), radius, radius)

    def _pills(self, painter: QPainter, pills: tuple[Pill, ...], mapping: Mapping, scale: float) -> None:
        for pill in pills:
            token = ("neg", "ink", "pos")[pill.sign + 1]
            draw_pill(
                painter, self._texts, self._theme, mapping.point(pill.x, pill.y), pill.text, token, scale
            )


def draw_pill(
    painter: QPainter, texts: Texts, theme: Theme, at: QPointF, text: str, token: str, scale: float
) -> None:
    """Draw a printed value in an outlined capsule around ``at``."""
    pixels = max(18 * scale, looks.FLOOR)
    width = texts.width(text, round(pixels), 700) + 1.2 * pixels
    height = 1.55 * pixels
    rect = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.setPen(QPen(QColor(getattr(theme, token)), 2.0))
    painter.setBrush(QColor(theme.bg))
    painter.drawRoundedRect(rect, height / 2, height / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    texts.draw(painter, at, text, pixels, QColor(getattr(theme, token)), weight=700)
