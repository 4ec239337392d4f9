"""Which steps can be gone back to, and how often is looked."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.engine import Checkpoint
from nnviz.training.kept import SHARE, interval, thinned


def checkpoints(steps: range, numbers: int = 250) -> list[Checkpoint]:
    """One of 1,000 bytes for each step."""
    return [Checkpoint(step, 0, 0, {"1.weight": np.zeros(numbers, np.float32)}, {}) for step in steps]


def steps_of(kept: tuple[Checkpoint, ...]) -> list[int]:
    return [one.step for one in kept]


def test_all_are_kept_where_they_fit() -> None:
    kept = checkpoints(range(10))
    assert thinned(kept, most=10_000) == tuple(kept)


def test_what_is_kept_fits_and_is_spread_evenly() -> None:
    kept = thinned(checkpoints(range(0, 1001, 10)), most=20_000)
    assert sum(one.nbytes for one in kept) <= 20_000
    steps = steps_of(kept)
    assert (steps[0], steps[-1]) == (0, 1000)
    gaps = np.diff(steps)
    assert len(steps) > 8
    assert gaps[:-1].max() <= 2 * gaps[:-1].min()


def test_first_last_and_what_is_wanted_stay_however_little_room_there_is() -> None:
    kept = thinned(checkpoints(range(101)), (37, None, 64), most=1)
    assert steps_of(kept) == [0, 37, 64, 100]


def test_thinned_while_it_grows_is_thinned_at_once() -> None:
    grown: tuple[Checkpoint, ...] = ()
    for one in checkpoints(range(500)):
        grown = thinned((*grown, one), most=30_000)
    at_once = thinned(checkpoints(range(500)), most=30_000)
    gaps = np.diff(steps_of(grown))
    assert gaps.max() <= 2 * np.diff(steps_of(at_once)).max()
    assert sum(one.nbytes for one in grown) <= 30_000


def test_no_more_are_kept_than_can_be_told_apart() -> None:
    assert len(thinned(checkpoints(range(300)), count=100)) <= 100


@pytest.mark.parametrize(
    ("check", "step"), [(1e-3, 1e-4), (1e-5, 1e-2), (2.0, 1e-3), (1e-3, 1e-3), (0.0, 1e-3)]
)
def test_looking_takes_a_tenth_of_the_time_at_most(check: float, step: float) -> None:
    every = interval(check, step)
    assert check <= SHARE * (check + every * step) * (1 + 1e-9)
    assert str(every).rstrip("0") in ("1", "2", "5")
    assert every == 1 or check > SHARE * (check + every / 2.5 * step) * (1 - 1e-9)


def test_a_mean_over_few_batches_is_no_curve_unless_each_step_is_watched() -> None:
    assert interval(0.0, 1e-4, batches=12) == 20
    assert interval(0.0, 1e-4, batches=500) == 20
    assert interval(0.0, 1e-4, batches=1) == 1
    assert interval(0.0, 0.1, batches=500) == 1
