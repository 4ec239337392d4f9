"""What the network says in the end: ties are ties, and a pixel is a whole of its own."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.engine import Activation, AveragePool2D, Conv2D, Dense, Layer, Network
from nnviz.scene.detail.microscope import microscope
from nnviz.scene.detail.progress import verdict
from nnviz.scene.time.playback import timeline
from nnviz.scene.values.narration import line
from nnviz.scene.words.answers import AnswerLine, answers
from nnviz.scene.words.outcome import Outcome, outcome
from nnviz.scene.words.wholes import fixed, wholes


def made(shape: tuple[int, ...], *layers: Layer, task: str = "classes", **given: object) -> Document:
    network = Network.build(shape, list(layers), seed=3)
    x = np.random.default_rng(0).uniform(0, 1, shape).astype(np.float32)
    return Document(network, "made", CurrentInput(x), task=task, **given)  # type: ignore[arg-type]


def result(document: Document) -> Outcome:
    return outcome(document, trace(document))


def listed(document: Document) -> tuple[AnswerLine, ...]:
    return answers(document, trace(document))


def segmenting() -> Document:
    """1 × 12 × 12, a convolution, and softmax over 3 maps of 10 × 10."""
    return made((1, 12, 12), Conv2D(4, 3, activation="relu"), Conv2D(3, 1, activation="softmax"))


def all_equal(count: int) -> Document:
    """As many classes, whose scores are all 0."""
    document = made((2,), Dense(count, activation="softmax"))
    network = document.network.with_parameters({"1.weight": np.zeros((2, count)), "1.bias": np.zeros(count)})
    names = tuple(map(str, range(count)))
    return Document(network, "equal", document.input, output_names=names)


def test_each_pixel_is_a_whole_of_its_own() -> None:
    document = segmenting()
    shared = wholes(document.network, 2)
    assert shared is not None
    assert (shared.count, shared.size) == (100, 3)
    values = trace(document).output[0]
    assert values.sum(axis=0) == pytest.approx(1.0)
    winners = np.bincount(values.argmax(axis=0).ravel(), minlength=3)
    said = result(document)
    assert said.index is None
    best = int(winners.argmax())
    assert said.sentence.startswith("Each of 100 pixels is a whole of its own, in 3 shares; ")
    assert said.sentence.endswith(f"map {best + 1} is largest at {winners[best]}.")
    assert [(one.name, one.text) for one in listed(document)] == [
        (f"Map {place + 1}", f"{count} of 100 pixels") for place, count in enumerate(winners)
    ]
    assert sum(one.share for one in listed(document)) == pytest.approx(1.0)


def test_nobody_is_told_of_300_shares_of_one_whole() -> None:
    document = segmenting()
    found = trace(document)
    line_ = timeline(document.network)
    _, sentence = line(document, found, line_.moment(line_.seconds))
    assert "300" not in sentence
    assert "pixels" in sentence
    page = microscope(document, found, Target(2, (1, 4, 5)))
    assert verdict(document, page) == (
        "The share of map 2 here",
        "Each pixel is a whole of its own, in 3 shares.",
    )


@pytest.mark.parametrize(
    ("shape", "layer", "sentence"),
    [
        ((2,), Dense(1, activation="softmax"), "Softmax of one neuron is always 1."),
        ((2,), Dense(1, activation="log_softmax"), "Log-softmax of one neuron is always 0."),
        ((1, 3, 3), Activation("softmax"), "Softmax over one map is always 1, at every pixel."),
    ],
)
def test_a_softmax_that_shares_nothing_out_is_said_to_be_one(
    shape: tuple[int, ...], layer: Layer, sentence: str
) -> None:
    document = made(shape, layer)
    assert fixed(document.network, 1) == sentence
    assert result(document).sentence == sentence
    assert not any(one.is_answer for one in listed(document))


def test_ten_equal_outputs_are_a_tie_of_ten() -> None:
    said = result(all_equal(10))
    assert said.sentence == "Not sure: a tie of ten, 10.0% each."
    assert said.unsure == tuple(range(10))
    assert not said.is_winner
    assert not any(one.is_answer for one in listed(all_equal(10)))


def test_two_equal_outputs_are_a_tie_of_two() -> None:
    assert result(all_equal(2)).sentence == "Not sure: 0 or 1, 50.0% each."


def test_a_sigmoid_at_one_half_is_not_sure() -> None:
    document = made((2,), Dense(1, activation="sigmoid"), output_names=("no", "yes"))
    network = document.network.with_parameters({"1.weight": np.zeros((2, 1)), "1.bias": np.zeros(1)})
    half = Document(network, "half", document.input, output_names=("no", "yes"))
    assert result(half).sentence.startswith("Not sure: ")
    assert not result(half).is_winner


def test_a_sigmoid_fills_as_much_of_its_bar_as_it_is() -> None:
    document = made((2,), Dense(1, activation="sigmoid"), task="values")
    value = float(trace(document).output[0][0])
    (only,) = listed(document)
    assert only.share == pytest.approx(value)
    assert not only.is_answer, "a value is no answer among others"


def test_the_list_says_how_many_it_leaves_out() -> None:
    pooled = made((1, 7, 7), AveragePool2D(2, stride=3, ceil_mode=True), task="values")
    lines = listed(pooled)
    assert [one.name for one in lines[-2:]] == ["Output 4", "+ 4 more"]
    assert not any(one.is_answer for one in lines)
    six = made((2,), Dense(6), task="values")
    assert len(listed(six)) == 6, "one more line than a note about it would take"


def test_the_largest_class_is_the_answer() -> None:
    document = edits.set_bias(all_equal(10), 1, 7, 3.0)
    lines = listed(document)
    assert [one.is_answer for one in lines] == [True, False, False, False, False, False]
    assert lines[0].name == "7"
    assert lines[-1].name == "+ 5 more"
