"""Which training step is opened up, and that it is the very one that the run takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.data.sources import Preparation, Toy
from nnviz.document import CurrentInput, Document
from nnviz.document.training import Curves, Run, Training
from nnviz.engine import SGD, Dense, Network, Recipe, Trainer
from nnviz.engine.learning import losses
from nnviz.errors import NNVizError
from nnviz.training import scaling
from nnviz.training.begin import lesson_of
from nnviz.training.opened import opened, read_target, wanted
from tests.trainings import points


def trained(before: bool, kept: tuple[int, ...] = (0, 4, 7)) -> Document:
    """A document whose run of ten steps kept some of them."""
    data = points()
    network = Network.build((2,), [Dense(3, "tanh"), Dense(2, "softmax")], seed=1)
    scale = scaling.of_inputs(formats.open_any("iris")[0], data.inputs) if before else None
    recipe = Recipe(4, 7, SGD(0.2, momentum=0.9), losses.get("cross_entropy"), seed=5)
    run = Run("SGD", network, ((0, recipe),), before=scale, data="moons")
    trainer = Trainer(network, lesson_of(run, data).learned, recipe)
    found = []
    checkpoints = [trainer.checkpoint()]
    for step in range(1, 11):
        found += trainer.advance()
        if step in kept:
            checkpoints.append(trainer.checkpoint())
    run = replace(run, curves=Curves(np.array(found, np.float32)), kept=tuple(checkpoints))
    training = Training(data, Toy("moons", 30, 0.2), Preparation(), recipe, (run,), 0, 4)
    document, _ = formats.open_any("xor")
    result = scaling.wrapped(trainer.network(), scale, None)
    return replace(document, network=result, data=data.unseen, training=training, task="classes")


@pytest.mark.parametrize("before", [False, True])
def test_a_kept_step_is_the_one_that_the_run_took(before: bool) -> None:
    document = trained(before)
    assert document.training is not None
    run = document.training.runs[0]
    for at in (0, 4, 7):
        found = opened(replace(document, training=replace(document.training, step=at)))
        assert found.step.number == at + 1
        assert found.shift == before
        # The curve holds the loss of each batch as it was before its step.
        assert found.step.loss == pytest.approx(float(run.curves.losses[at]), rel=1e-6)
        trainer = Trainer(run.network, lesson_of(run, points()).learned, run.recipes[0][1])
        trainer.advance(at + 1) if at else trainer.advance(1)
        for key, array in trainer.network().parameters().items():
            assert np.array_equal(found.step.after.parameters()[key], array)
        assert len(found.rows) == len(found.step.targets)
        assert found.run is run


def test_between_kept_steps_the_nearest_one_is_opened() -> None:
    document = trained(False)
    assert document.training is not None
    found = opened(replace(document, training=replace(document.training, step=6)))
    assert found.step.number == 8


def test_examples_that_are_gone_are_said() -> None:
    document = trained(False)
    assert document.training is not None
    with pytest.raises(NNVizError, match="isn't there any more"):
        opened(replace(document, training=replace(document.training, data=None)))


@pytest.mark.parametrize("name", ["neuron", "xor", "iris", "sine", "digits", "digits-cnn", "worked-example"])
def test_without_a_run_the_current_input_takes_the_first_step(name: str) -> None:
    document, _ = formats.open_any(name)
    found = opened(document)
    assert found.step.number == 1
    assert len(found.step.targets) == 1
    assert found.run is None
    assert found.losses.size == 0
    assert found.step.loss_after <= found.step.loss


def test_scaling_layers_stand_outside() -> None:
    document, _ = formats.open_any("iris")
    scale = scaling.of_inputs(document, document.data.inputs)
    whole = replace(document, network=scaling.wrapped(document.network, scale, None))
    found = opened(whole)
    assert found.shift == 1
    assert found.document.network.layers == document.network.layers
    assert found.step[0].a[0] == pytest.approx(scale.apply(document.input.values[None])[0], rel=1e-5)


def test_the_worked_example_needs_nobody_to_set_anything() -> None:
    document, _ = formats.open_any("worked-example")
    found = opened(document)
    assert found.step.loss == pytest.approx(0.298371, abs=5e-7)
    assert found.step[2].parameters["weight"].after[0, 0] == pytest.approx(0.358916, abs=5e-7)
    assert found.step[1].parameters["weight"].after[0, 0] == pytest.approx(0.149781, abs=5e-7)
    frozen = replace(document.training.recipe, frozen_biases=True)
    still = opened(replace(document, training=replace(document.training, recipe=frozen)))
    assert still.step[2].parameters["weight"].after[0, 0] == pytest.approx(0.358916, abs=5e-7)
    assert np.array_equal(still.step[2].parameters["bias"].after, still.step[2].parameters["bias"].before)


def test_what_should_come_out_is_said_by_a_person_or_an_example_or_offered() -> None:
    document, _ = formats.open_any("digits")
    sample = document.input.sample
    assert int(wanted(document)) == document.data.targets[sample]
    assert int(wanted(document, (7.0,))) == 7
    drawn = replace(document, input=CurrentInput(document.input.values, "drawing"))
    likely = int(document.network.predict(document.input.values[None]).argmax())
    assert int(wanted(drawn)) == likely
    sine, _ = formats.open_any("sine")
    assert wanted(sine, (0.25,)).tolist() == [0.25]


def test_several_inputs_are_refused_in_a_sentence() -> None:
    with pytest.raises(NNVizError, match="one input"):
        opened(replace(formats.open_any("xor")[0], network=_two_inputs()))


def _two_inputs() -> Network:
    from nnviz.engine import Concat
    from nnviz.engine.graph import Input

    layers = [Input((2,), name="b"), Concat(inputs=("input", "b")), Dense(1)]
    return Network.build((2,), layers)


def test_a_target_is_read_as_people_type_it() -> None:
    iris, xor, worked = (formats.open_any(name)[0] for name in ("iris", "xor", "worked-example"))
    assert read_target(iris, " Virginica") == read_target(iris, "2") == (2.0,)
    assert read_target(xor, "−0.5") == (-0.5,)
    assert read_target(worked, "0.01, 0.99") == read_target(worked, "0.01 0.99") == (0.01, 0.99)
    assert read_target(worked, "  ") is None
    for document, text, said in (
        (iris, "3", "from 0 to 2"),
        (iris, "rose", "its name"),
        (xor, "1 2", "1 number"),
        (worked, "1", "2 numbers"),
        (worked, "nan 1", "2 numbers"),
    ):
        with pytest.raises(NNVizError, match=said):
            read_target(document, text)
