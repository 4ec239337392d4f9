"""One sentence that says what happens now, true for this network and this input, in its own numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import prod

import numpy as np

from nnviz.document import Document, Target
from nnviz.engine import Trace
from nnviz.engine.arrays import Array
from nnviz.scene.time import windows
from nnviz.scene.time.phases import phase_of
from nnviz.scene.time.playback import Moment
from nnviz.scene.values import map_narration, step_narration
from nnviz.scene.values.scales import RECTIFIED
from nnviz.scene.words import names
from nnviz.scene.words.counting import acts, amount, are, of_shape, part
from nnviz.scene.words.edge_counts import is_large
from nnviz.scene.words.equation import equation
from nnviz.scene.words.numbers import number, signed
from nnviz.scene.words.outcome import gives_probabilities, outcome
from nnviz.scene.words.pictures import picture_shape
from nnviz.scene.words.share import in_a_sentence, share_text
from nnviz.scene.words.wholes import wholes

WAITING = "Hidden until the pass gets there: predict first, then play."
LONGEST = 90
"""Characters of a sentence."""

_DECIDES = 0.5
"""A neuron that adds more than this share of a sum decides it."""


def line(
    document: Document, trace: Trace, moment: Moment, here: Target | None = None, masked: bool = False
) -> tuple[str, str]:
    """The lead ("Layer 2, multiply.") and a sentence of at most 90 characters for a batch of one.

    The sentence is the same for a whole phase. With a unit of this layer looked at it speaks of that unit,
    and says so where the windows that slide haven't come to it. ``masked``: of a phase that hasn't begun it
    says nothing yet.
    """
    if moment.layer == 0:
        return "Input.", _fitting(_input(document, trace))
    phase = phase_of(document.network.layer(moment.layer), moment.phase)
    lead = f"Layer {moment.layer}, {phase.lead}."
    if masked and moment.progress <= 0.0:
        return lead, WAITING
    unit = here if here is not None and here.layer == moment.layer else None
    if unit is not None and not windows.is_reached(document.network, moment, unit):
        return lead, _fitting(map_narration.waiting(document, unit))
    return lead, _fitting(_TELLERS[moment.phase](document, trace, moment.layer, unit))


def _fitting(sentences: tuple[str, ...]) -> str:
    """The first sentence that is short enough; the last one always is, or is cut."""
    for sentence in sentences:
        if len(sentence) <= LONGEST:
            return sentence
    return sentences[-1][: LONGEST - 1] + "…"


def _input(document: Document, trace: Trace) -> tuple[str, ...]:
    values = trace[0].a[0].ravel()
    bad = int((~np.isfinite(values)).sum())
    if bad:
        return (_not_finite(bad, len(values), "that comes in", "that come in"),)
    if picture_shape(document) is not None:
        dark = int((values == 0).sum())
        if dark == len(values):
            return (f"{_come(len(values), 'pixel')} in, all of them 0: the picture is empty.",)
        start = f"{_come(len(values), 'pixel')} in row by row"
        return f"{start}: {len(values) - dark:,} above 0, {dark:,} at 0.", f"{start}."
    if len(values) == 1:
        return (
            f"One value comes in: {names.unit(document, 0, 0)} = {number(values[0], 2)}.",
            "One value comes in.",
        )
    each = [f"{names.unit(document, 0, i)} {number(v, 2)}" for i, v in enumerate(values[:4].tolist())]
    more = ", …" if len(values) > len(each) else ""
    count = f"{_come(len(values), 'value')} in"
    return f"{count}: {', '.join(each)}{more}.", f"{count}: {', '.join(each[:2])}, ….", f"{count}."


def _multiply(document: Document, trace: Trace, layer: int, unit: Target | None) -> tuple[str, ...]:
    x = trace[layer].input[0].ravel()
    word = names.source_noun(document, layer)
    if not x.any():
        return (f"Every {word} is 0, so every product is 0 too: only the biases are left to add.",)
    if unit is not None:
        return _products_of(document, trace, layer, unit, x)
    on = int((x != 0).sum())
    if on < len(x):
        return (
            f"{part(on, len(x), word)} {are(on)} not 0: each runs down its edges, and weights scale it.",
            f"Each {word} runs down its edges, and the weights scale it.",
        )
    return (
        f"Each {word} runs down its edges; the weight at the middle scales it, sign and all.",
        f"Each {word} runs down its edges, and the weights scale it.",
    )


def _products_of(document: Document, trace: Trace, layer: int, unit: Target, x: Array) -> tuple[str, ...]:
    weight = document.network.layer_parameters(layer)["weight"]
    with np.errstate(all="ignore"):
        products = x * weight[:, unit.unit]
    name = names.short(names.unit(document, layer, unit.unit))
    if not np.isfinite(products).all():
        return (f"Among the products into {name}, some are not finite numbers.",)
    if not products.any():
        return (f"Every product into {name} is 0: only its bias is left.",)
    best = int(np.abs(products).argmax())
    factors = equation(float(x[best]), float(weight[best, unit.unit]), float(products[best]))
    source = names.short(names.unit(document, document.network.sources(layer)[0], best))
    if len(x) == 1:
        return f"{source} runs into {name}: {factors}.", f"One product runs into {name}."
    return (
        f"The largest of {len(x):,} products into {name} is {source}'s: {factors}.",
        f"The largest of {len(x):,} products into {name} is {factors}.",
        f"{len(x):,} products run into {name}.",
    )


def _sum(document: Document, trace: Trace, layer: int, unit: Target | None) -> tuple[str, ...]:
    z = trace[layer].z[0]
    count = trace[layer].input[0].size
    bias = document.network.layer_parameters(layer).get("bias")
    products = "product" if count == 1 else amount(count, "product")
    if unit is not None:
        return _sum_of(document, layer, unit, float(z[unit.unit]), bias, count)
    added = f"adds its {products}" if bias is None else f"adds its {products}, then its bias"
    who = "The neuron" if z.size == 1 else "Each neuron"
    if not np.isfinite(z).all():
        return (f"{who} {added}; some sums are not finite numbers.",)
    if z.size == 1:
        return f"{who} {added}: z = {number(z[0], 2)}.", f"{who} {added}."
    span = f"from {number(z.min(), 2)} to {number(z.max(), 2)}"
    return f"{who} {added}: the sums z go {span}.", f"{who} {added}."


def _sum_of(
    document: Document, layer: int, unit: Target, z: float, bias: Array | None, count: int
) -> tuple[str, ...]:
    products = "product" if count == 1 else amount(count, "product")
    say = acts(count, "say")
    name = names.short(names.unit(document, layer, unit.unit))
    if unit in document.overrides and document.overrides[unit].kind == "z":
        return (f"z of {name} is set by hand to {number(z, 2)}, whatever its {products} {say}.",)
    if bias is None:
        return (f"The {products} into {name} {acts(count, 'add')} up to z = {number(z, 2)}.",)
    b = signed(float(bias[unit.unit]), 2)
    return (
        f"The {products} into {name} and its bias {b} add up to z = {number(z, 2)}.",
        f"The {products} and the bias add up to z = {number(z, 2)}.",
    )


def _activate(document: Document, trace: Trace, layer: int, unit: Target | None) -> tuple[str, ...]:
    held = None if unit is None else document.overrides.get(unit)
    if unit is not None and held is not None and held.kind == "a":
        name = names.short(names.unit(document, layer, unit.unit))
        return (f"What {name} passes on is set by hand to {number(held.value, 2)}, whatever its z.",)
    a = trace[layer].a[0].ravel()
    bad = np.flatnonzero(~np.isfinite(a))
    if len(bad):
        name = names.short(names.unit(document, layer, int(bad[0])))
        return (f"{_not_finite(len(bad), len(a))[:-1]}; the first is {name}'s.",)
    if layer == len(document.network.layers):
        return _result(document, trace, layer, a, unit)
    activation = document.network.layer(layer).activation
    if activation is None:
        return ("The values pass on as they are.",)
    name, title = names.function(activation), names.function_title(activation)
    on = int((a > 0).sum())
    if activation.name in RECTIFIED:
        if not on:
            return (f"{_all_off(len(a))} for this input: no z is above 0.",)
        start = f"{title} lets through what is above 0"
        return f"{start}: {part(on, len(a), 'neuron')} {are(on)} on.", f"{start}."
    if activation.name == "identity":
        return ("The identity passes each sum on as it is: a = z.",)
    span = f"between {number(a.min(), 2)} and {number(a.max(), 2)}"
    return (
        f"The {name} function turns each sum z into a; here they lie {span}.",
        f"{names.function_title(activation)}: a = f(z).",
    )


def _result(document: Document, trace: Trace, layer: int, a: Array, unit: Target | None) -> tuple[str, ...]:
    result = outcome(document, trace)
    said = result.sentence
    shared = wholes(document.network, layer)
    if shared is not None and (shared.count > 1 or shared.is_fixed):
        return said, f"{_come(len(a), 'value')} out."
    if unit is not None and shared is not None and not is_large(document.network):
        own = _share_of(document, trace, unit)
        if own:
            return own, said, "Shares of one whole."
    activation = document.network.layer(layer).activation
    if activation is None or not gives_probabilities(document):
        return said, f"{_come(len(a), 'value')} out."
    if result.unsure:
        return f"{said[:-1]}; no class has half.", said, "Not sure: no class has half."
    strongest = _strongest(document, trace, layer, result.index)
    if strongest:
        return strongest, said
    lower = said[0].lower() + said[1:]
    if activation.name == "softmax":
        return (
            f"Softmax turns {amount(len(a), 'score')} into shares of one whole: {lower}",
            said,
            "Shares of one whole.",
        )
    return f"The sigmoid turns z into a probability: {lower}", said, "A probability comes out."


def _share_of(document: Document, trace: Trace, unit: Target) -> str:
    """One score's own arithmetic: "“3”: e^9.173 / Σ e^z ≈ 9637 / 9715 = 0.992."."""
    why = trace.explain(unit.layer, unit.unit)
    if why.shares is None or why.overridden == "a" or len(why.unit) > 1:
        return ""
    text = share_text(why.shares.scores.tolist(), why.unit[0], why.a)
    return "" if text is None else f"“{names.output(document, why.unit[0])}”: {in_a_sentence(text)}."


