"""Every step of the bench against the formula in float64, the engine, and finite differences."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.document.lab import Lab
from nnviz.engine.functions import activations
from nnviz.scene.lab.softmax import bench as benches
from nnviz.scene.lab.softmax import words
from nnviz.session import Session

RNG = np.random.default_rng(7)
CASES = [RNG.normal(0, 4, count).astype(np.float32) for count in (1, 2, 3, 5, 10, 20)]


def worked(scores, **options):
    names = tuple(str(n) for n in range(len(scores)))
    return benches.worked_out(np.asarray(scores, np.float32), names, **options)


def exact(scores, temperature=1.0):
    z = np.asarray(scores, np.float64) / temperature
    powers = np.exp(z - z.max())
    return powers / powers.sum()


@pytest.mark.parametrize("scores", CASES, ids=len)
@pytest.mark.parametrize("temperature", [0.05, 0.5, 1.0, 20.0])
@pytest.mark.parametrize("shifted", [True, False])
def test_the_shares_are_softmaxs(scores, temperature, shifted) -> None:
    found = worked(scores, temperature=temperature, shifted=shifted)
    if found.is_whole:
        np.testing.assert_allclose(found.shares, exact(scores, temperature), rtol=2e-5, atol=1e-7)
        assert found.shares.sum() == pytest.approx(1.0, abs=1e-5)
    else:
        assert not shifted
    if temperature == 1:
        engine = activations.get("softmax").forward(scores[None])[0]
        np.testing.assert_allclose(worked(scores).shares, engine, rtol=1e-6)


@pytest.mark.parametrize("scores", CASES, ids=len)
@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
def test_the_slopes_are_those_of_finite_differences(scores, temperature) -> None:
    found = worked(scores, temperature=temperature)
    step = 1e-6
    for column in range(len(scores)):
        up, down = (np.asarray(scores, np.float64).copy() for _ in range(2))
        up[column] += step
        down[column] -= step
        slope = (exact(up, temperature) - exact(down, temperature)) / (2 * step)
        np.testing.assert_allclose(found.slopes[:, column], slope, atol=2e-6)


@pytest.mark.parametrize("scores", CASES, ids=len)
@pytest.mark.parametrize("temperature", [0.5, 1.0, 4.0])
def test_the_errors_are_the_gradient_of_cross_entropy(scores, temperature) -> None:
    target = len(scores) - 1
    found = worked(scores, target=target, temperature=temperature)
    step = 1e-6
    for place in range(len(scores)):
        up, down = (np.asarray(scores, np.float64).copy() for _ in range(2))
        up[place] += step
        down[place] -= step
        loss = [-np.log(exact(z, temperature)[target]) for z in (up, down)]
        assert found.errors[place] == pytest.approx((loss[0] - loss[1]) / (2 * step), abs=1e-4)


def test_scores_of_a_thousand_step_by_step() -> None:
    found = worked([1000, 1001, 1002], target=2)
    np.testing.assert_array_equal(found.reduced, [-2, -1, 0])
    np.testing.assert_allclose(found.powers, [0.13533528, 0.36787945, 1.0], rtol=1e-6)
    assert found.total == pytest.approx(1.5032147, rel=1e-6)
    np.testing.assert_allclose(found.shares, [0.09003057, 0.24472847, 0.66524096], rtol=1e-6)
    without = worked([1000, 1001, 1002], target=2, shifted=False)
    assert np.isinf(without.powers).all()
    assert np.isinf(without.total)
    assert np.isnan(without.shares).all()
    assert "Overflow" in words.sentence(without, 3)
    assert "not a number" in words.sentence(without, 5)
    assert words.printed(float(without.powers[0])) == "∞ !"


def test_powers_that_vanish_are_said_to() -> None:
    found = worked([-1000, -1001], shifted=False)
    assert found.vanishes
    assert "becomes 0" in words.sentence(found, 3)
    assert "0 over 0" in words.sentence(found, 5)


def test_two_scores_are_the_sigmoid_of_their_difference() -> None:
    found = worked([1.5, -0.25])
    assert found.shares[0] == pytest.approx(1 / (1 + np.exp(-1.75)), rel=1e-6)
    assert words.special(found, 0) == "Of two: sigmoid((z₀ − z₁)) = sigmoid(1.750) = 0.852"
    hot = worked([1.5, -0.25], temperature=2.0)
    assert "/ T" in words.special(hot, 0)
    assert "0.706" in words.special(hot, 0)


def test_one_score_is_always_the_whole() -> None:
    for score in (-50.0, 0.0, 3.0):
        found = worked([score])
        assert found.shares[0] == 1
        assert "always 1" in words.special(found, 0)
        assert "always 1" in words.heading(found)


def test_shares_add_up_as_they_are_printed_or_are_said_not_to() -> None:
    quarter = worked([0, 0, 0, 0])
    assert words.adds_up(quarter, [words.printed(float(share)) for share in quarter.shares]) == "add up to 1"
    third = worked([0, 0, 0])
    assert words.adds_up(third, [words.printed(float(share)) for share in third.shares]) == "add up to ≈ 1"


@pytest.mark.parametrize("scores", CASES, ids=len)
def test_who_gains_and_who_pays_is_a_pass_with_a_raised_score(scores) -> None:
    found = worked(scores)
    for place in range(len(scores)):
        nudge = benches.nudge(found, place)
        raised = np.asarray(scores, np.float64).copy()
        raised[place] += 0.1
        change = exact(raised) - exact(scores)
        assert nudge.own == pytest.approx(change[place], abs=1e-12)
        assert nudge.together == pytest.approx(0, abs=1e-12)
        parts = [nudge.own, *(value for _, value in nudge.most), nudge.rest or 0.0]
        assert sum(parts) == pytest.approx(0, abs=1e-12)


def test_the_networks_scores_are_those_of_its_pass() -> None:
    session = Session(edits.choose_sample(formats.open_any("digits")[0], 6))
    found = benches.bench(session.document, session.trace, Lab())
    assert found.of_network
    np.testing.assert_array_equal(found.scores, session.trace[2].z[0])
    np.testing.assert_allclose(found.shares, session.trace[2].a[0], rtol=1e-6)
    assert found.target == int(session.document.data.targets[6])
    own = benches.bench(session.document, session.trace, Lab(scores=(1.0, 2.0), target=0))
    assert not own.of_network
    assert (own.names, own.target) == (("0", "1"), 0)


def test_a_network_without_softmax_gives_an_example() -> None:
    session = Session(formats.open_any("xor")[0])
    found = benches.bench(session.document, session.trace, Lab())
    assert not found.of_network
    assert tuple(map(float, found.scores)) == pytest.approx(benches.EXAMPLE)


@pytest.mark.parametrize("scores", [*CASES, np.zeros(4, np.float32), np.float32([5, 5, 1])], ids=len)
@pytest.mark.parametrize("target", [None, 0])
def test_there_is_a_sentence_for_every_step(scores, target) -> None:
    for shifted in (True, False):
        for temperature in (1.0, 0.5):
            found = worked(scores, target=target, shifted=shifted, temperature=temperature)
            said = [words.sentence(found, step) for step in range(1, 7)]
            assert all(text.endswith(".") for text in said)
            assert len(words.titles(found)) == 6
            for place in range(len(found)):
                assert words.error_verdict(found, place)
