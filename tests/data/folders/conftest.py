"""Folders of pictures, written by Pillow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

Make = Callable[..., Path]


def plain(side: int, colour: tuple[int, int, int]) -> Image.Image:
    """A square of one colour."""
    return Image.new("RGB", (side, side), colour)


@pytest.fixture
def animals(tmp_path: Path) -> Path:
    """Two classes of three pictures each: reds of 40 × 40 and blues of 20 × 60."""
    root = tmp_path / "animals"
    for name, size, colour in (("cat", (40, 40), (255, 0, 0)), ("dog", (20, 60), (0, 0, 255))):
        (root / name).mkdir(parents=True)
        for number in range(3):
            Image.new("RGB", size, colour).save(root / name / f"{number}.png")
    return root


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """Dark strokes on white paper, 28 × 28, of ten classes called 0 to 9 and one called 10."""
    root = tmp_path / "digits"
    for number in range(11):
        (root / str(number)).mkdir(parents=True)
        pixels = np.full((28, 28), 255, np.uint8)
        pixels[5:23, 4 + number : 7 + number] = 0
        Image.fromarray(pixels).save(root / str(number) / "one.png")
        Image.fromarray(pixels.T.copy()).save(root / str(number) / "two.png")
    return root
