"""Random graphs whose branches part and meet: joining nodes into layers never changes what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.formats.onnx import network, run
from tests.formats.onnx_models import model, node, runtime, write

pytestmark = pytest.mark.oracle

FEATURES = 3


@dataclass
class Growing:
    """A graph as it grows: every array in it is (batch, FEATURES)."""

    random: np.random.Generator
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, np.ndarray] = field(default_factory=dict)
    names: list[str] = field(default_factory=lambda: ["x"])

    def constant(self, *shape: int) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = self.random.uniform(-1, 1, shape).astype(np.float32)
        return name

    def append(self, operator: str, *inputs: str, **attributes: Any) -> None:
        self.names.append(f"t{len(self.nodes)}")
        self.nodes.append(node(operator, inputs, self.names[-1], **attributes))


def gemm(graph: Growing, a: str, b: str) -> None:
    graph.append("Gemm", a, graph.constant(FEATURES, FEATURES), graph.constant(FEATURES), transB=1, alpha=0.5)


def matmul(graph: Growing, a: str, b: str) -> None:
    graph.append("MatMul", a, graph.constant(FEATURES, FEATURES))


def bias(graph: Growing, a: str, b: str) -> None:
    graph.append("Add", graph.constant(FEATURES), a)


def scaled(graph: Growing, a: str, b: str) -> None:
    graph.append("Mul", a, graph.constant(1))


def normalized(graph: Growing, a: str, b: str) -> None:
    gamma, beta, mean, variance = (graph.constant(FEATURES) for _ in range(4))
    graph.constants[variance] = np.abs(graph.constants[variance]) + np.float32(0.1)
    graph.append("BatchNormalization", a, gamma, beta, mean, variance)


def alone(operator: str, **attributes: Any) -> Callable[[Growing, str, str], None]:
    return lambda graph, a, b: graph.append(operator, a, **attributes)


def together(operator: str) -> Callable[[Growing, str, str], None]:
    return lambda graph, a, b: graph.append(operator, a, b)


STEPS = [
    gemm, gemm, matmul, matmul, bias, bias, scaled, normalized,
    alone("Relu"), alone("Sigmoid"), alone("Tanh"), alone("Identity"), alone("Softmax", axis=1),
    alone("Flatten"), together("Add"), together("Sub"), together("Mul"), together("Sum"),
]  # fmt: skip

# For each step: what it does, and how far back it reaches for its two inputs.
STEP = st.tuples(st.sampled_from(STEPS), st.integers(1, 2), st.integers(1, 4))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=400)
@given(st.lists(STEP, min_size=3, max_size=9), st.integers(0, 9), st.booleans())
def test_a_random_graph(
    tmp_path: Path, steps: list[tuple[Callable[..., None], int, int]], seed: int, inner: bool
) -> None:
    graph = Growing(np.random.default_rng(seed))
    for step, back, further in steps:
        step(graph, graph.names[-min(back, len(graph.names))], graph.names[-min(further, len(graph.names))])
    outputs = [graph.names[-1], *([graph.names[-2]] if inner and len(graph.nodes) > 1 else [])]
    file = write(tmp_path, model(graph.nodes, {"x": ("n", FEATURES)}, graph.constants, outputs))
    x = graph.random.standard_normal((4, FEATURES)).astype(np.float32)
    wanted = runtime(file, [x])
    for one, other in zip(run(file, [x]), wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4, strict=True)
    if len(outputs) == 1:
        np.testing.assert_allclose(network(file).predict(x), wanted[0], rtol=1e-4, atol=1e-4)
