"""Hide until reached: what the pass hasn't computed yet can't be read, felt for, or heard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from nnviz import formats
from nnviz.document import Target, edits
from tests.graphs import residual

OUTPUT = Target(2, 3)


@pytest.fixture
def digits():
    return formats.open_any("digits")[0]


def at(shown, layer, phase, progress=0.5):
    found = next(p for p in shown.session.timeline.phases if (p.layer, p.name) == (layer, phase))
    shown.session.seek(found.start + progress * found.seconds)
    shown.frame()


def masked(shown) -> set[str]:
    return {phase for phase, mask in shown.panel.masks.values() if mask.isVisible()}


def test_nothing_is_hidden_by_default(inspect, digits):
    shown = inspect(digits, OUTPUT, seconds=0.0)
    assert not masked(shown)


def test_each_part_opens_as_its_phase_begins(inspect, digits):
    shown = inspect(digits, OUTPUT, seconds=0.0)
    shown.session.set_masked(True)
    shown.frame()
    assert masked(shown) == {"multiply", "sum", "activate"}
    assert "?" in shown.panel.head.equation
    at(shown, 2, "multiply")
    assert masked(shown) == {"sum", "activate"}
    at(shown, 2, "sum")
    assert masked(shown) == {"activate"}
    assert "?" in shown.panel.head.equation
    at(shown, 2, "activate")
    assert not masked(shown)
    assert "?" not in shown.panel.head.equation
    at(shown, 1, "activate")
    assert masked(shown) == {"multiply", "sum", "activate"}
    shown.session.set_masked(False)
    shown.frame()
    assert not masked(shown)


def test_what_is_hidden_shows_no_pixel_of_its_value(inspect, digits):
    """Two biases give one and the same picture while all of it is hidden, and others when it isn't."""
    shown = inspect(digits, OUTPUT, seconds=0.0)
    pictures = {}
    for is_masked in (True, False):
        shown.session.set_masked(is_masked)
        for bias in (-1.5, 2.5):
            shown.session.apply(edits.set_bias, 2, 3, bias)
            shown.frame()
            pictures[is_masked, bias] = shown.panel.grab().toImage()
    assert pictures[True, -1.5] == pictures[True, 2.5]
    assert pictures[False, -1.5] != pictures[False, 2.5]


def test_what_is_hidden_can_be_neither_dragged_nor_reached_by_keyboard(inspect, digits):
    shown = inspect(digits, OUTPUT, seconds=0.0)
    handle = shown.panel.products.handles[-1].rect.center()
    shown.session.set_masked(True)
    shown.frame()
    assert not shown.panel.products.isEnabled()
    before = shown.session.document
    point = QPoint(round(handle.x()), round(handle.y()))
    target = shown.panel.childAt(shown.panel.products.mapTo(shown.panel, point))
    QTest.mousePress(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(shown.panel.products, point))
    QTest.mouseMove(target, target.mapFrom(shown.panel.products, point - QPoint(0, 30)))
    QTest.mouseRelease(target, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document is before


def test_the_words_are_on_a_plate_and_say_when(inspect, digits):
    shown = inspect(digits, OUTPUT, seconds=0.0)
    shown.session.set_masked(True)
    shown.frame()
    for _, mask in shown.panel.masks.values():
        assert mask.accessibleName().startswith("Hidden until the pass")
    phase, mask = shown.panel.masks[shown.panel.products]
    colors = np.unique([mask.grab().toImage().pixel(x, 20) for x in range(30, mask.width() - 30)])
    assert phase == "multiply"
    assert len(colors) > 1


def test_without_a_selection_the_answer_waits_for_its_phase(inspect, digits):
    shown = inspect(digits, None, seconds=0.0)
    shown.session.set_masked(True)
    shown.frame()
    assert "%" not in shown.panel.summary.accessibleName()
    at(shown, 2, "activate")
    assert "%" in shown.panel.summary.accessibleName()


def test_a_joining_layer_is_hidden_too(inspect):
    shown = inspect(residual(), Target(3, 1), seconds=0.0)
    shown.session.set_masked(True)
    shown.frame()
    assert shown.panel.masks[shown.panel.workings][1].isVisible()
    assert "hidden" in shown.panel.workings.accessibleName()
    at(shown, 3, "pass")
    assert not shown.panel.masks[shown.panel.workings][1].isVisible()
    assert "start, neuron 1" in shown.panel.workings.accessibleName()
