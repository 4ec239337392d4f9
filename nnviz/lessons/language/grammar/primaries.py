"""The parts of a sentence that aren't arithmetic: words of the table, functions, reductions, and what follows
them (*for example 3*, *with bias of 1:0 = 0*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar.belonging import held
from nnviz.lessons.language.grammar.kinds import NUMERIC, check, depends, number_of
from nnviz.lessons.language.grammar.matching import PREFIXES, Matching
from nnviz.lessons.language.grammar.patterns import Pattern, by_start, function_names, of_changes
from nnviz.lessons.language.grammar.tokens import Token
from nnviz.lessons.language.meaning.mathematics import MATHEMATICS
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import SLOTS, WORDS

MOST_SUFFIXES = 8
MOST_PARAMETERS = 4
"""Numbers in the brackets of an activation function: z, and parameters of its own."""
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


class Primaries(Matching):
    """Reads what binds tightest."""

    def conditions(self, chained: bool = True) -> tree.Node:
        """Conditions joined by *and* and *or*, or a value."""
        raise NotImplementedError

    def _sum(self) -> tree.Node:
        raise NotImplementedError

    def signed(self, part: Callable[[], tree.Node]) -> tree.Node:
        """A value that may have a sign."""
        raise NotImplementedError

    def value(self, is_open: bool) -> tree.Node:
        return self._sum() if is_open else self.signed(self._prefixed)

    def operand(self) -> tree.Node:
        """A value, or a condition of the table, with what belongs to it alone."""
        is_bracketed = self.here.is_sign("(")
        node = self._prefixed()
        if not self.ends_itself:
            return node
        return self.suffixed(node, lambda on: self._belongs(node, on, is_bracketed))

    def _belongs(self, node: tree.Node, on: str, is_bracketed: bool) -> bool:
        if on == "every":
            return node.kind is Kind.TRUTH
        return is_bracketed or depends(node, on)

    # what follows

    def suffixed(self, node: tree.Node, takes: Callable[[str], bool]) -> tree.Node:
        """Read what follows as long as the node ``takes`` it: ``"input"`` of an example, ``"network"`` of a
        change, ``"every"`` of all examples."""
        for _ in range(MOST_SUFFIXES):
            kind = self._suffix()
            if not kind or not takes(kind):
                return node
            node = self._read_suffix(node, kind)
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

    def _read_suffix(self, node: tree.Node, kind: str) -> tree.Node:
        if kind == "network":
            self.step()
            return _imagined(node, self._change(), self.last.end)
        if kind == "every":
            return self._throughout(node)
        self.take("for", "example")
        number = self.whole()
        if number is None:
            raise self.unknown((), "an example’s number, from 0")
        at = tree.Number(self.last.start, self.last.end, number)
        return tree.Elsewhere(node.start, self.last.end, "example", node, at, loose=True)

    def _throughout(self, node: tree.Node) -> tree.Node:
        for words, every in ((("all", "examples"), True), (("some", "example"), False)):
            if self.take("for", *words):
                check(node, Kind.TRUTH, f"before “for {' '.join(words)}”")
                return tree.Throughout(node.start, self.last.end, node, every, loose=True)
        self.step()
        if self.here.word in ("all", "some"):
            self.step()
        raise self.unknown(("example", "examples", "all", "some"), "“example 3” or “all examples”")

    def _change(self) -> tree.Node:
        with self.deeper(), self.reading(plural=False, ends=False):
            found = self.longest(of_changes())
        if found is None:
            raise self.unknown(_first_words(of_changes()), "a change, such as bias of 1:0 = 0")
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
        found = self.longest(self.candidates())
        if found is not None:
            return found
        for words, how in _WAYS.items():
            if self.take(*words):
                with self.deeper():
                    return self._reduced(token, how)
        raise self.unknown(_first_words_of_all(), "a value, such as z of 1:3")

    def _number(self) -> tree.Node:
        token = self.step()
        value = float(token.text.replace("−", "-"))
        if self.take_sign("%"):
            return tree.Number(token.start, self.last.end, value / 100)
        return tree.Number(token.start, token.end, value)

    def _brackets(self) -> tree.Node:
        start = self.step()
        with self.deeper(), self.reading(plural=self.is_plural, ends=True):
            node = self.conditions()
        self._close(start)
        return held(node)

    def _close(self, start: Token) -> None:
        if not self.take_sign(")"):
            if self.here.kind == "end":
                self.fail("This bracket is never closed.", start)
            raise self.unknown(("and", "or"), "a closing bracket")

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
        known = MATHEMATICS.get(name)
        low, high = (1, MOST_PARAMETERS) if known is None else (known.fewest, known.most)
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
                return tree.Alone(token.start, units.end, units, tree.COUNTED)
        with self.reading(plural=True, ends=self.ends_itself):
            node = held(self._prefixed())
        over = self._over()
        check(node, NUMERIC, f"behind “{how}”")
        if over is None and node.kind is not Kind.NUMBERS:
            said = f"Of one number there is no {how}; say {how} a of layer 1, or add “over examples”."
            raise ExpressionError(said, token.start, node.end)
        return tree.Reduced(token.start, self.last.end, how, node, over)

    def _over(self) -> str | tree.Call | None:
        if not self.take("over"):
            return None
        if self.take("examples") or self.take("all", "examples"):
            return "examples"
        units = self._units()
        if units is None:
            raise self.unknown(("examples", "units"), "“examples” or “units of layer 1”")
        return units

    def _units(self) -> tree.Call | None:
        """Words that name neurons which can be counted."""
        start = self.at
        found = self.longest(by_start().get(self.here.word, ()))
        if isinstance(found, tree.Call) and WORDS[found.form].units is not None:
            return found
        self.at = start
        return None

    def _counted(self, token: Token, units: tree.Call | None) -> tree.Node:
        self.take("where")
        with self.reading(plural=False, ends=True):
            where = self.conditions(chained=False)
        check(where, Kind.TRUTH, "behind “where”")
        return tree.Counted(token.start, self.last.end, units, where)


def _imagined(node: tree.Node, change: tree.Node, end: int) -> tree.Node:
    """``node`` with a change. Of several, the one said first is made first: it stands around the others."""
    if isinstance(node, tree.Elsewhere) and node.loose:
        return replace(node, operand=_imagined(node.operand, change, end), end=end)
    return tree.Elsewhere(node.start, end, "with", node, change, loose=True)


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
