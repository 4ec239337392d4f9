"""The strip's numbers add up, and what it prints holds as it is printed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document import Document, Target, edits
from nnviz.engine import Conv2D
from nnviz.scene.time.windows import Cell, Focus
from nnviz.scene.values.arithmetic import MOST_ROWS, Strip, strip
from nnviz.scene.values.model import Frame
from nnviz.scene.values.strip_places import KEPT, LARGEST_CELL, PRINTED, fitting, places
from nnviz.scene.words.numbers import MINUS
from tests.scene.image_networks import image_document, image_networks
from tests.scene.networks import Scene, scene

DOCUMENTS = image_networks()


def strip_of(document: Document, layer: int, unit: Cell, channel: int = 0, active: bool = True) -> Strip:
    shown = scene(document, Target(layer, unit))
    return strip(shown.trace, shown.scales, Focus(layer, unit, True, active), channel)


def printed(text: str) -> float:
    return float(text.replace(MINUS, "-").replace("+", ""))


@pytest.mark.parametrize("unit", [(0, 0, 0), (5, 11, 9), (3, 6, 2)])
def test_all_channels_sums_and_the_bias_make_z(unit: Cell) -> None:
    document = DOCUMENTS["padding, dilation, colours"]
    shown = scene(document)
    parts = [strip_of(document, 1, unit, channel) for channel in range(3)]
    products = [part.products.values for part in parts if part.products is not None]
    for part, product, row in zip(parts, products, parts[0].sums, strict=True):
        assert part.weights is not None
        assert np.allclose(part.inputs.values * part.weights.values, product)
        assert row.value == pytest.approx(product.sum(dtype=np.float64), abs=1e-6)
    bias = float(document.network.layer_parameters(1)["bias"][unit[0]])
    total = sum(row.value for row in parts[0].sums)
    assert total + bias == pytest.approx(float(shown.trace[1].z[(0, *unit)]), abs=1e-5)


def test_the_printed_sum_holds_at_the_digits_that_are_shown() -> None:
    document = DOCUMENTS["digits"]
    for row in range(6):
        for column in range(6):
            terms = {term.name: printed(term.text) for term in strip_of(document, 1, (1, row, column)).terms}
            assert terms["add all 9"] + terms["bias"] == pytest.approx(terms["z"], abs=1.1e-3)
            assert terms["ReLU"] == pytest.approx(max(terms["z"], 0.0), abs=1e-9)


def test_padding_is_told_apart_from_pixels_that_are_0() -> None:
    corner = strip_of(DOCUMENTS["padding, dilation, colours"], 1, (0, 0, 0))
    assert corner.inside.tolist() == [[False, False, False], [False, True, True], [False, True, True]]
    assert [place is None for place in corner.places] == [not inside for inside in corner.inside.ravel()]
    assert corner.places[4] == Target(0, (0, 0, 0))
    assert corner.places[8] == Target(0, (0, 2, 2))


def test_max_pooling_names_its_winner_and_the_mean_is_the_mean() -> None:
    document = DOCUMENTS["digits"]
    trace = scene(document).trace
    for unit in ((0, 0, 0), (3, 2, 1)):
        shown = strip_of(document, 2, unit)
        assert shown.winner is not None
        window = trace[1].a[0][unit[0], 2 * unit[1] : 2 * unit[1] + 2, 2 * unit[2] : 2 * unit[2] + 2]
        assert shown.inputs.values[shown.winner] == window.max()
        assert shown.result is not None
        assert shown.result.values[0, 0] == window.max()
    mean = strip_of(DOCUMENTS["pooling alone"], 1, (0, 1, 2))
    assert mean.kind == "mean"
    assert mean.result is not None
    assert mean.result.values[0, 0] == pytest.approx(mean.inputs.values.mean())
    total, result = (printed(term.text) for term in mean.terms)
    assert total / 4 == pytest.approx(result, abs=1e-3)


def test_padding_never_wins_a_pooling_window() -> None:
    document = DOCUMENTS["groups and stride"]
    edge = strip_of(document, 3, (1, 2, 4))
    assert edge.winner is not None
    assert edge.inside[edge.winner]
    assert not edge.inside.all()
    assert np.isfinite(edge.inputs.values).all()


def test_of_many_channels_the_smallest_are_one_row_that_still_adds_up() -> None:
    document = image_document_of_many()
    shown = scene(document)
    part = strip_of(document, 1, (0, 1, 1))
    assert len(part.sums) == MOST_ROWS
    assert part.sums[-1].channel is None
    assert "5 others" in part.sums[-1].words
    bias = float(document.network.layer_parameters(1)["bias"][0])
    assert sum(row.value for row in part.sums) + bias == pytest.approx(
        float(shown.trace[1].z[0, 0, 1, 1]), abs=1e-5
    )


def image_document_of_many() -> Document:
    return image_document((12, 4, 4), [Conv2D(2, 3)])


def test_what_is_not_computed_yet_is_not_printed() -> None:
    waiting = strip_of(DOCUMENTS["digits"], 1, (0, 2, 2), active=False)
    assert waiting.terms[-1].name == "ReLU"
    assert waiting.terms[-1].text == ""
    assert waiting.note == ""


def test_without_a_bias_none_is_shown() -> None:
    names = [term.name for term in strip_of(DOCUMENTS["photograph"], 1, (0, 0, 0)).terms]
    assert names == ["add all 9", "z"]


@pytest.mark.parametrize(
    "size", [(320.0, 280.0), (560.0, 400.0), (791.0, 588.0), (920.0, 816.0), (1920.0, 1080.0)]
)
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "no window"])
def test_the_strips_parts_stand_side_by_side_inside_it(name: str, size: tuple[float, float]) -> None:
    shown = scene(DOCUMENTS[name], size=size)
    images = shown.layout.images
    assert images is not None
    assert images.strip is not None
    for part in {now.strip.layer: now.strip for now in _frames(shown) if now.strip is not None}.values():
        placed = places(part, images.strip, shown.layout.scale)
        x = images.strip[0]
        for grid in placed.grids:
            assert grid.x >= x
            assert grid.cell <= max(LARGEST_CELL * shown.layout.scale, PRINTED) + 1e-6
            assert grid.y >= images.strip[1]
            assert grid.y + grid.height <= images.strip[3]
            x = grid.x + grid.width
        assert x <= images.strip[2]
        row, column = grid.grid.values.shape[0] - 1, grid.grid.values.shape[1] - 1
        box = grid.box(row, column)
        assert grid.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == (row, column)


def _frames(shown: Scene) -> list[Frame]:
    return [shown.at_seconds(float(t)) for t in np.linspace(0, shown.timeline.seconds, 60)]


def test_at_the_reference_size_cells_are_60_pixels() -> None:
    shown = scene(DOCUMENTS["digits"], Target(1, (0, 3, 4)))
    images = shown.layout.images
    part = shown.end().strip
    assert images is not None
    assert images.strip is not None
    assert part is not None
    alone = places(replace(part, pooled=None), images.strip, 1.0)
    assert [grid.cell for grid in alone.grids] == [60.0] * 3
    beside = places(part, images.strip, 1.0)
    assert beside.pool is not None
    assert min(grid.cell for grid in beside.grids) >= 45.0


@pytest.mark.parametrize("size", [(920.0, 816.0), (792.0, 544.0)])
def test_every_cell_of_a_5_by_5_kernel_has_room_for_its_number(size: tuple[float, float]) -> None:
    shown = scene(DOCUMENTS["two convolutions"], Target(1, (0, 3, 4)), size)
    images, part = shown.layout.images, shown.end().strip
    assert images is not None
    assert images.strip is not None
    assert part is not None
    assert min(grid.cell for grid in places(part, images.strip, shown.layout.scale).grids) >= PRINTED


def test_a_held_value_is_said_to_be_held() -> None:
    document = edits.set_override(DOCUMENTS["digits"], Target(1, (1, 2, 3)), "z", 4.0)
    names = [term.name for term in strip_of(document, 1, (1, 2, 3)).terms]
    assert "z, held" in names


def test_what_is_no_number_is_not_called_off() -> None:
    document = image_document((1, 4, 4), [Conv2D(1, 3, activation="relu")])
    document = edits.set_weight(document, 1, (0, 0, 1, 1), np.nan)
    assert strip_of(document, 1, (0, 0, 0)).note == "z is not a number"


def pooled_of(document: Document, unit: Cell, layer: int, phase: str) -> Strip:
    shown = scene(document, Target(1, unit)).at(layer, phase, 0.5).strip
    assert shown is not None
    assert shown.layer == 1
    assert shown.pooled is not None
    return shown.pooled


def test_a_convolutions_cell_is_shown_among_those_it_is_pooled_with() -> None:
    document = DOCUMENTS["digits"]
    a = scene(document).trace[1].a[0]
    for unit in ((0, 0, 0), (3, 5, 4), (2, 2, 3)):
        channel, row, column = unit[0], unit[1] // 2, unit[2] // 2
        pooled = pooled_of(document, unit, 4, "multiply")
        window = a[channel, 2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        assert (pooled.layer, pooled.unit, pooled.kind) == (2, (channel, row, column), "largest")
        assert np.array_equal(pooled.inputs.values, window)
        assert Target(1, unit) in pooled.places
        assert pooled.result is not None
        assert pooled.result.values.item() == window.max()
        assert pooled.is_reached


def test_what_is_pooled_comes_in_its_own_time() -> None:
    document = DOCUMENTS["digits"]
    scan = scene(document, Target(1, (1, 2, 3))).at(1, "scan", 0.5).strip
    active = scene(document, Target(1, (1, 2, 3))).at(1, "activate", 0.5).strip
    assert scan is not None
    assert scan.pooled is not None
    assert active is not None
    assert active.pooled is not None
    assert (scan.is_active, scan.pooled.is_reached) == (False, False)
    assert (active.is_active, active.pooled.is_reached) == (True, False)
    unpooled = scene(DOCUMENTS["photograph"]).at(1, "scan", 0.5).strip
    assert unpooled is not None
    assert unpooled.pooled is None


@pytest.mark.parametrize("name", ["digits", "two convolutions", "padding, dilation, colours"])
@pytest.mark.parametrize("width", [640.0, 900.0, 1500.0])
def test_the_pooling_has_a_panel_where_the_cells_stay_large(name: str, width: float) -> None:
    shown = scene(DOCUMENTS[name], Target(1, (0, 1, 1))).at(1, "scan", 0.5).strip
    assert shown is not None
    assert shown.pooled is not None
    box, s = (0.0, 0.0, width, 236.0), 1.0
    with_panel, without = places(shown, box, s), places(replace(shown, pooled=None), box, s)
    assert with_panel.grids[0].cell >= KEPT * without.grids[0].cell
    if with_panel.pool is None:
        assert with_panel.grids[0].cell == without.grids[0].cell
        return
    pool = with_panel.pool
    assert with_panel.terms[0][2] <= pool.line[0] <= pool.grid.x
    assert pool.grid.x + pool.grid.width < pool.result[0] < pool.result[2] <= width
    assert width >= 900


def test_a_wide_strip_has_room_for_the_pooling() -> None:
    shown = scene(DOCUMENTS["digits"], Target(1, (0, 1, 1))).at(1, "scan", 0.5).strip
    assert shown is not None
    assert places(shown, (0.0, 0.0, 900.0, 236.0), 1.0).pool is not None
    assert places(shown, (0.0, 0.0, 560.0, 236.0), 1.0).pool is None


@pytest.mark.parametrize(
    "chosen",
    [None, Target(0, (0, 2, 3)), Target(1, (3, 5, 4)), Target(2, (1, 0, 2)), Target(3, 7), Target(4, 2)],
)
def test_the_pooling_is_shown_whatever_is_chosen(chosen: Target | None) -> None:
    shown = scene(DOCUMENTS["digits"], chosen).end().strip
    assert shown is not None
    pooled = shown if shown.kind == "largest" else shown.pooled
    assert pooled is not None
    assert (pooled.layer, pooled.is_reached) == (2, True)
    if chosen is not None and chosen.layer in (1, 2):
        assert (shown.layer, shown.unit) == (chosen.layer, chosen.unit)


@pytest.mark.parametrize("most", range(2, MOST_ROWS + 1))
def test_fewer_rows_of_channels_still_add_up(most: int) -> None:
    shown = strip_of(DOCUMENTS["two convolutions"], 3, (1, 2, 2), channel=1)
    fewer = shown.with_sums(most)
    assert len(fewer.sums) == min(most, len(shown.sums))
    assert sum(row.value for row in fewer.sums) == pytest.approx(sum(row.value for row in shown.sums))
    assert shown.channel in [row.channel for row in fewer.sums]


@pytest.mark.parametrize("high", [90.0, 120.0, 160.0, 236.0])
def test_rows_of_channels_are_never_closer_than_letters_are_high(high: float) -> None:
    shown = fitting(strip_of(DOCUMENTS["two convolutions"], 3, (1, 2, 2)), (0.0, 0.0, 530.0, high), 0.44)
    for x0, y0, x1, y1 in places(shown, (0.0, 0.0, 530.0, high), 0.44).sums:
        assert x0 < x1
        assert y1 - y0 >= 13.0
        assert 0.0 <= y0 < y1 <= high
