"""What the phases of a layer's time are: how long each lasts, what happens on screen, what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nnviz.engine import Layer


@dataclass(frozen=True)
class PhaseKind:
    """One kind of phase. ``seconds`` at speed 1, where the whole pass isn't too long for that.

    ``lead`` names it in the narration, ``chip`` beside an opened neuron, ``block`` on the timeline, and
    ``whole`` in that block's tooltip. ``arrives``: what the layer passes on comes in. ``slides``: a window
    goes over an image, in reading order at an even pace.
    """

    seconds: float
    lead: str
    chip: str
    block: str
    whole: str
    arrives: bool = False
    slides: bool = False


PHASES: Mapping[str, PhaseKind] = MappingProxyType(
    {
        "input": PhaseKind(0.6, "input", "input", "Input", "the input arrives", arrives=True),
        "multiply": PhaseKind(1.2, "multiply", "w · x", "w · x", "multiply"),
        "sum": PhaseKind(0.9, "sum", "Σ + b", "Σ + b", "sum and bias"),
        "activate": PhaseKind(0.7, "activate", "f(z)", "f(z)", "activate", arrives=True),
        "scan": PhaseKind(3.0, "scan", "Σ w · x + b", "Σ w · x + b", "scan, multiply and sum", slides=True),
        "pool": PhaseKind(1.5, "pool", "pool", "Pool", "pool", arrives=True, slides=True),
        "pass": PhaseKind(0.5, "pass on", "pass on", "Pass on", "pass on", arrives=True),
        "centre": PhaseKind(0.5, "centre", "− μ", "− μ", "centre"),
        "scale": PhaseKind(0.5, "scale", "÷ σ", "÷ σ", "scale"),
        "stretch": PhaseKind(0.5, "stretch", "× γ", "× γ", "stretch"),
        "shift": PhaseKind(0.5, "shift", "+ β", "+ β", "shift", arrives=True),
    }
)
"""By name: ``input`` is the network's, the others are those that a layer's class lists."""


def phase_of(layer: Layer | None, name: str) -> PhaseKind:
    """A phase in the words of its layer: what passes on may add, scale or pool. None for the input."""
    kind = PHASES[name]
    if layer is None or name != "pass" or not layer.passing:
        return kind
    word = layer.passing
    said = word[0].lower() + word[1:] if word[1:].islower() else word
    return replace(kind, lead=said, chip=said, block=word, whole=said)
