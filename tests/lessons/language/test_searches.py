"""Neurons to click on, examples to find, and weights to set: found by trying them one by one."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.document import Document, Target, edits
from nnviz.errors import NNVizError
from nnviz.lessons import language


def _facts(document: Document) -> language.Facts:
    return language.Facts(document, document.view, document)


@pytest.mark.parametrize(
    "text",
    [
        "it is off",
        "it is off for all examples",
        "z of it > 1 and a of it < 3",
        "push of it into 2:3 < 0",
        "weight of it -> 2:3 > 0 and push of it into 2:3 < 0",
        "a of it = largest a of layer 1",
        "count of examples where it is on > 200",
        "count of right with a of it = 0 < 300",
        "selection is it",
    ],
)
def test_clickable_are_those_of_which_it_holds(digits: Document, text: str) -> None:
    facts = language.Facts(digits, replace(digits.view, selection=Target(1, 4)), digits)
    expression = language.parse(text)
    singly = {Target(1, n) for n in range(16) if language.holds(expression, facts, Target(1, n))}
    assert language.clickable(expression, facts, 1) == singly


@pytest.mark.parametrize(
    "text", ["push of it into 2:3", "z of it", "-(count of examples where it is on)", "abs(bias of it)"]
)
def test_largest_is_the_one_with_the_largest_value(digits: Document, text: str) -> None:
    facts, expression = _facts(digits), language.parse(text)
    values = [float(language.value(expression, facts, Target(1, n))) for n in range(16)]
    assert language.largest(expression, facts, 1) == {Target(1, int(np.argmax(values)))}


def test_cells_of_maps_are_clicked_as_well(mnist_cnn: Document) -> None:
    facts = _facts(mnist_cnn)
    found = language.largest(language.parse("a of it"), facts, 1)
    a = facts.trace[1].a[0]
    assert {target.unit for target in found} == {
        tuple(map(int, place)) for place in np.argwhere(a == a.max())
    }
    on = language.clickable(language.parse("it is on and it is in map 1:2"), facts, 1)
    assert len(on) == (a[2] > 0).sum()


@pytest.mark.parametrize(
    "text",
    [
        "wrong",
        "prediction is 3 and share of 3 < 0.7",
        "score of 3 > 5 and share of 3 < 0.1",
        "collapsed prediction is not target and right",
        "1:8 is off and a of 1:4 > 2",
        "z of 1:8 = largest z of 1:8 over examples",
        "share of 3 > 2",
        "largest share - second largest share < 0.05",
    ],
)
def test_the_first_example_is_found_as_by_looking_at_each(digits: Document, text: str) -> None:
    expression = language.parse(text)
    looked = (edits.choose_sample(digits, n) for n in range(360))
    wanted = next((n for n, one in enumerate(looked) if language.holds(expression, _facts(one))), None)
    assert language.first_example(expression, digits) == wanted


def test_an_example_is_searched_for_where_there_are_some() -> None:
    with pytest.raises(NNVizError, match="holds no examples"):
        language.first_example(language.parse("largest z of layer 1 > 0"), nnviz.load("edges"))


def test_of_an_example_and_at_that_example_is_the_same(digits: Document) -> None:
    sentences = (
        "z of 1:8", "prediction", "largest push into 2:3", "collapsed output differs from output", "right",
        "loss", "gradient of 1:8", "worth of 0:27 for 2:3", "count of units of layer 1 where it is on",
        "sum of shares", "prediction with a of 1:8 = 0", "target",
    )  # fmt: skip
    for text in sentences:
        for number in (0, 36, 359):
            at = language.value(language.parse(f"({text}) for example {number}"), _facts(digits))
            plain = text if text != "loss" else f"loss for example {number}"
            here = language.value(language.parse(plain), _facts(edits.choose_sample(digits, number)))
            assert at == here or at == pytest.approx(here, rel=1e-5), text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("bias of 1:3", (1, "bias", (3,))),
        ("weight 4 of 1:3", (1, "weight", (4, 3))),
        ("weight of 1:8 -> 2:3", (2, "weight", (8, 3))),
    ],
)
def test_weights_are_named_as_edits_name_them(
    digits: Document, text: str, place: tuple[int, str, tuple[int, ...]]
) -> None:
    expression = language.parse(text)
    assert language.parameter(expression, digits) == place
    changed = edits.set_parameter(digits, *place, 0.125)
    assert language.value(expression, _facts(changed)) == 0.125


def test_numbers_of_kernels_are_named_too(mnist_cnn: Document) -> None:
    for text in ("weight 7 of 1:2", "weight 0,1,2 of 1:2", "weight of 0:0,4,5 -> 1:2,3,3"):
        place = language.parameter(language.parse(text), mnist_cnn)
        assert place == (1, "weight", (2, 0, 1, 2))
        changed = edits.set_parameter(mnist_cnn, *place, 0.125)
        assert language.value(language.parse(text), _facts(changed)) == 0.125


@pytest.mark.parametrize("text", ["z of 1:3", "1 + 2", "bias of 1:99", "weight of 0:0 -> 2:1"])
def test_what_is_no_weight_cant_be_set(digits: Document, text: str) -> None:
    with pytest.raises(language.UnknownHereError, match=r"\.$"):
        language.parameter(language.parse(text), digits)


def test_every_answer_follows_a_change_of_the_weights(digits: Document) -> None:
    """Random edits: what a sentence says is what the network says."""
    random = np.random.default_rng(0)
    document, right = digits, language.parse("count of right")
    assert digits.data is not None
    for _ in range(50):
        index = (int(random.integers(64)), int(random.integers(16)))
        document = edits.set_weight(document, 1, index, float(random.normal(0, 3)))
        output = document.network.predict(digits.data.inputs)
        facts = language.Facts(document, document.view, digits)
        assert language.value(right, facts) == (output.argmax(axis=1) == digits.data.targets).sum()
        said = str(output[5].argmax())
        assert language.value(language.parse("prediction for example 5"), facts) == said


# how fast


def _median(text: str, documents: list[Document], before: Document) -> float:
    expression, taken = language.parse(text), []
    for document in documents:
        facts = language.Facts(document, document.view, before)
        start = time.perf_counter()
        language.value(expression, facts)
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


def test_conditions_keep_up_with_a_hand(digits: Document) -> None:
    """Measured: 0.05 ms for what comes in, 0.1 ms for all examples; here a tenth of a frame at most."""
    dragged = [edits.set_bias(digits, 1, 5, 0.01 * n) for n in range(25)]
    for text in ("prediction differs from before", "1:5 is off", "gradient of 1:5 != 0"):
        assert _median(text, dragged, digits) < 1e-3, text
    for text in ("1:5 is off for all examples", "count of right >= 300", "collapsed count of right > 0"):
        assert _median(text, dragged, digits) < 15e-3, text


def test_what_is_said_of_all_examples_isnt_worked_out_again_for_another_input(mnist_cnn: Document) -> None:
    language.value(language.parse("count of right"), _facts(mnist_cnn))
    other = [edits.choose_sample(mnist_cnn, n) for n in range(9)]
    assert _median("count of right > 900", other, mnist_cnn) < 2e-3


def test_a_thousand_examples_are_searched_within_a_second(mnist_cnn: Document) -> None:
    start = time.perf_counter()
    assert language.first_example(language.parse("largest share > 2"), mnist_cnn) is None
    assert time.perf_counter() - start < 1
