"""The toy sets of the catalogue: small enough to check every number by hand."""

from __future__ import annotations

import numpy as np

from nnviz.data.dataset import Dataset, closed


def outing() -> Dataset:
    """Out (1) when it is sunny and the weekend, otherwise in (0): logical and."""
    return _truth_table("outing", ("sunny", "weekend"), (0, 0, 0, 1))


def xor() -> Dataset:
    """Exclusive or: 1 when the two inputs differ, which no single neuron can learn."""
    return _truth_table("xor", ("a", "b"), (0, 1, 1, 0))


def sine(count: int = 200, held_out: int = 40, seed: int = 0) -> Dataset:
    """Points (x, sin x) with x between −π and π, drawn evenly at random."""
    x = np.random.default_rng(seed).uniform(-np.pi, np.pi, (count, 1)).astype(np.float32)
    return Dataset("sine", closed(x), closed(np.sin(x)), input_names=("x",), held_out=held_out)


def _truth_table(name: str, inputs: tuple[str, ...], answers: tuple[int, ...]) -> Dataset:
    rows = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], np.float32)
    targets = np.array(answers, np.float32)[:, None]
    return Dataset(name, closed(rows), closed(targets), input_names=inputs)
