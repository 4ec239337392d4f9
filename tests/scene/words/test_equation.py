"""When a printed sum holds: judged again here in exact decimals, from the printed text alone."""

import math
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnviz.scene.words.equation import answer_text, sum_text

sizes = st.floats(-900.0, 900.0, allow_nan=False)


def written(text):
    return Decimal(text.replace("−", "-"))


def printed_sum(text):
    """Both sides of the equation as a reader adds them."""
    bias = written(text.bias)
    return written(text.total) + (-bias if text.operator == "−" else bias), written(text.z)


def test_two_digits_where_they_suffice():
    text = sum_text(5.532, -0.061, 5.471)
    assert (text.total, text.operator, text.bias, text.relation, text.z) == ("5.53", "−", "0.06", "=", "5.47")


def test_a_digit_more_where_two_do_not_add_up():
    # 1.00 + 0.00 = 1.01 would be false; 1.004 + 0.004 = 1.008 is true.
    text = sum_text(1.004, 0.004, 1.008)
    assert (text.total, text.bias, text.relation, text.z) == ("1.004", "0.004", "=", "1.008")


def test_approximately_where_four_digits_do_not_add_up():
    # 0.0044|4 + 0.0044|4 is 0.0088|8: no number of digits up to four makes both sides meet.
    text = sum_text(0.00444, 0.00444, 0.00888)
    assert (text.total, text.bias, text.relation, text.z) == ("0.0044", "0.0044", "≈", "0.0089")


def test_what_is_not_finite_is_shown_as_it_is():
    assert sum_text(math.nan, 0.5, math.nan).z == "NaN"
    assert sum_text(math.inf, -1.0, math.inf).total == "∞"


@given(sizes, sizes)
def test_an_equals_sign_is_never_false_and_digits_are_never_wasted(total, bias):
    text = sum_text(total, bias, total + bias)
    left, right = printed_sum(text)
    assert (text.relation == "=") == (left == right)
    assert 2 <= text.decimals <= 4
    if text.relation == "≈":
        assert text.decimals == 4


@given(st.floats(-4.0, 4.0), st.floats(-4.0, 4.0))
def test_the_answer_follows_from_the_printed_z(total, bias):
    z = total + bias
    text = answer_text(total, bias, z, math.tanh(z), math.tanh)
    if text.same == "=":
        # What would read as 1 has a digit more.
        unit = float(Decimal(1).scaleb(written(text.y).as_tuple().exponent))
        # The network computes in single precision, and so is the answer judged.
        answer = float(np.float32(math.tanh(float(written(text.sum.z)))))
        assert abs(float(written(text.y)) - answer) <= 0.5001 * unit
    left, right = printed_sum(text.sum)
    assert (text.sum.relation == "=") == (left == right)


def test_a_share_below_one_is_never_printed_as_one():
    logistic = lambda z: 1 / (1 + math.exp(-z))  # noqa: E731
    z = 6.2
    text = answer_text(z, 0.0, z, logistic(z), logistic)
    assert (text.same, text.y) == ("=", "0.998")
    z = 14.0
    text = answer_text(z, 0.0, z, logistic(z), logistic)
    assert (text.same, text.y) == ("=", "0.999999")


def test_a_steep_function_gets_more_digits():
    # f(0.33) = 33.00 is not 33.40, nor is f(0.334) = 33.400 what 0.33401 gives; at four digits both agree.
    text = answer_text(0.334, 0.0, 0.334, 33.4, lambda z: 100 * z)
    assert (text.sum.z, text.same, text.y) == ("0.334", "=", "33.400")
