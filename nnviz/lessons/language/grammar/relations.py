"""How two values can be said to stand to each other, and what can be compared with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar.kinds import check, number_of
from nnviz.lessons.language.grammar.reader import Reader
from nnviz.lessons.language.grammar.tokens import Token
from nnviz.lessons.language.tree import Kind

Part = Callable[[], tree.Node]
SIGNS = ("=", "!=", "<", "<=", ">", ">=")
_IS: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("at", "least"): ">=",
        ("at", "most"): "<=",
        ("more", "than"): ">",
        ("greater", "than"): ">",
        ("larger", "than"): ">",
        ("above",): ">",
        ("less", "than"): "<",
        ("smaller", "than"): "<",
        ("below",): "<",
        ("equal", "to"): "=",
        ("not",): "!=",
    }
)
"""What may follow *is*."""
_VERBS: Mapping[tuple[str, ...], str] = MappingProxyType(
    {
        ("equals",): "=",
        ("equal",): "=",
        ("differs", "from"): "!=",
        ("differ", "from"): "!=",
    }
)
_ENDING = ("and", "or", "for", "with", "within")


def read(reader: Reader) -> str:
    """Read a relation, as one of :data:`SIGNS`; empty where none comes next."""
    sign = reader.take_sign(*SIGNS)
    if sign:
        return sign
    for words, relation in _VERBS.items():
        if reader.take(*words):
            return relation
    if not (reader.take("is") or reader.take("are")):
        return ""
    for words, relation in _IS.items():
        if reader.take(*words):
            return relation
    return "="


def begins(token: Token) -> bool:
    """Whether a relation begins with this token."""
    first = {words[0] for words in _VERBS} | {"is", "are"}
    return token.is_sign(*SIGNS) or token.word in first


def ends(token: Token) -> bool:
    """Whether a value is over before this token."""
    return token.kind == "end" or token.is_sign(")", ",") or token.word in _ENDING


def matched(left: tree.Node, right: tree.Node, relation: str) -> tuple[tree.Node, tree.Node]:
    """Both sides as what can be compared: contents with contents, else one number with one.

    Raises:
        ExpressionError: they can't be.
    """
    kinds = {left.kind, right.kind}
    if kinds == {Kind.NUMBERS} and relation in ("=", "!="):
        return left, right
    if kinds <= {Kind.NUMBER, Kind.NUMBERS}:
        return number_of(left), number_of(right)
    for side in (left, right):
        check(side, (Kind.NUMBER, Kind.NUMBERS, Kind.CLASS, Kind.NAME), "in a comparison")
    if len(kinds) > 1:
        said = f"{left.kind.value} can’t be compared with {right.kind.value}."
        raise ExpressionError(said[0].upper() + said[1:], left.start, right.end)
    if relation not in ("=", "!="):
        raise ExpressionError("Names aren’t more or less; say is, or is not.", left.start, right.end)
    return left, right
