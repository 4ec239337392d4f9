"""What is open, whole: a document with its view, its past, and its file."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document, View
from nnviz.document.history import History
from nnviz.session.open_file import OpenFile


@dataclass(frozen=True, eq=False)
class Work:
    """It can be set aside and taken up again with nothing lost. ``saved`` is the document as it lies in its
    file; None where it was never saved."""

    document: Document
    view: View
    saved: Document | None
    history: History
    file: OpenFile

    @classmethod
    def of(cls, document: Document, view: View) -> Work:
        """A document that nobody has changed yet and that has no file."""
        return cls(document, view, document, History(), OpenFile(None, None))

    @property
    def is_unsaved(self) -> bool:
        """Whether it differs from its file."""
        return self.document is not self.saved
