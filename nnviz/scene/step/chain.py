"""The chain rule for one number, link by link, with numbers and a sentence each: why this weight moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnviz.engine.learning.contributions import Contributions
from nnviz.engine.learning.terms import OVER, PLUS, Part, Quantity, Term
from nnviz.scene.step import letters, printed
from nnviz.scene.step.blocks import Kind
from nnviz.scene.step.columns import arrives_at
from nnviz.scene.step.path import Stop, path, shares
from nnviz.scene.step.printed import Line
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import number

SPELLED = 2
"""Products of a sum that are written out; the others stand together."""


@dataclass(frozen=True)
class Link:
    """One link: its badge, the equation, what that says, and the block of time that gives it. ``unit`` is the
    unit at whose slopes the badge stands; at the weight's own line it is None."""

    badge: int
    line: Line
    sentence: str
    kind: Kind
    layer: int
    unit: int | None


@dataclass(frozen=True)
class _Made:
    term: Term
    left: str
    sentence: str
    kind: Kind
    layer: int
    unit: int | None
    lettered: bool = True


def chain(subject: Subject, weight: Weight) -> tuple[Link, ...]:
    """All links, from the loss to the weight."""
    way = path(subject, weight)
    made: list[_Made] = []
    above: Stop | None = None
    for stop in reversed(way):
        made += _of_unit(subject, stop, above)
        above = stop
    made += _of_weight(subject, weight, way[0])
    return tuple(
        Link(
            badge,
            printed.line(one.left, one.term, subject.digits, one.lettered),
            one.sentence,
            one.kind,
            one.layer,
            one.unit,
        )
        for badge, one in enumerate(made, 1)
    )


# a unit's two slopes


def _of_unit(subject: Subject, stop: Stop, above: Stop | None) -> list[_Made]:
    at_a, at_z = subject.at_a(stop.layer), subject.at_z(stop.layer)
    if at_a is None or at_z is None or subject.passes_on(stop.layer):
        return []
    if stop.layer == subject.last and subject.step.at_scores:
        return [_at_scores(subject, stop)]
    own = [_at_output(subject, stop) if stop.layer == subject.last else _from_above(subject, stop, above)]
    function = subject.layer(stop.layer).activation
    if function is not None and function.name != "identity":
        own.append(_through(subject, stop, float(at_a[stop.unit]), float(at_z[stop.unit])))
    return own


def _count(subject: Subject) -> int:
    """What the loss of one example is a mean over."""
    shape = subject.step.before.output_shape
    size = subject.units(subject.last)
    return size // shape[0] if subject.step.recipe.loss.classes else size


def _at_scores(subject: Subject, stop: Stop) -> _Made:
    a, t = float(subject.came(stop.layer)[stop.unit]), float(subject.target()[stop.unit])
    term = subject.step.recipe.loss.score_slope(a, t, _count(subject))
    at_z = subject.at_z(stop.layer)
    assert at_z is not None
    term = _ending_at(term, float(at_z[stop.unit]))
    left = f"∂L/∂{letters.of_sum(subject, stop)}"
    return _Made(term, left, _too_much(subject, a, t), "z", stop.layer, stop.unit)


def _at_output(subject: Subject, stop: Stop) -> _Made:
    a, t = float(subject.came(stop.layer)[stop.unit]), float(subject.target()[stop.unit])
    term = subject.step.recipe.loss.slope(a, t, _count(subject))
    left = f"∂L/∂{letters.unit(subject, stop)}"
    return _Made(term, left, _too_much(subject, a, t), "a", stop.layer, stop.unit)


def _ending_at(term: Term, value: float) -> Term:
    """A term whose formula says less than the engine computes (targets that don't add up to 1) gives the
    engine's number; then it doesn't hold, and is marked."""
    if np.isclose(term.value, value, rtol=1e-5, atol=1e-9):
        return term
    return Term(term.name, term.letter, term.parts, lambda *_: value)


def _too_much(subject: Subject, a: float, t: float) -> str:
    if a == t:
        return "The output is just right."
    return f"The output is {number(abs(a - t), subject.digits)} too {'high' if a > t else 'low'}."


def _from_above(subject: Subject, stop: Stop, above: Stop | None) -> _Made:
    at_a = subject.at_a(stop.layer)
    assert at_a is not None
    left, value = f"∂L/∂{letters.unit(subject, stop)}", float(at_a[stop.unit])
    fed = subject.consumers[stop.layer]
    given = shares(subject, stop, fed[0]) if len(fed) == 1 else None
    if given is None:
        through = "" if above is None else _through_layer(subject, above.layer)
        said = f"It comes back through {through}." if through else "Nothing comes back to it."
        return _Made(printed.bare(left, value), left, said, "a", stop.layer, stop.unit, False)
    term = _weighed(subject, stop, fed[0], given)
    if len(given) == 1:
        said = "Its share comes back along its own weight."
    else:
        said = f"{amount(len(given), 'share').capitalize()} come back, each along its weight."
    return _Made(term, left, said, "a", stop.layer, stop.unit, len(given) == 1)


def _through_layer(subject: Subject, number_: int) -> str:
    """The name of a layer, or of the one after those that pass on."""
    while subject.passes_on(number_) and subject.consumers[number_]:
        number_ = subject.consumers[number_][0]
    return names.layer_in_sentence(subject.document, number_)


