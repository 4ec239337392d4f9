"""Sizes of gradients against finite differences of the loss, and what is said against hand-made figures."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import catalogue
from nnviz.document.lab import Lab, Stack
from nnviz.engine.functions import activations
from nnviz.errors import OptionError
from nnviz.scene.lab.gradients import subjects
from nnviz.scene.lab.gradients.measuring import Column, Compared, Measured, first_step, measure
from nnviz.scene.lab.gradients.scale import log_scale
from nnviz.scene.lab.gradients.sentence import hero
from nnviz.scene.lab.gradients.verdicts import verdict
from nnviz.scene.lab.gradients.words import told


@pytest.fixture(scope="module")
def fed():
    data = catalogue.get("digits")
    return subjects.for_stack(subjects.Fed(data.inputs, data.targets, "cross_entropy", "digits"))


def compared(*names, start="matched"):
    return tuple(Compared(activations.get(name), start) for name in names)


def loss_by_hand(parameters, function, x, targets):
    """Cross-entropy of dense layers with softmax at the end, from the formulas alone."""
    a, last = x, len(parameters) // 2
    for layer in range(1, last + 1):
        z = a @ parameters[f"{layer}.weight"] + parameters[f"{layer}.bias"]
        a = z if layer == last else function(z)
    a = a - a.max(axis=1, keepdims=True)
    logs = a - np.log(np.exp(a).sum(axis=1, keepdims=True))
    return -logs[np.arange(len(x)), targets].mean()


def hand_functions():
    return {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "leaky_relu": lambda z: np.where(z > 0, z, 0.01 * z),
    }


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "leaky_relu"])
@pytest.mark.parametrize("start", ["matched", "lecun", "small", "large"])
def test_sizes_are_those_of_finite_differences(fed, name, start) -> None:
    few = fed.first(12)
    subject = subjects.stack(Stack(layers=3, width=4), few)
    found = measure(subject, compared(name, start=start), 1, few).columns[0].sizes[0]
    network = subjects.made(subject, activations.get(name), start, 0)
    parameters = {key: np.array(value) for key, value in network.parameters().items()}
    x = np.float64(few.inputs)
    for layer in (2, 3):
        weight = parameters[f"{layer}.weight"]
        gradient = np.zeros_like(weight)
        for index in np.ndindex(weight.shape):
            kept, step = weight[index], 1e-6
            losses = []
            for change in (step, -step):
                weight[index] = kept + change
                losses.append(loss_by_hand(parameters, hand_functions()[name], x, few.targets))
            weight[index] = kept
            gradient[index] = (losses[0] - losses[1]) / (2 * step)
        size = math.sqrt(np.mean(gradient**2))
        assert found[layer - 1] == pytest.approx(size, rel=2e-4, abs=2e-10)


def test_starts_have_the_spread_that_they_say(fed) -> None:
    subject = subjects.stack(Stack(layers=2, width=200), fed)

    def spread(start):
        network = subjects.made(subject, activations.get("relu"), start, 3)
        return network.parameters()["2.weight"].std()

    assert spread("small") == pytest.approx(0.01, rel=0.02)
    assert spread("large") == pytest.approx(1.0, rel=0.02)
    assert spread("he") == pytest.approx(math.sqrt(2 / 200), rel=0.02)
    assert spread("lecun") == pytest.approx(math.sqrt(1 / 200), rel=0.02)
    assert spread("glorot") == pytest.approx(math.sqrt(2 / 400), rel=0.02)
    assert spread("matched") == spread("he")


def test_sigmoids_vanish_and_the_others_do_not(fed) -> None:
    subject = subjects.stack(Stack(), fed)
    found = measure(subject, compared("sigmoid", "tanh", "relu", "leaky_relu"), 5, fed)
    said = hero(found, 0, False, False)
    assert (said.before, said.figure) == ("With sigmoid, layer 1 learns", "110,000×")
    assert said.after == "more slowly than layer 9."
    assert said.alarming
    assert "each of them gives between 69,600× and 197,000×" in said.below
    ratios = found.columns[0].sizes[:, 8] / found.columns[0].sizes[:, 0]
    assert verdict(found.columns[0], 0, 8, False).factor == np.median(ratios)
    assert [column.way for column in found.columns] == ["saturated", "saturated", "off", "small"]


def test_shares_off_are_counted(fed) -> None:
    subject = subjects.stack(Stack(layers=2, width=10), fed)
    column = measure(subject, compared("relu"), 1, fed).columns[0]
    p = subjects.made(subject, activations.get("relu"), "matched", 0).parameters()
    z = np.float64(fed.inputs) @ p["1.weight"] + p["1.bias"]
    assert column.share[0] == pytest.approx((z <= 0).mean())
    assert column.dead[0] == pytest.approx((z <= 0).all(axis=0).mean())


def test_the_open_networks_layers_and_their_functions_exchanged() -> None:
    document = formats.open_any("mnist-cnn")[0]
    data = document.data
    subject = subjects.open_network(document.network, False)
    few = subjects.Fed(data.inputs, data.targets, "cross_entropy", "mnist").first(16)
    found = measure(subject, compared("sigmoid", "relu"), 2, few)
    assert found.numbers == (1, 3, 6)
    assert np.isnan(found.columns[0].share[2])
    assert found.columns[0].sizes.shape == (2, 3)
    own = subjects.open_network(document.network, True)
    kept = subjects.made(own, activations.get("relu"), "large", 5)
    np.testing.assert_allclose(kept.parameters()["1.weight"], document.network.parameters()["1.weight"])
    assert measure(own, compared("relu"), 5, few).seeds == 1


def column(sizes, what="relu"):
    layers = np.shape(sizes)[1]
    flat = np.full(layers, 0.5)
    return Column(compared(what)[0], "off", np.float64(sizes), np.ones((1, layers)), flat, flat * 0, flat * 0)


def of(fed, *columns):
    return Measured(columns, tuple(range(1, columns[0].sizes.shape[1] + 1)), 1, fed)


def test_nothing_is_said_to_vanish_that_does_not(fed) -> None:
    calm = hero(of(fed, column([[0.02, 0.02, 0.01]])), 0, False, False)
    assert calm.before.startswith("Nothing vanishes")
    assert calm.figure == "2.0×"
    assert not calm.alarming
    # Elsewhere it does: the sentence about two layers that are alike must not deny it.
    elsewhere = hero(of(fed, column([[1e-9, 0.02, 0.01]])), 1, False, False)
    assert "vanishes" not in elsewhere.before
    tiny = hero(of(fed, column([[2e-15, 1e-15, 1e-15]])), 0, False, False)
    assert "vanishes" not in tiny.before
    assert "2.0\u00a0×\u00a010⁻¹⁵" in tiny.after


def test_what_grows_what_is_nothing_and_what_overflows_is_said(fed) -> None:
    grows = hero(of(fed, column([[30.0, 3.0, 1.0]])), 0, False, False)
    assert grows.whole.startswith("With ReLU, layer 1 learns 30× faster than layer 3.")
    nothing = hero(of(fed, column([[0.0, 1.0, 1.0]])), 0, False, False)
    assert "no gradient arrives" in nothing.after
    over = hero(of(fed, column([[np.inf, 1.0, 1.0]])), 0, False, False)
    assert "computer" in over.before
    last = hero(of(fed, column([[1e-6, 1e-3, 1.0]])), 2, False, False)
    assert last.whole.startswith("With ReLU, layer 3 learns 1,000,000× faster than layer 1.")
    one = hero(of(fed, column([[1.0]])), 0, False, False)
    assert "no other" in one.before


def test_starts_are_compared_with_the_one_that_suits(fed) -> None:
    subject = subjects.stack(Stack(), fed)
    cards = tuple(Compared(activations.get("relu"), start) for start in ("glorot", "he", "small"))
    found = measure(subject, cards, 3, fed)
    said = hero(found, 0, False, True)
    assert said.before == "ReLU: with weights that start too small, layer 1 learns"
    assert said.after == "more slowly than with He weights."
    middle = [np.median(one.sizes[:, 0]) for one in found.columns]
    factor = float(said.figure.split("\u00a0×")[0]) * 10 ** math.floor(math.log10(middle[1] / middle[2]))
    assert factor == pytest.approx(middle[1] / middle[2], rel=0.06)


def test_one_scale_holds_every_card(fed) -> None:
    scale = log_scale(of(fed, column([[4.4e-8, 1e-3]]), column([[1e-2, 3e-2]])), False)
    assert scale.low == -8.0
    assert scale.high == pytest.approx(-1.0, abs=0.1)
    assert scale.share(0.0) == 0.0
    assert 0 < scale.share(4.4e-8) < scale.share(3e-2) < 1
    narrow = log_scale(of(fed, column([[0.01, 0.011]])), False)
    assert narrow.high - narrow.low >= 4


def test_the_slopes_product_is_only_blamed_where_it_is_to_blame(fed) -> None:
    subject = subjects.stack(Stack(), fed)
    vanishing = measure(subject, compared("sigmoid"), 3, fed)
    assert "But eight mean slopes of about 0.23" in told(vanishing.columns[0], vanishing)[0]
    large = measure(subject, compared("tanh", start="large"), 3, fed)
    assert "the weights make up for that" in told(large.columns[0], large)[0]


def test_every_function_and_the_longest_stack_give_figures(fed) -> None:
    cards = compared(*(f.name for f in Lab().cards if not f.written))
    few = fed.first(8)
    found = measure(subjects.stack(Stack(layers=3, width=5), few), cards, 1, few)
    assert len(found.columns) == len(cards)
    assert all(told(one, found)[0] for one in found.columns)
    deep = measure(subjects.stack(Stack(layers=50, width=2), few), compared("sigmoid"), 1, few)
    assert 0 < deep.columns[0].sizes[0, 0] < 1e-20
    noise = subjects.noise(7)
    assert measure(subjects.stack(Stack(width=7), noise), compared("relu"), 1, noise).columns


def test_values_are_fed_as_well_as_classes() -> None:
    for name, loss, output in (
        ("sine", "squared_error", "identity"),
        ("xor", "binary_cross_entropy", "sigmoid"),
    ):
        data = catalogue.get(name)
        fed = subjects.for_stack(subjects.Fed(data.inputs, data.targets, loss, name))
        subject = subjects.stack(Stack(layers=1), fed)
        assert subject.layers[-1].activation.name == output
        assert len(measure(subject, compared("tanh"), 2, fed).numbers) == 1


@pytest.mark.parametrize(("name", "value"), [("layers", 0), ("layers", 51), ("width", 10**6), ("seeds", 0)])
def test_what_no_stack_can_be_is_refused_in_words(name, value) -> None:
    with pytest.raises(OptionError, match=f"takes {name} from 1 to"):
        Stack(**{name: value})


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_gradients_are_pytorchs(fed, name) -> None:
    torch = pytest.importorskip("torch")
    function = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": torch.nn.functional.leaky_relu,
    }[name]
    network = subjects.made(subjects.stack(Stack(), fed), activations.get(name), "matched", 1)
    ours, _, _ = first_step(network, fed)
    theirs = {k: torch.tensor(np.array(v), requires_grad=True) for k, v in network.parameters().items()}
    a = torch.tensor(np.float64(fed.inputs))
    for layer in range(1, 11):
        z = a @ theirs[f"{layer}.weight"] + theirs[f"{layer}.bias"]
        a = z if layer == 10 else function(z)
    torch.nn.functional.cross_entropy(a, torch.tensor(np.int64(fed.targets))).backward()
    for layer in range(1, 11):
        expected = theirs[f"{layer}.weight"].grad.numpy()
        np.testing.assert_allclose(ours[layer], expected, rtol=1e-9, atol=1e-12 * np.abs(expected).max())
