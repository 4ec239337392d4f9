"""Training through its public door: it learns, repeats itself to the bit, reports truly, stops honestly."""

from typing import Any

import numpy as np
import pytest

from nnviz.engine import (
    SGD,
    Activation,
    Adam,
    BatchNorm,
    Conv2D,
    Cosine,
    Dense,
    Dropout,
    Flatten,
    MaxPool2D,
    Network,
    Recipe,
    Snapshot,
    TrainingDivergedError,
    explain_step,
    train,
)
from nnviz.engine.functions import activations
from nnviz.engine.learning import losses, optimizers
from nnviz.engine.operators.operator import Operator
from nnviz.errors import InputError, OptionError, UnknownNameError

XOR = (np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float), np.array([0, 1, 1, 0]))


def blobs(samples: int = 120, seed: int = 0) -> tuple[Any, Any]:
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, samples)
    return random.normal(size=(samples, 4)) + 2 * np.eye(4)[y], y


def images(samples: int = 24) -> tuple[Any, Any]:
    random = np.random.default_rng(0)
    return random.normal(size=(samples, 1, 8, 8)), random.integers(0, 3, samples)


def classifier(dtype: Any = np.float32) -> Network:
    return Network.build((4,), [Dense(8, "tanh"), Dense(3, "softmax")], dtype=dtype)


def last(snapshots: Any) -> Snapshot:
    *_, snapshot = snapshots
    return snapshot


def test_xor_is_learned() -> None:
    net = Network.build((2,), [Dense(4, "tanh"), Dense(1, "sigmoid")], seed=1)
    end = last(train(net, XOR, epochs=300, batch_size=4, optimizer=Adam(0.05), loss="binary_cross_entropy"))
    assert (end.network.predict(XOR[0])[:, 0] > 0.5).astype(int).tolist() == [0, 1, 1, 0]
    assert end.metrics["accuracy"] == 1


@pytest.mark.parametrize("optimizer", optimizers.names())
def test_every_optimiser_lowers_the_loss(optimizer: str) -> None:
    rule = optimizers.get(optimizer, rate=0.05)
    first, *_, end = train(classifier(), blobs(), epochs=15, optimizer=rule)
    assert end.loss < 0.7 * first.loss


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error", "huber"])
def test_a_line_is_found(loss: str) -> None:
    x = np.linspace(-1, 1, 64)[:, None]
    net = Network.build((1,), [Dense(1)])
    end = last(
        train(net, (x, 3 * x[:, 0] - 0.5), epochs=300, optimizer=Adam(0.03), loss=loss, schedule=Cosine())
    )
    assert end.network.parameters()["1.weight"] == pytest.approx(3, abs=0.02)
    assert end.network.parameters()["1.bias"] == pytest.approx(-0.5, abs=0.02)
    assert end.metrics["r2"] > 0.999


def convolutional() -> Network:
    return Network.build(
        (1, 8, 8),
        [
            Conv2D(4, 3, bias=False),
            BatchNorm(),
            Activation("prelu"),
            MaxPool2D(2),
            Flatten(),
            Dropout(0.3),
            Dense(3, "softmax"),
        ],
        seed=2,
    )


@pytest.mark.parametrize("make", [classifier, convolutional])
def test_same_seed_same_bits(make: Any) -> None:
    data = blobs() if make is classifier else images()
    options: Any = {"epochs": 3, "batch_size": 10, "l2": 0.01, "clip": 1.0}
    one, same = (last(train(make(), data, seed=4, **options)) for _ in range(2))
    assert one.network.equals(same.network)
    assert one.losses == same.losses
    assert not one.network.equals(last(train(make(), data, seed=5, **options)).network)


def test_snapshots_are_where_they_say() -> None:
    shots = list(train(classifier(), blobs(), epochs=2, batch_size=50))
    assert [(s.step, s.epoch) for s in shots] == [(0, 0), (3, 1), (6, 2)]
    shots = list(train(classifier(), blobs(), epochs=2, batch_size=50, every=2))
    assert [(s.step, s.epoch) for s in shots] == [(0, 0), (2, 0), (4, 1), (6, 2)]
    assert [len(s.losses) for s in shots] == [0, 2, 2, 2]
    shots = list(train(classifier(), blobs(), epochs=0))
    assert [s.step for s in shots] == [0]


