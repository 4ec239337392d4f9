"""When a number that was typed is the one that was meant."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnviz.lessons.questions.near import is_near, is_whole, reach
from nnviz.lessons.questions.typed import readings
from nnviz.scene.words import numbers

finite = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("given_", "key", "tolerance", "is_right"),
    [
        (0.14, 0.15, 0.01, True),
        (0.16, 0.15, 0.01, True),
        (0.1601, 0.15, 0.01, False),
        (-1.61, 1.61, 0.01, False),
        (3, 3, 0, True),
        (3.5, 3, 0, False),
        (4, 3, 0, False),
        (3_617_280, 3_617_280, 0, True),
        (3_617_281, 3_617_280, 0, False),
        (0, 0.25**8, 0, False),
        (0, 1e-9, 0, False),
        (1.5e-5, 0.25**8, 0, True),
        (1.70, 1.6963, 0, True),
        (1.696, 1.6963, 0, True),
        (1.69, 1.6963, 0, False),
        (1.6, 1.6963, 0, False),
        (45.7, 45.67, 0.01, True),
        (45.6, 45.67, 0.01, False),
        (1235, 1234.6, 0.01, True),
        (float("nan"), 1, 0.1, False),
        (1, float("nan"), 0.1, False),
        (1, float("inf"), 0.1, False),
    ],
)
def test_within_the_tolerance_or_as_it_is_shown(given_, key, tolerance, is_right) -> None:
    assert is_near(given_, key, tolerance) is is_right


def test_what_single_precision_makes_of_a_number_is_that_number() -> None:
    key = float(np.float32(0.15))
    assert key != 0.15
    assert is_near(0.14, key, 0.01)
    assert is_near(0.16, key, 0.01)
    assert is_near(3, float(np.float32(2.9999998)), 0)


@given(finite, st.sampled_from([0.0, 1e-6, 0.01, 0.5]))
def test_what_the_program_shows_is_right_when_it_is_typed(value: float, tolerance: float) -> None:
    """In the inspector and in the microscope; of whole numbers all digits."""
    assume(tolerance or not is_whole(value))
    for text in (numbers.number(value, 2), numbers.number(value, 3), numbers.compact(value)):
        assert any(is_near(one, value, tolerance) for one in readings(text)), text


@given(finite, st.floats(0, 10), st.floats(-3, 3))
def test_beyond_what_is_shown_only_the_tolerance_counts(key: float, tolerance: float, away: float) -> None:
    given_ = key + away * max(tolerance, 1e-3 * abs(key), 1e-6)
    if abs(given_ - key) <= tolerance and (tolerance or not is_whole(key)):
        assert is_near(given_, key, tolerance)
    elif abs(given_ - key) > max(tolerance, 0.06 * abs(key)) * 1.001 + 1e-6:
        assert not is_near(given_, key, tolerance)


@given(finite, st.sampled_from([0.0, 1e-6, 0.01, 0.5]), st.floats(-1, 1))
def test_the_tolerance_of_a_file_takes_all_that_is_right(key: float, tolerance: float, away: float) -> None:
    given_ = key + away * max(abs(key) * 0.1, 1e-6)
    if is_near(given_, key, tolerance):
        slack = 1.3e-7 * max(abs(key), abs(given_), 1) + min(1e-6 * max(abs(key), 1), 0.4) + tolerance * 1e-8
        assert abs(given_ - key) <= reach(key, tolerance) + slack
    assert reach(key, tolerance) >= tolerance
