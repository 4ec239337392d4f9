"""Heat strips against the weights themselves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document import Target
from nnviz.scene.values.heat import hit, strips
from tests.scene.networks import SIZES, document, samples, scene


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["digits", "mnist", "big", "iris", "six by 45"])
def test_every_cell_is_the_strongest_of_its_weights(name: str, size: tuple[float, float]) -> None:
    shown = scene(samples()[name], size=size)
    for strip in strips(shown.layout, shown.document.network, shown.scales):
        weight = shown.document.network.parameters()[f"{strip.layer}.weight"]
        assert (strip.rows[0], strip.rows[-1]) == (0, weight.shape[0])
        assert (strip.columns[0], strip.columns[-1]) == (0, weight.shape[1])
        assert (np.diff(strip.rows) > 0).all()
        random = np.random.default_rng(1)
        for _ in range(30):
            row, column = random.integers(strip.shares.shape[0]), random.integers(strip.shares.shape[1])
            cell = weight[
                strip.rows[row] : strip.rows[row + 1], strip.columns[column] : strip.columns[column + 1]
            ]
            strongest = cell.ravel()[np.abs(cell).argmax()]
            share = abs(strongest) / np.abs(weight).max()
            assert strip.shares[row, column] == pytest.approx(np.sign(strongest) * share**0.75, rel=1e-5)
        assert np.abs(strip.shares).max() == pytest.approx(1.0)


def test_strips_lie_between_their_columns() -> None:
    shown = scene(samples()["big"], size=(1144, 816))
    found = strips(shown.layout, shown.document.network, shown.scales)
    assert [strip.layer for strip in found] == [1, 2, 3]
    for strip in found:
        before, here = shown.layout.columns[strip.layer - 1], shown.layout.columns[strip.layer]
        assert (before.x + before.radii).max() < strip.box[0]
        assert strip.box[2] < (here.x - here.radii).min()


def test_the_pointer_reads_the_weight_it_points_at() -> None:
    shown = scene(document((4, 6, 3)))
    (first, _) = strips(shown.layout, shown.document.network, shown.scales)
    x0, y0, x1, y1 = first.box
    for source in range(4):
        for target in range(6):
            x, y = x0 + (target + 0.5) / 6 * (x1 - x0), y0 + (source + 0.5) / 4 * (y1 - y0)
            assert hit(shown.layout, first, x, y) == (Target(0, source), Target(1, target), 1)
    assert hit(shown.layout, first, x0 - 1, y0) is None
    assert hit(shown.layout, first, x0, y1 + 1) is None


def test_a_cell_of_many_weights_tells_the_strongest() -> None:
    shown = scene(samples()["big"], size=(560, 400))
    first = strips(shown.layout, shown.document.network, shown.scales)[0]
    weight = shown.document.network.parameters()["1.weight"]
    found = hit(shown.layout, first, first.box[0] + 3.5, first.box[1] + 40.5)
    assert found is not None
    source, target, count = found
    assert count > 1
    row = int(np.searchsorted(first.rows, source.unit, side="right")) - 1
    column = int(np.searchsorted(first.columns, target.unit, side="right")) - 1
    cell = weight[first.rows[row] : first.rows[row + 1], first.columns[column] : first.columns[column + 1]]
    assert abs(weight[source.unit, target.unit]) == np.abs(cell).max()


def test_zeros_and_broken_weights_are_shown_as_such() -> None:
    made = document((4, 6, 3))
    zero = np.zeros((4, 6), np.float32)
    shown = scene(replace(made, network=made.network.with_parameters({"1.weight": zero})))
    assert not strips(shown.layout, shown.document.network, shown.scales)[0].shares.any()
    broken = zero.copy()
    broken[2, 3] = np.nan
    shown = scene(replace(made, network=made.network.with_parameters({"1.weight": broken})))
    assert np.isnan(strips(shown.layout, shown.document.network, shown.scales)[0].shares[2, 3])
