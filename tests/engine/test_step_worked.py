"""One training step opened up: a published worked example, and what a gradient adds up from."""

import numpy as np
import pytest

from nnviz.engine import SGD, Adam, Conv2D, Dense, Flatten, Network, Recipe, explain_step
from nnviz.engine.learning import losses
from nnviz.engine.learning.step import StepExplanation
from nnviz.engine.learning.trainer import Trainer

EXACT = {"rel": 1e-6, "abs": 1e-12}


def worked(frozen_biases: bool = False) -> StepExplanation:
    """A published worked example of backpropagation: 2-2-2, all sigmoid, one sample, rate 0.5. Its error is
    ½ Σ (t − o)²; the house's squared error is a mean, and over two outputs that is the same."""
    net = Network.build((2,), [Dense(2, "sigmoid"), Dense(2, "sigmoid")], dtype=np.float64)
    net = net.with_parameters(
        {
            "1.weight": [[0.15, 0.25], [0.20, 0.30]],
            "1.bias": [0.35, 0.35],
            "2.weight": [[0.40, 0.50], [0.45, 0.55]],
            "2.bias": [0.60, 0.60],
        }
    )
    recipe = Recipe(optimizer=SGD(0.5), loss=losses.get("squared_error"), frozen_biases=frozen_biases)
    return explain_step(net, ([[0.05, 0.10]], [[0.01, 0.99]]), recipe)


@pytest.mark.parametrize("frozen", [True, False])
def test_published_worked_example(frozen: bool) -> None:
    step = worked(frozen)
    assert step.loss == pytest.approx(0.298371109, abs=5e-10)
    assert step[1].a[0] == pytest.approx([0.593269992, 0.596884378], abs=5e-10)
    assert step[2].a[0] == pytest.approx([0.751365070, 0.772928465], abs=5e-10)
    # ∂E/∂o₁ = 0.74136507, ∂o₁/∂net = 0.186815602, so δ = 0.138498562; times out₁ that is 0.082167041.
    assert step[2].gradient_a[0, 0] == pytest.approx(0.74136507, abs=5e-9)
    assert step[2].gradient_z[0, 0] == pytest.approx(0.138498562, abs=5e-9)
    assert step[2].parameters["weight"].gradient[0, 0] == pytest.approx(0.082167041, abs=5e-9)
    assert step[1].gradient_a[0, 0] == pytest.approx(0.036350306, abs=5e-9)
    assert step[1].parameters["weight"].gradient[0, 0] == pytest.approx(0.000438568, abs=5e-10)
    # w₅ ... w₈ and w₁ ... w₄, as they are printed there.
    assert step[2].parameters["weight"].after.T.ravel() == pytest.approx(
        [0.35891648, 0.408666186, 0.511301270, 0.561370121], abs=5e-9
    )
    assert step[1].parameters["weight"].after.T.ravel() == pytest.approx(
        [0.149780716, 0.19956143, 0.24975114, 0.29950229], abs=5e-9
    )
    stays = np.array_equal(step[1].parameters["bias"].after, step[1].parameters["bias"].before)
    assert stays == frozen
    assert step[1].parameters["bias"].frozen == frozen
    assert (step.terms(1, "bias", (0,)) == ()) == frozen
    # Printed there as 0.291027924; these weights, put in again, make 0.291027774. Biases add to the fall.
    assert (step.loss_after == pytest.approx(0.291027774, abs=5e-9)) == frozen
    assert step.loss_after < 0.2910278


def test_the_terms_of_plain_descent_are_one_line() -> None:
    (term,) = worked().terms(2, "weight", (0, 0))
    assert term.letter == "w"
    assert [part if isinstance(part, str) else part.letter for part in term.parts] == [
        "w",
        " − ",
        "η",
        " · ",
        "g",
    ]
    assert term.value == pytest.approx(0.35891648, abs=5e-9)


def test_clipping_and_penalties_are_terms_of_the_gradient_that_is_used() -> None:
    net = Network.build((3,), [Dense(4, "tanh"), Dense(2)], seed=3, dtype=np.float64)
    random = np.random.default_rng(0)
    batch = random.normal(size=(5, 3)), random.normal(size=(5, 2))
    recipe = Recipe(optimizer=SGD(0.1), loss=losses.get("squared_error"), l1=0.02, l2=0.3, clip=0.05)
    step = explain_step(net, batch, recipe)
    for index in np.ndindex(3, 4):
        used, new = step.terms(1, "weight", index)
        assert used.value == pytest.approx(step[1].parameters["weight"].used[index], **EXACT)
        assert new.value == pytest.approx(step[1].parameters["weight"].after[index], **EXACT)
        letters = [part.letter for part in used.parts if not isinstance(part, str)]
        assert letters == ["∂L/∂w", "c", "‖∇L‖", "λ₁", "w", "λ₂", "w"]
    # A bias is clipped but not penalised.
    assert [part.letter for part in step.terms(1, "bias", (0,))[0].parts if not isinstance(part, str)] == [
        "∂L/∂w",
        "c",
        "‖∇L‖",
    ]


