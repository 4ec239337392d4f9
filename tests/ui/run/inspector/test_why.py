"""The reasons in place of the steps: when they are shown, the way there and back, and the clipboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtTest import QTest

from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.engine import Dense, Network
from nnviz.scene.view.levels import Level
from nnviz.scene.why.reasons import as_text, why
from nnviz.scene.words.numbers import number, signed
from nnviz.ui.run.inspector.why.columns import reason_columns
from nnviz.ui.run.inspector.why.paths import path_words


def test_an_output_of_a_large_network_shows_its_reasons(show) -> None:
    shown = show("mnist")
    shown.session.select(Target(2, 8))
    shown.frame()
    panel = shown.window.run.inspector
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
    panel = shown.window.run.inspector
    assert panel.products.isVisible()
    assert panel.footer.button.text() == "Why 3?"
    panel.footer.button.click()
    shown.frame()
    assert panel.why.isVisible()
    assert not panel.products.isVisible()
    assert shown.session.view.reasons == "shown"
    panel.footer.button.click()
    shown.frame()
    assert panel.products.isVisible()
    assert not panel.why.isVisible()


def test_the_reasons_can_be_copied_as_text(show) -> None:
    shown = show("mnist")
    target = Target(2, 8)
    shown.session.select(target)
    shown.frame()
    QGuiApplication.clipboard().clear()
    shown.window.run.inspector.why.copy.click()
    document, trace = shown.session.document, shown.session.trace
    assert QGuiApplication.clipboard().text() == as_text(document, why(document, trace, target))


def test_a_press_on_a_row_selects_the_neuron_it_comes_from(show) -> None:
    shown = show("mnist")
    shown.session.select(Target(2, 8))
    shown.frame()
    panel = shown.window.run.inspector.why
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
        assert not shown.window.run.inspector.footer.button.isVisible()


def test_the_foot_leads_into_the_neuron_and_back(show, theme):
    shown = show("digits", theme=theme)
    footer = shown.window.run.inspector.footer
    shown.session.select(None)
    shown.frame()
    assert not footer.isVisible()
    shown.session.select(Target(2, 3))
    shown.frame()
    assert footer.zoom.text() == "Zoom into this neuron"
    assert footer.geometry().bottom() < shown.window.run.inspector.height()
    for words, level in (("Back to the network", Level.MICROSCOPE), ("Zoom into this neuron", Level.NETWORK)):
        QTest.mouseClick(footer.zoom, Qt.MouseButton.LeftButton)
        shown.session.advance(1.0)
        shown.frame()
        assert shown.window.run.canvas.zoom.level is level
        assert footer.zoom.text() == words


@pytest.mark.parametrize("size", [(1600, 1000), (1280, 720)])
def test_no_number_touches_its_neighbour(show, size) -> None:
    network = Network.build((4,), [Dense(5, "relu"), Dense(3, "softmax")], seed=3)
    weight = network.parameters()["1.weight"].copy()
    weight[0, 0], weight[1, 0] = 1e12, -1e-12
    values = np.array([1e12, 0.76, 0.44, 0.41], np.float32)
    document = Document(
        network.with_parameters({"1.weight": weight}),
        "Far apart",
        CurrentInput(values),
        input_names=("a", "b", "a feature whose name goes on and on", "d"),
    )
    shown = show(document, size=size)
    shown.session.select(Target(1, 0))
    shown.session.set_reasons("shown")
    shown.frame()
    panel = shown.window.run.inspector.why
    assert panel.reasons is not None
    columns = reason_columns(panel.look, panel.inner, panel.reasons)
    metrics = QFontMetricsF(panel.look.font(15, 700))
    rows = [row for row in panel.reasons.rows if row.kind == "input"]
    for row in rows:
        assert columns.x - metrics.horizontalAdvance(number(row.x, 2)) > columns.label
        assert columns.w - metrics.horizontalAdvance(number(row.w, 2)) > columns.x
        product = signed(row.product, panel.reasons.decimals)
        assert columns.product - metrics.horizontalAdvance(product) > columns.w
    assert columns.product < columns.fall_left <= columns.fall_right


@pytest.mark.parametrize("size", [(1280, 720), (1200, 720), (1600, 1000)])
def test_every_step_of_a_path_is_told_whole(show, size) -> None:
    shown = show("mnist", size=size)
    shown.session.select(Target(2, 8))
    shown.frame()
    panel = shown.window.run.inspector.why
    for chain in panel.reasons.chains:
        words = path_words(shown.session.document, chain, panel.look, panel.inner.width())
        ends = [word.x + QFontMetricsF(word.font).horizontalAdvance(word.text) for word in words]
        assert max(ends) <= panel.inner.width() + 1
        told = [word.text for word in words]
        assert all(signed(link.product, 2) in told for link in chain)


def test_the_way_to_the_reasons_is_never_cut_short(show):
    shown = show("mnist-cnn")
    shown.session.select(Target(1, (0, 9, 12)))
    shown.frame()
    button = shown.window.run.inspector.footer.button
    assert button.text() == "Why?"
    assert button.accessibleName() == "Why cell 10,13 of map 1 of Convolution 1?"
    shown.session.select(Target(6, 8))
    shown.frame()
    assert button.text() == "Why 8?"


def test_a_held_input_has_a_lock_beside_its_reason(show, theme) -> None:
    shown = show("mnist", theme=theme)
    session, panel = shown.session, shown.window.run.inspector
    session.select(Target(2, 8))
    shown.frame()
    row = next(i for i, one in enumerate(panel.why.reasons.rows) if one.source is not None)
    source = panel.why.reasons.rows[row].source

    def marked() -> set[int]:
        image = panel.why.grab().toImage()
        color = panel.why.look.color("now").rgb()
        rows = range(len(panel.why.reasons.rows))
        margin = range(round(panel.why.inner.left()))
        return {
            i
            for i in rows
            if any(image.pixel(x, round(panel.why.row_place(i).center().y()) - 5) == color for x in margin)
        }

    assert not marked()
    session.apply(edits.set_override, source, "a", float(session.trace[1].a[0, source.unit]))
    shown.frame()
    assert marked() == {row}
    assert f"{panel.why.reasons.rows[row].label}, held: " in panel.why.accessibleName()
