"""What sentences come to, against the same worked out from the parameters alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.lessons import language
from nnviz.scene.time.playback import timeline
from tests.lessons.language.conftest import Ask
from tests.lessons.language.plainly import convolved, dense, parameter, relu, sigmoid, softmax

NEAR = {"rel": 1e-4, "abs": 1e-5}


# neurons


def test_z_a_and_slope_of_every_hidden_neuron(ask: Ask, digits: Document) -> None:
    z, a = dense(digits, (relu, softmax))
    sample = digits.input.sample
    assert sample is not None
    for unit in range(16):
        assert ask(f"z of 1:{unit}", digits) == pytest.approx(z[1][sample, unit], **NEAR)
        assert ask(f"a of 1:{unit}", digits) == pytest.approx(a[1][sample, unit], **NEAR)
        assert ask(f"slope of 1:{unit}", digits) == float(z[1][sample, unit] > 0)
        assert ask(f"1:{unit} is on", digits) == (z[1][sample, unit] > 0)
        assert ask(f"1:{unit} is off", digits) == (z[1][sample, unit] <= 0)


def test_the_slope_of_a_sigmoid_is_that_of_its_formula(ask: Ask, neuron: Document) -> None:
    z, _ = dense(neuron, (sigmoid,))
    for number in range(4):
        wanted = sigmoid(z[1])[number, 0] * (1 - sigmoid(z[1])[number, 0])
        assert ask(f"slope of 1:0 for example {number}", neuron) == pytest.approx(wanted, **NEAR)
    # As the lesson prints it: 0.0045 at z = −5.404.
    assert ask("slope of 1:0 is 0.0045 within 0.0001 for example 0", neuron)


def test_dead_is_off_for_every_example(ask: Ask, digits: Document) -> None:
    z, _ = dense(digits, (relu, softmax))
    dead = [unit for unit in range(16) if not (z[1][:, unit] > 0).any()]
    for unit in range(16):
        assert ask(f"1:{unit} is dead", digits) == (unit in dead)
        assert ask(f"1:{unit} is off for all examples", digits) == (unit in dead)
        assert ask(f"1:{unit} is on for some example", digits) == (unit not in dead)
    assert ask("count of units of layer 1 where it is dead", digits) == len(dead)


def test_a_bias_far_below_kills_a_neuron(ask: Ask, digits: Document) -> None:
    z, _ = dense(digits, (relu, softmax))
    bias = parameter(digits, "1.bias")[5]
    enough = bias - z[1][:, 5].max()
    assert not ask("1:5 is dead", edits.set_bias(digits, 1, 5, enough + 0.01))
    assert ask("1:5 is dead", edits.set_bias(digits, 1, 5, enough - 0.01))
    assert ask("bias of 1:5 - largest z of 1:5 over examples", digits) == pytest.approx(enough, **NEAR)


# weights, and what goes along them


def test_pushes_and_bias_make_z(ask: Ask, digits: Document) -> None:
    z, a = dense(digits, (relu, softmax))
    weight, sample = parameter(digits, "2.weight"), digits.input.sample
    pushes = a[1][sample] * weight[:, 3]
    for unit in range(16):
        assert ask(f"push of 1:{unit} into 2:3", digits) == pytest.approx(pushes[unit], **NEAR)
        assert ask(f"weight of 1:{unit} -> 2:3", digits) == pytest.approx(weight[unit, 3], **NEAR)
        assert ask(f"weight {unit} of 2:3", digits) == pytest.approx(weight[unit, 3], **NEAR)
    assert ask("largest push into 2:3", digits) == pytest.approx(pushes.max(), **NEAR)
    assert ask("sum of pushes into 2:3 + bias of 2:3", digits) == pytest.approx(z[2][sample, 3], **NEAR)
    assert ask("sum of push of it into 2:3 over units of layer 1", digits) == pytest.approx(
        pushes.sum(), **NEAR
    )


def test_the_neuron_of_the_lesson(ask: Ask, neuron: Document) -> None:
    """The numbers that its cards print."""
    assert ask("weight 0 of 1:0", neuron) == pytest.approx(3.550, abs=5e-4)
    assert ask("weight 1 of 1:0", neuron) == pytest.approx(3.549, abs=6e-4)
    assert ask("sum of weights of 1:0", neuron) == pytest.approx(7.100, abs=5e-4)
    assert ask("-bias of 1:0", neuron) == pytest.approx(5.404, abs=6e-4)
    assert ask("z of 1:0 for example 3", neuron) == pytest.approx(1.696, abs=5e-4)
    assert [ask(f"output for example {n}", neuron) for n in range(4)] == pytest.approx(
        [0.0045, 0.1354, 0.1355, 0.8451], abs=6e-5
    )
    assert ask("sum of abs(weights of 1:0) + abs(bias of 1:0)", neuron) == pytest.approx(12.50, abs=5e-3)


def test_counts_of_weights_are_those_of_the_shapes(ask: Ask, digits: Document, mnist_cnn: Document) -> None:
    assert ask("weights", digits) == 64 * 16 + 16 * 10
    assert ask("biases", digits) == 26
    assert ask("parameters", digits) == 1210
    assert ask("inputs + outputs", digits) == 74
    assert ask("units of layer 0 * units of layer 1 * units of layer 2", digits) == 10_240
    assert ask("parameters of layer 1", mnist_cnn) == 208
    assert ask("weights of 1:0", mnist_cnn) == 25
    assert ask("inputs * units of layer 1 + units of layer 1", mnist_cnn) == 3_617_280
    assert ask("units of map 1:0", mnist_cnn) == 576
    assert ask("maps of layer 1 * rows of layer 1 * columns of layer 1", mnist_cnn) == 8 * 24 * 24


def test_every_cell_of_a_map_is_its_window(ask: Ask, mnist_cnn: Document) -> None:
    assert mnist_cnn.data is not None
    z = convolved(mnist_cnn, mnist_cnn.data.inputs[0])
    kernels = parameter(mnist_cnn, "1.weight")
    for channel, row, column in ((0, 9, 12), (3, 0, 0), (7, 23, 23)):
        here = f"1:{channel},{row},{column}"
        assert ask(f"z of {here} for example 0", mnist_cnn) == pytest.approx(z[channel, row, column], **NEAR)
        source = f"0:0,{row + 2},{column + 1}"
        weight = kernels[channel, 0, 2, 1]
        assert ask(f"weight of {source} -> {here}", mnist_cnn) == pytest.approx(weight, **NEAR)
        assert ask(f"weight 0,2,1 of {here}", mnist_cnn) == pytest.approx(weight, **NEAR)
        pixel = mnist_cnn.data.inputs[0, 0, row + 2, column + 1]
        pushed = ask(f"push of {source} into {here} for example 0", mnist_cnn)
        assert pushed == pytest.approx(weight * pixel, **NEAR)
        total = ask(f"sum of pushes into {here} + bias of {here} for example 0", mnist_cnn)
        assert total == pytest.approx(z[channel, row, column], **NEAR)
    assert ask("largest z of map 1:0 for example 0", mnist_cnn) == pytest.approx(z[0].max(), **NEAR)
    assert ask("sum of kernel of 1:2", mnist_cnn) == pytest.approx(kernels[2].sum(), **NEAR)


# answers


def test_answers_and_their_counts(ask: Ask, digits: Document) -> None:
    assert digits.data is not None
    z, a = dense(digits, (relu, softmax))
    said, targets = a[2].argmax(axis=1), digits.data.targets
    assert ask("count of right", digits) == (said == targets).sum()
    assert ask("count of examples where wrong", digits) == (said != targets).sum()
    sure = a[2].max(axis=1) > 0.9
    assert ask("count of examples where largest share > 0.9", digits) == sure.sum()
    assert (
        ask("count of examples where largest share > 0.9 and wrong", digits)
        == (sure & (said != targets)).sum()
    )
    for number in range(0, 360, 60):
        assert ask(f"prediction for example {number}", digits) == str(said[number])
        assert ask(f"target for example {number}", digits) == str(targets[number])
        assert ask(f"share of 3 for example {number}", digits) == pytest.approx(a[2][number, 3], **NEAR)
        assert ask(f"score of 3 for example {number}", digits) == pytest.approx(z[2][number, 3], **NEAR)
        two = np.sort(a[2][number])[-2]
        assert ask(f"second largest share for example {number}", digits) == pytest.approx(two, **NEAR)


def test_a_share_can_be_made_of_scores(ask: Ask, digits: Document) -> None:
    z, _ = dense(digits, (relu, softmax))
    cool = softmax(z[2] / 20)[5, 3]
    text = "exp(score of 3 / 20) / sum of exp(scores / 20) for example 5"
    assert ask(text, digits) == pytest.approx(cool, **NEAR)


def test_one_output_tells_two_classes_apart(ask: Ask, neuron: Document) -> None:
    _, a = dense(neuron, (sigmoid,))
    assert ask("prediction for example 3", neuron) == "go out"
    assert ask("prediction for example 0", neuron) == "not go out"
    assert ask('prediction is "go out" for example 3', neuron)
    assert ask("prediction is 0 for example 0", neuron)
    assert ask("share of “go out” for example 3", neuron) == pytest.approx(a[1][3, 0], **NEAR)
    assert ask("share of “not go out” for example 3", neuron) == pytest.approx(1 - a[1][3, 0], **NEAR)


def test_names_of_classes_are_read_in_any_case(ask: Ask) -> None:
    iris = nnviz.load("iris")
    assert ask("share of Setosa", iris) == ask("share of 0", iris)
    assert ask("count of examples where target is setosa", iris) == 10


# without bends, and before


def test_xor_without_its_bends(ask: Ask, xor: Document) -> None:
    """One matrix does it, and gets one of four right: the numbers that the card prints."""
    w1, w2 = parameter(xor, "1.weight"), parameter(xor, "2.weight")
    b1, b2 = parameter(xor, "1.bias"), parameter(xor, "2.bias")
    matrix, bias = w1 @ w2, b1 @ w2 + b2
    assert ask("one matrix of 0:0 -> 2:0", xor) == pytest.approx(matrix[0, 0], **NEAR)
    assert ask("one matrix of 0:1 -> 2:0", xor) == pytest.approx(matrix[1, 0], **NEAR)
    assert ask("one bias of 2:0", xor) == pytest.approx(bias[0], **NEAR)
    assert [*matrix.ravel(), bias[0]] == pytest.approx([6.163, 4.872, -9.376], abs=5e-4)
    outputs = [ask(f"collapsed output for example {n}", xor) for n in range(4)]
    assert outputs == pytest.approx([0.0001, 0.0109, 0.0387, 0.8400], abs=6e-5)
    assert ask("collapsed count of right", xor) == 1
    assert ask("count of right", xor) == 4
    assert ask("right of the best line", xor) == 3


def test_output_equals_collapsed_output_once_the_bends_are_gone(ask: Ask, xor: Document) -> None:
    assert ask("output differs from collapsed output", xor)
    straight = edits.make_linear(xor)
    assert ask("output equals collapsed output", straight, before=xor)
    assert ask("output differs from before", straight, before=xor)
    assert ask("weights = before weights and not weights differ from before", straight, before=xor)
    assert ask("function of layer 1 differs from before", straight, before=xor)
    assert ask("before output differs from collapsed output", straight, before=xor)


def test_differs_from_before_is_exact_about_one_weight(ask: Ask, mnist_cnn: Document) -> None:
    moved = edits.set_weight(mnist_cnn, 1, (0, 0, 1, 1), 0.123)
    assert ask("kernel of 1:0 differs from before", moved, before=mnist_cnn)
    assert not ask("kernel of 1:1 differs from before", moved, before=mnist_cnn)
    assert ask("parameters differ from before", moved, before=mnist_cnn)
    assert not ask("input differs from before", moved, before=mnist_cnn)


def test_before_is_how_the_card_was_looked_at(digits: Document) -> None:
    was = replace(digits.view, selection=Target(1, 3))
    now = replace(digits.view, selection=Target(1, 5))
    facts = language.Facts(digits, now, digits, view_before=was)
    assert language.holds(language.parse("selection differs from before and selection is 1:5"), facts)
    assert language.holds(language.parse("z of selection = z of 1:5"), facts)
    assert language.holds(language.parse("before z of selection = z of 1:3"), facts)


# functions


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("relu(-2)", 0.0),
        ("relu(3)", 3.0),
        ("leaky_relu(-2, 0.3)", -0.6),
        ("max(0, -2) + 0.3 * min(0, -2)", -0.6),
        ("sigmoid(0)", 0.5),
        ("step(0)", 1.0),
        ("slope of sigmoid at 0", 0.25),
        ("slope of sigmoid at 4", 0.01766),
        ("slope of tanh at 4", 0.001341),
        ("slope of sigmoid at -6", 0.002467),
        ("largest slope of sigmoid", 0.25),
        ("largest slope of tanh", 1.0),
        ("slope of step at 1", 0.0),
        ("slope of sigmoid at 0 ^ 8", 1.526e-5),
        ("slope of “max(0.1*z, z)” at -2", 0.1),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("7 - 2 - 1", 4.0),
        ("8 / 4 / 2", 1.0),
        ("1 - -1", 2.0),
        ("50% + 1e-1", 0.6),
        ("round(2.345, 1)", 2.3),
        ("ln(exp(2))", 2.0),
        ("sqrt(16) + abs(−3)", 7.0),
        ("max(1, 5, 3)", 5.0),
        ("2·3 − 6÷2", 3.0),
    ],
)
def test_numbers_without_a_network(ask: Ask, xor: Document, text: str, wanted: float) -> None:
    assert ask(text, xor) == pytest.approx(wanted, rel=1e-3, abs=1e-12)


def test_relu_costs_less_than_sigmoid(ask: Ask, xor: Document) -> None:
    assert ask("cost of sigmoid > cost of relu and cost of relu > 0", xor)


# the input


def test_what_is_said_of_the_input(ask: Ask, digits: Document) -> None:
    drawn = edits.set_drawing(digits, np.pad(np.ones((20, 4), np.float32), 10))
    empty = edits.set_drawing(digits, np.zeros((40, 40), np.float32))
    typed = edits.set_input_value(digits, (4,), 0.25)
    assert ask("input is drawn and input differs from before", drawn, before=digits)
    assert not ask("input is drawn", empty)
    assert ask("input is blank", empty)
    assert ask("input is typed and value of 0:4 = 0.25", typed)
    assert ask("input is example 5 and not input is example 4", digits)
    assert ask("prediction is not target", drawn) is False
    assert ask("right", drawn) is False
    assert digits.data is not None
    assert ask("count of units of layer 0 where a of it > 0", digits) == (digits.data.inputs[5] > 0).sum()


def test_not_a_number_is_neither_more_nor_less(ask: Ask, xor: Document) -> None:
    broken = edits.set_weight(xor, 1, (0, 0), float("nan"))
    broken = edits.set_input(broken, CurrentInput(np.ones(2, np.float32)))
    for relation in ("<", "<=", ">", ">=", "=", "!="):
        assert ask(f"z of 1:0 {relation} 0", broken) is False
    assert ask("1:0 is on or 1:0 is off", broken) is False
    assert ask("z of 1:0 is 0 within 100", broken) is False
    assert ask("prediction is 1 or prediction is 0", broken) is False


def test_the_window_that_slides_takes_the_selection_along(mnist_cnn: Document) -> None:
    line = timeline(mnist_cnn.network)
    scan = next(phase for phase in line.phases if phase.name == "scan")
    at = scan.start + scan.seconds * (9 * 24 + 12.5) / 576
    view = replace(mnist_cnn.view, selection=Target(1, (0, 0, 0)), seconds=at)
    slides = language.Facts(mnist_cnn, view, mnist_cnn)
    chosen = language.Facts(mnist_cnn, replace(view, pinned=True), mnist_cnn)
    assert language.holds(language.parse("selection is 1:0,9,12"), slides)
    assert language.holds(language.parse("a of selection = a of 1:0,9,12"), slides)
    assert language.holds(language.parse("selection is 1:0,0,0"), chosen)
