"""Real examples to pick from: five at a time, by arrow, by number."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from nnviz.document import edits
from nnviz.scene.time.stage import HINT, hides
from nnviz.session import VALUES, Change, Session
from nnviz.ui.paint.kept_pixmap import KeptPixmap
from nnviz.ui.plain import set_tooltip
from nnviz.ui.run.rail import examples, picture
from nnviz.ui.run.rail.section import RailSection
from nnviz.ui.style import TARGET
from nnviz.ui.theme import DARK
from nnviz.ui.widgets.buttons import IconButton, PaintedButton
from nnviz.ui.widgets.fitting import fullest, write
from nnviz.ui.widgets.number_field import NumberField

SHOWN = 5
TITLE = "Or pick a real one"


class SampleButton(PaintedButton):
    """One example, small: a picture, or a bar for each feature."""

    radius = 6.0

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Sample", parent)
        self._session = session
        self._state = session.state
        self._kept = KeptPixmap()
        self._bounds: list[tuple[float, float]] = []
        self.number = 0

    def show_number(self, number: int, bounds: list[tuple[float, float]]) -> None:
        """Show another example, its bars between ``bounds``; out of range it hides."""
        self._bounds = bounds
        self._state = self._session.state
        data = self._session.document.data
        self.number = number
        is_there = data is not None and number < len(data)
        self.setVisible(is_there)
        if is_there:
            hides = hides_answer(self._session)
            self.describe(f"Sample {number}" if hides else self._verdict(number).sentence)
        self.update()

    def _verdict(self, number: int) -> examples.Verdict:
        return examples.verdict(self._session.document, number)

    def paint(self, painter: QPainter) -> None:
        document, look = self._state.document, self.look
        if document.data is None or self.number >= len(document.data):
            return
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = look.px(5)
        is_picture = picture.size_of(document) is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.color(picture.PLATE) if is_picture else look.color("raised"))
        painter.drawRoundedRect(rect, radius, radius)
        values = document.data.inputs[self.number]
        if is_picture:
            inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
            causes = (document.data,)
            picture.paint_kept(
                painter, inner, self._kept, lambda: picture.pixels(document, values), causes, self.number
            )
        else:
            self._paint_bars(painter, rect, values)
        chosen = document.input.sample == self.number
        line = look.color("ink3" if self.underMouse() else "line")
        picture.paint_frame(
            painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, chosen, line, look.color("now")
        )

    def _paint_bars(self, painter: QPainter, rect: QRectF, values: np.ndarray) -> None:
        bounds = self._bounds
        pitch = rect.width() / (len(bounds) + 1)
        painter.setBrush(self.look.color("ink2"))
        for place, (value, (low, high)) in enumerate(zip(values.ravel(), bounds, strict=True)):
            share = min(max((float(value) - low) / (high - low), 0.0), 1.0)
            height = max(2.0, share * (rect.height() - 10))
            left = rect.left() + pitch * (place + 0.75)
            painter.drawRoundedRect(QRectF(left, rect.bottom() - 5 - height, pitch * 0.5, height), 1.5, 1.5)


def hides_answer(session: Session) -> bool:
    """Whether a quiz hides what the network says."""
    return hides(session.view, session.moment, len(session.document.network.layers))


class SamplesSection(RailSection):
    """Thumbnails, arrows, the number, and what the network makes of it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._first = 0
        self._words = ""
        self._longest = ""
        self._bounds: list[tuple[float, float]] = []
        self.thumbnails = [SampleButton(session, self) for _ in range(SHOWN)]
        for thumbnail in self.thumbnails:
            thumbnail.clicked.connect(lambda _=False, t=thumbnail: self._choose(t.number))
        self.back = IconButton("chevron-left", "Samples before", self)
        self.forward = IconButton("chevron-right", "More samples", self)
        self.number = NumberField("Sample number", decimals=0, parent=self)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.back.clicked.connect(lambda: self._page(-SHOWN))
        self.forward.clicked.connect(lambda: self._page(SHOWN))
        self.number.entered.connect(lambda value: self._choose(round(value)))

    def has_samples(self) -> bool:
        """Whether the document holds data to pick from."""
        data = self.session.document.data
        return data is not None and len(data) > 0

    def _choose(self, number: int) -> None:
        data = self.session.document.data
        if data is not None:
            number = min(max(number, 0), len(data) - 1)
            self.session.apply(edits.choose_sample, number, label=f"Choose sample {number}")

    def _page(self, step: int) -> None:
        data = self.session.document.data
        if data is not None:
            self._first = min(max(self._first + step, 0), max(len(data) - SHOWN, 0))
            self._show_page()

    def _show_page(self) -> None:
        for place, thumbnail in enumerate(self.thumbnails):
            thumbnail.show_number(self._first + place, self._bounds)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel leafs through the samples."""
        if event.angleDelta().y():
            self._page(-1 if event.angleDelta().y() > 0 else 1)
        event.accept()

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        concerns = VALUES | Change.THEME | Change.HELD | Change.SHOWN
        if self.session.view.masked:
            # The answer may just have been reached, or left again.
            concerns |= Change.MOMENT
        if not change & concerns or not self.has_samples():
            return
        if change & Change.DOCUMENT:
            self._bounds = examples.bounds(self.session.document)
            self._longest = examples.longest_short(self.session.document)
        sample = self.session.document.input.sample
        if sample is not None and not self._first <= sample < self._first + SHOWN:
            data = self.session.document.data
            assert data is not None
            self._first = min(sample, max(len(data) - SHOWN, 0))
        if not self.session.is_held:
            self._show_page()
        self._show_current(sample)

    def _show_current(self, sample: int | None) -> None:
        data = self.session.document.data
        assert data is not None
        words = f"of {len(data):,}"
        is_hidden = hides_answer(self.session)
        if is_hidden:
            set_tooltip(self, HINT)
        elif sample is not None:
            current = examples.verdict(self.session.document, sample)
            words = current.short
            set_tooltip(self, current.sentence)
        before = self.number.text()
        self.number.show_value(self._first if sample is None else sample)
        if self.number.text() != before:
            # The heading says which sample it is.
            self.update()
        if words != self._words:
            self._words = words
            self.update()

    def height_wanted(self) -> int:
        if not self.has_samples():
            return 0
        return self.look.px(90) + self.look.target() + (self._line() if self._is_below() else 0)

    def _line(self) -> int:
        return round(1.6 * self.look.text(15))

    def _beside(self) -> float:
        """Where the words begin that stand beside the controls, in pixels from the left."""
        look = self.look
        return self.inner()[0] - look.px(8) + 2 * look.target() + look.target(58) + 3 + look.px(6)

    def _is_below(self) -> bool:
        """Whether the words have a line of their own, for the longest don't fit beside the controls."""
        left, width = self.inner()
        wide = QFontMetricsF(self.look.font(15, 500)).horizontalAdvance(self._longest)
        return wide > left + width - self._beside()

    def place(self) -> None:
        look = self.look
        for part in (*self.thumbnails, self.back, self.forward):
            part.set_look(look)
        self.number.set_look(look)
        left, width = self.inner()
        side = max(round((width + 2 - 4 * look.px(2)) / SHOWN), TARGET)
        for place, thumbnail in enumerate(self.thumbnails):
            x = left - 1 + place * (width + 2 - side) / (SHOWN - 1)
            thumbnail.setGeometry(round(x), look.px(30), side, side)
        y, button = look.px(85), look.target()
        self.back.setGeometry(left - look.px(8), y, button, button)
        self.number.setGeometry(left - look.px(8) + button + 2, y, look.target(58), button)
        self.forward.setGeometry(self.number.geometry().right() + 3, y, button, button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_line(painter, TITLE, 14, 15)
        left, width = self.inner()
        taken = QFontMetricsF(self.look.font(15, 600)).horizontalAdvance(TITLE) + self.look.px(8)
        font = QFontMetrics(self.look.font(14))
        which = fullest(
            font, (f"sample {self.number.text()}", f"no. {self.number.text()}", ""), width - taken
        )
        align = Qt.AlignmentFlag.AlignRight
        self.paint_line(painter, which, 14, 14, weight=400, token="ink2", align=align)
        start = self._beside()
        room = QRectF(start, self.number.geometry().center().y() - 30, left + width - start, 60)
        if self._is_below():
            align = Qt.AlignmentFlag.AlignLeft
            room = QRectF(left, self.number.geometry().bottom() + 1, width, self._line())
        write(painter, room, self._words, self.look, 15, 500, "ink2", align)
