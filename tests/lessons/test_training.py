"""What cards train with: set up as they say, from the networks that come with the lessons."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document
from nnviz.document.training import Training
from nnviz.engine import SGD, Adam, Trainer
from nnviz.errors import InputError
from nnviz.lessons import shelf
from nnviz.lessons.model import TrainWish
from nnviz.lessons.training import trained
from nnviz.training import begin


def _training(document: Document) -> Training:
    assert document.training is not None
    return document.training


def test_a_card_finds_the_steps_behind_it_and_they_are_the_ones_that_training_takes() -> None:
    digits = formats.open_any("digits")[0]
    wish = TrainWish(optimizer="sgd", rate=0.1, recipe=(("batch_size", 32), ("epochs", 5)), steps=60)
    made = trained(digits, wish)
    training = _training(made)
    run = training.current
    assert run is not None
    assert training.step == run.steps == 60
    assert run.recipe(0).optimizer == SGD(0.1)
    assert training.data is not None
    lesson = begin.lesson_of(run, training.data)
    trainer = Trainer(run.network, lesson.learned, run.recipe(0), lesson.judged)
    losses = trainer.advance(60)
    assert np.array_equal(run.curves.losses, np.array(losses, np.float32))
    mine, theirs = made.network.parameters(), trainer.network().parameters()
    assert all(mine[key].tobytes() == theirs[key].tobytes() for key in mine)


def test_without_steps_the_network_stays_as_the_card_has_it() -> None:
    neuron = formats.open_any("neuron")[0]
    made = trained(neuron, TrainWish(optimizer="sgd", rate=1.0, recipe=(("batch_size", 4),)))
    assert made.network is neuron.network
    assert _training(made).recipe.batch_size == 4
    assert not _training(made).runs


def test_a_rate_alone_keeps_the_optimiser() -> None:
    made = trained(formats.open_any("digits")[0], TrainWish(rate=0.5))
    assert _training(made).recipe.optimizer == Adam(0.5)


def test_a_toy_set_brings_a_network_that_fits_it() -> None:
    made = trained(formats.open_any("digits")[0], TrainWish(data="spirals", steps=20))
    assert made.network.input_shape == (2,)
    assert _training(made).step == 20


def test_a_bundled_set_has_to_fit() -> None:
    with pytest.raises(InputError, match="iris"):
        trained(formats.open_any("digits")[0], TrainWish(data="iris"))


def _after(name: str, steps: int, **changes: object) -> tuple[Document, float]:
    """(a sick network after its training, the share of examples that it gets right)."""
    document = formats.open_any(shelf.bundled(name).with_suffix(".nnviz"))[0]
    training = _training(document)
    document = replace(
        document,
        training=replace(training, recipe=replace(training.recipe, **changes)),  # type: ignore[arg-type]
    )
    made = trained(document, TrainWish(steps=steps))
    data = made.data
    assert data is not None
    output = made.network.predict(data.inputs)
    if output.shape[1] == 1:
        return made, float(((output > 0.5) == (data.targets > 0.5)).mean())
    return made, float((output.argmax(axis=1) == data.targets).mean())


@pytest.mark.parametrize("name", ["alike", "unscaled", "dead", "starved"])
def test_a_sick_network_gets_hardly_more_right_than_guessing_does(name: str) -> None:
    assert _after(name, 225)[1] < 0.35


def test_a_rate_that_suits_large_inputs_cures_them() -> None:
    assert _after("unscaled", 225, optimizer=SGD(0.01))[1] > 0.8


def test_a_smaller_rate_cures_the_one_that_ran_away() -> None:
    sick = _after("runaway", 225)[0]
    run = _training(sick).current
    assert run is not None
    assert run.trouble is not None
    cured, right = _after("runaway", 225, optimizer=SGD(0.01))
    assert _training(cured).step == 225
    assert right > 0.7


def test_what_was_never_true_is_learned_by_heart() -> None:
    made, right = _after("nonsense", 900)
    run = _training(made).current
    assert run is not None
    assert run.curves.training_score[-1] > 0.9
    assert right < 0.2


def test_fifty_digits_are_learned_by_heart_and_teach_something() -> None:
    made, right = _after("fifty", 600)
    run = _training(made).current
    assert run is not None
    assert run.curves.training_score[-1] == 1
    assert 0.7 < right < 0.9
