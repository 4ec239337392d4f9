"""Whose scores lie on the bench, what is said of them, and where they stand."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.document.lab import Lab, LabView
from nnviz.document.tracing import trace
from nnviz.engine import Dense, Network
from nnviz.scene.lab.softmax import words
from nnviz.scene.lab.softmax.bench import EXAMPLE, bench_of, sample_words
from nnviz.scene.lab.softmax.layout import bench_layout, part_layout, scale_of
from nnviz.scene.lab.softmax.shown import shown_of
from nnviz.scene.words.outcome import named
from tests.documents import small


def opened(name, lab=None):
    document = formats.open_any(name)[0]
    return document if lab is None else edits.set_lab(document, lab)


def shown(document, **view):
    return shown_of(document, trace(document), LabView(part="softmax", **view))


def said(document, step):
    now = shown(document)
    return words.sentence(now.bench, now.working, step)


def test_the_networks_scores_are_the_z_of_its_softmax():
    document = edits.choose_sample(opened("digits"), 7)
    bench = bench_of(document, trace(document))
    assert bench.origin == "network"
    assert bench.scores == tuple(map(float, trace(document)[2].z[0]))
    assert bench.labels == tuple("0123456789")
    assert bench.target == bench.truth == int(document.data.targets[7])
    is_unseen = len(document.data) - document.data.held_out <= 7
    told = f"sample 7, truly {named(str(bench.truth))}"
    assert sample_words(bench) == (f"unseen {told}" if is_unseen else told)
    assert np.array_equal(shown(document).working.shares, trace(document).output[0])


def test_own_scores_stand_in_their_place_and_lead_back():
    document = opened("digits", Lab(scores=tuple(range(10))))
    bench = bench_of(document, trace(document))
    assert (bench.origin, bench.has_network) == ("own", True)
    assert bench.labels == tuple("0123456789")
    assert bench_of(opened("digits", Lab(scores=(1.0, 2.0))), trace(document)).labels == ("0", "1")


def test_a_network_without_softmax_has_an_example_and_says_so():
    document = opened("xor")
    bench = bench_of(document, trace(document))
    assert (bench.origin, bench.scores, bench.has_network) == ("example", EXAMPLE, False)
    assert "no softmax" in said(document, 1)


def test_of_many_scores_the_largest_are_there():
    network = Network.build((4,), [Dense(50, "softmax")], seed=3)
    document = replace(small(), network=network, overrides={}, output_names=(), trained={}, score=None)
    bench = bench_of(document, trace(document))
    z = trace(document)[1].z[0]
    assert bench.numbers == tuple(sorted(np.argsort(-z)[:20].tolist()))
    assert bench.note == "the network's 20 largest of 50"


def test_another_right_answer_can_be_chosen():
    document = opened("iris", Lab(target=2))
    bench = bench_of(document, trace(document))
    assert bench.target == 2
    assert "virginica" in said(document, 6)


def test_a_target_beyond_the_scores_is_none():
    document = opened("xor", Lab(scores=(1.0, 2.0), target=7))
    assert bench_of(document, trace(document)).target == 0


@pytest.mark.parametrize(
    ("scores", "step", "told"),
    [
        ((3.0,), 5, "always 1"),
        ((1.5, -0.25), 5, "σ(1.750) = 0.852"),
        ((5.0, 5.0, 1.0), 5, "a tie of two"),
        ((5.0, 5.0, 1.0), 1, "two tie at the top"),
        ((1000.0, 1001.0), 2, "1001.000, the largest, is taken off"),
    ],
)
def test_a_sentence_says_what_these_scores_do(scores, step, told):
    assert told in said(opened("xor", Lab(scores=scores)), step)


def test_overflow_is_said_in_each_step():
    document = opened("xor", Lab(scores=(1000.0, 1001.0, 1002.0), shifted=False))
    assert "e^88.7" in said(document, 2)
    assert "∞ in float32" in said(document, 3)
    assert "The sum is ∞" in said(document, 4)
    assert "∞ / ∞ is no number" in said(document, 5)
    assert "Without shares" in said(document, 6)


def test_labels_follow_the_temperature_and_the_switch():
    labels = {
        (temperature, shifted): shown(opened("xor", Lab(temperature=temperature, shifted=shifted))).labels
        for temperature in (1.0, 2.0)
        for shifted in (True, False)
    }
    assert labels[1.0, True].below == "z − max"
    assert labels[2.0, True].below == "z/T − max"
    assert labels[1.0, False].below == "z"
    assert labels[2.0, False].below == "z/T"
    assert labels[2.0, True].errors == "(y − t)/T"


def test_rows_of_later_steps_are_not_there_yet():
    document = opened("xor", Lab(scores=(1.0, 2.0, 3.0, 4.0)))
    midway = shown(document, softmax_seconds=1.6 * 2 + 0.8)
    assert [midway.reached(step) for step in range(1, 7)] == [4, 4, 2, 0, 0, 0]
    end = shown(document)
    assert [end.reached(step) for step in range(1, 7)] == [4] * 6


def test_the_score_in_hand_is_one_that_is_there():
    assert shown(opened("xor", Lab(scores=(1.0, 2.0))), score=9).place == 1


def test_advice_follows_the_sign():
    now = shown(opened("xor", Lab(scores=(2.0, 0.0), target=0)))
    assert words.verdict(now.working, 0)[0].startswith("Too low by 0.119")
    assert words.verdict(now.working, 1)[0].startswith("Too high by 0.119")


@pytest.mark.parametrize("count", [1, 2, 3, 10, 11, 20])
@pytest.mark.parametrize("size", [(1600, 1000), (1920, 1080), (1280, 720), (1100, 700), (920, 700)])
def test_rows_lie_one_below_the_other_within_the_card(size, count):
    s = max(min(size[0] / 1600, size[1] / 1000), 0.72)
    room = (size[0], size[1] - 56 * s - 72 * s - 144 * s)
    cards = part_layout(*room, s)
    _, _, width, height = cards.main
    layout = bench_layout(width, height, s, count)
    tops = [layout.head, layout.scores, layout.below, layout.powers, layout.total, layout.shares,
            layout.share_texts, layout.strip, layout.errors]  # fmt: skip
    for above, below in pairwise(tops):
        assert above[1] + above[3] <= below[1] + 0.5
    assert layout.errors[1] + layout.errors[3] <= height
    assert layout.right <= width - 10
    assert layout.scores[3] > 80
    assert [layout.at(layout.x(i) + layout.column / 2, count) for i in range(count)] == [*range(count)]
    assert cards.temperature[1] + cards.temperature[3] <= room[1] + 0.5


@pytest.mark.parametrize(
    "scores", [(0.0,), (1e6, -1e6), (1000.0, 1001.0), (-3.0, -4.0), (np.nan, 1.0, np.inf)]
)
def test_all_bars_have_room(scores):
    layout = bench_layout(1128, 728, 1.0, len(scores))
    scale, (top, bottom) = scale_of(scores, layout, 1.0)
    assert top <= scale.zero <= bottom
    for score in scores:
        if np.isfinite(score):
            assert top - 1e-6 <= scale.zero - score * scale.unit <= bottom + 1e-6
    assert scale.unit <= 12.5
