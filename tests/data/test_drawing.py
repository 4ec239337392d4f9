"""Drawings are prepared the way the training data was: real digits, enlarged and moved, stay readable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import nnviz
from nnviz.data import prepare_drawing
from nnviz.data.drawing import STYLES
from nnviz.document import Document, edits
from nnviz.errors import OptionError

PAD = 280


def on_a_pad(image: np.ndarray, size: int, corner: tuple[int, int]) -> np.ndarray:
    """A training image enlarged by Pillow to ``size`` and laid on a pad at ``corner``."""
    large = Image.fromarray(image).resize((size, size), Image.Resampling.BICUBIC)
    pad = np.zeros((PAD, PAD), np.float32)
    pad[corner[0] : corner[0] + size, corner[1] : corner[1] + size] = np.clip(np.asarray(large), 0, 1)
    return pad


def right(document: Document, batch: np.ndarray) -> float:
    assert document.data is not None
    output = document.network.predict(batch.reshape(len(batch), -1))
    return float(np.mean(output.argmax(axis=1) == document.data.targets[: len(batch)]))


@pytest.mark.parametrize("name", ["digits", "mnist"])
@pytest.mark.parametrize(
    ("size", "corner"), [(PAD, (0, 0)), (140, (0, 0)), (140, (130, 60)), (97, (20, 170))]
)
def test_real_digits_stay_readable_wherever_and_however_large(
    name: str, size: int, corner: tuple[int, int]
) -> None:
    document = nnviz.load(name)
    assert document.data is not None
    assert document.image_shape is not None
    images = document.data.inputs[:300].reshape(-1, *document.image_shape)
    drawn = [prepare_drawing(on_a_pad(image, size, corner), document.image_shape) for image in images]
    assert right(document, np.stack(drawn)) > right(document, images) - 0.03


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("shape", [(28, 28), (8, 8), (1, 28, 28), (3, 20, 16)])
def test_an_empty_pad_is_an_empty_input(style: str, shape: tuple[int, ...]) -> None:
    assert not prepare_drawing(np.zeros((50, 60)), shape, style).any()


def test_mnist_digits_fit_a_box_of_20_around_their_centre_of_mass() -> None:
    pad = np.zeros((100, 100), np.float32)
    pad[10:60, 70:80] = 1.0
    picture = prepare_drawing(pad, (28, 28))
    rows, columns = np.flatnonzero(picture.max(axis=1)), np.flatnonzero(picture.max(axis=0))
    assert (len(rows), len(columns)) == (20, 4)
    # An even number of rows balances between two pixels, so pixel (14, 14) is met to half a pixel.
    assert abs(rows.mean() - 14) <= 0.5
    assert abs(columns.mean() - 14) <= 0.5


def test_small_digits_are_counts_of_dots_in_blocks_of_16() -> None:
    pad = np.zeros((64, 64), np.float32)
    pad[:, 20:44] = 1.0
    picture = prepare_drawing(pad, (8, 8))
    np.testing.assert_array_equal(picture * 16, np.rint(picture * 16))
    np.testing.assert_array_equal(picture[:, 3:5], 1.0)


@given(st.integers(0, 2**32 - 1), st.sampled_from([(28, 28), (8, 8), (1, 28, 28), (2, 12, 30)]))
def test_any_drawing_gives_a_picture(seed: int, shape: tuple[int, ...]) -> None:
    random = np.random.default_rng(seed)
    pad = random.random(random.integers(1, 40, 2)) * (random.random() < 0.9)
    pad[random.random(pad.shape) < 0.7] = random.choice([0.0, np.nan, 5.0, -1.0])
    picture = prepare_drawing(pad, shape)
    assert picture.shape == shape
    assert picture.dtype == np.float32
    assert (picture >= 0).all()
    assert (picture <= 1 + 1e-6).all()


def test_the_edit_keeps_the_raster_and_prepares_it() -> None:
    document = nnviz.load("digits")
    pad = on_a_pad(np.eye(8, dtype=np.float32), 100, (5, 5))
    drawn = edits.set_drawing(document, pad)
    assert drawn.input.origin == "drawing"
    np.testing.assert_array_equal(drawn.input.drawing, pad)
    np.testing.assert_array_equal(drawn.input.values, prepare_drawing(pad, (8, 8)).ravel())


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(OptionError, match="no picture"):
        edits.set_drawing(nnviz.load("iris"), np.zeros((5, 5)))
    with pytest.raises(OptionError, match="no style"):
        prepare_drawing(np.zeros((5, 5)), (8, 8), "cubist")
