"""A button of the folded rail: an icon, and under it the word for what it opens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.widgets.buttons import PaintedButton

ICON, WORD = 26, 14
"""In the spec's pixels."""
_GAP = 4


class RailButton(PaintedButton):
    """Opens a part of the rail over the canvas; checked while that is open, and then in ``now``."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.icon_name = icon
        self.setCheckable(True)

    def paint(self, painter: QPainter) -> None:
        """The icon and the word, centred together."""
        look = self.look
        self.paint_hover(painter)
        token = "now" if self.isChecked() else "ink" if self.underMouse() else "ink2"
        side, line = max(look.px(ICON), 18), round(1.3 * look.text(WORD))
        top = (self.height() - side - _GAP - line) // 2
        image = icons.pixmap(self.icon_name, getattr(look.theme, token), side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, top, image)
        painter.setFont(look.font(WORD, 600))
        painter.setPen(look.color(token))
        word = QRectF(0, top + side + _GAP, self.width(), line)
        painter.drawText(word, Qt.AlignmentFlag.AlignCenter, self.accessibleName())
