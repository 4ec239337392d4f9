"""To how much of a sentence a *for example 3* or a *with* at its end belongs.

It is read as part of the value before it, and then goes to as much of the calculation or the comparison as
nothing else was said of. In brackets it stays where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nnviz.errors import ExpressionError
from nnviz.lessons.language import tree
from nnviz.lessons.language.grammar.kinds import depends

Loose = tree.Elsewhere | tree.Throughout


def ends_loose(node: tree.Node) -> Loose | None:
    """What stands at the very end of a part and isn't held by brackets."""
    if isinstance(node, tree.Elsewhere | tree.Throughout) and node.loose:
        return node
    last = _last(node)
    return None if last is None else ends_loose(last)


def held(node: tree.Node) -> tree.Node:
    """The same in brackets: what stands at its end belongs to nothing before it."""
    if isinstance(node, tree.Elsewhere | tree.Throughout):
        return replace(node, loose=False)
    last = _last(node)
    return node if last is None else _with_last(node, held(last))


def spread(node: tree.Arithmetic | tree.Compared) -> tree.Node:
    """A calculation or a comparison, or the same with what stands at its end around it.

    Raises:
        ExpressionError: both sides are then the same.
    """
    before = node.operands[:-1] if isinstance(node, tree.Arithmetic) else (node.left,)
    last = ends_loose(node.operands[-1] if isinstance(node, tree.Arithmetic) else node.right)
    if last is None or not _leaves_open(before, last):
        return node
    bare, around = _peeled(node)
    if isinstance(bare, tree.Compared) and bare.left == bare.right:
        said = "Both sides are then the same; put brackets around the one that this is said of."
        raise ExpressionError(said, node.start, node.end)
    for one in around:
        bare = replace(one, operand=bare, start=node.start)
    return bare


def check_ends(operands: Sequence[tree.Node]) -> None:
    """Refuse ``a and b for example 3``, where nobody can tell whether a is meant as well.

    Raises:
        ExpressionError: it is so.
    """
    for number, operand in enumerate(operands):
        last = ends_loose(operand)
        if last is not None and _leaves_open(operands[:number], last):
            said = "Is this said of all of it, or of the last part alone? Put brackets around what is meant."
            raise ExpressionError(said, operands[0].start, last.end)


def _leaves_open(before: Sequence[tree.Node], last: Loose) -> bool:
    on = "network" if isinstance(last, tree.Elsewhere) and last.world == "with" else "input"
    return any(depends(node, on) for node in before)


def _peeled(node: tree.Node) -> tuple[tree.Node, list[Loose]]:
    """A part without what stands at its end, and that, from the inside out."""
    if isinstance(node, tree.Elsewhere | tree.Throughout) and node.loose:
        bare, around = _peeled(node.operand)
        return bare, [*around, node]
    last = node.right if isinstance(node, tree.Compared) else _last(node)
    if last is None:
        return node, []
    bare, around = _peeled(last)
    return _with_last(node, bare), around


def _last(node: tree.Node) -> tree.Node | None:
    """The part that ends where the whole does."""
    match node:
        case tree.Arithmetic() | tree.Joined():
            return node.operands[-1]
        case tree.Alone(of=last) | tree.Not(operand=last):
            return last
    return None


def _with_last(node: tree.Node, last: tree.Node) -> tree.Node:
    match node:
        case tree.Arithmetic() | tree.Joined():
            return replace(node, operands=(*node.operands[:-1], last))
        case tree.Alone():
            return replace(node, of=last)
        case tree.Not():
            return replace(node, operand=last)
        case tree.Compared():
            return replace(node, right=last)
    raise AssertionError("it has no last part")
