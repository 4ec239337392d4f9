"""What moves above the still picture: pulses with their tails, weight gates, pills."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRadialGradient

from nnviz.scene.model import Frame, Pill, Pulses
from nnviz.ui import theme as looks
from nnviz.ui.canvas.atlas import Atlas
from nnviz.ui.canvas.mapping import Mapping
from nnviz.ui.canvas.primitives import draw_lines
from nnviz.ui.canvas.text import Texts
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
TAILS = 16
TAIL = ((0.0, 0.4, 0.22), (0.4, 0.7, 0.45), (0.7, 1.0, 0.75))
"""Parts of a tail from its end to the pulse, and their opacities."""


class OverlayPainter:
    """Draws what moves for one theme and pixel ratio."""

    def __init__(self, theme: Theme, ratio: float, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts
        self._plain = Atlas(2 * LARGEST, ratio, self._draw_pulse, SPRITES)
        self._lit = Atlas(2 * LARGEST * HALO, ratio, self._draw_lit_pulse, SPRITES)

    def draw_under(self, painter: QPainter, frame: Frame, mapping: Mapping) -> None:
        """Draw what moves beneath the nodes: gates and pulses."""
        self._gates(painter, frame, mapping)
        self._pulses(painter, frame.pulses, mapping)

    def draw_over(self, painter: QPainter, frame: Frame, mapping: Mapping, scale: float) -> None:
        """Draw what stands above the nodes: pills."""
        self._pills(painter, frame.pills, mapping, scale)

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
        lit = np.flatnonzero(pulses.chosen)
        others = np.flatnonzero(~pulses.chosen)
        self._plain.paint(painter, x[others], y[others], sprites[others], DIM)
        if len(lit):
            self._tails(painter, pulses, lit, mapping)
            self._lit.paint(painter, x[lit], y[lit], sprites[lit])

    def _tails(self, painter: QPainter, pulses: Pulses, lit: np.ndarray, mapping: Mapping) -> None:
        """Tails of the largest pulses, as wide as these, fading towards the end."""
        lit = lit[np.argsort(-pulses.radius[lit], kind="stable")[:TAILS]]
        tail = np.stack([pulses.tail_x, pulses.tail_y] * 2, axis=1)[lit]
        way = np.stack([pulses.x, pulses.y] * 2, axis=1)[lit] - tail
        widths = np.maximum(2 * np.round(pulses.radius[lit] * 0.5), 1.0).astype(int)
        pens = (pulses.sign[lit].astype(int) + 1) * 100 + widths
        parts = [mapping.lines(tail + way * np.array([a, a, b, b])) for a, b, _ in TAIL]
        for number in np.unique(pens):
            sign, width = divmod(int(number), 100)
            some = pens == number
            for lines, (_, _, alpha) in zip(parts, TAIL, strict=True):
                pen = QPen(self._color(sign - 1, alpha), width * mapping.stroke)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                draw_lines(painter, lines[some])

    def _color(self, sign: int, alpha: float = 1.0) -> QColor:
        return self._theme.color(("neg", "full", "pos")[sign + 1], alpha)

    def _draw_pulse(self, painter: QPainter, sprite: int) -> None:
        sign, size = divmod(sprite, SIZES + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color(sign - 1))
        painter.drawEllipse(QPointF(0, 0), size / 2, size / 2)

    def _draw_lit_pulse(self, painter: QPainter, sprite: int) -> None:
        sign, size = divmod(sprite, SIZES + 1)
        radius = size / 2
        light = QRadialGradient(QPointF(0, 0), radius * HALO)
        light.setColorAt(0.3, self._color(sign - 1, 0.5))
        light.setColorAt(1.0, self._color(sign - 1, 0.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(light)
        painter.drawEllipse(QPointF(0, 0), radius * HALO, radius * HALO)
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
