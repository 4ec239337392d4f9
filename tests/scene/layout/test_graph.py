"""Networks that aren't chains: ranks, bands and skip connections that cross no neuron."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Activation, Add, Concat, Dense, Input, Layer, Network, Trace
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout import skips as skips
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Column, Layout
from nnviz.scene.values import skip_strength
from nnviz.scene.values.edges import edges
from nnviz.scene.values.model import Light
from tests.graphs import graphs, residual, two_branches, two_inputs
from tests.scene.networks import scene


@st.composite
def networks(draw: st.DrawFn, largest: int = 12) -> Network:
    """A random directed graph of layers: each takes one or several of those before it."""
    shapes = {"input": draw(st.integers(1, largest))}
    layers: list[Layer] = []
    for number in range(draw(st.integers(2, 9))):
        name = f"layer {number}"
        source = draw(st.sampled_from(sorted(shapes)))
        kind = draw(st.sampled_from(("dense", "dense", "input", "activation", "add", "concat")))
        alike = [other for other in shapes if shapes[other] == shapes[source]]
        if kind == "input":
            shapes[name] = draw(st.integers(1, largest))
            layers.append(Input((shapes[name],), name=name))
        elif kind == "activation":
            shapes[name] = shapes[source]
            layers.append(Activation("tanh", name=name, inputs=[source]))
        elif kind == "add":
            chosen = draw(st.lists(st.sampled_from(alike), min_size=2, max_size=3))
            shapes[name] = shapes[source]
            layers.append(Add(name=name, inputs=chosen))
        elif kind == "concat":
            chosen = draw(st.lists(st.sampled_from(sorted(shapes)), min_size=2, max_size=3))
            shapes[name] = sum(shapes[one] for one in chosen)
            layers.append(Concat(name=name, inputs=chosen))
        else:
            shapes[name] = draw(st.integers(1, largest))
            layers.append(Dense(shapes[name], "relu", name=name, inputs=[source]))
    return Network.build((shapes["input"],), layers, seed=0)


def document(network: Network) -> Document:
    random = np.random.default_rng(0)
    first, *others = (random.normal(size=network.shapes[n]).astype(np.float32) for n in network.input_layers)
    return Document(network, "graph", CurrentInput(first, others=tuple(others)), task="values")


def boxes(column: Column) -> np.ndarray:
    """(n, 4) x0, y0, x1, y1 of the units' rectangles."""
    r = column.radius
    return np.column_stack([column.x - r, column.y - r, column.x + r, column.y + r])


def body(column: Column) -> tuple[float, float, float, float]:
    """The rectangle of a whole layer, its plate included."""
    if column.plate is not None:
        return column.plate
    all_of = boxes(column)
    return (*all_of[:, :2].min(axis=0).tolist(), *all_of[:, 2:].max(axis=0).tolist())