def test_a_step_from_the_middle_of_a_run_is_the_one_that_the_run_takes() -> None:
    net = Network.build((3,), [Dense(4, "tanh"), Dense(2, "softmax")], seed=3)
    random = np.random.default_rng(0)
    x, y = random.normal(size=(20, 3)).astype(np.float32), random.integers(0, 2, 20)
    recipe = Recipe(epochs=3, batch_size=6, optimizer=Adam(0.05), seed=4)
    trainer = Trainer(net, (x, y), recipe)
    trainer.advance(6)
    rows = trainer.batch()
    step = explain_step(net, (x[rows], y[rows]), recipe, trainer.checkpoint(), 20)
    assert step.number == step.memory_steps == 7
    trainer.advance()
    for key, array in trainer.network().parameters().items():
        assert np.array_equal(step.after.parameters()[key], array)


def test_examples_and_windows_add_up_to_the_gradient() -> None:
    layers = [Conv2D(2, 3, 1, 1, activation="tanh"), Flatten(), Dense(3, "softmax")]
    net = Network.build((2, 5, 4), layers, seed=1, dtype=np.float64)
    random = np.random.default_rng(5)
    step = explain_step(net, (random.normal(size=(4, 2, 5, 4)), [0, 1, 2, 1]))
    kernel = step[1].parameters["weight"].gradient
    for index in np.ndindex(kernel.shape):
        found = step.contributions(1, "weight", index)
        assert found.shares.shape == (4, 5, 4)
        assert found.has_windows
        assert found.total == pytest.approx(kernel[index], **EXACT)
        assert found.by_example.sum() == pytest.approx(kernel[index], **EXACT)
    for number, name in ((1, "bias"), (3, "weight"), (3, "bias")):
        gradient = step[number].parameters[name].gradient
        for index in np.ndindex(gradient.shape):
            assert step.contributions(number, name, index).total == pytest.approx(gradient[index], **EXACT)
    assert step.contributions(2, "weight", (0,)) is None


def test_what_is_no_product_is_taken_apart_by_examples() -> None:
    net = Network.build((3,), [Dense(4, "prelu"), Dense(2, "softmax")], seed=1, dtype=np.float64)
    step = explain_step(net, (np.random.default_rng(5).normal(size=(4, 3)), [0, 1, 0, 1]))
    slope = step[1].parameters["alpha"].gradient
    for index in np.ndindex(slope.shape):
        found = step.contributions(1, "alpha", index)
        assert found.slopes is None
        assert found.total == pytest.approx(slope[index], **EXACT)


@pytest.mark.parametrize("outputs", [1, 2, 3])
@pytest.mark.parametrize("name", losses.names())
def test_a_loss_says_its_own_slope(name: str, outputs: int) -> None:
    loss = losses.get(name)
    random = np.random.default_rng(outputs)
    a, y = random.uniform(0.1, 0.9, (1, outputs)), random.integers(0, 2, (1, outputs)).astype(float)
    # A loss of classes is a mean over sets of classes, of which there is one here.
    count = 1 if loss.classes else outputs
    said = [
        loss.slope(float(one), float(target), count).value for one, target in zip(a[0], y[0], strict=True)
    ]
    assert said == pytest.approx(loss.gradient(a, y)[0], rel=1e-12)
    at_scores = loss.gradient_at_scores("sigmoid", a, y)
    if at_scores is not None:
        said = [
            loss.score_slope(float(one), float(t), count).value for one, t in zip(a[0], y[0], strict=True)
        ]
        assert said == pytest.approx(at_scores[0], rel=1e-12)


def test_the_slope_far_from_the_target_is_hubers() -> None:
    loss = losses.get("huber", delta=0.5)
    for a, y in ((3.0, 1.0), (1.0, 3.0), (1.2, 1.0)):
        found = loss.gradient(np.array([[a]]), np.array([[y]]))[0, 0]
        assert loss.slope(a, y, 1).value == pytest.approx(found)
