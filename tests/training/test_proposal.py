"""The network that fits a table, and the recipe that suits the size of what is learned."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats, training
from nnviz.data import Dataset, catalogue, tables
from nnviz.document.new import from_network
from nnviz.engine import BatchNorm, Dense, Network
from nnviz.errors import OptionError
from nnviz.training import proposal
from tests.tables import CASES


def test_names_and_sizes_are_those_of_the_table() -> None:
    table = tables.read(CASES / "grain_deccomma.csv")
    document = proposal.document_for(table, tables.dataset(table))
    assert proposal.sizes(document.network) == "3-8-2"
    assert document.network.parameter_count == 50
    assert document.title == "grain_deccomma 3-8-2"
    assert document.input_names == ("area", "perimeter", "length")
    assert document.output_names == ("large", "small")
    assert not document.is_trained()
    assert proposal.sizes(proposal.document_for(table, tables.dataset(table), hidden=5).network) == "3-5-2"


@pytest.mark.parametrize(
    ("inputs", "outputs", "hidden"), [(1, 1, 8), (4, 3, 8), (64, 10, 32), (784, 10, 64), (10_000, 2, 16)]
)
def test_hidden_neurons_follow_columns_and_classes(inputs: int, outputs: int, hidden: int) -> None:
    assert proposal.hidden_for(inputs, outputs) == hidden


def test_columns_are_brought_to_one_scale_as_wanted() -> None:
    table = tables.read(CASES / "flats.csv")
    data = tables.dataset(table)
    document = proposal.document_for(table, data)
    between = training.plan(document, data, training.Options(scale="minmax"))
    assert between.parts.inputs.min(axis=0).tolist() == [0.0, 0.0, 0.0]
    assert between.parts.inputs.max(axis=0).tolist() == [1.0, 1.0, 1.0]
    assert training.plan(document, data, training.Options(scale="none")).before is None
    assert training.plan(document, data).after is not None


def test_what_could_be_learned_by_heart_is_learned_calmly() -> None:
    for name, rate, decay in (("iris", 0.01, 0.0), ("digits", 0.01, 0.0), ("mnist", 0.002, 1e-3)):
        recipe = training.plan(formats.open_any(name)[0], catalogue.get(name)).recipe
        assert (recipe.optimizer.rate, recipe.l2) == (rate, decay)


def test_of_many_examples_more_make_a_step() -> None:
    document = from_network(Network.build((1,), [Dense(1)]))
    sizes = []
    for count in (100, 20_000, 200_000):
        x = np.linspace(0, 1, count, dtype=np.float32)[:, None]
        recipe = training.plan(document, Dataset("line", x, x)).recipe
        sizes.append((recipe.batch_size, recipe.epochs))
    assert sizes == [(16, 428), (64, 20), (512, 10)]


def test_batch_norm_needs_more_than_one_example() -> None:
    document = from_network(Network.build((4,), [Dense(6, "relu"), BatchNorm(), Dense(3, "softmax")]))
    with pytest.raises(OptionError, match="choose a batch of 2 or more"):
        training.plan(document, catalogue.get("iris"), training.Options(batch_size=1))
