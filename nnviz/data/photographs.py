"""The bundled photographs as brightness: one number a pixel."""

from __future__ import annotations

from functools import cache

import numpy as np
from PIL import Image

from nnviz import assets

NAMES = ("china", "flower")
SIZE = (213, 320)
"""(height, width) of each of them."""
_LUMA = np.array([0.299, 0.587, 0.114]) / 255


@cache
def brightness(name: str) -> np.ndarray:
    """A photograph as float32 (height, width), 0 black to 1 white, read-only.

    Brightness is the luma of ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.
    """
    with Image.open(assets.path(f"data/{name}.png")) as picture:
        grey = (np.asarray(picture.convert("RGB")) @ _LUMA).astype(np.float32)
    grey.flags.writeable = False
    return grey
