"""The line at the start page's top: unsaved work of an earlier program, to get back or to let go."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import edits
from nnviz.session import copies
from nnviz.session.copies import Label, OwnCopy
from nnviz.session.worker import Worker
from nnviz.ui.window.keeping import Keeping

SIZES = [(1600, 1000), (1280, 720), (900, 600), (400, 640)]


def leave(place: Path, title: str, edit_count: int, seconds: float, file: Path | None = None) -> None:
    """A copy as a program leaves it that is gone."""
    own = OwnCopy(place)
    document = edits.set_bias(formats.open_any("xor")[0], 1, 0, 2.5)
    own.write(replace(document, title=title), Label(title, file, seconds, edit_count), b"")
    own.leave()


@pytest.fixture
def greeted(show, tmp_path, monkeypatch):
    """A window that greets, with what was left in the folder of copies."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def begin(*left: tuple[str, int, float], size=(1600, 1000), theme="dark"):
        for one in left:
            leave(copies.home(), *one)
        shown = show("digits", size, theme)
        keeping = Keeping(shown.session, shown.window, Worker())
        shown.session.greet()
        keeping.offer()
        shown.frame()
        return shown, shown.window.pages.page("start").cards

    return begin


def test_there_is_no_line_where_there_is_nothing_and_all_stands_64_higher(greeted) -> None:
    shown, cards = greeted()
    assert cards.recovery.isHidden()
    above = [button.y() for button in cards.buttons if button.isVisible()]
    leave(copies.home(), "XOR 2-4-1", 3, 1e9)
    shown.window.offers.offer(copies.found())
    shown.frame()
    assert cards.recovery.isVisible()
    assert cards.recovery.height() == 48
    assert [button.y() for button in cards.buttons if button.isVisible()] == [y + 64 for y in above]


def test_it_says_what_when_and_how_much_in_place_of_the_bar(greeted) -> None:
    shown, cards = greeted(("XOR 2-4-1, edited", 3, 1e9))
    words = cards.recovery.accessibleName()
    assert words.startswith("XOR 2-4-1, edited was not saved. Kept ")
    assert "2001" in words
    assert words.endswith("3 edits are safe.")
    assert shown.window.recovery.isHidden()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    shown.frame()
    assert shown.window.recovery.isVisible()
    assert "3 edits are safe" in shown.window.recovery.accessibleName()


def test_one_edit_is_one(greeted) -> None:
    _, cards = greeted(("XOR", 1, 1e9))
    assert cards.recovery.accessibleName().endswith("1 edit is safe.")


def test_get_it_back_opens_the_work_and_leads_away(greeted) -> None:
    shown, cards = greeted(("XOR, mine", 3, 1e9))
    QTest.mouseClick(cards.recovery.back, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document.title == "XOR, mine"
    assert shown.session.has_unsaved_work
    assert not shown.session.is_greeting
    assert shown.window.recovery.isHidden()


def test_let_it_go_removes_it_and_tells_of_the_next(greeted) -> None:
    shown, cards = greeted(("older", 2, 1e9), ("newer", 5, 1.1e9))
    assert cards.recovery.accessibleName().startswith("newer")
    assert cards.recovery.accessibleName().endswith("1 more after this one.")
    QTest.mouseClick(cards.recovery.let_go, Qt.MouseButton.LeftButton)
    shown.frame()
    assert cards.recovery.accessibleName().startswith("older")
    assert [copy.label.title for copy in copies.found()] == ["older"]
    QTest.mouseClick(cards.recovery.let_go, Qt.MouseButton.LeftButton)
    shown.frame()
    assert cards.recovery.isHidden()
    assert copies.found() == ()
    assert cards.hero.y() == 16


def test_keys_reach_it(greeted) -> None:
    shown, cards = greeted(("XOR, mine", 3, 1e9))
    assert QApplication.focusWidget() is cards.hero
    QTest.keyClick(cards.hero, Qt.Key.Key_Up)
    assert QApplication.focusWidget() in (cards.recovery.back, cards.recovery.let_go)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert QApplication.focusWidget() in cards.buttons
    cards.recovery.back.setFocus()
    QTest.keyClick(cards.recovery.back, Qt.Key.Key_Return)
    assert shown.session.document.title == "XOR, mine"


def test_tab_reaches_it_from_the_bar_above(greeted) -> None:
    _, cards = greeted(("XOR, mine", 3, 1e9))
    met = []
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    first = met.index(cards.recovery.back)
    assert met[first + 1 : first + 3] == [cards.recovery.let_go, cards.hero]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_overlaps_at_any_size(greeted, size) -> None:
    _, cards = greeted(("A name that is rather long for a network 784-100-10", 12, 1e9), size=size)
    line = cards.recovery
    assert cards.rect().contains(line.geometry())
    seen = [button for button in cards.buttons if button.isVisible()]
    assert not any(line.geometry().intersects(button.geometry()) for button in seen)
    assert all(line.rect().contains(button.geometry()) for button in line.parts())
    assert not line.back.geometry().intersects(line.let_go.geometry())
