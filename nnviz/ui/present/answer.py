"""What the network says in the end, below the picture that it was shown."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from nnviz.scene.layout.hall import BESIDE_PICTURE
from nnviz.scene.words.outcome import Outcome, named, outcome
from nnviz.session import Session
from nnviz.ui.canvas import CanvasView
from nnviz.ui.present.sizes import STATEMENT, TEXT, Magnified
from nnviz.ui.theme import font
from nnviz.ui.widgets.part import Part

BESIDE, WRAPPED = 8.0, 1.25
"""Pixels between it and the next column; how much higher it is on two lines."""
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class Answer(Part):
    """Shown once the pass has come to its end, while the network is seen as a whole."""

    def __init__(self, session: Session, canvas: CanvasView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._seen: Magnified | None = None
        self.text = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_session(self, seen: Magnified) -> None:
        """Follow what the canvas shows."""
        picture = self._canvas.picture
        bars = None if picture is None else picture.frame.bars
        is_there = bars is not None and bars.reached >= 1 and bars.result is not None
        text = words(outcome(self._session.document, self._session.trace)) if is_there else ""
        if text != self.text:
            self.text = text
            self.setAccessibleName(text)
            self.update()
        self.stand(seen)

    def stand(self, seen: Magnified) -> None:
        """Stand below the input's picture, where that is."""
        self._seen = seen
        place = self._below_picture() if self.text else None
        self.setVisible(place is not None)
        if place is not None:
            self.setGeometry(place)

    def _below_picture(self) -> QRect | None:
        picture = self._canvas.picture
        if picture is None or not picture.layout.is_for_hall or not picture.look.mapping.shows_whole:
            return None
        plate = picture.layout.columns[0].plate
        if plate is None or picture.depth.has_page:
            return None
        after = picture.layout.columns[1]
        wide = float(after.x.min()) - after.radius - BESIDE - plate[0]
        high = round(BESIDE_PICTURE * (1.0 if self._line_fits(wide) else WRAPPED))
        return QRect(round(plate[0]), round(plate[3]) + 2, round(wide), high)

    def _line_fits(self, room: float) -> bool:
        """Whether all of it has room on one line, in letters that aren't the smallest."""
        return QFontMetricsF(self._font(TEXT)).horizontalAdvance(self.text) <= room

    def _font(self, size: float) -> QFont:
        assert self._seen is not None
        return font(size * self._seen.unit, 800)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen is None:
            return
        with QPainter(self) as painter:
            wide = QFontMetricsF(self._font(STATEMENT)).horizontalAdvance(self.text)
            size = STATEMENT * min(self.width() / wide, 1.0) if wide else STATEMENT
            painter.setFont(self._font(size if self._line_fits(self.width()) else TEXT))
            painter.setPen(self.look.color("ink"))
            painter.drawText(QRectF(self.rect()), LEFT, self.text)


def words(result: Outcome) -> str:
    """The result without its share, which its bar has: "Most likely a 3"."""
    if result.index is None or result.probability is None:
        return ""
    return f"Most likely {named(result.label)}" if not result.unsure else result.sentence.rstrip(".")
