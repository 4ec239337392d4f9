"""A card's text in the panel: it follows the network, and its links can be reached by the keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.prose import Block, Link
from nnviz.ui.paint.prose import Prose, Style, Values
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.part import Part
from nnviz.ui.widgets.removal import take_away

PIXELS, LEADING = 17.0, 27.0
SCHEMES = ("http", "https")


class LinkSpot(PaintedButton):
    """Where a link stands in the text, for the keyboard and the pointer; the text draws it."""

    radius = 4.0

    def __init__(self, link: Link, parent: QWidget) -> None:
        super().__init__(f"Link: {link.text}", parent)
        self.describe(f"Link: {link.text}", link.address)
        self.link = link

    def paint(self, painter: QPainter) -> None:
        """Nothing: the text is drawn below it."""


class ProseView(Part):
    """Shows blocks of a lesson's text as wide as it is."""

    def __init__(self, parent: QWidget, pixels: float = PIXELS, leading: float = LEADING) -> None:
        super().__init__(parent)
        self._pixels, self._leading = pixels, leading
        self._token, self._weight = "ink2", 400
        self._blocks: tuple[Block, ...] = ()
        self._values: Values = lambda _: ""
        self._prose: Prose | None = None
        self._made: tuple[object, ...] = ()
        self.links: list[LinkSpot] = []

    def set_ink(self, token: str, weight: int = 400) -> None:
        """Write it in another colour and weight than a card's text."""
        self._token, self._weight, self._made = token, weight, ()

    def show_blocks(self, blocks: tuple[Block, ...], values: Values) -> None:
        """Show this text; ``values`` is asked for what is live in it."""
        self._blocks, self._values, self._made = blocks, values, ()
        self._lay(self.width())

    def refresh(self) -> bool:
        """Follow the live values; returns whether it is another height now."""
        before = self.height_for(self.width())
        if self._prose is None or not self._prose.refresh():
            return False
        self._say()
        self.update()
        return self.height_for(self.width()) != before

    @property
    def prose(self) -> Prose | None:
        """The text as it is laid out, once it has been."""
        return self._prose

    def height_for(self, width: int) -> int:
        """Pixels of all of it in a column so wide."""
        self._lay(width)
        return 0 if self._prose is None else round(self._prose.height)

    def set_look(self, look: Look) -> None:
        """Draw in this theme and at this scale from now on."""
        super().set_look(look)
        self._lay(self.width())

    def parts(self) -> Iterable[QWidget]:
        return self.links

    def place(self) -> None:
        self._lay(self.width())

    def _lay(self, width: int) -> None:
        """Lay it out where that isn't done."""
        causes = (self.look, width)
        if causes == self._made or width < 8:
            return
        self._made = causes
        size = self.look.text(self._pixels)
        style = Style(
            self.look.theme, size, size * self._leading / self._pixels, self._token, weight=self._weight
        )
        self._prose = Prose(self._blocks, style, width, self._values)
        self._say()
        self.update()

    def _say(self) -> None:
        assert self._prose is not None
        self.setAccessibleName(self._prose.text)
        if [spot.link for spot in self.links] != list(self._prose.links):
            for spot in self.links:
                take_away(spot)
            self.links = [LinkSpot(link, self) for link in self._prose.links]
            for spot in self.links:
                spot.clicked.connect(partial(follow, spot.link.address))
                spot.show()
        for number, spot in enumerate(self.links):
            spot.set_look(self.look)
            spot.setGeometry(self._prose.link_rect(number).toAlignedRect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A link goes on in the next line: there it can be pressed too."""
        if event.button() == Qt.MouseButton.LeftButton and self._prose is not None:
            follow(self._prose.link_at(QPointF(event.position())))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._prose is not None:
            with QPainter(self) as painter:
                self._prose.draw(painter, 0, 0)


def follow(address: str) -> None:
    """Open a link in the person's own browser: of the web, and nothing else."""
    url = QUrl(address)
    if url.scheme() in SCHEMES:
        QDesktopServices.openUrl(url)
