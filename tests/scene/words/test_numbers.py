"""Numbers as people read them."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnviz.scene.words.numbers import compact, equation, number, percent, share, shortest, signed


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (5.946, 1, "5.9"),
        (-1.364, 2, "−1.36"),
        (0.0, 3, "0"),
        (0.0004, 3, "0"),
        (-0.0004, 4, "0"),
        (0.0006, 3, "0.001"),
        (-0.02, 1, "0.0"),
        (math.nan, 2, "NaN"),
        (math.inf, 2, "∞"),
        (-math.inf, 2, "−∞"),
        (1e12, 1, "1.0·10¹²"),
        (-2.54e7, 1, "−2.5·10⁷"),
    ],
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(4.93, "+4.9"), (-1.14, "−1.1"), (0.0, "0"), (0.01, "0.0"), (math.inf, "+∞")]
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
        (3.1e-5, "3.1·10⁻⁵"),
        (1e-12, "1.0·10⁻¹²"),
        (1e12, "1.0·10¹²"),
        (0.0, "0"),
        (-0.25, "−0.25"),
    ],
)
def test_compact(value: float, text: str) -> None:
    assert compact(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.9244, "0.924"), (0.99995, ">0.999"), (1.0, "1.000"), (-0.5, "−0.500"), (math.nan, "NaN")],
)
def test_a_share_is_printed_as_one_only_if_it_is(value: float, text: str) -> None:
    assert share(value, 3) == text


def test_percent() -> None:
    assert percent(0.9244) == "92.4%"
    assert percent(0.00002) == "0.0%"
    assert percent(math.nan) == "NaN"


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 4))
def test_no_text_has_a_hyphen_or_a_negative_zero(value: float, decimals: int) -> None:
    for text in (number(value, decimals), signed(value, decimals), compact(value)):
        assert "-" not in text
        assert not (text.startswith("−") and not any(digit in text for digit in "123456789∞"))


@given(st.floats(-50, 50), st.floats(-5, 5))
@example(2.0, 0.0004959073628354974)
def test_an_equation_holds_at_the_digits_it_shows_or_says_that_it_does_not(x: float, w: float) -> None:
    text = equation((x, w), x * w)
    left, sign, right = text.replace("−", "-").partition(" = ") if " = " in text else (text, "≈", "")
    if sign == "≈":
        return
    a, b = (float(part) for part in left.split(" × "))
    digits = len(right.partition(".")[2])
    assert abs(a * b - float(right)) <= 0.5 * 10.0**-digits + 0.0005


@pytest.mark.parametrize(
    ("printed", "short"),
    [
        ("1.0·10¹²", "1·10¹²"),
        ("−4.9·10⁻⁵", "−5·10⁻⁵"),
        ("412345.7", "4·10⁵"),
        ("−12.3", ""),
        ("NaN", "NaN"),
        ("setosa", "setosa"),
    ],
)
def test_a_number_too_long_for_its_place_is_rounded_and_never_cut(printed: str, short: str) -> None:
    assert shortest(printed) == short
