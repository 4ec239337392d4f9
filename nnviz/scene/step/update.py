"""The update of one number: the optimiser's own terms, a number line, and the new number."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nnviz.scene.step import letters, printed
from nnviz.scene.step.printed import Line
from nnviz.scene.step.subject import Subject, Weight
from nnviz.scene.words.counting import amount
from nnviz.scene.words.mathematics import Math
from nnviz.scene.words.numbers import number, tick

MOST_DIGITS = 6
NO_MOVE = 0.1
"""Of a number that doesn't move: how far its line reaches to both sides, in its own size."""


@dataclass(frozen=True)
class Update:
    """``rule`` is the update in letters, ``terms`` what it works out on the way (name, equation), ``last``
    the line of numbers that gives the new one. The number line goes from ``low`` to ``high``, with ``ticks``
    (where, text). ``after`` is the new number, printed; ``sentences`` say what becomes of the loss."""

    rule: Math
    terms: tuple[tuple[str, Line], ...]
    last: Line | None
    before: float
    new: float
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    before_text: str
    after: str
    sentences: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What becomes of the loss, in full."""
        return self.sentences[0]


def update(subject: Subject, weight: Weight) -> Update:
    """What the step does to ``weight``."""
    terms = subject.step.terms(weight.layer, weight.name, weight.index)
    before, after = subject.before(weight), subject.after(weight)
    lines = tuple((term.name, printed.line(term.letter, term, subject.digits)) for term in terms[:-1])
    digits = _telling(before, after, subject.digits)
    last = printed.line("w", terms[-1], digits) if terms else None
    low, high = _reach(before, after)
    name = letters.weight(subject, weight)
    rule: Math = (*printed.symbol(_letter(name)), " stays as it is")
    if terms:
        letter = _letter(name)
        right = tuple(
            printed.symbol(f"∂L/∂{letter}") if part == "g" and not lines else _own(part, letter)
            for part in printed.letters_of(terms[-1].parts)
        )
        rule = (*printed.symbol(letter), " ← ", *_flat(right))
    return Update(
        rule,
        lines,
        last,
        before,
        after,
        low,
        high,
        _ticks(low, high),
        number(before, digits),
        number(after, digits) if last is None else last.result,
        sentences(subject),
    )


def _telling(before: float, after: float, digits: int) -> int:
    """As many digits as tell the new number from the old one, up to six."""
    for more in range(digits, MOST_DIGITS):
        if number(before, more) != number(after, more):
            return more
    return max(digits, MOST_DIGITS) if before != after else digits


def _letter(name: str) -> str:
    return name.partition("_")[0]


def _own(part: object, letter: str) -> Math:
    return (letter,) if part == "w" else (part,)  # type: ignore[return-value]


def _flat(parts: tuple[Math, ...]) -> Math:
    return tuple(one for part in parts for one in part)


def _reach(before: float, after: float) -> tuple[float, float]:
    if not (math.isfinite(before) and math.isfinite(after)):
        return -1.0, 1.0
    span = abs(after - before) or max(abs(before), 1.0) * NO_MOVE
    return min(before, after) - 0.9 * span, max(before, after) + 0.9 * span


def _ticks(low: float, high: float) -> tuple[tuple[float, str], ...]:
    """Three or so round numbers."""
    span = (high - low) / 3
    unit = 10.0 ** math.floor(math.log10(span))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= span)
    first = math.ceil(low / step)
    places = [first + i for i in range(int((high - first * step) / step) + 1)]
    return tuple((place * step, tick(round(place * step, 12))) for place in places)


def sentences(subject: Subject) -> tuple[str, ...]:
    """What the step does to the loss, and the same in fewer words: "All 13 move: L here falls from 1.039 to
    0.340."."""
    step = subject.step
    parameters = [parameter for layer in step.layers for parameter in layer.parameters.values()]
    every = sum(parameter.before.size for parameter in parameters if parameter.gradient is not None)
    who = f"All {every:,} move" if subject.moved == every else f"{subject.moved:,} of {every:,} move"
    where = "here" if subject.size == 1 else f"of these {amount(subject.size, 'example')}"
    before, after = number(step.loss, subject.digits), number(step.loss_after, subject.digits)
    if before == after:
        said = f"stays at {before}."
    else:
        said = f"{'falls' if step.loss_after < step.loss else 'rises'} from {before} to {after}."
    return f"{who}: L {where} {said}", f"{who}: L {said}", f"L {said}"
