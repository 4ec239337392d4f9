"""Lessons on the start page: the one in hand leads, the others stand below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.document import edits
from nnviz.lessons import progress
from nnviz.lessons.progress import Progress
from nnviz.ui import settings
from tests.ui.lessons.texts import LAB, SECOND, SLOWLY

SIZES = [(1600, 1000), (1280, 720), (1000, 700), (400, 640)]


@pytest.fixture
def folder(shelve) -> Path:
    return shelve(neurons=SLOWLY, convolution=SECOND, activations=LAB)


@pytest.fixture
def start(show, folder):
    """A window that greets, and its cards."""

    def begin(size=(1600, 1000), theme="dark"):
        shown = show("digits", size, theme)
        shown.session.greet()
        shown.session.play()
        shown.frame()
        return shown, shown.window.pages.page("start").cards

    return begin


def test_the_first_lesson_leads_and_space_begins_it(start) -> None:
    shown, cards = start()
    assert cards.hero.accessibleName() == "Begin: One neuron, slowly. 4 cards, It decides"
    assert QApplication.focusWidget() is cards.hero
    QTest.keyClick(cards.hero, Qt.Key.Key_Space)
    shown.frame()
    assert shown.session.lecture.lesson.name == "neurons"
    assert shown.window.pages.current is shown.window.run


def test_the_lesson_in_hand_goes_on_where_one_was(start, folder) -> None:
    progress.keep(folder / "convolution.md", Progress(frozenset(("Look",)), "Look"))
    shown, cards = start()
    assert cards.hero.accessibleName() == "Go on: Two columns. card 2 of 2, Look again"
    assert [card.title for card in cards.shelf.cards] == ["One neuron, slowly", "In the lab"]
    cards.hero.click()
    shown.frame()
    assert shown.session.lecture.card.title == "Look again"


def test_the_lesson_of_last_time_leads_and_one_that_is_done_no_more(start, folder) -> None:
    progress.keep(folder / "convolution.md", Progress(card="Look"))
    progress.keep(folder / "activations.md", Progress(frozenset(("Curves",)), "Curves"))
    _, cards = start()
    assert cards.hero.lesson.title == "One neuron, slowly"


def test_the_open_lesson_leads_and_one_comes_back_to_its_card(start) -> None:
    shown, cards = start()
    shown.window.commands.open_lesson("convolution")
    shown.window.commands.next_card()
    shown.session.greet()
    shown.frame()
    assert cards.hero.accessibleName() == "Go on: Two columns. card 2 of 2, Look again"
    cards.hero.click()
    shown.frame()
    assert not shown.session.is_greeting
    assert shown.session.lecture.card.title == "Look again"


def test_ones_own_work_leads_where_there_is_some(start) -> None:
    shown, cards = start()
    shown.window.commands.open("xor")
    shown.session.apply(edits.set_bias, 1, 0, 2.5)
    shown.session.greet()
    shown.frame()
    assert cards.hero.lesson is None
    assert cards.hero.greeting.title == "XOR 2-4-1"
    assert len(cards.shelf.cards) == 3
    cards.hero.click()
    shown.frame()
    assert shown.session.lecture is None
    assert not shown.session.is_greeting


def test_escape_leads_to_the_network_behind(start) -> None:
    settings.set_first_steps_seen(True)
    shown, cards = start()
    QTest.keyClick(cards.hero, Qt.Key.Key_Escape)
    shown.frame()
    assert shown.session.lecture is None
    assert shown.window.pages.current is shown.window.run
    assert shown.session.is_playing


def test_arrows_go_over_lessons_and_enter_opens_one(start) -> None:
    shown, cards = start()
    QTest.keyClick(cards.hero, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is cards.shelf.cards[0]
    QTest.keyClick(cards.shelf.cards[0], Qt.Key.Key_Right)
    QTest.keyClick(cards.shelf.cards[1], Qt.Key.Key_Down)
    assert QApplication.focusWidget() in cards.samples
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.lecture is not None


def test_all_lessons_and_all_samples_are_a_press_away(start) -> None:
    shown, cards = start()
    seen = [card for card in cards.samples if card.isVisible()]
    assert len(seen) == 6
    QTest.mouseClick(cards.all_samples, Qt.MouseButton.LeftButton)
    shown.frame()
    assert all(card.isVisible() for card in cards.samples)
    QTest.mouseClick(cards.all_samples, Qt.MouseButton.LeftButton)
    assert [card for card in cards.samples if card.isVisible()] == seen
    QTest.mouseClick(cards.shelf.all, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.page == "lessons"
    assert not shown.session.is_greeting


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps(start, size, theme) -> None:
    _, cards = start(size, theme)
    boxes = [button.geometry() for button in cards.buttons if button.isVisible()]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.intersects(b)]
    assert all(cards.rect().contains(box) for box in boxes)


def test_at_reference_size_all_of_it_is_in_sight(start) -> None:
    shown, cards = start()
    assert cards.height() <= shown.window.pages.height()
    assert cards.hero.height() == 312
    assert {card.width() for card in cards.shelf.cards} == {270}


def test_the_large_card_shows_the_network_of_the_card_in_hand(start, folder, qtbot) -> None:
    _, cards = start()
    qtbot.waitUntil(lambda: cards.hero._document is not None, timeout=10_000)
    assert cards.hero._document.title == "One neuron"
