"""Folding a scaling layer as an edit of the document."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.document import Document, Target, edits, structure
from nnviz.document.folding import fold_scaling, partner
from nnviz.document.new import from_network
from nnviz.engine import Dense, Network, Standardize, Unstandardize
from nnviz.errors import OptionError


def document() -> Document:
    """A network with both kinds of scaling that counts as trained, and was changed since."""
    layers = [Standardize(), Dense(3, "tanh"), Dense(1), Unstandardize()]
    network = Network.build((2,), layers, seed=1).with_parameters(
        {"1.mean": [40.0, -2.0], "1.deviation": [9.0, 0.5], "4.mean": [200.0], "4.deviation": [30.0]}
    )
    trained = replace(from_network(network), trained=MappingProxyType(network.parameters()))
    return edits.set_weight(trained, 2, (1, 0), 0.75)


def test_answers_stay_and_the_trained_weights_fold_too() -> None:
    before = document()
    x = np.array([[40.0, -2.0], [55.0, -1.0], [10.0, 3.0]])
    folded = fold_scaling(fold_scaling(before, 4), 1)
    assert [layer.kind for layer in folded.network.layers] == ["Dense", "Dense"]
    np.testing.assert_allclose(folded.network.predict(x), before.network.predict(x), rtol=1e-5)
    trained = folded.network.with_parameters(dict(folded.trained))
    as_trained = before.network.with_parameters(dict(before.trained))
    np.testing.assert_allclose(trained.predict(x), as_trained.predict(x), rtol=1e-5)
    back = edits.back_to_trained(folded)
    np.testing.assert_allclose(back.network.predict(x), as_trained.predict(x), rtol=1e-5)


def test_overrides_keep_their_neuron() -> None:
    held = edits.set_override(document(), Target(2, 1), "z", 0.25)
    assert set(fold_scaling(held, 1).overrides) == {Target(1, 1)}


def test_only_where_a_dense_layer_can_take_it() -> None:
    network = Network.build((2,), [Standardize(), Dense(2, bias=False), Dense(1, "relu"), Unstandardize()])
    assert partner(network, 1) is None
    assert partner(network, 4) is None
    assert partner(network, 2) is None
    with pytest.raises(OptionError, match="right after it"):
        fold_scaling(from_network(network), 1)


def test_not_while_shapes_do_not_fit() -> None:
    broken = structure.add_layer(document(), "Conv2D", 2)
    with pytest.raises(OptionError, match="all shapes fit"):
        fold_scaling(broken, 1)


def test_a_new_start_keeps_what_was_measured() -> None:
    fresh = structure.reset_weights(document()).network
    np.testing.assert_array_equal(fresh.parameters()["1.mean"], np.float32([40, -2]))
    np.testing.assert_array_equal(fresh.parameters()["4.deviation"], np.float32([30]))
