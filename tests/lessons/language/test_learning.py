"""Losses and gradients, against formulas and differences worked out here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz.document import Document, edits
from nnviz.document.lab import Stack
from nnviz.errors import NNVizError
from nnviz.lessons import language
from tests.lessons.language.conftest import Ask
from tests.lessons.language.plainly import dense, parameter, relu, softmax


def _each_loss(document: Document) -> np.ndarray:
    assert document.data is not None
    _, a = dense(document, (relu, softmax))
    return np.asarray(-np.log(a[2][np.arange(len(a[2])), document.data.targets]))


def test_the_loss_is_the_mean_of_the_cross_entropies(ask: Ask, digits: Document) -> None:
    each = _each_loss(digits)
    assert ask("loss", digits) == pytest.approx(each.mean(), rel=1e-4)
    assert ask("loss for example 36", digits) == pytest.approx(each[36], rel=1e-4)
    assert ask("-ln(share of 3) for example 5", digits) == pytest.approx(each[5], rel=1e-3)
    assert ask("count of examples where loss > 1", digits) == (each > 1).sum()


@pytest.mark.parametrize("example", [5, 36])
def test_a_gradient_is_what_a_small_change_of_the_bias_does(ask: Ask, digits: Document, example: int) -> None:
    step = 1e-3
    for unit in range(16):
        bias = parameter(digits, "1.bias")[unit]
        here = [_each_loss(edits.set_bias(digits, 1, unit, bias + d))[example] for d in (-step, step)]
        wanted = (here[1] - here[0]) / (2 * step)
        found = ask(f"gradient of 1:{unit} for example {example}", digits)
        assert found == pytest.approx(wanted, rel=2e-2, abs=1e-4)


def test_at_the_outputs_it_is_share_less_target(ask: Ask, digits: Document) -> None:
    assert ask("gradient of 2:3 = share of 3 - 1 for example 5", digits)
    assert ask("gradient of 2:9 is share of 9 within 0.000001 for example 5", digits)
    _, a = dense(digits, (relu, softmax))
    assert digits.data is not None
    mean = (a[2][:, 3] - (digits.data.targets == 3)).mean()
    assert ask("mean of gradient of 2:3 over examples", digits) == pytest.approx(mean, rel=1e-3, abs=1e-6)


def test_where_nothing_is_chosen_it_is_the_mean_of_the_first_examples(ask: Ask, digits: Document) -> None:
    drawn = edits.set_drawing(digits, np.eye(20, dtype=np.float32))
    _, a = dense(digits, (relu, softmax))
    assert digits.data is not None
    wanted = (a[2][:256, 3] - (digits.data.targets[:256] == 3)).mean()
    assert ask("gradient of 2:3", drawn) == pytest.approx(wanted, rel=1e-3, abs=1e-6)


def test_the_gradient_of_a_layer_is_its_mean_size(ask: Ask, digits: Document) -> None:
    _, a = dense(digits, (relu, softmax))
    assert digits.data is not None
    error = a[2][5] - np.eye(10)[digits.data.targets[5]]
    wanted = np.outer(a[1][5], error)
    assert ask("gradient of layer 2 for example 5", digits) == pytest.approx(np.abs(wanted).mean(), rel=1e-3)
    found = ask("gradient of weight 8 of 2:3 for example 5", digits)
    assert found == pytest.approx(wanted[8, 3], rel=1e-3, abs=1e-7)


def test_a_dead_neuron_learns_nothing_until_its_function_leaks(ask: Ask, digits: Document) -> None:
    drawn = edits.set_drawing(digits, np.eye(20, dtype=np.float32))
    dead = edits.set_bias(drawn, 1, 5, -50.0)
    assert ask("1:5 is dead and gradient of 1:5 = 0", dead)
    leaky = edits.set_activation(dead, 1, "leaky_relu")
    assert ask("function of layer 1 is leaky_relu and gradient of 1:5 != 0", leaky)
    assert ask("1:5 is off for all examples", leaky)


def test_the_sigmoid_starves_the_first_layers_of_a_stack(digits: Document) -> None:
    """As card 11 and card 20 print it, on digits: 152,000 times, and about as much with ReLU."""
    view = replace(digits.view, lab=replace(digits.view.lab, stack=Stack(9, 24, 5)))
    facts = language.Facts(digits, view, digits)

    def asked(text: str) -> float | str | bool:
        return language.value(language.parse(text), facts)

    assert 1e5 < float(asked("fall of gradient with sigmoid")) < 2e5
    assert 0.5 < float(asked("fall of gradient with relu")) < 2
    assert asked("smallest fall of gradient with sigmoid > 50000")
    assert asked("last gradient with sigmoid > 1000 * first gradient with sigmoid")
    assert asked("first gradient with sigmoid = gradient of layer 1 with sigmoid")
    assert asked("last gradient with sigmoid = gradient of layer 9 with sigmoid")
    with pytest.raises(NNVizError, match="layers 1 to 9"):
        asked("gradient of layer 10 with relu")
    fewer = replace(view, lab=replace(view.lab, stack=Stack(3, 24, 5)))
    fall = language.value(
        language.parse("fall of gradient with sigmoid"), language.Facts(digits, fewer, digits)
    )
    assert float(fall) < 100


def test_what_takes_long_is_known_beforehand() -> None:
    slow = ("learned with relu > 0.5", "first gradient with tanh > 0", "loss with 5 steps at 1 < 1")
    quick = ("count of right > 5", "gradient of 1:5 = 0", "cost of relu < cost of sigmoid")
    assert all(language.is_slow(language.parse(text)) for text in slow)
    assert not any(language.is_slow(language.parse(text)) for text in quick)