def overlap(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6


def enters(points: np.ndarray, box: tuple[float, ...]) -> bool:
    """Whether a line through ``points`` (k, 2) passes through the inside of a rectangle."""
    for a, b in pairwise(points):
        low, high = 0.0, 1.0  # the part of the piece that is inside, by each side in turn
        for axis in (0, 1):
            step = b[axis] - a[axis]
            near, far = box[axis] + 1e-6, box[axis + 2] - 1e-6
            if abs(step) < 1e-12:
                if not near < a[axis] < far:
                    low, high = 1.0, 0.0
                continue
            ends = sorted(((near - a[axis]) / step, (far - a[axis]) / step))
            low, high = max(low, ends[0]), min(high, ends[1])
        if high - low > 1e-9:
            return True
    return False


def check(network: Network, layout: Layout) -> None:
    """No two layers lie on each other, all of them on the canvas, and no joint crosses a neuron."""
    for one, other in combinations(layout.columns, 2):
        assert not overlap(body(one), body(other)), (one.layer, other.layer)
    for column in layout.columns:
        x0, y0, x1, y1 = body(column)
        assert 0 <= x0 <= x1 <= layout.size[0]
        assert 0 <= y0 <= y1 <= layout.legend[1]
        for near, far in combinations(boxes(column), 2):
            assert not overlap(tuple(near), tuple(far))
    for skip in layout.skips:
        for points in skips.along(skip):
            for column in layout.columns:
                for box in boxes(column):
                    assert not enters(points, tuple(box)), (skip.source_layer, skip.layer, column.layer)
    check_edges(network, layout)


def check_edges(network: Network, layout: Layout) -> None:
    """No edge crosses a neuron of a layer that it doesn't join."""
    shown = scene(document(network), size=layout.size)
    for layer in range(1, len(network.shapes)):
        drawn = edges(layout, network, shown.trace, layer, None, Light.LIT, shown.scales)
        for column in layout.columns:
            if column.layer not in (layer, drawn.source_layer):
                for line in drawn.lines.reshape(-1, 2, 2):
                    if enters(line, body(column)):
                        assert not crossed(line, column), (layer, column.layer)


def crossed(line: np.ndarray, column: Column) -> bool:
    """Whether a straight line (2, 2) runs through any unit of a column: through a disc, not just past it
    through the corner of its rectangle."""
    if column.form != "disc":
        return any(enters(line, tuple(box)) for box in boxes(column))
    middles = np.column_stack([column.x, column.y])
    along = line[1] - line[0]
    share = np.clip((middles - line[0]) @ along / (along @ along), 0.0, 1.0)
    away = np.hypot(*(middles - line[0] - share[:, None] * along).T)
    return bool((away < column.radius - 1e-6).any())


@settings(max_examples=25, deadline=None)
@given(network=networks(), size=st.sampled_from([(920.0, 816.0), (1920.0, 900.0), (560.0, 500.0)]))
def test_random_graphs_lie_clear(network: Network, size: tuple[float, float]) -> None:
    if graph.is_chain(network):
        return
    check(network, arrange(document(network), size))


@settings(max_examples=8, deadline=None)
@given(network=networks(largest=120))
def test_wide_layers_lie_clear_too(network: Network) -> None:
    if graph.is_chain(network):
        return
    check(network, arrange(document(network), (1144.0, 816.0)))


@settings(max_examples=25, deadline=None)
@given(network=networks())
def test_edges_and_joints_run_to_the_right_and_weights_over_one_gap(network: Network) -> None:
    ranks = graph.ranks_of(network)
    for layer in range(1, len(network.shapes)):
        for source in network.sources(layer):
            assert ranks[layer] > ranks[source]
        if network.layer(layer).kind == "Dense":
            assert ranks[layer] == ranks[network.sources(layer)[0]] + 1


@settings(max_examples=25, deadline=None)
@given(network=networks())
def test_every_layer_has_one_place_and_every_reach_its_lanes(network: Network) -> None:
    rows = graph.arrange(network)
    ranks = graph.ranks_of(network)
    layers = [place.layer for row in rows for place in row if not place.is_lane]
    assert sorted(layers) == list(range(len(network.shapes)))
    for number, row in enumerate(rows):
        assert len(set(row)) == len(row)
        for place in row:
            assert (ranks[place.layer] == number) != place.is_lane
    for layer in range(1, len(network.shapes)):
        for source in network.sources(layer):
            for between in range(ranks[source] + 1, ranks[layer]):
                assert graph.Place(source, is_lane=True) in rows[between]


@settings(max_examples=20, deadline=None)
@given(network=networks())
def test_every_joined_unit_is_joined_with_the_unit_it_goes_to(network: Network) -> None:
    """The skip connections of a layer carry just the values that the trace says came in."""
    if graph.is_chain(network):
        return
    shown = document(network)
    layout, trace = arrange(shown, (920.0, 816.0)), scene(shown).trace
    for layer in range(1, len(network.shapes)):
        kind = network.layer(layer).kind
        into = [skip for skip in layout.skips if skip.layer == layer]
        if kind in ("Dense", "Input"):
            assert not into
            continue
        arrived = np.zeros(prod(network.shapes[layer]))
        for skip in into:
            arrived[skip.target] += trace[skip.source_layer].a[0][skip.source]
        np.testing.assert_allclose(arrived, _before(trace, layer))


def _before(trace: Trace, layer: int) -> np.ndarray:
    """What an Add, a Concat or an Activation gets, before its function."""
    inputs = [x[0].astype(float) for x in trace[layer].inputs]
    return np.concatenate(inputs) if trace.network.layer(layer).kind == "Concat" else np.sum(inputs, axis=0)


def test_a_shortcut_passes_in_a_lane_beside_the_layer_it_skips() -> None:
    layout = arrange(residual(), (920.0, 816.0))
    skip = next(j for j in layout.skips if (j.source_layer, j.layer) == (1, 3))
    assert skip.points.shape == (4, 6, 2)
    skipped = body(layout.column(2))
    level = skip.points[:, 2:4, 1]
    np.testing.assert_array_equal(level[:, 0], level[:, 1])
    assert (level < skipped[1]).all() or (level > skipped[3]).all()
    assert not skip.is_bundle


def test_branches_stand_under_each_other() -> None:
    layout = arrange(two_branches(), (920.0, 816.0))
    short, long = layout.column(1), layout.column(2)
    assert short.x[0] == long.x[0]
    below = max((short, long), key=lambda column: column.y[0])
    assert below.is_below
    assert below.heading[1] < below.y[0] - below.radius
    assert min((short, long), key=lambda column: column.y[0]).heading[1] == layout.column(0).heading[1]


def test_fewer_lines_cross_than_in_the_order_of_the_layers() -> None:
    """Three branches listed out of order: each meets its own end without crossing another."""
    layers = [
        Dense(2, name="a", inputs=["input"]),
        Input((2,), name="second"),
        Dense(2, name="b", inputs=["second"]),
        Dense(2, name="c", inputs=["b"]),
        Dense(2, name="d", inputs=["a"]),
        Add(name="sum", inputs=["c", "d"]),
    ]
    network = Network.build((2,), layers)
    layout = arrange(document(network), (920.0, 816.0))
    upper = [layout.column(n).y[0] for n in (0, 1, 5)]
    lower = [layout.column(n).y[0] for n in (2, 3, 4)]
    assert all(a < b for a, b in zip(upper, lower, strict=True)) or all(
        a > b for a, b in zip(upper, lower, strict=True)
    )


@pytest.mark.parametrize("name", sorted(graphs()))
def test_nodes_show_the_trace(name: str) -> None:
    shown = scene(graphs()[name])
    for nodes in shown.end().nodes:
        np.testing.assert_array_equal(nodes.value, shown.trace[nodes.layer].a[0])
        assert all(nodes.text)


@pytest.mark.parametrize("name", sorted(graphs()))
def test_the_timeline_goes_in_the_order_of_the_layers(name: str) -> None:
    shown = scene(graphs()[name])
    order = [phase.layer for phase in shown.timeline.phases]
    assert order == sorted(order)
    assert set(order) == set(range(len(shown.document.network.shapes)))


def test_joints_light_up_with_their_layer_by_the_size_of_the_value() -> None:
    made = two_inputs()
    shown = scene(made)
    skip = next(j for j in shown.layout.skips if j.source_layer == 1)
    nodes, columns = shown.end().nodes[1], shown.layout.columns
    waiting = skip_strength.strength(skip, nodes, Light.WAITING, None, columns)
    assert len(set(waiting.tolist())) == 1
    highlight = skip_strength.strength(skip, nodes, Light.SETTLED, None, columns)
    values = np.abs(shown.trace[1].a[0])
    assert (np.argsort(highlight, kind="stable") == np.argsort(values, kind="stable")).all()
    chosen = skip_strength.strength(skip, nodes, Light.SETTLED, Target(4, 2), columns)
    assert chosen.argmax() == 2
    assert chosen[2] > 2 * np.delete(chosen, 2).max()


def test_edges_out_of_a_selected_further_input_come_out() -> None:
    made = two_inputs()
    shown = scene(made, Target(2, 1))
    into = edges(shown.layout, made.network, shown.trace, 3, Target(2, 1), Light.LIT, shown.scales)
    np.testing.assert_array_equal(into.chosen, into.source == 1)
    beside = edges(shown.layout, made.network, shown.trace, 1, Target(2, 1), Light.LIT, shown.scales)
    assert not beside.chosen.any()


def test_a_chain_is_laid_out_as_ever() -> None:
    network = Network.build((4,), [Dense(3), Activation("relu"), Dense(2)])
    assert graph.is_chain(network)
    layout = arrange(document(network), (920.0, 816.0))
    # What no edge shows has lines of its own: from each hidden neuron to its activation.
    (lines,) = layout.skips
    assert (lines.source_layer, lines.layer) == (1, 2)
    assert lines.source.tolist() == lines.target.tolist() == [0, 1, 2]
    assert not lines.is_bundle
