"""What can be pressed on the start page: a card with a picture, a place to open something, a recent file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from nnviz.ui import icons
from nnviz.ui.start.album import Print
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.window import file_names

PAD, PICTURE, TITLE = 8, 118, 26
"""The spec's pixels around a card's picture, its height, and the height of the name below."""
RADIUS = 14


class Pictured(PaintedButton):
    """A card that has a picture of its network."""

    radius = float(RADIUS)

    def __init__(self, title: str, line: str, parent: QWidget) -> None:
        super().__init__(f"{title}. {line}" if line else title, parent)
        self.title, self.line = title, line
        self.image = QImage()
        self.form: Print | None = None

    def tell(self, title: str, line: str) -> None:
        """Say this on it from now on."""
        self.title, self.line = title, line
        self.describe(f"{title}. {line}" if line else title, self.toolTip())
        self.update()

    def show_picture(self, image: QImage) -> None:
        """This is its picture; an empty one leaves the card without."""
        self.image = image
        self.update()

    def picture_rect(self) -> QRectF:
        """Where the picture stands."""
        raise NotImplementedError

    def wants(self, theme: str, ratio: float) -> Print | None:
        """The picture that it needs now; None where it has that one or has asked for it."""
        rect = self.picture_rect()
        form = Print((round(rect.width()), round(rect.height())), ratio, theme)
        if form == self.form or min(form.size) < 8:
            return None
        self.form = form
        return form

    def paint_plate(self, painter: QPainter) -> None:
        """The card itself; under the pointer it is a little lighter."""
        look = self.look
        painter.setPen(QPen(look.color("ink3" if self.underMouse() else "line"), 1))
        painter.setBrush(look.color("raised" if self.underMouse() else "panel"))
        radius = look.px(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def paint_picture(self, painter: QPainter) -> None:
        """The picture in its frame, or the empty frame."""
        look, rect = self.look, self.picture_rect()
        path = QPainterPath()
        path.addRoundedRect(rect, look.px(8), look.px(8))
        painter.fillPath(path, look.color("bg"))
        if not self.image.isNull():
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(rect, self.image)
            painter.restore()
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)


class SampleCard(Pictured):
    """A bundled network: its picture, its name, and what it shows."""

    def __init__(self, name: str, title: str, line: str, parent: QWidget) -> None:
        super().__init__(title, line, parent)
        self.name = name
        self.describe(f"{title}. {line}", f"Open {title}")

    def height_for(self, width: int) -> int:
        """Pixels for the picture, the name, and all that it says, on a card so wide."""
        look = self.look
        room = QRect(0, 0, width - look.px(26), 1000)
        words = QFontMetrics(look.font(15)).boundingRect(room, Qt.TextFlag.TextWordWrap, self.line)
        above = look.px(PAD + PICTURE) + look.px(4) + self._title_high()
        return above + words.height() + look.px(14)

    def _title_high(self) -> int:
        return max(self.look.px(TITLE + 6), 26)

    def picture_rect(self) -> QRectF:
        pad = self.look.px(PAD)
        return QRectF(pad, pad, self.width() - 2 * pad, self.look.px(PICTURE))

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_plate(painter)
        self.paint_picture(painter)
        left, wide = look.px(14), self.width() - look.px(26)
        top = self.picture_rect().bottom() + look.px(4)
        write(painter, QRectF(left, top, wide, self._title_high()), self.title, look, 16, 600)
        painter.setFont(look.font(15))
        painter.setPen(look.color("ink2"))
        rest = QRectF(left, top + self._title_high(), wide, self.height())
        painter.drawText(rest, Qt.TextFlag.TextWordWrap, self.line)


class RecentRow(Pictured):
    """A file opened or saved of late."""

    radius = 10.0

    def __init__(self, file: Path, parent: QWidget) -> None:
        super().__init__(file.name, str(file.parent), parent)
        self.file = file
        self.describe(f"{file.name}, in {file.parent}", str(file))

    def picture_rect(self) -> QRectF:
        look = self.look
        high = self.height() - 2 * look.px(10)
        return QRectF(look.px(10), look.px(10), 1.45 * high, high)

    def paint(self, painter: QPainter) -> None:
        look = self.look
        self.paint_hover(painter)
        self.paint_picture(painter)
        if self.file.suffix.lower() in file_names.TABLES:
            # No network is in it to be drawn.
            side = max(look.px(30), 20)
            sign = icons.pixmap("grid-3x3", look.theme.ink3, side, self.devicePixelRatioF())
            painter.drawPixmap(self.picture_rect().center() - QPointF(side / 2, side / 2), sign)
        left = self.picture_rect().right() + look.px(16)
        wide, middle = self.width() - left - look.px(8), self.height() / 2
        high = max(look.px(24), 19)
        write(painter, QRectF(left, middle - high, wide, high), self.title, look, 16, 600)
        write(painter, QRectF(left, middle, wide, high), self.line, look, 15, 400, "ink2")


class OpenCard(PaintedButton):
    """A dashed place for something of one's own."""

    radius = float(RADIUS)

    def __init__(self, icon: str, title: str, line: str, parent: QWidget) -> None:
        super().__init__(f"{title}. {line}", parent)
        self.icon_name, self.title, self.line = icon, title, line

    def paint(self, painter: QPainter) -> None:
        look: Look = self.look
        is_hot = self.underMouse()
        painter.setPen(QPen(look.color("ink" if is_hot else "ink3"), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(look.color("raised" if is_hot else "panel"))
        radius = look.px(RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        side, middle = max(look.px(30), 20), self.height() / 2
        x = look.px(24)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(
            x, round(middle - side / 2), icons.pixmap(self.icon_name, look.theme.now, side, ratio)
        )
        left, high = x + side + look.px(24), max(look.px(26), 20)
        wide = self.width() - left - look.px(44)
        write(painter, QRectF(left, middle - high, wide, high), self.title, look, 18, 600)
        write(painter, QRectF(left, middle, wide, high), self.line, look, 15, 400, "ink2")
        arrow = max(look.px(20), 16)
        sign = icons.pixmap("chevron-right", look.theme.ink2, arrow, ratio)
        painter.drawPixmap(self.width() - look.px(22) - arrow, round(middle - arrow / 2), sign)
