"""Four functions, one network, trained in a real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import edits
from nnviz.document.lab import LabView

LEFT = Qt.MouseButton.LeftButton


def opened(show, sample):
    shown = show(sample, page="lab")
    part = shown.window.pages.page("lab").part
    QTest.mouseClick(part.strip.learned, LEFT)
    shown.frame()
    return shown, part.bodies.learned


def test_four_functions_are_trained_and_stand_side_by_side(show, qtbot) -> None:
    shown, view = opened(show, "xor")
    assert view.isVisible()
    QTest.mouseClick(view.button, LEFT)
    assert view.button.text() == "Cancel"
    qtbot.waitUntil(lambda: not view.runner.is_running, timeout=60_000)
    assert len(view.runner.runs) == 20
    assert [len(one.last) for one in view.outcomes()] == [5, 5, 5, 5]
    assert view.headline()
    assert "too few to hold any out" in view.conditions()
    assert view.button.text() == "Train again"
    assert shown.session.undo_label is None


def test_training_is_cancelled_and_what_was_trained_stays(show, qtbot) -> None:
    _, view = opened(show, "xor")
    QTest.mouseClick(view.button, LEFT)
    qtbot.waitUntil(lambda: len(view.runner.runs) > 0, timeout=60_000)
    QTest.mouseClick(view.button, LEFT)
    assert not view.runner.is_running
    assert len(view.runner.runs) < 20
    assert view.button.text() == "Train again"


def test_a_network_without_examples_says_what_to_do(show) -> None:
    _, view = opened(show, "neuron")
    assert view.headline().endswith((".", "digits."))
    assert not view.button.isVisible()


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720), (1100, 700)])
def test_it_is_where_the_file_left_it(show, size) -> None:
    shown = show("iris", size=size, page="lab")
    shown.session.set_lab_view(LabView(learned=True))
    shown.frame()
    part = shown.window.pages.page("lab").part
    assert part.bodies.learned.isVisible()
    assert not any(card.isVisible() for card in part.cards)


def test_what_is_compared_stays_while_the_layers_do(show) -> None:
    shown, view = opened(show, "digits")
    before = view.wanted
    shown.session.apply(edits.set_weight, 1, (0, 0), 0.5)
    shown.frame()
    assert view.wanted is before
