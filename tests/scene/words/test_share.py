"""A share of softmax as printed: e^z over the sum of all, never a false sign of equality."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.scene.words.share import logarithm_text, share_text
from tests.printed import read, rounded

SCORES = st.lists(st.floats(-300, 300), min_size=2, max_size=12)


def softmax(scores: list[float]) -> list[float]:
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    return [part / math.fsum(parts) for part in parts]


def test_ordinary_scores_are_printed_as_they_are() -> None:
    text = share_text([1.0, 2.0, 3.0], 2, softmax([1.0, 2.0, 3.0])[2])
    assert text is not None
    assert (text.power, text.less, text.part, text.total, text.y) == ("3", "", "20.09", "30.19", "0.665")
    assert (text.first, text.second) == ("=", "=")


def test_of_large_scores_the_largest_is_taken_off_as_the_network_does() -> None:
    scores = [8.0, 18.0, 28.0, 38.0, 48.0]
    text = share_text(scores, 2, softmax(scores)[2])
    assert text is not None
    assert (text.power, text.less, text.part, text.y) == ("28", " − 48", "2.1e−9", "2.1e−9")
    assert text.total.startswith("1.00")
    below = share_text([-250.0, -240.0], 0, softmax([-250.0, -240.0])[0])
    assert below is not None
    assert (below.power, below.less) == ("−250", " + 240")


def test_ten_equal_scores_are_a_tenth_each() -> None:
    text = share_text([0.0] * 10, 4, np.float32(0.1))
    assert text is not None
    assert (text.power, text.part, text.total, text.second, text.y) == ("0", "1", "10", "=", "0.100")


@given(SCORES, st.data())
def test_a_sign_of_equality_is_never_false(scores: list[float], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(scores) - 1))
    text = share_text(scores, place, softmax(scores)[place])
    assert text is not None
    less = read(text.less.replace(" ", "").replace("+", "")) if text.less else Decimal(0)
    part, total, y = read(text.part), read(text.total), read(text.y)
    if text.first == "=":
        assert part in rounded((read(text.power) + less).exp(), part)
    if text.second == "=":
        assert y in rounded(part / total, y)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_has_no_share(bad: float) -> None:
    assert share_text([1.0, bad], 0, 0.5) is None
    assert logarithm_text([1.0, bad], 0, 0.5, 3) is None


def test_a_logarithm_of_a_share_is_the_score_less_that_of_the_sum() -> None:
    text = logarithm_text([1.0, 2.0, 3.0], 0, math.log(softmax([1.0, 2.0, 3.0])[0]), 3)
    assert text is not None
    assert (text.z, text.operator, text.logarithm, text.relation, text.y) == (
        "1.000",
        "−",
        "3.408",
        "=",
        "−2.408",
    )
