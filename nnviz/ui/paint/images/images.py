"""Networks on images: washes, arrows, kernels, maps, the sliding window and the strip, drawn in order."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from nnviz.engine import Network
from nnviz.scene.layout.headings import head_lines
from nnviz.scene.layout.tiles import Box, ImageLayers
from nnviz.scene.time import windows
from nnviz.scene.values import kernels
from nnviz.scene.values.arithmetic import Strip
from nnviz.ui.paint.arrows import draw_arrow
from nnviz.ui.paint.images.sliding import WASH, SlidingPainter
from nnviz.ui.paint.images.strip import StripPainter
from nnviz.ui.paint.images.tiles import TilePainter
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, TYPE, Theme

EDGE = 12.0
"""Pixels between a head and the edge that it keeps off."""


class ImagePainter:
    """Draws image layers for one theme."""

    def __init__(self, theme: Theme, texts: Texts, surface: Surface) -> None:
        self._theme = theme
        self._surface = surface
        self._texts = texts
        self._tiles = TilePainter(theme, texts)
        self._sliding = SlidingPainter(theme)
        self._strip = StripPainter(theme, texts, self._tiles)
        self._standing: tuple[QImage, Picture, QImage] | None = None
        self._card: tuple[Picture, QImage] | None = None

    def on_ground(self, ground: QImage, picture: Picture) -> QImage:
        """``ground`` with all image layers on it: the same image as long as nothing of them changes."""
        if picture.layout.images is None:
            return ground
        kept = self._standing
        if kept is None or kept[0] is not ground or not is_same(kept[1], picture):
            image = ground.copy()
            with QPainter(image) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self.draw(painter, picture)
            kept = self._standing = (ground, picture, image)
        return kept[2]

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw all that a picture has of image layers."""
        images, mapping = picture.layout.images, picture.look.mapping
        if images is None:
            return
        network = picture.trace.network
        painter.setPen(Qt.PenStyle.NoPen)
        for box in kernels.washes(images, network, picture.selection):
            painter.setBrush(self._theme.mix("now", WASH))
            painter.drawRoundedRect(mapping.rect(*box), 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for arrow in images.arrows:
            draw_arrow(
                painter, self._theme, mapping.point(arrow.x0, arrow.y), mapping.point(arrow.x1, arrow.y)
            )
        clear = _clear(picture)
        for maps in picture.frame.maps:
            tiles = images.of_layer(maps.layer)
            assert tiles is not None
            self._tiles.draw(painter, tiles, maps, mapping, clear)
        self._kernels(painter, picture, mapping)
        if picture.frame.strip is not None:
            self._sliding.draw(painter, images, network, picture.frame.strip, mapping)
        self._sliding.draw_selected(painter, images, picture.selection, picture.frame.strip, mapping)
        if picture.frame.merge is not None:
            for source in picture.frame.merge.sources:
                self._sliding.draw_selected(painter, images, source, None, mapping)

    def draw_strip(self, painter: QPainter, picture: Picture) -> None:
        """Draw the arithmetic; it keeps its place on the screen at every zoom."""
        images = picture.layout.images
        if images is None or images.strip is None:
            return
        strip = picture.frame.strip
        slider = _slider_of(picture)
        if strip is not None and slider is not None:
            self._strip.draw_place(painter, strip, slider, picture.layout.scale)
        if self._surface.is_direct:
            self._draw_card(painter, picture, images.strip, images.hint)
            return
        x0, y0, x1, y1 = images.strip
        # Whole device pixels at every usual ratio, or the card would come out blurred.
        left, top = 4 * floor(x0 / 4) - 4, 4 * floor(y0 / 4) - 4
        if self._card is None or not is_same(self._card[0], picture):
            box, hint = images.strip, images.hint

            def draw(pen: QPainter) -> None:
                pen.translate(-left, -top)
                self._draw_card(pen, picture, box, hint)

            size = QSizeF(ceil(x1) + 2 - left, ceil(y1) + 2 - top)
            self._card = (picture, self._surface.layer(size, draw))
        painter.drawImage(QPointF(left, top), self._card[1])

    def _draw_card(self, painter: QPainter, picture: Picture, box: Box, hint: str) -> None:
        frame, scale = picture.frame, picture.layout.scale
        self._strip.draw(painter, frame.strip, box, scale, frame.merge, hint, _slider_of(picture))

    def heads(self, painter: QPainter, picture: Picture) -> None:
        """Draw the heads over layers and kernels."""
        images, scale = picture.layout.images, picture.layout.scale
        if images is None:
            return
        first, second = head_lines(scale)
        for head in images.heads:
            at = picture.look.mapping.point(head.x, head.y)
            if not head.is_below:
                at.setY(head.y)
            small = max(TYPE["caption"] * scale, FLOOR)
            wide = max(self._texts.width(head.title, head.size, 600), self._texts.width(head.subtitle, small))
            if not picture.look.mapping.shows_whole:
                if not 0 <= at.x() <= picture.look.screen[0]:
                    # What it names is beyond the edge, at least half of it.
                    continue
                at.setX(min(max(at.x(), EDGE + wide / 2), picture.look.screen[0] - EDGE - wide / 2))
            self._texts.draw(painter, at, head.title, head.size, QColor(self._theme.ink), weight=600)
            under = QPointF(at.x(), at.y() + second - first)
            self._texts.draw(painter, under, head.subtitle, small, QColor(self._theme.ink2))

    def _kernels(self, painter: QPainter, picture: Picture, mapping: Mapping) -> None:
        images, network = picture.layout.images, picture.trace.network
        assert images is not None
        for shown in images.kernels:
            layer = shown.tiles.layer
            chosen = windows.chosen_channel(network, picture.selection, layer)
            fill = kernels.fill(kernels.shown(network, shown, chosen), picture.scales.layers[layer])
            self._tiles.draw_signed(painter, shown.tiles, fill, mapping)
            if shown.of_chosen or not shown.tiles.names:
                continue
            pixels = max(15 * picture.layout.scale, FLOOR)
            for channel, name in enumerate(shown.tiles.names):
                box = mapping.rect(*shown.tiles.box(channel))
                if box.height() < FLOOR:
                    continue
                is_chosen = channel == chosen
                self._texts.draw(
                    painter,
                    QPointF(box.right() + min(5.0, 8.0 * picture.layout.scale), box.center().y()),
                    name,
                    pixels,
                    QColor(self._theme.now if is_chosen else self._theme.ink2),
                    weight=700 if is_chosen else 500,
                    align=LEFT,
                )


def _clear(picture: Picture) -> QRectF:
    """The part of the screen where nothing lies over the picture: zoomed in, heads and strip do."""
    layout, images, (width, height) = picture.layout, picture.layout.images, picture.look.screen
    whole = QRectF(0.0, 0.0, width, height)
    if images is None or picture.look.mapping.shows_whole:
        return whole
    head = head_lines(layout.scale)[1] + 14 * layout.scale
    foot = layout.legend[1] if images.strip is None else images.strip[1]
    return whole.adjusted(0.0, head, 0.0, foot - height)


def _slider_of(picture: Picture) -> Box | None:
    """Where the slider under the input is shown, with its words: the strip needn't say them again."""
    images = picture.layout.images
    return images.slider if images is not None and picture.look.mapping.shows_whole else None


def is_same(before: Picture, after: Picture) -> bool:
    """Whether two pictures show the very same of image layers."""
    return (
        before.layout is after.layout
        and before.trace is after.trace
        and before.scales is after.scales
        and before.look == after.look
        and before.selection == after.selection
        and _place_of(before.frame.strip) == _place_of(after.frame.strip)
        and before.frame.merge == after.frame.merge
        and len(before.frame.maps) == len(after.frame.maps)
        and all(
            # The scales of a map come with its trace and its tint.
            old.full_a is new.full_a
            and (old.shown, old.arrived, old.active) == (new.shown, new.arrived, new.active)
            for old, new in zip(before.frame.maps, after.frame.maps, strict=True)
        )
    )


def stale(before: Picture, after: Picture) -> QRegion | None:
    """The part of the screen where image layers differ; None where that can be anything."""
    images, mapping = after.layout.images, after.look.mapping
    if images is None:
        return QRegion()
    if before.trace is not after.trace or before.layout is not after.layout:
        return None
    region = QRegion()
    for old, new in zip(before.frame.maps, after.frame.maps, strict=True):
        tiles = images.of_layer(new.layer)
        if tiles is not None and (old.shown, old.arrived, old.active) != (new.shown, new.arrived, new.active):
            region += _around(mapping.rect(*tiles.outline))
    strips = (before.frame.strip, after.frame.strip)
    is_other = _place_of(strips[0]) != _place_of(strips[1]) or before.frame.merge != after.frame.merge
    if is_other or not region.isEmpty():
        # The wedge is drawn whole or not at all: cut off, its smooth edges would come out otherwise.
        for strip in strips:
            region += _reach(images, after.trace.network, strip, mapping)
    if is_other and images.slider is not None:
        region += _around(QRectF(QPointF(*images.slider[:2]), QPointF(*images.slider[2:])))
    if is_other and images.strip is not None:
        region += _around(QRectF(QPointF(*images.strip[:2]), QPointF(*images.strip[2:])))
    return region


def _place_of(strip: Strip | None) -> tuple[object, ...]:
    """What a strip shows, as long as the numbers are the same."""
    if strip is None:
        return ()
    own = (strip.layer, strip.unit, strip.channel, strip.is_reached, strip.is_active)
    return (*own, *_place_of(strip.pooled))


def _reach(images: ImageLayers, network: Network, strip: Strip | None, mapping: Mapping) -> QRegion:
    """What a window, its wedge and its cell may touch: everything from the source to the layer's maps."""
    if strip is None:
        return QRegion()
    source, here = images.of_layer(strip.source), images.of_layer(strip.layer)
    assert source is not None
    assert here is not None
    sliding = windows.of_layer(network, strip.layer)
    beyond = max(*sliding.before, *sliding.after) * source.cell * mapping.zoom
    whole = mapping.rect(*source.outline).united(mapping.rect(*here.outline))
    return _around(whole.adjusted(-beyond, -beyond, beyond, beyond))


def _around(rect: QRectF) -> QRegion:
    """Room for frames, for windows that hang over into the padding, and for names."""
    return QRegion(rect.adjusted(-24, -24, 24, 24).toAlignedRect())
