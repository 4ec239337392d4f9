"""A run of text: words in their styles, live values, formulas, links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from markdown_it.token import Token

from nnviz.errors import LessonError
from nnviz.lessons.prose import Formula, Link, Live, Span, Spans, Words
from nnviz.lessons.text import formulas, markdown
from nnviz.lessons.text.reader import Reader
from nnviz.lessons.text.source import Passage

LONGEST_ADDRESS = 2_000
_SCHEMES = ("http", "https")
_STRAY = {
    "{": r"A { begins a live value, {z of 1:3}, and here is no } behind it; a brace itself is \{.",
    "$$": "A $$ begins a formula, and here is no $$ behind it.",
}


def spans_of(text: Passage, reader: Reader, key: str = "text") -> Spans:
    """The spans of a text that is one run."""
    return spans(markdown.inline(text.text), text, reader, key)


def spans(tokens: Sequence[Token], text: Passage, reader: Reader, key: str = "text") -> Spans:
    """The spans of a run's tokens. What is wrong in it is kept as problems and left out."""
    run = _Run(text, reader, key)
    for token in tokens:
        run.take(token)
    return tuple(run.spans)


def plain(found: Spans) -> str:
    """The words of some spans alone."""
    return "".join(span.text for span in found if isinstance(span, Words | Link | Live))


class _Run:
    """Spans as they come, and the styles that are open."""

    def __init__(self, text: Passage, reader: Reader, key: str) -> None:
        self.spans: list[Span] = []
        self._text, self._reader, self._key = text, reader, key
        self._bold = self._italic = 0
        self._address: str | None = None
        """Where the open link leads; empty where it may not."""
        self._linked: list[str] = []

    def take(self, token: Token) -> None:
        """One token more."""
        if token.type in ("strong_open", "strong_close"):
            self._bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            self._italic += token.nesting
        elif token.type == "link_open":
            self._open(token)
        elif token.type == "link_close":
            self._close()
        else:
            with self._reader.kept():
                self._add(token)

    def _add(self, token: Token) -> None:
        kind = token.type
        if kind in ("softbreak", "hardbreak"):
            self._say(" " if kind == "softbreak" else "\n")
        elif kind in (markdown.LIVE, markdown.FORMULA, markdown.DISPLAY):
            if self._address is not None:
                raise self._error(token, "The text of a link is words alone.")
            self.spans.append(self._live(token) if kind == markdown.LIVE else self._formula(token))
        elif kind == markdown.STRAY:
            raise self._error(token, _STRAY[token.content])
        elif kind == "image":
            raise self._error(token, "A lesson has no images of its own: its pictures are the network's.")
        else:
            self._say(token.content, is_code=kind == "code_inline")

    def _say(self, text: str, is_code: bool = False) -> None:
        if self._address is not None:
            self._linked.append(text)
            return
        words = Words(text, self._bold > 0, self._italic > 0, is_code)
        last = self.spans[-1] if self.spans else None
        if isinstance(last, Words) and replace(last, text=text) == words:
            self.spans[-1] = replace(last, text=last.text + text)
        elif text:
            self.spans.append(words)

    def _live(self, token: Token) -> Live:
        at = int(token.meta["at"]) + 1
        passage = self._text.part(at, at + len(token.content))
        return Live(self._reader.expression(passage, self._key), passage.text, self._bold > 0)

    def _formula(self, token: Token) -> Formula:
        at = int(token.meta["at"]) + (2 if token.type == markdown.DISPLAY else 1)
        return Formula(formulas.check(self._text.part(at, at + len(token.content))))

    def _open(self, token: Token) -> None:
        self._address, self._linked = "", []
        with self._reader.kept():
            self._address = self._checked(token)

    def _close(self) -> None:
        text = "".join(self._linked)
        if self._address and text:
            self.spans.append(Link(text, self._address))
        self._address = None

    def _checked(self, token: Token) -> str:
        address = str(token.attrs.get("href", ""))
        try:
            parts = urlsplit(address)
            is_good = parts.scheme.lower() in _SCHEMES and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_good = False
        if not is_good or re.search(r"[\s\\\x00-\x1f]", address):
            raise self._error(token, "A link leads to an address that begins with https:// or http://.")
        if len(address) > LONGEST_ADDRESS:
            raise self._error(token, f"A link's address has at most {LONGEST_ADDRESS:,} characters.")
        return address

    def _error(self, token: Token, sentence: str) -> LessonError:
        return self._text.error(sentence, int(token.meta.get("at", 0)))
