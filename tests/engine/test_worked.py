"""Networks small enough to work through on paper: every number below was written down first."""

import numpy as np
import pytest

from nnviz.engine import (
    SGD,
    AveragePool2D,
    BatchNorm,
    Conv2D,
    Dense,
    Flatten,
    LayerNorm,
    MaxPool2D,
    Network,
    Recipe,
    explain_step,
)


def test_one_neuron() -> None:
    # z = 0.5·2 + (−1)·3 + 0.25 = −1.75, a = 1 / (1 + e^1.75) = 0.148047, slope a(1 − a) = 0.126129
    net = Network.build((2,), [Dense(1, "sigmoid")], dtype=np.float64)
    net = net.with_parameters({"1.weight": [[0.5], [-1.0]], "1.bias": [0.25]})
    why = net.trace([[2, 3]]).explain(layer=1, unit=0)
    assert why.inputs.tolist() == [2, 3]
    assert why.weights.tolist() == [0.5, -1]
    assert why.products.tolist() == [1, -3]
    assert (why.bias, why.z) == (0.25, -1.75)
    assert why.a == pytest.approx(0.148047, abs=5e-7)
    assert why.slope == pytest.approx(0.126129, abs=5e-7)


def two_two_one() -> Network:
    net = Network.build((2,), [Dense(2, "relu"), Dense(1)], dtype=np.float64)
    return net.with_parameters(
        {
            "1.weight": [[1.0, -1.0], [2.0, 1.0]],
            "1.bias": [0.5, 0.0],
            "2.weight": [[3.0], [-2.0]],
            "2.bias": [1.0],
        }
    )


def test_two_two_one_forward() -> None:
    # x = (1, −0.25): z1 = 1·1 + 2·(−0.25) + 0.5 = 1, z2 = −1·1 + 1·(−0.25) = −1.25 -> a = (1, 0)
    # output 3·1 − 2·0 + 1 = 4
    trace = two_two_one().trace([[1, -0.25]])
    assert trace[1].z.tolist() == [[1, -1.25]]
    assert trace[1].a.tolist() == [[1, 0]]
    assert trace.output.tolist() == [[4]]


def test_two_two_one_backward_and_update() -> None:
    # Target 3, L = (4 − 3)² = 1, ∂L/∂a = 2(4 − 3) = 2 at the output, whose z is its a.
    # ∂L/∂w2 = 2·(1, 0), ∂L/∂a1 = 2·(3, −2) = (6, −4), ∂L/∂z1 = (6, 0) for the second unit is off.
    # ∂L/∂W1 = xᵀ (6, 0) = ((6, 0), (−1.5, 0)). With η = 0.1: w11 = 1 − 0.6 = 0.4, w21 = 2 + 0.15 = 2.15.
    step = explain_step(
        two_two_one(), ([[1, -0.25]], [[3]]), Recipe(optimizer=SGD(0.1), loss=_squared_error())
    )
    assert step.loss == 1
    assert step[2].gradient_a.tolist() == step[2].gradient_z.tolist() == [[2]]
    assert step[2].parameters["weight"].gradient.tolist() == [[2], [0]]
    assert step[2].parameters["bias"].gradient.tolist() == [2]
    assert step[1].gradient_a.tolist() == [[6, -4]]
    assert step[1].gradient_z.tolist() == [[6, 0]]
    assert step[1].parameters["weight"].gradient.tolist() == [[6, 0], [-1.5, 0]]
    assert step[1].parameters["weight"].after == pytest.approx(np.array([[0.4, -1], [2.15, 1]]))
    assert step[1].parameters["bias"].after == pytest.approx([-0.1, 0])
    assert step[2].parameters["weight"].change == pytest.approx(np.array([[-0.2], [0]]))
    # Afterwards: z1 = 0.4 − 0.5375 − 0.1 = −0.2375 is off too, so the output is the bias, 1 − 0.2 = 0.8.
    assert step.loss_after == pytest.approx((0.8 - 3) ** 2)


def _squared_error():
    from nnviz.engine.learning import losses

    return losses.get("squared_error")


IMAGE = np.array([[[[1, 2, 0, 1], [0, 1, 3, 2], [2, 1, 0, 1], [1, 0, 2, 3]]]], float)


