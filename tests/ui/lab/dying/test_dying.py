"""Neurons that fall silent, in a real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import edits
from nnviz.document.lab import LabView
from nnviz.engine.functions import activations


@pytest.fixture
def dying(show, qtbot):
    shown = show("digits", page="lab")
    shown.session.set_lab_view(LabView(part="dying", dying_unit=3))
    shown.frame()
    qtbot.waitUntil(lambda: part(shown).life is not None)
    return shown


def part(shown):
    return shown.window.pages.page("lab").part


def type_bias(shown, text) -> None:
    field = part(shown).neuron.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.frame()


def test_a_bias_is_pushed_down_until_the_neuron_dies_and_leaky_relu_brings_it_back(dying, qtbot) -> None:
    session = dying.session
    assert part(dying).life.dead == ()
    type_bias(dying, "-50")
    qtbot.waitUntil(lambda: part(dying).life.dead == (3,))
    assert "is dead" in part(dying).bars.accessibleName()
    assert "0 for all" in part(dying).neuron.accessibleName()
    relu, leaky = part(dying).life.steps
    assert not relu.learns
    assert leaky.learns
    QTest.mouseClick(part(dying).steps.swap, Qt.MouseButton.LeftButton)
    dying.frame()
    assert session.document.network.layer(1).activation == activations.get("leaky_relu")
    qtbot.waitUntil(lambda: len(part(dying).life.steps) == 1)
    assert part(dying).life.reached.all()
    assert not part(dying).steps.swap.isVisible()
    session.undo()
    session.undo()
    dying.frame()
    qtbot.waitUntil(lambda: part(dying).life.dead == ())


def test_a_drag_of_the_bias_is_one_step_of_undo(dying, qtbot) -> None:
    slider = part(dying).neuron.slider
    before = dying.session.document
    dying.drag(slider, (slider.width() / 2, 10), (slider.width() / 3, 10), (10, 10))
    assert dying.session.document is not before
    assert dying.session.document.network.parameters()["1.bias"][3] < -1
    dying.session.undo()
    assert dying.session.document is before


def test_another_neuron_is_taken_by_click_and_by_arrow(dying, qtbot) -> None:
    bars = part(dying).bars
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.column(5).center().toPoint())
    dying.frame()
    qtbot.waitUntil(lambda: part(dying).life.unit == 5)
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    dying.frame()
    qtbot.waitUntil(lambda: part(dying).life.unit == 6)


@pytest.mark.parametrize("sample", ["neuron", "xor", "sine", "mnist-cnn", "iris"])
def test_every_sample_is_measured_or_says_why_not(show, qtbot, sample) -> None:
    shown = show(sample, page="lab")
    shown.session.set_lab_view(LabView(part="dying"))
    shown.frame()
    qtbot.waitUntil(lambda: part(shown).life is not None or bool(part(shown)._why_not), timeout=20_000)


def test_a_layer_that_went_is_looked_at_no_more(dying, qtbot) -> None:
    dying.session.apply(edits.set_activation, 1, "softmax")
    dying.frame()
    qtbot.waitUntil(lambda: part(dying).life is None)
    assert "No hidden layer" in part(dying)._why_not
