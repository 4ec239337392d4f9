"""The outputs as rows of bars: the largest first where not all have room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document
from nnviz.scene.words import names, numbers


@dataclass(frozen=True)
class Row:
    """One output: its name, its printed value, and its bar from −1 to 1."""

    name: str
    text: str
    share: float
    is_largest: bool


def rows(document: Document, output: np.ndarray, most: int = 10) -> tuple[Row, ...]:
    """The outputs in their order, or the ``most`` largest ones."""
    last = document.network.layers[-1].activation
    gives_shares = last is not None and last.gives_shares
    finite = np.nan_to_num(output.astype(np.float64))
    shown = range(len(output)) if len(output) <= most else sorted(np.argsort(-finite, kind="stable")[:most])
    largest = 1.0 if gives_shares else max(float(np.abs(finite).max()), 1e-12)
    best = int(finite.argmax())
    return tuple(
        Row(
            names.output(document, int(i)),
            numbers.percent(output[i]) if gives_shares else numbers.number(output[i], 3, numbers.within(7)),
            float(finite[i] / largest),
            int(i) == best and len(output) > 1,
        )
        for i in shown
    )
