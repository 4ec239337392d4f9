"""The card's words before a hall: beside the picture, or over a page that needs the whole display."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.saying import asked_of, words
from nnviz.session import Change, Session
from nnviz.session.lecture import Lecture
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons.body import Body
from nnviz.ui.present.sizes import SMALL, Magnified
from nnviz.ui.style import Look
from nnviz.ui.theme import Theme, font
from nnviz.ui.widgets.scroll_area import scroll_area

PROSE, SPEC_PROSE = 28.0, 17.0
"""Letters of the text in units, and in the spec's pixels in the lesson's panel."""
SHARES, LEAST = (0.36, 0.42, 0.48), 560.0
"""How wide it may be, of the display, and in units at least: the narrowest in which all of it is seen."""
OVER_SHARES = (*SHARES, 0.56, 0.64)
"""The same where it lies over a page."""
INSIDE, ABOVE = 36.0, 44.0
HIGH = 46.0
"""A folded sheet is one line, so many units high."""


class Words(Guarded, QWidget):
    """Title, text, what is to be done, and what is asked. It scrolls where the card says more than fits."""

    resized = Signal()
    """It wants another width."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: Magnified | None = None
        self._theme: Theme | None = None
        self._shown: tuple[object, ...] = ()
        self.is_folded = False
        self._is_fresh = self._made_way = False
        self.is_over = False
        """Whether it lies over a page, and not beside it."""
        self.body = Body(session, for_hall=True)
        self._area = scroll_area(self.body, self, is_fitted=False)
        self.body.resized.connect(self._grow)
        self.setAccessibleName("The card")
        self.hide()

    @property
    def lecture(self) -> Lecture | None:
        """The lesson that is open."""
        return self._session.lecture

    def set_over(self, is_over: bool) -> None:
        """Lie over the page, or beside it. A picture that comes to need the whole display has it, until it
        doesn't any more."""
        if is_over == self.is_over:
            return
        self.is_over = is_over
        self.update()
        if not self._is_fresh and (is_over or self._made_way):
            self._made_way = self.is_folded = is_over

    def refresh(self, change: Change) -> None:
        """Show what is new; another step comes unfolded."""
        lecture = self.lecture
        now = () if lecture is None else (lecture, lecture.place)
        self._is_fresh = now != self._shown
        if self._is_fresh:
            self._shown, self.is_folded, self._made_way = now, False, False
            self._area.verticalScrollBar().setValue(0)
        self.body.refresh(change, "", False)

    def show_in(self, seen: Magnified, theme: Theme) -> None:
        """Be shown on such a display, in these colours."""
        if (seen, theme) == (self._seen, self._theme):
            return
        self._seen, self._theme = seen, theme
        self.body.set_look(Look(theme, PROSE * seen.unit / SPEC_PROSE, floor=SMALL * seen.unit))
        self._fit()
        self.update()

    def width_on(self, seen: Magnified) -> int:
        """How wide it is there: what is asked should be seen without scrolling."""
        whole = seen.size[0]
        widths = [
            max(round(share * whole), seen.px(LEAST)) for share in (OVER_SHARES if self.is_over else SHARES)
        ]
        room = seen.size[1] - 2 * seen.px(ABOVE)
        edge = 2 * seen.px(INSIDE)
        return next((wide for wide in widths if self.body.height_for(wide - edge) <= room), widths[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the card its width."""
        self._area.setGeometry(self.rect())
        self._fit()

    def _grow(self) -> None:
        """The card says more, or less."""
        if self._seen is not None and not self.isHidden() and self.width_on(self._seen) != self.width():
            self.resized.emit()
        self._fit()

    def _fit(self) -> None:
        if self._seen is None or self.width() < 40:
            return
        edge, above = self._seen.px(INSIDE), self._seen.px(ABOVE)
        self.body.edge, self.body.top = edge, above
        high = self.body.height_for(self.width() - 2 * edge) + 2 * above
        self.body.resize(self.width(), high)
        self.body.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen is None or self._theme is None:
            return
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self._theme.color("panel" if self.is_over else "bg"))
            line = max(self._seen.px(2), 1)
            painter.fillRect(0, 0, line, self.height(), self._theme.color("line"))


class Ribbon(Guarded, QWidget):
    """One line over a page that has the display to itself: which card this is, and what is asked."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: Magnified | None = None
        self._theme: Theme | None = None
        self.text = ("", "")
        self.hide()

    def show_in(self, seen: Magnified, theme: Theme, is_said: bool) -> None:
        """Say it on such a display, in these colours, unless the card's words do."""
        lecture = self._session.lecture
        text = ("", "") if lecture is None or not is_said else (lecture.card.title, self._asked(lecture))
        if (seen, theme, text) != (self._seen, self._theme, self.text):
            self._seen, self._theme, self.text = seen, theme, text
            self.setAccessibleName(". ".join(text))
            self.update()

    def _asked(self, lecture: Lecture) -> str:
        """The question that waits for an answer, else what is to be done."""
        values = asked_of(lecture.facts(self._session.document, self._session.view))
        for number, question in enumerate(lecture.step.questions):
            if (lecture.place, number) not in lecture.answers:
                return words(question.ask, values)
        return lecture.step.do

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._seen is None or self._theme is None:
            return
        edge, pixels = self._seen.px(INSIDE), SMALL * self._seen.unit
        room = QRectF(self.rect()).adjusted(edge, 0, -edge, 0)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.color("bg"))
            for text, weight, token in ((self.text[0], 700, "ink2"), (self.text[1], 600, "ink")):
                painter.setFont(font(pixels, weight))
                painter.setPen(self._theme.color(token))
                shown = _elided(painter.fontMetrics(), text, room.width())
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
                room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(shown) + edge)


def _elided(metrics: QFontMetrics, text: str, room: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(room), 0))
