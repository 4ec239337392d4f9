"""How many digits drawn in class the bundled networks recognise: python -m tools.hall_digits [NAME ...].

The digits are the held-out ones of MNIST, which no training saw, thinned to strokes and drawn with the
pad's pen.
"""

from __future__ import annotations

import sys
from functools import lru_cache

import numpy as np

from nnviz import formats
from nnviz.data import bundled, prepare_drawing
from nnviz.data.dataset import Dataset, closed
from nnviz.document import Document
from nnviz.engine import Network
from tools.strokes import Hand, drawn, skeletons

NAMES = ("digits", "digits-cnn", "mnist", "mnist-cnn")
EXAMPLES = "unseen drawings"


@lru_cache(maxsize=1)
def _rasters() -> tuple[np.ndarray, np.ndarray]:
    unseen = bundled.mnist().unseen
    strokes = skeletons(unseen.inputs.reshape(-1, 28, 28))
    return np.stack([drawn(points, Hand()) for points in strokes]), unseen.targets


def hall(size: tuple[int, int], input_shape: tuple[int, ...]) -> Dataset:
    """The drawn digits as a network of that picture size takes them; all of them held out."""
    rasters, targets = _rasters()
    inputs = np.stack([prepare_drawing(raster, size) for raster in rasters])
    inputs = inputs.reshape(len(inputs), *input_shape)
    return Dataset("hall", closed(inputs), targets, bundled.DIGITS, held_out=len(inputs))


def picture_size(network: Network, image_shape: tuple[int, int] | None) -> tuple[int, int]:
    """(height, width) of the pictures that a network takes."""
    height, width = image_shape or network.input_shape[1:]
    return int(height), int(width)


def _report(name: str, document: Document) -> str:
    network = document.network
    data = hall(picture_size(network, document.image_shape), network.input_shape)
    said = network.predict(data.inputs).argmax(axis=1)
    right = said == data.targets
    each = ", ".join(f"{digit}: {right[data.targets == digit].mean():.0%}" for digit in range(10))
    unseen = ""
    if name.startswith("mnist"):
        plain = bundled.mnist().unseen
        inputs = plain.inputs.reshape(-1, *network.input_shape)
        unseen = f"; {np.mean(network.predict(inputs).argmax(axis=1) == plain.targets):.1%} as they were"
    return f"{name}: {right.mean():.1%} of {len(right):,} {EXAMPLES}{unseen} ({each})"


def main(names: list[str]) -> int:
    """Print a line a network."""
    for name in names or NAMES:
        document, _ = formats.open_any(name)
        print(_report(name, document))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
