"""What the network says in the end: the most likely class, how sure it is, or a value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.document import Document, Target
from nnviz.document.units import unit_of
from nnviz.engine import Trace
from nnviz.scene.words import names
from nnviz.scene.words.counting import acts, amount, counted_word
from nnviz.scene.words.numbers import number, percent
from nnviz.scene.words.wholes import Wholes, fixed, largest, share_name, wholes

HALF = 0.5


@dataclass(frozen=True)
class Outcome:
    """The result of one forward pass.

    ``index`` is the unit of the last layer that won, None where no number came out or nothing can win.
    ``label`` names the winner; ``probability`` is its share, None where outputs aren't probabilities.
    ``unsure`` are the two most likely units where no class has half. ``sentence`` says it to people.
    """

    index: int | None
    label: str
    probability: float | None
    unsure: tuple[int, ...]
    sentence: str
    is_winner: bool = True
    """False where ``index`` is a lone unit that says no, or one of several that share the largest value: its
    bar is then not marked as the result."""


def gives_shares(document: Document) -> bool:
    """Whether every value of the last layer lies between 0 and 1."""
    activation = document.network.layers[-1].activation
    return activation is not None and activation.gives_shares


def gives_probabilities(document: Document) -> bool:
    """Whether the last layer's values are probabilities of classes."""
    return document.task == "classes" and gives_shares(document)


def outcome(document: Document, trace: Trace) -> Outcome:
    """Read the result off a trace of one sample."""
    return outcome_of(document, trace.output[0])


def outcome_of(document: Document, output: np.ndarray) -> Outcome:
    """The result that one output (*output_shape) is."""
    values = output.ravel()
    if not np.isfinite(values).all():
        return Outcome(None, "", None, (), "The result is not a number: see the neuron marked with “!”.")
    last = len(document.network.layers)
    never_changes, shared = fixed(document.network, last), wholes(document.network, last)
    if never_changes:
        return Outcome(None, "", None, (), never_changes)
    if shared is not None and shared.count > 1:
        return _of_pixels(document, shared, output)
    if document.task != "classes":
        return _values(document, values)
    if not gives_probabilities(document):
        return _scores(document, values)
    return _yes_or_no(document, float(values[0])) if len(values) == 1 else _classes(document, values)


def _values(document: Document, values: np.ndarray) -> Outcome:
    if len(values) == 1:
        name = f"“{names.output(document, 0)}”" if document.output_names else "The result"
        scale = ", on a scale from 0 to 1" if gives_shares(document) else ""
        value = number(values[0], 3)
        return Outcome(None, value, None, (), f"{name} comes out as {value}{scale}.")
    largest = number(values.max(), 3)
    come = f"{amount(len(values), 'value')} {acts(len(values), 'come')} out"
    return Outcome(
        None,
        "",
        None,
        (),
        f"{come}, the largest {largest}.",
    )


def _of_pixels(document: Document, shared: Wholes, values: np.ndarray) -> Outcome:
    """Each pixel is a whole of its own: there is no one answer."""
    counts = largest(shared, values)
    name = share_name(document, len(document.network.layers), int(counts.argmax()))
    count = f"{int(counts.max()):,}"
    sentence = f"Each of {shared.count:,} pixels is a whole of its own, in {shared.size} shares"
    return Outcome(None, "", None, (), f"{sentence}; {name} is largest at {count}.")


def _scores(document: Document, values: np.ndarray) -> Outcome:
    best = int(values.argmax())
    tied = _tied(values)
    if len(tied) > 1:
        score = number(values[best], 2)
        return Outcome(None, "", None, tied, f"{_tie(document, tied)}: each scores {score}.")
    name = names.output(document, best)
    sentence = f"The highest score is {number(values[best], 2)}, for “{name}”; it is no probability."
    return Outcome(best if len(values) > 1 else None, name, None, (), sentence)


def _yes_or_no(document: Document, p: float) -> Outcome:
    label, share = names.class_name(document, int(p >= HALF)), max(p, 1.0 - p)
    if percent(share) == percent(HALF):
        classes = " or ".join(names.class_name(document, number) for number in (0, 1))
        return Outcome(0, label, share, (0,), f"Not sure: {classes}, {percent(HALF)} each.", is_winner=False)
    return Outcome(0, label, share, (), f"Most likely {named(label)}, {percent(share)}.", is_winner=p >= HALF)


def _classes(document: Document, values: np.ndarray) -> Outcome:
    order = np.argsort(-values, kind="stable")
    best, share, tied = int(order[0]), float(values[order[0]]), _tied(values)
    label = names.output(document, best)
    if len(tied) > 1:
        sentence = f"Not sure: {_tie(document, tied)}, {percent(share)} each."
        return Outcome(best, label, share, tied, sentence, is_winner=False)
    if share < HALF:
        second = int(order[1])
        sentence = f"Not sure: {label} or {names.output(document, second)}."
        return Outcome(best, label, share, (best, second), sentence)
    return Outcome(best, label, share, (), f"Most likely {named(label)}, {percent(share)}.")


def _tied(values: np.ndarray) -> tuple[int, ...]:
    """The outputs that share the largest value."""
    return tuple(int(i) for i in np.flatnonzero(values == values.max()))


def _tie(document: Document, tied: tuple[int, ...]) -> str:
    """``3 or 8``, ``a tie of ten``."""
    if len(tied) == 2:
        return " or ".join(names.output(document, unit) for unit in tied)
    return f"a tie of {counted_word(len(tied))}"


def named(label: str) -> str:
    """A digit or letter takes an article: "a 3", "an 8"; a word stands as it is."""
    if len(label) != 1 or not label.isalnum():
        return label
    return f"an {label}" if label in "8AEFHILMNORSXaefhilmnorsx" else f"a {label}"


def strongest(trace: Trace, layer: int, is_hidden: bool = False) -> Target:
    """The unit of a layer that passes on the largest value; of equals, or hidden ones, the first."""
    values = np.nan_to_num(np.abs(trace[layer].a[0]))
    if is_hidden:
        values = np.zeros_like(values)
    place = tuple(int(i) for i in np.unravel_index(int(values.argmax()), values.shape))
    return Target(layer, unit_of(place))
