"""Keys are asked of the network that is open: kinds, troubles, and what they do when it changes."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.document import Document, Target, edits
from nnviz.document.new import from_network
from nnviz.engine import Dense, Network
from nnviz.lessons.questions import key_of, options_of
from tests.lessons.questions.asked import choice, classes, click, facts, make, neuron, number, sample, spans


def test_a_number_is_what_the_network_says() -> None:
    document = sample("neuron", 3)
    key = key_of(number("z of 1:0"), facts(document))
    weights = document.network.parameters()
    by_hand = document.input.values @ weights["1.weight"] + weights["1.bias"]
    assert key.value == pytest.approx(float(by_hand[0]), rel=1e-6)
    assert key.text == "1.696"
    assert not key.trouble


def test_of_options_the_one_that_holds_is_right() -> None:
    question = choice(("it fires", "output > 0.5"), ("it doesn’t", "output <= 0.5"))
    assert key_of(question, facts(sample("neuron", 3))).options == (0,)
    assert key_of(question, facts(sample("neuron", 2))).options == (1,)
    assert key_of(question, facts(sample("neuron", 2))).text == "it doesn’t"


def test_no_option_or_two_are_trouble_and_it_is_said_which() -> None:
    none = key_of(choice(("a", "output > 2"), ("b", "output < -2")), facts(sample("neuron", 3)))
    assert none.options == ()
    assert none.trouble
    two = key_of(
        choice(("low", "output < 2"), ("no", "output > 2"), ("high", "output > 0")),
        facts(sample("neuron", 3)),
    )
    assert two.options == (0, 2)
    assert "low; high" in two.trouble


def test_a_class_is_the_one_that_the_network_says() -> None:
    document = sample("digits", 5)
    question = classes()
    assert options_of(question, document) == tuple(spans(str(digit)) for digit in range(10))
    key = key_of(question, facts(document))
    assert (key.text, key.options) == ("3", (3,))
    iris = sample("iris", 0)
    assert key_of(question, facts(iris)).text in iris.output_names


def test_one_output_tells_two_classes_apart() -> None:
    document = sample("neuron", 3)
    names = [one[0].text for one in options_of(classes(), document)]
    assert len(names) == 2
    assert key_of(classes(), facts(document)).text == names[1]
    assert key_of(classes(), facts(sample("neuron", 0))).text == names[0]


def test_a_class_may_be_another_question_than_the_prediction() -> None:
    document = sample("digits", 36)
    assert key_of(classes("target"), facts(document)).text == str(document.data.targets[36])  # type: ignore[union-attr]
    assert key_of(classes("3 + 4"), facts(document)).text == "7"
    assert "20" in key_of(classes("20"), facts(document)).trouble
    assert key_of(classes("prediction for example 9999"), facts(document)).trouble


def test_the_neuron_of_which_something_is_largest() -> None:
    document = sample("xor", 1)
    weights = document.network.parameters()
    hidden = np.tanh(document.input.values @ weights["1.weight"] + weights["1.bias"])
    best = int(np.argmax(hidden * weights["2.weight"][:, 0]))
    key = key_of(click(1, largest="push of it into 2:0"), facts(document))
    assert key.targets == (neuron(1, best),)
    assert key.text == f"neuron {best}"


def test_neurons_for_which_a_condition_holds_are_all_right_and_named() -> None:
    document = sample("digits", 5)
    weights = document.network.parameters()
    z = document.input.values @ weights["1.weight"] + weights["1.bias"]
    key = key_of(click(1, when="it is off"), facts(document))
    assert key.targets == tuple(neuron(1, int(i)) for i in np.flatnonzero(z <= 0))
    assert key.text.endswith("more") is (len(key.targets) > 4)


def test_a_cell_of_a_map_can_be_asked_for() -> None:
    document = sample("mnist-cnn", 0)
    key = key_of(click(1, largest="z of it"), facts(document))
    assert len(key.targets) == 1
    target = key.targets[0]
    assert isinstance(target.unit, tuple)
    assert f"map {target.unit[0] + 1}" in key.text


def test_a_layer_that_is_not_there_is_trouble() -> None:
    assert key_of(click(7, when="it is off"), facts(sample("xor"))).trouble
    assert key_of(number("z of 7:1"), facts(sample("xor"))).trouble
    assert key_of(choice(("a", "z of 7:1 > 0"), ("b", "not z of 7:1 > 0")), facts(sample("xor"))).trouble
    assert key_of(make("z of 7:1 > 0"), facts(sample("xor"))).trouble
    assert key_of(click(1, when="z of it > 1000"), facts(sample("xor"))).trouble


def test_a_number_that_is_none_is_trouble() -> None:
    document = edits.set_parameter(sample("neuron", 3), 1, "bias", (0,), float("inf"))
    key = key_of(number("z of 1:0"), facts(document))
    assert key.trouble
    assert key_of(number("1 / 0"), facts(sample("neuron"))).trouble


def test_too_many_classes_are_trouble() -> None:
    network = Network.build((2,), [Dense(60, activation="softmax")])
    document = from_network(network)
    assert "60 classes" in key_of(classes(), facts(document)).trouble


def test_what_is_to_be_made_so_holds_or_not() -> None:
    document = sample("neuron", 2)
    assert not key_of(make("output > 0.5"), facts(document)).holds
    changed = edits.set_parameter(document, 1, "weight", (0, 0), 6.0)
    assert key_of(make("output > 0.5"), facts(changed, document)).holds
    assert key_of(make("output differs from before"), facts(changed, document)).holds


class Oracle:
    """A dense network in plain NumPy: nothing of nnviz but its parameters."""

    def __init__(self, document: Document) -> None:
        parameters = {key: value.astype(np.float64) for key, value in document.network.parameters().items()}
        self.weights = [parameters[f"{n}.weight"] for n in (1, 2)]
        self.biases = [parameters[f"{n}.bias"] for n in (1, 2)]
        assert document.data is not None
        self.x = document.input.values.astype(np.float64)
        self.every = document.data.inputs.astype(np.float64)

    def hidden(self, x: np.ndarray) -> np.ndarray:
        return x @ self.weights[0] + self.biases[0]

    def scores(self, x: np.ndarray) -> np.ndarray:
        return np.maximum(self.hidden(x), 0) @ self.weights[1] + self.biases[1]

    def shares(self, x: np.ndarray) -> np.ndarray:
        e = np.exp(self.scores(x) - self.scores(x).max(-1, keepdims=True))
        return e / e.sum(-1, keepdims=True)


def edited(document: Document, random: np.random.Generator) -> Document:
    """One weight or bias is another."""
    parameters = document.network.parameters()
    name = ("1.weight", "1.bias", "2.weight", "2.bias")[random.integers(4)]
    place = tuple(int(random.integers(size)) for size in parameters[name].shape)
    layer, kind = name.split(".")
    return edits.set_parameter(document, int(layer), kind, place, float(random.normal(scale=3)))


def near(found: float, wanted: float) -> bool:
    return abs(found - wanted) <= 2e-4 * max(1.0, abs(wanted))


def test_after_each_of_a_thousand_edits_every_key_is_what_the_network_says() -> None:
    """Compared with NumPy in double precision; where two answers are closer than single precision can tell
    apart, that edit is left out, and of these there are few."""
    random = np.random.default_rng(13)
    before = document = sample("digits", 5)
    prediction, z, share = classes(), number("z of 1:5"), number("share of 3")
    pushes, dead = click(1, largest="push of it into 2:3"), click(1, when="it is off for all examples")
    sign = choice(("above", "z of 1:5 > 0"), ("below", "z of 1:5 <= 0"))
    made = make("share of 3 > 0.9")
    right = number("count of right", 0)
    said: set[tuple[object, ...]] = set()
    skipped = 0
    for turn in range(1000):
        if turn % 25 == 0:
            document = before
        document = edited(document, random)
        asked, oracle = facts(document, before), Oracle(document)
        hidden, shares = oracle.hidden(oracle.x), oracle.shares(oracle.x)
        push = np.maximum(hidden, 0) * oracle.weights[1][:, 3]
        every = oracle.hidden(oracle.every)
        ranked, pushed = np.sort(shares), np.sort(push)
        if (
            min(ranked[-1] - ranked[-2], abs(hidden[5]), np.abs(every.max(0)).min(), abs(shares[3] - 0.9))
            < 1e-4
        ):
            skipped += 1
            continue
        key = key_of(prediction, asked)
        assert key.options == (int(shares.argmax()),)
        assert key.text == str(shares.argmax())
        assert near(key_of(z, asked).value, hidden[5])
        assert near(key_of(share, asked).value, shares[3])
        if pushed[-1] - pushed[-2] > 1e-4:
            assert key_of(pushes, asked).targets == (Target(1, int(push.argmax())),)
        off = tuple(Target(1, int(i)) for i in np.flatnonzero((every <= 0).all(0)))
        assert key_of(dead, asked).targets == off
        assert bool(key_of(dead, asked).trouble) is not bool(off)
        assert key_of(sign, asked).options == (0 if hidden[5] > 0 else 1,)
        assert key_of(made, asked).holds is bool(shares[3] > 0.9)
        if turn % 10 == 0:
            assert document.data is not None
            count = (oracle.scores(oracle.every).argmax(1) == document.data.targets).sum()
            assert abs(key_of(right, asked).value - count) <= 1
        said.add((key.options, off, bool(hidden[5] > 0)))
    assert skipped < 50
    assert len(said) > 30
