"""Markdown as lessons have it: CommonMark with tables, live values and formulas, and without HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, image, link
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

DEEPEST = 8
"""Lists in quotations in lists: what lies deeper is left out, and its outermost is refused."""
LONGEST_LIVE = 300
LONGEST_FORMULA = 1_000

LIVE, FORMULA, DISPLAY, STRAY = "live", "formula", "display", "stray"
"""Kinds of tokens of our own; the last is a sign that opens what nothing closes."""


@dataclass(frozen=True, eq=False)
class Element:
    """A token with all that lies in it. ``text`` and ``inline`` are what a paragraph or a cell holds, and the
    tokens that were made of it, each with its place in ``text`` under ``meta["at"]`` where it has one."""

    token: Token
    children: tuple[Element, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: ``"paragraph"``, ``"fence"`` ..."""
        return self.token.type.removesuffix("_open")

    @property
    def line(self) -> int:
        """The line at which it begins, from 0, in what was parsed."""
        return self.token.map[0] if self.token.map else 0


def elements(text: str, has_front_matter: bool = False) -> tuple[Element, ...]:
    """What a text consists of."""
    return _nested(_parser(has_front_matter).parse(text))


def inline(text: str) -> list[Token]:
    """The tokens of one run of text."""
    return _parser(False).parseInline(text)[0].children or []


@dataclass
class _Open:
    token: Token
    children: list[Element] = field(default_factory=list)


def _nested(tokens: list[Token]) -> tuple[Element, ...]:
    top: list[Element] = []
    opened: list[_Open] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(_Open(token))
            continue
        element = Element(token)
        if token.nesting == -1:
            closed = opened.pop()
            element = Element(closed.token, tuple(closed.children))
        (opened[-1].children if opened else top).append(element)
    return tuple(top)


@cache
def _parser(has_front_matter: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.enable("table")
    # A line of === or --- under a paragraph is no heading, and an address stands where it is used.
    parser.disable(["lheading", "reference"])
    # Every link is kept here, so that it can be refused with its place.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    if has_front_matter:
        parser.use(front_matter_plugin)
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("backticks", backtick)):
        parser.inline.ruler.at(name, _placed(rule))
    parser.inline.ruler.before("emphasis", LIVE, _live)
    parser.inline.ruler.before("emphasis", FORMULA, _formula)
    return parser


Rule = Callable[[StateInline, bool], bool]


def _placed(rule: Rule) -> Rule:
    """The rule, whose tokens then know where they begin."""

    def placed(state: StateInline, silent: bool) -> bool:
        at, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            token.meta.setdefault("at", at)
        return True

    return placed


def _live(state: StateInline, silent: bool) -> bool:
    """``{z of 1:3}``."""
    if state.src[state.pos] != "{":
        return False
    end = state.src.find("}", state.pos, min(state.pos + LONGEST_LIVE, state.posMax))
    if end < 0:
        return _push(state, silent, STRAY, "{", state.pos + 1)
    return _push(state, silent, LIVE, state.src[state.pos + 1 : end], end + 1)


def _formula(state: StateInline, silent: bool) -> bool:
    """``$...$`` and ``$$...$$``. A lone dollar is one: "$5", or "5 $"."""
    text, at = state.src, state.pos
    if text[at] != "$":
        return False
    last = min(at + LONGEST_FORMULA, state.posMax)
    if text.startswith("$$", at):
        end = text.find("$$", at + 2, last)
        if end < 0:
            return _push(state, silent, STRAY, "$$", at + 2)
        return _push(state, silent, DISPLAY, text[at + 2 : end], end + 2)
    if at + 1 >= last or text[at + 1].isspace():
        return False
    end = _closing(text, at + 1, last)
    return end > 0 and _push(state, silent, FORMULA, text[at + 1 : end], end + 1)


def _closing(text: str, begin: int, last: int) -> int:
    """Where the dollar stands that closes a formula: no blank before it, no digit behind; else −1."""
    end = text.find("$", begin, last)
    while end > 0:
        is_escaped = text[end - 1] == "\\" and text[end - 2] != "\\"
        if not text[end - 1].isspace() and not is_escaped and not text[end + 1 : end + 2].isdigit():
            return end
        end = text.find("$", end + 1, last)
    return -1


def _push(state: StateInline, silent: bool, kind: str, content: str, end: int) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = content
        token.meta["at"] = state.pos
    state.pos = end
    return True
