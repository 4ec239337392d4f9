"""Training policy: what it decides, and what comes out, for tables in units of their own."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression

from nnviz import formats, training
from nnviz.data import Dataset, bundled
from nnviz.document import Document, Target, View
from nnviz.document.new import from_network
from nnviz.engine import BatchNorm, Conv2D, Dense, GlobalAveragePool2D, Layer, Network, Snapshot
from nnviz.errors import OptionError
from nnviz.training import scaling


def houses(count: int = 240) -> Dataset:
    """Prices near 200,000 from an area and a distance: a plane, which least squares finds exactly."""
    random = np.random.default_rng(0)
    rows = np.column_stack([random.uniform(40, 200, count), random.uniform(0, 20_000, count)])
    prices = 60_000 + 1_500 * rows[:, 0] - 2.5 * rows[:, 1]
    return Dataset("houses", rows.astype(np.float32), prices[:, None].astype(np.float32), held_out=count // 5)


def last(found: Iterator[Snapshot]) -> Snapshot:
    kept = next(found)
    for snapshot in found:
        kept = training.best_of(kept, (snapshot,))
    return kept


def trained(document: Document, data: Dataset, options: training.Options) -> Document:
    plan = training.plan(document, data, options)
    return training.document_of(document, plan, last(training.snapshots(plan)).network)


def test_prices_are_learned_in_their_own_unit() -> None:
    data = houses()
    document = from_network(Network.build((2,), [Dense(8, "relu"), Dense(1)]))
    result = trained(document, data, training.Options(epochs=120))
    assert result.score is not None
    assert result.score.metric == "r2"
    assert result.score.value > 0.99
    kinds = [layer.kind for layer in result.network.layers]
    assert kinds == ["Standardize", "Dense", "Dense", "Unstandardize"]
    line = LinearRegression().fit(data.training.inputs, data.training.targets)
    expected = line.predict(data.unseen.inputs)
    spread = float(data.targets.std())
    assert np.abs(result.network.predict(data.unseen.inputs) - expected).max() < spread / 4


def test_scaling_is_measured_on_what_is_learned_from_alone() -> None:
    data = houses()
    plan = training.plan(from_network(Network.build((2,), [Dense(1)])), data)
    learned = data.training.inputs[: len(plan.parts.inputs)].astype(np.float64)
    assert len(plan.parts.inputs) + len(plan.parts.judged_inputs) == len(data.training)
    assert plan.before is not None
    np.testing.assert_allclose(plan.before.mean, learned.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(plan.parts.inputs.mean(axis=0), 0, atol=1e-5)


def test_targets_of_everyday_size_stay_as_they_are() -> None:
    small = replace(houses(), targets=np.sin(houses().inputs[:, :1]).astype(np.float32))
    document = from_network(Network.build((2,), [Dense(1)]))
    assert training.plan(document, small).after is None
    assert training.plan(document, houses()).after is not None


def test_pixels_are_not_scaled() -> None:
    document, _ = formats.open_any("digits")
    plan = training.plan(document, bundled.digits(), training.Options(epochs=1))
    assert plan.before is None
    assert plan.result(plan.network) is plan.network


def test_training_again_replaces_the_scaling() -> None:
    document = from_network(Network.build((2,), [Dense(4, "relu"), Dense(1)]))
    once = trained(document, houses(), training.Options(epochs=2))
    twice = trained(once, houses(), training.Options(epochs=2))
    assert [layer.kind for layer in twice.network.layers] == [layer.kind for layer in once.network.layers]
    assert twice.network.equals(once.network)


def test_the_view_looks_at_the_same_neuron() -> None:
    document = from_network(Network.build((2,), [Dense(4, "relu"), Dense(1)]))
    document = replace(document, view=View(selection=Target(1, 3)))
    once = trained(document, houses(), training.Options(epochs=1))
    assert once.view.selection == Target(2, 3)
    assert trained(once, houses(), training.Options(epochs=1)).view.selection == Target(2, 3)


def test_snapshots_take_raw_numbers() -> None:
    data = houses()
    plan = training.plan(from_network(Network.build((2,), [Dense(1)])), data, training.Options(epochs=3))
    snapshot = last(training.snapshots(plan))
    raw = snapshot.network.predict(data.inputs[:5])
    assert plan.before is not None
    assert plan.after is not None
    core = scaling.core(snapshot.network)[0]
    assert len(core) == 1
    weight = snapshot.network.parameters()["2.weight"]
    bias = snapshot.network.parameters()["2.bias"]
    by_hand = (plan.before.apply(data.inputs[:5]) @ weight + bias) * plan.after.deviation + plan.after.mean
    np.testing.assert_allclose(raw, by_hand, rtol=1e-5)


@pytest.mark.parametrize(
    ("layers", "targets", "loss"),
    [
        ([Dense(3, "softmax")], np.array([0, 1, 2]), "cross_entropy"),
        ([Dense(1, "sigmoid")], np.array([[0.0], [1.0]]), "binary_cross_entropy"),
        ([Dense(1, "sigmoid")], np.array([[0.5], [1.0]]), "squared_error"),
        ([Dense(1)], np.array([[0.5], [1.0]]), "squared_error"),
    ],
)
def test_the_loss_follows_the_output_layer(layers: list, targets: np.ndarray, loss: str) -> None:
    assert training.losses.loss_for(Network.build((2,), layers), targets) == loss


def test_the_loss_looks_past_layers_that_pass_shares_on() -> None:
    data = bundled.digits()
    layers = [Conv2D(10, 3, activation="softmax"), GlobalAveragePool2D()]
    plan = training.plan(from_network(Network.build((1, 8, 8), layers)), data)
    assert plan.recipe.loss.name == "cross_entropy"


@pytest.mark.parametrize(
    "layers", [[Dense(10)], [Dense(10), BatchNorm()], [Dense(10, "softmax"), BatchNorm()]]
)
def test_classes_need_shares(layers: list[Layer]) -> None:
    with pytest.raises(OptionError, match="end it with softmax"):
        training.plan(from_network(Network.build((64,), layers)), bundled.digits())
