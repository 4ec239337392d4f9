"""What a sentence is about: a document, what it computes, where one stands, and how it was before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nnviz.document import Document, Target, View
from nnviz.engine import Trace
from nnviz.lessons.language.case import Case, case_of
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Timeline, timeline


@dataclass(frozen=True, eq=False)
class Facts:
    """The world of a sentence. ``before`` is the document as the card set it up, before any hand: *differs
    from before* compares with it, and ``view_before`` is how it was looked at then; None: as the document
    keeps it. ``view`` is what is looked at. ``hidden`` are the words of ``HIDE`` for what the card hides now.

    Everything else is computed when asked for and kept, so that one Facts answers many sentences; what
    follows from a document alone is kept beyond it, for the next Facts of the same document.
    """

    document: Document
    view: View
    before: Document
    view_before: View | None = None
    hidden: frozenset[str] = frozenset()

    @cached_property
    def now(self) -> Case:
        """What the document computes."""
        return case_of(self.document)

    @cached_property
    def then(self) -> Case:
        """What it computed as the card set it up."""
        return case_of(self.before)

    @property
    def trace(self) -> Trace:
        """The pass of the current input."""
        return self.now.trace

    @cached_property
    def here(self) -> Target | None:
        """The neuron that is looked at: the selected one, or the cell that the window under way fills."""
        moment = self.timeline.moment(self.view.seconds)
        return windows.here(self.document.network, moment, self.view.selection, self.view.pinned)

    @cached_property
    def timeline(self) -> Timeline:
        """The pass in time."""
        return timeline(self.document.network)

    @cached_property
    def past(self) -> Facts:
        """The same with everything as the card set it up."""
        return Facts(self.before, self.view_before or self.before.view, self.before)
