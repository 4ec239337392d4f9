"""The bundled networks that see pictures as pictures: trained or, for ``edges``, made of known kernels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from PIL import Image

from nnviz import assets
from nnviz.data import Dataset, bundled
from nnviz.data.dataset import closed
from nnviz.document import CurrentInput, Document, Target, View
from nnviz.document.scoring import score
from nnviz.engine import Adam, Conv2D, Cosine, Dense, Flatten, MaxPool2D, Network, train
from nnviz.engine.layer import Layer

KERNELS: Mapping[str, tuple[tuple[float, ...], ...]] = MappingProxyType(
    {
        "Sobel, left to right": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
        "Sobel, top to bottom": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
        "blur": ((1 / 16, 2 / 16, 1 / 16), (2 / 16, 4 / 16, 2 / 16), (1 / 16, 2 / 16, 1 / 16)),
        "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    }
)
"""I. Sobel & G. Feldman, "A 3 x 3 Isotropic Gradient Operator" (1968); the binomial blur; identity minus
the Laplacian."""


def digits_cnn() -> Document:
    """8 x 8 digits: four kernels of 3 x 3, then the largest of each 2 x 2."""
    layers = (Conv2D(4, 3, activation="relu"), MaxPool2D(2), Flatten(), Dense(10, "softmax"))
    data = _as_images(bundled.digits(), 8)
    network = _trained(data, layers, epochs=60, batch_size=32, rate=0.005, seed=0)
    return _document(
        network,
        data.unseen,
        title="Digits, convolution",
        about="Reads handwritten digits of 8 × 8 pixels with four kernels of 3 × 3.",
        sample=5,
    )


def mnist_cnn() -> Document:
    """28 x 28 digits: two convolutions, each with a max pooling."""
    layers = (
        Conv2D(8, 5, activation="relu"),
        MaxPool2D(2),
        Conv2D(16, 3, activation="relu"),
        MaxPool2D(2),
        Flatten(),
        Dense(10, "softmax"),
    )
    data = _as_images(bundled.mnist(), 28)
    network = _trained(data, layers, epochs=15, batch_size=64, rate=0.003, seed=0)
    return _document(
        network,
        data.unseen,
        title="MNIST, convolution",
        about="Reads handwritten digits of 28 × 28 pixels: 8 kernels of 5 × 5, then 16 of 3 × 3.",
        sample=0,
    )


def edges() -> Document:
    """A photograph and what four well-known kernels make of it; nothing is learned."""
    with Image.open(assets.path("data/china.png")) as photograph:
        grey = np.asarray(photograph.convert("L"), np.float32) / np.float32(255)
    layer = Conv2D(len(KERNELS), 3, padding="same", bias=False)
    network = Network.build((1, *grey.shape), (layer,), seed=0)
    kernels = np.array([[kernel] for kernel in KERNELS.values()], np.float32)
    network = network.with_parameters({"1.weight": kernels})
    return Document(
        network=network,
        title="Edges of a photograph",
        input=CurrentInput(closed(grey[None]), "file"),
        task="values",
        about="Finds edges in a photograph, blurs it and sharpens it, with kernels made by hand.",
        trained=MappingProxyType(network.parameters()),
        view=View(selection=_brightest(network, grey[None]), tint="unit"),
    )


BUILDERS: Mapping[str, Callable[[], Document]] = MappingProxyType(
    {"digits-cnn": digits_cnn, "mnist-cnn": mnist_cnn, "edges": edges}
)


def _as_images(data: Dataset, side: int) -> Dataset:
    return replace(data, inputs=closed(data.inputs.reshape(len(data), 1, side, side)))


def _trained(
    data: Dataset, layers: Sequence[Layer], *, epochs: int, batch_size: int, rate: float, seed: int
) -> Network:
    training = data.training
    network = Network.build(data.inputs.shape[1:], layers, seed=seed)
    for snapshot in train(
        network,
        (training.inputs, training.targets),
        epochs=epochs,
        batch_size=batch_size,
        optimizer=Adam(rate),
        schedule=Cosine(),
        loss="cross_entropy",
        l2=3e-4,
        seed=seed,
    ):
        network = snapshot.network
    return network


def _document(network: Network, unseen: Dataset, *, title: str, about: str, sample: int) -> Document:
    return Document(
        network=network,
        title=title,
        input=CurrentInput(unseen.inputs[sample], "sample", sample=sample),
        about=about,
        output_names=unseen.class_names,
        data=unseen,
        trained=MappingProxyType(network.parameters()),
        score=score(network, unseen, "unseen digits"),
        view=View(selection=_brightest(network, unseen.inputs[sample])),
    )


def _brightest(network: Network, image: np.ndarray) -> Target:
    """The cell of the first map that answers most: its arithmetic tells what the kernel looks for."""
    # The rim answers to the padding around the picture, so it is left out.
    inner = np.abs(network.trace(image[None])[1].a[0, 0, 1:-1, 1:-1])
    row, column = np.unravel_index(int(inner.argmax()), inner.shape)
    return Target(1, (0, int(row) + 1, int(column) + 1))
