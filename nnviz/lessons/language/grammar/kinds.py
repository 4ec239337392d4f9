"""What a part of a sentence stands for, and what it depends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NOTHING, WORDS

NUMERIC = (Kind.NUMBER, Kind.NUMBERS)


def check(node: tree.Node, wanted: Kind | tuple[Kind, ...], place: str) -> None:
    """Refuse a part of another kind than is ``wanted`` at a ``place``."""
    kinds = wanted if isinstance(wanted, tuple) else (wanted,)
    if node.kind not in kinds:
        said = f"This is {node.kind.value}, but {kinds[0].value} is wanted {place}."
        raise ExpressionError(said, node.start, node.end)


def number_of(node: tree.Node) -> tree.Node:
    """Several numbers as the one that is meant by them: their count, or the only one. Others stay.

    Raises:
        ExpressionError: it isn't clear which one is meant.
    """
    if node.kind is not Kind.NUMBERS:
        return node
    alone = _alone(node)
    if not alone:
        said = "These are several numbers; say the largest, the sum, the mean or the count of them."
        raise ExpressionError(said, node.start, node.end)
    return tree.Alone(node.start, node.end, node, alone)


def _alone(node: tree.Node) -> str:
    while isinstance(node, tree.Elsewhere):
        node = node.operand
    return WORDS[node.form].alone if isinstance(node, tree.Call) else ""


def depends(node: tree.Node, on: str) -> bool:
    """Whether it depends on the ``"input"`` or the ``"network"`` that is meant where nothing else is said."""
    if isinstance(node, tree.Elsewhere) and node.world == ("example" if on == "input" else "with"):
        return False
    if on == "input" and _is_over_examples(node):
        return False
    # What a change names is no value of its own; what it sets something to may be.
    if isinstance(node, tree.Call) and node.form in WORDS:
        needs = WORDS[node.form].needs
        if needs == on or (on == "network" and needs != NOTHING):
            return True
    return any(depends(part, on) for part in parts(node))


def _is_over_examples(node: tree.Node) -> bool:
    if isinstance(node, tree.Reduced):
        return node.over == "examples"
    return isinstance(node, tree.Throughout) or (isinstance(node, tree.Counted) and node.of is None)


def parts(node: tree.Node) -> Iterable[tree.Node]:
    """The parts directly inside a part."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tree.Node):
            yield value
        elif isinstance(value, tuple):
            yield from (one for one in value if isinstance(one, tree.Node))
