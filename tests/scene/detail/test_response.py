"""The curve of a neuron against formulas written out here."""

import math

import numpy as np
import pytest

from nnviz.engine import Activation, Dense, Network
from nnviz.engine.functions import activations
from nnviz.scene.detail.response import by_sign, home, live_point, response, samples

Z = np.array([1.5, -0.5, 0.25, 2.0])


def softmax_unit(place, scores=Z):
    """A neuron of a softmax whose scores are given: its weights copy the input."""
    network = Network.build((4,), [Dense(4, "softmax")])
    network = network.with_parameters({"1.weight": np.eye(4, dtype=np.float32)})
    trace = network.trace(np.asarray(scores, np.float32)[None])
    explanation = trace.explain(1, place)
    return response(trace, explanation), explanation


def share(z, place):
    """Softmax of one score, written out, the other scores of Z held still."""
    others = math.fsum(math.exp(s) for i, s in enumerate(Z) if i != place)
    return math.exp(z) / (math.exp(z) + others)


@pytest.mark.parametrize("place", range(4))
def test_a_softmax_curve_varies_one_score_and_holds_the_others_still(place):
    curve, explanation = softmax_unit(place)
    at, heights, slopes = samples(curve, -4.0, 6.0)
    assert heights == pytest.approx([share(z, place) for z in at], abs=1e-6)
    step = 1e-5
    wanted = [(share(z + step, place) - share(z - step, place)) / (2 * step) for z in at]
    assert slopes == pytest.approx(wanted, abs=1e-6)
    assert curve.at(explanation.z)[0] == pytest.approx(explanation.a, abs=1e-6)
    assert curve.others == 3


def test_a_softmax_curve_stays_while_its_own_score_moves():
    one, _ = softmax_unit(1)
    moved, _ = softmax_unit(1, [1.5, 0.75, 0.25, 2.0])
    other, _ = softmax_unit(1, [1.5, -0.5, 0.3, 2.0])
    assert moved.same_curve(one)
    assert not other.same_curve(one)


def test_a_softmax_over_channels_takes_the_line_through_its_place():
    network = Network.build((3, 2, 2), [Activation("softmax")])
    x = np.random.default_rng(0).normal(size=(1, 3, 2, 2)).astype(np.float32)
    trace = network.trace(x)
    explanation = trace.explain(1, (2, 0, 1))
    curve = response(trace, explanation)
    assert curve.scores == pytest.approx(x[0, :, 0, 1])
    assert curve.at(explanation.z)[0] == pytest.approx(explanation.a, abs=1e-6)
    assert curve.at(explanation.z)[1] == pytest.approx(explanation.slope, abs=1e-6)


@pytest.mark.parametrize("name", activations.names())
def test_every_function_has_a_first_view_with_zero_in_it_and_z_inside(name):
    network = Network.build((2,), [Dense(3, name)], seed=3)
    trace = network.trace(np.array([[3.0, 9.0]], np.float32))
    explanation = trace.explain(1, 1)
    curve = response(trace, explanation)
    low, high, bottom, top = home(curve, explanation.z)
    assert low < explanation.z < high
    assert low <= 0 <= high
    assert bottom <= 0 <= top
    assert all(map(math.isfinite, (low, high, bottom, top)))


def test_a_view_of_what_is_not_finite_is_still_a_view():
    curve, _ = softmax_unit(0, [0.0, math.inf, 0.0, 0.0])
    assert all(map(math.isfinite, home(curve, math.nan)))


def test_the_point_waits_on_the_axis_and_then_runs_along_the_curve():
    curve, explanation = softmax_unit(0)
    z, a = explanation.z, explanation.a
    waiting = live_point(curve, z, a, 0.0)
    assert (waiting.z, waiting.y, waiting.waits) == (z, 0.0, True)
    for progress in (0.2, 0.5, 0.9):
        point = live_point(curve, z, a, progress)
        assert point.y == pytest.approx(share(point.z, 0), abs=1e-6)
        assert 0 < point.z < z
    arrived = live_point(curve, z, a, 1.0)
    assert (arrived.z, arrived.y) == (z, a)


def test_there_is_no_point_where_z_is_no_number():
    curve, _ = softmax_unit(0)
    assert live_point(curve, math.nan, math.nan, 1.0) is None


def test_parts_of_a_curve_are_tinted_by_its_sign_and_meet():
    above, below, flat = by_sign(np.array([-2.0, -1.0, 0.0, 0.0, 3.0]))
    assert np.flatnonzero(np.isfinite(above)).tolist() == [3, 4]
    assert np.flatnonzero(np.isfinite(below)).tolist() == [0, 1, 2]
    assert np.flatnonzero(np.isfinite(flat)).tolist() == [2, 3]
