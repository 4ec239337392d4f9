"""The timeline's blocks: one a phase, or one a layer where the pass was shrunk. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document
from nnviz.engine import Layer
from nnviz.scene.time.phases import phase_of
from nnviz.scene.time.playback import Timeline, is_shrunk
from nnviz.scene.words import names
from nnviz.scene.words.numbers import seconds


@dataclass(frozen=True)
class PhaseBlock:
    """A stretch of the timeline in seconds at speed 1: its short words, and its words for the tooltip."""

    start: float
    end: float
    layer: int
    text: str
    tooltip: str


@dataclass(frozen=True)
class Span:
    """One layer's stretch and its names, longest first: the first that fits is printed."""

    start: float
    end: float
    layer: int
    names: tuple[str, ...]


def blocks(line: Timeline, document: Document) -> tuple[PhaseBlock, ...]:
    """Every block of the timeline in order."""
    if is_shrunk(line):
        return tuple(
            PhaseBlock(s.start, s.end, s.layer, s.names[0] if s.layer else "Input", s.names[0])
            for s in spans(line, document)
        )
    return tuple(
        PhaseBlock(
            p.start,
            p.end,
            p.layer,
            kind.block,
            f"{names.numbered_layer(document, p.layer)}: {kind.whole}, {seconds(p.seconds)}",
        )
        for p, kind in ((p, phase_of(_definition(document, p.layer), p.name)) for p in line.phases)
    )


def _definition(document: Document, layer: int) -> Layer | None:
    return document.network.layer(layer) if layer else None


def spans(line: Timeline, document: Document) -> tuple[Span, ...]:
    """Every layer's stretch in order; layer 0 is the input."""
    found: list[Span] = []
    for phase in line.phases:
        if found and found[-1].layer == phase.layer:
            first = found.pop()
            found.append(Span(first.start, phase.end, first.layer, first.names))
        else:
            found.append(Span(phase.start, phase.end, phase.layer, _names(document, phase.layer)))
    return tuple(found)


def _names(document: Document, layer: int) -> tuple[str, ...]:
    if layer == 0:
        return ("Input",)
    return names.numbered_layer(document, layer), f"Layer {layer}", str(layer)
