"""The reasons in place of the steps: when they are shown, the way there and back, and the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from nnviz.document import Target
from nnviz.scene.levels import Level
from nnviz.scene.why import as_text, why


def test_an_output_of_a_large_network_shows_its_reasons(show) -> None:
    shown = show("mnist")
    shown.session.select(Target(2, 8))
    shown.frame()
    panel = shown.window.inspector
    assert panel.why.isVisible()
    assert not panel.products.isVisible()
    shown.session.select(Target(1, 8))
    shown.frame()
    assert not panel.why.isVisible()
    assert panel.products.isVisible()


def test_a_button_goes_from_the_steps_to_the_reasons_and_back(show, theme) -> None:
    shown = show("digits", theme=theme)
    shown.session.select(Target(2, 3))
    shown.frame()
    panel = shown.window.inspector
    assert panel.products.isVisible()
    assert panel.foot.button.text() == "Why 3?"
    panel.foot.button.click()
    shown.frame()
    assert panel.why.isVisible()
    assert not panel.products.isVisible()
    assert shown.session.view.reasons == "shown"
    panel.foot.button.click()
    shown.frame()
    assert panel.products.isVisible()
    assert not panel.why.isVisible()


def test_the_reasons_can_be_copied_as_text(show) -> None:
    shown = show("mnist")
    target = Target(2, 8)
    shown.session.select(target)
    shown.frame()
    QGuiApplication.clipboard().clear()
    shown.window.inspector.why.copy.click()
    document, trace = shown.session.document, shown.session.trace
    assert QGuiApplication.clipboard().text() == as_text(document, why(document, trace, target))


def test_a_press_on_a_row_selects_the_neuron_it_comes_from(show) -> None:
    shown = show("mnist")
    shown.session.select(Target(2, 8))
    shown.frame()
    panel = shown.window.inspector.why
    assert panel.reasons is not None
    first = panel.reasons.rows[0]
    y = next(y for y in range(panel.height()) if panel._row_at(y) is first)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(60, y + 4))
    assert shown.session.view.selection == first.source


def test_pooling_and_inputs_have_no_reasons(show) -> None:
    shown = show("mnist-cnn")
    for target in (Target(0, (0, 3, 3)), Target(2, (0, 3, 3))):
        shown.session.select(target)
        shown.frame()
        assert not shown.window.inspector.foot.button.isVisible()


def test_the_foot_leads_into_the_neuron_and_back(show, theme):
    shown = show("digits", theme=theme)
    foot = shown.window.inspector.foot
    shown.session.select(None)
    shown.frame()
    assert not foot.isVisible()
    shown.session.select(Target(2, 3))
    shown.frame()
    assert foot.zoom.text() == "Zoom into this neuron"
    assert foot.geometry().bottom() < shown.window.inspector.height()
    for words, level in (("Back to the network", Level.MICROSCOPE), ("Zoom into this neuron", Level.NETWORK)):
        QTest.mouseClick(foot.zoom, Qt.MouseButton.LeftButton)
        shown.session.advance(1.0)
        shown.frame()
        assert shown.window.canvas.zoom.level is level
        assert foot.zoom.text() == words
