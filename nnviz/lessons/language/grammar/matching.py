"""Reads the forms of the table: of all that could begin here, the one that takes in most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar.kinds import NUMERIC, check, number_of
from nnviz.lessons.language.grammar.patterns import Pattern, Piece, by_start
from nnviz.lessons.language.grammar.reader import Reader
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import INPUT

PREFIXES = ("before", "collapsed")
VERBS = ("is", "are")


class Matching(Reader):
    """Finds which word of the table is said."""

    is_plural = False
    """Whether several numbers stay several, since one of them is asked for around them."""
    ends_itself = True
    """Whether *for example* and *with* may follow a value: inside a change they belong to what is around."""

    def value(self, is_open: bool) -> tree.Node:
        """A value: all that follows where it ``is_open``, else one, which may have a sign."""
        raise NotImplementedError

    @contextmanager
    def reading(self, plural: bool, ends: bool) -> Iterator[None]:
        """Read in another manner for a while."""
        was = self.is_plural, self.ends_itself
        self.is_plural, self.ends_itself = plural, ends
        try:
            yield
        finally:
            self.is_plural, self.ends_itself = was

    def names_class(self) -> bool:
        """Whether a word comes next that stands for a class by itself, such as prediction."""
        if self.here.word in PREFIXES:
            return True
        return any(pattern.entry.kind is Kind.CLASS for pattern in by_start().get(self.here.word, ()))

    def candidates(self) -> list[Pattern]:
        """The patterns that may begin here."""
        token, starts = self.here, by_start()
        found = list(starts.get(token.word, ())) if token.word else []
        if token.kind == "unit" or token.word:
            found += starts.get("U", ())
        if token.kind in ("word", "quoted"):
            found += starts.get("F", ())
        return found

    def longest(self, patterns: Iterable[Pattern]) -> tree.Node | None:
        """Read the pattern that takes in most; None where none fits."""
        start, best, best_end = self.at, None, -1
        problem: ExpressionError | None = None
        for pattern in patterns:
            self.at = start
            try:
                found = self._matched(pattern)
            except ExpressionError as refused:
                problem = refused if problem is None or refused.start > problem.start else problem
                continue
            if found is not None and self.at > best_end:
                best, best_end = found, self.at
        self.at = start if best is None else best_end
        if best is None and problem is not None:
            raise problem
        return best

    def _matched(self, pattern: Pattern) -> tree.Node | None:
        """Read what fits a pattern; None where something else stands there."""
        start, is_denied = self.here, False
        given: list[tree.Argument] = []
        for piece in pattern.pieces:
            fits = True
            if piece.slot:
                argument = self._value_of(pattern) if piece.slot == "X" else self.slot(piece.slot)
                given += [] if argument is None else [argument]
                fits = argument is not None
            elif pattern.entry.kind is Kind.TRUTH and piece.words[0] in VERBS:
                verb = self._takes_verb()
                fits, is_denied = verb is not None, bool(verb)
            else:
                fits = self._takes(piece)
            if not fits:
                self.missed(piece.expected, piece.wanted)
                return None
        call = tree.Call(start.start, self.last.end, pattern.entry.form, tuple(given), pattern.entry.kind)
        return tree.Not(call.start, call.end, call) if is_denied else call

    def _value_of(self, pattern: Pattern) -> tree.Node:
        """What a slot for a value takes: behind = all that follows, else one value, which may have a sign."""
        is_set = "=" in pattern.entry.form
        is_plural = is_set and pattern.entry.needs == INPUT
        with self.deeper(), self.reading(plural=is_plural, ends=self.ends_itself):
            value = self.value(is_set)
        check(value, NUMERIC, f"in “{pattern.entry.form}”")
        return value if is_plural else number_of(value)

    def _takes(self, piece: Piece) -> bool:
        """Read a word or a sign that a form has there."""
        fits = self.here.word in piece.words or self.here.is_sign(*piece.words)
        if fits:
            self.step()
        return fits

    def _takes_verb(self) -> bool | None:
        """Read *is* or *is not*, also as a sign; True where it is denied, None where neither comes next."""
        sign = self.take_sign("=", "!=")
        if sign:
            return sign == "!="
        return self.take("not") if self.take("is") or self.take("are") else None
