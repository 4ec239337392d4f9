"""The ladder and the breadcrumbs say where one is, and lead there by mouse and by key."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import Target
from nnviz.scene.view.levels import Level

LEFT = Qt.MouseButton.LeftButton


def land(shown, qtbot) -> None:
    """Wait until the camera has arrived."""
    qtbot.waitUntil(lambda: not shown.session.is_flying)
    shown.frame()


def test_the_ladder_names_five_levels_and_jumps_to_each(show, qtbot, theme):
    shown = show(theme=theme)
    shown.session.select(Target(2, 3))
    shown.frame()
    rungs = shown.window.run.levels.ladder.rungs
    assert [rung.accessibleName() for rung in rungs] == [
        "Blocks",
        "Network",
        "Neuron",
        "Microscope",
        "Slope",
    ]
    for number in (3, 0, 4, 2, 1):
        QTest.mouseClick(rungs[number], LEFT)
        land(shown, qtbot)
        assert shown.window.run.canvas.zoom.level == number
        assert [rung.isChecked() for rung in rungs] == [rung.level == number for rung in rungs]
        assert shown.session.view.selection == Target(2, 3)
    rungs[3].setFocus()
    QTest.keyClick(rungs[3], Qt.Key.Key_Space)
    land(shown, qtbot)
    assert shown.window.run.canvas.zoom.level is Level.MICROSCOPE


def test_the_breadcrumbs_lead_back(show, qtbot):
    shown = show()
    crumbs = shown.window.run.levels.crumbs
    shown.session.select(None)
    shown.frame()
    assert crumbs.words == "Digits 64-16-10"
    shown.session.select(Target(2, 3))
    shown.frame()
    assert crumbs.words == "Digits 64-16-10 › Output layer › Neuron “3”"
    shown.window.run.canvas.zoom.go(Level.SLOPE)
    land(shown, qtbot)
    assert crumbs.words.endswith("› Neuron “3” › Slope")
    seen = []
    for place in (2, 1, 0):
        QTest.mouseClick(crumbs.buttons[place], LEFT)
        land(shown, qtbot)
        seen.append(shown.window.run.canvas.zoom.level)
    assert seen == [Level.MICROSCOPE, Level.NEURON, Level.NETWORK]
    shown.session.select(Target(1, 5))
    shown.frame()
    assert crumbs.words == "Digits 64-16-10 › Hidden layer › Neuron 5"
    shown.session.select(Target(0, 20))
    shown.frame()
    assert crumbs.words == "Digits 64-16-10 › Input › Pixel 3,5"
    QTest.mouseClick(crumbs.buttons[2], LEFT)
    land(shown, qtbot)
    assert shown.session.view.selection == Target(0, 20)


def test_where_there_is_no_room_the_last_crumbs_stay(show):
    shown = show(size=(760, 500))
    shown.session.select(Target(2, 3))
    shown.frame()
    bar = shown.window.run.levels
    shown_crumbs = [button for button in bar.crumbs.buttons if not button.isHidden()]
    assert shown_crumbs[-1].text() == "Neuron “3”"
    boxes = [button.geometry() for button in shown_crumbs]
    assert all(bar.crumbs.rect().contains(box) for box in boxes)
    assert all(not a.intersects(b) for a, b in pairwise(boxes))
    assert bar.crumbs.geometry().right() < bar.ladder.geometry().left()
    names = [rung.geometry() for rung in bar.ladder.rungs]
    assert all(bar.ladder.rect().contains(name) for name in names)


def test_the_ladder_follows_a_canvas_of_another_size(show):
    shown = show("mnist")
    rungs = shown.window.run.levels.ladder.rungs
    for size in ((360, 400), (1600, 1000)):
        shown.window.resize(*size)
        shown.frame()
        assert [rung.level for rung in rungs if rung.isChecked()] == [shown.window.run.canvas.zoom.level]


def test_the_ladder_is_right_as_soon_as_a_window_opens(show):
    shown = show("mnist")
    assert [rung.level for rung in shown.window.run.levels.ladder.rungs if rung.isChecked()] == [
        Level.NETWORK
    ]


def test_the_ladder_leads_into_an_image_where_nothing_is_selected(show, qtbot):
    shown = show("edges")
    shown.session.select(None)
    shown.frame()
    for rung in shown.window.run.levels.ladder.rungs[2:]:
        QTest.mouseClick(rung, LEFT)
        land(shown, qtbot)
        selection = shown.session.view.selection
        assert selection is not None
        assert selection.layer == len(shown.session.document.network.layers)
