"""The start page without lessons: what greets, how one leaves it, and what one comes back to."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import edits
from nnviz.ui import settings
from nnviz.ui.start.album import Print, find, home


@pytest.fixture(autouse=True)
def _no_lessons(shelve) -> None:
    shelve()


@pytest.fixture
def start(show):
    """A window that greets."""
    shown = show("digits")
    shown.session.greet()
    shown.session.play()
    shown.frame()
    return shown


def cards(shown):
    """What stands on the start page."""
    return shown.window.pages.page("start").cards


def focused() -> object:
    """What has the keyboard."""
    return QApplication.focusWidget()


def test_the_first_network_plays_and_space_opens_it_on_run_where_it_is(start) -> None:
    settings.set_first_steps_seen(True)
    start.session.advance(1.0)
    before = start.session.view.seconds
    assert before >= 1.0
    assert focused() is cards(start).hero
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    start.frame()
    assert start.window.pages.current is start.window.run
    assert start.session.is_playing
    assert start.session.view.seconds >= before


def test_every_sample_has_a_card_with_the_line_that_samples_prints(start) -> None:
    found = {card.name: card.line for card in cards(start).samples}
    assert found == {name: formats.open_any(name)[0].about for name in formats.samples()}


def test_arrows_go_from_card_to_card_and_enter_opens(start) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    assert focused() is cards(start).samples[0]
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert focused() is cards(start).samples[1]
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert focused() is cards(start).hero
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    start.frame()
    assert start.session.document.title == "XOR 2-4-1"
    assert start.window.pages.current is start.window.run


def test_the_mark_and_its_key_lead_there_and_back_and_nothing_is_lost(show) -> None:
    shown = show("xor")
    shown.session.apply(edits.set_bias, 1, 0, 2.5)
    document = shown.session.document
    QTest.mouseClick(shown.window.top.mark, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.is_greeting
    assert not shown.session.is_playing
    assert cards(shown).hero.greeting.button == "Go on"
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    shown.frame()
    assert not shown.session.is_greeting
    assert shown.session.document is document
    shown.window.actions_.by_name["home"].trigger()
    shown.frame()
    assert shown.session.is_greeting


def test_a_card_asks_about_unsaved_work_first(show, answer) -> None:
    shown = show("xor")
    shown.session.apply(edits.set_bias, 1, 0, 2.5)
    shown.session.greet()
    shown.frame()
    answer("Cancel")
    cards(shown).samples[0].click()
    assert shown.session.document.title == "XOR 2-4-1"
    answer("Don’t save")
    cards(shown).samples[0].click()
    assert shown.session.document.title == "One neuron"


def test_files_of_late_stand_there_and_go_when_they_are_gone(start, tmp_path) -> None:
    page = cards(start)
    assert not page.recent
    file = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("iris")[0], file)
    settings.add_recent(file)
    start.session.set_page("run")
    start.frame()
    start.session.greet()
    start.frame()
    assert [row.file for row in page.recent] == [file.resolve()]
    page.recent[0].click()
    assert start.session.path == file.resolve()


def test_a_picture_is_kept_by_what_it_shows() -> None:
    form = Print((200, 120), 1.0, "dark")
    first = find(formats.sample_file("xor"), form)
    kept = set(home().glob("*.png"))
    assert len({first.image.pixel(x, 60) for x in range(200)}) > 2
    assert find(formats.sample_file("xor"), form).image == first.image
    assert set(home().glob("*.png")) == kept
    find(formats.sample_file("iris"), form)
    assert len(set(home().glob("*.png"))) == len(kept) + 1


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1000, 700), (400, 640)])
def test_nothing_overlaps_and_the_right_column_goes_below_in_a_narrow_window(show, size) -> None:
    shown = show("digits", size=size)
    shown.session.greet()
    shown.frame()
    page = cards(shown)
    boxes = [button.geometry() for button in page.buttons if button.isVisible()]
    assert not [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :] if a.intersects(b)]
    assert all(page.rect().contains(box) for box in boxes)
    is_below = page.model.y() > page.hero.geometry().bottom()
    assert is_below == (size[0] < 1280)


def test_a_document_that_is_opened_greets_nobody(start) -> None:
    start.window.commands.open("iris")
    start.frame()
    assert not start.session.is_greeting
    assert start.window.pages.current is start.window.run


def test_a_new_network_has_the_size_that_was_asked_for(start, answer) -> None:
    settings.set_new_size((5, 2, 9, 7, 4), True)
    answer("Create")
    start.window.actions_.by_name["new"].trigger()
    start.frame()
    network = start.session.document.network
    assert (network.input_shape, network.output_shape) == ((2, 9, 7), (4,))
    assert start.session.view.page == "build"
    assert settings.new_size() == ((5, 2, 9, 7, 4), True)
