"""What a query finds, against the trace itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import Dense, Network
from nnviz.scene.view.search import SearchResults, also, search
from nnviz.scene.words.numbers import number, percent
from tests import graphs
from tests.scene.networks import document, samples


@pytest.fixture(scope="module")
def digits() -> Document:
    return formats.open_any("digits")[0]


def find(shown: Document, query: str) -> SearchResults:
    return search(shown, trace_of(shown), query)


def test_largest_is_the_largest_of_each_layer() -> None:
    shown = samples()["big"]
    trace = trace_of(shown)
    found = search(shown, trace, "largest").found
    assert [row.target.layer for row in found] == [1, 2, 3]
    for row in found:
        values = trace[row.target.layer].a[0]
        assert values[row.target.unit] == values.max()
    assert [row.layer for row in found] == ["Dense 512", "Dense 256", "Output"]
    assert found[0].value == number(float(trace[1].a[0].max()), 2)
    assert found[2].value == percent(float(trace[3].a[0].max()))
    assert found[2].unit.startswith("class ")


@pytest.mark.parametrize("query", ["largest", " Largest ", "LARG", "larges"])
def test_a_word_may_be_short_and_in_any_case(digits: Document, query: str) -> None:
    assert find(digits, query) == find(digits, "largest")


@pytest.mark.parametrize(
    ("query", "target"),
    [("1:7", Target(1, 7)), ("0:12", Target(0, 12)), ("0:3,5", Target(0, 20)), ("2 : 9", Target(2, 9))],
)
def test_an_index_finds_that_very_unit(digits: Document, query: str, target: Target) -> None:
    assert [row.target for row in find(digits, query).found] == [target]


def test_an_index_in_an_image_layer_is_channel_row_and_column() -> None:
    shown = formats.open_any("mnist-cnn")[0]
    assert [row.target for row in find(shown, "1:3,4,5").found] == [Target(1, (2, 3, 4))]
    assert "counted from 1" in find(shown, "1:0,3,4").words


@pytest.mark.parametrize(
    ("query", "words"), [("1:99", "16 neurons"), ("7:0", "no layer 7"), ("1:2,3", "shape 16")]
)
def test_an_impossible_index_says_what_there_is(digits: Document, query: str, words: str) -> None:
    result = find(digits, query)
    assert result.found == ()
    assert words in result.words


def test_a_class_comes_before_units_of_that_number(digits: Document) -> None:
    found = find(digits, "7").found
    assert found[0].target == Target(2, 7)
    assert [row.target for row in found[1:]] == [Target(1, 7), Target(0, 7)]


def test_classes_and_features_are_found_by_parts_of_their_names() -> None:
    iris = formats.open_any("iris")[0]
    assert [row.target for row in find(iris, "virg").found] == [Target(2, 2)]
    assert {row.target for row in find(iris, "sepal").found} == {Target(0, 0), Target(0, 1)}


def test_dead_neurons_are_off_for_every_example(digits: Document) -> None:
    assert digits.data is not None
    result = find(digits, "dead")
    off = (digits.network.trace(digits.data.inputs)[1].a == 0).all(axis=0)
    assert {row.target.unit for row in result.found} == set(np.flatnonzero(off).tolist())
    alone = replace(digits, data=None)
    result = find(alone, "dead")
    off = trace_of(alone)[1].a[0] == 0
    assert {row.target.unit for row in result.found} == set(np.flatnonzero(off).tolist())
    assert "this input" in result.words


def test_saturated_neurons_are_at_an_end_of_their_function() -> None:
    shown = document((4, 6, 2), hidden="tanh")
    weight = np.zeros((4, 6), np.float32)
    bias = np.array([0.0, 5.0, -5.0, 1.0, 0.5, 9.0], np.float32)
    shown = replace(shown, network=shown.network.with_parameters({"1.weight": weight, "1.bias": bias}))
    assert [row.target for row in find(shown, "saturated").found] == [
        Target(1, 1),
        Target(1, 2),
        Target(1, 5),
    ]
    assert find(document((4, 6, 2)), "saturated").found == ()


def test_a_broken_number_can_be_found(digits: Document) -> None:
    weight = digits.network.parameters()["1.weight"].copy()
    weight[20, 3] = np.nan
    broken = replace(digits, network=digits.network.with_parameters({"1.weight": weight}))
    assert find(broken, "nan").found[0].target == Target(1, 3)
    assert find(digits, "nan").words == "Every value is a finite number."


@pytest.mark.parametrize(
    "query", ["", "   ", "zebra", "1:", ":3", "-4", "1e9", "99999999999999", "\0", "1:1:1", "﷽"]
)
def test_whatever_is_typed_gets_a_sentence(digits: Document, query: str) -> None:
    result = find(digits, query)
    assert result.found == ()
    assert result.words


def test_very_many_results_are_counted_and_not_all_listed() -> None:
    network = Network.build((4,), [Dense(900, "relu"), Dense(2)], seed=0)
    network = network.with_parameters({"1.bias": np.full(900, -100.0, np.float32)})
    result = find(Document(network, "off", CurrentInput(np.ones(4, np.float32))), "dead")
    assert result.count == 900
    assert len(result.found) == 200


def test_dead_neurons_of_a_network_with_two_inputs_are_found() -> None:
    document = graphs.two_inputs()
    network = document.network.with_parameters({"1.bias": np.full(4, -100.0, np.float32)})
    result = find(replace(document, network=network), "dead")
    assert [found.target for found in result.found] == [Target(1, unit) for unit in range(4)]


def test_smallest_is_the_smallest_of_each_layer(digits: Document) -> None:
    trace = trace_of(digits)
    found = search(digits, trace, "smallest").found
    assert [row.target.layer for row in found] == [1, 2]
    for row in found:
        values = trace[row.target.layer].a[0]
        assert values[row.target.unit] == values.min()


def test_what_else_can_be_typed_leaves_out_what_was(digits: Document) -> None:
    assert "largest" not in also(" Largest")
    assert "dead" in also("largest")
    assert "largest" in also("")


@pytest.mark.parametrize("digits", ["9" * 4301, "1:" + "9" * 4301, "٣" * 4301, "0" * 5000 + "1"])
def test_a_number_longer_than_python_reads_finds_nothing(digits: str) -> None:
    opened = formats.open_any("digits")[0]
    results = search(opened, trace_of(opened), digits)
    assert results.found == ()
    assert len(results.words) < 200
