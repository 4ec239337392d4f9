"""Neurons and pixels: fill by activation, ring, glow, value, marks."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor, inf, sqrt

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from nnviz.scene.layout.headings import LEAST_LABELLED
from nnviz.scene.layout.places import Column
from nnviz.scene.values.model import Nodes
from nnviz.scene.words.numbers import refit
from nnviz.ui import theme as looks
from nnviz.ui.paint import curves
from nnviz.ui.paint.curves import Curve
from nnviz.ui.paint.light import draw_halo
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.atlas import Atlas
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from nnviz.ui.theme import Theme

LEVELS = 64
"""Fill levels between nothing and the largest activation of the layer."""
STEPS = 8
"""Steps between a hollow node and one whose value stands."""
GLOW = 2.1
"""Radius of the glow in radii of the node."""
GLOW_OPACITY = 0.26
RING = 1.5
LOOKS = (2 * LEVELS + 1) * (STEPS + 1)
PRINTED = 4096
"""Different numbers kept as pictures."""
LABEL_SHARE, VALUE_SHARE, CURVED_SHARE = 0.9, 0.72, 0.62
"""Text sizes in radii: a class name, a value alone, a value above its curve."""
RAISED, FIGURE, RIM = 0.22, 0.5, 0.5
"""How far above the middle a value stands over its curve, in radii; how high figures are at their widest,
in text sizes; how many pixels a value keeps off a disc's two sides together."""
ATLASES = 32
"""Sizes and forms of nodes kept as pictures."""
LEAST_CELL = 1.0
"""Pixels: half the side of the smallest cell that is drawn by itself."""
LEAST_RADIUS = LEAST_LABELLED
"""Pixels: a smaller disc has no room for a number either."""


Range = tuple[float, float]
EVERYWHERE: Range = (-inf, inf)


