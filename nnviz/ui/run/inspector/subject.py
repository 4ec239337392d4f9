"""What the inspector is about just now: one value, made from the session once a frame. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nnviz.document import Document, Override, Target
from nnviz.document.units import index_of, target_of
from nnviz.engine import Explanation, Trace
from nnviz.scene.detail.equation import Step, Unit, steps
from nnviz.scene.detail.response import Response, response
from nnviz.scene.detail.worked import own_steps
from nnviz.scene.time.stage import SectionProgress, stage, unreached
from nnviz.scene.time.windows import takes_along
from nnviz.scene.words import questions as words
from nnviz.session import Session


@dataclass(frozen=True, eq=False)
class Subject:
    """The unit that is looked at and its arithmetic; ``target`` is None where nothing is selected.

    ``override`` is what the document holds the unit at. ``settled`` is False while something is held:
    order and scales then stay as they are; ``refit`` 0..1 says how far they have come to fit since.
    ``hidden`` are the sections that a quiz masks.
    """

    document: Document
    trace: Trace
    target: Target | None
    explanation: Explanation | None
    curve: Response | None
    stage: SectionProgress
    override: Override | None
    settled: bool
    refit: float
    hidden: frozenset[str] = frozenset()
    slides: bool = False
    """Whether it is the cell that a window under way fills: another one in nearly every frame."""

    @property
    def is_input(self) -> bool:
        """Whether the value comes from outside: nothing computes it."""
        return self.target is not None and self.target.layer in self.document.network.input_layers

    @property
    def weighs(self) -> bool:
        """Whether the unit multiplies its inputs by weights of its own."""
        if self.target is None or self.target.layer == 0:
            return False
        return "weight" in self.document.network.layer_parameters(self.target.layer)

    @property
    def has_bias(self) -> bool:
        """Whether a bias is added."""
        if self.target is None or self.target.layer == 0:
            return False
        return "bias" in self.document.network.layer_parameters(self.target.layer)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The unit's equation, in letters and in the numbers of this very pass."""
        explanation = self.explanation
        if explanation is None:
            return ()
        letter = words.symbol(self.document, self.document.network.sources(explanation.layer)[0])
        unit = Unit(explanation, self.curve, self.weighs, self.has_bias, letter, 2, with_names=False)
        return own_steps(self.document, unit) or steps(unit)

    def continues(self, before: Subject | None) -> bool:
        """Whether only its own numbers are others than ``before``: while a number is in hand, and from one
        cell to the next under a window that slides."""
        if before is None or before.stage != self.stage or before.hidden != self.hidden:
            return False
        if before.target == self.target:
            return not self.settled
        if self.target is None or before.target is None:
            return False
        return self.slides and before.slides and self.target.layer == before.target.layer

    def is_held(self, position: int) -> bool:
        """Whether the unit's input ``position`` (flat) comes from a unit that is held by hand."""
        origin = None if self.explanation is None else self.explanation.origins[position]
        return origin is not None and target_of(origin) in self.document.overrides

    def weight_index(self, position: int) -> tuple[int, ...]:
        """Where the weight of the unit's input ``position`` (flat) stands in its layer's weight array."""
        assert self.explanation is not None
        unit, shape = self.explanation.unit, self.explanation.weights.shape
        if len(shape) == 1:
            return position, unit[0]
        place = []
        for size in reversed(shape):
            position, rest = divmod(position, size)
            place.append(rest)
        return (unit[0], *reversed(place))


def subject_of(session: Session) -> Subject:
    """Read the session. A selection that this network does not have counts as none."""
    document, trace, target = session.document, session.trace, session.here
    if target is not None and not exists(document, target):
        target = None
    explanation = None
    if target is not None and target.layer not in document.network.input_layers:
        explanation = trace.explain(target.layer, target.unit, sample=0)
    return Subject(
        document=document,
        trace=trace,
        target=target,
        explanation=explanation,
        curve=None if explanation is None else response(trace, explanation),
        stage=stage(session.moment, target.layer if target else 0),
        override=None if target is None else document.overrides.get(target),
        settled=not session.is_held,
        refit=session.refit.share,
        hidden=hidden(session, target),
        slides=takes_along(session.moment, session.view.selection, session.view.pinned),
    )


def hidden(session: Session, target: Target | None) -> frozenset[str]:
    """The sections about ``target`` (of the whole network without one) that the pass hasn't reached."""
    if not session.view.masked:
        return frozenset()
    document = session.document
    network = document.network
    if target is not None and target.layer in network.input_layers:
        # Of an input's own arithmetic, there is what the layers make of it that it runs into.
        after = [n for n in range(1, len(network.layers) + 1) if target.layer in network.sources(n)]
        return unreached(session.moment, min(after)) & {"multiply"} if after else frozenset()
    return unreached(session.moment, len(document.network.layers) if target is None else target.layer)


def exists(document: Document, target: Target) -> bool:
    """Whether a network has such a unit: layers may have gone since it was selected."""
    shapes = document.network.shapes
    if not 0 <= target.layer < len(shapes):
        return False
    unit, shape = index_of(target.unit), shapes[target.layer]
    return len(unit) == len(shape) and all(0 <= i < n for i, n in zip(unit, shape, strict=True))
