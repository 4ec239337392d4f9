"""The guess as one sentence: what is learned, from what, and how much of it there is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnviz.scene.table import TableScene
from nnviz.ui import icons
from nnviz.ui.style import ratio_of
from nnviz.ui.widgets.buttons import IconButton, PaintedButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.part import Part

HIGH, TITLE = 46.0, 34.0
NOTHING = "choose a column"
LONGEST = 0.3
"""The share of the line that the target's name may take."""


class TargetButton(PaintedButton):
    """The column that is learned; a press opens all that could be."""

    radius = 12.0

    def __init__(self, parent: QWidget) -> None:
        super().__init__("What is learned", parent)

    def width_wanted(self) -> float:
        """Room for the name and the arrow."""
        look = self.look
        words = QFontMetricsF(look.font(TITLE, 700)).horizontalAdvance(self.text())
        return float(words + max(look.px(62), 46))

    def paint(self, painter: QPainter) -> None:
        look, rect = self.look, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("ink" if self.underMouse() else "now"), 2))
        painter.setBrush(look.theme.mix("now", 0.06, "panel"))
        painter.drawRoundedRect(rect, look.px(12), look.px(12))
        size = max(look.px(24), 16)
        room = rect.adjusted(look.px(16), 0, -size - look.px(16), 0)
        write(painter, room, self.text(), look, TITLE, 700, "now")
        image = icons.pixmap("chevron-down", look.theme.now, size, ratio_of(self))
        painter.drawPixmap(
            round(rect.right() - size - look.px(12)), round(rect.center().y() - size / 2), image
        )


class TitleLine(Part):
    """ "Learn [kind] from area, perimeter and length"."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sources: tuple[str, ...] = ()
        self._summary = ""
        self.target = TargetButton(self)
        self.back = IconButton("x", "Leave this table", self)
        self.back.describe("Leave this table", "Back to where you were; nothing has changed there (Escape)")
        self.back.clicked.connect(self.left)

    def parts(self) -> list[QWidget]:
        """What can be pressed."""
        return [self.target, self.back]

    def show_scene(self, scene: TableScene) -> None:
        """Show another sentence."""
        self._sources, self._summary = scene.sources, scene.summary
        self.target.setText(scene.target or NOTHING)
        self.target.describe(f"Learn {scene.target or 'nothing yet'}", "Choose which column is learned")
        self.setAccessibleName(f"Learn {scene.target} {scene.sources[0]}; {scene.summary}")
        self.place()
        self.update()

    def height_wanted(self) -> int:
        """The height of what can be pressed in it."""
        return self.look.target(HIGH)

    def place(self) -> None:
        """The target behind the first word, the way out at the right."""
        look, high = self.look, self.height()
        side = look.target()
        self.back.setGeometry(self.width() - side, (high - side) // 2, side, side)
        wide = min(self.target.width_wanted(), LONGEST * self.width())
        self.target.setGeometry(round(self._begin()), 0, round(wide), high)

    def _begin(self) -> float:
        metrics = QFontMetricsF(self.look.font(TITLE, 700))
        return float(metrics.horizontalAdvance("Learn") + self.look.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, high = self.look, self.height()
        write(painter, QRectF(0, 0, self._begin(), high), "Learn", look, TITLE, 700)
        right = self.back.x() - look.px(12)
        painter.setFont(look.font(18))
        wide = painter.fontMetrics().horizontalAdvance(self._summary)
        start = self.target.geometry().right() + look.px(14)
        room = QRectF(start, 0, right - wide - look.px(24) - start, high)
        painter.setFont(look.font(TITLE, 700))
        text = fullest(painter.fontMetrics(), self._sources, room.width())
        write(painter, room, text, look, TITLE, 700)
        place = QRectF(right - wide - 4, 0, wide + 4, high)
        write(painter, place, self._summary, look, 18, 400, "ink2", Qt.AlignmentFlag.AlignRight)
