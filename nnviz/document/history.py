"""Undo and redo: a list of documents, merged by gesture, bounded in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from nnviz.document.model import Document

LIMIT = 512 * 2**20
"""Bytes that undo may hold before the oldest entries go."""


@dataclass(frozen=True, eq=False)
class Entry:
    """A document as it was before an edit, and the words for that edit."""

    document: Document
    label: str
    gesture: object | None


class History:
    """The documents before and after the present one. Untouched arrays are shared, so entries are cheap."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._past: list[Entry] = []
        self._future: list[Entry] = []

    @property
    def undo_label(self) -> str | None:
        """Words for what undo would take back, or None."""
        return self._past[-1].label if self._past else None

    @property
    def redo_label(self) -> str | None:
        """Words for what redo would do again, or None."""
        return self._future[-1].label if self._future else None

    def record(self, before: Document, label: str, gesture: object | None = None) -> None:
        """Keep ``before``. Further edits of the same gesture merge into its first entry."""
        self._future.clear()
        if gesture is not None and self._past and self._past[-1].gesture == gesture:
            return
        self._past.append(Entry(before, label, gesture))
        self._trim(before)

    def close_gesture(self) -> None:
        """The gesture is over: an edit under the same name is another undo step."""
        if self._past:
            self._past[-1] = replace(self._past[-1], gesture=None)

    def undo(self, present: Document) -> Document:
        """Return the document before the last edit, or ``present`` where there is none."""
        if not self._past:
            return present
        entry = self._past.pop()
        self._future.append(Entry(present, entry.label, None))
        return entry.document

    def redo(self, present: Document) -> Document:
        """Return the document that the last undo took back, or ``present`` where there is none."""
        if not self._future:
            return present
        entry = self._future.pop()
        self._past.append(Entry(present, entry.label, None))
        return entry.document

    def clear(self) -> None:
        """Forget everything: another document was opened."""
        self._past.clear()
        self._future.clear()

    def _trim(self, present: Document) -> None:
        """Drop the oldest entries until what only history holds fits the limit."""
        seen = {id(array) for array in _arrays(present)}
        held = 0
        for position in range(len(self._past) - 1, -1, -1):
            for array in _arrays(self._past[position].document):
                if id(array) not in seen:
                    seen.add(id(array))
                    held += array.nbytes
            if held > self._limit:
                del self._past[: position + 1]
                return


def _arrays(document: Document) -> Iterator[np.ndarray]:
    yield from document.network.parameters().values()
    yield document.input.values
    if document.input.drawing is not None:
        yield document.input.drawing
