"""Layouts of networks on images: everything has its place, nothing overlaps, nothing leaves the canvas."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.large import LISTED, fold_of
from nnviz.scene.layout.places import Layout
from nnviz.scene.layout.tiles import Box, ImageLayers, Tiles
from nnviz.scene.values import kernels
from nnviz.session import Session
from tests.scene.image_networks import image_networks

DOCUMENTS = image_networks()
SIZES = [(560.0, 400.0), (640.0, 900.0), (791.0, 588.0), (920.0, 816.0), (1920.0, 600.0), (3840.0, 2160.0)]


def images_of(layout: Layout) -> ImageLayers:
    assert layout.images is not None
    return layout.images


def parts_of(layout: Layout) -> list[Box]:
    """The outlines of all that stands side by side, from left to right."""
    images = images_of(layout)
    boxes = [tiles.outline for tiles in images.tiles]
    boxes += [shown.tiles.outline for shown in images.kernels]
    for column in layout.columns:
        if column.form != "tile":
            r = column.radius
            boxes.append((column.x.min() - r, column.y.min() - r, column.x.max() + r, column.y.max() + r))
    return sorted((float(a), float(b), float(c), float(d)) for a, b, c, d in boxes)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_layers_stand_side_by_side_between_the_heads_and_the_strip(
    name: str, size: tuple[float, float]
) -> None:
    layout = arrange(DOCUMENTS[name], size)
    images = images_of(layout)
    boxes = parts_of(layout)
    for left, right in pairwise(boxes):
        assert left[2] <= right[0]
    heads = max(head.y for head in images.heads) + layout.line
    floor = layout.legend[1] if images.strip is None else images.strip[1]
    for x0, y0, x1, y1 in boxes:
        assert x0 >= 0
        assert x1 <= size[0]
        assert y0 >= heads - 1
        assert y1 <= floor
    if images.strip is not None:
        assert images.strip[3] <= layout.legend[1]
    if layout.bars is not None:
        assert boxes[-1][2] < layout.bars.x0


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_tiles_of_a_layer_do_not_touch_and_say_what_lies_under_a_point(name: str) -> None:
    for tiles in images_of(arrange(DOCUMENTS[name], (920.0, 816.0))).tiles:
        channels, height, width = tiles.shape
        boxes = [tiles.box(channel) for channel in range(channels)]
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                is_apart = (
                    one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
                )
                assert is_apart
        for unit in ((0, 0, 0), (channels - 1, height - 1, width - 1), (channels // 2, height // 2, 0)):
            x0, y0, x1, y1 = tiles.cell_box(unit)
            assert tiles.at((x0 + x1) / 2, (y0 + y1) / 2) == unit
        assert tiles.at(-5.0, -5.0) is None


def test_the_bundled_shapes_have_room_for_their_numbers() -> None:
    small = images_of(arrange(DOCUMENTS["digits"], (920.0, 816.0)))
    assert {tiles.layer: tiles.cell for tiles in small.tiles}[0] >= 22
    assert {tiles.layer: tiles.cell for tiles in small.tiles}[2] >= 22
    large = images_of(arrange(DOCUMENTS["two convolutions"], (920.0, 816.0)))
    assert min(tiles.cell * min(tiles.shape[1:]) for tiles in large.tiles) >= 24


def test_a_kernel_its_map_and_its_pooled_map_stand_in_one_row() -> None:
    images = images_of(arrange(DOCUMENTS["digits"], (920.0, 816.0)))

    def middles(tiles: Tiles) -> np.ndarray:
        return tiles.y + tiles.size[1] / 2

    kernel, (_, maps, pooled) = images.kernels[0].tiles, images.tiles
    assert middles(kernel) == pytest.approx(middles(maps), abs=1.0)
    assert middles(pooled) == pytest.approx(middles(maps), abs=1.0)
    network = DOCUMENTS["digits"].network
    (box,) = kernels.washes(images, network, Target(2, (2, 0, 0)))
    for tiles in (kernel, maps, pooled):
        x0, y0, x1, y1 = tiles.box(2)
        assert box[0] <= x0
        assert box[1] <= y0
        assert box[2] >= x1
        assert box[3] >= y1
        assert box[1] > tiles.box(1)[3] or box[1] > tiles.box(1)[1]


def test_every_layer_has_a_head_with_its_true_sizes() -> None:
    images = images_of(arrange(DOCUMENTS["digits"], (1900.0, 816.0)))
    words = [(head.title, head.subtitle) for head in images.heads]
    assert words[:4] == [
        ("Input", "8 × 8 pixels"),
        ("4 kernels", "3 × 3 weights"),
        ("4 feature maps", "6 × 6, after ReLU"),
        ("Max pool", "keep the largest of 2 × 2"),
    ]


def test_kernels_of_several_input_channels_are_the_chosen_outputs() -> None:
    document = DOCUMENTS["padding, dilation, colours"]
    first, _ = images_of(arrange(document, (920.0, 816.0))).kernels
    assert first.of_chosen
    assert first.tiles.shape == (3, 3, 3)
    weight = document.network.layer_parameters(1)["weight"]
    assert np.array_equal(kernels.shown(document.network, first, 4), weight[4])
    assert first.index(4, (2, 1, 0)) == (4, 2, 1, 0)
    single = images_of(arrange(DOCUMENTS["digits"], (920.0, 816.0))).kernels[0]
    assert single.index(3, (1, 2, 0)) == (1, 0, 2, 0)


def test_padding_has_room_inside_the_canvas() -> None:
    tiles = images_of(arrange(DOCUMENTS["padding, dilation, colours"], (920.0, 816.0))).tiles[0]
    assert tiles.cells(0, -2, -2, 0, 0)[0] >= 0


def test_arrows_run_in_the_gaps_between_layers() -> None:
    images = images_of(arrange(DOCUMENTS["digits"], (920.0, 816.0)))
    assert images.arrows
    taken = [tiles.outline for tiles in images.tiles] + [shown.tiles.outline for shown in images.kernels]
    for arrow in images.arrows:
        assert arrow.x0 < arrow.x1
        assert not any(x0 < arrow.x1 and arrow.x0 < x1 for x0, _, x1, _ in taken)


def test_who_uses_a_cell_of_a_map() -> None:
    network = DOCUMENTS["digits"].network
    ((layer, rows, columns),) = kernels.used_by(network, 0, (0, 4, 7))
    assert (layer, rows.tolist(), columns.tolist()) == (1, [2, 3, 4], [5])
    ((layer, rows, columns),) = kernels.used_by(network, 1, (2, 5, 0))
    assert (layer, rows.tolist(), columns.tolist()) == (2, [2], [0])
    assert kernels.used_by(network, 2, (0, 0, 0)) == []


@pytest.mark.parametrize("size", [(560.0, 400.0), (791.0, 545.0), (920.0, 816.0)])
@pytest.mark.parametrize("names", [tuple("0123456789"), ("a name of sixty characters " * 3,) * 10])
def test_outputs_keep_their_names_beside_or_inside_their_discs(
    names: tuple[str, ...], size: tuple[float, float]
) -> None:
    layout = arrange(replace(DOCUMENTS["digits"], output_names=names), size)
    column = layout.columns[-1]
    # Spaces at the end of a name are not drawn.
    assert column.labels == tuple(name.strip() for name in names)
    assert layout.bars is not None
    beside = column.label_gap + column.label_width if column.label_side == "right" else 0.0
    assert float(column.x.max()) + column.radius + beside <= layout.bars.x0
    assert beside or column.radius >= 11.5


@pytest.mark.parametrize("name", ["digits-cnn", "mnist-cnn"])
@pytest.mark.parametrize("size", [(920.0, 816.0), (791.0, 588.0)])
def test_the_row_of_values_is_folded_beside_a_chosen_neuron(name: str, size: tuple[float, float]) -> None:
    document = formats.open_any(name)[0]
    network, last = document.network, len(document.network.layers)
    session = Session(document)
    chosen = Target(last, 3)
    fold = fold_of(network, session.trace, chosen, frozenset())
    assert fold is not None
    products = network.layer_parameters(last)["weight"][:, 3] * session.trace[last].input[0]
    assert set(fold.listed) == set(np.argsort(-np.abs(products), kind="stable")[:LISTED].tolist())
    layout, whole = arrange(document, size, fold), arrange(document, size)
    column = layout.column(fold.layer)
    discs, cells = column.parts
    count = network.shapes[fold.layer][0]
    assert sorted([*discs.units, *cells.units]) == list(range(count))
    assert (discs.form, len(discs.units)) == ("disc", LISTED)
    assert [chip.text for chip in layout.chips] == [f"+ {count - LISTED:,} more"]
    # Nothing else moves when a neuron is chosen.
    for before, after in zip(images_of(whole).tiles, images_of(layout).tiles, strict=True):
        assert np.array_equal(before.x, after.x)
    assert whole.columns[-1].x.tolist() == layout.columns[-1].x.tolist()
    boxes = parts_of(layout)
    for left, right in pairwise(boxes):
        assert left[2] <= right[0]


def test_nothing_is_folded_beside_a_cell_of_a_map() -> None:
    document = formats.open_any("digits-cnn")[0]
    session = Session(document)
    for chosen in (None, Target(1, (0, 3, 3)), Target(3, 5)):
        assert fold_of(document.network, session.trace, chosen, frozenset()) is None
