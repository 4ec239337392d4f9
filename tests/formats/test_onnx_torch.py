"""Models exported by PyTorch: nnviz against ONNX Runtime on the file, and against PyTorch itself."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz.formats.onnx import network, run
from tests.formats.onnx_models import runtime

pytestmark = pytest.mark.oracle


def mlp() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    layers = [nn.Linear(12, 16), nn.ReLU(), nn.BatchNorm1d(16), nn.Dropout(0.3), nn.Linear(16, 8), nn.Tanh()]
    return nn.Sequential(*layers, nn.Linear(8, 5, bias=False), nn.Softmax(dim=1)), (12,)


def lenet() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    images = [nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Sigmoid()]
    rows = [
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.Sigmoid(),
        nn.Linear(120, 84),
        nn.Sigmoid(),
    ]
    return nn.Sequential(*images, *rows, nn.Linear(84, 10), nn.LogSoftmax(dim=1)), (1, 28, 28)


def odd_windows() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(4, 8, (3, 2), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=2, bias=False),
        nn.BatchNorm2d(8),
        nn.LeakyReLU(0.2),
        nn.MaxPool2d(3, stride=2, padding=1, dilation=2, ceil_mode=True),
        nn.Conv2d(8, 8, 3, padding="same", groups=8),
        nn.PReLU(8),
        nn.AvgPool2d((2, 3), stride=2, padding=1, ceil_mode=True, count_include_pad=False),
        nn.Conv2d(8, 6, 1),
        nn.ELU(0.7),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, 3),
    ), (4, 19, 17)


def activations() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    functions = [nn.SELU(), nn.CELU(0.8), nn.GELU("tanh"), nn.SiLU(), nn.Softplus()]
    bounded = [nn.Hardsigmoid(), nn.Hardswish(), nn.Mish(), nn.ReLU6(), nn.Hardtanh(-0.5, 0.5)]
    return nn.Sequential(*functions, *bounded, nn.PReLU()), (9,)


def exact_gelu() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    return nn.Sequential(nn.Linear(6, 9), nn.GELU(), nn.Linear(9, 4)), (6,)


def residual() -> tuple[Any, tuple[int, ...]]:
    import torch
    from torch import nn

    class Residual(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Conv2d(3, 4, 3, padding=1)
            self.second = nn.Conv2d(4, 4, 3, padding=1)
            self.side = nn.Conv2d(3, 2, 1)
            self.last = nn.Linear(6, 5)

        def forward(self, x: Any) -> Any:
            a = torch.relu(self.first(x))
            b = torch.relu(self.second(a) + a) * 0.5
            joined = torch.cat([b, self.side(x)], dim=1)
            return self.last(joined.mean(dim=(2, 3)))

    return Residual(), (3, 7, 6)


def sequence() -> tuple[Any, tuple[int, ...]]:
    from torch import nn

    layers = [
        nn.Conv1d(3, 6, 3, padding=1, dilation=1, stride=2),
        nn.ReLU(),
        nn.MaxPool1d(2),
        nn.BatchNorm1d(6),
    ]
    return nn.Sequential(*layers, nn.AvgPool1d(2), nn.Flatten(), nn.LazyLinear(4)), (3, 20)


def shuffle() -> tuple[Any, tuple[int, ...]]:
    import torch
    from torch import nn

    class Shuffle(nn.Module):
        """Channels regrouped and rows of tokens weighed, as in shuffling and mixing networks."""

        def __init__(self) -> None:
            super().__init__()
            self.conv = nn.Conv2d(4, 4, 1)
            self.mix = nn.Linear(15, 7)

        def forward(self, x: Any) -> Any:
            x = torch.clamp(self.conv(x), min=-0.5)
            x = x.reshape(-1, 2, 2, 3, 5).transpose(1, 2).reshape(-1, 4, 15)
            return torch.softmax(self.mix(x).permute(0, 2, 1), dim=-1)

    return Shuffle(), (4, 3, 5)


# Each with the first opset that PyTorch can write it in; an older one spells operators differently.
MODELS: tuple[tuple[Callable[[], tuple[Any, tuple[int, ...]]], int], ...] = (
    (mlp, 7), (lenet, 7), (odd_windows, 10), (activations, 12), (residual, 9), (sequence, 9), (shuffle, 9),
    (exact_gelu, 20),
)  # fmt: skip
OPSETS = (7, 8, 9, 10, 11, 12, 13, 15, 17, 18, 20)


def exported(folder: Path, net: Any, x: Any, opset: int, fixed: bool) -> Path:
    """The network as a file, its batch left open or written in."""
    import torch

    file = folder / "model.onnx"
    axes = None if fixed else {"x": {0: "batch"}, "y": {0: "batch"}}
    with warnings.catch_warnings():
        # The exporter that needs no further package is the older one, and says so.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (x,), str(file), dynamo=False, opset_version=opset,
            input_names=["x"], output_names=["y"], dynamic_axes=axes,
        )  # fmt: skip
    return file


@pytest.mark.parametrize(
    ("make", "opset"),
    [
        pytest.param(make, opset, id=f"{make.__name__}-{opset}")
        for make, first in MODELS
        for opset in OPSETS
        if opset >= first
    ],
)
def test_an_exported_model(
    make: Callable[[], tuple[Any, tuple[int, ...]]], opset: int, tmp_path: Path
) -> None:
    import torch

    torch.manual_seed(opset)
    net, shape = make()
    net(torch.randn(4, *shape))
    net.eval()
    for batch, fixed in ((3, False), (1, True)):
        x = torch.randn(batch, *shape)
        file = exported(tmp_path, net, x, opset, fixed)
        (given,) = run(file, [x.numpy()])
        np.testing.assert_allclose(given, runtime(file, [x.numpy()])[0], rtol=1e-4, atol=1e-5, strict=True)
        np.testing.assert_allclose(given, net(x).detach().numpy(), rtol=1e-4, atol=1e-5)
        # As a network, too, and for a batch of any size.
        more = torch.randn(5, *shape)
        shown = network(file).predict(more.numpy())
        np.testing.assert_allclose(shown, net(more).detach().numpy(), rtol=1e-4, atol=1e-5)
