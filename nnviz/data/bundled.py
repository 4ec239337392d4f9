"""The real data that comes with nnviz, as networks take it; its sources stand in its README.md."""

from __future__ import annotations

import numpy as np

from nnviz import assets
from nnviz.data import tables
from nnviz.data.dataset import Dataset, closed

DIGITS = tuple("0123456789")


def digits() -> Dataset:
    """1,797 handwritten digits of 8 x 8, 0..1, as rows of 64. The file keeps each writer's digits together,
    so they are shuffled (always alike); the last 360 are held out."""
    images, labels = _images("optdigits-8x8.npz")
    order = np.random.default_rng(0).permutation(len(images))
    return _digits("digits", images[order], labels[order], np.float32(16), held_out=360)


def mnist() -> Dataset:
    """8,000 handwritten digits of MNIST, 28 x 28, 0..1, as rows of 784; the last 1,000 are held out."""
    images, labels = _images("mnist-8k.npz")
    return _digits("mnist", images, labels, np.float32(255), held_out=1000)


def iris() -> Dataset:
    """150 irises: four lengths in cm and the species; 30 of them, 10 of each species, are held out."""
    table = tables.read(assets.path("data/iris.csv"))
    order = np.random.default_rng(0).permutation(len(table.inputs))
    held_out = np.concatenate([order[table.targets[order] == species][:10] for species in range(3)])
    is_held_out = np.isin(order, held_out)
    order = np.concatenate([order[~is_held_out], order[is_held_out]])
    return Dataset(
        "iris",
        closed(table.inputs[order]),
        closed(table.targets[order]),
        class_names=table.class_names,
        input_names=tuple(f"{name.replace('_', ' ')} (cm)" for name in table.input_names),
        held_out=len(held_out),
    )


def _images(name: str) -> tuple[np.ndarray, np.ndarray]:
    with np.load(assets.path(f"data/{name}"), allow_pickle=False) as file:
        return file["images"], file["labels"].astype(np.int64)


def _digits(name: str, images: np.ndarray, labels: np.ndarray, top: np.float32, held_out: int) -> Dataset:
    inputs = images.reshape(len(images), -1).astype(np.float32) / top
    return Dataset(name, closed(inputs), closed(labels), DIGITS, held_out=held_out)
