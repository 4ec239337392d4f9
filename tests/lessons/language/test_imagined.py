"""What would be with another weight, a held neuron, another function, moved pictures, some training."""

from __future__ import annotations

import numpy as np
import pytest

import nnviz
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.errors import NNVizError
from nnviz.lessons import language
from tests.lessons.language.conftest import Ask
from tests.lessons.language.plainly import convolved, dense, parameter, relu, sigmoid, softmax

NEAR = {"rel": 1e-4, "abs": 1e-5}


def test_a_bias_turns_and_into_or(ask: Ask, neuron: Document) -> None:
    """Between −3.549 and 0: at −3.5 the outputs are those that the card prints."""
    weight = parameter(neuron, "1.weight")
    assert neuron.data is not None
    wanted = sigmoid(neuron.data.inputs @ weight[:, 0] - 3.5)
    found = [ask(f"output with bias of 1:0 = -3.5 for example {n}", neuron) for n in range(4)]
    assert found == pytest.approx(wanted, **NEAR)
    assert found == pytest.approx([0.0293, 0.5124, 0.5126, 0.9734], abs=6e-5)
    assert ask("output = 0.5 with bias of 1:0 = 0 for example 0", neuron)
    assert ask("count of examples where output > 0.5 with bias of 1:0 = -3.5 = 3", neuron)


def test_a_weight_makes_the_sun_enough(ask: Ask, neuron: Document) -> None:
    assert ask("output with weight 0 of 1:0 = 5.41 for example 2", neuron) == pytest.approx(0.5016, abs=5e-5)
    assert ask("output with weight 0 of 1:0 = -3 for example 3", neuron) == pytest.approx(0.0077, abs=5e-5)
    half = ask("output with weight of 0:0 -> 1:0 = -bias of 1:0 for example 2", neuron)
    assert half == pytest.approx(0.5, abs=1e-6)


def test_a_held_neuron_changes_what_follows(ask: Ask, digits: Document) -> None:
    _, a = dense(digits, (relu, softmax))
    assert digits.data is not None
    weight, bias = parameter(digits, "2.weight"), parameter(digits, "2.bias")
    for unit in (3, 12):
        held = a[1].copy()
        held[:, unit] = 0
        right = ((held @ weight + bias).argmax(axis=1) == digits.data.targets).sum()
        assert ask(f"count of right with a of 1:{unit} = 0", digits) == right
        assert ask(f"count of right with z of 1:{unit} = -1", digits) == right
        assert ask(f"count of right with a of 1:{unit} = 0", digits) == ask(
            "count of right", edits.set_override(digits, Target(1, unit), "a", 0)
        )


def test_another_function_keeps_the_weights(ask: Ask, digits: Document) -> None:
    assert digits.data is not None
    for name, function in (("tanh", np.tanh), ("sigmoid", sigmoid), ("identity", lambda z: z)):
        _, a = dense(digits, (function, softmax))
        right = (a[2].argmax(axis=1) == digits.data.targets).sum()
        assert ask(f"count of right with {name} in layer 1", digits) == right
        assert ask(f"count of right with function of layer 1 = {name}", digits) == right
        assert ask(f"count of right with {name} in hidden layers", digits) == right
    assert ask("count of right with identity in layer 1 = collapsed count of right", digits)
    assert not ask("weights differ from before with tanh in layer 1", digits)


def test_inputs_can_be_others(ask: Ask) -> None:
    sine = nnviz.load("sine")
    found = ask("output with value of 0:0 = pi / 2", sine)
    assert found == pytest.approx(1.007, abs=1e-3)
    assert ask("output with inputs = pi / 2", sine) == pytest.approx(found)
    wanted = dense(sine, (np.tanh, np.tanh, lambda z: z), np.array([[np.pi / 2]]))[1][-1]
    assert found == pytest.approx(wanted[0, 0], **NEAR)


def test_brighter_pictures_change_a_map_by_the_sum_of_its_kernel() -> None:
    document = nnviz.load("edges")
    facts = language.Facts(document, document.view, document)
    for channel, total in enumerate(parameter(document, "1.weight").sum(axis=(1, 2, 3))):
        here = f"1:{channel},99,54"
        text = f"(z of {here} with inputs = 0.8 * inputs + 0.1) - 0.8 * z of {here}"
        found = language.value(language.parse(text), facts)
        assert found == pytest.approx(0.1 * total, abs=1e-5)


