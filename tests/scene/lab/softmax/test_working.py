"""The bench's arithmetic against SciPy, PyTorch, the engine, finite differences and worked examples."""

from decimal import Decimal

import numpy as np
import pytest

from nnviz.engine.functions.softmax import Softmax
from nnviz.scene.lab.softmax.printed import changes, error, quotient, rows, sigmoid_words
from nnviz.scene.lab.softmax.working import sigmoid_of_difference, work_out
from nnviz.scene.words.numbers import read, within

ANY = within(20)
CASES = [
    np.array(scores, np.float32)
    for scores in (
        [3.0],
        [1.5, -0.25],
        [2.0, 1.0, 0.1],
        [1000.0, 1001.0, 1002.0],
        [-1000.0, -1001.0, -1002.0],
        [5.0, 5.0, 5.0],
        [-3.862, 1.065, -2.993, -4.598, -1.558, 2.19, -10.593, -0.169, -0.099, 0.598],
        np.random.default_rng(0).normal(0, 8, 20),
    )
]
TEMPERATURES = (0.05, 0.5, 1.0, 3.0, 20.0)


@pytest.mark.parametrize("temperature", TEMPERATURES)
@pytest.mark.parametrize("scores", CASES, ids=len)
def test_shares_are_those_of_scipy_and_of_the_engine(scores, temperature):
    special = pytest.importorskip("scipy.special")
    working = work_out(scores, temperature, True, 0)
    right = special.softmax(scores.astype(np.float64) / np.float32(temperature))
    assert working.shares == pytest.approx(right, abs=2e-5)
    engine = Softmax().forward((scores / np.float32(temperature))[None])[0]
    assert np.array_equal(working.shares, engine)
    # The steps that are shown lead to the very shares that the engine gives.
    assert working.shares == pytest.approx(working.powers / np.float32(working.total), abs=1e-7)
    assert working.shares.dtype == working.powers.dtype == np.float32


def test_shares_and_errors_are_those_of_torch():
    torch = pytest.importorskip("torch")
    for scores in CASES:
        z = torch.tensor(scores, dtype=torch.float64, requires_grad=True)
        torch.nn.functional.cross_entropy(z[None] / 2.0, torch.tensor([len(scores) - 1])).backward()
        working = work_out(scores, 2.0, True, len(scores) - 1)
        assert working.errors == pytest.approx(z.grad.numpy(), abs=2e-6)


@pytest.mark.parametrize("temperature", TEMPERATURES)
@pytest.mark.parametrize("scores", CASES, ids=len)
def test_slopes_are_finite_differences(scores, temperature):
    working = work_out(scores, temperature, True, 0)

    def shares(z):
        powers = np.exp((z - z.max()) / np.float64(np.float32(temperature)))
        return powers / powers.sum()

    h = 1e-6 * temperature
    for j in range(len(scores)):
        step = np.zeros(len(scores))
        step[j] = h
        z = scores.astype(np.float64)
        right = (shares(z + step) - shares(z - step)) / (2 * h)
        assert working.slopes[:, j] == pytest.approx(right, abs=1e-3 / temperature * 0.05)
    assert working.slopes.sum(axis=0) == pytest.approx(0, abs=1e-5 / temperature)


def test_a_thousand_with_the_largest_taken_off():
    working = work_out(np.array([1000, 1001, 1002]), 1.0, True, 2)
    assert working.below.tolist() == [-2, -1, 0]
    assert working.powers == pytest.approx([0.13533528, 0.36787944, 1], abs=1e-7)
    assert working.total == pytest.approx(1.5032147, abs=1e-6)
    assert working.shares == pytest.approx([0.09003057, 0.24472847, 0.66524096], abs=1e-7)
    text = rows(working, ANY, ANY)
    assert text.scores == ("1000", "1001", "1002")
    assert text.below == ("−2", "−1", "0")
    assert text.powers == ("0.135", "0.368", "1.000")
    assert text.total == "1.503"
    assert text.shares == ("0.090", "0.245", "0.665")
    assert text.whole == "1"
    assert text.errors == ("+0.090", "+0.245", "−0.335")


def test_a_thousand_overflows_without():
    working = work_out(np.array([1000, 1001, 1002]), 1.0, False, 2)
    assert np.isposinf(working.powers).all()
    assert working.total == np.inf
    assert np.isnan(working.shares).all()
    text = rows(working, ANY, ANY)
    assert text.powers == ("∞", "∞", "∞")
    assert (text.total, text.shares[0], text.whole) == ("∞", "NaN", "NaN")
    assert changes(working, 0).together == "NaN"
    assert quotient(working, 2).y == "NaN"
    assert error(working, 2).result == "NaN"


def test_one_score_that_overflows_leaves_the_others_nothing():
    working = work_out(np.array([100.0, 1.0]), 1.0, False, 0)
    assert np.isnan(working.shares[0])
    assert working.shares[1] == 0


