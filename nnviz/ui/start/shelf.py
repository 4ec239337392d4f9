"""The lessons on the start page: the one in hand, and the others as cards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnviz.document import Document
from nnviz.lessons import standing
from nnviz.lessons.standing import Standing
from nnviz.ui.lessons import pictures
from nnviz.ui.lessons.card import LessonCard
from nnviz.ui.start import in_hand
from nnviz.ui.start.album import Album, Found, Print
from nnviz.ui.start.in_hand import InHand
from nnviz.ui.start.places import MOST_LESSONS
from nnviz.ui.widgets.buttons import TextButton
from nnviz.ui.window.pages import Host

ANY = Print((1, 1), 1.0, "dark")
"""The large card draws its network itself."""


class Shelf:
    """Which lesson is in hand, and the cards of the others. ``parent`` is the widget that they stand in."""

    def __init__(self, host: Host, parent: QWidget) -> None:
        self._session, self._commands = host.session, host.commands
        self.in_hand: Standing | None = None
        self.said: InHand | None = None
        """What the large card says of a lesson; None: it shows the network that is open."""
        on_shelf = standing.bundled()
        self.all_cards = [self._card(one, parent) for one in on_shelf]
        self.cards: list[LessonCard] = self.all_cards[1:]
        self.all = TextButton("All lessons", "All lessons", parent)
        self.all.align = Qt.AlignmentFlag.AlignRight
        self.all.clicked.connect(partial(self._session.set_page, "lessons"))
        self._asked: tuple[object, ...] = ()

    def _card(self, one: Standing, parent: QWidget) -> LessonCard:
        card = LessonCard(one, parent)
        card.clicked.connect(lambda: self._commands.open_lesson(card.standing.path))
        return card

    @property
    def heading(self) -> str:
        """What stands over the cards."""
        return "Lessons" if self.said is None else "More lessons"

    def look(self) -> None:
        """See how far each lesson is, and which one is in hand: the open one; none where what is open is
        somebody's own work; else the one of last time, or the first."""
        on_shelf = standing.bundled()
        for card, one in zip(self.all_cards, on_shelf, strict=False):
            card.show_standing(one)
        lecture = self._session.lecture
        self.in_hand = None if lecture is not None or self._commands.is_own else standing.in_hand(on_shelf)
        if lecture is not None:
            self.said = in_hand.of_lecture(lecture)
        else:
            self.said = None if self.in_hand is None else in_hand.of_standing(self.in_hand)
        path = self._commands.lesson_path if lecture is not None else self.in_hand and self.in_hand.path
        others = [card for card in self.all_cards if card.standing.path != path][:MOST_LESSONS]
        for card in self.all_cards:
            card.setVisible(card in others)
        self.cards = others

    def height_for(self, width: int) -> int:
        """All cards are as tall as the one with the most words."""
        return max((card.height_for(width) for card in self.cards), default=0)

    def ask(self, album: Album, theme: str, ratio: float, show: Callable[[Document | None], None]) -> None:
        """Have the pictures that the cards need, and the network of the card in hand."""
        one = self.in_hand
        now = (one.path, one.card) if one is not None else ()
        if now != self._asked:
            self._asked = now
            show(None)
            if one is not None:
                album.want(one.path, ANY, partial(_hand_over, show), pictures.in_hand)
        for card in self.cards:
            form = card.wants(theme, ratio)
            if form is not None:
                album.want(card.standing.path, form, partial(_take, card), pictures.find)


def _hand_over(show: Callable[[Document | None], None], found: Found) -> None:
    show(found.document)


def _take(card: LessonCard, found: Found) -> None:
    card.show_picture(found.image)
