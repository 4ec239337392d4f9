"""Layouts of all bundled shapes at all sizes: all is there, nothing overlaps, nothing leaves the canvas."""

from itertools import pairwise
from math import prod

import numpy as np
import pytest

import nnviz
from nnviz.document import Document
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Column, Layout
from tests.printed import CASES
from tests.scene.networks import DIGITS, SIZES, document, samples

NAMES = list(samples())


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return samples()


def extent(column: Column) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 of all that a column draws, its labels included."""
    r = column.radius
    x0, x1 = float(column.x.min()) - r, float(column.x.max()) + r
    y0, y1 = float(column.y.min()) - r, float(column.y.max()) + r
    if column.plate is not None:
        x0, y0 = min(x0, column.plate[0]), min(y0, column.plate[1])
        x1, y1 = max(x1, column.plate[2]), max(y1, column.plate[3])
    if column.brackets is not None:
        x0 = min(x0, float(column.brackets[:, 0].min()))
    if column.labels and column.label_side == "left":
        x0 -= column.label_gap + column.label_width
    if column.labels and column.label_side == "right":
        x1 += column.label_gap + column.label_width
    return x0, y0, x1, y1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_columns_and_bars_stand_side_by_side_inside_the_canvas(
    documents: dict[str, Document], name: str, size: tuple[float, float]
) -> None:
    layout = arrange(documents[name], size)
    extents = [extent(column) for column in layout.columns]
    for left, right in pairwise(extents):
        assert left[2] < right[0]
    for column, (x0, y0, x1, y1) in zip(layout.columns, extents, strict=True):
        title_line = column.heading[1] + layout.line
        assert x0 >= 0
        assert x1 <= size[0]
        assert y0 > title_line
        assert y1 < layout.legend[1]
    assert layout.legend[3] <= size[1]
    assert layout.legend[3] - layout.legend[1] >= 20
    if layout.bars is not None:
        assert extents[-1][2] < layout.bars.x0 < layout.bars.x1 <= layout.bars.text_x <= size[0]
        is_beside = layout.bars.x1 < layout.bars.text_x
        assert is_beside or layout.bars.text_rise > layout.bars.height / 2, (
            "a value stands clear of its track"
        )
        assert layout.bars.x1 - layout.bars.x0 >= 40


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_no_two_units_of_a_layer_overlap(
    documents: dict[str, Document], name: str, size: tuple[float, float]
) -> None:
    for column in arrange(documents[name], size).columns:
        assert column.radius >= 1.0
        if column.form == "disc":
            away = np.hypot(column.x[:, None] - column.x, column.y[:, None] - column.y)
        else:
            away = np.maximum(np.abs(column.x[:, None] - column.x), np.abs(column.y[:, None] - column.y))
        np.fill_diagonal(away, np.inf)
        assert away.min() >= 2 * column.radius


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_of_every_layer_is_drawn_once(documents: dict[str, Document], name: str) -> None:
    shown = documents[name]
    layout = arrange(shown, (920, 816))
    assert [column.layer for column in layout.columns] == list(range(len(shown.network.shapes)))
    for column, shape in zip(layout.columns, shown.network.shapes, strict=True):
        assert sorted(column.units.tolist()) == list(range(prod(shape)))
        assert column.folded == 0
        assert len(column.x) == len(column.y) == len(column.units)
        assert column.position(column.unit(len(column.x) - 1)) == len(column.x) - 1


def test_the_reference_window_has_the_columns_of_the_specification(documents: dict[str, Document]) -> None:
    layout = arrange(documents["digits"], (920, 816))
    at = [float(column.x.mean()) / 920 for column in layout.columns]
    assert at == pytest.approx([0.05, 0.44, 0.78], abs=0.015)
    assert layout.columns[1].radius == pytest.approx(19, abs=1.5)
    assert layout.columns[2].radius == pytest.approx(22.5, abs=1.5)
    assert layout.bars is not None
    assert layout.bars.x0 / 920 == pytest.approx(0.84, abs=0.02)
    assert [column.title for column in layout.columns] == ["Input", "Hidden", "Output"]
    assert [column.subtitle for column in layout.columns] == [
        "64 pixels, row by row",
        "16 neurons, ReLU",
        "10 neurons, softmax",
    ]


def test_small_images_are_bracketed_rows_in_reading_order(documents: dict[str, Document]) -> None:
    column = arrange(documents["digits"], (920, 816)).columns[0]
    assert column.brackets is not None
    assert column.bracket_labels == tuple("12345678")
    assert np.all(np.diff(column.y) > 0)
    for row, (_, top, bottom) in enumerate(column.brackets):
        inside = (column.y > top) & (column.y < bottom)
        assert np.flatnonzero(inside).tolist() == list(range(8 * row, 8 * row + 8))


def test_large_images_are_a_pixel_grid_on_a_plate(documents: dict[str, Document]) -> None:
    column = arrange(documents["mnist"], (920, 816)).columns[0]
    assert column.form == "cell"
    assert column.plate is not None
    assert len(np.unique(np.round(column.x, 6))) == 28
    assert len(np.unique(np.round(column.y, 6))) == 28
    row, col = divmod(300, 28)
    assert column.x[300] == pytest.approx(column.x[col])
    assert column.y[300] == pytest.approx(column.y[28 * row])


def test_a_wide_layer_is_cells_eight_a_row(documents: dict[str, Document]) -> None:
    column = arrange(documents["big"], (920, 816)).columns[1]
    assert column.form == "cell"
    assert len(np.unique(np.round(column.x, 6))) == 8


def test_discs_grow_with_the_canvas(documents: dict[str, Document]) -> None:
    radii = [arrange(documents["digits"], size).columns[1].radius for size in ((560, 400), (920, 816))]
    assert radii[0] < radii[1] < arrange(documents["digits"], (3840, 2160)).columns[1].radius


def test_named_inputs_have_their_names_at_the_left(documents: dict[str, Document]) -> None:
    column = arrange(documents["iris"], (920, 816)).columns[0]
    assert column.labels == documents["iris"].input_names
    assert column.label_side == "left"
    assert column.label_width > 60


def test_long_class_names_stand_beside_the_discs_and_short_ones_inside(
    documents: dict[str, Document],
) -> None:
    assert arrange(documents["iris"], (920, 816)).columns[-1].label_side == "right"
    assert arrange(documents["digits"], (920, 816)).columns[-1].label_side == "inside"


@pytest.mark.parametrize(
    ("name", "kind", "bars"), [("digits", "probability", 10), ("xor", "probability", 1), ("sine", "value", 1)]
)
def test_bars(documents: dict[str, Document], name: str, kind: str, bars: int) -> None:
    layout = arrange(documents[name], (920, 816))
    assert layout.bars is not None
    assert layout.bars.kind == kind
    assert layout.bars.y == tuple(layout.columns[-1].y)
    assert len(layout.bars.y) == bars


def test_notes_stand_under_gaps_that_are_not_drawn_whole(documents: dict[str, Document]) -> None:
    assert arrange(documents["digits"], (920, 816)).notes == ()
    layout = arrange(documents["big"], (1144, 816))
    assert [layer for layer, _, _ in layout.notes] == [1, 2, 3]
    for layer, x, y in layout.notes:
        assert layout.columns[layer - 1].x.mean() < x < layout.columns[layer].x.mean()
        assert layout.legend[0] > x
        assert all(y > column.plate[3] for column in layout.columns if column.plate is not None)


def test_very_many_outputs_have_no_bars() -> None:
    assert arrange(document((16, 200)), (920, 816)).bars is None


@pytest.mark.parametrize("size", SIZES)
def test_headings_do_not_run_into_each_other(
    documents: dict[str, Document], size: tuple[float, float]
) -> None:
    for shown in documents.values():
        layout = arrange(shown, size)
        spans = [_subtitle_span(layout, column) for column in layout.columns if column.subtitle]
        for left, right in pairwise(spans):
            assert left[1] <= right[0]


def _subtitle_span(layout: Layout, column: Column) -> tuple[float, float]:
    """Where a subtitle reaches in the bundled font, whose mean letter is a little over half its size."""
    width = 0.53 * max(14 * layout.scale, 13) * len(column.subtitle)
    x = column.heading[0]
    start = {"left": x, "center": x - width / 2, "right": x - width}[column.heading_align]
    return start, start + width


def test_two_arrangements_are_equal() -> None:
    some, other = (
        arrange(document((64, 16, 10), image=(8, 8), outputs=DIGITS), (920, 816)) for _ in range(2)
    )
    for one, two in zip(some.columns, other.columns, strict=True):
        assert np.array_equal(one.x, two.x)
        assert np.array_equal(one.y, two.y)


@pytest.mark.parametrize("width", [560.0, 792.0, 920.0, 1240.0])
def test_the_heads_of_twenty_layers_are_told_apart(width: float) -> None:
    """None touches the next one, none has the name of another; each knows its whole name."""
    document = nnviz.load(CASES["vanish20"])
    layout = arrange(document, (width, 0.88 * width))
    heads = [column for column in layout.columns if column.title]
    assert len({column.title for column in heads}) == len(heads)
    size = 20.0 * layout.scale
    for one, two in pairwise(heads[1:-1]):
        wide = 0.62 * max(size, 13.0) * (len(one.title) + len(two.title)) / 2
        assert wide < two.heading[0] - one.heading[0], (one.title, two.title)
    assert [column.whole.partition(":")[0] for column in layout.columns[1:20]] == [
        f"Hidden {n}" for n in range(1, 20)
    ]
