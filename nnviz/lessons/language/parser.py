"""From a sentence to its tree, by recursive descent.

What binds tighter stands further down: or; and; not; comparisons; sums; products; powers; the words of the
table. ``for example N`` and ``with CHANGE`` belong to what stands directly before them, behind a number to
the whole comparison; where both could be meant, brackets are asked for.
"""

from __future__ import annotations

from nnviz.errors import ExpressionError
from nnviz.lessons.language import relations, tree
from nnviz.lessons.language.kinds import check, depends, ends_loose, number_of
from nnviz.lessons.language.primaries import Primaries
from nnviz.lessons.language.reader import Reader
from nnviz.lessons.language.tokens import scan
from nnviz.lessons.language.tree import Kind

SUFFIXES = ("for", "with")


def read(text: str) -> tree.Node:
    """The tree of a sentence.

    Raises:
        ExpressionError: it can't be read; it says what is wrong, and where.
    """
    parser = Parser(scan(text))
    node = parser.sentence()
    if parser.here.kind != "end":
        raise parser.unknown(parser.here, ("and", "or", "for", "with", "within", "is"), "the end")
    return number_of(node) if node.kind is Kind.NUMBERS else node


class Parser(Primaries, Reader):
    """Reads conditions and arithmetic; what single words say is read by :class:`Primaries`."""

    def sentence(self) -> tree.Node:
        """Conditions joined by *or*, or a value."""
        return self._joined("or", lambda: self._joined("and", self._negated))

    def _joined(self, word: str, part: relations.Part) -> tree.Node:
        found = [part()]
        while self.here.word == word:
            check(found[-1], Kind.TRUTH, f"before “{word}”")
            self.step()
            found.append(part())
            check(found[-1], Kind.TRUTH, f"behind “{word}”")
        if len(found) == 1:
            return found[0]
        return tree.Joined(found[0].start, found[-1].end, word, tuple(found))

    def _negated(self) -> tree.Node:
        start = self.here.start
        if not self.take("not"):
            return self.comparison()
        with self.deeper():
            node = self._negated()
        check(node, Kind.TRUTH, "behind “not”")
        return tree.Not(start, node.end, node)

    def comparison(self, chained: bool = True) -> tree.Node:
        """Two values compared, a condition of the table, or a value. ``chained``: 0 < z < 1 may go on."""
        left = self._sum()
        if left.kind is not Kind.TRUTH:
            left = self.suffixed(left, self._is_value_suffix)
        relation = self._relation(left)
        if not relation:
            return self.suffixed(left, lambda _: True)
        found = [self._compared(left, relation)]
        while chained and relation in ("<", "<=", ">", ">=") and self._goes_on(relation):
            relation = relations.read(self)
            right = found[-1].right
            found.append(self._compared(right, relation))
        node: tree.Node = found[0]
        if len(found) > 1:
            node = tree.Joined(left.start, found[-1].end, "and", tuple(found))
        return self.suffixed(node, lambda _: True)

    def _relation(self, left: tree.Node) -> str:
        token = self.here
        relation = relations.read(self)
        if relation and left.kind is Kind.TRUTH:
            self.fail("This is a condition already; it can’t be compared with anything.", token)
        return relation

    def _goes_on(self, relation: str) -> bool:
        return self.here.is_sign(*(("<", "<=") if relation[0] == "<" else (">", ">=")))

    def _compared(self, left: tree.Node, relation: str) -> tree.Compared:
        right = self._right_side(left, relation)
        left, right = relations.matched(left, right, relation)
        self.check_loose([left], right)
        within = None
        if self.here.word == "within":
            if relation not in ("=", "!=") or left.kind not in (Kind.NUMBER, Kind.NUMBERS):
                self.fail("Only numbers that are to be equal can be so within something.")
            self.step()
            within = number_of(self._sum())
            check(within, Kind.NUMBER, "behind “within”")
        return tree.Compared(left.start, self.last.end, relation, left, right, within)

    def _right_side(self, left: tree.Node, relation: str) -> tree.Node:
        start = self.here
        if start.word == "before" and relation in ("=", "!=") and relations.ends(self.ahead(1)):
            self.step()
            return tree.Elsewhere(start.start, start.end, "before", left)
        if left.kind is Kind.CLASS and not self.names_class():
            name = self.class_name()
            if name is None:
                raise self.unknown(start, (), "a class, such as 7 or “go out”")
            return tree.ClassName(start.start, self.last.end, name)
        return self._sum()

    # arithmetic

    def _sum(self) -> tree.Node:
        return self._row(("+", "-"), self._product)

    def _product(self) -> tree.Node:
        return self._row(("*", "/"), self._signed)

    def _row(self, signs: tuple[str, ...], part: relations.Part) -> tree.Node:
        operands, between = [part()], []
        while self.here.is_sign(*signs):
            between.append(self.step().text)
            operands.append(part())
            self.check_loose(operands[:-1], operands[-1])
        if len(operands) == 1:
            return operands[0]
        return self.arithmetic(operands, tuple(between))

    def arithmetic(self, operands: list[tree.Node], signs: tuple[str, ...]) -> tree.Node:
        """Numbers worked out; several of them stay several only where one of several is asked for."""
        given = [operand if self.is_plural else number_of(operand) for operand in operands]
        for operand in given:
            check(operand, (Kind.NUMBER, Kind.NUMBERS), "in a calculation")
        kind = Kind.NUMBERS if any(one.kind is Kind.NUMBERS for one in given) else Kind.NUMBER
        return tree.Arithmetic(given[0].start, given[-1].end, tuple(given), signs, kind)

    def _signed(self) -> tree.Node:
        start = self.here.start
        sign = self.take_sign("-", "+")
        if not sign:
            return self._power()
        with self.deeper():
            node = self._signed()
        if sign == "+":
            check(node, (Kind.NUMBER, Kind.NUMBERS), "behind +")
            return node
        if isinstance(node, tree.Number):
            return tree.Number(start, node.end, -node.value)
        return self.arithmetic([tree.Number(start, start + 1, 0.0), node], ("-",))

    def _power(self) -> tree.Node:
        base = self.operand()
        if not self.take_sign("^"):
            return base
        with self.deeper():
            exponent = self._signed()
        self.check_loose([base], exponent)
        return self.arithmetic([base, exponent], ("^",))

    def check_loose(self, before: list[tree.Node], last: tree.Node) -> None:
        """Refuse ``a < b for example 3``, where nobody can tell whether a is meant as well."""
        loose = ends_loose(last)
        if loose is None:
            return
        on = "input" if loose.world == "example" else "network"
        if any(depends(node, on) for node in before):
            words = "for example" if loose.world == "example" else "with"
            said = f"Does “{words} …” belong to all of it, or to the last part? Put brackets around it."
            raise ExpressionError(said, before[0].start, last.end)
