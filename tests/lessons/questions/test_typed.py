"""Numbers as people type them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.lessons.questions.typed import LONGEST, readings
from nnviz.scene.words import numbers

WRITTEN = {
    "0": 0, "7": 7, " 7 ": 7, "+2": 2, "007": 7,
    "0,25": 0.25, "0.25": 0.25, ".5": 0.5, "5.": 5, ",5": 0.5, "−0,5": -0.5,
    "−3": -3, "–3": -3, "- 3": -3, "－3": -3, "-0": 0,
    "3/4": 0.75, "3 / 4": 0.75, "-3/4": -0.75, "3/-4": -0.75, "1 3/4": 1.75, "-1 1/2": -1.5,
    "¾": 0.75, "1½": 1.5, "-½": -0.5, "1⁄2": 0.5, "1,5/2": 0.75,
    "25 %": 0.25, "12,5%": 0.125, "25 per cent": 0.25, "25 percent": 0.25, "−5 %": -0.05, "1/2 %": 0.005,
    "1 234": 1234, "1\u202f234,5": 1234.5, "1'234'567": 1234567, "1’234.5": 1234.5,
    "1,234": 1234, "1,234.5": 1234.5, "1.234,5": 1234.5, "3,617,280": 3617280, "3.617.280": 3617280,
    "12,34,567": 1234567, "0,234": 0.234, "12,3456": 12.3456,
    "1.5e-5": 1.5e-5, "1,5E−5": 1.5e-5, "1e3": 1000, "1.5·10⁻⁵": 1.5e-5, "1.5 × 10^-5": 1.5e-5,
    "1.5*10**-5": 1.5e-5, "1.5x10^(-5)": 1.5e-5, "10⁻⁵": 1e-5, "−2·10³": -2000, "0.25⁸": 0.25**8, "2^8": 256,
    "= 3": 3, "≈0.5": 0.5, "１２": 12, "٣٫٥": 3.5,
}  # fmt: skip
NONE = (
    "", " ", "abc", "three", "-", "+", ".", ",", "x", "3x", "--3", "1..2", "1,2,3", "12,34,5", "1 23",
    "1 2345", "1/0", "1/2/3", "0 1/0", "0^-1", "1e", "1e999", "10^400", "9^99999", "1e5e5", "∞", "nan", "inf",
    "0x10", "1_000", "%", "5 %%", "1,234.567.890", "1.234,567,890", "1'23", "(3)", "3 4", "2^0.5",
    "9" * (LONGEST + 1),
)  # fmt: skip
TWO = {
    "1,234": (1234, 1.234), "1.234": (1.234, 1234), "25 %": (0.25, 25),
    "1,234 %": (12.34, 0.01234, 1234, 1.234),
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_a_number_is_read_however_it_is_written(text: str) -> None:
    assert readings(text)[0] == pytest.approx(WRITTEN[text], rel=1e-12, abs=0)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number_is_none(text: str) -> None:
    assert readings(text) == ()


@pytest.mark.parametrize("text", TWO)
def test_what_can_be_two_numbers_is_both_the_likelier_first(text: str) -> None:
    assert readings(text) == pytest.approx(TWO[text])


@given(st.text(max_size=80))
def test_any_text_is_read_or_not_and_nothing_else(text: str) -> None:
    assert all(math.isfinite(value) for value in readings(text))


@given(st.floats(-1e15, 1e15))
def test_a_number_as_python_writes_it_is_itself_with_either_mark(value: float) -> None:
    assert any(one == pytest.approx(value, rel=1e-15, abs=0) for one in readings(repr(value)))
    written = repr(value).replace(".", ",").replace("-", "−")
    assert any(one == pytest.approx(value, rel=1e-15, abs=0) for one in readings(written))


@given(st.integers(-(10**12), 10**12), st.sampled_from(" ,.'\u202f"))
def test_thousands_may_be_set_apart(value: int, mark: str) -> None:
    assert value in readings(f"{value:,}".replace(",", mark))


@given(st.integers(-999, 999), st.integers(1, 999))
def test_a_fraction_is_what_is_above_through_what_is_below(top: int, bottom: int) -> None:
    assert readings(f"{top}/{bottom}") == (pytest.approx(top / bottom),)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_what_the_program_prints_can_be_typed(value: float, decimals: int) -> None:
    text = numbers.number(value, decimals)
    assert float(numbers.read(text)) in readings(text)  # type: ignore[arg-type]
    assert readings(numbers.power_of_ten(value))
