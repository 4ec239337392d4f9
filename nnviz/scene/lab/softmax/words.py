"""What the softmax bench says of its numbers, as they are printed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from nnviz.scene.lab.functions.words import short
from nnviz.scene.lab.softmax.bench import NUDGE, Bench
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount, counted_word
from nnviz.scene.words.mathematics import Fraction, Lowered, Math, Raised
from nnviz.scene.words.numbers import Fits, number, read, signed

DECIMALS = 3


def heading(of: Bench) -> str:
    """The page's title: "Ten scores become ten shares"."""
    count = len(of)
    if count == 1:
        return "One score becomes one share: always 1"
    word = counted_word(count)
    return f"{names.capital(word)} scores become {word} shares"


def titles(of: Bench) -> tuple[str, ...]:
    """The six steps' names."""
    return (
        "scores",
        step_two(of),
        power_word(of),
        "sum",
        "shares",
        "y − t" if of.temperature == 1 else "∂L/∂z",
    )


def step_two(of: Bench) -> str:
    """What step 2 does to each score."""
    letter = "z" if of.temperature == 1 else "z/T"
    return f"{letter} − max" if of.shifted else letter if of.temperature != 1 else "z as it is"


def power_word(of: Bench) -> str:
    """Step 3: e to what step 2 gave."""
    return "eᶻ" if of.temperature == 1 and not of.shifted else "e to that"


def error_word(of: Bench) -> str:
    """Step 6: cross-entropy's gradient."""
    return "y − t" if of.temperature == 1 else "(y − t) / T"


def printed(value: float, decimals: int = DECIMALS, fits: Fits | None = None) -> str:
    """One number of a row; "!" behind what isn't finite."""
    text = number(value, decimals, fits or _is_plain)
    return text if math.isfinite(value) else f"{text} !"


def _is_plain(text: str) -> bool:
    """No power of ten: what is tiny is bounded in place of it, "<0.001"."""
    return "e" not in text


def adds_up(of: Bench, texts: Sequence[str]) -> str:
    """What the shares come to as they are printed: "add up to 1", "add up to ≈ 1"."""
    if not of.is_whole:
        return "no shares: NaN !"
    return "add up to 1" if _sum_of(texts) == 1 else "add up to ≈ 1"


def _sum_of(texts: Sequence[str]) -> Decimal | None:
    """What printed numbers come to; None where one is no number, as "<0.001" isn't."""
    parts = [read(text) for text in texts]
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def sentence(of: Bench, step: int) -> str:
    """What happens in a step, from its numbers."""
    return (_scores, _reduced, _powers, _total, _shares, _errors)[step - 1](of)


def _called(of: Bench, place: int) -> str:
    return f"“{of.names[place]}”"


def _scores(of: Bench) -> str:
    if len(of) == 1:
        return "One score alone has nothing to compete with."
    top = of.scores.max()
    first = [n for n in range(len(of)) if of.scores[n] == top]
    if len(first) > 1:
        return f"{amount(len(of), 'score')}; {len(first)} of them tie for the largest, {short(top)}."
    return f"{amount(len(of), 'score')}: the largest, {short(top)}, is that of {_called(of, first[0])}."


def _reduced(of: Bench) -> str:
    over = "" if of.temperature == 1 else f"Each over T = {short(of.temperature)}; "
    largest = short(of.largest)
    if of.shifted:
        start = f"{over}the largest" if over else "The largest"
        return f"{start}, {largest}, is subtracted: the shares stay the same, and no power overflows."
    start = f"{over}nothing" if over else "Nothing"
    return f"{start} is subtracted, so the largest power will be e to the {largest}."


def _powers(of: Bench) -> str:
    if of.overflows:
        return "Overflow: e to more than 88.7 is too large for single precision and becomes ∞."
    if of.vanishes:
        return "Every power is below what single precision can hold, and becomes 0."
    return "Every number is positive now, and differences have become ratios."


def _total(of: Bench) -> str:
    if of.overflows:
        return "The sum is ∞ as well."
    return f"Together they are {number(of.total, 3)}."


def _shares(of: Bench) -> str:
    if not of.is_whole:
        why = "∞ over ∞" if of.overflows else "0 over 0"
        return f"{why} is not a number: without “− max” there are no shares here."
    top = int(of.shares.argmax())
    if len(of) == 1:
        return "Its own power over itself: the share of a single score is always 1."
    if np.ptp(of.shares) == 0:
        return f"All alike: {_called(of, top)} has {number(of.shares[top], 3)}, as every other."
    return f"Each over the sum: {_called(of, top)} has the largest share, {number(of.shares[top], 3)}."


