"""From tokens to a row of steps: Python's grammar says what binds tighter, a whitelist what may be there."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from nnviz.engine.functions.expression import grammar
from nnviz.engine.functions.expression.operations import CONSTANTS, FUNCTIONS, MOST_ARGUMENTS
from nnviz.engine.functions.expression.tokens import VARIABLE, Token, scan
from nnviz.errors import ExpressionError


@dataclass(frozen=True)
class Step:
    """One step of a formula in the order in which it is computed, which is Polish notation turned around:
    ``symbol`` is taken of the ``count`` results before it, "z" and "number" of none.

    A comparison has ``signs``, one less than it compares.
    """

    symbol: str
    count: int = 0
    number: float = 0.0
    name: str = ""
    signs: tuple[str, ...] = ()


def read(text: str) -> tuple[Step, ...]:
    """The steps of what somebody wrote.

    Raises:
        ExpressionError: it can't be read; it says what is wrong and where.
    """
    tokens = scan(text)
    grammar.check(tokens)
    return _Reader(tokens).steps()


class _Reader:
    """Reads one row of tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._starts: list[int] = []
        written = ""
        for token in tokens:
            self._starts.append(len(written))
            written += f"{token.text} "
        self._written = written.rstrip()

    def steps(self) -> tuple[Step, ...]:
        """Each node of the tree after those below it; by a list, for Python's own calls go only so deep."""
        order: list[ast.AST] = []
        waiting: list[ast.AST] = [self._tree()]
        while waiting:
            node = waiting.pop()
            order.append(node)
            waiting += self._below(node)
        return tuple(self._step(node) for node in reversed(order))

    def _tree(self) -> ast.AST:
        try:
            return ast.parse(self._written, mode="eval").body
        except (SyntaxError, ValueError) as problem:
            place = (getattr(problem, "offset", None) or 1) - 1
            token = self._token(place)
            raise ExpressionError("This can't be read as a formula.", token.start, token.end) from None
        except (RecursionError, MemoryError):
            raise self._at_all("This is nested too deeply to be read; write it in a simpler way.") from None

    def _below(self, node: ast.AST) -> Sequence[ast.AST]:
        return below(node) if (below := _BELOW.get(type(node))) is not None else self._refuse(node)

    def _step(self, node: Any) -> Step:
        match node:
            case ast.Constant(value=float(value)):
                return Step("number", number=value)
            case ast.Name(id=name) if name == VARIABLE:
                return Step("z")
            case ast.Name(id=name) if name in CONSTANTS:
                return Step("number", number=CONSTANTS[name], name=name)
            case ast.UnaryOp(op=ast.USub()):
                return Step("negative", 1)
            case ast.UnaryOp(op=ast.UAdd()):
                return Step("positive", 1)
            case ast.BinOp(op=op) if type(op) in _SIGNS:
                return Step(_SIGNS[type(op)], 2)
            case ast.Compare(ops=ops) if all(type(op) in _COMPARISONS for op in ops):
                self._check_count(node, len(ops) + 1, "A comparison")
                return Step("compare", len(ops) + 1, signs=tuple(_COMPARISONS[type(op)] for op in ops))
            case ast.Call(func=ast.Name(id=name), keywords=[]) if name in FUNCTIONS:
                return self._call(node, name)
        return self._refuse(node)

    def _call(self, node: ast.Call, name: str) -> Step:
        operation, count = FUNCTIONS[name], len(node.args)
        if operation.least == operation.most != count:
            wanted = "one value" if operation.least == 1 else f"{operation.least} values"
            raise self._at(node, f"{name} takes {wanted}, as in {operation.example}, not {count}.")
        if count < operation.least:
            raise self._at(node, f"{name} takes 2 values or more, as in {operation.example}, not {count}.")
        self._check_count(node, count, name)
        return Step(name, count)

    def _check_count(self, node: Any, count: int, what: str) -> None:
        if count > MOST_ARGUMENTS:
            raise self._at(node, f"{what} takes {MOST_ARGUMENTS} values at most, not {count}.")

    def _refuse(self, node: Any) -> Any:
        """What the whitelist doesn't hold; whatever Python's grammar may come to know."""
        if hasattr(node, "col_offset"):
            raise self._at(node, "This has no meaning in a formula in z.")
        raise self._at_all("This has no meaning in a formula in z.")

    def _at(self, node: Any, said: str) -> ExpressionError:
        first, last = self._token(node.col_offset), self._token(node.end_col_offset - 1)
        return ExpressionError(said, first.start, last.end)

    def _at_all(self, said: str) -> ExpressionError:
        return ExpressionError(said, self._tokens[0].start, self._tokens[-1].end)

    def _token(self, place: int) -> Token:
        return self._tokens[max(bisect_right(self._starts, place) - 1, 0)]


_BELOW: Mapping[type[ast.AST], Callable[[Any], Sequence[ast.AST]]] = MappingProxyType(
    {
        ast.Constant: lambda node: (),
        ast.Name: lambda node: (),
        ast.UnaryOp: lambda node: (node.operand,),
        ast.BinOp: lambda node: (node.left, node.right),
        ast.Compare: lambda node: (node.left, *node.comparators),
        ast.Call: lambda node: node.args,
    }
)
"""The nodes below each kind of node that is allowed."""
_SIGNS: Mapping[type[ast.operator], str] = MappingProxyType(
    {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
)
_COMPARISONS: Mapping[type[ast.cmpop], str] = MappingProxyType(
    {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
)
