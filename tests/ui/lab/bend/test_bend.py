"""Taking the bends out and putting them back, in a real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document.lab import LabView
from nnviz.engine import collapse
from nnviz.scene.lab import steps

LEFT = Qt.MouseButton.LeftButton


def opened(show, qtbot, sample, size=(1600, 1000), theme="dark"):
    shown = show(sample, size=size, theme=theme, page="lab")
    shown.session.set_lab_view(LabView(part="bend"))
    shown.frame()
    shown.window.background.worker.wait()
    qtbot.wait(1)
    shown.frame()
    return shown


def part(shown):
    return shown.window.pages.page("lab").part


def test_one_button_one_undo(show, qtbot) -> None:
    shown = opened(show, qtbot, "xor")
    session, before = shown.session, shown.session.document
    assert part(shown).heading() == "Without a bend, two layers are one"
    assert not part(shown).middle.undo.isEnabled()
    QTest.mouseClick(part(shown).middle.straighten, LEFT)
    shown.frame()
    assert collapse.hidden_functions(session.document.network) == {}
    assert session.is_playing
    assert not part(shown).middle.straighten.isEnabled()
    session.advance(100.0)
    shown.frame()
    assert steps.current(session.view.lab) == (4, 1.0)
    QTest.mouseClick(part(shown).middle.undo, LEFT)
    shown.frame()
    assert session.document is before
    assert steps.current(session.view.lab)[0] == 1


def test_the_probe_is_dragged_in_either_plane(show, qtbot) -> None:
    shown = opened(show, qtbot, "xor")
    for card in (part(shown).left, part(shown).right):
        plane = card.plane()
        middle = plane.center()
        shown.drag(card, (middle.x(), middle.y()), (middle.x() + 30, middle.y() - 20))
        x, y = shown.session.view.lab.probe
        shown.drag(card, (middle.x() + 30, middle.y() - 20), (middle.x() - 40, middle.y() + 30))
        assert shown.session.view.lab.probe[0] < x
        assert shown.session.view.lab.probe[1] < y
    assert shown.session.undo_label is None


def test_average_pooling_is_offered_and_takes_the_last_bend_out(show, qtbot) -> None:
    shown = opened(show, qtbot, "digits-cnn")
    session = shown.session
    assert part(shown).pools.isVisible()
    QTest.mouseClick(part(shown).pools, LEFT)
    shown.frame()
    assert collapse.bending_layers(session.document.network) == ()
    assert session.undo_label == "Use average pooling"
    assert not part(shown).pools.isVisible()
    session.undo()
    shown.frame()
    assert part(shown).pools.isVisible()


@pytest.mark.parametrize("sample", ["neuron", "sine", "iris", "mnist", "edges"])
def test_every_sample_is_shown_or_says_why_not(show, qtbot, sample) -> None:
    shown = opened(show, qtbot, sample)
    assert part(shown).heading()
    assert part(shown).bar.accessibleName()
