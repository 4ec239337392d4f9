"""What a lesson says as plain words, for who hears it and for files without pictures."""

from __future__ import annotations

import re
from collections.abc import Callable

from nnviz.document import Target
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.prose import Formula, Live, Span, Spans

Values = Callable[[Live], str]
"""What a live value is now, in words for people."""
NOTHING = "?"
"""A live value of what the network hasn't got."""
_NAMES = re.compile(r"\\([A-Za-z]+)")


def words(spans: Spans, values: Values) -> str:
    """Spans as plain text."""
    return "".join(_said(span, values) for span in spans)


def asked_of(facts: Facts, it: Target | None = None) -> Values:
    """Live values, asked of a network; what it hasn't got is a question mark. ``it`` is the neuron that they
    may speak of so: the one that was clicked."""

    def value(live: Live) -> str:
        try:
            return language.shown(live.value, facts, it)
        except NNVizError:
            return NOTHING

    return value


def spoken(latex: str) -> str:
    """A formula for who hears it: its own text with commands by name."""
    return _NAMES.sub(r" \1 ", latex).replace("\\", "").strip()


def _said(span: Span, values: Values) -> str:
    if isinstance(span, Formula):
        return spoken(span.latex)
    return values(span) if isinstance(span, Live) else span.text


def minutes(count: float) -> str:
    """A length of time: "45 min", "1.5 min"."""
    return f"{round(count, 1):g} min"
