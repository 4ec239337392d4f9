"""The matrix counts what the network says, and says it in words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn import metrics

from nnviz import formats
from nnviz.data import Dataset, catalogue
from nnviz.data.sources import Bundled, Preparation
from nnviz.document import Document
from nnviz.document.new import from_network
from nnviz.document.training import Training
from nnviz.engine import Dense, Network, Recipe
from nnviz.scene.train import judging
from nnviz.scene.train.confusion import Confusion


def opened(name: str) -> Document:
    document, _ = formats.open_any(name)
    return document


def judged(document: Document, seen: bool = False) -> Confusion:
    parts = judging.parts_of(document)
    assert parts is not None
    found = judging.judge(document, parts.part(seen))
    assert found is not None
    assert found.confusion is not None
    return found.confusion


def random(classes: int, count: int, seed: int = 0) -> Document:
    """A network of random weights and examples whose classes have nothing to do with it."""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(count, 3)).astype(np.float32)
    names = tuple(f"kind {number}" for number in range(classes))
    data = Dataset("random", inputs, rng.integers(0, classes, count), names, held_out=count // 3)
    network = Network.build((3,), [Dense(classes, "softmax")], seed)
    return replace(from_network(network), data=data, output_names=names)


@pytest.mark.parametrize("name", ["iris", "digits", "mnist-cnn"])
def test_the_counts_are_those_of_scikit_learn(name: str) -> None:
    document = opened(name)
    assert document.data is not None
    answers = document.network.predict(document.data.inputs).argmax(axis=1)
    confusion = judged(document)
    np.testing.assert_array_equal(confusion.counts, metrics.confusion_matrix(document.data.targets, answers))
    assert confusion.right / confusion.total == metrics.accuracy_score(document.data.targets, answers)
    recall = metrics.recall_score(document.data.targets, answers, average=None)
    np.testing.assert_allclose(np.diag(confusion.shares), recall)


@pytest.mark.parametrize("classes", [3, 17, 100])
@pytest.mark.parametrize("seen", [False, True])
def test_both_parts_of_the_examples_are_counted(classes: int, seen: bool) -> None:
    document = random(classes, 700)
    assert document.data is not None
    part = document.data.training if seen else document.data.unseen
    answers = document.network.predict(part.inputs).argmax(axis=1)
    confusion = judged(document, seen)
    labels = range(classes)
    wanted = metrics.confusion_matrix(part.targets, answers, labels=labels)
    np.testing.assert_array_equal(confusion.counts, wanted)


def test_examples_of_a_cell_come_surest_first() -> None:
    document = random(4, 900)
    confusion = judged(document)
    assert document.data is not None
    outputs = document.network.predict(document.data.unseen.inputs)
    cell = confusion.worst()
    found = confusion.examples(cell)
    assert len(found) == confusion.counts[cell] > 1
    assert set(document.data.unseen.targets[found]) == {cell[0]}
    assert set(outputs[found].argmax(axis=1)) == {cell[1]}
    assert (np.diff(outputs[found, cell[1]]) <= 0).all()


def test_the_most_frequent_mistake_is_the_worst_cell() -> None:
    confusion = judged(opened("iris"))
    assert confusion.worst() == (2, 1)
    assert confusion.heading((2, 1)) == "2 “virginica” taken for “versicolor”"
    assert confusion.sentence((2, 1)) == "2 of 10 “virginica” are taken for “versicolor”: 20.0%."
    assert confusion.sentence((0, 0)) == "10 of 10 “setosa” are recognised: 100%."
    assert confusion.sentence((0, 1)) == "0 of 10 “setosa” are taken for “versicolor”: 0%."
    assert (confusion.accuracy(), confusion.result()) == ("93.3%", "28 of 30 examples right")


def test_one_output_tells_two_classes_apart() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.normal(size=(60, 2)).astype(np.float32)
    targets = (inputs[:, 0] > 0.2).astype(np.int64)
    network = Network.build((2,), [Dense(1, "sigmoid")], 0)
    data = Dataset("two", inputs, targets[:, None].astype(np.float32), ("no", "yes"))
    document = replace(from_network(network), task="classes", output_names=("no", "yes"), data=data)
    confusion = judged(document)
    assert confusion.names == ("no", "yes")
    said = network.predict(inputs)[:, 0] >= 0.5
    np.testing.assert_array_equal(confusion.counts, metrics.confusion_matrix(targets, said))


def test_an_answer_that_is_not_finite_is_no_class() -> None:
    document = random(3, 90)
    broken = {key: array.copy() for key, array in document.network.parameters().items()}
    broken["1.bias"][1] = np.nan
    confusion = judged(replace(document, network=document.network.with_parameters(broken)))
    assert confusion.counts.sum() == 0
    assert confusion.result() == "0 of 30 examples right, 30 without a finite answer"


def test_where_nobody_waits_nothing_comes() -> None:
    document = opened("iris")
    parts = judging.parts_of(document)
    assert parts is not None
    assert judging.judge(document, parts.kept, lambda: False) is None


def test_which_examples_they_are_is_said() -> None:
    parts = judging.parts_of(random(3, 90))
    assert parts is not None
    assert judging.which(parts, False) == "30 examples kept aside"
    assert judging.which(parts, True) == "60 examples it learned from"
    unseen = judging.parts_of(opened("iris"))
    assert unseen is not None
    assert judging.which(unseen, True) == "30 examples never learned from"


def test_what_the_page_would_begin_with_is_judged_where_it_is_more() -> None:
    document = opened("iris")
    whole = Training(catalogue.get("iris"), Bundled("iris"), Preparation(), Recipe())
    parts = judging.parts_of(document, whole)
    assert parts is not None
    assert (len(parts.kept), len(parts.learned)) == (30, 120)
    assert document.data is not None
    same = replace(whole, data=replace(document.data, held_out=0))
    parts = judging.parts_of(document, same)
    assert parts is not None
    assert judging.which(parts, False) == "30 examples never learned from"


def test_without_examples_that_fit_there_is_nothing_to_judge() -> None:
    document = opened("iris")
    assert judging.parts_of(replace(document, data=None)) is None
    assert judging.parts_of(replace(document, data=opened("digits").data)) is None


def test_an_example_becomes_the_input() -> None:
    document = random(3, 90)
    assert document.data is not None
    seen, unseen = document.data.training, document.data.unseen
    looking = judging.look_at(document, unseen, 4)
    np.testing.assert_array_equal(looking.input.values, unseen.inputs[4])
    assert judging.number_of(looking, unseen) == 4
    own = judging.look_at(replace(document, data=unseen), unseen, 4)
    assert (own.input.origin, own.input.sample) == ("sample", 4)
    assert judging.number_of(own, seen) is None
