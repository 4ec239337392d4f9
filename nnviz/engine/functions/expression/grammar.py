"""Whether tokens follow each other as they must: said at the first place where they don't.

After this a formula can be read by Python's own grammar, which knows what binds tighter.
"""

from __future__ import annotations

from collections.abc import Sequence

from nnviz.engine.functions.expression.tokens import Token
from nnviz.errors import ExpressionError

DEEPEST = 40
"""Brackets inside brackets, and signs in a row, at most."""


def check(tokens: Sequence[Token]) -> None:
    """Go through the tokens once.

    Raises:
        ExpressionError: something is missing, one too many or nested too deeply.
    """
    open_brackets: list[tuple[Token, bool]] = []  # with whether a function's arguments stand in it
    before: Token | None = None
    signs = 0
    for token in tokens:
        is_after_value = before is not None and (before.kind in ("number", "name", ")"))
        if is_after_value and token.kind in ("number", "name", "("):
            if not (token.kind == "(" and before is not None and before.is_function):
                _no_sign_between(before, token)
        elif not is_after_value and not _begins_value(token):
            _nothing_before(before, token)
        signs = signs + 1 if token.kind == "sign" and not is_after_value else 0
        if token.kind == "(":
            open_brackets.append((token, before is not None and before.is_function))
        if max(len(open_brackets), signs) > DEEPEST:
            said = (
                f"More than {DEEPEST} brackets or signs stand inside each other; write it in a simpler way."
            )
            raise ExpressionError(said, token.start, token.end)
        if token.kind == ")":
            _close(open_brackets, token)
        if token.kind == "," and not (open_brackets and open_brackets[-1][1]):
            said = "A comma stands only between what a function is taken of; decimals have a point, as 0.1."
            raise ExpressionError(said, token.start, token.end)
        before = token
    _check_end(open_brackets, before)


def _begins_value(token: Token) -> bool:
    return token.kind in ("number", "name", "(") or (token.kind == "sign" and token.text in "+-")


def _no_sign_between(before: Token | None, token: Token) -> None:
    left = "" if before is None or before.kind == ")" else _plain(before)
    right = "" if token.kind == "(" else _plain(token)
    written = f"{left or '( )'}*{right or '( )'}"
    start = token.start if before is None else before.start
    raise ExpressionError(f"A sign is missing here: a product is written {written}.", start, token.end)


def _nothing_before(before: Token | None, token: Token) -> None:
    if before is not None and before.kind == "(" and token.kind == ")":
        raise ExpressionError("There is nothing between these brackets.", before.start, token.end)
    behind = "" if before is None else f" between “{_plain(before)}” and"
    said = f"Something is missing{behind or ' before'} “{_plain(token)}”."
    raise ExpressionError(said, token.start if before is None else before.start, token.end)


def _close(open_brackets: list[tuple[Token, bool]], token: Token) -> None:
    if not open_brackets:
        raise ExpressionError("This bracket closes none that is open.", token.start, token.end)
    open_brackets.pop()


def _check_end(open_brackets: Sequence[tuple[Token, bool]], last: Token | None) -> None:
    if last is not None and last.kind in ("sign", "(", ","):
        raise ExpressionError(f"Something is missing behind “{_plain(last)}”.", last.start, last.end)
    if open_brackets:
        token, _ = open_brackets[-1]
        raise ExpressionError("This bracket is not closed.", token.start, token.end)


def _plain(token: Token) -> str:
    """A token as it is repeated in a sentence."""
    return token.text.removesuffix(".0") if token.kind == "number" else token.text