def test_scores_that_underflow_have_no_sum_without():
    working = work_out(np.array([-1000.0, -1001.0]), 1.0, False, 0)
    assert working.total == 0
    assert np.isnan(working.shares).all()
    assert np.isfinite(work_out(np.array([-1000.0, -1001.0]), 1.0, True, 0).shares).all()


def test_both_ways_agree_where_nothing_overflows():
    scores = np.array([2.0, 1.0, 0.1], np.float32)
    plain, shifted = (work_out(scores, 1.0, way, 0).shares for way in (False, True))
    assert plain == pytest.approx(shifted, abs=1e-6)


@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_two_scores_are_the_sigmoid_of_their_difference(temperature):
    working = work_out(np.array([1.5, -0.25]), temperature, True, 0)
    for place in (0, 1):
        _, y = sigmoid_of_difference(working, place)
        assert y == pytest.approx(working.shares[place], abs=1e-6)


def test_the_sigmoid_is_shown_with_numbers():
    working = work_out(np.array([1.5, -0.25]), 1.0, True, 0)
    assert sigmoid_words(working, 0, ("₀", "₁")) == "y₀ = σ(z₀ − z₁) = σ(1.750) = 0.852"
    warm = work_out(np.array([1.5, -0.25]), 2.0, True, 0)
    assert sigmoid_words(warm, 1, ("₁", "₀")) == "y₁ = σ((z₁ − z₀) / T) = σ(−0.875) = 0.294"


def test_one_score_is_always_all():
    for score in (-1e6, 0.0, 1e6):
        working = work_out(np.array([score]), 1.0, True, 0)
        assert working.shares.tolist() == [1]
        assert working.errors.tolist() == [0]
        assert changes(working, 0).together == "0"


def test_ties_share_alike():
    assert work_out(np.full(4, 7.0), 0.05, True, 0).shares.tolist() == [0.25] * 4


def test_cold_the_largest_has_all_and_hot_all_draw_near():
    scores = np.array([3.0, 1.0, 0.0])
    assert work_out(scores, 0.05, True, 0).shares[0] == 1
    assert work_out(scores, 20.0, True, 0).shares == pytest.approx([1 / 3] * 3, abs=0.04)


@pytest.mark.parametrize("scores", CASES, ids=len)
@pytest.mark.parametrize("temperature", TEMPERATURES)
def test_what_is_printed_as_equal_is(scores, temperature):
    working = work_out(scores, temperature, True, 0)
    text = rows(working, ANY, ANY)
    if text.whole == "1":
        assert sum(read(share) for share in text.shares) == 1
    for place in range(len(scores)):
        found = changes(working, place)
        printed = [one for _, one in found.lines] + ([found.rest] if found.rest else [])
        if found.together == "0":
            assert sum(read(one) for one in printed) == 0
        parts = quotient(working, place)
        if parts.first == "=":
            unit = Decimal(1).scaleb(read(parts.part).as_tuple().exponent)
            assert abs(read(parts.power).exp() - read(parts.part)) <= unit / 2
        if parts.second == "=":
            unit = Decimal(1).scaleb(read(parts.y).as_tuple().exponent)
            assert abs(read(parts.part) / read(parts.total) - read(parts.y)) <= unit / 2


def test_what_does_not_add_up_as_printed_says_so():
    thirds = rows(work_out(np.zeros(3), 1.0, True, 0), ANY, ANY)
    assert thirds.shares == ("0.333", "0.333", "0.333")
    assert thirds.whole == "≈ 1"


def test_what_is_not_zero_never_prints_as_zero_where_a_power_of_ten_has_room():
    cell = within(5)
    text = rows(work_out(np.array([14.0, 0.0]), 1.0, True, 0), ANY, cell)
    assert text.errors[0] == "−8e−7"


def test_changes_are_those_of_a_real_raise():
    scores = np.array([2.0, 1.0, 0.1, -3.0], np.float32)
    working = work_out(scores, 1.0, True, 0)
    raised = scores.astype(np.float64)
    raised[1] += 0.1
    powers = np.exp(raised)
    right = (
        powers / powers.sum() - np.exp(scores.astype(np.float64)) / np.exp(scores.astype(np.float64)).sum()
    )
    assert working.raised(1) == pytest.approx(right, abs=1e-6)
    found = changes(working, 1)
    assert [place for place, _ in found.lines] == [1, 0, 2]
    assert found.lines[0][1].startswith("+")
    assert found.rest.startswith("−")


def test_warm_errors_are_divided_by_the_temperature():
    working = work_out(np.array([1.5, -0.25]), 2.0, True, 0)
    text = error(working, 0)
    assert (text.y, text.t, text.temperature, text.relation, text.result) == (
        "0.706", "1", "2", "=", "−0.147",
    )  # fmt: skip
