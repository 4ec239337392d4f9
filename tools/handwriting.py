"""Training sets with digits as a class draws them: the bundled ones, and MNIST's drawn anew by many hands."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from PIL import Image

from nnviz.data import Dataset, bundled, prepare_drawing
from nnviz.data.dataset import closed
from tools.strokes import drawn, hands, skeletons

SEED = 20
VARIANTS = 4
"""How often each digit of MNIST is drawn, each time by another hand."""


@lru_cache(maxsize=1)
def _strokes() -> tuple[list[np.ndarray], np.ndarray]:
    training = bundled.mnist().training
    return skeletons(training.inputs.reshape(-1, 28, 28)), training.targets


def drawn_anew(size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Pictures (N, h·w) and classes of MNIST's training digits, drawn on the pad and prepared as it does."""
    strokes, targets = _strokes()
    random = np.random.default_rng(SEED)
    pictures = [
        prepare_drawing(drawn(points, hand), size).ravel()
        for _ in range(VARIANTS)
        for points, hand in zip(strokes, hands(random, len(strokes)), strict=True)
    ]
    return np.stack(pictures), np.tile(targets, VARIANTS)


def jittered(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each image (N, h·w) turned, slanted and moved a little."""
    side = round(images.shape[1] ** 0.5)
    found = []
    for image in images.reshape(-1, side, side):
        turn, slant = random.normal(0, 0.12, 2)
        dx, dy = random.uniform(-1.5, 1.5, 2)
        matrix = np.array([[np.cos(turn), -np.sin(turn) + slant], [np.sin(turn), np.cos(turn)]])
        middle = np.full(2, side / 2)
        shift = middle - matrix @ (middle + np.array([dx, dy]))
        coefficients = (*matrix[0], shift[0], *matrix[1], shift[1])
        grey = Image.fromarray(image.astype(np.float32))
        moved = grey.transform((side, side), Image.Transform.AFFINE, coefficients, Image.Resampling.BILINEAR)
        found.append(np.asarray(moved).ravel())
    return np.stack(found)


def shown(images: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Each image (N, h·w) enlarged and prepared anew, as a picture that is dropped on the window is."""
    side = round(images.shape[1] ** 0.5)
    found = []
    for image in images.reshape(-1, side, side):
        grey = Image.fromarray(image.astype(np.float32))
        size = (int(random.integers(60, 280)),) * 2
        kind = random.choice([Image.Resampling.NEAREST, Image.Resampling.BILINEAR])
        found.append(prepare_drawing(np.asarray(grey.resize(size, int(kind))), (side, side)).ravel())
    return np.stack(found)


def with_hands(data: Dataset, size: tuple[int, int], repeats: int) -> Dataset:
    """``data`` with its training digits ``repeats`` times, and the drawn ones; the unseen ones stay."""
    own = data.training
    pictures, classes = drawn_anew(size)
    random = np.random.default_rng(SEED + 1)
    again = jittered if size == (28, 28) else shown
    copies = [again(own.inputs, random) for _ in range(repeats - 1)]
    inputs = np.concatenate([pictures, own.inputs, *copies, data.unseen.inputs]).astype(np.float32)
    targets = np.concatenate([classes, *[own.targets] * repeats, data.unseen.targets])
    return replace(data, inputs=closed(inputs), targets=closed(targets))