def _errors(of: Bench) -> str:
    if of.target is None:
        return "Choose which answer is right: then cross-entropy says which way each score should go."
    if of.errors is None or not of.is_whole:
        return "No shares, no gradient: learning would stop here with NaN."
    others = [n for n in range(len(of)) if n != of.target]
    right = _called(of, of.target)
    if not others:
        return f"{right} has the whole already: its score stays."
    worst = max(others, key=lambda n: float(of.shares[n]))
    if float(of.errors[of.target]) == 0:
        return f"{right} has the whole already: no score moves."
    down = "the other one down" if len(others) == 1 else f"the other {len(others)} down"
    most = "" if len(others) == 1 else f", {_called(of, worst)} most of all"
    return f"It is {right}, so learning pushes its score up and {down}{most}."


def in_hand(of: Bench, place: int) -> tuple[Math, str]:
    """(the share as an equation with its numbers, empty where it has none; and as it is printed)."""
    share = float(of.shares[place])
    text = number(share, DECIMALS, _is_plain)
    if not math.isfinite(share):
        return (), f"{text} !"
    power, part, total = (number(float(v), DECIMALS) for v in (of.reduced[place], of.powers[place], of.total))
    parts = [read(value) for value in (part, total, number(share, DECIMALS))]
    holds = all(p is not None for p in parts) and _holds(parts)  # type: ignore[arg-type]
    equation: Math = (
        "y", Lowered(of.names[place] if of.names[place].isdigit() else str(place)), " = ",
        Fraction(("e", Raised((power,))), (total,)), " = ", Fraction((part,), (total,)),
        f" {'=' if holds else '≈'} {number(share, DECIMALS)}",
    )  # fmt: skip
    return equation, text


def _holds(parts: Sequence[Decimal]) -> bool:
    """Whether part over total gives the share in its printed digits."""
    part, total, share = parts
    if total == 0:
        return False
    exponent = share.as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(part / total - share) <= unit / 2


def error_text(error: float) -> str:
    """One cell of y − t."""
    text = signed(error, DECIMALS, _is_plain)
    return text if math.isfinite(error) else f"{text} !"


def error_line(of: Bench, place: int) -> tuple[str, str]:
    """("y − t = 0.116 − 1 =", "−0.884"), with T where it isn't 1; empty without a right answer."""
    if of.target is None or of.errors is None:
        return "", ""
    share, right = number(float(of.shares[place]), DECIMALS), "1" if place == of.target else "0"
    over = "" if of.temperature == 1 else f" / {short(of.temperature)}"
    inside = f"{share} − {right}" if not over else f"({share} − {right}){over}"
    value = signed(float(of.errors[place]), DECIMALS)
    return f"{error_word(of)} = {inside} =", value


def error_verdict(of: Bench, place: int) -> str:
    """Which way learning moves this score."""
    if of.target is None or of.errors is None:
        return "No right answer is chosen yet."
    error = float(of.errors[place])
    if math.isnan(error):
        return "Not a number: nothing can be learned from it."
    if error == 0:
        return "Just right: its score stays."
    size = number(abs(float(of.shares[place]) - (place == of.target)), DECIMALS)
    return f"Too {'low' if error < 0 else 'high'} by {size}: its score goes {'up' if error < 0 else 'down'}."


def special(of: Bench, place: int) -> str:
    """What one and two scores are: always 1; the sigmoid of their difference. Empty for more."""
    if len(of) == 1:
        return "One score alone: its share is always 1, whatever the score."
    if len(of) != 2 or not of.is_whole:
        return ""
    gap = float(of.scaled[place]) - float(of.scaled[1 - place])
    sigmoid = 1 / (1 + math.exp(-gap)) if abs(gap) < 700 else float(gap > 0)
    over = "" if of.temperature == 1 else " / T"
    this, other = names.subscript(place), names.subscript(1 - place)
    letters = f"sigmoid((z{this} − z{other}){over})"
    return f"Of two: {letters} = sigmoid({number(gap, 3)}) = {number(sigmoid, 3)}"


def nudge_title(place: int) -> str:
    """What was done to see who gains: "z₉ + 0.1 gives"."""
    return f"z{names.subscript(place)} + {number(NUDGE, 1)} gives"


def slopes_title(place: int) -> str:
    """What the grid is about: "Raise z₉: who gains, who pays"."""
    return f"Raise z{names.subscript(place)}: who gains, who pays"


def share_letter(place: int) -> str:
    """A share as a letter with its index: "y₉"."""
    return f"y{names.subscript(place)}"


def together(texts: Sequence[str]) -> str:
    """What printed changes come to: "0", or "≈ 0" where their digits don't say so."""
    return "0" if _sum_of(texts) == 0 else "≈ 0"
