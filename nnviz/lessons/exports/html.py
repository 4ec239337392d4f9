"""Spans as HTML for learning platforms: formulas as \\( \\), which their own typesetters read."""

from __future__ import annotations

import re
from html import escape

from nnviz.lessons.prose import Formula, Live, Span, Spans, Words
from nnviz.lessons.saying import Values

OTHER = "□"
_NO_TEXT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no file of text may hold: XML 1.0, section 2.2."""
_TYPESET = re.compile(r"(\\(?=[(\[])|\$(?=\$))")
"""What a typesetter would take for the beginning of a formula."""


def html(spans: Spans, values: Values) -> str:
    """Spans as HTML in which nothing of theirs is markup."""
    return "".join(_span(span, values) for span in spans)


def text(words: str) -> str:
    """Plain words as they can stand in any file."""
    return _NO_TEXT.sub(OTHER, words)


def _span(span: Span, values: Values) -> str:
    if isinstance(span, Formula):
        return rf"\({escape(text(span.latex), quote=False)}\)"
    if isinstance(span, Live):
        shown = _words(values(span))
        return f"<strong>{shown}</strong>" if span.bold else shown
    if isinstance(span, Words):
        return _styled(span, _words(span.text))
    return f'<a href="{escape(text(span.address))}">{_words(span.text)}</a>'


def _styled(span: Words, inside: str) -> str:
    for is_so, tag in ((span.code, "code"), (span.italic, "em"), (span.bold, "strong")):
        if is_so:
            inside = f"<{tag}>{inside}</{tag}>"
    return inside


def _words(words: str) -> str:
    lines = re.split("\r\n|\r|\n", text(words))
    return "<br>".join(_apart(escape(line, quote=False)) for line in lines)


def _apart(line: str) -> str:
    return _TYPESET.sub(r"<span>\1</span>", line)