def test_convolution_of_four_by_four() -> None:
    # The kernel (1 0 / −1 2) at the top left: 1·1 + 2·0 + 0·(−1) + 1·2 = 3, and with the bias 0.5, 3.5.
    net = Network.build((1, 4, 4), [Conv2D(1, 2)], dtype=np.float64)
    net = net.with_parameters({"1.weight": [[[[1.0, 0.0], [-1.0, 2.0]]]], "1.bias": [0.5]})
    trace = net.trace(IMAGE)
    assert trace[1].z[0, 0].tolist() == [[3.5, 7.5, 1.5], [0.5, 0.5, 5.5], [1.5, 5.5, 4.5]]
    why = trace.explain(layer=1, unit=(0, 1, 2))
    assert why.inputs.tolist() == [[[3, 2], [0, 1]]]
    assert why.products.tolist() == [[[3, 0], [0, 2]]]
    assert (why.bias, why.z) == (0.5, 5.5)


def test_padding_is_shown_as_padding() -> None:
    # A kernel of ones with padding 1: the corner sees 1 + 2 + 0 + 1 = 4 and five zeros that aren't there.
    net = Network.build((1, 4, 4), [Conv2D(1, 3, padding="same", bias=False)], dtype=np.float64)
    trace = net.with_parameters({"1.weight": np.ones((1, 1, 3, 3))}).trace(IMAGE)
    why = trace.explain(layer=1, unit=(0, 0, 0))
    assert why.z == 4
    assert why.inside.tolist() == [[[False] * 3, [False, True, True], [False, True, True]]]
    assert why.origins[4:6] == ((0, (0, 0, 0)), (0, (0, 0, 1)))
    assert why.origins[0] is None


def test_pools_of_four_by_four() -> None:
    net = Network.build((1, 4, 4), [MaxPool2D(2)], dtype=np.float64)
    trace = net.trace(IMAGE)
    assert trace.output[0, 0].tolist() == [[2, 3], [2, 3]]
    why = trace.explain(layer=1, unit=(0, 0, 1))
    assert why.inputs.tolist() == [[[0, 1], [3, 2]]]
    assert why.winner == 2
    assert why.origins[why.winner] == (0, (0, 1, 2))
    average = Network.build((1, 4, 4), [AveragePool2D(2), Flatten()], dtype=np.float64)
    assert average.predict(IMAGE).tolist() == [[1, 1.5, 1, 1.5]]


def test_dilation_and_groups() -> None:
    # Dilation 2 picks the corners of a 3 × 3 window; two groups keep the channels apart.
    net = Network.build((2, 3, 3), [Conv2D(2, 2, dilation=2, groups=2, bias=False)], dtype=np.float64)
    net = net.with_parameters({"1.weight": [[[[1.0, 2.0], [3.0, 4.0]]], [[[1.0, 0.0], [0.0, 0.0]]]]})
    x = np.arange(18.0).reshape(1, 2, 3, 3)
    # 0·1 + 2·2 + 6·3 + 8·4 = 54 in the first channel, 9·1 in the second
    assert net.predict(x).tolist() == [[[[54]], [[9]]]]


def test_batch_norm_with_its_four_numbers() -> None:
    # (5 − 3) / √(4 + 0) = 1 with ε = tiny, 2·1 + 0.5 = 2.5
    net = Network.build((1,), [BatchNorm(epsilon=1e-12)], dtype=np.float64)
    net = net.with_parameters({"1.gamma": [2.0], "1.beta": [0.5], "1.mean": [3.0], "1.variance": [4.0]})
    why = net.trace([[5]]).explain(layer=1, unit=0)
    assert why.a == pytest.approx(2.5)
    chain = why.chain
    assert chain is not None
    assert (chain.mean, chain.variance) == (3, 4)
    assert [step.operand for step in chain.steps] == pytest.approx([3, 2, 2, 0.5])
    assert [step.result for step in chain.steps] == pytest.approx([2, 1, 2, 2.5])
    assert chain.y == pytest.approx(why.z)


def test_layer_norm() -> None:
    # (1, 3): mean 2, variance 1
    net = Network.build((2,), [LayerNorm(epsilon=1e-12)], dtype=np.float64)
    assert net.predict([[1, 3]]) == pytest.approx(np.array([[-1, 1]]))