def test_a_snapshot_never_changes_afterwards() -> None:
    net = classifier()
    before = {key: array.copy() for key, array in net.parameters().items()}
    kept = []
    for snapshot in train(net, blobs(), epochs=3, batch_size=16):
        kept.append((snapshot, {key: a.copy() for key, a in snapshot.network.parameters().items()}))
    for snapshot, copies in kept:
        for key, array in snapshot.network.parameters().items():
            assert not array.flags.writeable
            assert np.array_equal(array, copies[key])
    assert all(np.array_equal(a, before[key]) for key, a in net.parameters().items())
    assert not kept[0][0].network.equals(kept[1][0].network)


def test_metrics_agree_with_the_snapshots_own_network() -> None:
    held_out = blobs(seed=1)
    shots = list(train(classifier(np.float64), blobs(), validation=held_out, epochs=2))
    for snapshot in shots:
        shares = snapshot.network.predict(held_out[0])
        right = shares.argmax(axis=1) == held_out[1]
        assert snapshot.metrics["validation_accuracy"] == pytest.approx(right.mean())
        picked = shares[np.arange(len(right)), held_out[1]]
        assert snapshot.metrics["validation_loss"] == pytest.approx(-np.log(picked).mean())
        confusion = snapshot.confusion
        assert confusion is not None
        assert confusion.trace() == right.sum()
        assert confusion.sum(axis=1).tolist() == np.bincount(held_out[1], minlength=3).tolist()
    assert shots[1].loss == pytest.approx(np.average(shots[1].losses, weights=[32, 32, 32, 24]))


def test_a_step_is_the_gradient_of_the_whole_network() -> None:
    # Finite differences through the public predict, against one step of plain gradient descent.
    net, (x, y) = classifier(np.float64), blobs(12)
    after = last(train(net, (x, y), epochs=1, batch_size=12, optimizer=SGD(1.0))).network

    def loss(weights: Any) -> float:
        shares = net.with_parameters({"1.weight": weights}).predict(x)
        return float(-np.log(shares[np.arange(12), y]).mean())

    weights = net.parameters()["1.weight"].copy()
    for place in ((0, 0), (3, 7), (1, 4)):
        h = 1e-5
        above, below = weights.copy(), weights.copy()
        above[place] += h
        below[place] -= h
        slope = (loss(above) - loss(below)) / (2 * h)
        assert weights[place] - after.parameters()["1.weight"][place] == pytest.approx(slope, rel=1e-6)


@pytest.mark.parametrize("make", [classifier, convolutional])
def test_explained_step_is_the_step_that_training_takes(make: Any) -> None:
    x, y = blobs(10) if make is classifier else images(10)
    net = make()
    recipe = Recipe(optimizer=SGD(0.1, momentum=0.9), batch_size=10, l1=1e-3, l2=0.01, clip=0.5)
    if make is convolutional:
        net = net.with_layer(6, Dropout(0.0))
    trained = last(
        train(net, (x, y), epochs=1, batch_size=10, optimizer=recipe.optimizer, l1=1e-3, l2=0.01, clip=0.5)
    )
    step = explain_step(net, (x, y), recipe)
    for key, array in step.after.parameters().items():
        np.testing.assert_allclose(array, trained.network.parameters()[key], rtol=2e-4, atol=1e-6)
    assert step.loss == pytest.approx(trained.losses[0], rel=1e-5)
    for layer in step.layers[1:]:
        assert layer.gradient_z is not None
        assert layer.gradient_z.shape == layer.z.shape
        for name, change in layer.parameters.items():
            if change.used is None:
                continue
            assert change.change == pytest.approx(-0.1 * change.used, abs=1e-7)
            assert change.remembered["velocity"] == pytest.approx(change.used)
            assert name in net.layer_parameters(layer.number)


