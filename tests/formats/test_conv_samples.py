"""The bundled networks on images: what they are made of, and how well they do on digits they never saw."""

from __future__ import annotations

import numpy as np
import pytest

from nnviz import formats
from nnviz.assets import path
from nnviz.data import Dataset, bundled
from nnviz.document import Document
from nnviz.engine import Conv2D, Dense, Flatten, MaxPool2D, Network
from tools import hall_digits


def opened(name: str) -> Document:
    document, _ = formats.open_any(name)
    return document


@pytest.mark.parametrize(
    ("name", "as_drawn", "as_scanned", "count"),
    [
        ("digits", 0.90, 0.93, 360),
        ("digits-cnn", 0.93, 0.95, 360),
        ("mnist", 0.95, 0.95, 1000),
        ("mnist-cnn", 0.97, 0.975, 1000),
    ],
)
def test_digits_nobody_trained_on_are_recognised(
    name: str, as_drawn: float, as_scanned: float, count: int
) -> None:
    """As a class draws them on the pad, which is what the score says, and as they were scanned."""
    document = opened(name)
    network, data, score = document.network, document.data, document.score
    assert data is not None
    assert score is not None
    assert len(data) == data.held_out == count
    assert accuracy(network, data) >= as_scanned
    drawn = hall_digits.hall(hall_digits.picture_size(network, document.image_shape), network.input_shape)
    assert (score.count, score.examples) == (1000, "unseen drawings")
    assert score.value == pytest.approx(accuracy(network, drawn), abs=0.002)
    assert score.value >= as_drawn
    assert document.shows_trained_weights()


def test_training_never_sees_the_digits_that_are_drawn_for_the_score() -> None:
    digits = bundled.mnist()
    seen = {row.tobytes() for row in digits.training.inputs}
    assert not any(row.tobytes() in seen for row in digits.unseen.inputs)
    assert len(hall_digits.hall((28, 28), (784,))) == len(digits.unseen)


def accuracy(network: Network, data: Dataset) -> float:
    """The share of a data set whose most likely class is the right one."""
    return float((network.predict(data.inputs).argmax(axis=1) == data.targets).mean())


def test_the_layers_are_the_ones_that_are_taught() -> None:
    small, large = opened("digits-cnn").network, opened("mnist-cnn").network
    assert small.input_shape == (1, 8, 8)
    assert [type(layer) for layer in small.layers] == [Conv2D, MaxPool2D, Flatten, Dense]
    assert small.shapes[1:] == ((4, 8, 8), (4, 4, 4), (64,), (10,))
    assert large.input_shape == (1, 28, 28)
    assert large.shapes[1:] == ((8, 24, 24), (8, 12, 12), (16, 10, 10), (16, 5, 5), (400,), (10,))


def test_the_kernels_of_the_photograph_do_what_they_are_known_for() -> None:
    document = opened("edges")
    grey = document.input.values[0]
    assert grey.shape == (213, 320)
    across, down, blur, sharpen = document.network.trace(document.input.values[None])[1].a[0]
    row, column = 100, 150
    patch = grey[row - 1 : row + 2, column - 1 : column + 2].astype(np.float64)
    by_columns, by_rows = patch.T @ [1, 2, 1], patch @ [1, 2, 1]
    assert across[row, column] == pytest.approx(by_columns[2] - by_columns[0], abs=1e-5)
    assert down[row, column] == pytest.approx(by_rows[2] - by_rows[0], abs=1e-5)
    assert blur[row, column] == pytest.approx(by_rows @ [1, 2, 1] / 16, abs=1e-5)
    cross = patch[0, 1] + patch[1, 0] + patch[1, 2] + patch[2, 1]
    assert sharpen[row, column] == pytest.approx(5 * patch[1, 1] - cross, abs=1e-5)


@pytest.mark.parametrize("name", ["digits-cnn", "mnist-cnn", "edges"])
def test_the_files_are_small(name: str) -> None:
    assert (path("samples") / f"{name}.nnviz").stat().st_size < 250_000
