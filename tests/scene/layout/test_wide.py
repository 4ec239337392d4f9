"""Layouts of large networks: folding, what is kept free, and that no neuron is ever left out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace
from nnviz.engine import BatchNorm, Dense, Network
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.large import Fold, fold_of, sharing
from nnviz.scene.layout.places import Layout
from nnviz.scene.layout.ranking import largest, strongest
from nnviz.scene.words.edge_counts import is_large
from tests.scene.networks import DIGITS, SIZES, document, samples


@pytest.fixture(scope="module")
def big() -> Document:
    return samples()["big"]


def fold(shown: Document, selection: Target | None, unfolded: frozenset[int] = frozenset()) -> Fold | None:
    return fold_of(shown.network, trace(shown), selection, unfolded)


def test_large_means_more_than_50000_edges() -> None:
    assert is_large(document((784, 64, 10)).network)
    assert not is_large(document((784, 60, 10)).network)
    assert not is_large(document((64, 16, 10)).network)


def test_layers_without_weights_show_what_they_read() -> None:
    network = Network.build((784,), [Dense(64, "identity"), BatchNorm(), Dense(10)])
    shown = Document(network, "large", CurrentInput(np.zeros(784, np.float32)))
    assert is_large(network)
    layout = arrange(shown, (920.0, 816.0))
    (line,) = layout.skips
    assert (line.source_layer, line.layer) == (1, 2)
    before, here = layout.columns[1], layout.columns[2]
    assert before.x.max() < line.points[0, 0, 0] < line.points[0, -1, 0] < here.x.min()


def test_the_layer_before_the_chosen_neuron_is_folded_to_its_20_strongest(big: Document) -> None:
    found = fold(big, Target(3, 7))
    assert found is not None
    assert found.layer == 2
    inputs = trace(big)[2].a[0]
    products = big.network.parameters()["3.weight"][:, 7] * inputs
    strongest = sorted(range(256), key=lambda i: -abs(float(products[i])))[:20]
    assert found.listed == tuple(sorted(strongest))
    assert not found.is_open


@pytest.mark.parametrize("selection", [None, Target(0, 3), Target(1, 3)])
def test_nothing_is_folded_beside_the_input_or_without_a_choice(
    big: Document, selection: Target | None
) -> None:
    assert fold(big, selection) is None


def test_small_networks_and_narrow_layers_are_not_folded() -> None:
    assert fold(document((64, 30, 10)), Target(2, 1)) is None
    assert fold(document((4000, 20, 10)), Target(2, 1)) is None


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_open", [False, True])
def test_a_folded_layer_holds_every_neuron_once_inside_the_canvas(
    big: Document, size: tuple[float, float], is_open: bool
) -> None:
    found = fold(big, Target(3, 7), frozenset({2}) if is_open else frozenset())
    assert found is not None
    layout = arrange(big, size, found)
    column = layout.columns[2]
    assert sorted(column.units.tolist()) == list(range(256))
    assert len(layout.chips) == 1
    assert column.x.min() - column.radii.max() > layout.columns[1].x.max()
    assert column.x.max() + column.radii.max() < layout.columns[3].x.min()
    assert column.plate is not None
    assert column.plate[3] < layout.legend[1]
    _, y0, _, y1 = layout.chips[0].box
    assert (column.y + column.radii < y0 + 0.01).sum() + (column.y - column.radii > y1 - 0.01).sum() == 256
    assert column.form == ("cell" if is_open else "folded")
    for position in (0, 19, 20, 255):
        assert column.position(column.unit(position)) == position
        assert column.part_at(position).radius == pytest.approx(column.radii[position])


def test_no_two_units_of_a_folded_layer_overlap(big: Document) -> None:
    column = arrange(big, (1144, 816), fold(big, Target(3, 7))).columns[2]
    away = np.maximum(np.abs(column.x[:, None] - column.x), np.abs(column.y[:, None] - column.y))
    np.fill_diagonal(away, np.inf)
    assert (away >= column.radii[:, None] + column.radii - 1e-6).all()


def test_the_columns_of_the_specification(big: Document) -> None:
    layout = arrange(big, (1144, 816), fold(big, Target(3, 7)))
    at = [float(column.x.mean()) / 1144 for column in layout.columns]
    assert at[1:] == pytest.approx([0.45, 0.64, 0.81], abs=0.015)
    assert layout.columns[0].plate is not None
    assert layout.columns[0].plate[0] / 1144 == pytest.approx(0.02, abs=0.005)
    assert 2 * layout.columns[2].radius == pytest.approx(21, abs=1)
    cells = layout.columns[0]
    assert np.diff(cells.x[:28]) == pytest.approx(9.0)
    assert [chip.text for chip in layout.chips] == ["+ 236 more"]
    assert layout.bars is not None
    assert layout.bars.x0 / 1144 == pytest.approx(0.84, abs=0.01)


def test_discs_and_cells_have_one_scale(big: Document) -> None:
    """A neuron looks the same folded and not: the fill comes from one scale a layer."""
    from tests.scene.networks import scene

    folded = arrange(big, (1144, 816), fold(big, Target(3, 7)))
    plain = scene(big, Target(3, 7), (1144, 816))
    from nnviz.scene.values.prepare import prepare

    prepared = prepare(folded, big, plain.trace, Target(3, 7), plain.scales)
    there = np.empty(256)
    there[folded.columns[2].units] = prepared.settled[2].fill
    assert there == pytest.approx(plain.prepared.settled[2].fill)


@pytest.mark.parametrize("size", [(920, 816), (1144, 816), (1920, 1000), (3840, 2160)])
@pytest.mark.parametrize("shape", [(784, 64, 10), (784, 512, 256, 10), (784, 300, 200, 100, 50, 10)])
def test_what_is_kept_free_stays_free(shape: tuple[int, ...], size: tuple[float, float]) -> None:
    shown = document(shape, image=(28, 28), outputs=DIGITS)
    layout = arrange(shown, size, fold(shown, Target(len(shape) - 1, 3)))
    kept = [box for box in (layout.search, layout.map_card) if box is not None]
    assert len(kept) == 2
    for column in layout.columns:
        inside = [
            (column.x + column.radii > x0)
            & (column.x - column.radii < x1)
            & (column.y + column.radii > y0)
            & (column.y - column.radii < y1)
            for x0, y0, x1, y1 in kept
        ]
        assert not np.any(inside)
    assert_gaps(layout)


def assert_gaps(layout: Layout) -> None:
    """Columns stand side by side."""
    for before, here in pairwise(layout.columns):
        right = before.plate[2] if before.plate else float(before.x.max())
        left = here.plate[0] if here.plate else float(here.x.min())
        assert right < left


@pytest.mark.parametrize("zeros", [0.0, 0.5, 0.999, 1.0])
def test_the_largest_are_the_largest_however_many_are_0(zeros: float) -> None:
    random = np.random.default_rng(7)
    sizes = np.where(random.random(5000) < zeros, 0.0, random.random(5000)).astype(np.float32)
    found = largest(sizes, 300)
    assert len(set(found.tolist())) == 300
    assert sorted(sizes[found].tolist()) == sorted(sizes.tolist())[-300:]


def test_columns_that_stay_are_the_same_objects(big: Document) -> None:
    """Another choice folds another layer open; what stands elsewhere keeps its kept pictures."""
    size = (1144.0, 816.0)
    first = arrange(big, size, fold(big, Target(3, 7)))
    second = sharing(arrange(big, size, fold(big, Target(3, 2))), first)
    assert second.columns[0] is first.columns[0]
    assert second.columns[1] is first.columns[1]
    assert second.columns[3] is first.columns[3]
    assert second.columns[2] is not first.columns[2]
    assert sharing(arrange(big, (900.0, 700.0), None), first).columns[1] is not first.columns[1]


@pytest.mark.parametrize("hidden", [0, 2999, 3000])
def test_the_largest_are_found_wherever_they_stand(hidden: int) -> None:
    sizes = np.random.default_rng(3).random(400_000).astype(np.float32)
    # Every sixteenth is looked at first: some of the largest stand between those.
    sizes[1 : 16 * hidden : 16] += 10
    sizes[5] = np.inf
    assert np.array_equal(np.sort(sizes[largest(sizes, 3000)]), np.sort(sizes)[-3000:])


def test_the_largest_of_many_equal_sizes_are_as_many_as_were_asked_for() -> None:
    assert len(set(largest(np.ones(100_000), 3000).tolist())) == 3000
    sizes = np.ones(100_000)
    sizes[::16] = 2.0
    found = largest(sizes, 3000)
    assert len(set(found.tolist())) == 3000
    assert (sizes[found] == 2.0).all()


@pytest.mark.parametrize("count", [1, 3, 20, 500])
def test_the_strongest_are_the_first_of_all_in_order(count: int) -> None:
    sizes = np.round(np.random.default_rng(0).normal(size=400), 1)
    sizes[::7], sizes[5] = 0.0, np.inf
    order = np.argsort(-sizes, kind="stable")
    assert strongest(sizes, count).tolist() == [i for i in order.tolist() if sizes[i] > 0][:count]