def test_a_moved_picture_moves_its_map(ask: Ask, mnist_cnn: Document) -> None:
    assert mnist_cnn.data is not None
    image = mnist_cnn.data.inputs[0]
    moved = np.zeros_like(image)
    moved[:, :, 2:] = image[:, :, :-2]
    wanted = convolved(mnist_cnn, moved)
    found = ask("z of 1:0,9,14 with inputs moved 2 right for example 0", mnist_cnn)
    assert found == pytest.approx(wanted[0, 9, 14], **NEAR)
    assert ask("(z of 1:0,9,14 with inputs moved 2 right) = z of 1:0,9,12", mnist_cnn)
    rolled = np.zeros_like(mnist_cnn.data.inputs)
    rolled[:, :, 3:] = mnist_cnn.data.inputs[:, :, :-3]
    right = (mnist_cnn.network.predict(rolled).argmax(axis=1) == mnist_cnn.data.targets).sum()
    assert ask("count of right with inputs moved 3 down", mnist_cnn) == right
    assert ask("sum of inputs with inputs moved 99 left", mnist_cnn) == 0


def test_each_neuron_can_be_taken_away_in_turn(ask: Ask, digits: Document) -> None:
    text = "largest (count of right - (count of right with a of it = 0)) over units of layer 1"
    single = [ask(f"count of right with a of 1:{unit} = 0", digits) for unit in range(16)]
    assert ask(text, digits) == ask("count of right", digits) - min(single)


def test_a_few_steps_of_training(ask: Ask, neuron: Document) -> None:
    """From nothing, plain gradient descent on the four cases, worked out here."""
    assert neuron.data is not None
    x, y = neuron.data.inputs.astype(float), neuron.data.targets[:, 0].astype(float)
    weight, bias = np.zeros(2), 0.0
    losses = []
    for _ in range(101):
        share = sigmoid(x @ weight + bias)
        losses.append(float(-np.mean(y * np.log(share) + (1 - y) * np.log(1 - share))))
        error = (share - y) / 4
        weight, bias = weight - error @ x, bias - error.sum()
    assert ask("loss with parameters = 0", neuron) == pytest.approx(np.log(2), **NEAR)
    assert ask("loss with parameters = 0 with 1 step at 1", neuron) == pytest.approx(losses[1], **NEAR)
    assert ask("loss with parameters = 0 with 100 steps at 1", neuron) == pytest.approx(losses[100], rel=1e-3)
    assert losses[1] == pytest.approx(0.6384, abs=5e-5)


@pytest.mark.parametrize(
    "text",
    [
        "output with bias of 1:7 = 0",
        "output with weight 9 of 1:0 = 0",
        "output with weight of 0:0 -> 0:1 = 0",
        "output with function of layer 0 = relu",
        "output with a of 0:0 = 1",
        "output with value of 1:0 = 1",
        "output with bias of 1:0 = 1e30 * 1e30",
        "output with inputs = kernel",
        "output with inputs moved 2 right",
        "output with softmax in layer 7",
        "loss with 99999 steps at 1",
    ],
)
def test_what_cant_be_imagined_is_said(ask: Ask, neuron: Document, text: str) -> None:
    with pytest.raises(NNVizError, match=r"\.$"):
        ask(text, neuron)


def test_training_that_runs_away_is_said(ask: Ask) -> None:
    with pytest.raises(NNVizError, match="ran away"):
        ask("loss with 200 steps at 1e6", nnviz.load("sine"))


def test_what_is_said_first_is_changed_first(ask: Ask, neuron: Document) -> None:
    b = "bias of 1:0"
    assert ask(f"{b} with {b} = 1 with {b} = {b} + 1 with {b} = 10 * {b}", neuron) == 20


def test_a_typed_input_keeps_what_is_imagined_of_it(ask: Ask, digits: Document) -> None:
    typed = edits.set_input(digits, CurrentInput(np.full(64, 0.5, np.float32)))
    assert ask("sum of inputs with inputs = 2 * inputs", typed) == pytest.approx(64)
