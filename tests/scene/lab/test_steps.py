"""The own time of the lab's parts."""

import pytest

from nnviz.document.lab import LabView
from nnviz.scene.lab import steps


def at(seconds, part="softmax"):
    return LabView(part=part, softmax_seconds=seconds, bend_seconds=seconds)


def test_a_step_that_has_ended_is_shown_until_the_next_one_runs():
    assert steps.current(at(0.0)) == (1, 0.0)
    assert steps.current(at(steps.SECONDS)) == (1, pytest.approx(1.0))
    step, progress = steps.current(at(1.25 * steps.SECONDS))
    assert (step, progress) == (2, pytest.approx(0.25))
    assert steps.current(at(float("inf"))) == (6, pytest.approx(1.0))
    assert steps.current(at(float("inf"), "bend")) == (4, pytest.approx(1.0))


def test_stepping_goes_from_end_to_end_both_ways():
    view, seen = at(0.0), []
    for _ in range(6):
        view = steps.stepped(view, 1)
        seen.append(steps.current(view)[0])
    assert seen == [1, 2, 3, 4, 5, 6]
    for _ in range(5):
        view = steps.stepped(view, -1)
        seen.append(steps.current(view)[0])
    assert seen[6:] == [5, 4, 3, 2, 1]