def test_explained_step_shows_what_batch_norm_keeps() -> None:
    x = np.random.default_rng(0).normal(3, 2, (50, 2))
    net = Network.build((2,), [BatchNorm(momentum=0.25), Dense(1)], dtype=np.float64)
    step = explain_step(net, (x, x[:, 0]), Recipe(optimizer=SGD(0.1), loss=losses.get("squared_error")))
    assert set(step[1].parameters) == {"gamma", "beta", "mean", "variance"}
    mean = step[1].parameters["mean"]
    assert mean.gradient is None
    assert mean.used is None
    assert mean.change == pytest.approx(0.25 * x.mean(axis=0))
    assert step[1].parameters["variance"].after == pytest.approx(0.75 + 0.25 * x.var(axis=0, ddof=1))


def test_batch_norm_keeps_running_numbers() -> None:
    x = np.random.default_rng(0).normal(3, 2, (200, 2))
    net = Network.build((2,), [BatchNorm(momentum=1.0), Dense(1)], dtype=np.float64)
    end = last(train(net, (x, x[:, 0]), epochs=1, batch_size=200, optimizer=SGD(0), loss="squared_error"))
    assert end.network.parameters()["1.mean"] == pytest.approx(x.mean(axis=0))
    assert end.network.parameters()["1.variance"] == pytest.approx(x.var(axis=0, ddof=1))


def test_penalties_and_clipping() -> None:
    x, y = np.ones((1, 2)), np.ones(1)
    net = Network.build((2,), [Dense(1)], dtype=np.float64).with_parameters(
        {"1.weight": [[2.0], [-1.0]], "1.bias": [0.0]}
    )
    # a = 1, the target: the gradient is 0 and only the penalties act, on weights alone.
    shared: Any = {"epochs": 1, "optimizer": SGD(1.0), "loss": "squared_error"}
    l2 = last(train(net, (x, y), l2=0.1, **shared)).network.parameters()
    assert l2["1.weight"].ravel() == pytest.approx([1.8, -0.9])
    assert l2["1.bias"] == 0
    l1 = last(train(net, (x, y), l1=0.1, **shared)).network.parameters()
    assert l1["1.weight"].ravel() == pytest.approx([1.9, -0.9])
    # Target 3: every slope is −4, the gradient's length 4√3; clipped to 1, each is −1/√3.
    clipped = last(train(net, (x, 3 * y), clip=1.0, **shared)).network.parameters()
    assert clipped["1.bias"] == pytest.approx(3**-0.5)


def test_health_of_layers() -> None:
    net = Network.build((2,), [Dense(3, "relu"), Dense(2, "sigmoid"), Dense(1)]).with_parameters(
        {
            "1.weight": np.zeros((2, 3)),
            "1.bias": [-1.0, 1.0, -2.0],
            "2.weight": np.zeros((3, 2)),
            "2.bias": [9.0, 0.0],
        }
    )
    x = np.random.default_rng(0).normal(size=(8, 2))
    end = last(train(net, (x, x[:, 0]), optimizer=SGD(0), loss="squared_error"))
    assert end.health is not None
    assert (end.health[1].dead, end.health[1].units) == (2, 3)
    assert (end.health[2].saturated, end.health[2].dead) == (1, 0)
    assert end.health[1].gradient_norm == 0
    assert end.health[3].gradient_norm > 0


def test_divergence_names_step_and_layer_and_keeps_the_last_good_snapshot() -> None:
    x = np.random.default_rng(0).normal(size=(64, 4))
    net = Network.build((4,), [Dense(8, "relu", name="wild"), Dense(1)])
    shots: list[Snapshot] = []
    wild: Any = {"epochs": 200, "batch_size": 8, "optimizer": SGD(50.0), "loss": "squared_error", "every": 1}
    with pytest.raises(TrainingDivergedError, match=r"ran away at step \d+: .* layer \d \(Dense\)") as caught:
        shots.extend(train(net, (x, x[:, 0]), **wild))
    problem = caught.value
    assert problem.layer in (1, 2)
    assert problem.snapshot is shots[-1]
    assert problem.step == shots[-1].step + 1
    assert all(np.isfinite(a).all() for a in problem.snapshot.network.parameters().values())


