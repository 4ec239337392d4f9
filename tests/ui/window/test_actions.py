"""The table of actions: its words, its keys, and what they do."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from nnviz import assets
from nnviz.document import Target, edits
from nnviz.session import SPEEDS
from nnviz.ui import settings
from nnviz.ui.window.actions import ACTIONS


def press(shown, key, modifier=Qt.KeyboardModifier.NoModifier, on=None):
    QTest.keyClick(on or shown.window.run.canvas, key, modifier)
    shown.frame()


def test_names_and_keys_are_given_once_and_are_real():
    names = [spec.name for spec in ACTIONS]
    assert len(set(names)) == len(names)
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    assert len(set(keys)) == len(keys)
    assert "" not in keys


def test_no_key_is_bound_twice_in_the_whole_window(show):
    shown = show()
    window = shown.window
    widgets = [window, *window.findChildren(QWidget)]
    bound = {
        (key.toString(), action.objectName() or action.text())
        for widget in widgets
        for action in widget.actions()
        for key in action.shortcuts()
    }
    bound |= {(one.key().toString(), "a shortcut") for one in window.findChildren(QShortcut)}
    keys = [key for key, _ in bound]
    assert {"F10", "Ctrl+Q", "Ctrl+PgDown", "Ctrl+R", "Ctrl+W"} <= set(keys)
    assert len(set(keys)) == len(keys)


def test_every_icon_is_bundled():
    for spec in ACTIONS:
        assert not spec.icon or assets.path(f"icons/{spec.icon}.svg").is_file()


def test_the_keys_of_time(show):
    shown = show()
    session = shown.session
    starts = [phase.start for phase in session.timeline.phases]
    press(shown, Qt.Key.Key_Right)
    press(shown, Qt.Key.Key_PageDown)
    assert session.view.seconds == pytest.approx(starts[2])
    press(shown, Qt.Key.Key_Left)
    assert session.view.seconds == pytest.approx(starts[1])
    press(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert session.moment.layer == 2
    press(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert session.view.seconds == pytest.approx(session.timeline.start_of_layer(1))
    press(shown, Qt.Key.Key_End)
    assert session.view.seconds == session.timeline.seconds
    press(shown, Qt.Key.Key_PageUp)
    assert session.view.seconds == pytest.approx(starts[-1])
    press(shown, Qt.Key.Key_Home)
    assert session.view.seconds == 0.0
    press(shown, Qt.Key.Key_Space)
    assert session.is_playing
    press(shown, Qt.Key.Key_Space)
    assert not session.is_playing


def test_slower_and_faster_stop_at_the_ends(show):
    shown = show()
    for _ in SPEEDS:
        press(shown, Qt.Key.Key_BracketRight)
    assert shown.session.speed == SPEEDS[-1]
    press(shown, Qt.Key.Key_BracketLeft)
    assert shown.session.speed == SPEEDS[-2]


def test_a_digit_loads_a_real_sample_of_it_and_then_another(show):
    shown = show()
    found = []
    for _ in range(2):
        press(shown, Qt.Key.Key_7)
        sample = shown.session.document.input.sample
        assert shown.session.document.data.targets[sample] == 7
        found.append(sample)
    assert found[0] != found[1]


def test_digits_and_letters_act_only_while_the_canvas_has_the_focus(show):
    shown = show()
    before = shown.session.document
    shown.window.run.transport.play.setFocus()
    press(shown, Qt.Key.Key_7, on=shown.window.run.transport.play)
    press(shown, Qt.Key.Key_R, on=shown.window.run.transport.play)
    number = shown.window.run.rail.samples.number
    number.setFocus()
    press(shown, Qt.Key.Key_7, on=number)
    assert shown.session.document is before
    assert not shown.session.is_playing


def test_arrows_in_a_text_field_stay_there(show):
    shown = show()
    number = shown.window.run.rail.samples.number
    number.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End):
        press(shown, key, on=number)
    assert shown.session.view.seconds == 0.0


def test_space_presses_the_button_that_has_the_focus(show):
    shown = show()
    loop = shown.window.run.transport.loop
    loop.setFocus()
    press(shown, Qt.Key.Key_Space, on=loop)
    assert shown.session.loop
    assert not shown.session.is_playing


def test_replaying_a_layer(show):
    shown = show()
    shown.session.seek(3.1)
    press(shown, Qt.Key.Key_R)
    assert shown.session.is_playing
    assert shown.session.moment.layer == 1


def test_plus_and_minus_go_from_level_to_level(show, qtbot):
    shown = show()
    seen = []
    for key in (*[Qt.Key.Key_Plus] * 3, *[Qt.Key.Key_Minus] * 4):
        press(shown, key)
        # Opening the first neuron typesets its formulas: on a busy machine that takes seconds.
        qtbot.waitUntil(lambda: not shown.session.is_flying, timeout=20_000)
        shown.frame()
        seen.append(shown.window.run.canvas.zoom.level.title)
    assert seen == ["Neuron", "Microscope", "Slope", "Microscope", "Neuron", "Network", "Blocks"]


def test_undo_says_what_it_takes_back(show):
    shown = show()
    undo, redo = (shown.window.actions_.by_name[name] for name in ("undo", "redo"))
    assert not undo.isEnabled()
    shown.session.apply(edits.set_weight, 1, (0, 0), 2.0)
    shown.frame()
    assert undo.text() == "Undo set weight"
    assert shown.window.top.buttons["undo"].isEnabled()
    undo.trigger()
    shown.frame()
    assert redo.text() == "Redo set weight"
    assert not undo.isEnabled()


def test_back_to_the_trained_weights_and_releasing(show):
    shown = show()
    trained = shown.session.document.network
    back, release = (shown.window.actions_.by_name[name] for name in ("back_to_trained", "release"))
    assert not back.isEnabled()
    shown.session.apply(edits.set_weight, 1, (0, 0), 2.0)
    shown.session.apply(edits.set_override, Target(1, 3), "z", 4.0)
    shown.frame()
    assert release.isEnabled()
    release.trigger()
    shown.frame()
    assert not shown.session.document.overrides
    back.trigger()
    shown.frame()
    now = shown.session.document.network.parameters()
    assert all(now[key] is value for key, value in trained.parameters().items())
    assert not back.isEnabled()


def test_the_theme_is_remembered(show, theme):
    shown = show(theme=theme)
    shown.window.actions_.by_name["theme"].trigger()
    shown.frame()
    other = "light" if theme == "dark" else "dark"
    assert shown.session.view.theme == other
    assert settings.theme() == other


def test_reduced_motion_reaches_the_canvas_and_is_remembered(show):
    shown = show()
    action = shown.window.actions_.by_name["reduced_motion"]
    shown.session.seek(shown.session.timeline.start_of_layer(1) + 0.6)
    shown.frame()
    moving = shown.window.run.canvas.grab().toImage()
    action.trigger()
    shown.frame()
    try:
        assert settings.reduced_motion()
        assert action.isChecked()
        assert shown.window.run.canvas.grab().toImage() != moving
    finally:
        action.trigger()
    assert not settings.reduced_motion()


def test_the_scale_of_colours_is_chosen_at_the_legend(show, qtbot):
    shown = show("digits")
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    button = shown.window.run.canvas.scale_button
    assert button.isVisible()
    assert "one scale a layer" in button.accessibleName()
    before = [nodes.fill for nodes in shown.window.run.canvas.picture.frame.nodes]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert [action.isEnabled() for action in menu.actions()] == [False, True, True]
    menu.actions()[2].trigger()
    menu.close()
    shown.frame()
    assert shown.session.view.tint == "network"
    assert "all layers" in button.accessibleName()
    trace, picture = shown.session.trace, shown.window.run.canvas.picture
    largest = max(np.abs(trace[layer].a).max() for layer in (1, 2))
    for layer in (1, 2):
        expected = np.clip(trace[layer].a[0] / largest, 0, 1) ** 0.8
        np.testing.assert_allclose(picture.frame.nodes[layer].fill, expected, rtol=1e-5)
    assert ("count", "one scale for all layers") in picture.legend.entries
    # The input keeps its own scale: pixels are shares of white.
    np.testing.assert_array_equal(picture.frame.nodes[0].fill, before[0])
