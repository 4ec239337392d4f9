"""A short random walk over the real window, and what makes such a walk worth its time: it can be repeated."""

from __future__ import annotations

import pytest

from tools.monkey.outcome import Outcome, watch
from tools.monkey.shrink import shrink
from tools.monkey.walk import Plan

PATIENCE = 30.0


@pytest.mark.parametrize(("network", "seed"), [("digits-cnn", 1), ("iris", 0), ("graph", 5)])
def test_2000_random_events_break_nothing(network: str, seed: int) -> None:
    ended = watch(Plan(network, seed, 2_000), PATIENCE)
    assert not ended.faults, f"step {ended.step}: {ended.faults[0]}\n{ended.last}"
    assert ended.events == 2_000


def test_the_same_seed_walks_the_same_way() -> None:
    ends = {watch(Plan("iris", 9, 150), PATIENCE).last for _ in range(2)}
    assert len(ends) == 1
    assert watch(Plan("iris", 10, 150), PATIENCE).last not in ends


def test_a_long_walk_is_shrunk_to_the_steps_that_matter() -> None:
    """It breaks in step 40, if steps 3 and 17 came before it."""

    def breaks(plan: Plan) -> Outcome:
        numbers = {number for first, last in plan.steps for number in range(first, last)}
        return Outcome(0, 40, ("broken",) if {3, 17, 40} <= numbers else (), "")

    found = breaks(Plan("iris", 0, 100, ((0, 41),)))
    assert shrink(Plan("iris", 0, 100), found, breaks, 200).steps == ((3, 4), (17, 18), (40, 41))
