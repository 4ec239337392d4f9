"""What is kept aside to judge by: how many rows stand on either side, and of which classes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.data.sources import Preparation
from nnviz.data.tables import Preview
from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import percent

MOST_NAMED = 3


@dataclass(frozen=True)
class Aside:
    """``share`` is what is kept aside, ``learned`` and ``judged`` say in words what stands on either side,
    ``left`` and ``right`` of which classes, ``even`` how it is drawn, all from long to short."""

    share: float
    learned: tuple[str, ...]
    judged: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    even: tuple[str, ...]
    seed: int


def aside(data: Dataset | None, preparation: Preparation, preview: Preview) -> Aside:
    """Of the examples as they are split; of a table that isn't read yet, in shares."""
    share = preparation.share or 0.0
    even = ("same shares in both", "same shares") if preview.classes else ("drawn at random", "at random")
    if data is None:
        learned, judged = percent(1 - share, 0), percent(share, 0)
        looked = amount(preview.count, "row")
        left = ("",) if preview.is_whole else (f"of all rows; {looked} looked at so far", "of all rows")
        return Aside(
            share, (f"{learned} to learn from", learned), judged, left, ("",), even, preparation.seed
        )
    count = len(data) - data.held_out
    return Aside(
        share,
        (f"{count:,} to learn from", f"{count:,}"),
        f"{data.held_out:,}",
        _classes(data.training),
        _classes(data.unseen),
        even,
        preparation.seed,
    )


def _classes(data: Dataset) -> tuple[str, ...]:
    """ "75 large, 93 small", from long to short."""
    if not data.class_names:
        return (amount(len(data), "row"),)
    counts = np.bincount(data.targets, minlength=len(data.class_names))
    parts = [f"{count:,} {visible(name)}" for name, count in zip(data.class_names, counts, strict=True)]
    few = amount(len(parts), "class", "classes")
    if len(parts) <= MOST_NAMED:
        return (", ".join(parts), " / ".join(f"{count:,}" for count in counts))
    return (f"{few}, {counts.min():,} to {counts.max():,} of each", few)
