"""One network with several functions: trained alike, scored on what training never saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document.lab import Lab
from nnviz.document.scoring import score
from nnviz.engine.functions import activations
from nnviz.errors import InputError
from nnviz.training.choices import comparison, trained
from nnviz.training.plan import Options, plan
from nnviz.training.runs import snapshots

FOUR = Lab().compared


def opened(sample):
    return formats.open_any(sample)[0]


def test_the_held_out_examples_are_never_trained_on() -> None:
    of = comparison(opened("iris"), FOUR)
    assert not of.own
    learned = {row.tobytes() for row in of.data.training.inputs}
    held_out = {row.tobytes() for row in of.data.unseen.inputs}
    assert len(of.data.unseen.inputs) == 30
    # Iris has one flower twice; no more than that may lie on both sides.
    assert len(learned & held_out) <= 1


def test_a_run_is_the_training_that_the_command_does() -> None:
    of = comparison(opened("iris"), FOUR)
    tanh = activations.get("tanh")
    run = trained(of, tanh, 3)
    changed = of.document.network.with_functions(dict.fromkeys(of.hidden, tanh))
    document = replace(of.document, network=changed)
    by_hand = list(snapshots(plan(document, of.data, Options(epochs=of.epochs, seed=3))))
    assert run.steps == tuple(snapshot.step for snapshot in by_hand)
    assert run.last == score(by_hand[-1].network, of.data).value
    assert len(run.steps) == of.epochs + 1


def test_the_same_seed_gives_the_same_run_and_another_seed_another() -> None:
    of = comparison(opened("xor"), FOUR)
    relu = activations.get("relu")
    assert trained(of, relu, 0) == trained(of, relu, 0)
    assert trained(of, relu, 0).scores != trained(of, relu, 1).scores


def test_a_hidden_function_is_exchanged_and_the_output_keeps_its_own() -> None:
    document = opened("digits")
    of = comparison(document, FOUR)
    assert of.hidden == (1,)
    changed = document.network.with_functions(dict.fromkeys(of.hidden, activations.get("tanh")))
    assert [layer.activation.name for layer in changed.layers] == ["tanh", "softmax"]


def test_too_few_examples_are_scored_on_themselves_and_it_is_known() -> None:
    of = comparison(opened("xor"), FOUR)
    assert of.own
    assert np.isfinite(trained(of, activations.get("tanh"), 0).last)


def test_what_is_not_wanted_any_more_ends() -> None:
    of = comparison(opened("digits"), FOUR)
    asked = iter([True, True, False])
    run = trained(of, activations.get("relu"), 0, lambda: next(asked, False))
    assert len(run.steps) <= 2


def test_steps_to_a_goal() -> None:
    of = comparison(opened("iris"), FOUR)
    run = trained(of, activations.get("relu"), 0)
    first = run.needed(run.last)
    assert run.scores[run.steps.index(first)] >= run.last
    assert run.needed(1.01) is None


def test_networks_that_cannot_be_compared_are_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="no examples"):
        comparison(replace(opened("digits"), data=None), FOUR)
    with pytest.raises(InputError, match="No hidden layer"):
        comparison(opened("neuron"), FOUR)
