"""The page of all lessons: those that come with nnviz, and files of one's own."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz.lessons import progress, shelf
from nnviz.lessons.standing import Standing, bundled, standing
from nnviz.session import Change
from nnviz.ui import style
from nnviz.ui.lessons import pictures
from nnviz.ui.lessons.card import LessonCard
from nnviz.ui.lessons.shelf_places import ShelfPlaces, places
from nnviz.ui.start.album import Album, Found
from nnviz.ui.start.arrows import STEPS, nearest
from nnviz.ui.start.cards import OpenCard, Pictured, RecentRow
from nnviz.ui.start.scrolled_page import CardSheet, ScrolledPage
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.window.pages import Host

PICTURE = 184.0


class LessonsPage(ScrolledPage):
    """The lessons that come with nnviz, and those of one's own."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host.session, "Lessons", parent)
        self.cards = LessonCards(host, self)
        self.hold(self.cards)


class LessonCards(CardSheet):
    """All cards and their headings."""

    def __init__(self, host: Host, page: LessonsPage) -> None:
        super().__init__(page)
        self._session, self._commands, self._page = host.session, host.commands, page
        self._album = Album(host.background.worker)
        self._places: ShelfPlaces | None = None
        self._is_seen = False
        self.setAccessibleName("Lessons")
        self.lessons: list[LessonCard] = [self._card(one) for one in bundled()]
        self.opener = OpenCard(
            "folder-open", "Open a lesson", f"A {shelf.SUFFIX} file, or drop it here", self
        )
        action = host.actions.by_name["open_lesson"]
        self.opener.describe("Open a lesson", action.toolTip())
        self.opener.clicked.connect(action.trigger)
        self.recent: list[RecentRow] = []
        self.clear = TextButton("Clear progress", "Clear progress", self, token="ink2")
        self.clear.describe("Clear progress", "Forget how far you are in all lessons")
        self.clear.clicked.connect(host.actions.by_name["clear_progress"].trigger)
        for button in self.buttons:
            button.installEventFilter(self)

    def _card(self, one: Standing) -> LessonCard:
        card = LessonCard(one, self, tells=True)
        card.picture_high = PICTURE
        card.clicked.connect(lambda: self._commands.open_lesson(card.standing.path))
        return card

    @property
    def buttons(self) -> list[PaintedButton]:
        """Everything that can be pressed, in the order of Tab."""
        return [*self.lessons, self.opener, *self.recent, self.clear]

    def first(self) -> QWidget:
        """The card that has the keyboard when the page comes."""
        return self.buttons[0]

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & (Change.PAGE | Change.LESSON):
            known = progress.everything()
            for card in self.lessons:
                card.show_standing(standing(card.standing.path, known))
            self.clear.setEnabled(bool(known))
            self._list_recent()
        if change & (Change.THEME | Change.PAGE | Change.LESSON):
            self.restyle()

    def _list_recent(self) -> None:
        """The lessons' files of late, as they are now."""
        files = list(self._commands.recent_lessons)
        if [row.file for row in self.recent] == files:
            return
        for row in self.recent:
            take_away(row)
        self.recent = [RecentRow(file, self) for file in files]
        known = progress.everything()
        before: QWidget = self.opener
        for row in self.recent:
            row.clicked.connect(partial(self._commands.open_lesson, row.file))
            row.installEventFilter(self)
            row.tell(standing(row.file, known).glance.title, f"{row.file.name}, in {row.file.parent}")
            row.show()
            self.setTabOrder(before, row)
            before = row
        self.setTabOrder(before, self.clear)

    # geometry

    def restyle(self) -> None:
        """Place everything for the page's width; ask for the pictures that this needs."""
        look = style.look_of(self._session, self)
        for button in self.buttons:
            button.set_look(look)
        wide = max(look.px(150), 120)
        found = self._places = places(
            self._page.width(), look, len(self.lessons), 1 + len(self.recent), self._card_height, wide
        )
        self.setMinimumHeight(found.height)
        self.clear.setGeometry(found.clear)
        for card, rect in zip(self.lessons, found.cards, strict=True):
            card.setGeometry(rect)
        for one, rect in zip((self.opener, *self.recent), found.files, strict=True):
            one.setGeometry(rect)
        self._ask()
        self.update()

    def _card_height(self, width: int) -> int:
        """All cards are as tall as the one with the most words."""
        return max((card.height_for(width) for card in self.lessons), default=0)

    def showEvent(self, event: QShowEvent) -> None:
        """First the page stands; then the pictures come."""
        if not self._is_seen:
            QTimer.singleShot(0, self._see)

    def _see(self) -> None:
        self._is_seen = True
        self._ask()

    def _ask(self) -> None:
        if not self._is_seen:
            return
        theme, ratio = self._session.view.theme or "dark", self.devicePixelRatioF()
        wanting: list[tuple[Pictured, object]] = [(card, card.standing.path) for card in self.lessons]
        wanting += [(row, row.file) for row in self.recent]
        for card, file in wanting:
            form = card.wants(theme, ratio)
            if form is not None:
                self._album.want(file, form, partial(self._take, card), pictures.find)  # type: ignore[arg-type]

    def _take(self, card: Pictured, found: Found) -> None:
        if card in self.buttons:
            card.show_picture(found.image)

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the card of the lesson that is open."""
        if event.key() == Qt.Key.Key_Escape and self._session.lecture is not None:
            self._commands.to_card_page()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from card to card: a button of Qt's would go by the order of Tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            targets = [one for one in self.buttons if one.isVisible()]
            found = nearest(watched, targets, event.key()) if isinstance(watched, QWidget) else None
            if found is not None:
                found.setFocus(Qt.FocusReason.TabFocusReason)
                self._page.reveal()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        found = self._places
        if found is None:
            return
        look = style.look_of(self._session, self)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            write(painter, QRectF(found.title), "Lessons", look, 34, 700)
            write(painter, QRectF(found.heading), "Your own lessons", look, 20, 600)