def _weighed(subject: Subject, stop: Stop, number_: int, given: np.ndarray) -> Term:
    at_z, parameters = subject.at_z(number_), subject.step[number_].parameters
    assert at_z is not None
    weights = parameters["weight"].before[stop.unit].astype(np.float64)
    most = min(len(given), SPELLED)
    ranked = np.argsort(-np.abs(given), kind="stable")[:most]
    pairs = []
    for unit in sorted(int(one) for one in ranked):
        over = Stop(number_, unit)
        along = letters.weight(subject, Weight(number_, "weight", (stop.unit, unit)))
        slope = f"∂L/∂{letters.of_sum(subject, over)}"
        pairs.append((Quantity(along, float(weights[unit])), Quantity(slope, float(at_z[unit]))))
    rest = None
    if len(given) > most:
        others = float(given.sum() - given[ranked].sum())
        rest = Quantity(amount(len(given) - most, "other"), others)
    return printed.total(pairs, rest, letters.unit(subject, stop))


def _through(subject: Subject, stop: Stop, at_a: float, at_z: float) -> _Made:
    layer, z = subject.layer(stop.layer), subject.z(stop.layer)
    shape = subject.step.before.shapes[stop.layer]
    index = tuple(int(i) for i in np.unravel_index(stop.unit, shape))
    function = layer.activation_of(index, subject.step.before.layer_parameters(stop.layer))
    assert function is not None
    left = f"∂L/∂{letters.of_sum(subject, stop)}"
    if not function.elementwise:
        said = f"Through {names.function(function)}, where every score moves every share."
        return _Made(printed.bare(left, at_z), left, said, "z", stop.layer, stop.unit, False)
    with np.errstate(all="ignore"):
        steep = float(function.derivative(np.asarray(z[stop.unit])))
    from_, slope = Quantity(f"∂L/∂{letters.unit(subject, stop)}", at_a), Quantity("f′(z)", steep)
    term = printed.product(from_, slope)
    said = f"The slope of {names.function(function)} here is {number(steep, subject.digits)}."
    return _Made(term, left, said, "z", stop.layer, stop.unit)


# the weight itself


def _of_weight(subject: Subject, weight: Weight, stop: Stop) -> list[_Made]:
    parts = subject.step.contributions(weight.layer, weight.name, weight.index)
    if parts is None:
        return []
    left = f"∂L/∂{letters.weight(subject, weight)}"
    found = [_own(subject, weight, stop, parts, left)]
    if subject.size > 1:
        found.append(_mean(subject, weight, parts, left))
    return found


def _own(subject: Subject, weight: Weight, stop: Stop, parts: Contributions, left: str) -> _Made:
    size, example = subject.size, subject.example
    if parts.slopes is None or parts.arrived is None:
        value = float(parts.by_example[example]) * size
        said = "What this example alone has to say."
        return _Made(printed.bare(left, value), left, said, "w", weight.layer, None, False)
    slopes, arrived = parts.slopes[example].reshape(-1) * size, parts.arrived[example].reshape(-1)
    slope = f"∂L/∂{letters.of_sum(subject, stop)}"
    if len(slopes) == 1:
        if weight.is_bias:
            term = Term("slope", left, (Quantity(slope, float(slopes[0])),), lambda slope: slope)
            return _Made(term, left, "Nothing but 1 comes in along a bias.", "w", weight.layer, None)
        source = arrives_at(subject, weight)
        came = "x" if source is None else letters.unit(subject, source)
        term = printed.product(Quantity(came, float(arrived[0])), Quantity(slope, float(slopes[0])))
        return _Made(term, left, "Times what came in along this weight.", "w", weight.layer, None)
    each = slopes * arrived
    ranked = np.argsort(-np.abs(each), kind="stable")[:SPELLED]
    pairs = [(Quantity("x", float(arrived[i])), Quantity("δ", float(slopes[i]))) for i in ranked]
    others = len(each) - len(pairs)
    rest = Quantity(amount(others, "other"), float(each.sum() - each[ranked].sum())) if others else None
    term = printed.total(pairs, rest, left)
    said = f"Each of {amount(len(each), 'window')} adds what lay under the weight, times its ∂L/∂z."
    return _Made(term, left, said, "w", weight.layer, None, False)


def _mean(subject: Subject, weight: Weight, parts: Contributions, left: str) -> _Made:
    """The batch: the shares of its examples, the largest first."""
    own = parts.by_example * subject.size
    ranked = np.argsort(-np.abs(own), kind="stable")[: SPELLED + 1]
    inner: list[Part] = []
    for place in ranked:
        inner += [*((PLUS,) if inner else ()), Quantity(f"g_{place}", float(own[place]))]
    others = len(own) - len(ranked)
    if others:
        inner += [PLUS, Quantity(amount(others, "other"), float(own.sum() - own[ranked].sum()))]
    whole = ("(", *inner, ")", OVER, Quantity("n", len(own), given=True))
    term = Term("mean", left, whole, lambda *numbers: sum(numbers[:-1]) / numbers[-1])
    said = ", ".join(f"{place + 1}" for place in ranked)
    rest = f", {amount(others, 'other')}" if others else ""
    sentence = f"The batch's mean: examples {said} count most{rest}."
    return _Made(term, left, sentence, "w", weight.layer, None, False)
