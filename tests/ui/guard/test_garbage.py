"""Cyclic garbage goes between two events, on the window's thread."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QObject, QTimer

from nnviz.ui.garbage import between_events


class Loop:
    """One that holds itself, and says which thread took it away."""

    ended: list[threading.Thread]

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.ended, self.own = ended, self

    def __del__(self) -> None:
        self.ended.append(threading.current_thread())


def make_garbage(ended: list[threading.Thread], held: list[list[int]]) -> None:
    """More than Python lets lie, made on this thread."""
    Loop(ended)
    held += [[number] for number in range(200_000)]


@pytest.fixture
def collects():
    was_on = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.usefixtures("collects")
def test_no_other_thread_takes_it_away_and_the_timer_does(qtbot) -> None:
    parent, ended, held = QObject(), [], []
    with between_events(parent):
        other = threading.Thread(target=make_garbage, args=(ended, held))
        other.start()
        other.join()
        make_garbage(ended, held)
        assert ended == []
        qtbot.waitUntil(lambda: len(ended) == 2, timeout=20_000)
        assert set(ended) == {threading.main_thread()}
        assert not gc.isenabled()
    assert gc.isenabled()
    assert not any(timer.isActive() for timer in parent.findChildren(QTimer))


@pytest.mark.usefixtures("collects")
def test_who_collects_by_hand_goes_on_doing_so() -> None:
    gc.disable()
    with between_events(QObject()):
        assert not gc.isenabled()
    assert not gc.isenabled()
