"""The arithmetic strip: window × kernel = products, their sum, the bias, and what comes out."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from nnviz.scene.layout.strip_size import words_height
from nnviz.scene.layout.tiles import Box
from nnviz.scene.values import strip_texts
from nnviz.scene.values.arithmetic import Strip, Term
from nnviz.scene.values.merging import Merge
from nnviz.scene.values.strip_places import GridPlace, StripPlaces, fitting, places
from nnviz.scene.values.strip_texts import Printed, printed
from nnviz.scene.words.equation import ABOUT, sign_of
from nnviz.ui.paint.arrows import draw_arrow
from nnviz.ui.paint.images.merging import MergePainter
from nnviz.ui.paint.images.pool_panel import PoolPainter
from nnviz.ui.paint.images.strip_grid import GridPainter
from nnviz.ui.paint.images.tiles import TilePainter
from nnviz.ui.paint.text import LEFT, RIGHT, Texts, Worded
from nnviz.ui.theme import FLOOR, RADIUS, Theme

HINT = "Click a cell of a map to see how its number is made."


class StripPainter(Worded):
    """Draws the strip for one theme."""

    def __init__(self, theme: Theme, texts: Texts, tiles: TilePainter) -> None:
        self._theme = theme
        self._texts = texts
        self._grids = GridPainter(theme, texts, tiles)
        self._pool = PoolPainter(theme, texts, self._grids)
        self._merge = MergePainter(theme, texts, tiles)

    def draw(
        self,
        painter: QPainter,
        strip: Strip | None,
        box: Box,
        s: float,
        merge: Merge | None = None,
        hint: str = "",
        slider: Box | None = None,
    ) -> None:
        """Draw the card and one window's arithmetic on it, or a joined cell's, or a hint. ``slider``: where
        it is said which window this is; None where the card must say it."""
        card = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
        painter.setPen(QPen(QColor(self._theme.line), 1.0))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(card, RADIUS["card"] * s, RADIUS["card"] * s)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if merge is not None:
            self._merge.draw(painter, merge, box, s)
            return
        if strip is None:
            self._text(painter, card.center(), hint or HINT, 16 * s, "ink2")
            return
        strip = fitting(strip, box, s)
        placed = places(strip, box, s)
        said = printed(strip, *map(self._grids.fits, placed.grids))
        for grid, texts in zip(placed.grids, said.cells, strict=True):
            self._title(painter, strip, grid, placed.head[0], s)
            is_hidden = grid.kind == "products" and not strip.is_reached
            self._grids.draw(painter, strip, grid, texts, is_hidden, outlined=grid.kind == "inputs")
        self._signs(painter, placed, said.is_equal, s)
        self._sums(painter, strip, said, placed, s)
        self._result(painter, strip, said, placed, s)
        self._head(painter, strip, placed, s, slider)
        self._terms(painter, strip, said, placed, box, s)
        if placed.pool is not None and strip.pooled is not None:
            self._pool.draw(painter, strip, strip.pooled, placed.pool, s)

    def draw_place(self, painter: QPainter, strip: Strip, box: Box, s: float) -> None:
        """Say over the slider in ``box`` which window this is, as far as there is room."""
        x0, y0, x1, _ = box
        y = y0 + words_height(s) / 2
        title = self._fullest(strip_texts.title_forms(strip), x1 - x0, 15 * s, 600)
        self._text(painter, QPointF(x0, y), title, 15 * s, "ink", 600, LEFT)
        if self._has_place(strip, box, s):
            self._text(painter, QPointF(x1, y), strip.place, 14 * s, "ink2", 400, RIGHT)

    def _has_place(self, strip: Strip, box: Box, s: float) -> bool:
        """Whether row and column have room over the slider, whichever window it is."""
        title, place = strip.longest
        wide = self._texts.width(title, max(15 * s, FLOOR), 600)
        return wide + 10 + self._texts.width(place, max(14 * s, FLOOR)) <= box[2] - box[0]

    def _title(self, painter: QPainter, strip: Strip, place: GridPlace, end: float, s: float) -> None:
        above = place.y - max(13 * s, 11.5)
        if strip.weighs:
            title = self._shortened(place.grid.title, place.width, s)
            at = QPointF(place.x + place.width / 2, above)
            self._text(painter, at, title, 15 * s, "ink2", 500)
        else:
            forms = (place.grid.title, place.grid.title.split()[0], "")
            title = self._fullest(forms, end - place.x - 8, 15 * s, 500)
            self._text(painter, QPointF(place.x, above), title, 15 * s, "ink2", 500, LEFT)

    # what stands between and beside them

    def _signs(self, painter: QPainter, placed: StripPlaces, is_equal: bool, s: float) -> None:
        for grid, after, sign in zip(placed.grids, placed.grids[1:], f"×{sign_of(is_equal)}", strict=False):
            at = QPointF((grid.x + grid.width + after.x) / 2, grid.y + grid.height / 2)
            self._text(painter, at, sign, 24 * s, "ink", 600)
        x0, x1, y = placed.arrow
        draw_arrow(painter, self._theme, QPointF(x0, y), QPointF(x1, y))

    def _sums(self, painter: QPainter, strip: Strip, said: Printed, placed: StripPlaces, s: float) -> None:
        for row, box in zip(said.sums, placed.sums, strict=True):
            is_chosen = row.channel == strip.channel
            rect = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3])).adjusted(1, 1, -1, -1)
            if is_chosen:
                painter.fillRect(rect, self._theme.color("now", 0.12))
            y = rect.center().y()
            token = "now" if is_chosen else "ink2"
            self._text(painter, QPointF(box[0] + 6 * s, y), row.words, 14 * s, token, 500, LEFT)
            if strip.is_reached:
                sign = self._theme.sign(row.value)
                self._text(painter, QPointF(box[2] - 6 * s, y), row.text, 14 * s, sign, 600, RIGHT)

    def _result(self, painter: QPainter, strip: Strip, said: Printed, placed: StripPlaces, s: float) -> None:
        """The cell that pooling fills, as large as the one thing that comes out."""
        if strip.result is not None and placed.result is not None:
            radius = RADIUS["chip"] * s
            self._grids.draw_result(painter, strip, said.result, placed.result, 28 * s, radius)

    def _head(
        self, painter: QPainter, strip: Strip, placed: StripPlaces, s: float, slider: Box | None
    ) -> None:
        """Which window it is, unless that stands at the slider, and how it slides: as far as there is room
        above the terms."""
        x, y = placed.head
        right, end = placed.terms[0][2], placed.terms[0][1]
        line = max(20 * s, FLOOR + 4)
        words = strip.slide
        if slider is None:
            title = self._fullest(strip_texts.title_forms(strip), right - x, 16 * s, 600)
            self._text(painter, QPointF(x, y), title, 16 * s, "ink", 600, LEFT)
            room = right - x - self._texts.width(title, max(16 * s, FLOOR), 600) - 10
            if self._texts.width(strip.place, max(14 * s, FLOOR)) <= room:
                self._text(painter, QPointF(right, y), strip.place, 14 * s, "ink2", 400, RIGHT)
            y += line
        elif not self._has_place(strip, slider, s):
            words = (*words, strip.place)
        for text in self._lines(words, right - x, s):
            if y + line / 2 <= end:
                self._text(painter, QPointF(x, y), text, 14 * s, "ink2", 400, LEFT)
            y += line

    def _lines(self, parts: tuple[str, ...], room: float, s: float) -> list[str]:
        """The parts one after the other, as many in a line as it has room for."""
        lines: list[str] = []
        for part in parts:
            joined = f"{lines[-1]}, {part}" if lines else part
            if lines and self._texts.width(joined, max(14 * s, FLOOR)) <= room:
                lines[-1] = joined
            else:
                lines.append(part)
        return lines

    def _terms(
        self, painter: QPainter, strip: Strip, said: Printed, placed: StripPlaces, box: Box, s: float
    ) -> None:
        for i, (term, at) in enumerate(zip(said.terms, placed.terms, strict=True)):
            is_last = i == len(said.terms) - 1
            y = (at[1] + at[3]) / 2
            if strip.weighs and term.name.startswith("z"):
                painter.setPen(QPen(QColor(self._theme.line), 1.5))
                painter.drawLine(QLineF(at[0], at[1], at[2], at[1]))
            size = (26 if is_last else 22) * s
            taken = self._texts.width(term.text, max(size, FLOOR), 700) + 6 if strip.is_reached else 0.0
            name = self._fullest(strip_texts.name_forms(term), at[2] - at[0] - taken, 15 * s, 500)
            self._text(painter, QPointF(at[0], y), name, 15 * s, "ink2", 500, LEFT)
            if strip.is_reached:
                self._about(painter, QPointF(at[2], y), term.text, size, s)
                number = term.text.removeprefix(ABOUT)
                self._text(painter, QPointF(at[2], y), number, size, self._token(term, is_last), 700, RIGHT)
        last = placed.terms[-1]
        forms = (strip.note,) if placed.pool is not None else strip_texts.notes(strip)
        room, pixels = last[2] - last[0], 14 * s
        note = self._fullest(forms, room, pixels)
        if note:
            under = QPointF(last[2], last[3] + 9 * s)
            self._text(painter, under, note, 14 * s, "ink2", 400, RIGHT)
        if not strip.is_reached:
            foot = QPointF(placed.terms[0][2], box[3] - 20 * s)
            self._text(painter, foot, "not computed yet", 14 * s, "ink2", 400, RIGHT)

    def _fullest(self, forms: tuple[str, ...], room: float, pixels: float, weight: int = 400) -> str:
        """The first of ``forms`` that fits; nothing where none does."""
        size = max(pixels, FLOOR)
        return next((text for text in forms if self._texts.width(text, size, weight) <= room), "")

    def _about(self, painter: QPainter, at: QPointF, text: str, size: float, s: float) -> None:
        """The ≈ before a printed number that needs it, as small as the words beside it."""
        if text.startswith(ABOUT):
            width = self._texts.width(text.removeprefix(ABOUT), max(size, FLOOR), 700)
            self._text(painter, at - QPointF(width + 3 * s, 0), ABOUT.strip(), 15 * s, "ink2", 500, RIGHT)

    def _token(self, term: Term, is_last: bool) -> str:
        if term.sign:
            return self._theme.sign(term.sign)
        return "now" if is_last else "ink"

    def _shortened(self, text: str, room: float, s: float) -> str:
        return text if self._texts.width(text, max(15 * s, FLOOR), 500) <= room + 24 * s else text.split()[0]
