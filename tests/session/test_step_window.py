"""Steps by window and the channel in hand, through the session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnviz import formats
from nnviz.scene.time import windows
from nnviz.session import Change, Session


def opened() -> Session:
    document, _ = formats.open_any("digits-cnn")
    return Session(document)


def window_of(session: Session) -> tuple[int, tuple[int, int]]:
    moment = session.moment
    count = windows.of_layer(session.document.network, moment.layer).count
    return moment.layer, windows.at(moment.progress, count)


def test_a_step_pauses_and_stands_on_the_next_window() -> None:
    session = opened()
    session.play()
    session.step_window(1)
    assert not session.is_playing
    assert window_of(session) == (1, (0, 0))
    session.step_window(1)
    session.step_window(1)
    assert window_of(session) == (1, (0, 2))
    session.step_window(-1)
    assert window_of(session) == (1, (0, 1))


def test_from_the_end_back_is_the_last_pooling_window() -> None:
    session = opened()
    session.seek(session.timeline.seconds)
    session.step_window(-1)
    assert window_of(session) == (2, (3, 3))


def test_a_network_without_windows_stands_still() -> None:
    document, _ = formats.open_any("digits")
    session = Session(document)
    session.seek(1.0)
    session.step_window(1)
    assert session.view.seconds == 1.0


def test_the_channel_in_hand_is_announced_and_saved(tmp_path: Path) -> None:
    session = opened()
    changes: list[Change] = []
    session.changed.connect(changes.append)
    session.set_channel(3)
    session.set_channel(3)
    assert changes == [Change.SELECTION]
    session.save(tmp_path / "a.nnviz")
    again, _ = formats.open_any(tmp_path / "a.nnviz")
    assert again.view == replace(session.view)
    assert again.view.channel == 3
