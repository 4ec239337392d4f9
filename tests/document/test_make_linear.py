"""Every hidden function becomes the identity in one edit, and comes back in one."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits, structure
from nnviz.engine import collapse
from nnviz.session import Session


@pytest.mark.parametrize("sample", ["xor", "digits", "digits-cnn", "mnist-cnn", "sine", "iris"])
def test_no_weight_is_touched_and_undo_restores_the_very_document(sample) -> None:
    session = Session(formats.open_any(sample)[0])
    before = session.document
    session.apply(edits.make_linear)
    after = session.document
    assert collapse.hidden_functions(after.network) == {}
    for key, array in before.network.parameters().items():
        assert after.network.parameters()[key] is array
    session.undo()
    assert session.document is before


def test_the_functions_come_back_without_the_history_too(tmp_path) -> None:
    document = formats.open_any("digits")[0]
    straight = edits.make_linear(document)
    formats.save(straight, tmp_path / "a.nnviz")
    opened = formats.open_any(tmp_path / "a.nnviz")[0]
    back = edits.put_back(opened)
    assert back.network.layers == document.network.layers
    x = document.input.values[None]
    np.testing.assert_array_equal(back.network.predict(x), document.network.predict(x))


def test_a_network_without_a_bend_is_no_edit() -> None:
    document = edits.make_linear(formats.open_any("xor")[0])
    assert edits.make_linear(document) is document


def test_where_a_layer_has_another_function_since_nothing_comes_back() -> None:
    document = edits.make_linear(formats.open_any("xor")[0])
    other = edits.set_activation(document, 1, "relu")
    assert edits.replaced_functions(other) == {}
    assert edits.put_back(other) is other


def test_average_pooling_in_the_place_of_the_largest_keeps_every_weight() -> None:
    document = formats.open_any("mnist-cnn")[0]
    averaged = structure.average_pools(document)
    assert [layer.kind for layer in averaged.network.layers].count("AveragePool2D") == 2
    assert collapse.bending_layers(averaged.network) == ()
    for key, array in document.network.parameters().items():
        np.testing.assert_array_equal(averaged.network.parameters()[key], array)
    straight = edits.make_linear(averaged).network
    one = collapse.collapse(straight)
    x = document.data.inputs[:8]
    in_turn = collapse.scores(straight, [x])
    assert np.abs(in_turn - one.applied(x.reshape(8, -1))).max() <= 1e-5 * np.abs(in_turn).max()
