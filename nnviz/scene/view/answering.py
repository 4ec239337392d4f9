"""The neuron that gives the answer."""

from __future__ import annotations

from nnviz.document import Document, Target, View
from nnviz.engine import Trace
from nnviz.scene.time.playback import Moment
from nnviz.scene.time.stage import hides
from nnviz.scene.words.outcome import outcome


def answering(document: Document, trace: Trace, view: View, moment: Moment) -> Target | None:
    """The unit of the last layer that won, or its first where none did or a quiz hides which; None where the
    last layer gives maps."""
    last = len(document.network.layers)
    if len(document.network.output_shape) != 1:
        return None
    best = None if hides(view, moment, last) else outcome(document, trace).index
    return Target(last, best or 0)
