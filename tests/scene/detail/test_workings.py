"""Units without weights explain themselves by their own arithmetic: every kind, every number."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.engine import (
    Activation,
    Add,
    AveragePool2D,
    Concat,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    GlobalMaxPool2D,
    MaxPool2D,
    Network,
)
from nnviz.engine.layers.base import Layer
from nnviz.engine.operators.operator import Operator
from nnviz.scene.detail import progress
from nnviz.scene.detail.microscope import microscope
from nnviz.scene.detail.page import page
from nnviz.scene.detail.workings import Workings, workings
from nnviz.scene.detail.workings_places import workings_places, workings_spots
from nnviz.scene.time.playback import timeline
from nnviz.scene.values import narration
from nnviz.scene.words import names

SQUARE = np.array([[[4, 5, 1], [11, 12, 2], [3, -6, 0]]], np.float32)


def of(layers: list[Layer], x: np.ndarray, target: Target, **parameters: list[float]) -> Workings:
    found = workings(*explained(layers, x, target, **parameters))
    assert found is not None
    return found


def explained(layers: list[Layer], x: np.ndarray, target: Target, **parameters: list[float]):  # type: ignore[no-untyped-def]
    made = document(layers, x, **parameters)
    return made, trace(made).explain(target.layer, target.unit)


def document(layers: list[Layer], x: np.ndarray, **parameters: list[float]) -> Document:
    network = Network.build(x.shape, layers, seed=1)
    network = network.with_parameters({f"1.{key}": value for key, value in parameters.items()})
    return Document(network, "made", CurrentInput(np.asarray(x, np.float32)))


@pytest.mark.parametrize(
    ("name", "equation"),
    [
        ("Sub", "10.000 − 1.000 = 9.000"),
        ("Add", "10.000 + 1.000 = 11.000"),
        ("Mul", "10.000 × 1.000 = 10.000"),
        ("Div", "10.000 ÷ 1.000 = 10.000"),
    ],
)
def test_an_operator_shows_both_of_its_operands(name: str, equation: str) -> None:
    found = of([Operator(name, constants={"b": (1,)})], np.array([10.0]), Target(1, 0), b=[1])
    assert found.equation == equation
    assert [one.value for one in found.operands] == [10, 1]
    assert [one.source for one in found.operands] == [Target(0, 0), None]
    assert found.operands[1].stored is not None
    assert found.title == name


def test_an_operator_of_two_layers_takes_one_number_of_each() -> None:
    layers = [
        Dense(2, "identity", name="left"),
        Dense(2, "identity", name="right", inputs=("input",)),
        Operator("Sub", inputs=("left", "right")),
    ]
    made = document(layers, np.array([1.0, 2.0]))
    traced = trace(made)
    found = workings(made, traced.explain(3, 1))
    assert found is not None
    left, right = float(traced[1].a[0, 1]), float(traced[2].a[0, 1])
    assert [one.value for one in found.operands] == pytest.approx([left, right])
    assert found.result == pytest.approx(left - right)
    assert [one.source for one in found.operands] == [Target(1, 1), Target(2, 1)]


def test_an_operator_is_called_by_its_operation() -> None:
    made = document([Operator("Sub", constants={"b": (1,)}), Dense(1)], np.array([10.0]), b=[1])
    assert names.kind(made.network.layer(1)) == "Sub"
    assert names.layer(made, 1) == "Sub"
    moment = timeline(made.network).moment(0.7)
    lead, sentence = narration.line(made, trace(made), moment)
    assert lead == "Layer 1, a − b."
    assert "pass" not in sentence
    shown = microscope(made, trace(made), Target(1, 0))
    assert shown.question == "Sub"
    assert "away from the first" in shown.sentence
    assert progress.latex(shown) == "y = a - b"
    assert progress.equation(shown) == "= 10.000 − 1.000 = 9.000"


@pytest.mark.parametrize(
    ("operator", "equation"),
    [
        (Operator("Relu"), "Relu(−2.000) = 0"),
        (Operator("LeakyRelu", {"alpha": 0.5}), "LeakyRelu(−2.000) = −1.000"),
        (Operator("Sum", inputs=("input", "input", "input")), "−2.000 + (−2.000) + (−2.000) = −6.000"),
        (Operator("Transpose", {"perm": (0, 1)}), "Transpose(−2.000) = −2.000"),
        (Operator("Softmax", {"axes": (1,)}), "Softmax(−2.000, 2.000) = 0.018"),
    ],
)
def test_every_operator_says_what_it_can(operator: Operator, equation: str) -> None:
    found = of([operator], np.array([-2.0, 2.0]), Target(1, 0))
    assert found.equation.startswith(equation)
    assert found.sentences


def test_max_pooling_rings_the_largest() -> None:
    found = of([MaxPool2D(2, stride=1)], SQUARE, Target(1, (0, 0, 0)))
    assert found.equation == "max(4.000, 5.000, 11.000, 12.000) = 12.000"
    assert found.size == (2, 2)
    assert [one.wins for one in found.operands] == [False, False, False, True]
    assert found.operands[3].source == Target(0, (0, 1, 1))


def test_mean_pooling_divides_its_sum() -> None:
    found = of([AveragePool2D(2, stride=1)], SQUARE, Target(1, (0, 0, 0)))
    assert found.between == (("add all", "32.000"), ("divide by", "4"))
    assert found.equation == "32.000 / 4 = 8.000"


@pytest.mark.parametrize(("counted", "divisor"), [(True, "4"), (False, "1")])
def test_padding_is_told_apart_and_may_count(counted: bool, divisor: str) -> None:
    layer = AveragePool2D(2, padding=1, count_include_pad=counted)
    found = of([layer], SQUARE, Target(1, (0, 0, 0)))
    assert [one.is_padding for one in found.operands] == [True, True, True, False]
    assert found.between[1] == ("divide by", divisor)
    assert "adding" in found.sentences[-1]


def test_global_pooling_takes_the_whole_map() -> None:
    mean = of([GlobalAveragePool2D()], SQUARE, Target(1, 0))
    assert (mean.size, mean.equation) == ((3, 3), "32.000 / 9 = 3.556")
    largest = of([GlobalMaxPool2D()], SQUARE, Target(1, 0))
    assert largest.equation.endswith("= 12.000")


def test_dropout_tells_use_from_training() -> None:
    found = of([Dropout(0.75)], np.array([1.5]), Target(1, 0))
    assert found.equation == "1.500, as it came"
    said = " ".join(found.sentences)
    assert "chance of 75%" in said
    assert "1.500 / (1 − 0.25)" not in said
    assert "1.500 / (1 − 0.75) = 6.000" in said


def test_flatten_says_where_the_number_goes() -> None:
    found = of([Flatten()], np.arange(12.0).reshape(3, 2, 2), Target(1, 7))
    assert found.operands[0].source == Target(0, (1, 1, 1))
    assert "(1 · 2 + 1) · 2 + 1 = 7" in found.sentences[-1]


def test_concat_says_whose_number_it_is() -> None:
    layers = [Dense(2, name="one"), Dense(3, name="two"), Concat(inputs=("one", "two"))]
    found = of(layers, np.array([1.0]), Target(3, 3))
    assert found.operands[0].source == Target(2, 1)
    assert "two fills values 2 to 4 here." in found.sentences


def test_adding_lists_what_is_added() -> None:
    layers = [Dense(2, name="one"), Dense(2, name="two", inputs=("input",)), Add(inputs=("one", "two"))]
    made, why = explained(layers, np.array([1.0]), Target(3, 1))
    found = workings(made, why)
    assert found is not None
    assert [one.sign for one in found.operands] == ["", "+"]
    assert sum(one.value for one in found.operands) == pytest.approx(found.result)


def test_an_activation_alone_takes_its_z_as_it_comes() -> None:
    made, why = explained([Activation("tanh")], np.array([0.5]), Target(1, 0))
    found = workings(made, why)
    assert found is not None
    assert (found.form, found.result_name, found.printed) == ("function", "z", "0.500")
    shown = microscope(made, trace(made), Target(1, 0))
    assert progress.equation(shown).startswith("= tanh(0.500) = 0.46")


@pytest.mark.parametrize("size", [(1600, 816), (1280, 588), (640, 400)])
@pytest.mark.parametrize(
    "layer",
    [MaxPool2D(2), AveragePool2D(3), GlobalAveragePool2D(), Flatten(), Dropout()],
    ids=lambda x: x.kind,
)
def test_all_parts_stand_in_their_card(layer: Layer, size: tuple[int, int]) -> None:
    made = document([layer], SQUARE)
    shape = made.network.shapes[1]
    target = Target(1, (0, 0, 0) if len(shape) == 3 else 0)
    shown = microscope(made, trace(made), target)
    assert shown.workings is not None
    places = workings_places(page(size, 1), shown.workings)
    x0, y0, x1, y1 = places.page.rows
    for hit, (a, b, c, d) in workings_spots(places, target, shown.workings, 0, (True, True), ""):
        assert x0 <= a < c <= x1, hit
        assert y0 <= b < d <= y1 + 1, hit


def test_a_held_sum_keeps_its_own_in_view() -> None:
    layers = [Dense(1, name="one"), Add(inputs=("one", "one"))]
    made = document(layers, np.array([1.0]))
    held = edits.set_override(made, Target(2, 0), "z", 5.0)
    shown = microscope(held, trace(held), Target(2, 0))
    assert shown.workings is not None
    natural = 2 * float(trace(held)[1].a[0, 0])
    assert shown.workings.result == pytest.approx(natural)
    assert shown.high >= 5
    assert progress.equation(shown).startswith(f"z is held at {shown.z}, not ")
