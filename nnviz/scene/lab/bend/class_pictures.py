"""The one matrix of an image network: a picture for each output, each pixel its weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.scene.lab.bend.working import Bend
from nnviz.scene.words import names, numbers
from nnviz.scene.words.pictures import picture_shape

FULL = 99.0
"""Full colour stands for this percentile of |w|."""


@dataclass(frozen=True, eq=False)
class ClassPicture:
    """One output: ``shares`` (channels · height, width), −1 to 1, its channels one below the other; its z
    and its bias, printed."""

    output: int
    name: str
    shares: np.ndarray
    z: str
    bias: str
    is_largest: bool


def class_pictures(bend: Bend, most: int) -> tuple[tuple[ClassPicture, ...], float, int]:
    """The pictures of the ``most`` outputs with the largest z in their order, the weight of full colour, and
    how many outputs have no picture here."""
    assert bend.product is not None
    assert bend.product.whole is not None
    assert bend.twice is not None
    channels, high, wide = picture_shape(bend.document) or (1, 1, 1)
    weight, bias = bend.product.whole.weight, bend.product.whole.bias
    full = max(float(np.percentile(np.abs(weight), FULL)), 1e-12)
    z = np.nan_to_num(bend.twice.one.astype(np.float64))
    chosen = range(len(z)) if len(z) <= most else sorted(np.argsort(-z, kind="stable")[:most])
    best = int(z.argmax())
    pictures = tuple(
        ClassPicture(
            int(i),
            names.output(bend.document, int(i)),
            np.clip(weight[i].reshape(channels * high, wide) / full, -1, 1),
            numbers.signed(z[i], 2, numbers.within(6)),
            numbers.signed(bias[i], 2, numbers.within(6)),
            int(i) == best,
        )
        for i in chosen
    )
    return pictures, full, len(z) - len(pictures)
