"""Blocks: one a layer, painted with the values of the pass, and a map that leads back to the layout."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from nnviz.document import CurrentInput, Document
from nnviz.engine import Add, Dense, Network
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.ranks import ranks_of
from nnviz.scene.view import overview
from nnviz.scene.view.overview import grid, shares
from nnviz.scene.view.overview import overview as blocks_of
from tests.graphs import graphs, image_graphs
from tests.scene.networks import document, samples, scene

BOX = (20.0, 60.0, 300.0, 200.0)
DOCUMENTS = samples()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_layer_has_a_block_in_the_box(name: str) -> None:
    made = DOCUMENTS[name]
    map_ = blocks_of(made, BOX)
    assert [block.layer for block in map_.blocks] == list(range(len(made.network.shapes)))
    right = BOX[0]
    for block in map_.blocks:
        x0, y0, x1, y1 = block.box
        assert right <= x0 < x1 <= BOX[2]
        assert BOX[1] - 1e-6 <= y0 < y1 <= BOX[3] + 1e-6
        assert block.channels * block.rows * block.columns >= np.prod(made.network.shapes[block.layer])
        right = x1
    count = sum(value.size for value in made.network.parameters().values())
    assert map_.parameters == f"{count:,} parameters"


def test_joined_as_the_network_is() -> None:
    layers = [
        Dense(4, "relu", name="a"),
        Dense(4, "relu", name="b", inputs=["a"]),
        Add(name="sum", inputs=["a", "b"]),
        Dense(2, "softmax"),
    ]
    network = Network.build((3,), layers)
    made = Document(network, "joined", CurrentInput(np.ones(3, np.float32)))
    assert set(blocks_of(made, BOX).ribbons) == {(0, 1), (1, 2), (1, 3), (2, 3), (3, 4)}


def test_thousands_of_layers_say_how_many_are_drawn() -> None:
    made = document([2] * 1000)
    map_ = blocks_of(made, BOX)
    assert len(map_.blocks) < 60
    assert map_.blocks[-1].layer == 999
    assert "one of every" in map_.note


@pytest.mark.parametrize("name", ["digits", "sine", "mnist"])
def test_values_are_those_of_the_trace_and_none_comes_early(name: str) -> None:
    shown = scene(DOCUMENTS[name])
    line = shown.timeline
    for layer, column in enumerate(shown.layout.columns):
        end = shares(shown.trace, shown.scales, line, line.moment(line.seconds), layer)
        a = shown.trace[layer].a[0].ravel()
        assert np.sign(end) == pytest.approx(np.sign(np.round(a, 9)) * (end != 0))
        # Brighter means larger, and the same as on the canvas.
        assert end[column.units] == pytest.approx(shown.end().nodes[layer].fill, abs=1e-6)
        before = [p for p in line.phases if p.layer < layer or (p.layer == layer and p.name == "multiply")]
        for phase in before:
            moment = line.moment(phase.start + 0.5 * phase.seconds)
            assert np.isnan(shares(shown.trace, shown.scales, line, moment, layer)).all()


def test_channels_stand_side_by_side() -> None:
    map_ = blocks_of(DOCUMENTS["digits"], BOX)
    picture = grid(map_.blocks[0], np.arange(64.0))
    assert picture.shape == (8, 8)
    assert picture[3, 5] == 3 * 8 + 5
    block = map_.blocks[0]
    tiles = overview.OverviewBlock(1, block.box, 2, 3, 3, 2, "", "", "", "")
    picture = grid(tiles, np.arange(18.0))
    assert picture.shape == (5, 7)
    assert picture[0, 4] == 6
    assert picture[3, 0] == 12
    assert np.isnan(picture[2]).all()
    assert np.isnan(picture[:, 3]).all()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_point_of_the_map_is_a_place_of_the_layout(name: str) -> None:
    layout = arrange(DOCUMENTS[name], (920.0, 768.0))
    map_ = blocks_of(DOCUMENTS[name], BOX)
    whole = overview.frame_of(layout, map_, (0.0, 0.0, *layout.size))
    assert whole == pytest.approx(BOX)
    for block in map_.blocks:
        x = (block.box[0] + block.box[2]) / 2
        at = overview.point_of(layout, map_, (x, 130.0))
        assert at[0] == pytest.approx(float(layout.column(block.layer).x.mean()), abs=0.5)
        assert at[1] == pytest.approx(layout.size[1] / 2)
        x0, y0, _, _ = overview.frame_of(layout, map_, (*at, *layout.size))
        assert (x0, y0) == pytest.approx((x, 130.0), abs=0.5)


@pytest.mark.parametrize("name", sorted({**graphs(), **image_graphs()}))
@pytest.mark.parametrize("words", [0.0, 40.0])
def test_blocks_of_a_graph_stand_clear_and_ribbons_pass_them(name: str, words: float) -> None:
    made = {**graphs(), **image_graphs()}[name]
    box = (0.0, 0.0, 900.0, 600.0)
    map_ = blocks_of(made, box, words)
    for one, other in combinations(map_.blocks, 2):
        x0, y0, x1, y1 = one.box
        a0, b0, a1, b1 = other.box
        assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0
        if x0 < a1 and a0 < x1:
            assert max(y0, b0) - min(y1, b1) >= words
    ranks = ranks_of(made.network)
    for (start, end), routes in zip(map_.ribbons, map_.routes, strict=True):
        source, layer = map_.blocks[start].layer, map_.blocks[end].layer
        assert source in made.network.sources(layer)
        assert len(routes) == ranks[layer] - ranks[source] - 1
        for x0, y0, x1, y1 in routes:
            for block in map_.blocks:
                a0, b0, a1, b1 = block.box
                assert x1 <= a0 or a1 <= x0 or y1 <= b0 or b1 <= y0
