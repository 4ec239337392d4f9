"""The confusion matrix: how often each class is taken for each other one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Document
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, are, part
from nnviz.scene.words.numbers import percent

Cell = tuple[int, int]
"""(true class, class that the network says)."""
NO_CLASS = -1
"""What a network says whose answer isn't finite."""


@dataclass(frozen=True, eq=False)
class Confusion:
    """``counts`` (classes, classes) int64, rows true, columns said. By example: ``truth`` and ``said`` (N,)
    class numbers, ``sure`` (N,) the share that what is said has, NaN where nothing is."""

    names: tuple[str, ...]
    counts: np.ndarray
    truth: np.ndarray
    said: np.ndarray
    sure: np.ndarray

    @classmethod
    def of(cls, document: Document, data: Dataset, outputs: np.ndarray) -> Confusion:
        """Count what ``outputs`` (N, outputs) say of ``data``. One output above a half means class 1."""
        truth = np.rint(data.targets.reshape(len(data))).astype(np.int64)
        shares = np.column_stack([1 - outputs[:, 0], outputs[:, 0]]) if outputs.shape[1] == 1 else outputs
        is_finite = np.isfinite(outputs).all(axis=1)
        said = np.where(is_finite, np.nan_to_num(shares).argmax(axis=1), NO_CLASS)
        if outputs.shape[1] == 1:
            said = np.where(is_finite, outputs[:, 0] >= 0.5, NO_CLASS).astype(np.int64)
        sure = np.where(is_finite, shares[np.arange(len(said)), said], np.nan)
        count = max(shares.shape[1], int(truth.max(initial=0)) + 1)
        counts = np.zeros((count, count), np.int64)
        np.add.at(counts, (truth[is_finite], said[is_finite]), 1)
        shown = tuple(names.class_name(document, number) for number in range(count))
        return cls(shown, counts, truth, said, sure)

    @property
    def total(self) -> int:
        """All examples, also those that the network says nothing finite of."""
        return len(self.truth)

    @property
    def right(self) -> int:
        """Those whose class is said."""
        return int(np.trace(self.counts))

    @property
    def shares(self) -> np.ndarray:
        """(classes, classes): which share of each true class is taken for what; 0 in a row without any."""
        totals = np.bincount(self.truth, minlength=len(self.names))[: len(self.names)]
        return np.asarray(self.counts / np.maximum(totals, 1)[:, None])

    def of_class(self, number: int) -> int:
        """How many examples are of a class."""
        return int((self.truth == number).sum())

    def examples(self, cell: Cell) -> np.ndarray:
        """Numbers of the examples in a cell, the surest answer first."""
        found = np.flatnonzero((self.truth == cell[0]) & (self.said == cell[1]))
        return found[np.argsort(-self.sure[found], kind="stable")]

    def worst(self) -> Cell:
        """The most frequent mistake; without any, the largest class."""
        wrong = self.counts.copy()
        np.fill_diagonal(wrong, 0)
        counts = wrong if wrong.any() else self.counts
        row, column = np.unravel_index(int(counts.argmax()), counts.shape)
        return int(row), int(column)

    # words

    def result(self) -> str:
        """All in one figure: "44 of 48 right"."""
        unknown = self.total - int(self.counts.sum())
        text = f"{part(self.right, self.total, 'example')} right"
        return f"{text}, {unknown:,} without a finite answer" if unknown else text

    def accuracy(self) -> str:
        """The share that is right."""
        return percent(self.right / max(self.total, 1))

    def sentence(self, cell: Cell) -> str:
        """What a cell says, with its share of the class."""
        true, said = cell
        count, total = int(self.counts[cell]), self.of_class(true)
        name, other = self.names[true], self.names[said]
        if not total:
            return f"There is no “{name}” among them."
        whole = f"{count:,} of {total:,} “{name}”"
        share = percent(count / total)
        if true == said:
            return f"{whole} {are(count)} recognised: {share}."
        return f"{whole} {are(count)} taken for “{other}”: {share}."

    def heading(self, cell: Cell) -> str:
        """What the examples of a cell are."""
        true, said = cell
        count = int(self.counts[cell])
        if true == said:
            return f"{amount(count, 'example')} of “{self.names[true]}”, recognised"
        return f"{count:,} “{self.names[true]}” taken for “{self.names[said]}”"
