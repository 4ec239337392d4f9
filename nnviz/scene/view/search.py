"""Finding units by what a person types: an index, a class, or a word such as "largest" or "dead"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod

import numpy as np

from nnviz.document import Document, Target, examples
from nnviz.document.units import flat_of, unit_at
from nnviz.engine import ActivationFunction, Network, Trace
from nnviz.engine.arrays import Array, shape_text
from nnviz.scene.time import stage
from nnviz.scene.values.scales import RECTIFIED
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, uncounted
from nnviz.scene.words.numbers import number, percent
from nnviz.scene.words.outcome import gives_probabilities

MOST_FOUND = 200
"""Results that are listed; their count is always the true one."""
_HINTS = ("largest", "smallest", "dead", "saturated", "an index such as 1:317", "a class")
HINT = ", ".join(_HINTS)

_WORDS = ("largest", "smallest", "dead", "saturated", "nan")
_EXAMPLES, _BATCH = 512, 64
_NEAR = 0.01
_FAR = 1e3
_INDEX = re.compile(r"(\d{1,15})\s*:\s*(\d{1,15}(?:\s*,\s*\d{1,15}){0,2})")


@dataclass(frozen=True)
class Found:
    """One result: a unit, the name of its layer, its own, and its value in words."""

    target: Target
    layer: str
    unit: str
    value: str


MOST_DIGITS = 15
"""Digits of a number that can mean a unit."""


@dataclass(frozen=True)
class SearchResults:
    """What was found. ``count`` may be more than are listed; ``words`` say what it means, or why there is
    nothing."""

    found: tuple[Found, ...]
    count: int
    words: str


def search(
    document: Document, trace: Trace, query: str, hidden: frozenset[int] = frozenset()
) -> SearchResults:
    """All units that ``query`` means; the same query finds the same units in the same order. Of ``hidden``
    layers no value is told, nor used to find a unit."""
    text = " ".join(query.split()).casefold()
    if not text:
        return SearchResults((), 0, f"Type {HINT}.")
    word = next((word for word in _WORDS if len(text) > 2 and word.startswith(text)), None)
    named = _by_name(document, text)
    if word is not None and not named:
        targets, words = _by_word(document, trace, word)
        targets = [target for target in targets if target.layer not in hidden]
        words = stage.HINT if hidden and not targets else words
    elif match := _INDEX.fullmatch(text):
        targets, words = _by_index(document, match)
    else:
        targets = named + [other for other in _by_number(document, text) if other not in named]
        words = "" if targets else f"Nothing is called “{names.short(query.strip())}”. Try {HINT}."
    shown = targets[:MOST_FOUND]
    listed = tuple(_found(document, trace, target, target.layer in hidden) for target in shown)
    return SearchResults(listed, len(targets), words)


def also(query: str) -> str:
    """What else than ``query`` can be typed: "Also: dead, saturated, ..."."""
    typed = query.strip().casefold()
    return f"Also: {', '.join(hint for hint in _HINTS if not (typed and hint.startswith(typed)))}."


# the ways to find


def _by_name(document: Document, text: str) -> list[Target]:
    """Outputs and inputs whose name is, starts with, or holds ``text``, in this order."""
    found: list[tuple[int, Target]] = []
    last = len(document.network.layers)
    found += [
        (_fit(name, text), _target(document, last, i)) for i, name in enumerate(names.outputs(document))
    ]
    found += [(_fit(name, text), _target(document, 0, i)) for i, name in enumerate(document.input_names)]
    return [target for fit, target in sorted(found, key=lambda pair: pair[0]) if fit < _NO_FIT]


_NO_FIT = 3


def _fit(name: str, text: str) -> int:
    name = name.casefold()
    if name == text:
        return 0
    if name.startswith(text):
        return 1
    return 2 if text in name else _NO_FIT


def _by_number(document: Document, text: str) -> list[Target]:
    """The unit of this number in every layer that has one, the output first."""
    # No network has units of numbers as long as this, and Python reads none of more than 4,300 digits.
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        return []
    flat = int(text)
    layers = range(len(document.network.shapes) - 1, -1, -1)
    return [_target(document, layer, flat) for layer in layers if flat < prod(document.network.shapes[layer])]


def _by_index(document: Document, match: re.Match[str]) -> tuple[list[Target], str]:
    """The unit at "layer:number", "0:row,column" in a picture, or "layer:channel,row,column"."""
    network = document.network
    layer, index = int(match[1]), tuple(int(part) for part in match[2].split(","))
    if layer >= len(network.shapes):
        return [], f"There is no layer {layer}: the last one is {len(network.shapes) - 1}."
    shape = network.shapes[layer]
    if layer == 0 and len(index) == 2 and document.image_shape is not None:
        shape = document.image_shape
    if len(index) == 1:
        if index[0] < prod(shape):
            return [_target(document, layer, index[0])], ""
        return [], f"Layer {layer} has {names.units(document, layer)}, numbered from 0."
    place = uncounted(index)
    if len(place) == len(shape) and all(0 <= i < n for i, n in zip(place, shape, strict=True)):
        flat = int(np.ravel_multi_index(place, shape))
        return [_target(document, layer, flat)], ""
    return [], f"Layer {layer} has the shape {shape_text(shape)}, counted from 1."


def _by_word(document: Document, trace: Trace, word: str) -> tuple[list[Target], str]:
    finders = {
        "largest": _largest,
        "smallest": _smallest,
        "dead": _dead,
        "saturated": _saturated,
        "nan": _non_finite,
    }
    return finders[word](document, trace)


def _largest(document: Document, trace: Trace) -> tuple[list[Target], str]:
    return _extremes(document, trace, 1.0), "The largest value of each layer."


def _smallest(document: Document, trace: Trace) -> tuple[list[Target], str]:
    return _extremes(document, trace, -1.0), "The smallest value of each layer, the first of equal ones."


def _extremes(document: Document, trace: Trace, sign: float) -> list[Target]:
    """The unit of each layer whose value times ``sign`` is largest."""
    found = []
    for layer in range(1, len(trace)):
        values = trace[layer].a[0].ravel()
        if np.isfinite(values).any():
            flat = int(np.argmax(np.where(np.isfinite(values), sign * values, -np.inf)))
            found.append(_target(document, layer, flat))
    return found


def _dead(document: Document, trace: Trace) -> tuple[list[Target], str]:
    """Units of rectified layers that are off for every example, or for this input where there are none."""
    network = trace.network
    layers = [n for n in range(1, len(trace)) if _name_of(network, n) in RECTIFIED]
    if not layers:
        return [], "No layer here has ReLU, so no neuron can be dead."
    data = examples.for_first_input(document)
    tried = trace[0].a if data is None else data.inputs[:_EXAMPLES]
    is_off = _off_for_all(document, tried, layers)
    found = [
        _target(document, layer, int(flat)) for layer in layers for flat in np.flatnonzero(is_off[layer])
    ]
    words = f"all of {amount(len(tried), 'example')}" if data is not None else "this input"
    return found, f"Off for {words}." if found else f"No neuron is off for {words}."


def _off_for_all(document: Document, tried: Array, layers: list[int]) -> dict[int, Array]:
    """Which units of each layer are 0 for all ``tried`` as the first input, the others as they are."""
    network, further = document.network, document.inputs()[1:]
    is_off = {layer: np.ones(prod(network.shapes[layer]), dtype=bool) for layer in layers}
    for start in range(0, len(tried), _BATCH):
        first = tried[start : start + _BATCH]
        others = [np.repeat(values[None], len(first), axis=0) for values in further]
        batch = network.trace([first, *others] if others else first)
        for layer in layers:
            values = batch[layer].a
            is_off[layer] &= ~(values.reshape(len(values), -1) != 0).any(axis=0)
    return is_off


def _saturated(document: Document, trace: Trace) -> tuple[list[Target], str]:
    """Units whose value lies within 1 % of an end that their activation function can't pass."""
    found, can_saturate = [], False
    for layer in range(1, len(trace)):
        function = trace.network.layer(layer).activation
        ends = None if function is None else _ends(function)
        if ends is None:
            continue
        can_saturate = True
        low, high = ends
        values = trace[layer].a[0].ravel()
        near = _NEAR * (high - low)
        flats = np.flatnonzero((values <= low + near) | (values >= high - near))
        found += [_target(document, layer, int(flat)) for flat in flats]
    if not can_saturate:
        return [], "No activation function here has two ends, so no neuron can be saturated."
    return found, "Within 1% of an end of the activation function." if found else "No neuron is saturated."


