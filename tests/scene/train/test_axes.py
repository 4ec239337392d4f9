"""Axes hold still, hold what is drawn, and are labelled by round numbers that are true."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.scene.train import axes
from nnviz.scene.words import numbers


def test_a_log_axis_says_the_value_of_each_place() -> None:
    axis = axes.of_loss([np.array([0.08, 0.9])], True)
    assert axis.ticks == (0.1, 0.2, 0.5, 1.0)
    assert [axis.write(tick) for tick in axis.ticks] == ["0.1", "0.2", "0.5", "1"]
    low, middle, high = axis.share(np.array([0.1, np.sqrt(0.1 * 0.5), 0.5]))
    assert middle == pytest.approx((low + high) / 2)


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("is_log", [True, False])
def test_a_loss_axis_holds_all_its_values_and_two_to_five_true_ticks(seed: int, is_log: bool) -> None:
    random = np.random.default_rng(seed)
    values = 10.0 ** random.uniform(-6, 3) * random.uniform(1, 10.0 ** random.uniform(0.1, 5), 50)
    axis = axes.of_loss([values], is_log)
    share = axis.share(values)
    assert share.min() >= 0
    assert share.max() <= 1
    assert 2 <= len(axis.ticks) <= 5 + (not is_log)
    for tick in axis.ticks:
        assert float(numbers.read(axis.write(tick))) == pytest.approx(tick, rel=1e-9)
    assert (np.diff(axis.share(np.array(axis.ticks))) > 0.03).all()


def test_a_log_axis_holds_still_while_values_wander() -> None:
    random = np.random.default_rng(0)
    found = {axes.of_loss([np.array([0.62, 0.11]) * random.uniform(0.98, 1.02)], True) for _ in range(50)}
    assert len(found) == 1


def test_losses_of_zero_lie_at_the_foot_of_a_log_axis() -> None:
    axis = axes.of_loss([np.array([0.0, 0.1, 1.0])], True)
    assert axis.share(np.array([0.0]))[0] == 0
    assert axes.of_loss([np.zeros(3)], True).ticks
    assert axes.of_loss([np.array([1e-300, 1.0])], True).low > 1e-13


def test_nothing_yet_has_an_axis_too() -> None:
    nothing = np.array([np.nan, np.inf])
    for axis in (
        axes.of_loss([nothing], True),
        axes.of_loss([], False),
        axes.of_accuracy([]),
        axes.of_r2([]),
    ):
        assert axis.low < axis.high
        assert axis.ticks


@pytest.mark.parametrize(
    ("lowest", "ticks"), [(0.5, 3), (0.38, 4), (0.9, 3), (0.97, 2), (0.0, 5), (1.0, 2), (0.62, 5)]
)
def test_an_accuracy_axis_ends_at_all_of_them(lowest: float, ticks: int) -> None:
    axis = axes.of_accuracy([np.array([lowest, 1.0])])
    assert axis.ticks[-1] == 1.0
    assert axis.low <= lowest
    assert len(axis.ticks) == ticks
    assert axis.write(1.0) == "100%"


def test_an_r2_below_minus_one_is_clipped_and_that_is_known() -> None:
    axis = axes.of_r2([np.array([-12.0, 0.8])])
    assert (axis.low, axis.clipped) == (-1.0, True)
    assert axis.share(np.array([-12.0]))[0] == 0
    assert not axes.of_r2([np.array([-0.9, 0.8])]).clipped


@pytest.mark.parametrize(
    ("total", "ticks"),
    [
        (6000, (0, 2000, 4000, 6000)),
        (900, (0, 300, 600, 900)),
        (4800, (0, 800, 1600, 2400, 3200, 4000, 4800)),
        (100, (0, 20, 40, 60, 80, 100)),
        (1, (0, 1)),
        (4797, (0, 1000, 2000, 3000, 4000)),
    ],
)
def test_steps_are_divided_into_round_numbers(total: int, ticks: tuple[int, ...]) -> None:
    assert axes.step_ticks(total) == ticks
