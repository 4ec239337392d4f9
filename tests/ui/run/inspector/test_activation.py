"""The chart: its curve, the point to drag, the override and the way back, another function for the layer."""

import math
import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nnviz import formats
from nnviz.document import CurrentInput, Document, Override, Target, edits
from nnviz.engine import Dense, Network
from tests.ui.run.inspector.flowers import HIDDEN, OUTPUT, flowers


def pull_point(shown, *targets):
    """Drag the live point to places given as (z, y) of the chart."""
    plot = shown.panel.activate.plot
    dot = plot._box.point
    shown.drag(plot.viewport(), plot.view_of(dot.x(), dot.y()), *[plot.view_of(*t) for t in targets])


def test_the_drawn_curve_is_the_function(inspect):
    shown = inspect(flowers("tanh"), HIDDEN)
    z, f = shown.panel.activate.plot.drawn()
    assert f == pytest.approx([math.tanh(v) for v in z], abs=1e-6)
    assert z[0] <= -5
    assert z[-1] >= 5


def test_dragging_the_point_overrides_z_and_everything_downstream_follows(inspect):
    document = flowers("tanh")
    shown = inspect(document, HIDDEN)
    pull_point(shown, (1.0, 0.0), (3.0, 0.2), (2.0, 0.0))
    override = shown.session.document.overrides[HIDDEN]
    assert override.kind == "z"
    assert override.value == pytest.approx(2.0, abs=0.05)
    # What follows, computed here: h₂ = tanh(held z), then the second layer by hand.
    p = {key: array.astype(float) for key, array in document.network.parameters().items()}
    h = np.tanh(document.input.values @ p["1.weight"] + p["1.bias"])
    h[2] = math.tanh(override.value)
    e = np.exp(h @ p["2.weight"] + p["2.bias"])
    assert shown.session.trace.output[0] == pytest.approx(e / e.sum(), abs=1e-5)
    text = shown.panel.activate.answer.text()
    assert f"y = {h[2]:.3f}" in text
    assert "z held at" in shown.panel.activate.below.text()
    assert "z is held" in shown.panel.head.equation


