"""The button at the legend that chooses over what the scale of colours goes."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from nnviz.scene.layout.margins import scale_room
from nnviz.scene.values.map_legend import SCALES
from nnviz.session import Session
from nnviz.ui.paint.picture import Picture
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme
from nnviz.ui.widgets.buttons import TextButton

HEIGHT = 36


class ScaleButton(TextButton):
    """Shown beside the legend; pressing it opens a menu that the window makes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__("Colours ▾", "Colours", parent, token="ink2")
        self._session = session
        self.pixels, self.weight = 14.0, 500
        self.align = Qt.AlignmentFlag.AlignRight
        self.hide()

    def show_picture(self, picture: Picture, theme: Theme) -> None:
        """Follow what the canvas shows."""
        _, y0, x1, y1 = picture.layout.legend
        wide = round(scale_room(picture.layout))
        self.setVisible(wide > 0 and not picture.depth.has_page)
        if self.isHidden():
            return
        name = f"Colours: {SCALES[self._session.view.tint]}"
        if name != self.accessibleName():
            self.describe(name, f"{name}. Press to choose another")
        look = Look(theme, max(picture.layout.scale, 0.72))
        if look != self.look:
            self.set_look(look)
        self.setGeometry(QRect(round(x1) - wide, round((y0 + y1 - HEIGHT) / 2), wide, HEIGHT))
