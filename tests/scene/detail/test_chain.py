"""A normalised number opened up: its steps, whose mean and variance it takes, and what time shows of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.data import Dataset
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.engine import (
    Activation,
    BatchNorm,
    Dense,
    Dropout,
    LayerNorm,
    Network,
    Standardize,
    Unstandardize,
)
from nnviz.engine.layers.base import Layer
from nnviz.scene.detail.batch import incoming
from nnviz.scene.detail.chain import ChainPage, chain_page
from nnviz.scene.detail.chain_places import chain_places, chain_spots, steps_reached
from nnviz.scene.detail.page import page
from nnviz.scene.detail.worked import worked
from nnviz.scene.time.playback import timeline
from nnviz.scene.values import narration
from nnviz.scene.words.steps import equation_text, step_texts

IDENTITY = {"1.weight": np.eye(2), "1.bias": np.zeros(2)}
EPSILON = 1e-5


def batch_norm(data: Dataset | None = None) -> Document:
    """Two numbers pass a batch norm with μ (3, −1), σ² (4, 0.25), γ (2, 1), β (0.5, −0.5)."""
    network = Network.build((2,), [Dense(2, "identity"), BatchNorm()]).with_parameters(
        IDENTITY | {"2.mean": [3, -1], "2.variance": [4, 0.25], "2.gamma": [2, 1], "2.beta": [0.5, -0.5]}
    )
    return Document(network, "bn", CurrentInput(np.array([5, 0], np.float32)), data=data)


def layer_norm() -> Document:
    network = Network.build((2,), [Dense(2, "identity"), LayerNorm()]).with_parameters(IDENTITY)
    return Document(network, "ln", CurrentInput(np.array([5, 1], np.float32)))


def on_maps() -> Document:
    """Two maps of three by three cells, all of them 5."""
    network = Network.build((2, 3, 3), [BatchNorm()]).with_parameters(
        {"1.mean": [3, -1], "1.variance": [4, 0.25], "1.gamma": [2, 1], "1.beta": [0.5, -0.5]}
    )
    return Document(network, "bnmap", CurrentInput(np.full((2, 3, 3), 5, np.float32)))


def opened(
    made: Document,
    target: Target,
    *,
    training: bool = False,
    before: ChainPage | None = None,
    known: int | None = None,
) -> ChainPage:
    seen = incoming(made, target.layer)
    found = chain_page(made, trace(made), target, seen, training, before, known)
    assert found is not None
    return found


@pytest.mark.parametrize(("unit", "y"), [(0, 2.5), (1, 1.5)])
def test_batch_norm_shows_its_four_numbers(unit: int, y: float) -> None:
    made = batch_norm()
    shown = opened(made, Target(2, unit))
    x, mean, variance, gamma, beta = ((5, 3, 4, 2, 0.5), (0, -1, 0.25, 1, -0.5))[unit]
    spread = math.sqrt(variance + EPSILON)
    results = [x, x - mean, (x - mean) / spread, gamma * (x - mean) / spread, y]
    assert [line.value for line in shown.lines] == pytest.approx(results, abs=1e-4)
    assert [line.step.operand for line in shown.lines if line.step] == pytest.approx(
        [mean, spread, gamma, beta]
    )
    assert shown.y == pytest.approx(float(trace(made)[2].a[0, unit]), abs=1e-6)
    assert float(shown.answer_text) == y


def test_the_equation_has_all_numbers() -> None:
    shown = opened(batch_norm(), Target(2, 0))
    assert shown.equation == "2.000 · (5.000 − 3.000) / √(4.000 + 0.00001) + 0.500 = 2.500"
    assert shown.question == "Is 5 a lot for this neuron?"
    assert shown.answer == "It lies 1 spread above its mean."
    x, texts = step_texts(shown.chain)
    assert x == "5.000"
    assert [text.pill for text in texts] == ["− 3.000", "÷ 2.000", "× 2.000", "+ 0.500"]
    assert [text.result for text in texts] == ["2.000", "1.000", "2.000", "2.500"]


def test_a_negative_mean_stands_in_brackets() -> None:
    shown = opened(batch_norm(), Target(2, 1))
    assert shown.equation == "1.000 · (0 − (−1.000)) / √(0.250 + 0.00001) − 0.500 = 1.500"
    assert shown.answer == "Yes: 2.00 spreads above its mean."


def test_layer_norm_takes_the_samples_own_mean_and_variance() -> None:
    shown = opened(layer_norm(), Target(2, 1))
    assert (shown.chain.mean, shown.chain.variance) == (3, 4)
    assert [value for _, value in shown.listed] == ["5.000", "1.000"]
    assert not shown.can_train
    assert "This sample’s" in shown.whose[0]
    assert [line.stored is None for line in shown.lines] == [True, True, True, False, False]


@pytest.mark.parametrize(("channel", "y"), [(0, 2.5), (1, 11.5)])
def test_every_cell_of_a_map_takes_its_channels_four_numbers(channel: int, y: float) -> None:
    shown = opened(on_maps(), Target(1, (channel, 2, 1)))
    assert [line.stored.index for line in shown.lines if line.stored] == [(channel,)] * 4
    assert shown.y == pytest.approx(y, abs=1e-3)
    assert shown.question == "Is 5 a lot for this map?"


def test_training_takes_the_batch_where_there_is_one() -> None:
    inputs = np.random.default_rng(1).normal(4, 3, (60, 2)).astype(np.float32)
    made = batch_norm(Dataset("made", inputs, np.zeros(60, int), held_out=10))
    shown = opened(made, Target(2, 0), training=True)
    seen = inputs[:50, 0].astype(float)
    assert shown.legend == "50 training examples"
    assert (shown.chain.mean, shown.chain.variance) == pytest.approx((seen.mean(), seen.var()), rel=1e-5)
    y = 2 * (5 - seen.mean()) / math.sqrt(seen.var() + EPSILON) + 0.5
    assert shown.y == pytest.approx(y, rel=1e-5)
    assert [column.head for column in shown.columns] == ["stored, line", "this batch, bars"]
    assert shown.lines[1].stored is None, "the batch's mean isn't the layer's to set"
    assert shown.heights.max() == 1


def test_without_data_there_is_no_batch_to_show() -> None:
    shown = opened(batch_norm(), Target(2, 0))
    assert "There is no batch to show." in shown.whose
    assert [column.numbers for column in shown.columns] == [
        ("3.000", "4.000", "2.500"),
        ("5.000", "0", "0.500"),
    ]
    assert not len(shown.heights)


def test_what_training_did_to_the_stored_ones_is_said_where_something_was_trained() -> None:
    made = batch_norm()
    assert "Nothing was trained" in opened(made, Target(2, 0)).whose[0]
    trained = replace(made, trained=MappingProxyType(made.network.parameters()))
    assert "10% of the way" in opened(trained, Target(2, 0)).whose[0]


def test_scaling_the_input_and_back() -> None:
    network = Network.build((2,), [Standardize(), Unstandardize()]).with_parameters(
        {"1.mean": [3, -1], "1.deviation": [2, 0.5], "2.mean": [20, 0], "2.deviation": [5, 1]}
    )
    made = Document(network, "scaled", CurrentInput(np.array([5, 0], np.float32)))
    assert opened(made, Target(1, 0)).equation == "(5.000 − 3.000) / 2.000 = 1.000"
    assert opened(made, Target(2, 0)).equation == "5.000 · 1.000 + 20.000 = 25.000"
    assert [line.stored.parameter for line in opened(made, Target(1, 0)).lines if line.stored] == [
        "mean",
        "deviation",
    ]


def test_the_scale_holds_while_something_is_held() -> None:
    made = batch_norm()
    first = opened(made, Target(2, 0))
    far = edits.set_parameter(made, 2, "mean", (0,), -40.0)
    held, settled = opened(far, Target(2, 0), before=first), opened(far, Target(2, 0))
    assert (held.low, held.high) == (first.low, first.high)
    assert settled.low < first.low
    for line in settled.lines:
        assert settled.low < line.value < settled.high


def test_lines_of_later_steps_wait_for_their_time() -> None:
    made = batch_norm()
    line = timeline(made.network)
    steps = [phase for phase in line.phases if phase.layer == 2]
    assert [phase.name for phase in steps] == ["centre", "scale", "stretch", "shift"]

    def reached(seconds: float) -> float:
        return steps_reached(made.network, line, line.moment(seconds), Target(2, 0), 4)

    assert reached(0.0) == -1
    assert [reached(phase.start) for phase in steps] == [0, 1, 2, 3]
    assert reached(line.seconds) == 4


def test_x_and_every_pill_can_be_taken_in_hand() -> None:
    shown = opened(batch_norm(), Target(2, 0))
    places = chain_places(page((920, 772), 1), shown)
    kinds = [hit.kind for hit, _ in chain_spots(places, shown, 4)]
    assert kinds.count("page-step") == 4
    assert "page-number" in kinds
    assert kinds.count("page-use") == 2
    assert "page-number" not in [hit.kind for hit, _ in chain_spots(places, shown, -1)]
    for hit, (x0, y0, x1, y1) in chain_spots(places, shown, 4):
        assert y1 - y0 >= 36, hit
        assert x1 > x0, hit


def test_the_narration_follows_the_steps() -> None:
    made = batch_norm()
    line, traced = timeline(made.network), trace(made)
    said = []
    for phase in (phase for phase in line.phases if phase.layer == 2):
        moment = line.moment(phase.start + 0.1)
        said.append(" ".join(narration.line(made, traced, moment, Target(2, 0))))
        assert narration.line(made, traced, moment)[1].startswith("Batch norm: ")
    assert said == [
        "Layer 2, centre. x = 5.000 lies 2.000 above its mean μ = 3.000.",
        "Layer 2, scale. 2.000 over the spread 2.000 is 1.000: so many spreads from the mean.",
        "Layer 2, stretch. γ makes everything 2.000 times as wide: 1.000 becomes 2.000.",
        "Layer 2, shift. β moves everything by +0.500, so y = 2.500 is centred there, no longer at 0.",
    ]


def test_the_inspectors_lines_are_the_same_steps() -> None:
    made = batch_norm()
    found = worked(made, trace(made).explain(2, 0))
    assert found is not None
    assert [row.text for row in found.rows] == ["5.000", "2.000", "1.000", "2.000", "2.500"]
    assert "stored ones" in found.note
    assert found.equation == "2.00 · (5.00 − 3.00) / √(4.00 + 0.00001) + 0.50 = 2.50"


@pytest.mark.parametrize("last", [Activation("relu"), Dropout(0.5)], ids=["activation", "dropout"])
def test_a_held_z_after_batch_norm_knows_what_it_would_be(last: Layer) -> None:
    network = Network.build((2,), [Dense(2, "identity"), BatchNorm(), last])
    network = network.with_parameters(IDENTITY | {"2.variance": [1 - EPSILON, 1]})
    made = Document(network, "held", CurrentInput(np.array([1.6, 0], np.float32)))
    held = edits.set_override(made, Target(3, 0), "z", 2.0)
    why = trace(held).explain(3, 0)
    assert (why.natural_z, why.z, why.a) == pytest.approx((1.6, 2.0, 2.0), abs=1e-6)
    assert why.inputs.tolist() == pytest.approx([1.6], abs=1e-6)


@pytest.mark.parametrize("made", [batch_norm(), layer_norm()], ids=["batch norm", "layer norm"])
def test_the_slope_is_what_a_nudge_does(made: Document) -> None:
    network, x = made.network, made.input.values.astype(np.float64)
    wide = Network.build((2,), network.layers, dtype=np.float64).with_parameters(network.parameters())
    chain = wide.trace(x[None]).explain(2, 1).chain
    assert chain is not None
    step = 1e-6
    up, down = (float(wide.predict((x + np.array([0, way]))[None])[0, 1]) for way in (step, -step))
    assert chain.slope == pytest.approx((up - down) / (2 * step), rel=1e-4, abs=1e-5)


def test_a_spread_of_0_is_no_reason_to_stumble() -> None:
    made = batch_norm()
    flat = edits.set_parameter(made, 2, "variance", (0,), 0.0)
    shown = opened(flat, Target(2, 0))
    assert "nothing to measure" in shown.answer
    assert equation_text(shown.chain).startswith("2.000 · (5.000 − 3.000) / √(0 + 0.00001)")


@pytest.mark.parametrize("make", [batch_norm, layer_norm])
@pytest.mark.parametrize("training", [False, True])
def test_a_quiz_tells_nothing_of_what_comes_in_before_it_is_there(
    make: Callable[[], Document], training: bool
) -> None:
    """Another input gives another page, but for what a quiz leaves of it."""
    made = make()
    other = edits.set_value(made, 0, (0,), 40.0)
    hidden, known = (
        [opened(one, Target(2, 0), training=training, known=known) for one in (made, other)]
        for known in (-1, None)
    )
    told = [
        (page.question, page.answer, page.low, page.high, [column.numbers[:2] for column in page.columns])
        for page in hidden
    ]
    assert told[0] == told[1]
    assert "x" in told[0][0]
    assert known[0].question != known[1].question
    assert known[0].high != known[1].high


def test_a_quiz_has_a_scale_for_the_steps_that_were_taken() -> None:
    made = edits.set_value(batch_norm(), 0, (0,), 23.0)
    lines = opened(made, Target(2, 0)).lines
    assert [round(line.value) for line in lines] == [23, 20, 10, 20, 20]
    made = edits.set_parameter(made, 2, "gamma", (0,), 9.0)
    scales = [opened(made, Target(2, 0), known=known).high for known in range(len(lines))]
    assert scales[0] == scales[2] < 30
    assert 90 < scales[3] < scales[4]
