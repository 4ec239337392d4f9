"""What a sentence is about: a document, what it computes, where one stands, and how it was before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nnviz.document import Document, View
from nnviz.document.tracing import trace
from nnviz.engine import Trace
from nnviz.scene.time.playback import Timeline, timeline


@dataclass(frozen=True, eq=False)
class Facts:
    """The world of a sentence. ``before`` is the document as the card set it up, before any hand: *differs
    from before* compares with it. ``view`` is what is looked at. Everything else is computed when asked for
    and kept, so that one Facts answers many sentences."""

    document: Document
    view: View
    before: Document

    @cached_property
    def trace(self) -> Trace:
        """The pass of the current input."""
        return trace(self.document)

    @cached_property
    def timeline(self) -> Timeline:
        """The pass in time."""
        return timeline(self.document.network)
