"""Numbers as people read them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.scene.words.numbers import (
    compact,
    number,
    percent,
    read,
    refit,
    signed,
    tick,
    trimmed,
    typed,
    whole,
    within,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (5.946, 1, "5.9"),
        (-1.364, 2, "−1.36"),
        (0.0, 3, "0"),
        (0.0004, 3, "0.0004"),
        (np.float32(0.0004), 1, "0.0004"),
        (-0.0004, 4, "−0.0004"),
        (0.0006, 3, "0.0006"),
        (0.00004, 4, "4.0e−5"),
        (2.06e-9, 2, "2.1e−9"),
        (-2.06e-9, 2, "−2.1e−9"),
        (-0.02, 1, "−0.02"),
        (np.float32(0.05), 1, "0.05"),
        (np.float32(0.01), 2, "0.01"),
        (0.98, 1, "0.98"),
        (0.99998, 3, "0.99998"),
        (-0.99998, 3, "−0.99998"),
        (1.00003, 2, "1.00003"),
        (np.float32(1) - np.float32(6e-8), 3, "0.9999999"),
        (1 - 1e-9, 3, "1.000"),
        (1.0, 3, "1.000"),
        (math.nan, 2, "NaN"),
        (math.inf, 2, "∞"),
        (-math.inf, 2, "−∞"),
        (1e12, 1, "1.0e12"),
        (-2.54e7, 1, "−2.5e7"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.93, "+4.9"), (-1.14, "−1.1"), (0.0, "0"), (0.01, "+0.01"), (1e-9, "+1.0e−9"), (math.inf, "+∞")],
)
def test_signed_prints_a_plus_only_before_what_is_more_than_zero(value: float, text: str) -> None:
    assert signed(value, 1) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0417, "0.042"),
        (5.94, "5.9"),
        (127.6, "128"),
        (12_345.0, "12,345"),
        (3.1e-5, "3.1e−5"),
        (1e-12, "1.0e−12"),
        (1e12, "1.0e12"),
        (0.0, "0"),
        (-0.25, "−0.25"),
    ],
)
def test_compact(value: float, text: str) -> None:
    assert compact(value) == text


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("0.250", "0.25"),
        ("−1.0", "−1"),
        ("+2.00", "+2"),
        ("100", "100"),
        ("1.0e12", "1.0e12"),
        ("NaN", "NaN"),
    ],
)
def test_needless_zeros_go_and_the_number_stays(text: str, shorter: str) -> None:
    assert trimmed(text) == shorter
    assert read(trimmed(text)) == read(text) or text == "NaN"


@pytest.mark.parametrize(
    ("value", "decimals", "characters", "text"),
    [
        (0.05, 1, 4, "0.05"),
        (-0.05, 1, 4, "−0.05"),
        (0.98, 1, 4, "0.98"),
        # No room for what is true: the last digit, and no sign for what rounds to nothing.
        (0.004, 1, 4, "0.0"),
        (-0.004, 1, 4, "0.0"),
        (0.997, 1, 4, "1.0"),
        (0.99998, 3, 6, ">0.999"),
        (2.06e-9, 3, 6, "2.1e−9"),
        (2.06e-13, 3, 6, "<0.001"),
        (412345.7, 1, 6, "412346"),
        (412345.7, 1, 5, "4.1e5"),
        (412345.7, 1, 4, "4e5"),
        (-1.4, 1, 3, "−1.4"),
    ],
)
def test_the_room_decides_between_the_forms(value: float, decimals: int, characters: int, text: str) -> None:
    assert number(value, decimals, within(characters)) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (0.9244, 1, "92.4%"),
        (0.0, 1, "0%"),
        (1.0, 1, "100%"),
        (0.00002, 1, "<0.1%"),
        (2.06e-9, 2, "<0.01%"),
        (0.0006, 1, "<0.1%"),
        (0.001, 1, "0.1%"),
        (0.99998, 1, ">99.9%"),
        (0.9993, 1, "99.9%"),
        (0.997, 0, ">99%"),
        (0.004, 0, "<1%"),
        (math.nan, 1, "NaN"),
    ],
)
def test_only_nothing_is_0_per_cent_and_only_a_whole_is_100(share: float, decimals: int, text: str) -> None:
    assert percent(share, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.float32(-249.87), "−249.87"),
        (0.3, "0.3"),
        (np.float32(0.1), "0.1"),
        (2.0, "2"),
        (1e12, "1e12"),
        (0, "0"),
    ],
)
def test_a_field_shows_a_number_whole(value: float, text: str) -> None:
    assert whole(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.10"),
        (0.0, "0.00"),
        (np.float32(0.0004), "0.0004"),
        (np.float32(0.99998), "0.99998"),
        (1e6, "1e6"),
    ],
)
def test_a_field_of_two_decimals_shows_more_where_they_would_be_untrue(value: float, text: str) -> None:
    assert typed(float(value), 2) == text


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
def test_what_a_field_shows_is_the_number_itself(value: float) -> None:
    shown = read(whole(value))
    assert shown is not None
    assert np.float32(float(shown)) == np.float32(value)


@given(st.floats(-1e300, 1e300), st.integers(0, 4))
def test_only_0_prints_as_0_and_only_1_as_1(value: float, decimals: int) -> None:
    shown = read(number(value, decimals))
    assert shown is not None
    assert (shown == 0) == (value == 0)
    if abs(shown) == 1:
        assert abs(value) == pytest.approx(1, abs=1e-7)
    if value:
        assert float(shown) == pytest.approx(value, abs=0.5001 * 10.0**-decimals, rel=0.051)


@given(st.floats(0, 1), st.integers(0, 2))
def test_a_percentage_says_no_more_than_is_true(share: float, decimals: int) -> None:
    text = percent(share, decimals)
    bound = float(text.strip("<>%")) / 100
    if text[0] == "<":
        assert 0 < share < bound
    elif text[0] == ">":
        assert bound < share < 1
    else:
        assert share == pytest.approx(bound, abs=0.5001 * 10.0 ** -(decimals + 2))
    assert (text == "0%") == (share == 0)
    if text == "100%":
        assert share == pytest.approx(1, abs=1e-7)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-0.25, "−0.25"), (1.5e5, "1.5e5"), (-1e24, "−1e24")]
)
def test_a_tick_has_as_many_digits_as_it_needs(value: float, text: str) -> None:
    assert tick(value) == text


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 4))
def test_no_text_has_a_hyphen_or_a_negative_zero(value: float, decimals: int) -> None:
    for text in (number(value, decimals), signed(value, decimals), compact(value)):
        assert "-" not in text
        assert not (text.startswith("−") and not any(digit in text for digit in "123456789∞"))


@pytest.mark.parametrize(
    ("printed", "short"),
    [
        ("1.0e12", "1e12"),
        ("−4.9e−5", "0.0"),
        ("412345.7", "4e5"),
        ("−112.3", "−112"),
        ("−11.23", ""),
        ("NaN", "NaN"),
        ("setosa", "setosa"),
    ],
)
def test_a_number_too_long_for_its_place_is_rounded_and_never_cut(printed: str, short: str) -> None:
    assert refit(printed, lambda text: len(text) <= 4) == short
