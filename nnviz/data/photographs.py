"""Photographs as brightness, one number a pixel: the bundled ones, and a person's own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from nnviz import assets
from nnviz.data import pictures

NAMES = ("china", "flower")
SIZE = (213, 320)
"""(height, width) of each of them."""
LEAST = 24
"""Pixels of a side of a person's own at least: every kernel has a window in it."""
_LUMA = np.array([0.299, 0.587, 0.114]) / 255


@cache
def brightness(name: str) -> np.ndarray:
    """A photograph as float32 (height, width), 0 black to 1 white, read-only.

    Brightness is the luma of ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.
    """
    with Image.open(assets.path(f"data/{name}.png")) as picture:
        return _luma(picture.convert("RGB"))


def own(path: Path, data: bytes | None = None) -> np.ndarray:
    """A person's own photograph as :func:`brightness`, each side between :data:`LEAST` and :data:`SIZE`.

    It stands upright, what is transparent is white. Of a larger one each pixel is the mean of those it
    covers; of a tiny one each becomes a square of equal ones, and a narrow one gets a white margin.
    ``data`` is the content of a picture that is no file; ``path`` then says what it is called.

    Raises:
        FileError: it isn't a picture, is too large, or can't be read.
    """
    grey = _luma(pictures.colours(path, data))
    height, width = grey.shape
    share = min(1.0, SIZE[0] / height, SIZE[1] / width)
    if share < 1.0:
        size = max(round(width * share), 1), max(round(height * share), 1)
        grey = np.array(Image.fromarray(grey).resize(size, Image.Resampling.BOX), np.float32)
    grey = np.asarray(np.clip(_no_smaller(grey), 0.0, 1.0))
    grey.flags.writeable = False
    return grey


def _no_smaller(grey: np.ndarray) -> np.ndarray:
    """At least :data:`LEAST` pixels a side."""
    times = min(
        -(-LEAST // min(grey.shape)), *(most // size for size, most in zip(grey.shape, SIZE, strict=True))
    )
    if times > 1:
        grey = grey.repeat(times, axis=0).repeat(times, axis=1)
    missing = [max(LEAST - size, 0) for size in grey.shape]
    return np.pad(grey, [(more // 2, more - more // 2) for more in missing], constant_values=1.0)


def _luma(picture: Image.Image) -> np.ndarray:
    grey = (np.asarray(picture) @ _LUMA).astype(np.float32)
    grey.flags.writeable = False
    return grey
