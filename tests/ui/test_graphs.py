"""Networks with several inputs, branches and shortcuts in the window."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nnviz.document import Target, edits, structure
from nnviz.scene.words.numbers import number
from nnviz.ui.canvas.things import thing_of
from tests.graphs import facts_first, graphs, image_graphs, residual, two_images, two_inputs


def test_the_rail_has_an_editor_for_each_input(show, theme):
    shown = show(two_inputs(), theme=theme)
    rail = shown.window.run.rail
    assert rail.features.isVisible()
    (further,) = rail.further
    assert further.isVisible()
    assert not rail.features.geometry().intersects(further.geometry())
    assert [field.accessibleName() for field in further.fields] == ["value 0 of more", "value 1 of more"]
    before = shown.session.document
    field = further.fields[1]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "-2.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    shown.frame()
    after = shown.session.document
    assert after.input.others[0].tolist() == [before.input.others[0][0], -2.5]
    np.testing.assert_array_equal(after.input.values, before.input.values)
    assert shown.session.trace[2].a[0, 1] == -2.5
    shown.session.undo()
    shown.frame()
    assert further.sliders[1].accessibleName() == "value 1 of more"
    assert shown.session.document is before


def test_another_document_takes_its_editors_along(show):
    shown = show(two_inputs())
    shown.session.open("iris")
    shown.frame()
    assert not shown.window.run.rail.further
    shown.session.show(two_inputs(1))
    shown.frame()
    assert len(shown.window.run.rail.further) == 1


def test_a_further_input_is_inspected_and_changed(show, theme):
    shown = show(two_inputs(), theme=theme)
    shown.session.select(Target(2, 1))
    shown.frame()
    inspector = shown.window.run.inspector
    assert inspector.source.isVisible()
    assert inspector.outgoing.isVisible()
    assert not inspector.products.isVisible()
    inspector.source.slider.moved.emit(0.75)
    inspector.source.slider.released.emit()
    shown.frame()
    assert shown.session.document.input.others[0][1] == 0.75
    weight = shown.session.document.network.parameters()["3.weight"][1]
    best = int(np.abs(weight).argmax())
    assert inspector.outgoing.targets[0] == Target(3, best)


def test_a_further_input_is_dragged_on_the_canvas(show):
    shown = show(two_inputs())
    canvas = shown.window.run.canvas
    column = canvas.picture.layout.column(2)
    x, y = float(column.x[0]), float(column.y[0])
    before = float(shown.session.document.input.others[0][0])
    shown.drag(canvas, (x, y), (x, y - 20), (x, y - 40))
    assert float(shown.session.document.input.others[0][0]) > before
    assert shown.session.undo_label == "Change input"


@pytest.mark.parametrize("name", sorted(graphs()))
def test_every_unit_of_a_graph_can_be_inspected_at_every_moment(show, theme, name):
    shown = show(graphs()[name], theme=theme)
    network = shown.session.document.network
    for layer, shape in enumerate(network.shapes):
        for unit in range(shape[0]):
            shown.session.select(Target(layer, unit))
            shown.frame()
    for phase in shown.session.timeline.phases:
        shown.session.seek(phase.start + 0.5 * phase.seconds)
        shown.frame()
        shown.window.run.canvas.settle()
        shown.window.grab()


@pytest.mark.parametrize("name", sorted(image_graphs()))
def test_every_layer_of_an_image_graph_can_be_inspected_at_every_moment(show, theme, name):
    shown = show(image_graphs()[name], theme=theme)
    network = shown.session.document.network
    shown.window.run.canvas.settle()
    for layer, shape in enumerate(network.shapes):
        shown.session.select(Target(layer, (shape[0] - 1, 1, 2) if len(shape) == 3 else shape[0] - 1))
        shown.frame()
        shown.window.grab()
    for phase in shown.session.timeline.phases:
        shown.session.seek(phase.start + 0.5 * phase.seconds)
        shown.frame()
        shown.window.run.canvas.settle()
        shown.window.grab()


@pytest.mark.parametrize(("layer", "parts", "name"), [(3, 2, "start, neuron 2"), (5, 1, "sum, value 2")])
def test_a_joining_layer_shows_what_it_joins(show, theme, layer, parts, name):
    shown = show(residual(), theme=theme)
    shown.session.select(Target(layer, 2))
    shown.frame()
    joined = shown.window.run.inspector.workings
    assert joined.isVisible()
    assert len(joined.rows) == parts
    total = sum(row.value for row in joined.rows)
    assert total == pytest.approx(float(shown.session.trace[layer].a[0, 2]), abs=1e-6)
    assert name in joined.accessibleName()


def test_an_override_without_a_chart_can_be_released(show, theme):
    shown = show(residual(), theme=theme)
    shown.session.select(Target(3, 1))
    shown.session.apply(edits.set_override, Target(3, 1), "a", 0.75, label="Hold")
    shown.frame()
    held = shown.window.run.inspector.held
    assert held.isVisible()
    assert "0.75" in held.accessibleName()
    QTest.mouseClick(held.release, Qt.MouseButton.LeftButton)
    shown.frame()
    assert not shown.session.document.overrides
    assert not held.isVisible()


@pytest.mark.parametrize("name", sorted(graphs()))
def test_every_layer_of_a_graph_opens_under_the_microscope(show, name):
    shown = show(graphs()[name])
    for layer in range(len(shown.session.document.network.shapes)):
        shown.session.select(Target(layer, 0))
        shown.frame()
        QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Return)
        for _ in range(3):
            shown.session.advance(0.2)
            shown.frame()
        shown.window.run.canvas.settle()
        shown.window.grab()
        QTest.keyClick(shown.window.run.canvas, Qt.Key.Key_Escape)
        shown.session.advance(1.0)
        shown.frame()


def test_a_line_that_passes_a_value_on_says_it(show, theme):
    shown = show(residual(), theme=theme)
    shown.session.seek(shown.session.timeline.seconds)
    shown.frame()
    canvas = shown.window.run.canvas
    canvas.settle()
    skips = next(j for j in canvas.picture.layout.skips if (j.source_layer, j.layer) == (1, 3))
    plain = canvas.grab().toImage()
    for line in range(len(skips.points)):
        (x0, y), (x1, _) = skips.points[line, 2:4].tolist()
        canvas.hand.hover(canvas.picture.look.mapping.point((x0 + x1) / 2, y))
        hit = canvas.hand.hit
        assert (hit.kind, hit.source, hit.target) == ("skip", Target(1, line), Target(3, line))
        card = thing_of(hit).card(shown.session.state)
        assert card.rows[0].value == number(float(shown.session.trace[1].a[0, line]), 3)
        assert canvas.grab().toImage() != plain
    shown.session.set_masked(True)
    shown.session.seek(0.0)
    shown.frame()
    assert not thing_of(hit).card(shown.session.state).rows


def test_a_line_between_maps_says_which_map_it_carries(show):
    shown = show(image_graphs()["residual CNN"])
    shown.frame()
    canvas = shown.window.run.canvas
    skips = next(j for j in canvas.picture.layout.skips if (j.source_layer, j.layer) == (1, 3))
    (x0, y), (x1, _) = skips.points[1, 2:4].tolist()
    canvas.hand.hover(canvas.picture.look.mapping.point((x0 + x1) / 2, y))
    assert canvas.hand.hit.source == Target(1, (1, 0, 0))
    card = thing_of(canvas.hand.hit).card(shown.session.state)
    assert card.title == "first → sum"
    assert card.rows[2].value == number(float(shown.session.trace[1].a[0, 1].max()), 3)


@pytest.mark.parametrize("made", [two_inputs, two_images, facts_first], ids=lambda made: made.__name__)
def test_an_input_doubled_after_a_layer_that_does_not_fit_is_shown_in_the_list(show, made):
    """The network on the way to fit has an input more than the one that still computes."""
    shown = show(made())
    shown.session.set_page("build")
    shown.session.apply(structure.add_layer, "Conv2D")
    shown.session.apply(structure.duplicate_layer, shown.session.document.network.input_layers[1])
    shown.frame()
    editor = shown.window.pages.current.editor
    assert editor.plan.network is not shown.session.document.network
    assert len(editor.plan.network.input_layers) == 3
    trace = editor.trace
    second = editor.plan.network.input_layers[1]
    np.testing.assert_array_equal(trace[second].a[0], shown.session.document.input.others[0])
    assert not trace[second + 1].a.any()


def test_an_input_that_gets_another_number_keeps_its_editor(show):
    shown = show(two_inputs())
    shown.session.apply(structure.duplicate_layer, 1)
    shown.frame()
    (further,) = shown.window.run.rail.further
    shown.session.apply(edits.set_value, 3, (1,), 0.25)
    shown.frame()
    assert further.layer == 3
    assert further.fields[1].text() == "0.25"
