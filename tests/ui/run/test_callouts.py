"""The first steps: each is ended by doing it, all by skipping, and they don't come again by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from nnviz.document import Target, edits
from nnviz.scene.view.levels import Level
from nnviz.ui import settings

SIZES = [(1280, 720), (1600, 1000)]


@pytest.fixture
def begun(show):
    """A window in which the first steps were asked for."""

    def begin(size=(1600, 1000)):
        shown = show("digits", size)
        shown.session.select(Target(2, 3))
        shown.window.actions_.by_name["first_steps"].trigger()
        shown.frame()
        return shown, shown.window.run.callouts

    return begin


@pytest.mark.parametrize("size", SIZES)
def test_each_step_is_ended_by_doing_it(begun, monkeypatch, size) -> None:
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    shown, callouts = begun(size)
    session, page = shown.session, shown.window.run
    assert callouts.step == 0
    for step, do in enumerate(
        (
            session.play,
            lambda: session.apply(edits.set_weight, 2, (0, 3), 2.0),
            lambda: page.canvas.zoom.go(Level.NEURON, Target(2, 3)),
        )
    ):
        assert callouts.step == step
        assert callouts.isVisible()
        assert page.rect().contains(callouts.geometry())
        do()
        shown.frame()
        session.pause()
        shown.frame()
    assert callouts.step is None
    assert callouts.isHidden()
    assert settings.first_steps_seen()


def test_a_step_covers_nothing_that_it_speaks_of(begun) -> None:
    _, callouts = begun()
    page = callouts.parentWidget()
    play = page.transport.play
    assert not callouts.geometry().intersects(QRect(play.mapTo(page, play.rect().topLeft()), play.size()))


@pytest.mark.parametrize("how", ["skip", "escape"])
def test_skipping_ends_them_all(begun, how: str) -> None:
    shown, callouts = begun()
    if how == "skip":
        QTest.mouseClick(callouts.skip, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(shown.window.run, Qt.Key.Key_Escape)
    assert callouts.isHidden()
    assert settings.first_steps_seen()


def test_they_say_what_to_do_to_a_screen_reader(begun) -> None:
    _, callouts = begun()
    assert callouts.accessibleName() == "First steps, 1 of 3: Play it: press here, or Space"


def test_beginning_shows_them_once(show) -> None:
    settings.set_first_steps_seen(False)
    shown = show("digits")
    commands = shown.window.commands
    commands.home()
    shown.frame()
    commands.go_on()
    shown.frame()
    assert shown.window.run.callouts.step == 0
    shown.window.run.callouts.end()
    commands.home()
    shown.frame()
    commands.go_on()
    shown.frame()
    assert shown.window.run.callouts.step is None
    assert shown.session.is_playing
