"""The frame clock: playback is time that a person has seen pass."""

import pytest
from PySide6.QtCore import QElapsedTimer

from nnviz.ui import clock


class Stalled(QElapsedTimer):
    """The system's timer on a machine that did not get round to us for a while, at every frame."""

    milliseconds = 5000

    def restart(self) -> int:
        super().restart()
        return self.milliseconds


@pytest.fixture
def stalled(monkeypatch):
    monkeypatch.setattr(clock, "QElapsedTimer", Stalled)


def test_a_frame_that_took_five_seconds_does_not_jump_playback_by_five_seconds(stalled, show):
    shown = show("digits")
    session = shown.session
    session.pause()
    session.seek(0.0)
    assert session.timeline.seconds > 6
    session.play()
    shown.clock.tick()
    assert 0 < session.view.seconds < 0.5
    shown.clock.tick()
    assert 0 < session.view.seconds < 1.0


def test_playback_goes_on_as_fast_as_time_passes(stalled, show, monkeypatch):
    """A frame in time is not held back: 25 frames of 40 milliseconds are a second."""
    monkeypatch.setattr(Stalled, "milliseconds", 40)
    shown = show("digits")
    session = shown.session
    session.pause()
    session.seek(0.0)
    session.play()
    for _ in range(25):
        shown.clock.tick()
    assert session.view.seconds == pytest.approx(1.0)
