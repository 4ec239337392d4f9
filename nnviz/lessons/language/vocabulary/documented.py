"""The language as documentation shows it: its table of words, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.lessons.language.grammar.patterns import SOURCES
from nnviz.lessons.language.meaning.mathematics import MATHEMATICS
from nnviz.lessons.language.vocabulary.table import CHANGES, WORDS


@dataclass(frozen=True)
class Word:
    """One form: what it is said like, what it means, and an example that can be read."""

    group: str
    form: str
    meaning: str
    example: str


_SEVERAL = "One of several"
_ELSEWHERE = "Elsewhere"
_JOINING = (
    ("Conditions", "X > Y", "also < >= <= = !=, is, is not, is at least, equals", "z of 1:3 >= 0"),
    ("Conditions", "X < Y < Z", "both at once", "0 < a of 1:3 < 1"),
    ("Conditions", "X is Y within Z", "equal but for so much", "z of 1:3 is 2 within 10"),
    ("Conditions", "X differs from Y", "the same as is not", "output differs from collapsed output"),
    ("Conditions", "… and …, … or …, not …", "not binds tightest, then and", "not (1:3 is on or 1:4 is on)"),
    (_ELSEWHERE, "before X", "as the card set it up", "count of right < before count of right"),
    (_ELSEWHERE, "X differs from before", "from what it was then", "prediction differs from before"),
    (_ELSEWHERE, "collapsed X", "hidden functions all the identity", "collapsed count of right < examples"),
    (_ELSEWHERE, "… for example N", "for that example, from 0", "prediction is right for example 3"),
    (_ELSEWHERE, "… for all examples", "for each of them", "1:3 is off for all examples"),
    (_ELSEWHERE, "… for some example", "for at least one", "1:3 is on for some example"),
    (_SEVERAL, "largest|smallest|middle …", "of several numbers", "largest a of layer 1 < 1"),
    (_SEVERAL, "second largest …", "the next", "largest share > 2 * second largest share"),
    (_SEVERAL, "sum of|mean of|count of …", "of several numbers", "sum of a of layer 1 > 1"),
    (_SEVERAL, "… over examples", "over all examples", "largest z of 1:3 over examples < 0"),
    (_SEVERAL, "… over units of layer L", "each called it", "largest bias of it over units of layer 1 > 0"),
    (_SEVERAL, "count of examples where …", "how many", "count of examples where 1:3 is on > 9"),
    (_SEVERAL, "count of units of layer L where …", "how many, each called it",
     "count of units of layer 1 where it is off > 3"),
    ("Calculations", "X + Y, X - Y, X * Y, X / Y, X ^ Y", "5% is 0.05, pi is π", "2 * z of 1:3 + 10%"),
)  # fmt: skip
"""What isn't a word of the table."""


def words() -> tuple[Word, ...]:
    """All that can be said, in reading order."""
    order = {source.__name__: number for number, source in enumerate(SOURCES)}
    entries = sorted(WORDS.values(), key=lambda entry: order[entry.find.__module__])
    known = [Word(e.group, _plain(e.form), e.meaning, e.example) for e in entries]
    joining = [Word(group, _plain(form), meaning, example) for group, form, meaning, example in _JOINING]
    functions = [
        Word("Calculations", f"{name}(…)", function.meaning, function.example)
        for name, function in MATHEMATICS.items()
    ]
    value = "any activation function’s value, with its α behind it"
    applied = Word("Calculations", "relu(X)", value, "leaky_relu(-2, 0.3)")
    imagined = [Word(e.group, f"… with {e.form}", e.meaning, e.example) for e in CHANGES.values()]
    return (*known, *joining, *functions, applied, *imagined)


def _plain(form: str) -> str:
    return form.replace("|", " or ")
