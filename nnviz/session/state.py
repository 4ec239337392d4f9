"""What a view shows: one document, what it computes, where time stands; all of one and the same moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nnviz.document import Document, Target, View
from nnviz.document.tracing import trace
from nnviz.engine import Trace
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Moment, Timeline, timeline


class Results:
    """What follows from a document, computed when asked for and then kept."""

    def __init__(self, document: Document, timeline: Timeline | None = None) -> None:
        """``timeline`` is that of the document's network, where it is known already."""
        self._document = document
        if timeline is not None:
            self.timeline = timeline

    @cached_property
    def trace(self) -> Trace:
        """Everything the forward pass computes for the current input and overrides (batch of one)."""
        return trace(self._document)

    @cached_property
    def timeline(self) -> Timeline:
        """The phases of the network's forward pass."""
        return timeline(self._document.network)

    def of(self, document: Document, are_values_new: bool, is_network_new: bool) -> Results:
        """What follows from another document of the same history; what still holds is kept."""
        if not are_values_new and not is_network_new:
            return self
        return Results(document, None if is_network_new else self.__dict__.get("timeline"))


@dataclass(frozen=True, eq=False)
class State:
    """A session as it was at one moment. A view keeps the one that it was last refreshed from and paints from
    it alone: its rows and the document that they belong to are never of two moments."""

    document: Document
    view: View
    results: Results

    @property
    def trace(self) -> Trace:
        """The forward pass of this document."""
        return self.results.trace

    @property
    def timeline(self) -> Timeline:
        """The phases of this network's forward pass."""
        return self.results.timeline

    @property
    def moment(self) -> Moment:
        """Where playback stood."""
        return self.timeline.moment(self.view.seconds)

    @property
    def here(self) -> Target | None:
        """The unit that was looked at."""
        return windows.here(self.document.network, self.moment, self.view.selection, self.view.pinned)
