"""Image networks that aren't chains: tiles in ranks, and lines that pass no tile."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Add, Concat, Conv2D, Dense, Flatten, Input, Layer, MaxPool2D, Network
from nnviz.engine.operators.operator import Operator
from nnviz.scene.layout import ranks as graph
from nnviz.scene.layout import skips as skips
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Layout
from nnviz.scene.values import kernels, skip_strength
from nnviz.scene.values.edges import edges
from nnviz.scene.values.model import Light
from nnviz.scene.words import names
from tests.graphs import image_graphs, residual_cnn, two_maps
from tests.scene.layout.test_graph import body, enters, overlap
from tests.scene.networks import scene

SIZES = [(920.0, 816.0), (736.0, 540.0), (1920.0, 900.0), (560.0, 500.0)]


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A random graph of convolutions, poolings, sums and concatenations, then of dense layers."""
    shapes: dict[str, tuple[int, ...]] = {"input": (draw(st.integers(1, 3)), 8, 8)}
    layers: list[Layer] = []
    for number in range(draw(st.integers(2, 6))):
        name = f"layer {number}"
        images = sorted(one for one, shape in shapes.items() if len(shape) == 3)
        source = draw(st.sampled_from(images))
        alike = [one for one in images if shapes[one] == shapes[source]]
        level = [one for one in images if shapes[one][1:] == shapes[source][1:]]
        kind = draw(st.sampled_from(("conv", "conv", "pool", "add", "concat", "input", "flatten")))
        channels = draw(st.integers(1, 4))
        if kind == "input":
            shapes[name] = (1, 8, 8) if draw(st.booleans()) else (draw(st.integers(1, 5)),)
            layers.append(Input(shapes[name], name=name))
        elif kind == "add":
            shapes[name] = shapes[source]
            chosen = draw(st.lists(st.sampled_from(alike), min_size=2, max_size=3))
            layers.append(Add(name=name, inputs=chosen))
        elif kind == "concat":
            chosen = draw(st.lists(st.sampled_from(level), min_size=2, max_size=3))
            shapes[name] = (sum(shapes[one][0] for one in chosen), *shapes[source][1:])
            layers.append(Concat(name=name, inputs=chosen))
        elif kind == "pool" and shapes[source][1] >= 2:
            c, height, width = shapes[source]
            shapes[name] = (c, height // 2, width // 2)
            layers.append(MaxPool2D(2, name=name, inputs=[source]))
        elif kind == "flatten":
            shapes[name] = (int(np.prod(shapes[source])),)
            layers.append(Flatten(name=name, inputs=[source]))
        else:
            shapes[name] = (channels, *shapes[source][1:])
            layers.append(Conv2D(channels, 3, padding="same", name=name, inputs=[source]))
    image = draw(st.sampled_from(sorted(one for one, shape in shapes.items() if len(shape) == 3)))
    layers.append(Flatten(name="flat", inputs=[image]))
    vectors = ["flat", *(one for one, shape in shapes.items() if len(shape) == 1)]
    if len(vectors) > 1:
        layers.append(Concat(name="joined", inputs=vectors))
    layers += [Dense(draw(st.integers(1, 6)), "relu", name="hidden"), Dense(2, name="answer")]
    return Network.build(shapes["input"], layers, seed=0)


def document(network: Network) -> Document:
    random = np.random.default_rng(0)
    first, *others = (random.random(network.shapes[n]).astype(np.float32) for n in network.input_layers)
    return Document(network, "graph", CurrentInput(first, others=tuple(others)), task="values")


def rectangles(layout: Layout) -> list[tuple[int, tuple[float, ...]]]:
    """(layer, box) of every tile, kernel and block of neurons."""
    assert layout.images is not None
    found = []
    for tiles in (*layout.images.tiles, *(shown.tiles for shown in layout.images.kernels)):
        found += [(tiles.layer, tiles.box(channel)) for channel in range(len(tiles.x))]
    return found + [(c.layer, body(c)) for c in layout.columns if len(c.units)]


def check(network: Network, layout: Layout) -> None:
    """Nothing lies on anything else or off the canvas; no line passes a tile, no edge another layer."""
    boxes = rectangles(layout)
    strip = layout.images.strip if layout.images is not None else None
    foot = layout.legend[1] if strip is None else strip[1]
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not overlap(a, b), (one, other)
    for layer, (x0, y0, x1, y1) in boxes:
        assert 0 <= x0 <= x1 <= layout.size[0], layer
        assert 0 <= y0 <= y1 <= foot, layer
    check_lines(network, layout, boxes)


def check_lines(network: Network, layout: Layout, boxes: list[tuple[int, tuple[float, ...]]]) -> None:
    for skip in layout.skips:
        for points in skips.along(skip):
            for layer, box in boxes:
                assert not enters(points, box), (skip.source_layer, skip.layer, layer)
    shown = scene(document(network), size=layout.size)
    for layer in range(1, len(network.shapes)):
        drawn = edges(layout, network, shown.trace, layer, None, Light.LIT, shown.scales)
        for line in drawn.lines:
            for other, box in boxes:
                if other not in (layer, drawn.source_layer):
                    assert not enters(line.reshape(2, 2), box), (layer, other)


@settings(max_examples=40, deadline=None)
@given(network=networks(), size=st.sampled_from(SIZES))
def test_random_image_graphs_lie_clear(network: Network, size: tuple[float, float]) -> None:
    if graph.is_chain(network):
        return
    check(network, arrange(document(network), size))


@pytest.mark.parametrize("name", sorted(image_graphs()))
@pytest.mark.parametrize("size", SIZES)
def test_small_image_graphs_lie_clear(name: str, size: tuple[float, float]) -> None:
    shown = image_graphs()[name]
    check(shown.network, arrange(shown, size))


def test_each_map_of_a_concat_comes_from_its_own_source() -> None:
    """A line runs to every map of the Concat, in the order in which the engine lays the maps down."""
    made = two_maps()
    shown = scene(made)
    into = {j.source_layer: j for j in shown.layout.skips if j.layer == 3}
    out = shown.trace[3].a[0]
    for source, skip in into.items():
        assert not skip.is_bundle
        for channel, place in zip(skip.source.tolist(), skip.target.tolist(), strict=True):
            np.testing.assert_array_equal(out[place], shown.trace[source].a[0][channel])
    assert sorted(np.concatenate([j.target for j in into.values()]).tolist()) == list(range(len(out)))


def test_a_shortcut_past_a_convolution_runs_beside_it() -> None:
    layout = arrange(residual_cnn(), SIZES[0])
    assert layout.images is not None
    skip = next(j for j in layout.skips if (j.source_layer, j.layer) == (1, 3))
    tiles = layout.images.of_layer(2)
    assert tiles is not None
    level = skip.points[:, 2:4, 1]
    np.testing.assert_array_equal(level[:, 0], level[:, 1])
    assert (level < tiles.outline[1]).all() or (level > tiles.outline[3]).all()


def test_a_chosen_map_brings_its_lines_out() -> None:
    shown = scene(residual_cnn())
    skip = next(j for j in shown.layout.skips if (j.source_layer, j.layer) == (1, 3))
    values = next(maps for maps in shown.end().maps if maps.layer == 1)
    columns = shown.layout.columns
    highlight = skip_strength.strength(skip, values, Light.SETTLED, Target(3, (1, 0, 0)), columns)
    assert highlight.argmax() == 1
    plain = skip_strength.strength(skip, values, Light.SETTLED, None, columns)
    largest = [float(np.abs(channel).max()) for channel in shown.trace[1].a[0]]
    assert (np.argsort(plain) == np.argsort(largest)).all()


def test_washes_stay_with_their_own_layers() -> None:
    """Where another branch stands between a kernel and a map, no wash runs across it."""
    shown = scene(two_maps())
    images = shown.layout.images
    assert images is not None
    tiles = {layer: images.of_layer(layer) for layer in (1, 2)}
    for box in kernels.washes(images, shown.document.network, Target(1, (0, 0, 0))):
        both = [layer for layer, one in tiles.items() if one is not None and overlap(box, one.outline)]
        assert len(both) <= 1


@pytest.mark.parametrize("name", sorted(image_graphs()))
def test_maps_and_neurons_show_the_trace(name: str) -> None:
    shown = scene(image_graphs()[name])
    end = shown.end()
    for maps in end.maps:
        np.testing.assert_array_equal(maps.a, shown.trace[maps.layer].a[0])
        assert maps.shown == maps.places
    assert {maps.layer for maps in end.maps} == {
        n for n, shape in enumerate(shown.document.network.shapes) if len(shape) == 3
    }


def test_images_stand_left_of_vectors() -> None:
    network = image_graphs()["picture and facts"].network
    ranks = graph.ranks_of(network)
    images = [ranks[n] for n, shape in enumerate(network.shapes) if len(shape) == 3]
    vectors = [ranks[n] for n, shape in enumerate(network.shapes) if len(shape) == 1]
    assert max(images) < min(vectors)


def deep(blocks: int) -> Document:
    """A residual network of many blocks: far more ranks than there is room to read."""
    layers: list[Layer] = [Conv2D(4, 3, padding="same", activation="relu", name="first")]
    before = "first"
    for n in range(blocks):
        layers += [
            Conv2D(4, 3, padding="same", activation="relu", name=f"a{n}", inputs=[before]),
            Conv2D(4, 3, padding="same", name=f"b{n}"),
            Add(name=f"sum {n}", inputs=[before, f"b{n}"]),
        ]
        before = f"sum {n}"
    layers += [Flatten(inputs=[before]), Dense(3)]
    return document(Network.build((1, 8, 8), layers, seed=0))


@pytest.mark.parametrize(("blocks", "size"), [(1, SIZES[0]), (4, SIZES[3]), (12, SIZES[0]), (20, SIZES[3])])
def test_a_deep_graph_lies_clear_and_says_where_it_is_too_small(
    blocks: int, size: tuple[float, float]
) -> None:
    shown = deep(blocks)
    layout = arrange(shown, size)
    check(shown.network, layout)
    assert layout.images is not None
    smallest = min(tiles.cell for tiles in layout.images.tiles)
    assert smallest > 0
    assert ("zoom in" in layout.images.hint) == (smallest < 1.0)


def test_a_further_picture_is_called_one() -> None:
    shown = scene(image_graphs()["two pictures"])
    assert shown.layout.images is not None
    head = next(head for head in shown.layout.images.heads if head.title == "other")
    assert head.subtitle == "8 × 8 pixels"
    assert head.is_below
    assert names.unit(shown.document, 2, (0, 3, 4)) == names.unit(shown.document, 0, (0, 3, 4))


def test_where_neurons_stand_beside_maps_it_is_said_that_edges_may_pass_behind_them() -> None:
    """A vector that becomes an image, beside a branch of neurons: no order keeps images left of vectors."""
    shape = {"shape": (0, 1, 8, 8), "allow_zero": False}
    network = Network.build(
        (6,),
        [
            Dense(64, "relu", name="up"),
            Operator("Reshape", shape, name="image"),
            Conv2D(2, 3, padding="same", name="maps"),
            Flatten(name="flat"),
            Dense(12, "relu", name="side", inputs=["input"]),
            Dense(12, "relu", name="further"),
            Concat(name="both", inputs=["flat", "further"]),
            Dense(2),
        ],
        seed=0,
    )
    mixed = arrange(document(network), SIZES[0]).images
    assert mixed is not None
    assert "behind a map" in mixed.hint
    for shown in image_graphs().values():
        clear = arrange(shown, SIZES[0]).images
        assert clear is not None
        assert not clear.hint
