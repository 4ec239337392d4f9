"""A row of tokens with a place in it, and what can stand in a slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from nnviz.document import Target
from nnviz.engine.names import nearest
from nnviz.engine.numbers import LONGEST
from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar.patterns import CHOICES, NEURON_NOUNS, function_names
from nnviz.lessons.language.grammar.tokens import Token

DEEPEST = 24
"""Brackets, prefixes and functions inside each other, at most."""
UNIT_WORDS = {"it": "it", "selection": "selection", "selected": "selection"}
"""Words that stand for a neuron."""
_MOST_DIGITS = 9


class Reader:
    """Goes through the tokens of a sentence."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.at = 0
        self._depth = 0
        self._furthest = -1
        self._known: set[str] = set()
        self._wanted: list[str] = []

    @property
    def here(self) -> Token:
        """The token that comes next."""
        return self._tokens[self.at]

    @property
    def last(self) -> Token:
        """The token that was read last."""
        return self._tokens[max(self.at - 1, 0)]

    def ahead(self, steps: int) -> Token:
        """A token further on; the end where there is none."""
        return self._tokens[min(self.at + steps, len(self._tokens) - 1)]

    def step(self) -> Token:
        """Read one token."""
        token = self.here
        self.at = min(self.at + 1, len(self._tokens) - 1)
        return token

    def take(self, *words: str) -> bool:
        """Read these words, if all of them come next."""
        if any(self.ahead(step).word != word for step, word in enumerate(words)):
            return False
        self.at += len(words)
        return True

    def take_sign(self, *signs: str) -> str:
        """Read one of these signs; empty where none comes next."""
        return self.step().text if self.here.is_sign(*signs) else ""

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level further in; refused where it gets too deep."""
        self._depth += 1
        if self._depth > DEEPEST:
            said = f"More than {DEEPEST} brackets or words stand inside each other; say it in a simpler way."
            raise ExpressionError(said, self.here.start, self.here.end)
        try:
            yield
        finally:
            self._depth -= 1

    # slots

    def slot(self, name: str) -> tree.Argument | None:
        """Read what can stand in a slot; None where something else comes next."""
        if name in CHOICES:
            return self.step().word if self.here.word in CHOICES[name] else None
        match name:
            case "U" | "V":
                return self.unit()
            case "L" | "N":
                return self.whole()
            case "M":
                return self._map()
            case "P":
                return self._place()
            case "C":
                return self.class_name()
            case "F":
                return self.function()
        raise AssertionError(f"no slot {name}")

    def unit(self) -> tree.Unit | None:
        """A neuron: ``1:5``, ``1:0,9,12``, it, selection."""
        start = self.at
        if self.here.word in NEURON_NOUNS:
            self.step()
        if self.here.kind == "unit":
            return tree.Unit(_target(self.step().text))
        if self.here.word in UNIT_WORDS and self.at == start:
            return tree.Unit(word=UNIT_WORDS[self.step().word])
        self.at = start
        return None

    def whole(self) -> int | None:
        """A whole number from 0."""
        if self.here.kind == "number" and self.here.text.isdigit() and len(self.here.text) <= _MOST_DIGITS:
            return int(self.step().text)
        return None

    def function(self) -> tree.Function | None:
        """An activation function by its name, or a formula in quotes."""
        if self.here.kind == "quoted":
            return tree.Function(self.step().text, formula=True)
        for length in (3, 2, 1):
            words = [self.ahead(step).word for step in range(length)]
            name = function_names().get(" ".join(words)) if all(words) else None
            if name is not None:
                self.at += length
                return tree.Function(name)
        return None

    def class_name(self) -> str | None:
        """A class by its name or its number."""
        if self.here.kind in ("quoted", "word"):
            return self.step().text
        number = self.whole()
        return None if number is None else str(number)

    def _map(self) -> tree.Map | None:
        if self.here.kind != "unit" or "," in self.here.text:
            return None
        layer, channel = self.step().text.split(":")
        return tree.Map(int(layer), int(channel))

    def _place(self) -> tuple[int, ...] | None:
        found = [self.whole()]
        while found[-1] is not None and len(found) < 3 and self.take_sign(","):
            found.append(self.whole())
        place = tuple(number for number in found if number is not None)
        return place if len(place) == len(found) else None

    # errors

    def fail(self, sentence: str, start: Token | None = None, end: Token | None = None) -> NoReturn:
        """Refuse what stands here, or from ``start`` to ``end``."""
        start = start or self.here
        raise ExpressionError(sentence, start.start, (end or start).end)

    def missed(self, words: Iterable[str], wanted: str) -> None:
        """Remember what a form wants here that isn't there: of all tries, those that came furthest count."""
        if self.at > self._furthest:
            self._furthest, self._known, self._wanted = self.at, set(), []
        if self.at == self._furthest:
            self._known |= set(words)
            self._wanted.append(wanted)

    def unknown(self, known: Iterable[str], wanted: str) -> ExpressionError:
        """The error for what isn't expected here, or where the words of a form went wrong further on; the
        nearest known word is named."""
        token, words, said = self.here, set(known), [wanted]
        if self._furthest > self.at:
            token, words, said = self._tokens[self._furthest], self._known, self._wanted
        elif self._furthest == self.at:
            words |= self._known
        listed = " or ".join(dict.fromkeys(said))
        if token.kind == "end":
            return ExpressionError(f"Something is missing at the end: {listed}.", token.start, token.end)
        short = token.text if len(token.text) <= LONGEST else f"{token.text[: LONGEST - 1]}…"
        meant = nearest(token.text[:LONGEST], words) if token.kind == "word" else ""
        hint = f"did you mean “{meant}”?" if meant and meant != token.word else f"expected {listed}."
        return ExpressionError(f"“{short}” isn’t understood here; {hint}", token.start, token.end)


def _target(text: str) -> Target:
    layer, _, unit = text.partition(":")
    numbers = tuple(map(int, unit.split(",")))
    if len(numbers) == 3:
        return Target(int(layer), (numbers[0], numbers[1], numbers[2]))
    return Target(int(layer), numbers[0])