def _ends(function: ActivationFunction) -> tuple[float, float] | None:
    """The values that a function of single numbers can't pass on either side; None where it has no ends."""
    if not function.elementwise:
        return None
    with np.errstate(all="ignore"):
        low, lower, high, higher = function.forward(np.array([-_FAR, -2 * _FAR, _FAR, 2 * _FAR])).tolist()
    is_flat = abs(low - lower) < _NEAR and abs(high - higher) < _NEAR
    return (low, high) if is_flat and high > low else None


def _non_finite(document: Document, trace: Trace) -> tuple[list[Target], str]:
    found = []
    for layer in range(len(trace)):
        bad = ~np.isfinite(trace[layer].a[0].ravel())
        found += [_target(document, layer, int(flat)) for flat in np.flatnonzero(bad)]
    return found, "Values that are no finite number." if found else "Every value is a finite number."


# in words


def _found(document: Document, trace: Trace, target: Target, is_hidden: bool) -> Found:
    flat = flat_of(target.unit, document.network.shapes[target.layer])
    value = float(trace[target.layer].a[0].ravel()[flat])
    last = len(document.network.layers)
    name = names.unit(document, target.layer, target.unit)
    if target.layer == last and document.output_names and document.task == "classes":
        name = f"class {names.output(document, flat)}"
    is_share = target.layer == last and gives_probabilities(document)
    text = "?" if is_hidden else percent(value) if is_share else number(value, 2)
    return Found(target, names.layer(document, target.layer), name, text)


def _name_of(network: Network, layer: int) -> str:
    function = network.layer(layer).activation
    return "" if function is None else function.name


def _target(document: Document, layer: int, flat: int) -> Target:
    return Target(layer, unit_at(flat, document.network.shapes[layer]))
