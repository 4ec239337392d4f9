"""What a file shows: a document at a moment, with the line that says what happens, on one sheet."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from nnviz.document import Document, Target
from nnviz.errors import OptionError
from nnviz.session import Session
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.picture import Picture
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import LEFT, Texts
from nnviz.ui.theme import FLOOR, THEMES, TYPE, Theme

SHORTEST, LONGEST = 64, 16_384
"""Pixels that a side may have."""
MOST_PIXELS = 64_000_000
REFERENCE = (1600.0, 1000.0)
NARRATION = 56.0
"""Height of the narration's line under the canvas at reference size."""
KERNELS = "kernels"


@dataclass(frozen=True)
class Sheet:
    """``size`` is width and height in pixels, ``seconds`` a place on the timeline; ``theme`` is a name."""

    document: Document
    seconds: float
    size: tuple[int, int] = (1600, 1000)
    theme: str = "dark"
    select: Target | None = None
    is_clear: bool = False
    """Whether its ground is nothing, so that it can lie on another picture."""

    @property
    def look(self) -> Theme:
        """The theme's colours."""
        return replace(THEMES[self.theme], is_clear=self.is_clear)

    @property
    def has_widgets(self) -> bool:
        """Whether it is made of controls, which the window's thread alone may draw."""
        return self.document.view.page == KERNELS

    def check(self) -> None:
        """See that it can be drawn.

        Raises:
            OptionError: the size, the time, the theme, the ground or the selected unit is not possible.
        """
        if not all(SHORTEST <= side <= LONGEST for side in self.size) or math.prod(self.size) > MOST_PIXELS:
            raise OptionError(
                f"A picture of {self.size[0]}x{self.size[1]} pixels is not possible: each side takes "
                f"{SHORTEST} to {LONGEST:,} pixels, both together at most 64 million."
            )
        if not self.seconds >= 0:
            raise OptionError(f"The time {self.seconds:g} is not possible: choose 0 seconds or later.")
        if self.theme not in THEMES:
            raise OptionError(f"There is no theme “{self.theme}”: choose {' or '.join(THEMES)}.")
        if self.is_clear and self.has_widgets:
            raise OptionError("The kernel page has no transparent ground; draw it without.")
        if self.select is not None:
            self.document.network.unit_index(self.select.layer, self.select.unit)

    def paint(self, painter: QPainter, surface: Surface) -> None:
        """Draw the settled picture; needs an application."""
        session = Session(self.document)
        session.select(self.select)
        session.seek(self.seconds)
        if self.document.view.pinned:
            session.select(self.select)
        if session.view.page == KERNELS:
            from nnviz.ui.export.kernels import paint_kernels

            paint_kernels(painter, session, self.size, self.look, surface)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.size[0] / REFERENCE[0], self.size[1] / REFERENCE[1])
        band = min(max(NARRATION * scale, 2.0 * FLOOR), self.size[1] / 4)
        canvas = (float(self.size[0]), float(math.floor(self.size[1] - band)))
        picture = Composer().picture(session, canvas, self.look, surface.ratio)
        scene = ScenePainter(self.look, surface)
        scene.want(picture)
        scene.settle()
        painter.save()
        # What lies beside the screen isn't seen in a window either.
        painter.setClipRect(QRectF(0.0, 0.0, *canvas))
        scene.draw(painter, picture)
        painter.restore()
        below = QRectF(0.0, canvas[1], canvas[0], self.size[1] - canvas[1])
        _narrate(painter, picture, self.look, below, scale, Texts(surface))


def _narrate(
    painter: QPainter, picture: Picture, theme: Theme, band: QRectF, scale: float, texts: Texts
) -> None:
    pixels = max(TYPE["label"] * scale, FLOOR)
    x, y = max(16.0 * scale, 8.0), band.center().y()
    if not theme.is_clear:
        painter.fillRect(band, QColor(theme.panel))
        painter.fillRect(QRectF(band.left(), band.top(), band.width(), 1.0), QColor(theme.line))
    lead, sentence = picture.frame.lead, picture.frame.sentence
    texts.draw(painter, QPointF(x, y), lead, pixels, QColor(theme.now), weight=700, align=LEFT)
    x += texts.width(lead, pixels, 700) + 0.5 * pixels
    texts.draw(painter, QPointF(x, y), sentence, pixels, QColor(theme.ink), align=LEFT)
