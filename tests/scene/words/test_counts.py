"""Whatever is counted reads right for none, one and two of it."""

from dataclasses import replace

import pytest

from nnviz.document.new import from_network
from nnviz.document.plan import plan
from nnviz.engine import Activation, Dense, Network
from nnviz.scene.words.counting import amount, are, part
from nnviz.ui.build.words import kept_sentence
from nnviz.ui.window.top_bar import score_texts


@pytest.mark.parametrize(
    ("count", "text", "verb"), [(0, "0 layers", "are"), (1, "1 layer", "is"), (2, "2 layers", "are")]
)
def test_amounts_and_their_verbs(count, text, verb):
    assert amount(count, "layer") == text
    assert are(count) == verb
    assert part(0, count, "layer") == f"0 of {text}"


@pytest.mark.parametrize(
    ("layers", "said"), [(1, "Weights kept: 1 of 1 layer."), (2, "Weights kept: 2 of 2 layers.")]
)
def test_weights_that_are_kept_are_counted(layers, said):
    document = from_network(Network.build((3,), [Dense(2)] * layers))
    assert kept_sentence(plan(document), 0)[0] == said


def test_where_there_are_no_weights_none_are_random():
    bare = from_network(Network.build((3,), [Activation("relu")]))
    assert score_texts(bare) == ()
    random = replace(from_network(Network.build((3,), [Dense(2)])), trained={})
    assert score_texts(random)[-1] == "Weights are random"