def test_release_restores_in_one_click_and_each_gesture_is_one_undo_step(inspect):
    document = flowers()
    shown = inspect(document, OUTPUT)
    before = shown.session.trace.output.copy()
    assert shown.panel.activate.below.release.isHidden()
    pull_point(shown, (-1.0, 0.0), (0.5, 0.0))
    assert shown.panel.activate.below.release.isVisible()
    QTest.mouseClick(shown.panel.activate.below.release, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not shown.session.document.overrides
    assert np.array_equal(shown.session.trace.output, before)
    assert shown.panel.activate.below.release.isHidden()
    assert shown.undo_steps() == 2
    assert shown.session.document is document


def test_keys_move_the_point_too(inspect):
    shown = inspect(flowers(), HIDDEN)
    z = float(shown.session.trace[1].z[0, 2])
    for _ in range(2):
        QTest.keyClick(shown.panel.activate.plot, Qt.Key.Key_Right)
        shown.frame()
    assert shown.session.document.overrides[HIDDEN].value > z
    assert shown.undo_steps() == 2


def test_the_view_stays_while_the_point_is_in_hand(inspect, qtbot):
    shown = inspect(flowers(), HIDDEN)
    plot = shown.panel.activate.plot
    before = plot.viewRange()
    dot = plot._box.point
    shown.press(plot.viewport(), plot.view_of(dot.x(), dot.y()))
    shown.move(plot.viewport(), plot.view_of(4.9, 0.0))
    shown.frame()
    shown.move(plot.viewport(), plot.view_of(4.95, 0.0))
    shown.frame()
    assert plot.viewRange() == before
    shown.release(plot.viewport(), plot.view_of(4.95, 0.0))
    qtbot.waitUntil(lambda: not shown.session.is_refitting)
    shown.frame()
    assert plot.viewRange()[0][1] > before[0][1], "afterwards z lies well inside again"


def test_dragging_the_background_pans_the_wheel_zooms_and_a_button_goes_back(inspect, qtbot):
    shown = inspect(flowers(), HIDDEN)
    plot, reset = shown.panel.activate.plot, shown.panel.activate.reset
    before = plot.viewRange()
    assert reset.isHidden()
    shown.drag(plot.viewport(), plot.view_of(-3.0, 0.7), plot.view_of(-2.0, 0.7), plot.view_of(-1.0, 0.7))
    assert plot.viewRange()[0][0] < before[0][0]
    assert not shown.session.document.overrides
    z, _ = plot.drawn()
    assert z[0] == pytest.approx(plot.viewRange()[0][0]), "the curve is computed for what is seen"
    assert reset.isVisible()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert np.ravel(plot.viewRange()) == pytest.approx(np.ravel(before))
    assert reset.isHidden()


def test_hovering_reads_out_z_f_and_slope(inspect):
    shown = inspect(flowers("tanh"), HIDDEN)
    plot = shown.panel.activate.plot
    shown.move(plot.viewport(), plot.view_of(1.0, 0.5), Qt.MouseButton.NoButton)
    line = shown.panel.activate.answer.text().splitlines()[1]
    z, f, slope = (float(word.replace("−", "-")) for word in line.split()[1::2])
    assert z == pytest.approx(1.0, abs=0.05)
    assert f == pytest.approx(math.tanh(z), abs=0.011)
    assert slope == pytest.approx(1 - math.tanh(z) ** 2, abs=0.011)


def test_the_point_waits_until_its_phase_and_arrives(inspect):
    shown = inspect(flowers(), OUTPUT, seconds=0.0)
    plot, timeline = shown.panel.activate.plot, shown.session.timeline
    z = shown.session.trace[2].z[0, 1]
    a = shown.session.trace[2].a[0, 1]
    assert (plot._box.point.x(), plot._box.point.y()) == (pytest.approx(z), 0.0)
    phase = timeline.phases[-1]
    assert (phase.layer, phase.name) == (2, "activate")
    shown.session.seek(phase.start + phase.seconds / 2)
    shown.frame()
    assert abs(plot._box.point.x()) < abs(z)
    halfway = (plot._box.point.x(), plot._box.point.y())
    shown.session.seek(timeline.seconds)
    shown.frame()
    assert (plot._box.point.x(), plot._box.point.y()) == (pytest.approx(z), pytest.approx(a))
    shown.session.seek(phase.start + phase.seconds / 2)
    shown.frame()
    assert (plot._box.point.x(), plot._box.point.y()) == halfway, "the same moment, however reached"


def test_the_current_phase_is_marked(inspect):
    shown = inspect(flowers(), OUTPUT, seconds=0.0)
    for phase in shown.session.timeline.phases:
        shown.session.seek(phase.start + phase.seconds / 2)
        shown.frame()
        wanted = phase.name if phase.layer == 2 else None
        assert shown.panel.products.subject.stage.current == wanted


def test_the_axes_write_a_true_minus(inspect):
    plot = inspect(flowers("tanh"), HIDDEN).panel.activate.plot
    assert plot.getAxis("bottom").tickStrings([-4.0, 0.0, 2.0], 1.0, 2.0) == ["−4", "0", "2"]
    assert plot.getAxis("bottom").tickStrings([-5e23, 0.0, 1e24], 1.0, 5e23) == ["−5e23", "0", "1e24"]


@pytest.mark.parametrize("height", [1000, 588, 400])
def test_a_curve_is_high_enough_to_read_and_free_of_words(inspect, height):
    shown = inspect(flowers(), OUTPUT)
    activate = shown.panel.activate
    shown.panel.resize(shown.panel.width(), height)
    shown.frame()
    assert activate.plot.inside().height() >= 158
    assert activate.below.text() == "other two z held still"
    assert activate.below.geometry().top() >= activate.plot.geometry().bottom() - 1
    assert activate.answer.height() < 0.4 * activate.plot.inside().height()


def test_where_there_is_little_room_products_are_folded_and_a_click_lists_them(inspect):
    shown = inspect(formats.open_any("digits")[0], Target(2, 3), size=(330, 588))
    products = shown.panel.products
    rows = products.rows
    assert 3 <= len(rows) < 8
    assert sum(row.product for row in rows) == pytest.approx(
        float(shown.session.trace.explain(2, 3).products.sum(dtype=float))
    )
    assert shown.panel.activate.geometry().top() < 588 / 2
    products.expand(True)
    assert len(products.rows) > len(rows)


def test_softmax_of_one_neuron_is_said_to_be_always_1_and_sigmoid_is_one_click(inspect):
    shown = inspect(lone_softmax(), Target(1, 0))
    below = shown.panel.activate.below
    assert below.text() == "! Softmax of one neuron is always 1."
    assert below.remedy.text() == "Use sigmoid"
    QTest.mouseClick(below.remedy, Qt.MouseButton.LeftButton)
    shown.frame()
    assert shown.session.document.network.layer(1).activation.name == "sigmoid"
    assert below.remedy.isHidden()
    assert shown.session.undo_label == "Use sigmoid"
    assert shown.undo_steps() == 1


def lone_softmax():
    """Dense 1 with softmax of (3, −5)."""
    network = Network.build((2,), [Dense(1, activation="softmax")], seed=0)
    return Document(network, "lone", CurrentInput(np.array([3, -5], np.float32)))


def test_another_function_is_chosen_from_the_menu(inspect):
    shown = inspect(flowers("tanh"), HIDDEN)
    QTest.mouseClick(shown.panel.activate.function, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu.list.currentItem().text() == "Tanh"
    (item,) = menu.list.findItems("ReLU", Qt.MatchFlag.MatchExactly)
    menu.list.setCurrentItem(item)
    QTest.keyClick(menu.list, Qt.Key.Key_Return)
    assert not menu.isVisible()
    shown.frame()
    assert shown.session.document.network.layer(1).activation.name == "relu"
    assert shown.panel.activate.function.text() == "ReLU"
    z, f = shown.panel.activate.plot.drawn()
    assert f == pytest.approx(np.maximum(z, 0.0))
    assert shown.session.undo_label == "Use ReLU"
    assert shown.undo_steps() == 1


def test_alpha_of_the_leaky_relu_has_a_slider_and_a_drag_is_one_undo_step(inspect):
    shown = inspect(flowers("leaky_relu"), HIDDEN)
    slider = shown.panel.activate.parameters.rows["alpha"].slider
    assert slider.isVisible()
    shown.drag(slider, QPointF(10, 12), QPointF(slider.width() / 3, 12), QPointF(slider.width() / 2, 12))
    alpha = shown.session.document.network.layer(1).activation.alpha
    assert alpha == pytest.approx(0.5, abs=0.02)
    z, f = shown.panel.activate.plot.drawn()
    assert f == pytest.approx(np.where(z > 0, z, alpha * z), abs=1e-6)
    assert shown.undo_steps() == 1


def test_functions_without_parameters_have_no_slider(inspect):
    assert not inspect(flowers("tanh"), HIDDEN).panel.activate.parameters.rows


def test_a_share_selects_its_neuron(inspect):
    shown = inspect(flowers(), OUTPUT)
    shares = shown.panel.activate.shares
    QTest.mouseClick(
        shares, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, shares._slot(2).center().toPoint()
    )
    assert shown.session.view.selection.unit == 2


def test_an_overridden_answer_is_marked_and_released(inspect):
    document = edits.set_override(flowers(), HIDDEN, "a", 0.75)
    shown = inspect(document, HIDDEN)
    assert shown.panel.head.equation == "y = 0.75; y is held"
    assert "y held at 0.75" in shown.panel.activate.below.text()
    assert shown.session.document.overrides[HIDDEN] == Override("a", 0.75)
    QTest.mouseClick(shown.panel.activate.below.release, Qt.MouseButton.LeftButton)
    assert not shown.session.document.overrides


def test_charts_are_loaded_only_when_one_is_shown():
    code = "import sys, nnviz.ui.run.inspector; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
