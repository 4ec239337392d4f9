"""From a sentence to its tree, by recursive descent.

What binds tighter stands further down: or; and; not; comparisons; sums; products; powers; the words of the
table. How far ``for example N`` and ``with CHANGE`` reach: :mod:`nnviz.lessons.language.grammar.belonging`.
"""

from __future__ import annotations

from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar import relations
from nnviz.lessons.language.grammar.belonging import check_ends, spread
from nnviz.lessons.language.grammar.kinds import NUMERIC, check, number_of
from nnviz.lessons.language.grammar.primaries import Primaries
from nnviz.lessons.language.grammar.tokens import scan
from nnviz.lessons.language.tree import Kind


def read(text: str) -> tree.Node:
    """The tree of a sentence.

    Raises:
        ExpressionError: it can't be read; it says what is wrong, and where.
    """
    parser = Parser(scan(text))
    node = parser.conditions()
    if parser.here.kind != "end":
        raise parser.unknown(("and", "or", "for", "with", "within", "is"), "the end")
    return number_of(node) if node.kind is Kind.NUMBERS else node


class Parser(Primaries):
    """Reads conditions and arithmetic; what single words say is read by :class:`Primaries`."""

    def conditions(self, chained: bool = True) -> tree.Node:
        return self._joined("or", lambda: self._joined("and", lambda: self._negated(chained)))

    def _joined(self, word: str, part: relations.Part) -> tree.Node:
        found = [part()]
        while self.here.word == word:
            check(found[-1], Kind.TRUTH, f"before “{word}”")
            self.step()
            found.append(part())
            check(found[-1], Kind.TRUTH, f"behind “{word}”")
        if len(found) == 1:
            return found[0]
        check_ends(found)
        return tree.Joined(found[0].start, found[-1].end, word, tuple(found))

    def _negated(self, chained: bool) -> tree.Node:
        start = self.here.start
        if not self.take("not"):
            return self.comparison(chained)
        with self.deeper():
            node = self._negated(chained)
        check(node, Kind.TRUTH, "behind “not”")
        return tree.Not(start, node.end, node)

    def comparison(self, chained: bool = True) -> tree.Node:
        """Two values compared, a condition of the table, or a value. ``chained``: 0 < z < 1 may go on, and
        a condition of the table can't be compared; else what is compared with it stands around."""
        left = self._sum()
        if left.kind is Kind.TRUTH:
            if chained and relations.begins(self.here):
                self.fail("This is a condition already; it can’t be compared with anything.")
            return self.suffixed(left, lambda _: True)
        left = self.suffixed(left, lambda on: on != "every")
        relation = relations.read(self)
        if not relation:
            return self.suffixed(left, lambda _: True)
        found = [self._compared(left, relation)]
        while chained and self._goes_on(relation) and isinstance(found[-1], tree.Compared):
            relation = relations.read(self)
            found.append(self._compared(found[-1].right, relation))
        node = found[0]
        if len(found) > 1:
            check_ends(found)
            node = tree.Joined(left.start, found[-1].end, "and", tuple(found))
        return self.suffixed(node, lambda _: True)

    def _goes_on(self, relation: str) -> bool:
        """Whether a comparison goes on in its direction: 0 < z < 1."""
        return relation[0] in "<>" and self.here.is_sign(relation[0], f"{relation[0]}=")

    def _compared(self, left: tree.Node, relation: str) -> tree.Node:
        right = self._right_side(left, relation)
        left, right = relations.matched(left, right, relation)
        within = None
        if self.here.word == "within":
            if relation not in ("=", "!=") or left.kind not in NUMERIC:
                self.fail("Only numbers that are to be equal can be so within something.")
            self.step()
            within = number_of(self._sum())
            check(within, Kind.NUMBER, "behind “within”")
        return spread(tree.Compared(left.start, self.last.end, relation, left, right, within))

    def _right_side(self, left: tree.Node, relation: str) -> tree.Node:
        start = self.here
        if start.word == "before" and relation in ("=", "!=") and relations.ends(self.ahead(1)):
            self.step()
            return tree.Elsewhere(start.start, start.end, "before", left)
        if left.kind is Kind.CLASS and not self.names_class():
            name = self.class_name()
            if name is None:
                raise self.unknown((), "a class, such as 7 or “go out”")
            return tree.ClassName(start.start, self.last.end, name)
        return self._sum()

    # arithmetic

    def _sum(self) -> tree.Node:
        return self._row(("+", "-"), self._product)

    def _product(self) -> tree.Node:
        return self._row(("*", "/"), lambda: self.signed(self._power))

    def _row(self, signs: tuple[str, ...], part: relations.Part) -> tree.Node:
        operands, between = [part()], []
        while self.here.is_sign(*signs):
            between.append(self.step().text)
            operands.append(part())
        if len(operands) == 1:
            return operands[0]
        return self.arithmetic(operands, tuple(between))

    def arithmetic(self, operands: list[tree.Node], signs: tuple[str, ...]) -> tree.Node:
        """Numbers worked out; several of them stay several only where one of several is asked for."""
        given = [operand if self.is_plural else number_of(operand) for operand in operands]
        for operand in given:
            check(operand, NUMERIC, "in a calculation")
        check_ends(given[:-1])
        kind = Kind.NUMBERS if any(one.kind is Kind.NUMBERS for one in given) else Kind.NUMBER
        return spread(tree.Arithmetic(given[0].start, given[-1].end, tuple(given), signs, kind))

    def signed(self, part: relations.Part) -> tree.Node:
        start = self.here.start
        sign = self.take_sign("-", "+")
        if not sign:
            return part()
        with self.deeper():
            node = self.signed(part)
        if sign == "+":
            check(node, NUMERIC, "behind +")
            return node
        if isinstance(node, tree.Number):
            return tree.Number(start, node.end, -node.value)
        return self.arithmetic([tree.Number(start, start + 1, 0.0), node], ("-",))

    def _power(self) -> tree.Node:
        base = self.operand()
        if not self.take_sign("^"):
            return base
        with self.deeper():
            exponent = self.signed(self._power)
        return self.arithmetic([base, exponent], ("^",))
