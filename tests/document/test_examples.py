"""Tables and named sets as examples for a network, and documents around networks from elsewhere."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import nnviz
from nnviz.data import Dataset, bundled, toys
from nnviz.data.sources import Preparation
from nnviz.data.tables import Table
from nnviz.document import Document, examples, new
from nnviz.document.scoring import score
from nnviz.engine import Conv2D, Dense, Flatten, Network
from nnviz.errors import InputError
from tests import graphs


def table(targets: list[float] | list[int], classes: tuple[str, ...] = (), features: int = 4) -> Table:
    kind = np.int64 if classes else np.float32
    inputs = np.arange(len(targets) * features, dtype=np.float32).reshape(-1, features)
    names = tuple(f"x{n}" for n in range(features))
    return Table("grain", inputs, np.array(targets, kind), names, classes, "kind")


def network(outputs: int, activation: str = "identity") -> Document:
    return new.from_network(Network.build((4,), [Dense(outputs, activation)]))


def taken(document: Document, rows: Table, seed: int = 0) -> tuple[Document, Dataset]:
    return examples.from_table(document, rows, Preparation(share=0.2, seed=seed))


def test_classes_keep_the_order_the_network_knows() -> None:
    document = replace(network(3, "softmax"), output_names=("a", "b", "c"))
    named, data = taken(document, table([0, 1, 0, 1], ("c", "a")))
    assert data.class_names == named.output_names == ("a", "b", "c")
    row = {tuple(x): y for x, y in zip(data.inputs, data.targets, strict=True)}
    assert row[(0, 1, 2, 3)] == 2
    assert row[(4, 5, 6, 7)] == 0


def test_all_names_are_those_of_the_table() -> None:
    document = replace(network(2, "softmax"), output_names=("a", "b"), input_names=("e", "f", "g", "h"))
    named, data = taken(document, table([0, 1], ("yes", "no")))
    assert data.class_names == named.output_names == ("yes", "no")
    assert named.input_names == ("x0", "x1", "x2", "x3")
    assert named.title == "grain"
    assert "2 classes of kind" in named.about
    assert taken(network(1), table([0.5, 2, 1]))[0].output_names == ("kind",)


def test_whole_numbers_may_leave_the_last_classes_out() -> None:
    named, data = taken(network(4, "softmax"), table([1, 0, 1, 0], ("0", "2")))
    assert named.output_names == ("0", "1", "2", "3")
    assert set(data.targets) == {0, 2}


def test_a_share_is_held_out_and_shuffled_by_the_seed() -> None:
    rows = table([float(n) for n in range(50)])
    one, same, other = (taken(network(1), rows, seed)[1] for seed in (1, 1, 2))
    assert one.held_out == 10
    np.testing.assert_array_equal(one.inputs, same.inputs)
    assert not np.array_equal(one.inputs, other.inputs)
    np.testing.assert_array_equal(np.sort(one.targets.ravel()), rows.targets)


@pytest.mark.parametrize(
    ("document", "rows", "words"),
    [
        (network(3, "softmax"), table([0, 1], ("a", "b")), "2 classes, but Network gives 3"),
        (network(2, "softmax"), table([0, 1, 2], ("0", "1", "2")), "3 classes, but Network gives 2"),
        (network(2), table([0.5, 1]), "1 value, but Network gives 2"),
        (network(1), table([1.0, 2], features=3), "inputs of 3, but Network takes 4"),
    ],
)
def test_what_does_not_fit_is_said(document: Document, rows: Table, words: str) -> None:
    with pytest.raises(InputError, match=words):
        taken(document, rows)


def test_rows_of_pixels_become_images_where_the_network_takes_them() -> None:
    layers = [Conv2D(2, 3, activation="relu"), Flatten(), Dense(10, "softmax")]
    document = new.from_network(Network.build((1, 8, 8), layers))
    data = examples.fit(document, bundled.digits())
    assert data.inputs.shape == (1797, 1, 8, 8)
    np.testing.assert_array_equal(data.inputs[3].ravel(), bundled.digits().inputs[3])


def test_examples_that_fit_are_the_documents_own() -> None:
    document = nnviz.load("iris")
    assert examples.that_fit(document) is document.data
    assert examples.that_fit(replace(document, data=None)) is None
    none_left = replace(document.data, inputs=document.data.inputs[:0], targets=document.data.targets[:0])
    assert examples.that_fit(replace(document, data=none_left)) is None
    assert examples.that_fit(replace(document, data=toys.outing())) is None


def test_examples_of_one_input_do_not_fit_a_network_of_two() -> None:
    document = graphs.two_inputs()
    inputs = np.ones((3, *document.network.input_shape), np.float32)
    document = replace(document, data=Dataset("ones", inputs, np.zeros(3, np.int64)))
    assert examples.that_fit(document) is None
    assert examples.for_first_input(document) is document.data


def test_scores_are_measured_on_the_unseen_part_alone() -> None:
    document = nnviz.load("iris")
    data = bundled.iris()
    measured = score(document.network, data, "flowers")
    assert measured is not None
    assert document.score is not None
    assert (measured.value, measured.count) == (document.score.value, 30)
    assert score(document.network, toys.outing()) is None


# Networks from elsewhere


def test_a_network_from_a_script_becomes_a_document() -> None:
    made = Network.build((4,), [Dense(3, "softmax")])
    document = new.from_network(made, [[1, 2, 3, 4], [5, 6, 7, 8]], "mine")
    assert document.network is made
    assert document.task == "classes"
    assert document.shows_trained_weights()
    assert document.input.values.tolist() == [1, 2, 3, 4]
    assert new.from_network(Network.build((4,), [Dense(3)])).task == "values"


@pytest.mark.parametrize(
    "x", [[1, 2, 3], [[]], np.zeros((0, 4)), "four", [[1, 2], [3]], None.__class__, 1j * np.ones(4)]
)
def test_what_is_no_input_is_refused(x: object) -> None:
    with pytest.raises(InputError):
        new.with_input(network(1), x)  # type: ignore[arg-type]
