"""Windows into real pictures of networks: drawn anew in each frame, or once for a card."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from nnviz.document import Document, Target, View
from nnviz.scene.view import glimpse
from nnviz.session import Preferences, Session
from nnviz.ui.paint.composer import Composer
from nnviz.ui.paint.painter import ScenePainter
from nnviz.ui.paint.surface import Surface
from nnviz.ui.theme import THEMES


class GlimpsePainter:
    """Draws a document at any moment, whole and as nobody has zoomed in it; ``chosen`` is the neuron that is
    looked at."""

    def __init__(self, document: Document, theme: str, ratio: float, chosen: Target | None = None) -> None:
        self._viewed = Session(replace(document, view=View(theme=theme, selection=chosen, pinned=True)))
        self._theme, self._ratio = THEMES[theme], ratio
        self._composer = Composer()
        self._painter = ScenePainter(self._theme, Surface(ratio))

    @property
    def moment(self) -> float:
        """Seconds of the moment that shows best what the network does."""
        return glimpse.moment(self._viewed.document, self._viewed.timeline)

    @property
    def seconds(self) -> float:
        """How long its pass is."""
        return self._viewed.timeline.seconds

    def set_preferences(self, preferences: Preferences) -> None:
        """Show it as the person prefers."""
        self._viewed.set_preferences(preferences)

    def draw(self, painter: QPainter, room: QRectF, seconds: float) -> None:
        """Draw the window into the picture at ``room``."""
        session, size = self._viewed, (room.width(), room.height())
        session.seek(seconds)
        wanted = glimpse.glimpse(session.document, session.timeline, size)
        picture = self._composer.picture(session, wanted.size, self._theme, self._ratio)
        corner = QPointF(*glimpse.corner(session.document, picture.layout, size))
        self._painter.see_through(QRectF(corner, room.size()))
        self._painter.want(picture)
        self._painter.settle()
        painter.save()
        painter.setClipRect(room)
        painter.translate(room.topLeft() - corner)
        self._painter.draw(painter, picture)
        painter.restore()


def drawn(
    document: Document, size: tuple[int, int], theme: str, ratio: float, chosen: Target | None = None
) -> QImage:
    """A card's picture, ``size`` logical pixels large. Touches no widget: any thread may draw it."""
    width, height = size
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(THEMES[theme].color("bg"))
    one = GlimpsePainter(document, theme, ratio, chosen)
    with QPainter(image) as painter:
        one.draw(painter, QRectF(0.0, 0.0, width, height), one.moment)
    return image
