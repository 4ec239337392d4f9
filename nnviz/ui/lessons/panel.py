"""The lesson panel: which card this is, the card, and the ways on and back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.session import Change
from nnviz.session.lecture import Lecture, Place
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons import words
from nnviz.ui.lessons.body import Body
from nnviz.ui.lessons.segments import Segments
from nnviz.ui.lessons.turning import HIGH, TurnButton
from nnviz.ui.style import Look, look_of
from nnviz.ui.widgets.buttons import IconButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.scroll_area import scroll_area
from nnviz.ui.window.pages import Host

WIDTH, LEAST, WIDEST = 416, 352, 720
"""The panel's width in the spec's pixels; its least one; the widest column of text, in pixels."""
EDGE, FLOOR = 28.0, 14.0
HEAD = 62.0


class LessonPanel(Guarded, QWidget):
    """Shows the open lesson's card. It scrolls where the window is too low for all of it.

    As a sheet at the window's foot it can be folded to its head.
    """

    folded = Signal(bool)
    """The sheet was folded, or opened."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._commands = host.session, host.commands
        self.is_sheet = False
        self.is_folded = False
        self._look = look_of(self._session, self)
        self._count = ""
        self._name = ""
        self.setAccessibleName("Lesson")
        self.segments = Segments(self)
        self.close_button = IconButton("x", "Close the lesson", self, 18)
        self.fold = IconButton("chevron-down", "Fold the card", self, 18)
        self.back, self.on = (IconButton(f"chevron-{way}", way, self, 18) for way in ("left", "right"))
        """Both ways in the head of a folded sheet."""
        self.body = Body(self._session)
        self.area = scroll_area(self.body, self, is_fitted=False)
        self.previous = TurnButton(False, self)
        self.next = TurnButton(True, self)
        self._connect(host)

    def _connect(self, host: Host) -> None:
        actions = host.actions.by_name
        self.back.bind(actions["previous_card"])
        self.on.bind(actions["next_card"])
        self.body.reset.clicked.connect(actions["reset_card"].trigger)
        self.body.reset.describe("Reset this card", actions["reset_card"].toolTip())
        self.close_button.bind(actions["close_lesson"])
        self.fold.clicked.connect(lambda: self.set_folded(not self.is_folded))
        self.segments.chosen.connect(lambda card: self._commands.run(lambda c: c.go_to_card(card)))
        self.previous.clicked.connect(actions["previous_card"].trigger)
        self.next.clicked.connect(lambda: self._commands.run(lambda c: c.next_or_close()))
        self.body.capture.bind(actions["capture"])
        self.body.back_wanted.connect(lambda: self._commands.run(lambda c: c.to_card_page()))
        self.body.resized.connect(self._fit)
        self._commands.lesson_troubled.connect(self._show_trouble)

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return (self,)

    # what is shown

    def refresh(self, change: Change) -> None:
        """Show what is new. Reads the session, never writes it."""
        lecture = self._session.lecture
        if lecture is None:
            self.body.refresh(change, "", False)
            return
        if change & Change.THEME:
            self.restyle()
        if change & (Change.LESSON | Change.DOCUMENT | Change.HISTORY | Change.PAGE):
            self._show_head(lecture)
            self._show_ways(lecture)
        # Who writes a lesson has it at hand.
        self.body.capture.setVisible(self._commands.is_own_lesson)
        before = (lecture, lecture.place)
        self.body.refresh(change, self._commands.lesson_trouble, self._session.view.page != lecture.page)
        if before != self._shown:
            self._shown = before
            self.area.verticalScrollBar().setValue(0)
            if self.is_folded:
                self.set_folded(False)

    _shown: tuple[Lecture, Place] | None = None

    def _show_head(self, lecture: Lecture) -> None:
        count, name = words.count(lecture), lecture.lesson.title
        if (count, name) != (self._count, self._name):
            self._count, self._name = count, name
            self.setAccessibleName(f"Lesson: {name}, card {count}")
            self.update()
        cards = range(len(lecture.lesson.cards))
        names = [words.segment(lecture, card) for card in cards]
        self.segments.show_cards(names, [lecture.is_done(card) for card in cards], lecture.place.card)

    def _show_ways(self, lecture: Lecture) -> None:
        """Where the two buttons lead, and whether the card is done."""
        before, after = lecture.before(lecture.place), lecture.after(lecture.place)
        self.previous.setEnabled(before is not None)
        self.previous.say("Previous", _title(lecture, before), _tip(lecture, before, "PgUp"))
        has_end = bool(lecture.step.done)
        asks = bool(lecture.step.questions)
        is_ready = lecture.is_step_done if has_end else asks and lecture.is_answered
        if after is None:
            self.next.say("Close", "The end of the lesson", "Close the lesson", is_ready)
        else:
            self.next.say("Next", _title(lecture, after), _tip(lecture, after, "PgDown"), is_ready)

    def _show_trouble(self) -> None:
        self.refresh(Change.LESSON)

    # geometry

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 800)

    def width_beside(self) -> int:
        """Pixels of width that it takes beside a page."""
        return max(round(WIDTH * look_of(self._session, self).s), LEAST)

    def set_sheet(self, is_sheet: bool) -> None:
        """Stand at the foot of the window, where there is no room beside the page."""
        if is_sheet != self.is_sheet:
            self.is_sheet = is_sheet
            self.is_folded = False
            self.restyle()

    def set_folded(self, is_folded: bool) -> None:
        """As a sheet: show the head alone, or all of it."""
        self.is_folded = is_folded and self.is_sheet
        words_ = "Open the card" if self.is_folded else "Fold the card"
        self.fold.icon_name = "chevron-up" if self.is_folded else "chevron-down"
        self.fold.describe(words_)
        self.restyle()
        self.folded.emit(self.is_folded)

    def head_height(self) -> int:
        """Pixels of what stays of a folded sheet."""
        return self._look.px(16) + self._look.target()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self.restyle()

    def restyle(self) -> None:
        """Draw in the session's theme, at the panel's own scale, and place everything."""
        theme = look_of(self._session, self).theme
        scale = look_of(self._session, self).s if self.is_sheet else self.width() / WIDTH
        self._look = look = Look(theme, max(scale, LEAST / WIDTH), floor=FLOOR)
        for part in (
            self.segments,
            self.close_button,
            self.fold,
            self.back,
            self.on,
            self.previous,
            self.next,
            self.body,
        ):
            part.set_look(look)
        self._place()
        self._fit()
        self.update()

    def _head_high(self) -> int:
        look = self._look
        return look.px(8) + look.target() + look.px(26)

    def _foot_high(self) -> int:
        return max(self._look.px(HIGH), 50) + 2 * self._look.px(12)

    def _edge(self) -> int:
        look = self._look
        return max(look.px(EDGE), (self.width() - WIDEST) // 2)

    def _place(self) -> None:
        look, edge = self._look, self._edge()
        side, top = look.target(), look.px(8)
        right = self.width() - edge + look.px(EDGE - 4)
        ways = (self.on, self.back) if self.is_folded else ()
        shown = (self.close_button, *((self.fold,) if self.is_sheet else ()), *ways)
        for button in (self.fold, self.on, self.back):
            button.setVisible(button in shown)
        for part in (self.segments, self.area, self.previous, self.next):
            part.setVisible(not self.is_folded)
        for button in shown:
            right -= side
            button.setGeometry(right, top, side, side)
        self._head_right = right
        wide = self.width() - 2 * edge
        self.segments.setGeometry(edge, top + side - look.px(6), wide, self.segments.height_wanted())
        self.segments.lower()
        foot = self._foot_high()
        above = self.height() - foot
        gap = look.px(12)
        half = (wide + look.px(16) - gap) // 2
        left = edge - look.px(8)
        high = foot - 2 * gap
        self.previous.setGeometry(left, above + gap, half, high)
        self.next.setGeometry(left + half + gap, above + gap, half, high)
        top = self._head_high()
        self.area.setGeometry(1, top, self.width() - 1, max(above - top, 1))

    def _fit(self) -> None:
        """The card has the panel's width, and its own height."""
        edge = self._edge()
        wide = self.width() - 2 * edge
        if wide < 8:
            return
        self.body.edge, self.body.top = edge - 1, self._look.px(6)
        self.body.resize(self.width() - 1, self.body.height_for(wide) + 2 * self._look.px(6))
        self.body.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, edge = self._look, self._edge()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.color("panel"))
        painter.setPen(QPen(look.color("line"), 1))
        if self.is_sheet:
            painter.drawLine(0, 0, self.width(), 0)
        else:
            painter.drawLine(0, 0, 0, self.height())
        head = QRectF(edge, look.px(8), self._head_right - edge - look.px(8), look.target())
        wide = write(painter, head, self._count, look, 15, 700, "now", Qt.AlignmentFlag.AlignRight)
        head.setRight(head.right() - wide - look.px(12))
        write(painter, head, self._name, look, 15, 600, "ink2")


def _title(lecture: Lecture, place: Place | None) -> str:
    """The title of the card that a step belongs to; within a card, which step it is."""
    if place is None:
        return ""
    if place.card == lecture.place.card:
        return f"Step {place.step + 1} of {len(lecture.card.steps)}"
    return lecture.lesson.cards[place.card].title


def _tip(lecture: Lecture, place: Place | None, key: str) -> str:
    """The whole of that title, and the key that leads there."""
    title = _title(lecture, place)
    return f"{title} (Ctrl+{key})" if title else "There is no card before this one"
