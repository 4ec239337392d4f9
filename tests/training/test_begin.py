"""What the Train page begins with, for every sample and for documents of other kinds."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import catalogue
from nnviz.data.scaling import Standardization
from nnviz.data.sources import Bundled, Embedded
from nnviz.document import edits
from nnviz.document.new import from_network
from nnviz.engine import Constant, Dense, Network
from nnviz.errors import NNVizError
from nnviz.training import Options, begin, going_on, plan
from nnviz.training.scaling import wrapped
from tests.session.training.conftest import document, points

SAMPLES = ("digits", "digits-cnn", "iris", "mnist", "mnist-cnn", "sine", "xor")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_begins_with_its_whole_set_and_the_recipe_of_the_command(name: str) -> None:
    opened = formats.open_any(name)[0]
    training = begin.begin(opened)
    assert training.data is not None
    assert training.source == Bundled(training.data.name)
    whole = catalogue.get(training.data.name)
    np.testing.assert_array_equal(training.data.inputs.ravel(), whole.inputs.ravel())
    command = plan(opened, training.data, Options())
    assert replace(training.recipe, schedule=command.recipe.schedule) == command.recipe
    assert training.recipe.schedule == Constant()
    assert going_on.reason(opened, training) is None


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_learned_is_scaled_as_the_command_scales_it(name: str) -> None:
    opened = formats.open_any(name)[0]
    training = begin.begin(opened)
    assert training.data is not None
    run = begin.first_run(opened, training)
    lesson = begin.lesson_of(run, training.data)
    # The command measures on the nine tenths that it learns from.
    scaled = plan(opened, training.data).parts.inputs
    assert lesson.learned[0].shape[1:] == scaled.shape[1:]
    assert abs(float(lesson.learned[0].mean()) - float(scaled.mean())) < 0.2
    assert (lesson.judged is not None) == bool(training.data.held_out)


def test_examples_of_ones_own_are_embedded_and_learned_from() -> None:
    training = begin.begin(document(points(50, 10)))
    assert training.source == Embedded("points")
    assert training.data is not None
    assert (len(training.data.training), training.data.held_out) == (40, 10)


def test_examples_that_a_document_only_judges_by_are_learned_from() -> None:
    """The others aren't there any more."""
    unseen = replace(points(50, 10), held_out=50)
    training = begin.begin(document(unseen))
    assert training.data is not None
    assert training.data.held_out == 0


def test_a_network_without_examples_says_what_to_do() -> None:
    plain = from_network(Network.build((2,), [Dense(1)]), title="plain")
    with pytest.raises(NNVizError, match="open a network that has some"):
        begin.begin(replace(plain, data=None))


def test_weights_that_a_hand_has_changed_stay_as_they_are_and_so_does_their_scaling() -> None:
    opened = formats.open_any("sine")[0]
    layers = len(opened.network.layers)
    changed = edits.set_weight(opened, layers, (0, 0), 0.25)
    run = begin.first_run(changed, begin.begin(changed))
    again = wrapped(run.network, run.before, run.after)
    assert again.equals(changed.network)


def test_the_core_of_a_network_is_what_its_scaling_layers_stand_round() -> None:
    core = Network.build((3,), [Dense(2, "tanh"), Dense(1)], seed=4)
    data = np.random.default_rng(0).normal(5, 2, (30, 3)).astype(np.float32)
    both = Standardization.of(data), Standardization.of(1000 * data[:, :1])
    for before in (both[0], None):
        for after in (both[1], None):
            assert begin.core_of(wrapped(core, before, after)).equals(core)


def test_untrained_weights_are_kept_and_trained_ones_drawn_anew() -> None:
    fresh = document()
    assert begin.first_run(fresh, begin.begin(fresh)).network is fresh.network
    trained = replace(fresh, trained=MappingProxyType(fresh.network.parameters()))
    training = begin.begin(trained)
    seeded = replace(training, recipe=replace(training.recipe, seed=8))
    drawn = Network.build((2,), fresh.network.layers, 8)
    assert begin.first_run(trained, seeded).network.equals(drawn)
