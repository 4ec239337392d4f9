"""Sentences about a layer that shifts and scales its values in steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.engine.steps import Chain, Step
from nnviz.scene.words import names
from nnviz.scene.words.numbers import MINUS, with_plus
from nnviz.scene.words.steps import step_texts

_ALL: Mapping[str, str] = MappingProxyType(
    {
        "centre": "Each value loses its mean μ. Left is how far it lies from it.",
        "scale": "Each is divided by its spread: it counts spreads from the mean.",
        "stretch": "Each is multiplied by γ, learned: how wide the values spread.",
        "shift": "Each gets β added, learned: where the values are centred.",
    }
)


def told(document: Document, trace: Trace, layer: int, unit: Target | None, phase: str) -> tuple[str, ...]:
    """What a step does: to all, or to the selected unit with its numbers."""
    if unit is None:
        return _of_all(document, layer, phase)
    chain = trace.explain(layer, unit.unit).chain
    place = None if chain is None else next((i for i, s in enumerate(chain.steps) if s.kind == phase), None)
    if chain is None or place is None:
        return _of_all(document, layer, phase)
    x, texts = step_texts(chain)
    before = texts[place - 1].result if place else x
    return (_OF_ONE[phase](chain, chain.steps[place], before, texts[place].operand, texts[place].result),)


def _of_all(document: Document, layer: int, phase: str) -> tuple[str, ...]:
    said = _ALL[phase]
    return (f"{names.kind_word(document.network.layer(layer).label)}: {said[0].lower()}{said[1:]}", said)


def _centre(chain: Chain, step: Step, before: str, operand: str, result: str) -> str:
    if step.result == 0:
        return f"x = {before} is just its mean μ: nothing is left."
    whose = "the sample’s mean" if chain.owner == "sample" else "its mean"
    side = "above" if step.result > 0 else "below"
    return f"x = {before} lies {result.lstrip(MINUS)} {side} {whose} μ = {operand}."


def _scale(chain: Chain, step: Step, before: str, operand: str, result: str) -> str:
    return f"{before} over the spread {operand} is {result}: so many spreads from the mean."


def _stretch(chain: Chain, step: Step, before: str, operand: str, result: str) -> str:
    if step.operand == 1:
        return f"γ is 1: {before} stays as it is."
    turned = "turns everything over and makes it" if step.operand < 0 else "makes everything"
    return f"γ {turned} {operand.lstrip(MINUS)} times as wide: {before} becomes {result}."


def _shift(chain: Chain, step: Step, before: str, operand: str, result: str) -> str:
    if step.operand == 0:
        return f"β is 0: y = {result} stays centred at 0."
    return f"β moves everything by {with_plus(operand)}, so y = {result} is centred there, no longer at 0."


_OF_ONE: Mapping[str, Callable[[Chain, Step, str, str, str], str]] = MappingProxyType(
    {"centre": _centre, "scale": _scale, "stretch": _stretch, "shift": _shift}
)
