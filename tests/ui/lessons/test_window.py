"""A lesson in the window: where its panel stands, what makes way, what a card hides or brings out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nnviz.document import Target, edits
from nnviz.lessons.answers import Answer
from nnviz.scene.view.levels import Level
from nnviz.session.lecture import PAUSE
from nnviz.ui.theme import DARK

SIZES = [(1600, 1000), (1280, 720), (1100, 700), (1000, 900), (720, 600), (480, 640), (360, 480)]


def place(part: QWidget, shown) -> QRect:
    """Where a part stands in the window."""
    return QRect(part.mapTo(shown.window, QPoint(0, 0)), part.size())


@pytest.mark.parametrize("size", SIZES)
def test_the_panel_stands_beside_the_canvas_or_at_the_windows_foot(taught, panel_of, size) -> None:
    shown = taught(size=size)
    panel, run = place(panel_of(shown), shown), shown.window.run
    canvas, bar = place(run.canvas, shown), place(run.transport, shown)
    if size[0] >= 1100:
        assert panel.width() == max(round(416 * max(min(size[0] / 1600, size[1] / 1000), 0.72)), 352)
        assert panel.right() + 1 == size[0]
        assert panel.top() == shown.window.top.height()
        assert panel.bottom() + 1 == bar.top()
        assert not panel.intersects(canvas)
        assert (bar.left(), bar.width()) == (0, size[0])
        assert canvas.width() >= 440
    else:
        assert panel.bottom() + 1 == size[1]
        assert panel.width() == size[0]


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700)])
def test_beside_other_pages_it_is_as_tall_as_they_are(taught, panel_of, size) -> None:
    shown = taught(2, size)
    panel, pages = place(panel_of(shown), shown), place(shown.window.pages, shown)
    assert not panel.intersects(pages)
    assert panel.height() == pages.height()


@pytest.mark.parametrize("size", [(900, 700), (480, 640), (360, 480)])
def test_a_sheet_is_folded_to_its_head_and_leads_on_from_there(taught, panel_of, size) -> None:
    shown = taught(size=size)
    panel = panel_of(shown)
    high = panel.height()
    QTest.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    shown.frame()
    assert panel.height() < high / 3
    assert panel.geometry().bottom() + 1 == shown.window.desk.height()
    assert not panel.next.isVisible()
    run = shown.window.run
    assert not place(panel, shown).intersects(place(run.transport, shown))
    QTest.mouseClick(panel.on, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.lecture.place.card == 1
    assert panel.height() == high


def test_the_rail_is_closed_where_a_card_leaves_nothing_in_it_to_the_hand(taught) -> None:
    shown = taught()
    assert shown.window.run.rail.isVisible()
    shown.window.commands.go_to_card(1)
    shown.frame()
    assert not shown.window.run.rail.isVisible()
    assert place(shown.window.run.canvas, shown).left() == 0
    shown.window.commands.close_lesson()
    shown.frame()
    assert shown.window.run.rail.isVisible()


def test_the_inspector_stands_beside_the_canvas_where_a_neuron_is_chosen_and_has_room(taught) -> None:
    shown = taught(1)
    run = shown.window.run
    assert run.inspector.isVisible()
    assert place(run.inspector, shown).right() + 1 == place(shown.window.desk.panel, shown).left()
    wide = run.canvas.width()
    shown.session.select(None)
    shown.frame()
    assert not run.inspector.isVisible()
    assert run.canvas.width() == wide + run.inspector.width()
    shown.session.select(Target(1, 0))
    shown.frame()
    assert run.inspector.isVisible()


def test_without_room_it_is_a_sheet_that_nobody_opens_by_themselves(taught) -> None:
    shown = taught(0, size=(1280, 720))
    run = shown.window.run
    assert shown.session.view.selection is not None
    assert not run.inspector.isVisible()
    shown.window.actions_.by_name["inspector"].trigger()
    shown.frame()
    assert run.inspector.isVisible()
    assert not place(run.inspector, shown).intersects(place(shown.window.desk.panel, shown))


def test_a_card_is_seen_at_its_level_in_its_first_frame(taught) -> None:
    shown = taught()
    zoom = shown.window.run.canvas.zoom
    assert zoom.level is Level.NEURON
    assert not shown.session.is_flying
    shown.window.commands.go_to_card(1)
    shown.frame()
    assert zoom.level is Level.NETWORK
    shown.window.commands.go_to_card(0)
    shown.frame()
    assert zoom.level is Level.NEURON
    zoom.go(Level.NETWORK)
    while shown.session.is_flying:
        shown.frame()
    shown.frame()
    assert zoom.level is Level.NETWORK


def test_a_canvas_that_is_made_later_is_at_the_cards_level_too(show, lesson_file) -> None:
    shown = show("digits", page="build")
    assert not shown.window.pages.has("run")
    shown.window.commands.open_lesson("slowly")
    shown.frame()
    assert shown.window.run.canvas.zoom.level is Level.NEURON


def test_the_lessons_tab_is_lit_on_the_cards_own_page(taught) -> None:
    shown = taught()
    tabs = shown.window.top.tabs
    assert [name for name, tab in tabs.items() if tab.isChecked()] == ["lessons"]
    QTest.mouseClick(tabs["lab"], Qt.MouseButton.LeftButton)
    shown.frame()
    assert [name for name, tab in tabs.items() if tab.isChecked()] == ["lab"]
    assert shown.window.desk.panel.body.away.isVisible()
    QTest.mouseClick(tabs["lessons"], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.page == "run"
    assert not shown.window.desk.panel.body.away.isVisible()
    QTest.mouseClick(tabs["lessons"], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.page == "lessons"
    assert not shown.window.desk.panel.isVisible()
    QTest.mouseClick(tabs["lessons"], Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.view.page == "run"
    assert shown.session.lecture.place.card == 0


def test_away_from_its_page_a_card_leads_back(taught, panel_of) -> None:
    shown = taught()
    shown.session.set_page("build")
    shown.frame()
    body = panel_of(shown).body
    assert body.away.isVisible()
    QTest.mouseClick(body.away, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.window.pages.current is shown.window.run


def test_the_window_is_called_by_the_lesson(taught) -> None:
    shown = taught()
    assert shown.window.windowTitle().startswith("One neuron, slowly")
    shown.window.commands.close_lesson()
    shown.frame()
    assert shown.window.windowTitle().startswith("Digits 64-16-10")


def test_a_page_is_covered_until_the_question_is_answered(taught) -> None:
    shown = taught(3)
    cover, run = shown.window.desk.cover, shown.window.run
    assert cover.isVisible()
    assert cover.accessibleName() == "The picture shows after your answer"
    assert place(cover, shown).contains(place(run.canvas, shown))
    assert not run.canvas.isEnabled()
    before = shown.session.view
    QTest.mouseClick(shown.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(400, 400))
    shown.frame()
    assert shown.session.view.selection == before.selection
    shown.session.answer(0, Answer(1.696, True))
    shown.frame()
    assert not cover.isVisible()
    assert run.canvas.isEnabled()


def test_leaving_a_covered_card_uncovers_the_page(taught) -> None:
    shown = taught(3)
    shown.window.commands.previous_card()
    shown.frame()
    assert not shown.window.desk.cover.isVisible()
    shown.window.commands.next_card()
    shown.frame()
    assert shown.window.desk.cover.isVisible()
    shown.window.commands.close_lesson()
    shown.frame()
    assert not shown.window.desk.cover.isVisible()
    assert shown.window.pages.isEnabled()


def test_the_results_of_the_lab_are_covered_and_its_title_stays(show, shelve) -> None:
    from tests.ui.lessons.texts import LAB

    question = "\n```question\nkind: number\nask: How many?\nkey: inputs\n```\n"
    shelve(lab=LAB.replace("part: functions", "part: functions\nhide: results") + question)
    shown = show()
    shown.window.commands.open_lesson("lab")
    shown.frame()
    page, cover = shown.window.pages.current, shown.window.desk.cover
    assert cover.isVisible()
    assert cover.accessibleName() == "The results show after your answer"
    assert place(cover, shown).contains(place(page.part, shown))
    assert not any(place(tab, shown).intersects(place(cover, shown)) for tab in page.tabs.values())
    assert page.tabs["functions"].isEnabled()
    assert not page.part.isEnabled()
    shown.session.answer(0, Answer(2.0, True))
    shown.frame()
    assert page.part.isEnabled()


def test_neurons_that_a_card_brings_out_have_a_ring(taught) -> None:
    shown = taught(1)
    canvas = shown.window.run.canvas
    canvas.settle()
    at = canvas.zoom.spot(Target(0, 0))
    image = canvas.grab().toImage()
    ratio = image.devicePixelRatio()
    ink = QColor(DARK.ink).rgb()
    reach = [
        image.pixel(round((at.x() + dx) * ratio), round((at.y() + dy) * ratio))
        for dx in range(-60, 61)
        for dy in range(-60, 61)
        if 30 < (dx * dx + dy * dy) ** 0.5 < 60
    ]
    assert reach.count(ink) > 30
    shown.window.commands.go_to_card(3)
    shown.session.answer(0, Answer(1.0, False))
    shown.frame()
    canvas.settle()
    assert shown.session.lecture.highlight == ()


def test_a_step_that_is_done_brings_the_next_one_by_itself(taught) -> None:
    shown = taught(1)
    shown.session.apply(edits.set_bias, 1, 0, -6.5)
    shown.frame()
    assert shown.session.lecture.place.step == 0
    assert shown.clock._timer.isActive()
    for _ in range(int(PAUSE / 0.1) + 2):
        shown.session.advance(0.1)
    shown.frame()
    assert shown.session.lecture.place.step == 1
    assert shown.window.desk.panel.body.text.accessibleName() == "And up again."


def test_unsaved_work_that_is_set_aside_is_asked_about_by_its_own_name(taught, answer, tmp_path) -> None:
    shown = taught(what="xor")
    shown.window.commands.close_lesson()
    shown.session.apply(edits.set_bias, 1, 0, 2.5)
    shown.window.commands.open_lesson("slowly")
    shown.frame()
    assert shown.session.document.title == "One neuron"
    said = answer("Cancel")
    assert not shown.window.commands.may_leave()
    assert "XOR 2-4-1" in said[0]


def test_another_document_ends_the_lesson(taught) -> None:
    shown = taught()
    shown.window.commands.open("iris")
    shown.frame()
    assert shown.session.lecture is None
    assert not shown.window.desk.panel.isVisible()
    assert shown.window.run.rail.isVisible()
