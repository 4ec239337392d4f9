"""What lies below the bars: the page, and beside it the lesson, while one is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons.model import PAGES as TAUGHT
from nnviz.session import Change
from nnviz.ui import style
from nnviz.ui.guard import Guarded
from nnviz.ui.lessons.cover import WORDS, Cover, hidden
from nnviz.ui.run.page import RunPage
from nnviz.ui.window.pages import Host, PageStack, page_of

if TYPE_CHECKING:
    from nnviz.ui.lessons.panel import LessonPanel

SHEET_BELOW = 1100
"""Pixels of width under which the lesson stands at the foot of the window, as a sheet."""
SHEET = 0.44
"""The share of the height that an open sheet has."""
LEAST_SHEET, LEAST_PAGE = 300, 400
"""Pixels of an open sheet, and of the page above it; with less it lies over the page."""


class Desk(Guarded, QWidget):
    """The pages, and the lesson's panel at their right, or as a sheet at their foot."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._host, self._session = host, host.session
        self.pages = PageStack(host, self)
        self.panel: LessonPanel | None = None
        self.cover = Cover(self)
        self._covered: QWidget | None = None

    @property
    def shows_lesson(self) -> bool:
        """Whether a lesson stands beside the page that is shown."""
        return self._session.lecture is not None and page_of(self._session) in TAUGHT

    def refresh(self, change: Change) -> None:
        """Show what is new; the places first, since what a page shows depends on its size."""
        if self.shows_lesson and self.panel is None:
            self.panel = _panel(self._host, self)
            self.panel.folded.connect(self.place)
            change_of_panel = ~Change(0)
        else:
            change_of_panel = change
        if change & (Change.LESSON | Change.DOCUMENT | Change.PAGE):
            self.pages.page(page_of(self._session))
            self.place()
        self.pages.refresh(change)
        if change & ~(Change.MOMENT | Change.CAMERA):
            self._cover()
        if self.panel is not None and (self.shows_lesson or self._session.lecture is None):
            self.panel.refresh(change_of_panel)

    @property
    def tab_parts(self) -> tuple[QWidget, ...]:
        """What Tab goes through after the page."""
        return (self.panel,) if self.panel is not None and self.shows_lesson else ()

    # geometry

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything again."""
        self.place()

    def place(self) -> None:
        """Give page and panel their places."""
        shown, room = self.panel, self.rect()
        if shown is None or not self.shows_lesson:
            if shown is not None:
                shown.hide()
            self._give(room, 0)
            return
        is_sheet = self.width() < SHEET_BELOW
        shown.set_sheet(is_sheet)
        if is_sheet:
            self._place_sheet(shown, room)
        else:
            self._place_beside(shown, room)
        shown.show()
        shown.raise_()
        if not self.cover.isHidden():
            self._cover()

    def _place_beside(self, shown: LessonPanel, room: QRect) -> None:
        """Right of the page; the bar at the foot of Run goes on under it."""
        wide = shown.width_beside()
        run = self._run
        if run is not None:
            self._give(room, wide)
            shown.setGeometry(room.width() - wide, 0, wide, room.height() - run.foot)
        else:
            self._give(room.adjusted(0, 0, -wide, 0), 0)
            shown.setGeometry(room.width() - wide, 0, wide, room.height())

    def _place_sheet(self, shown: LessonPanel, room: QRect) -> None:
        strip = shown.head_height()
        high = strip if shown.is_folded else max(round(SHEET * room.height()), LEAST_SHEET)
        high = min(high, room.height())
        has_room = room.height() - high >= LEAST_PAGE
        self._give(room.adjusted(0, 0, 0, -(high if has_room else strip)), 0)
        shown.setGeometry(0, room.height() - high, room.width(), high)

    def _give(self, room: QRect, aside: int) -> None:
        run = self._run
        if run is not None:
            run.set_lesson(aside if self.shows_lesson else None)
        self.pages.setGeometry(room)

    def _cover(self) -> None:
        """Hide the page, or the lab's results, until the card's questions are answered. What is hidden can't
        be felt for with keys or the pointer."""
        lecture = self._session.lecture
        what = hidden(self._session, lecture) if lecture is not None and self.shows_lesson else ""
        part = self._part(what)
        if part is not self._covered:
            if self._covered is not None:
                self._covered.setEnabled(True)
            self._covered = part
            if part is not None:
                part.setEnabled(False)
        self.cover.setVisible(part is not None)
        if part is not None:
            self.cover.set_look(style.look_of(self._session, self))
            self._place_cover(part, WORDS[what])

    def _part(self, what: str) -> QWidget | None:
        """What is to be covered: of a page that has results, these alone, and its title stays."""
        results: QWidget | None = getattr(self.pages.current, "results", None)
        return None if not what else results if what == "results" and results is not None else self.pages

    def _place_cover(self, part: QWidget, words: str) -> None:
        """Over the whole part; the panel lies over it in turn."""
        room, aside = self.pages.geometry(), 0
        room.setTop(part.mapTo(self, QPoint(0, 0)).y())
        if self.panel is not None and self.panel.is_sheet:
            room.setBottom(min(room.bottom(), self.panel.y() - 1))
        elif self.panel is not None:
            aside = max(room.right() + 1 - self.panel.x(), 0)
        self.cover.say(words, aside)
        self.cover.setGeometry(room)
        self.cover.raise_()
        if self.panel is not None:
            self.panel.raise_()

    @property
    def _run(self) -> RunPage | None:
        """The page with the canvas, where it is the one that is shown and there."""
        page = self.pages.current
        return page if isinstance(page, RunPage) else None


def _panel(host: Host, parent: QWidget) -> LessonPanel:
    """Its room is loaded with the first lesson."""
    from nnviz.ui.lessons.panel import LessonPanel

    return LessonPanel(host, parent)
