"""Undo and redo: a list of documents, merged by token, bounded in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from nnviz.document.model import Document

LIMIT = 512 * 2**20
"""Bytes that undo may hold before the oldest entries go; the newest one always stays."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A document as it was before an edit, and the words for that edit."""

    document: Document
    label: str
    merge: object | None = None


class History:
    """The documents before and after the present one. Untouched arrays are shared, so entries are cheap."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._past: list[Entry] = []
        self._future: list[Entry] = []
        self._merge: object | None = None

    @property
    def undo_label(self) -> str | None:
        """Words for what undo would take back, or None."""
        return self._past[-1].label if self._past else None

    @property
    def redo_label(self) -> str | None:
        """Words for what redo would do again, or None."""
        return self._future[-1].label if self._future else None

    def record(self, before: Document, label: str, merge: object | None = None) -> None:
        """Keep ``before``. Edits in a row with the same ``merge`` share the first one's entry."""
        self._future.clear()
        if merge is not None and merge == self._merge:
            return
        self._merge = merge
        self._past.append(Entry(before, label, merge))
        self._trim()

    def record_beside(self, before: Document, label: str, token: object) -> None:
        """Keep ``before`` for something that goes on by itself: one entry, whatever is edited in between."""
        self._future.clear()
        if not any(entry.merge == token for entry in self._past):
            self.record(before, label, token)

    def carry(self, token: object, onto: Callable[[Document], Document]) -> None:
        """What went on by itself is over: edits made in between are taken back by themselves, each leaving
        what came of it."""
        tokens = [entry.merge for entry in self._past]
        if token in tokens:
            start = tokens.index(token) + 1
            later = [replace(entry, document=onto(entry.document)) for entry in self._past[start:]]
            self._past[start:] = later

    @property
    def open_step(self) -> Document | None:
        """The document before the edits that still merge into one entry; None where there are none."""
        return self._past[-1].document if self._past and self._merge is not None else None

    def forget_open_step(self) -> None:
        """These edits have come to nothing."""
        if self.open_step is not None:
            self._past.pop()
        self._merge = None

    def end_step(self) -> None:
        """The next edit is another entry, whatever it would merge with."""
        self._merge = None

    def undo(self, present: Document) -> Document:
        """Return the document before the last edit, or ``present`` where there is none."""
        return self._step(present, self._past, self._future)

    def redo(self, present: Document) -> Document:
        """Return the document that the last undo took back, or ``present`` where there is none."""
        return self._step(present, self._future, self._past)

    def clear(self) -> None:
        """Forget everything: another document was opened."""
        self._past.clear()
        self._future.clear()
        self._merge = None

    def _step(self, present: Document, source: list[Entry], target: list[Entry]) -> Document:
        self._merge = None
        if not source:
            return present
        entry = source.pop()
        target.append(Entry(present, entry.label))
        return entry.document

    def _trim(self) -> None:
        """Drop the oldest entries until the arrays of the others fit the limit."""
        seen: set[int] = set()
        held = 0
        for position in range(len(self._past) - 1, -1, -1):
            held += _bytes(self._past[position].document, seen)
            if held > self._limit and position < len(self._past) - 1:
                del self._past[: position + 1]
                return


class _Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


def _bytes(document: Document, seen: set[int]) -> int:
    """What a document holds that isn't ``seen`` yet; from now on it is."""
    held = _new(_arrays(document), seen)
    for run in () if document.training is None else document.training.runs:
        # A run has thousands of kept steps, and most entries have the same runs.
        if id(run) not in seen:
            seen.add(id(run))
            held += _new((*run.network.parameters().values(), run.curves.losses, *run.kept), seen)
    return held


def _new(things: Iterable[_Sized], seen: set[int]) -> int:
    held = 0
    for thing in things:
        if id(thing) not in seen:
            seen.add(id(thing))
            held += thing.nbytes
    return held


def _arrays(document: Document) -> Iterator[np.ndarray]:
    yield from document.network.parameters().values()
    yield from document.trained.values()
    yield document.input.values
    yield from document.input.others
    if document.input.drawing is not None:
        yield document.input.drawing
    for row in document.draft.rows if document.draft is not None else ():
        if row.origin is not None:
            yield from row.origin.parameters.values()
            yield from row.origin.trained.values()
    if document.sandbox is not None and document.sandbox.drawing is not None:
        yield document.sandbox.drawing
    if document.training is not None and document.training.data is not None:
        yield from (document.training.data.inputs, document.training.data.targets)
