"""The page of all lessons: a card each, by keyboard and pointer, with real pictures and real progress."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz.lessons import progress
from nnviz.lessons.progress import Progress
from nnviz.ui import settings
from nnviz.ui.lessons import pictures
from nnviz.ui.start.album import Print
from nnviz.ui.theme import DARK
from tests.ui.lessons.texts import LAB, SECOND, SLOWLY

FORM = Print((300, 160), 1.0, "dark")


@pytest.fixture
def folder(shelve) -> Path:
    return shelve(slowly=SLOWLY, second=SECOND, lab=LAB)


@pytest.fixture
def lessons(show, folder):
    """The page, in a window."""

    def begin(size=(1600, 1000), theme="dark"):
        shown = show("xor", size, theme)
        shown.session.set_page("lessons")
        shown.frame()
        return shown, shown.window.pages.page("lessons").cards

    return begin


def test_every_lesson_has_a_card_with_its_length_and_how_far_one_is(lessons, folder) -> None:
    progress.keep(folder / "second.md", Progress(frozenset(("Look", "Look again")), "Look again"))
    progress.keep(folder / "slowly.md", Progress(frozenset(("It decides",)), "The bar"))
    _, cards = lessons()
    assert [card.accessibleName() for card in cards.lessons] == [
        "Lesson: In the lab. 7 min, 1 card",
        "Lesson: Two columns. 5 min, done",
        "Lesson: One neuron, slowly. 12 min, 1 of 4 cards done",
    ]
    assert cards.lessons[2].toolTip() == "One neuron, slowly\nOne small decision, taken apart."
    assert cards.lessons[2].standing.here == 1


def test_arrows_go_from_card_to_card_and_enter_opens(lessons) -> None:
    shown, cards = lessons()
    assert QApplication.focusWidget() is cards.lessons[0]
    QTest.keyClick(cards.lessons[0], Qt.Key.Key_Right)
    assert QApplication.focusWidget() is cards.lessons[1]
    QTest.keyClick(cards.lessons[1], Qt.Key.Key_Right)
    QTest.keyClick(cards.lessons[2], Qt.Key.Key_Return)
    shown.frame()
    assert shown.session.lecture.lesson.name == "slowly"
    assert shown.window.pages.current is shown.window.run
    shown.window.commands.close_lesson()
    shown.frame()
    assert shown.session.view.page == "lessons"
    assert shown.session.document.title == "XOR 2-4-1"


def test_lessons_of_ones_own_stand_below_and_go_when_they_are_gone(lessons, tmp_path) -> None:
    path = tmp_path / "own.md"
    path.write_text(SECOND.replace("Two columns", "My own"), encoding="utf-8")
    settings.add_recent_lesson(path)
    shown, cards = lessons()
    assert [row.title for row in cards.recent] == ["My own"]
    QTest.mouseClick(cards.recent[0], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.lecture.lesson.title == "My own"
    path.unlink()
    shown.session.set_page("lessons")
    shown.frame()
    assert cards.recent == []


def test_escape_leads_back_to_the_card(lessons) -> None:
    shown, cards = lessons()
    shown.window.commands.open_lesson("second")
    shown.session.set_page("lessons")
    shown.frame()
    QTest.keyClick(cards.lessons[0], Qt.Key.Key_Escape)
    shown.frame()
    assert shown.window.pages.current is shown.window.run


def test_how_far_one_is_is_new_when_one_comes_back(lessons, answer) -> None:
    shown, cards = lessons()
    shown.window.commands.open_lesson("second")
    shown.window.commands.next_card()
    shown.window.commands.close_lesson()
    shown.frame()
    assert cards.lessons[1].standing.is_done
    answer("Clear")
    QTest.mouseClick(cards.clear, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not cards.lessons[1].standing.is_done


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (800, 600), (360, 480)])
def test_nothing_overlaps_at_any_size(lessons, size, theme) -> None:
    shown, cards = lessons(size, theme)
    settings.add_recent_lesson(Path(__file__))
    shown.session.tell_lesson()
    shown.frame()
    boxes = [button.geometry() for button in cards.buttons]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.intersects(b)]
    assert all(cards.rect().contains(box) for box in boxes)


def test_pictures_come_by_themselves(lessons, qtbot) -> None:
    _, cards = lessons()
    qtbot.waitUntil(lambda: all(not card.image.isNull() for card in cards.lessons), timeout=20_000)


def colors(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def test_a_picture_is_of_a_real_card(folder, shelve) -> None:
    network, curves = (pictures.find(folder / f"{name}.md", FORM).image for name in ("second", "lab"))
    assert network.size() == curves.size()
    for image in (network, curves):
        assert len(colors(image)) > 10
    # Curves are in the colour of words; nothing of them is tinted by a sign.
    assert QColor(DARK.ink).rgb() in colors(curves)
    assert QColor(DARK.pos).rgb() not in colors(curves)


def test_a_lesson_with_a_fault_has_no_picture_and_stops_nothing(shelve) -> None:
    folder = shelve(bad="---\ntitle: Bad\n---\nno card\n", empty="")
    for name in ("bad", "empty", "missing"):
        assert pictures.find(folder / f"{name}.md", FORM).image.isNull()
        assert pictures.in_hand(folder / f"{name}.md", FORM).document is None