def _strongest(document: Document, trace: Trace, layer: int, winner: int | None) -> str:
    """How little the strongest of many neurons adds to the answer; "" where it adds most of it, or where a
    small network has something better to say."""
    if winner is None or not is_large(document.network) or not trace.network.layer(layer).fully_connected:
        return ""
    explanation = trace.explain(layer, winner)
    z, most = explanation.natural_z, float(explanation.products.max())
    if z <= 0 or most <= 0 or most > _DECIDES * z:
        return ""
    name = names.output(document, winner)
    return f"No single neuron decides: the largest adds {number(most, 2)} of the {number(z, 2)} for “{name}”."


def _pass(document: Document, trace: Trace, layer: int, unit: Target | None) -> tuple[str, ...]:
    definition, shape = document.network.layer(layer), document.network.shapes[layer]
    if definition.activation is not None:
        return _activate(document, trace, layer, unit)
    if definition.is_input:
        return (f"{_come(prod(shape), 'more value')} in: a further input.",)
    name = names.layer(document, layer)
    otherwise = f"{name} gives {_given(shape)}.", f"{name} passes its values on."
    return (*map_narration.passed(document, layer), *otherwise)


_TELLERS: dict[str, Callable[[Document, Trace, int, Target | None], tuple[str, ...]]] = {
    "multiply": _multiply,
    "sum": _sum,
    "activate": _activate,
    "pass": _pass,
    "scan": map_narration.scan,
    "pool": map_narration.pool,
    **{phase: partial(step_narration.told, phase=phase) for phase in ("centre", "scale", "stretch", "shift")},
}


def _come(count: int, one: str) -> str:
    """So many come, in or out."""
    return f"{amount(count, one)} {acts(count, 'come')}"


def _not_finite(bad: int, count: int, which_one: str = "", which: str = "") -> str:
    """How many values of all aren't numbers that can be reckoned with."""
    if count == 1:
        return f"The only value{f' {which_one}' if which_one else ''} is not finite."
    return f"{part(bad, count, 'value')}{f' {which}' if which else ''} {are(bad)} not finite."


def _all_off(count: int) -> str:
    return "The only neuron is off" if count == 1 else f"All {count:,} neurons are off"


def _given(shape: Sequence[int]) -> str:
    """What a layer gives: "64 values", "4 × 8 × 8 values", "1 value"."""
    return amount(prod(shape), "value") if len(shape) == 1 else of_shape(shape, "value")
