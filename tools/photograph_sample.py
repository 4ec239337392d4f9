"""The bundled network that is not trained but made of known kernels, and looks at a photograph."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from PIL import Image

from nnviz import assets
from nnviz.data.dataset import closed
from nnviz.document import CurrentInput, Document, Target, View
from nnviz.engine import Conv2D, Network

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
        view=View(selection=brightest(network, grey[None]), tint="unit"),
    )


def brightest(network: Network, image: np.ndarray) -> Target:
    """The cell of the first map that answers most: its arithmetic tells what the kernel looks for."""
    # The rim answers to the padding around the picture, so it is left out.
    inner = np.abs(network.trace(image[None])[1].a[0, 0, 1:-1, 1:-1])
    row, column = np.unravel_index(int(inner.argmax()), inner.shape)
    return Target(1, (0, int(row) + 1, int(column) + 1))
