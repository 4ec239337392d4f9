"""Curves lose no value, smooth by the median, and say what stands at a step."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import numpy as np
import pytest

from nnviz.document.training import Curves, Run
from nnviz.engine import Checkpoint, Dense, Network, Recipe
from nnviz.scene.train import curves
from tests.trainings import training


def run_of(found: Curves, kept: tuple[int, ...] = (0,)) -> Run:
    network = Network.build((2,), [Dense(1)])
    points = tuple(Checkpoint(step, 0, 0, network.parameters(), {}) for step in kept)
    return Run("a run", network, ((0, Recipe()),), found, points)


def looked(every: int, validation: list[float], losses: np.ndarray | None = None) -> Curves:
    found = np.array(validation, np.float32)
    checks = np.arange(len(found)) * every
    if losses is None:
        losses = np.full(int(checks[-1]), 0.5, np.float32)
    return Curves(losses, checks, found / 2, found, found / 4, found / 8)


@pytest.mark.parametrize("width", [1, 2, 3, 7, 97, 320, 433, 512, 539, 720, 999, 1000, 1600, 2560, 3840])
@pytest.mark.parametrize("place", [0, 1, 49_999, 50_000, 99_998, 99_999])
def test_no_spike_of_a_single_step_is_lost(width: int, place: int) -> None:
    losses = np.random.default_rng(width).uniform(0.1, 0.2, 100_000).astype(np.float32)
    losses[place] = 7.5
    losses[place // 2] = 0.001 if place // 2 != place else 7.5
    chart = curves.loss_chart(run_of(Curves(losses)), 100_000, width, True, 0)
    assert np.nanmax(chart.raw.values) == np.float32(7.5)
    assert np.nanmin(chart.raw.values) == losses.min()
    at = chart.raw.steps[np.nanargmax(chart.raw.values)]
    assert abs(at - (place + 1)) <= 100_000 / width
    assert chart.axis.low < float(losses.min())
    assert chart.axis.high > 7.5
    assert len(chart.raw.steps) <= 4 * width or width > 25_000


@pytest.mark.parametrize("width", [50, 333, 640])
def test_each_column_reaches_from_its_lowest_to_its_highest_value(width: int) -> None:
    losses = np.random.default_rng(1).lognormal(size=9_973)
    line = curves.drawn(np.arange(1, 9_974), losses, 12_000, width)
    wide = 12_000 / width
    for column in range(width):
        inside = [
            value
            for step, value in enumerate(losses, start=1)
            if min(step * width // 12_000, width - 1) == column
        ]
        shown = line.values[np.isclose(line.steps, (column + 0.5) * wide)]
        if inside:
            assert (shown.min(), shown.max()) == (min(inside), max(inside))
            assert (shown[0], shown[-1]) == (inside[0], inside[-1])
        else:
            assert not shown.size


def test_few_values_are_drawn_where_they_are() -> None:
    line = curves.drawn(np.array([0, 15, 30]), np.array([3.0, 2.0, 1.0]), 60, 500)
    assert line.steps.tolist() == [0, 15, 30]
    assert line.values.tolist() == [3, 2, 1]


def test_a_column_without_any_finite_value_breaks_the_line() -> None:
    losses = np.full(1000, np.inf)
    losses[:500] = 1.0
    line = curves.drawn(np.arange(1000), losses, 1000, 100)
    assert np.isfinite(line.values[line.steps < 500]).all()
    assert np.isnan(line.values[line.steps > 500]).all()


@pytest.mark.parametrize("width", [5, 21])
def test_a_median_is_the_median_of_the_values_around(width: int) -> None:
    values = np.random.default_rng(2).normal(size=60)
    found = curves.medians(values, np.arange(60), width)
    half = width // 2
    expected = [median(values[max(i - half, 0) : i + half + 1].tolist()) for i in range(60)]
    assert found == pytest.approx(expected)


def test_smoothing_hides_no_spike_behind_the_line() -> None:
    losses = np.full(3000, 0.5, np.float32)
    losses[1234] = 40.0
    chart = curves.loss_chart(run_of(Curves(losses)), 3000, 400, False, 21)
    assert chart.training.values.max() == 0.5
    assert chart.raw.values.max() == 40.0


def test_what_the_lines_show_at_a_step_is_what_the_heads_say() -> None:
    found = looked(15, [4.0, 3.0, 2.0, 1.0])
    assert curves.every(found) == 15
    assert curves.reading(found, 44) == curves.Reading(44, 1.0, 2.0, 0.5, 0.25)
    assert curves.reading(found, 45).validation_loss == 1.0
    assert np.isnan(curves.reading(Curves(), 0).validation_loss)


def test_a_smoothed_reading_is_the_median_there() -> None:
    losses = np.arange(1, 101, dtype=np.float32)
    losses[49] = 1000
    found = looked(1, [1.0] * 101, losses)
    assert curves.reading(found, 50, 5).training_loss == 51.0
    assert curves.reading(found, 50, 0).training_loss == 0.5


def test_the_way_back_from_trouble_is_the_best_step_before_it() -> None:
    losses = np.full(60, 0.5, np.float32)
    losses[40:] = np.nan
    run = run_of(looked(10, [4.0, 3.0, 1.0, 2.0, 5.0, np.nan, np.nan], losses), (0, 10, 20, 30, 40, 50))
    assert curves.first_broken(run) == 41
    assert curves.last_good(run) == 20
    assert curves.last_good(run_of(looked(10, [4.0, 3.0]))) is None
    known, _ = training()
    assert curves.first_broken(known.runs[0]) == 9


def test_a_cursor_stands_on_kept_steps_and_stops_at_the_lowest_validation_loss() -> None:
    run = run_of(looked(10, [4.0, 3.0, 1.0, 2.0, 5.0]), (0, 10, 20, 30, 40))
    assert curves.stop_near(run, 17.0, 2) == 20
    assert curves.stop_near(run, 14.0, 7) == 20
    assert curves.stop_near(run, 14.0, 2) == 10
    assert curves.stop_near(run, 900.0, 5) == 40


def test_where_nothing_is_held_out_the_training_loss_says_which_step_is_best() -> None:
    found = looked(10, [4.0, 1.0, 2.0])
    assert curves.last_good(run_of(found)) is None
    assert replace(found, validation_loss=np.full(3, np.nan, np.float32)).best == 10
