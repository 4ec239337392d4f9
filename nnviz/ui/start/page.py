"""The start page: a lesson or a network at work, the bundled ones to take, one's own files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from nnviz import formats
from nnviz.scene.words import greeting, names
from nnviz.session import Change
from nnviz.ui import style
from nnviz.ui.start.album import Album, Found
from nnviz.ui.start.arrows import STEPS, nearest
from nnviz.ui.start.cards import OpenCard, Pictured, RecentRow, SampleCard
from nnviz.ui.start.hero import Hero
from nnviz.ui.start.places import RECENT_HEAD, Places, Wanted, places
from nnviz.ui.start.recovery_line import RecoveryLine
from nnviz.ui.start.scrolled_page import CardSheet, ScrolledPage
from nnviz.ui.start.shelf import Shelf
from nnviz.ui.style import Look
from nnviz.ui.widgets.buttons import PaintedButton, TextButton
from nnviz.ui.widgets.fitting import write
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.window import file_names
from nnviz.ui.window.pages import Host

EMPTY = "Your files will stand here."


class StartPage(ScrolledPage):
    """The program's own page."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        super().__init__(host.session, "Start", parent)
        self.cards = Cards(host, self)
        self.hold(self.cards)


class Cards(CardSheet):
    """All cards and their headings."""

    def __init__(self, host: Host, page: StartPage) -> None:
        super().__init__(page)
        self._session, self._commands = host.session, host.commands
        self._page = page
        self._album = Album(host.background.worker)
        self._is_seen = False
        self._places: Places | None = None
        self.setAccessibleName("Start")
        self.recovery = RecoveryLine(host.offers, self)
        host.offers.changed.connect(self.restyle)
        self.hero = Hero(self._session, self)
        self.hero.clicked.connect(self._begin)
        self.shelf = Shelf(host, self)
        self.samples = [self._sample_card(name) for name in formats.samples()]
        self.all_samples = TextButton("", "All samples", self)
        self.all_samples.setCheckable(True)
        self.all_samples.align = Qt.AlignmentFlag.AlignRight
        self.all_samples.clicked.connect(self.restyle)
        self.model = OpenCard("folder-open", "Open your model or data", f"{_kinds(', ')}, or drop it", self)
        self.model.describe("Open your model or data", f"Open a {_kinds(' or ')} file (Ctrl+O)")
        self.model.clicked.connect(host.actions.by_name["open"].trigger)
        self.new = OpenCard("plus", "New network", "An input of your own size", self)
        self.new.describe("New network", "Start with an input of your own size (Ctrl+N)")
        self.new.clicked.connect(host.actions.by_name["new"].trigger)
        self.recent: list[RecentRow] = []
        for button in (*self.recovery.parts(), *self.buttons):
            button.installEventFilter(self)

    def _sample_card(self, name: str) -> SampleCard:
        document = formats.open_any(name)[0]
        card = SampleCard(name, names.network(document), document.about, self)
        card.clicked.connect(partial(self._commands.open, name))
        return card

    @property
    def buttons(self) -> list[PaintedButton]:
        """Everything that can be pressed, in the order of Tab."""
        shelf = self.shelf
        lessons = (*shelf.cards, shelf.all)
        return [self.hero, *lessons, *self.samples, self.all_samples, self.model, self.new, *self.recent]

    def _begin(self) -> None:
        """Into the lesson of the large card, or the network that is open."""
        one = self.shelf.in_hand
        if self._session.lecture is None and one is not None:
            self._commands.open_lesson(one.path)
        else:
            self._commands.go_on()

    def first(self) -> QWidget:
        """The card that has the keyboard when the page comes."""
        return self.hero

    def refresh(self, change: Change) -> None:
        """Show what is new."""
        if change & (Change.PAGE | Change.LESSON) and self._session.is_greeting:
            self._list_recent()
            self.shelf.look()
            self.hero.show_lesson(self.shelf.said)
        if change & (Change.THEME | Change.PAGE | Change.LESSON):
            self.restyle()
        self.hero.refresh()

    def _list_recent(self) -> None:
        """The files of late, as they are now."""
        if [row.file for row in self.recent] == list(self._commands.recent):
            return
        for row in self.recent:
            take_away(row)
        self.recent = []
        for path in self._commands.recent:
            row = RecentRow(path, self)
            row.clicked.connect(partial(self._commands.open, path))
            row.installEventFilter(self)
            row.show()
            self.recent.append(row)
        before: QWidget = self.new
        for row in self.recent:
            self.setTabOrder(before, row)
            before = row

    # geometry

    def restyle(self) -> None:
        """Place everything for the page's width; ask for the pictures that this needs."""
        look = style.look_of(self._session, self)
        for button in self.buttons:
            button.set_look(look)
        wanted = Wanted(
            len(self.shelf.cards),
            len(self.samples),
            len(self.recent),
            self.all_samples.isChecked(),
            self._card_height,
            self.shelf.height_for,
            lambda width: self.recovery.height_for(width, look),
        )
        found = self._places = places(self._page.width(), self._page.height(), look, wanted)
        self.setMinimumHeight(found.height)
        self.recovery.setGeometry(found.recovery)
        self.recovery.set_look(look)
        self.hero.setGeometry(found.hero)
        self.model.setGeometry(found.targets[0])
        self.new.setGeometry(found.targets[1])
        _put(self.samples, found.samples)
        _put(self.recent, found.recent)
        _put(self.shelf.cards, found.lessons)
        self._place_links(found, look)
        self._ask()
        self.update()

    def _place_links(self, found: Places, look: Look) -> None:
        """All lessons, all samples: at the right of their headings."""
        wide = max(look.px(140), 110)
        for link, heading in ((self.shelf.all, found.lessons_heading), (self.all_samples, found.heading)):
            top = heading.center().y() - look.target() // 2
            link.setGeometry(heading.right() + 1 - wide, top, wide, look.target())
        self.shelf.all.setVisible(bool(found.lessons))
        self.all_samples.setVisible(len(found.samples) < len(self.samples) or self.all_samples.isChecked())
        text = "One row" if self.all_samples.isChecked() else f"All {len(self.samples)}"
        if text != self.all_samples.text():
            self.all_samples.setText(text)
            self.all_samples.describe("One row of samples" if text == "One row" else f"{text} samples")

    def _card_height(self, width: int) -> int:
        """All cards are as tall as the one with the most words."""
        return max(card.height_for(width) for card in self.samples)

    def showEvent(self, event: QShowEvent) -> None:
        """First the window stands; then the pictures come."""
        if not self._is_seen:
            QTimer.singleShot(0, self._see)

    def _see(self) -> None:
        self._is_seen = True
        self._ask()

    def _ask(self) -> None:
        if not self._is_seen:
            return
        theme, ratio = self._session.view.theme or "dark", self.devicePixelRatioF()
        for card in (one for one in self.samples if one.isVisible()):
            form = card.wants(theme, ratio)
            if form is not None:
                self._album.want(formats.sample_file(card.name), form, partial(self._take, card))
        self.shelf.ask(self._album, theme, ratio, self.hero.show_document)
        for row in self.recent:
            form = row.wants(theme, ratio)
            if form is not None:
                self._album.want(row.file, form, partial(self._take_recent, row))

    def _take(self, card: Pictured, found: Found) -> None:
        card.show_picture(found.image)

    def _take_recent(self, row: RecentRow, found: Found) -> None:
        if row not in self.recent:
            return
        row.show_picture(found.image)
        if found.document is not None:
            row.tell(names.network(found.document), f"{row.file.name}, {greeting.facts(found.document)}")

    # events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the network that is open."""
        if event.key() == Qt.Key.Key_Escape:
            self._commands.go_on()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from card to card: a button of Qt's would go by the order of Tab."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in STEPS:
            links = (self.shelf.all, self.all_samples)
            every = (*self.recovery.parts(), *self.buttons)
            targets = [one for one in every if one.isVisible() and one not in links]
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
            if found.lessons:
                write(painter, QRectF(found.lessons_heading), self.shelf.heading, look, 20, 600)
            write(painter, QRectF(found.heading), "Or take a network", look, 20, 600)
            self._paint_recent(painter, look, found.files)

    def _paint_recent(self, painter: QPainter, look: Look, rect: QRect) -> None:
        painter.setPen(QPen(look.color("line"), 1))
        painter.setBrush(look.color("panel"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), look.px(14), look.px(14))
        inner = QRectF(rect).adjusted(look.px(24), 0, -look.px(12), 0)
        head = QRectF(inner.left(), inner.top(), inner.width(), look.px(RECENT_HEAD))
        write(painter, head, "Recent", look, 20, 600)
        if not self.recent:
            empty = QRectF(inner.left(), head.bottom(), inner.width(), max(look.px(32), 24))
            write(painter, empty, EMPTY, look, 16, 400, "ink2")


def _put(buttons: Sequence[QWidget], rects: Sequence[QRect]) -> None:
    """Give each its place; those for which there is none are hidden."""
    for button, rect in zip_longest(buttons, rects):
        button.setVisible(rect is not None)
        if rect is not None:
            button.setGeometry(rect)


def _kinds(before_last: str) -> str:
    """Files that can be opened, as people say it; a table stands for all data."""
    *others, last = (*formats.FORMATS, file_names.TABLES[0])
    return f"{', '.join(others)}{before_last}{last}"
