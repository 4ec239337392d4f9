"""Training that is stopped, goes on, changes its recipe and leaves parts as they are."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnviz.engine import (
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Conv2D,
    Cosine,
    Dense,
    Dropout,
    Flatten,
    Network,
    Recipe,
    RMSprop,
    Trainer,
    TrainingDivergedError,
    train,
)
from nnviz.engine.learning import losses

CROSS_ENTROPY = losses.get("cross_entropy")
SQUARED = losses.get("squared_error")


def _task(seed: int = 0, samples: int = 37) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = random.normal(size=(samples, 4)).astype(np.float32)
    return x, (x[:, 0] * x[:, 1] > 0).astype(np.int64)


def _network(*between: Any) -> Network:
    return Network.build((4,), [Dense(6, "tanh"), *between, Dense(2, "softmax")])


STACKS = {
    "dense": (),
    "dropout": (Dropout(0.3),),
    "batch norm": (BatchNorm(),),
    "both": (BatchNorm(), Dense(5, "relu"), Dropout(0.5)),
}
RULES = {
    "sgd": SGD(0.1),
    "momentum": SGD(0.1, momentum=0.9),
    "nesterov": SGD(0.05, momentum=0.9, nesterov=True),
    "rmsprop": RMSprop(0.01),
    "adam": Adam(0.01),
    "adamw": AdamW(0.01),
}


def _equal(one: Network, other: Network) -> bool:
    mine, theirs = one.parameters(), other.parameters()
    return all(mine[key].tobytes() == theirs[key].tobytes() for key in mine)


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("rule", RULES)
def test_training_goes_on_from_any_step_to_the_bit(stack: str, rule: str) -> None:
    network, data = _network(*STACKS[stack]), _task()
    recipe = Recipe(3, 8, RULES[rule], CROSS_ENTROPY, 5, Cosine(), l2=0.01, clip=1.0)
    whole = Trainer(network, data, recipe)
    first = whole.advance(7)
    at = whole.checkpoint()
    rest = whole.advance(6)
    again = Trainer(network, data, recipe, checkpoint=at)
    assert again.step == 7
    assert again.advance(6) == rest
    assert _equal(again.network(), whole.network())
    assert len(first) == 7


def test_a_convolution_goes_on_to_the_bit() -> None:
    random = np.random.default_rng(0)
    x, y = random.normal(size=(11, 1, 6, 6)).astype(np.float32), random.integers(0, 2, 11)
    layers = [Conv2D(2, 3, activation="relu"), BatchNorm(), Flatten(), Dense(2, "softmax")]
    network = Network.build((1, 6, 6), layers)
    whole = Trainer(network, (x, y), Recipe(2, 4, Adam(0.01), CROSS_ENTROPY))
    whole.advance(2)
    again = Trainer(network, (x, y), whole.recipe, checkpoint=whole.checkpoint())
    assert whole.advance(4) == again.advance(4)
    assert _equal(whole.network(), again.network())


def test_what_it_takes_step_by_step_is_what_train_takes() -> None:
    network, data = _network(Dropout(0.2)), _task()
    *_, last = train(network, data, epochs=2, batch_size=8, optimizer=Adam(0.01), seed=3)
    trainer = Trainer(network, data, Recipe(2, 8, Adam(0.01), CROSS_ENTROPY, 3))
    for _ in range(10):
        trainer.advance()
    assert (trainer.step, trainer.epoch) == (last.step, last.epoch) == (10, 2)
    assert _equal(trainer.network(), last.network)


def test_an_epoch_uses_every_example_once_and_no_two_epochs_are_alike() -> None:
    trainer = Trainer(_network(), _task(samples=20), Recipe(9, 6, SGD(0.1), CROSS_ENTROPY))
    orders = []
    for _ in range(3):
        used: list[int] = []
        for _ in range(4):
            used += trainer.batch().tolist()
            trainer.advance()
        assert sorted(used) == list(range(20))
        orders.append(tuple(used))
    assert len(set(orders)) == 3


@pytest.mark.parametrize("rule", RULES)
def test_what_is_frozen_stays_to_the_bit_and_the_rest_moves(rule: str) -> None:
    network = _network(BatchNorm(), Dense(5, "relu"))
    recipe = Recipe(9, 8, RULES[rule], CROSS_ENTROPY, l2=0.01)
    trainer = Trainer(network, _task(), recipe)
    trainer.advance(5)
    before = trainer.network().parameters()
    trainer.change(replace(recipe, frozen_layers=(2, 3), frozen_biases=True))
    trainer.advance(5)
    after = trainer.network().parameters()
    still = {key for key in before if np.array_equal(before[key], after[key])}
    assert still == {key for key in before if key[0] in "23" or key.endswith("bias")}


def test_a_frozen_run_of_the_fast_path_is_that_of_a_network_with_these_gradients_at_zero() -> None:
    network, (x, y) = _network(), _task()
    frozen = Trainer(network, (x, y), Recipe(1, 37, SGD(0.5), CROSS_ENTROPY, frozen_layers=(1,)))
    free = Trainer(network, (x, y), Recipe(1, 37, SGD(0.5), CROSS_ENTROPY))
    frozen.advance()
    free.advance()
    assert np.array_equal(frozen.network().parameters()["1.weight"], network.parameters()["1.weight"])
    assert np.array_equal(frozen.network().parameters()["2.weight"], free.network().parameters()["2.weight"])


def test_a_changed_rate_holds_from_the_next_step_on() -> None:
    network, data = _network(), _task()
    recipe = Recipe(9, 8, SGD(0.1, momentum=0.9), CROSS_ENTROPY)
    trainer = Trainer(network, data, recipe)
    trainer.advance(3)
    at, losses_before = trainer.checkpoint(), trainer.recipe.optimizer.rate
    slower = replace(recipe, optimizer=SGD(0.0, momentum=0.9))
    trainer.change(slower)
    trainer.advance(2)
    assert losses_before == 0.1
    assert _equal(trainer.network(), network.with_parameters(at.parameters))
    # The velocity was kept: it goes on from there.
    assert np.any(trainer.checkpoint().memory["velocity"])


def test_another_batch_size_takes_up_where_the_epoch_was() -> None:
    trainer = Trainer(_network(), _task(samples=20), Recipe(9, 4, SGD(0.1), CROSS_ENTROPY))
    order = trainer.batch().tolist()
    trainer.advance()
    trainer.change(replace(trainer.recipe, batch_size=16))
    order += trainer.batch().tolist()
    trainer.advance()
    assert sorted(order) == list(range(20))
    assert trainer.epoch == 1


def test_another_loss_asks_for_other_targets() -> None:
    x, _ = _task()
    y = np.random.default_rng(1).uniform(0.1, 0.9, (len(x), 1))
    network = Network.build((4,), [Dense(1, "sigmoid")])
    trainer = Trainer(network, (x, y), Recipe(2, 8, SGD(0.1), SQUARED))
    trainer.advance(2)
    trainer.change(replace(trainer.recipe, loss=losses.get("binary_cross_entropy")))
    assert len(trainer.advance(3)) == 3


def test_a_look_counts_the_steps_since_the_one_before() -> None:
    x, y = _task()
    trainer = Trainer(_network(), (x, y), Recipe(9, 37, SGD(0.1), CROSS_ENTROPY), validation=(x[:5], y[:5]))
    assert trainer.check().loss == pytest.approx(trainer.check().metrics["loss"])
    each = [*trainer.advance(3), *trainer.advance(2)]
    found = trainer.check()
    assert found.loss == pytest.approx(np.mean(each), rel=1e-6)
    right = trainer.network().predict(x[:5]).argmax(axis=1) == y[:5]
    assert found.metrics["validation_accuracy"] == right.mean()


@pytest.mark.parametrize("function", ["relu", "identity"])
def test_running_away_names_the_step_the_layer_and_the_neuron(function: str) -> None:
    x = np.full((4, 2), 1e3, np.float32)
    network = Network.build((2,), [Dense(3, function), Dense(1)])
    trainer = Trainer(network, (x, np.full((4, 1), -1e3)), Recipe(99, 4, SGD(1e6), SQUARED))
    with pytest.raises(TrainingDivergedError) as caught:
        trainer.advance(99)
    error = caught.value
    assert error.step == trainer.step
    assert network.shapes[error.layer][0] > error.unit[0] >= 0


def test_a_neuron_that_breaks_is_the_one_that_is_named() -> None:
    x = np.array([[1.0, 0.0], [1.0, 0.0]], np.float32)
    network = Network.build((2,), [Dense(3, "identity"), Dense(2)])
    network = network.with_parameters(
        {"1.weight": np.array([[1, 3e38, 1], [0, 0, 0]], np.float32), "1.bias": np.array([0, 3e38, 0])}
    )
    trainer = Trainer(network, (x, np.zeros((2, 2))), Recipe(1, 2, SGD(0.1), SQUARED))
    with pytest.raises(TrainingDivergedError) as caught:
        trainer.advance()
    assert (caught.value.layer, caught.value.unit) == (1, (1,))


@pytest.mark.parametrize("rate", [1e6, 1e30, 3e38])
@pytest.mark.parametrize("name", losses.names())
def test_a_rate_far_too_large_warns_of_nothing_and_says_where(name: str, rate: float) -> None:
    """Numbers run away in words or not at all; NumPy's own warnings would fail this test."""
    loss = losses.get(name)
    ends = {"cross_entropy": "softmax", "binary_cross_entropy": "sigmoid"}
    random = np.random.default_rng(0)
    x = random.normal(size=(40, 4)).astype(np.float32)
    y = (x[:, :2] > 0).astype(np.float32)
    if name == "cross_entropy":
        y = np.eye(2, dtype=np.float32)[y[:, 0].astype(int)]
    network = Network.build((4,), [Dense(6, "relu"), Dense(2, ends.get(name, "identity"))])
    trainer = Trainer(network, (x, y), Recipe(5, 8, SGD(rate), loss), (x, y))
    where = (1, 1)
    try:
        for _ in range(25):
            trainer.advance(1)
            trainer.check()
    except TrainingDivergedError as error:
        where = (error.step, error.layer)
    assert 0 < where[0] <= 25
    assert where[1] in (1, 2)
