"""The slider under a convolution's input: where its window stands, and a way to take it elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from nnviz.document import Target
from nnviz.scene.layout.strip_size import TRACK
from nnviz.scene.time import windows
from nnviz.scene.time.windows import SCANS
from nnviz.scene.values.arithmetic import Strip
from nnviz.session import Session
from nnviz.ui.paint.picture import Picture
from nnviz.ui.plain import set_tooltip
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.window_slider import WindowSlider

ANYWHERE = "From anywhere on this page: Alt with Left or Right."


class CanvasWindowSlider(WindowSlider):
    """Shown where the arithmetic of one window is, with room under the network's input.

    It moves time while the window is the one that time has come to; else it selects the cell that the window
    fills.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._strip: Strip | None = None
        """The arithmetic of the window that it moves, while it is shown."""
        set_tooltip(self, f"{self.toolTip()} {ANYWHERE}")
        self.moved.connect(self._go)
        self.hide()

    def show_picture(self, picture: Picture, theme: Theme) -> None:
        """Follow what the canvas shows."""
        strip = picture.frame.strip
        place = _place(picture) if strip is not None and not picture.depth.has_page else None
        self._strip = strip if place is not None else None
        self.setVisible(place is not None)
        if strip is None or place is None:
            return
        count = windows.of_layer(self._session.document.network, strip.layer).count
        at = windows.number(strip.unit[1:], count)
        look = Look(theme, max(picture.layout.scale, 0.72))
        if (at, count[0] * count[1] - 1, look) != (self.value(), self.maximum(), self.look):
            self.show_window(at, count[0] * count[1], count[1], look)
            self.setAccessibleName(f"Window {at + 1:,} of {count[0] * count[1]:,}")
        self.setGeometry(place.toAlignedRect())

    def _go(self, number: int) -> None:
        if self._strip is None:
            return
        session, layer = self._session, self._strip.layer
        network = session.document.network
        row, column = divmod(number, windows.of_layer(network, layer).count[1])
        if session.moment.phase in SCANS and session.moment.layer == layer and not session.view.pinned:
            session.pause()
            session.seek(windows.seconds_of(network, session.timeline, layer, (row, column)))
        else:
            session.select(Target(layer, (self._strip.unit[0], row, column)))


def _place(picture: Picture) -> QRectF | None:
    """Under the words at the input, while the network is seen as a whole."""
    images = picture.layout.images
    if images is None or images.slider is None or not picture.look.mapping.shows_whole:
        return None
    x0, _, x1, y1 = images.slider
    return QRectF(x0, y1 - TRACK, x1 - x0, TRACK)
