"""The parts of a sentence that aren't arithmetic: words of the table, functions, reductions, and what follows
them (*for example 3*, *with bias of 1:0 = 0*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.evaluation import MATHEMATICS
from nnviz.lessons.language.kinds import check, depends, held, number_of
from nnviz.lessons.language.patterns import Pattern, by_start, changes, function_names
from nnviz.lessons.language.reader import Reader
from nnviz.lessons.language.table import SLOTS, WORDS
from nnviz.lessons.language.tokens import Token
from nnviz.lessons.language.tree import Kind

PREFIXES = ("before", "collapsed")
MOST_SUFFIXES = 8
CONSTANTS = {"pi": 3.141592653589793}
_WAYS = {
    ("largest",): "largest",
    ("second", "largest"): "second largest",
    ("smallest",): "smallest",
    ("sum",): "sum",
    ("mean",): "mean",
    ("middle",): "middle",
    ("count",): "count",
    ("number",): "count",
}
_COUNTS = {
    "abs": (1, 1),
    "exp": (1, 1),
    "ln": (1, 1),
    "sqrt": (1, 1),
    "round": (1, 2),
    "max": (2, 20),
    "min": (2, 20),
}
"""How many values a function of numbers takes."""
NUMERIC = (Kind.NUMBER, Kind.NUMBERS)


class Primaries(Reader):
    """Reads what binds tightest."""

    is_plural = False
    """Whether several numbers stay several, since one of them is asked for around them."""

    ends_itself = True
    """Whether *for example* and *with* may follow a value: inside a change they belong to what is around."""

    def sentence(self) -> tree.Node:
        """A whole sentence."""
        raise NotImplementedError

    def comparison(self, chained: bool = True) -> tree.Node:
        """One comparison."""
        raise NotImplementedError

    def _sum(self) -> tree.Node:
        raise NotImplementedError

    @contextmanager
    def _reading(self, plural: bool, ends: bool) -> Iterator[None]:
        was = self.is_plural, self.ends_itself
        self.is_plural, self.ends_itself = plural, ends
        try:
            yield
        finally:
            self.is_plural, self.ends_itself = was

    def operand(self) -> tree.Node:
        """A value, or a condition of the table, with what belongs to it alone."""
        is_bracketed = self.here.is_sign("(")
        node = self._prefixed()
        if not self.ends_itself:
            return node
        return self.suffixed(node, lambda on: self._belongs(node, on, is_bracketed), not is_bracketed)

    def _belongs(self, node: tree.Node, on: str, is_bracketed: bool) -> bool:
        if on == "every":
            return node.kind is Kind.TRUTH
        return is_bracketed or depends(node, on)

    def _is_value_suffix(self, on: str) -> bool:
        return on != "every"

    # what follows

    def suffixed(self, node: tree.Node, takes: Callable[[str], bool], is_loose: bool = False) -> tree.Node:
        """Read what follows as long as the node ``takes`` it: ``"input"`` of an example, ``"network"`` of a
        change, ``"every"`` of all examples."""
        for _ in range(MOST_SUFFIXES):
            kind = self._suffix()
            if not kind or not takes(kind):
                return node
            node = self._read_suffix(node, kind, is_loose)
        if self._suffix():
            self.fail(
                f"More than {MOST_SUFFIXES} of these in a row can’t be told apart; say it in a simpler way."
            )
        return node

    def _suffix(self) -> str:
        if self.here.word == "with":
            return "network"
        if self.here.word != "for":
            return ""
        return "input" if self.ahead(1).word == "example" else "every"

    def _read_suffix(self, node: tree.Node, kind: str, is_loose: bool) -> tree.Node:
        if kind == "network":
            self.step()
            change = self._change()
            return tree.Elsewhere(node.start, self.last.end, "with", node, change, is_loose)
        if kind == "every":
            return self._throughout(node)
        self.take("for", "example")
        number = self.whole()
        if number is None:
            raise self.unknown(self.here, (), "an example’s number, from 0")
        at = tree.Number(self.last.start, self.last.end, number)
        return tree.Elsewhere(node.start, self.last.end, "example", node, at, is_loose)

    def _throughout(self, node: tree.Node) -> tree.Node:
        check(node, Kind.TRUTH, "before “for all examples”")
        for words, every in ((("all", "examples"), True), (("some", "example"), False)):
            if self.take("for", *words):
                return tree.Throughout(node.start, self.last.end, node, every)
        self.step()
        raise self.unknown(
            self.here, ("example", "all", "some"), "“example 3”, “all examples” or “some example”"
        )

    def _change(self) -> tree.Node:
        with self.deeper(), self._reading(plural=False, ends=False):
            found = self._longest(changes())
        if found is None:
            raise self.unknown(self.here, _first_words(changes()), "a change, such as bias of 1:0 = 0")
        return found

    # before, collapsed, brackets

    def _prefixed(self) -> tree.Node:
        token = self.here
        if token.word not in PREFIXES:
            return self._primary()
        self.step()
        with self.deeper():
            node = self._prefixed()
        return tree.Elsewhere(token.start, node.end, token.word, node)

    def _primary(self) -> tree.Node:
        token = self.here
        if token.kind == "number":
            return self._number()
        if token.is_sign("("):
            return self._brackets()
        if token.kind == "word" and self.ahead(1).is_sign("("):
            node = self._applied()
            if node is not None:
                return node
        if token.word in CONSTANTS:
            self.step()
            return tree.Number(token.start, token.end, CONSTANTS[token.word])
        found = self._longest(self._candidates())
        if found is not None:
            return found
        for words, how in _WAYS.items():
            if self.take(*words):
                with self.deeper():
                    return self._reduced(token, how)
        raise self._refusal()

    def _number(self) -> tree.Node:
        token = self.step()
        value = float(token.text.replace("−", "-"))
        if self.take_sign("%"):
            return tree.Number(token.start, self.last.end, value / 100)
        return tree.Number(token.start, token.end, value)

    def _brackets(self) -> tree.Node:
        start = self.step()
        with self.deeper(), self._reading(plural=self.is_plural, ends=True):
            node = self.sentence()
        self._close(start)
        return held(node)

    def _close(self, start: Token) -> None:
        if not self.take_sign(")"):
            if self.here.kind == "end":
                self.fail("This bracket is never closed.", start)
            raise self.unknown(self.here, ("and", "or"), "a closing bracket")

    # functions

    def _applied(self) -> tree.Node | None:
        token = self.here
        name = token.word if token.word in MATHEMATICS else function_names().get(token.word, "")
        if not name:
            return None
        self.step()
        start = self.step()
        operands = [self._argument()]
        while self.take_sign(","):
            operands.append(self._argument())
        self._close(start)
        low, high = _COUNTS.get(name, (1, 4))
        if not low <= len(operands) <= high:
            wanted = f"{low}" if low == high else f"{low} to {high}"
            self.fail(f"{name} takes {wanted} values, not {len(operands)}.", token, self.last)
        kind = Kind.NUMBERS if any(one.kind is Kind.NUMBERS for one in operands) else Kind.NUMBER
        return tree.Applied(token.start, self.last.end, name, tuple(operands), kind)

    def _argument(self) -> tree.Node:
        with self.deeper():
            node = held(self._sum())
        check(node, NUMERIC, "between these brackets")
        return node if self.is_plural else number_of(node)

    # one of several

    def _reduced(self, token: Token, how: str) -> tree.Node:
        self.take("of")
        if how == "count":
            if self.here.word == "examples" and self.ahead(1).word == "where":
                self.step()
                return self._counted(token, None)
            units = self._units()
            if units is not None and self.here.word == "where":
                return self._counted(token, units)
            if units is not None:
                return tree.Alone(token.start, units.end, units, True)
        with self._reading(plural=True, ends=self.ends_itself):
            node = held(self._prefixed())
        over = self._over()
        check(node, NUMERIC if over is not None else (Kind.NUMBERS,), f"behind “{how}”")
        return tree.Reduced(token.start, self.last.end, how, node, over)

    def _over(self) -> str | tree.Call | None:
        if not self.take("over"):
            return None
        if self.take("examples") or self.take("all", "examples"):
            return "examples"
        units = self._units()
        if units is None:
            raise self.unknown(self.here, ("examples", "units"), "“examples” or “units of layer 1”")
        return units

    def _units(self) -> tree.Call | None:
        """Words that name neurons which can be counted."""
        start = self.at
        found = self._longest(by_start().get(self.here.word, ()))
        if isinstance(found, tree.Call) and WORDS[found.form].units is not None:
            return found
        self.at = start
        return None

    def _counted(self, token: Token, units: tree.Call | None) -> tree.Node:
        self.take("where")
        with self._reading(plural=False, ends=True):
            where = self.comparison(chained=False)
        check(where, Kind.TRUTH, "behind “where”")
        return tree.Counted(token.start, self.last.end, units, where)

    # the table

    def names_class(self) -> bool:
        """Whether a word comes next that stands for a class by itself, such as prediction."""
        if self.here.word in PREFIXES:
            return True
        return any(pattern.entry.kind is Kind.CLASS for pattern in by_start().get(self.here.word, ()))

    def _candidates(self) -> list[Pattern]:
        token, starts = self.here, by_start()
        found = list(starts.get(token.word, ())) if token.word else []
        if token.kind == "unit" or token.word:
            found += starts.get("U", ())
        if token.kind in ("word", "quoted"):
            found += starts.get("F", ())
        return found

    def _longest(self, patterns: Iterable[Pattern]) -> tree.Node | None:
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
            if piece.slot == "X":
                with self.deeper():
                    value = self._sum()
                given.append(value if pattern.entry.form.startswith("inputs") else number_of(value))
                continue
            if piece.slot:
                argument = self.slot(piece.slot)
                if argument is None:
                    return None
                given.append(argument)
                continue
            if not (self.here.word in piece.words or self.here.is_sign(*piece.words)):
                return None
            self.step()
            if pattern.entry.kind is Kind.TRUTH and piece.words[0] in ("is", "are"):
                is_denied = self.take("not")
        call = tree.Call(start.start, self.last.end, pattern.entry.form, tuple(given), pattern.entry.kind)
        return tree.Not(call.start, call.end, call) if is_denied else call

    def _refusal(self) -> ExpressionError:
        """Say what is wrong where no value begins, or where one began and went wrong further on."""
        at, known, wanted = self.at, _first_words_of_all(), "a value, such as z of 1:3"
        for pattern in self._candidates():
            reached, expected, said = self._reached(pattern)
            if reached > at:
                at, known, wanted = reached, set(expected), said
            elif reached == at and at > self.at:
                known |= set(expected)
        return self.unknown(self._tokens[at], known, wanted)

    def _reached(self, pattern: Pattern) -> tuple[int, tuple[str, ...], str]:
        """How far a pattern goes along with what is written, and what it wants there."""
        start = self.at
        for piece in pattern.pieces:
            here = self.at
            if piece.slot and self.slot(piece.slot) is None:
                self.at = start
                return here, piece.expected, SLOTS.get(piece.slot, f"one of {', '.join(piece.expected)}")
            if not piece.slot and not (self.here.word in piece.words or self.here.is_sign(*piece.words)):
                self.at = start
                return here, piece.words, f"“{piece.words[0]}”"
            if not piece.slot:
                self.step()
        self.at = start
        return start, (), ""


def _first_words(patterns: Iterable[Pattern]) -> set[str]:
    return {word for pattern in patterns for word in pattern.pieces[0].words}


def _first_words_of_all() -> set[str]:
    words = {start for start in by_start() if start not in SLOTS}
    return (
        words
        | set(PREFIXES)
        | set(MATHEMATICS)
        | set(function_names())
        | {w[0] for w in _WAYS}
        | {"not", "it"}
    )
