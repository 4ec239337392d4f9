"""One painter for the screen, for pictures and for films: it draws what the scene says."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from nnviz.kept import Kept
from nnviz.scene.layout.headings import head_end
from nnviz.scene.layout.places import Layout
from nnviz.ui.paint import damage
from nnviz.ui.paint.hover import Card, draw_card
from nnviz.ui.paint.images import images
from nnviz.ui.paint.images.images import ImagePainter
from nnviz.ui.paint.legend import KeyPainter
from nnviz.ui.paint.mapping import Mapping
from nnviz.ui.paint.marker import Marker
from nnviz.ui.paint.network.bars import BarPainter
from nnviz.ui.paint.network.columns import ColumnPainter, Place, Standing
from nnviz.ui.paint.network.edges import PlainEdges, draw_edges
from nnviz.ui.paint.network.heat import draw_strips
from nnviz.ui.paint.network.highlight import Highlight, PathPainter
from nnviz.ui.paint.network.indices import draw_indices
from nnviz.ui.paint.network.labels import LabelPainter
from nnviz.ui.paint.network.nodes import EVERYWHERE
from nnviz.ui.paint.network.overlay import OverlayPainter, draw_pill
from nnviz.ui.paint.network.plates import draw_plates
from nnviz.ui.paint.network.skips import SkipPainter
from nnviz.ui.paint.network.strips import Strips
from nnviz.ui.paint.pages import PagePainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts, WholeTexts
from nnviz.ui.theme import Theme

CUT = Qt.ClipOperation.IntersectClip
WORDS = 64.0
"""Pixels that the words under a column take."""


class ScenePainter:
    """Draws pictures of one theme on one surface; on a screen, what can be drawn once is kept."""

    def __init__(self, theme: Theme, surface: Surface) -> None:
        self.strips: Strips | PlainEdges = PlainEdges() if surface.is_direct else Strips()
        self._theme = theme
        self._surface = surface
        self._texts = Texts(surface)
        self._names = WholeTexts(surface)
        self._columns = ColumnPainter(theme, surface, self._texts)
        self._overlay = OverlayPainter(theme, surface, self._texts)
        self._labels = LabelPainter(theme, self._names)
        self._bars = BarPainter(theme, self._names)
        self._key = KeyPainter(theme, self._texts)
        self._images = ImagePainter(theme, self._names, surface)
        self._pages = PagePainter(theme, self._texts)
        self._paths, self._traced = (
            PathPainter(theme, surface, self._texts, self._columns.nodes) for _ in range(2)
        )
        self._skips = SkipPainter(theme, surface)
        self._ground: Kept[QImage] = Kept()
        self._stretched: list[Place] = []

    def see_through(self, window: QRectF) -> None:
        """Only this part of the pictures is seen: names that would be cut by its edge are left out."""
        if window != self._names.window:
            self._names.window = window
            self._ground = Kept()

    def want(self, picture: Picture) -> None:
        """Prepare for ``picture``: ``advance`` or ``settle`` draw what takes longer than a frame."""
        if picture.depth.shows_network:
            self.strips.want(picture.still, picture.look)
            columns = [picture.layout.columns[i] for i in picture.seen]
            self._stretched = self._columns.stretched(columns, picture.look.mapping)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to draw: every edge is smooth, every column stands where it belongs."""
        return self.strips.is_settled and not self._stretched

    def advance(self, seconds: float) -> bool:
        """Draw on for about ``seconds``, edges first; True where ``draw`` has something new to show.

        Columns are left to ``draw``, one a frame.
        """
        if not self.strips.is_settled:
            return self.strips.advance(seconds)
        if self._stretched:
            self._columns.forget(self._stretched.pop())
            return True
        return False

    def settle(self) -> None:
        """Finish all drawing with the next ``draw``."""
        self.strips.settle()
        while self._stretched:
            self._columns.forget(self._stretched.pop())

    def legend_places(self, picture: Picture) -> list[tuple[str, str, QRectF]]:
        """(kind, words, box) of each entry of the legend that is drawn."""
        return self._key.places(picture.legend, picture.layout)

    def draw(self, painter: QPainter, picture: Picture) -> None:
        """Draw ``picture`` with the strips as far as they are."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if picture.depth.shows_network:
            self._draw_network(painter, picture)
        self._pages.draw(painter, picture)

    def _draw_network(self, painter: QPainter, picture: Picture) -> None:
        layout, frame = picture.layout, picture.frame
        mapping, screen = picture.look.mapping, picture.look.screen
        painter.save()
        if self._theme.is_clear and not mapping.shows_whole:
            # There is no ground for the words to stand on: what would lie under them is left out.
            head, foot = _bands(picture)
            painter.setClipRect(QRectF(0, head, screen[0], screen[1] - head - foot), CUT)
        self._draw_still(painter, picture)
        for edges in picture.live:
            draw_edges(painter, edges, picture.look)
        self._skips.draw(painter, picture)
        if picture.live:
            self._images.draw(painter, picture)
        self._overlay.draw_under(painter, frame, mapping)
        for standing in _standing(picture):
            self._columns.draw(painter, standing, mapping, screen)
        if frame.bars is not None:
            self._bars.draw(painter, picture)
        self._paths.draw(painter, picture.highlight, layout, frame.nodes, mapping, screen)
        self._overlay.draw_over(painter, frame, mapping, layout.scale)
        self._overlay.draw_readings(painter, picture.readings, layout.scale)
        painter.restore()
        if not mapping.shows_whole:
            self._draw_bands(painter, picture)
        self._images.draw_strip(painter, picture)

    def _draw_still(self, painter: QPainter, picture: Picture) -> None:
        """Draw what stays while time runs, and with it the image layers where no edge passes over them."""
        if self._surface.is_direct:
            self._draw_ground(painter, picture)
            if not picture.live:
                self._images.draw(painter, picture)
            return
        ground = self._grounded(picture)
        painter.drawImage(QPointF(0, 0), ground if picture.live else self._images.on_ground(ground, picture))

    def damage_of(self, before: Picture | None, after: Picture) -> QRegion | None:
        """What must be drawn again to show ``after`` where ``before`` stands; None for everything."""
        is_new = before is None or not self._ground.holds(*self._ground_causes(after))
        if (before is not None and before.depth != after.depth) or after.depth.has_page:
            return None
        if before is None or is_new or before.live or after.live or before.selection != after.selection:
            return None
        if before.highlight is not after.highlight or self._skips.is_stale(after):
            return None
        of_images = images.stale(before, after)
        if of_images is None:
            return None
        region = of_images + damage.moving(before) + damage.moving(after) + damage.bars(before, after)
        for standing in _standing(after):
            region += self._columns.stale(standing, after.look.mapping, after.look.screen)
        return region

    def draw_caption(
        self, painter: QPainter, picture: Picture, caption: tuple[str, int], pointer: QPointF
    ) -> None:
        """Draw the new number of what is being dragged above the pointer."""
        words, sign = caption
        scale = picture.layout.scale
        at = QPointF(pointer.x(), max(pointer.y() - 34 * scale, 18 * scale))
        draw_pill(painter, self._texts, self._theme, at, words, ("neg", "ink", "pos")[sign + 1], scale)

    def draw_traced(self, painter: QPainter, picture: Picture, highlight: Highlight | None) -> None:
        """Draw the paths through the unit under the pointer."""
        look = picture.look
        self._traced.draw(painter, highlight, picture.layout, picture.frame.nodes, look.mapping, look.screen)

    def draw_card(self, painter: QPainter, picture: Picture, card: Card, pointer: QPointF) -> None:
        """Draw what is said of the thing under the pointer."""
        screen, scale = picture.look.screen, picture.layout.scale
        draw_card(painter, self._texts, self._theme, card, pointer, screen, scale)

    def marker(self, painter: QPainter, picture: Picture) -> Marker:
        """The pen with which things bring themselves out."""
        return Marker(painter, self._theme, picture)

    # the ground: all that is opaque and stays while time runs

    def _grounded(self, picture: Picture) -> QImage:
        return self._ground.get(lambda: self._ground_image(picture), *self._ground_causes(picture))

    def _is_in_place(self, mapping: Mapping) -> bool:
        """Whether the edges stand where the camera has them, rather than being stretched to there."""
        return all(strip.look.mapping == mapping for strip in self.strips.shown)

    def _ground_causes(self, picture: Picture) -> tuple[tuple[object, ...], object]:
        """What the ground is made of: objects that must be the same ones, and what is compared as it is."""
        notes = tuple(gap.note for gap in picture.still)
        words = (picture.legend.entries, picture.settling, notes, tuple(picture.heads.items()))
        images = (strip.image for strip in self.strips.shown)
        return (picture.layout, picture.heat, *images), (picture.look, words)

    def _ground_image(self, picture: Picture) -> QImage:
        ratio = self._surface.ratio
        width, height = (round(side * ratio) for side in picture.look.screen)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        # A magnified picture may end within its last pixels.
        image.fill(QColor(self._theme.bg))
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_ground(painter, picture)
        return image

    def _draw_ground(self, painter: QPainter, picture: Picture) -> None:
        layout, mapping = picture.layout, picture.look.mapping
        screen = QRectF(0, 0, *picture.look.screen)
        head, foot = (0.0, 0.0) if mapping.shows_whole else _bands(picture)
        is_open = screen.adjusted(0.0, head, 0.0, -foot)
        if not self._theme.is_clear:
            painter.fillRect(screen, QColor(self._theme.bg))
        draw_plates(painter, picture.look.plates, mapping, self._theme)
        self.strips.draw(painter, mapping)
        draw_strips(painter, picture.heat, mapping, self._theme)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mapping.shows_whole:
            self._labels.headings(painter, picture)
            self._images.heads(painter, picture)
            self._key.draw(painter, picture.legend, layout)
        is_in_place = self._is_in_place(mapping)
        for column in (layout.columns[i] for i in picture.seen):
            self._labels.column(painter, column, mapping, layout.scale, is_open)
            if is_in_place:
                # While the wheel turns, hundreds of numbers would hold up every frame.
                draw_indices(painter, self._texts, self._theme, column, mapping, is_open)
        self._labels.counts(painter, picture, mapping)
        self._labels.chips(painter, layout, mapping)

    def _draw_bands(self, painter: QPainter, picture: Picture) -> None:
        """Zoomed in, the heads and the legend stay at their edges of the screen, above the picture."""
        (width, height), (head, foot) = picture.look.screen, _bands(picture)
        if not self._theme.is_clear:
            # Opaque: what is zoomed past the edge would shine through the words.
            ground = self._theme.color("bg")
            painter.fillRect(QRectF(0, 0, width, head), ground)
            painter.fillRect(QRectF(0, height - foot, width, foot), ground)
        self._labels.headings(painter, picture)
        self._images.heads(painter, picture)
        self._key.draw(painter, picture.legend, picture.layout)


def _bands(picture: Picture) -> tuple[float, float]:
    """Pixels at the top and the bottom that heads and legend have to themselves where one has zoomed in."""
    layout = picture.layout
    head = 0.0 if layout.is_for_hall else head_end(layout) + 14 * layout.scale
    return head, max(picture.look.screen[1] - layout.legend[1], 0.0)


def _window(picture: Picture) -> tuple[float, float]:
    """Between which heights of the layout the picture is open: above and below lie the bands."""
    mapping = picture.look.mapping
    if mapping.shows_whole:
        return EVERYWHERE
    head, foot = _bands(picture)
    top, bottom = (mapping.back(QPointF(0.0, y))[1] for y in (head, picture.look.screen[1] - foot))
    return top, bottom


def _standing(picture: Picture) -> list[Standing]:
    """Every column with what stands on it; of a folded one its discs and its cells by themselves."""
    layout, frame = picture.layout, picture.frame
    biases = {marks.layer: marks for marks in frame.biases}
    found: list[Standing] = []
    has_room, is_said = _words_have_room(layout), False
    window = _window(picture)
    for column, nodes in ((layout.columns[i], frame.nodes[i]) for i in picture.seen):
        if column.form == "tile":
            continue
        chosen = picture.chosen(column.layer)
        for part, start in column.pieces():
            stop = start + len(part.units)
            here = chosen - start if chosen is not None and start <= chosen < stop else None
            values = nodes.cut(start, stop) if column.parts else nodes
            says_why = (has_room or not is_said) and stop == len(column.units)
            is_said |= says_why and values.all_off
            marks, curve = biases.get(column.layer), picture.curve(part)
            found.append(Standing(part, values, marks, here, layout.scale, curve, says_why, window))
    return found


def _words_have_room(layout: Layout) -> bool:
    """Whether a few words fit under each column."""
    middles = [float(column.x.mean()) for column in layout.columns if len(column.units)]
    return all(abs(b - a) >= WORDS for a, b in pairwise(middles))