class NodePainter:
    """Draws columns of nodes for one theme and surface."""

    def __init__(self, theme: Theme, surface: Surface, texts: Texts) -> None:
        self._theme = theme
        self._surface = surface
        self._texts = texts
        # A dark glow on a light ground reads as a shadow: it is kept fainter.
        self._glow_opacity = GLOW_OPACITY if theme.name == "dark" else GLOW_OPACITY / 2
        self._atlases: dict[tuple[str, float, bool], Atlas] = {}
        self._printed: dict[tuple[str, int], int] = {}
        self._inks = {signed: self._ink_of_levels(signed) for signed in (False, True)}

    def draw(
        self,
        painter: QPainter,
        column: Column,
        nodes: Nodes,
        mapping: Mapping,
        chosen: int | None = None,
        curve: Curve | None = None,
        window: Range = EVERYWHERE,
    ) -> None:
        """Draw one column as it stands at the moment; ``curve`` where discs may have room for it.

        Nothing is printed outside ``window``, heights on the canvas where something else stands above it.
        """
        x, y = mapping.x(column.x), mapping.y(column.y)
        radius = column.radius * mapping.zoom
        if column.form == "cell":
            if radius < LEAST_CELL and len(x) > 1:
                self._cells_as_picture(painter, x, y, nodes)
            else:
                self._cells(painter, x, y, radius, nodes)
            return
        self._glow(painter, x, y, radius, nodes)
        self._discs(painter, x, y, radius, nodes)
        self._arcs(painter, x, y, radius, nodes)
        inks = self._inks[nodes.signed][_look(nodes)]
        if chosen is not None and nodes.reached[chosen] < 0.5:
            inks[chosen] = QColor(self._theme.ink).rgb()
        is_open = _are_open(y, radius, window)
        inside = column.labels if column.label_side == "inside" else ()
        if inside:
            self._print(painter, _where(inside, is_open), inks, x, y, radius, LABEL_SHARE)
        elif curve is not None and radius >= curves.LEAST_RADIUS and any(nodes.text):
            texts = _where(nodes.text, is_open)
            self._print(painter, texts, inks, x, y - RAISED * radius, radius, CURVED_SHARE)
            standing = np.flatnonzero(nodes.reached >= curves.REACHED)
            here = replace(curve, z=curve.z[standing])
            curves.draw_curves(painter, here, x[standing], y[standing], radius, inks[standing])
        else:
            self._print(painter, _where(nodes.text, is_open), inks, x, y, radius, VALUE_SHARE)

    def fill(self, value: float, signed: bool) -> QColor:
        """The colour of a value -1..1 of the layer's largest."""
        if not signed:
            return looks.blend(QColor(self._theme.zero), QColor(self._theme.full), max(value, 0.0))
        token = "pos" if value > 0 else "neg"
        return looks.blend(QColor(self._theme.zero), QColor(getattr(self._theme, token)), abs(value))

    # the atlas

    def _discs(self, painter: QPainter, x: np.ndarray, y: np.ndarray, radius: float, nodes: Nodes) -> None:
        atlas = self._atlas("disc", radius, nodes.signed)
        atlas.paint(painter, x, y, _look(nodes))

    def _cells(self, painter: QPainter, x: np.ndarray, y: np.ndarray, radius: float, nodes: Nodes) -> None:
        atlas = self._atlas("cell", radius, nodes.signed)
        atlas.paint(painter, x, y, _look(nodes))

    def _cells_as_picture(self, painter: QPainter, x: np.ndarray, y: np.ndarray, nodes: Nodes) -> None:
        """Cells smaller than pixels: a pixel is the mean of the cells that lie in it."""
        across = len(np.unique(np.round(x, 3)))
        rows = -(-len(x) // across)
        looks, which = np.unique(_look(nodes), return_inverse=True)
        fills = [self._colors(nodes.signed, int(look))[0].rgba() for look in looks]
        colors = np.array(fills, dtype=np.uint32)
        pixels = np.zeros(rows * across, dtype=np.uint32)
        pixels[: len(x)] = colors[which]
        image = QImage(pixels.data, across, rows, 4 * across, QImage.Format.Format_ARGB32_Premultiplied)
        wide = float(np.ptp(x)) * across / max(across - 1, 1)
        high = float(np.ptp(y)) * rows / max(rows - 1, 1)
        left, top = (float(x.min() + x.max()) - wide) / 2, (float(y.min() + y.max()) - high) / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(left, top, wide, high), self._shrunk(image, wide, high))
        painter.restore()

    def _shrunk(self, image: QImage, wide: float, high: float) -> QImage:
        """As large as it is shown: Qt's own smooth drawing looks at four pixels only. A file of shapes gets
        the picture itself."""
        if self._surface.is_direct:
            return image.copy()
        ratio = self._surface.ratio
        size = QSize(max(ceil(wide * ratio), 1), max(ceil(high * ratio), 1))
        stretch, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        return image.scaled(size, stretch, smooth)

    def _glow(self, painter: QPainter, x: np.ndarray, y: np.ndarray, radius: float, nodes: Nodes) -> None:
        some = np.flatnonzero(nodes.glow > 0.02)
        if len(some):
            atlas = self._atlas("glow", radius, False)
            sign = np.sign(nodes.value[some]).astype(int) if nodes.signed else np.zeros(len(some), int)
            atlas.paint(painter, x[some], y[some], sign + 1, self._glow_opacity * nodes.glow[some])

    def _atlas(self, form: str, radius: float, signed: bool) -> Atlas:
        radius = round(radius * 4) / 4
        key = (form, radius, signed)
        if key not in self._atlases:
            if len(self._atlases) >= ATLASES:
                # Zooming makes a new size at every step: the oldest goes.
                del self._atlases[next(iter(self._atlases))]
            self._atlases[key] = self._new_atlas(form, radius, signed)
        return self._atlases[key]

    def _new_atlas(self, form: str, radius: float, signed: bool) -> Atlas:
        if form == "glow":
            return Atlas(
                2 * GLOW * radius,
                self._surface,
                lambda painter, look: self._draw_glow(painter, radius, look),
                3,
            )
        if form.startswith("value"):
            share = float(form.removeprefix("value"))
            return Atlas(
                2 * radius,
                self._surface,
                lambda painter, text: self._draw_value(painter, radius, share, text),
                PRINTED,
            )
        draw = self._draw_cell if form == "cell" else self._draw_disc
        side = 2 * radius + (0 if form == "cell" else 2 * RING)
        return Atlas(side, self._surface, lambda painter, look: draw(painter, radius, signed, look), LOOKS)

    def _draw_disc(self, painter: QPainter, radius: float, signed: bool, look: int) -> None:
        fill, ring = self._colors(signed, look)
        painter.setBrush(fill)
        painter.setPen(QPen(ring, RING))
        inner = radius - RING / 2
        painter.drawEllipse(QPointF(0, 0), inner, inner)

    def _draw_cell(self, painter: QPainter, radius: float, signed: bool, look: int) -> None:
        fill, _ = self._colors(signed, look)
        corner = min(looks.RADIUS["cell"], 0.35 * radius)
        painter.setBrush(fill)
        painter.setPen(QPen(looks.blend(fill, QColor(self._theme.ink3), 0.12), 1.0))
        edge = radius - 0.5
        painter.drawRoundedRect(QRectF(-edge, -edge, 2 * edge, 2 * edge), corner, corner)

    def _draw_glow(self, painter: QPainter, radius: float, look: int) -> None:
        color = self._theme.color(("neg", "full", "pos")[look])
        stops = ((0.0, 1.0), (0.45, 1.0), (0.7, 0.35), (1.0, 0.0))
        draw_halo(painter, GLOW * radius, color, stops, self._surface)

    def _colors(self, signed: bool, look: int) -> tuple[QColor, QColor]:
        level, reached = divmod(look, STEPS + 1)
        value = level / LEVELS - 1.0
        hollow = QColor(self._theme.bg)
        fill = looks.blend(hollow, self.fill(value, signed), reached / STEPS)
        waiting = self._theme.mix("ink3", 0.9)
        strength = abs(value)
        standing = looks.blend(QColor(self._theme.line), QColor(self._theme.ink2), min(1.0, 2.5 * strength))
        return fill, looks.blend(waiting, standing, reached / STEPS)

    # what stands on a node

    def _arcs(self, painter: QPainter, x: np.ndarray, y: np.ndarray, radius: float, nodes: Nodes) -> None:
        """The ring that fills while the sum is taken: clockwise from the top for +, the other way for −."""
        width = max(2.5, radius * 0.16)
        inner = radius - width / 2
        for i in np.flatnonzero(np.abs(nodes.arc) > 1e-3):
            arc = float(nodes.arc[i])
            painter.setPen(QPen(QColor(getattr(self._theme, self._theme.sign(arc))), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            rect = QRectF(x[i] - inner, y[i] - inner, 2 * inner, 2 * inner)
            painter.drawArc(rect, 90 * 16, round(-arc * 360 * 16))

    def _print(
        self,
        painter: QPainter,
        texts: tuple[str, ...],
        inks: np.ndarray,
        x: np.ndarray,
        y: np.ndarray,
        radius: float,
        share: float,
    ) -> None:
        """Print a text in each disc, ``share`` of the radius high."""
        if radius < LEAST_RADIUS:
            return
        if len(self._printed) + len(texts) > PRINTED:
            self._forget_values()
        atlas = self._atlas(f"value{share}", radius, False)
        printed, colors = self._printed, inks.tolist()
        some = [i for i, text in enumerate(texts) if text]
        numbers = [printed.setdefault((texts[i], colors[i]), len(printed)) for i in some]
        if some:
            atlas.paint(painter, x[some], y[some], np.array(numbers))

    def _forget_values(self) -> None:
        """Too many numbers have been shown: start again."""
        self._printed.clear()
        self._atlases = {key: atlas for key, atlas in self._atlases.items() if not key[0].startswith("value")}

    def _draw_value(self, painter: QPainter, radius: float, share: float, number: int) -> None:
        text, ink = next(key for key, found in self._printed.items() if found == number)
        raised = RAISED * radius if share == CURVED_SHARE else 0.0
        pixels = max(share * radius, looks.FLOOR)
        if self._texts.width(text, pixels, 600) > _chord(radius, raised, pixels):
            pixels = floor(pixels)
            while pixels > looks.FLOOR and self._texts.width(text, pixels, 600) > _chord(
                radius, raised, pixels
            ):
                pixels -= 1
            text = _fitting(self._texts, text, pixels, _chord(radius, raised, pixels))
        self._texts.draw(painter, QPointF(0, 0), text, pixels, QColor.fromRgb(ink), weight=600)

    def _ink_of_levels(self, signed: bool) -> np.ndarray:
        """The colour (a QRgb) of what is printed on each look."""
        inks = np.empty(LOOKS, dtype=np.int64)
        for look in range(LOOKS):
            level, reached = divmod(look, STEPS + 1)
            value = level / LEVELS - 1.0
            if reached < STEPS / 2:
                ink = QColor(self._theme.ink2)
            elif abs(value) < 1e-3:
                ink = QColor(self._theme.ink3)
            else:
                ink = looks.text_on(self.fill(value, signed))
            inks[look] = ink.rgb()
        return inks


def _are_open(y: np.ndarray, radius: float, window: Range) -> np.ndarray:
    """(n,) whether what is printed in the middle of each disc is whole inside ``window``."""
    half = FIGURE * LABEL_SHARE * radius / 2
    up = RAISED * radius
    return np.asarray((y - up - half >= window[0]) & (y + half <= window[1]))


def _where(texts: tuple[str, ...], is_open: np.ndarray) -> tuple[str, ...]:
    if is_open.all():
        return texts
    return tuple(text if shown else "" for text, shown in zip(texts, is_open.tolist(), strict=True))


def _look(nodes: Nodes) -> np.ndarray:
    """One whole number for each node's look: its level and how far its value has arrived."""
    level = np.round((nodes.fill + 1.0) * LEVELS).astype(int)
    reached = np.round(np.minimum(nodes.reached, 1.0) * STEPS).astype(int)
    return level * (STEPS + 1) + reached


def _chord(radius: float, raised: float, pixels: float) -> float:
    """Pixels across that a disc has for figures of a size, whose middle stands ``raised`` above its own."""
    up = raised + FIGURE * pixels / 2
    return 2.0 * sqrt(max(radius**2 - up**2, 0.0)) - RIM


def _fitting(texts: Texts, text: str, pixels: float, room: float) -> str:
    """``text`` cut so that it fits ``room``; a number is left out, for half of it is another number."""
    if texts.width(text, pixels, 600) <= room:
        return text
    short = refit(text, lambda form: texts.width(form, pixels, 600) <= room)
    return short if short != text else texts.elided(text, pixels, room, 600)
