"""The network that fits, as it is drawn: neurons in columns, edges by their real first weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nnviz.engine import Network
from nnviz.engine.arrays import shape_text
from nnviz.scene.words.counting import amount

MOST_DRAWN = 9
"""Neurons of a column that are drawn; of more the first ones, and how many there are beside these."""
STRONG = 98
"""The percentile of |w| that is drawn at full width."""


@dataclass(frozen=True)
class Layered:
    """A column: its neurons' heights from 0 to 1, their names, how many aren't drawn, and what it holds."""

    places: tuple[float, ...]
    names: tuple[str, ...]
    more: int
    caption: str


@dataclass(frozen=True, eq=False)
class Drawing:
    """``edges`` (n, 5): the gap they cross, from 0, the neurons that they join, the weight, and its size as a
    share of the largest ones."""

    layers: tuple[Layered, ...]
    edges: np.ndarray


@dataclass(frozen=True, eq=False)
class Drawn:
    """A chain of dense layers with the names of its inputs and outputs, in words and as a drawing."""

    network: Network
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]

    @property
    def sizes(self) -> str:
        """The sizes of its layers: "3-8-2"."""
        return "-".join(map(shape_text, self.network.shapes))

    @property
    def line(self) -> str:
        """How many parameters it has, and where they come from."""
        count = sum(array.size for array in self.network.parameters().values())
        return f"{amount(count, 'parameter')}, weights from seed {self.network.seed}"

    def drawing(self, most: int = MOST_DRAWN) -> Drawing:
        """With room for ``most`` neurons in a column."""
        sizes = [int(np.prod(shape)) for shape in self.network.shapes]
        end = "classes" if len(self.outputs) > 1 else "answer"
        captions = ["columns", *["hidden"] * (len(sizes) - 2), end]
        names = [self.inputs, *[()] * (len(sizes) - 2), self.outputs]
        most = min(max(most, 2), MOST_DRAWN)
        layers = tuple(map(_layer, sizes, names, captions, [most] * len(sizes)))
        edges = [_edges(self.network, gap, layers) for gap in range(len(sizes) - 1)]
        return Drawing(layers, np.concatenate(edges))


def _layer(size: int, names: tuple[str, ...], caption: str, most: int) -> Layered:
    drawn = size if size <= most else most - 1
    rows = max(drawn + (drawn < size), 1)
    places = tuple((row + 0.5) / rows for row in range(drawn))
    return Layered(places, names[:drawn], size - drawn, caption)


def _edges(network: Network, gap: int, layers: Sequence[Layered]) -> np.ndarray:
    weight = np.asarray(network.parameters()[f"{gap + 1}.weight"], np.float64)
    drawn = weight[: len(layers[gap].places), : len(layers[gap + 1].places)]
    full = float(np.percentile(np.abs(weight), STRONG)) or 1.0
    source, target = np.meshgrid(*map(np.arange, drawn.shape), indexing="ij")
    found = np.stack(
        [np.full(drawn.shape, gap), source, target, drawn, np.minimum(np.abs(drawn) / full, 1.0)], axis=-1
    ).reshape(-1, 5)
    # The strong ones lie over the weak ones.
    return np.asarray(found[np.argsort(found[:, 4], kind="stable")])
