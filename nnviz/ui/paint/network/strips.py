"""Edges as opaque pictures, one strip a layer gap, drawn once and kept.

Filling pixels is what costs, so colours are mixed over the background beforehand and drawn opaque; a strip is
drawn plain first, then once more antialiased, a slice of at most a few milliseconds at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from time import perf_counter

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.scene.values.model import Edges
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.network.edges import SMALL, EdgeLook, batches, drawing
from nnviz.ui.paint.network.plates import draw_plates

LAYERS = 64
"""Gaps whose strips are kept while they lie beside the screen; others are drawn anew."""
STATES = 3
"""States of a gap whose strips are kept: scrubbing back over a phase's start finds the strip ready."""


class EdgeStrip:
    """One gap's edges for one state of things. ``rect`` is its place on screen in logical pixels.

    ``image`` is None until the plain picture is complete, and the antialiased one from when that is.
    """

    def __init__(self, edges: Edges, look: EdgeLook) -> None:
        self.edges = edges
        self.look = look
        self.rect = _place(edges, look)
        self.image: QImage | None = None
        self.is_settled = False
        self._work = self._steps()

    def advance(self, deadline: float) -> None:
        """Draw on until ``deadline`` (perf_counter seconds) or the end."""
        for _ in self._work:
            if perf_counter() >= deadline:
                return
        self.is_settled = True

    def plain(self, deadline: float) -> None:
        """Draw on until there is something to show, or ``deadline``."""
        while self.image is None and not self.is_settled and perf_counter() < deadline:
            self.is_settled = next(self._work, self) is self

    def settle(self) -> None:
        """Draw to the end."""
        for _ in self._work:
            pass
        self.is_settled = True

    def draw(self, painter: QPainter, mapping: Mapping) -> None:
        """Show the strip where ``mapping`` has it: exactly, or stretched if it was drawn for another."""
        if self.image is None:
            return
        if mapping == self.look.mapping:
            painter.drawImage(self.rect.topLeft(), self.image)
        else:
            painter.drawImage(self.look.mapping.moved(self.rect, mapping), self.image)

    def is_seen(self, look: EdgeLook) -> bool:
        """Whether any of it would be on a screen that looks like this."""
        screen = QRectF(0.0, 0.0, *look.screen)
        return self.look.mapping.moved(self.rect, look.mapping).intersects(screen)

    def _steps(self) -> Iterator[None]:
        if self.rect.isEmpty():
            return
        groups = batches(self.edges, self.look)
        yield
        for smooth in (False, True):
            image = self._blank()
            painter = QPainter(image)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
            painter.translate(-self.rect.topLeft())
            if not self.look.is_clear:
                draw_plates(painter, self.look.plates, self.look.mapping, self.look.theme)
            try:
                yield from drawing(painter, groups)
            finally:
                painter.end()
            self.image = image
            yield

    def _blank(self) -> QImage:
        size = (self.rect.size() * self.look.ratio).toSize()
        if self.look.is_clear:
            image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
        else:
            image = QImage(size, QImage.Format.Format_RGB32)
            image.fill(QColor(self.look.theme.bg))
        image.setDevicePixelRatio(self.look.ratio)
        return image


class Strips:
    """The strips on screen and those that may be wanted again."""

    def __init__(self) -> None:
        self._kept: dict[int, list[EdgeStrip]] = {}
        self._wanted: list[EdgeStrip] = []
        self._shown: dict[int, EdgeStrip] = {}

    @property
    def is_settled(self) -> bool:
        """Whether every strip on screen is exact and antialiased."""
        return all(strip.is_settled for strip in self._wanted)

    @property
    def shown(self) -> tuple[EdgeStrip, ...]:
        """The strips whose pictures are on screen."""
        return tuple(self._shown.values())

    def want(self, edges: tuple[Edges, ...], look: EdgeLook) -> None:
        """Show these edges from now on; until they are drawn, what is there stays."""
        self._wanted = [self._find(one, look) for one in edges]
        layers = {one.layer for one in edges}
        self._shown = {
            layer: strip
            for layer, strip in self._shown.items()
            if strip.look.theme == look.theme and (layer in layers or not strip.is_seen(look))
        }
        for layer in list(self._kept)[: -max(LAYERS, len(edges))]:
            del self._kept[layer]
            self._shown.pop(layer, None)
        for strip in self._wanted:
            if strip.edges.drawn <= SMALL:
                strip.settle()
        self._show_complete()

    def forget(self) -> None:
        """Another network is shown: nothing drawn so far is of use."""
        self._kept.clear()
        self._shown.clear()
        self._wanted = []

    def advance(self, seconds: float) -> bool:
        """Work for about ``seconds``: first on what is missing, then on what is not smooth yet.

        Returns whether there is something new to show.
        """
        before = [strip.image for strip in self._wanted]
        deadline = perf_counter() + seconds
        for strip in self._wanted:
            strip.plain(deadline)
        for strip in self._wanted:
            if perf_counter() < deadline:
                strip.advance(deadline)
        self._show_complete()
        return any(strip.image is not old for strip, old in zip(self._wanted, before, strict=True))

    def show_plain(self) -> None:
        """Draw now what has no picture yet."""
        for strip in self._wanted:
            strip.plain(inf)
        self._show_complete()

    def settle(self) -> None:
        """Finish all drawing now."""
        for strip in self._wanted:
            strip.settle()
        self._show_complete()

    def draw(self, painter: QPainter, mapping: Mapping) -> None:
        """Draw the newest complete picture of every gap."""
        for strip in self._shown.values():
            strip.draw(painter, mapping)

    def _show_complete(self) -> None:
        for strip in self._wanted:
            if strip.is_settled and strip.image is None:
                # There is nothing to draw, where another network may have had edges.
                self._shown.pop(strip.edges.layer, None)
        self._shown |= {strip.edges.layer: strip for strip in self._wanted if strip.image is not None}

    def _find(self, edges: Edges, look: EdgeLook) -> EdgeStrip:
        # The layers wanted last stand last.
        kept = self._kept[edges.layer] = self._kept.pop(edges.layer, [])
        for strip in kept:
            if strip.edges is edges and strip.look == look:
                kept.remove(strip)
                break
        else:
            strip = EdgeStrip(edges, look)
        kept.append(strip)
        del kept[:-STATES]
        return strip


def _place(edges: Edges, look: EdgeLook) -> QRectF:
    """The part of the screen that a gap's lines may touch, on whole device pixels."""
    if not edges.drawn:
        return QRectF()
    lines = look.mapping.lines(edges.lines)
    margin = float(edges.width.max()) * look.mapping.stroke
    left = max(float(lines[:, 0::2].min()), 0.0)
    right = min(float(lines[:, 0::2].max()), look.screen[0])
    top = max(float(lines[:, 1::2].min()) - margin, 0.0)
    bottom = min(float(lines[:, 1::2].max()) + margin, look.screen[1])
    left, top = (np.floor(v * look.ratio) / look.ratio for v in (left, top))
    right, bottom = (np.ceil(v * look.ratio) / look.ratio for v in (right, bottom))
    return QRectF(left, top, max(right - left, 0.0), max(bottom - top, 0.0))