def test_divergence_in_the_update_itself_names_the_parameters() -> None:
    # The gradient is finite; the step of 3e38 times it is not.
    net = Network.build((3,), [Dense(5, "relu"), Dense(1)])
    data = (np.ones((4, 3)), np.full(4, 1e3))
    with pytest.raises(TrainingDivergedError, match="the parameters of layer") as caught:
        list(train(net, data, optimizer=SGD(3e38), loss="squared_error"))
    assert caught.value.snapshot.network.equals(net)


@pytest.mark.parametrize(
    ("data", "options", "error", "sentence"),
    [
        ((np.zeros((0, 4)), []), {}, InputError, "holds no samples"),
        ((np.full((2, 4), np.nan), [0, 1]), {}, InputError, "aren't finite"),
        ((np.zeros((2, 4)), [0, 3]), {}, InputError, "from 0 to 2"),
        ((np.zeros((2, 4)), [0, np.inf]), {}, InputError, "aren't finite"),
        ((np.zeros((2, 5)), [0, 1]), {}, InputError, "takes a batch of 4"),
        ((np.zeros((2, 4)), [0]), {}, InputError, "should be"),
        (np.zeros((2, 4)), {"loss": "squared_error"}, InputError, "Put the batch first"),
        (3, {}, InputError, "pair"),
        (blobs(), {"epochs": -1}, OptionError, "epochs"),
        (blobs(), {"batch_size": 0}, OptionError, "batch_size"),
        (blobs(), {"batch_size": 2.5}, OptionError, "batch_size"),
        (blobs(), {"every": 0}, OptionError, "every"),
        (blobs(), {"every": 1.5}, OptionError, "every"),
        (blobs(), {"seed": -1}, OptionError, "seed"),
        (blobs(), {"seed": "lucky"}, OptionError, "seed"),
        (blobs(), {"l1": "some"}, OptionError, "l1 is a number"),
        (blobs(), {"schedule": "cosine"}, OptionError, "schedule"),
        ((np.zeros((2, 4)), [0, 1e20]), {}, InputError, "from 0 to 2"),
        ((np.zeros((2, 4)), np.full((2, 3), -1.0)), {}, InputError, "below 0"),
        (blobs(), {"l2": -1.0}, OptionError, "l1 and l2"),
        (blobs(), {"clip": 0}, OptionError, "clip"),
        (blobs(), {"loss": "binary_crossentropy"}, UnknownNameError, "binary_cross_entropy"),
        (blobs(), {"optimizer": "sdg"}, UnknownNameError, "sgd"),
        (blobs(), {"validation": (np.zeros((0, 4)), [])}, InputError, "validation data holds no"),
    ],
)
def test_refusals_come_at_the_call(data: Any, options: Any, error: type[Exception], sentence: str) -> None:
    with pytest.raises(error, match=sentence):
        train(classifier(), data, **options)


@pytest.mark.parametrize("target", [2.0, -1.0])
def test_yes_or_no_is_between_0_and_1(target: float) -> None:
    net = Network.build((4,), [Dense(1, "sigmoid")])
    with pytest.raises(InputError, match="from 0"):
        train(net, (np.zeros((2, 4)), [0, target]), loss="binary_cross_entropy")


def test_an_operator_is_refused_at_the_call() -> None:
    net = Network.build((4,), [Dense(4), Operator("Softplus", name="odd"), Dense(3, "softmax")])
    for begin in (train, explain_step):
        with pytest.raises(OptionError, match=r'Layer 2 \(Operator "odd"\) can be run but not trained'):
            begin(net, blobs())


def test_cross_entropy_needs_shares_of_classes() -> None:
    across = [Activation(activations.Softmax(2))]
    net = Network.build((3, 2, 2), across)
    with pytest.raises(OptionError, match="along axis 1"):
        train(net, (np.zeros((1, 3, 2, 2)), np.zeros((1, 2, 2))))


def test_a_loss_that_does_not_suit_the_output() -> None:
    with pytest.raises(OptionError, match="needs a last layer with"):
        train(Network.build((4,), [Dense(3)]), blobs())


def test_losses_know_all_the_names_that_train_takes() -> None:
    assert losses.names() == (
        "squared_error",
        "absolute_error",
        "huber",
        "binary_cross_entropy",
        "cross_entropy",
    )
