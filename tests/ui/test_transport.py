"""Time as a slider: blocks, scrubbing, buttons, keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Dense, Network
from nnviz.scene.time.playback import is_shrunk, timeline
from nnviz.ui.run.transport.blocks import blocks, spans


def place(line, seconds, y=24):
    return line.x_of(seconds), y


def deep_document(layers=30):
    network = Network.build((2,), [Dense(2, "relu") for _ in range(layers)], seed=0)
    return Document(network, "Deep", CurrentInput(np.ones(2, np.float32)))


def test_a_block_a_phase_and_its_width_is_its_duration(show):
    shown = show()
    line = shown.window.run.transport.timeline
    found = blocks(shown.session.timeline, shown.session.document)
    assert [b.text for b in found] == ["Input", "w · x", "Σ + b", "f(z)", "w · x", "Σ + b", "f(z)"]
    widths = [line.x_of(b.end) - line.x_of(b.start) for b in found]
    seconds = [0.6, 1.2, 0.9, 0.7, 1.2, 0.9, 0.7]
    for width, duration in zip(widths, seconds, strict=True):
        assert width / sum(widths) == pytest.approx(duration / sum(seconds), abs=1e-6)


def test_layers_are_named_below(show):
    shown = show()
    found = spans(shown.session.timeline, shown.session.document)
    assert [s.names[0] for s in found] == ["Input", "Layer 1: hidden", "Layer 2: output"]


def test_a_shrunk_pass_shows_layers_in_place_of_phases():
    document = deep_document()
    line = timeline(document.network)
    assert is_shrunk(line)
    found = blocks(line, document)
    assert len(found) == 31
    assert found[3].text.startswith("Layer 3")
    assert found[-1].end == pytest.approx(60.0)


@pytest.mark.parametrize("seconds", [0.3, 2.2, 5.9])
def test_a_click_goes_exactly_where_it_was_clicked(show, theme, seconds):
    shown = show(theme=theme)
    line = shown.window.run.transport.timeline
    shown.drag(line, place(line, seconds))
    assert line.x_of(shown.session.view.seconds) == pytest.approx(round(line.x_of(seconds)), abs=0.6)


def test_home_stops_playback_at_the_start(show):
    shown = show()
    shown.session.seek(2.0)
    shown.session.play()
    QTest.keyClick(shown.window, Qt.Key.Key_Home)
    assert not shown.session.is_playing
    assert shown.session.view.seconds == 0


def test_dragging_scrubs_in_both_directions(show, theme):
    shown = show(theme=theme)
    line = shown.window.run.transport.timeline
    shown.drag(line, place(line, 1.0), place(line, 3.0), place(line, 5.0))
    assert shown.session.view.seconds == pytest.approx(5.0, abs=0.02)
    shown.drag(line, place(line, 5.0), place(line, 4.0), place(line, 0.3))
    assert shown.session.view.seconds == pytest.approx(0.3, abs=0.02)


def test_scrubbing_holds_playback_and_lets_it_go_on(show):
    shown = show()
    line = shown.window.run.transport.timeline
    shown.session.play()
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place(line, 1.0))))
    assert not shown.session.is_playing
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(*map(round, place(line, 1.0))))
    assert shown.session.is_playing


def test_the_buttons_play_step_and_loop(show, theme):
    shown = show(theme=theme)
    bar, session = shown.window.run.transport, shown.session
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    assert session.is_playing
    shown.frame()
    assert bar.play.accessibleName() == "Pause"
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    assert not session.is_playing
    session.seek(0.0)
    QTest.mouseClick(bar.forward, Qt.MouseButton.LeftButton)
    assert session.view.seconds == pytest.approx(0.6)
    QTest.mouseClick(bar.back, Qt.MouseButton.LeftButton)
    assert session.view.seconds == 0.0
    QTest.mouseClick(bar.loop, Qt.MouseButton.LeftButton)
    shown.frame()
    assert session.loop
    assert bar.loop.isChecked()


def test_the_speed_chip_offers_every_speed(show, qtbot):
    shown = show()
    bar = shown.window.run.transport
    QTest.mouseClick(bar.speed, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["0.25×", "0.5×", "1×", "2×", "4×"]
    menu.actions()[1].trigger()
    menu.close()
    shown.frame()
    assert shown.session.speed == 0.5
    assert bar.speed.text() == "0.5×"


def test_the_narration_changes_with_the_phase_and_stays_short(show):
    shown = show()
    said = set()
    for phase in shown.session.timeline.phases:
        shown.session.seek(phase.start + phase.seconds / 2)
        shown.frame()
        line = shown.window.run.transport.narration
        assert line.accessibleName() == line.text
        assert 0 < len(line.text) <= 120
        said.add(line.text)
    assert len(said) == len(shown.session.timeline.phases)


def test_thousands_of_layers_are_one_bar_that_still_jumps_and_names_them(show):
    shown = show(deep_document(2000), size=(1600, 1000))
    line = shown.window.run.transport.timeline
    seconds = shown.session.timeline.seconds
    middle = line.block_at(line.x_of(0.5 * seconds))
    assert middle.start <= 0.5 * seconds < middle.end
    assert line.block_at(line.x_of(seconds)).layer == 2000
    blank = line.grab().toImage()
    shown.drag(line, place(line, 0.5 * seconds))
    assert line.block_at(line.x_of(shown.session.view.seconds)).layer == pytest.approx(middle.layer, abs=2)
    shown.frame()
    played = line.grab().toImage()
    at = QPoint(round(line.x_of(0.25 * seconds) * played.devicePixelRatio()), 24)
    assert played.pixelColor(at) != blank.pixelColor(at)


def test_a_block_is_painted_in_the_instant_that_it_begins(show):
    """Nothing of it is filled yet: an empty part that Qt, asked to cut it out of the block, died of."""
    shown = show("mnist-cnn", size=(1280, 720))
    line = shown.window.run.transport.timeline
    ratio = shown.session.timeline.seconds / line.width()
    for width in range(420, 120, -9):
        line.resize(width, line.height())
        for block in line._blocks[1:]:
            for pixels in (0.001, 0.4, 1.0, 1.049, 1.079, 1.499, 1.51):
                shown.session.seek(block.start + pixels * ratio)
                assert not line.grab().isNull()


def test_predict_first_hides_what_the_pass_has_not_reached_and_shows_it_again(show):
    shown = show()
    run, session = shown.window.run, shown.session
    session.select(Target(2, 3))
    session.seek(0.0)
    shown.frame()
    button = run.transport.predict
    assert button.accessibleName() == "Predict first"
    assert not button.isChecked()
    assert run.inspector.products.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    shown.frame()
    assert session.view.masked
    assert button.isChecked()
    assert not run.inspector.products.isEnabled()
    session.seek(session.timeline.seconds)
    shown.frame()
    assert run.inspector.products.isEnabled()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    shown.frame()
    assert not session.view.masked
    assert not button.isChecked()


def test_predict_first_and_its_key_are_one(show):
    shown = show()
    shown.window.actions_.by_name["masked"].trigger()
    shown.frame()
    assert shown.window.run.transport.predict.isChecked()


@pytest.mark.parametrize("step", [0.03, 0.4])
def test_a_moving_playhead_leaves_nothing_behind(show, theme, step):
    shown = show(theme=theme)
    line = shown.window.run.transport.timeline
    for second in np.arange(0.0, shown.session.timeline.seconds, step):
        shown.session.seek(float(second))
        shown.frame()
    as_it_came = screen(line)
    line.update()
    shown.frame()
    assert screen(line) == as_it_came


def screen(line):
    window = line.window()
    place = line.rect().translated(line.mapTo(window, QPoint(0, 0)))
    return window.screen().grabWindow(window.winId()).toImage().copy(place)
