"""A path back as words: neuron and w·x at each step, on further lines where the panel is narrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF

from nnviz.document import Document, Target
from nnviz.scene.why.paths import Link
from nnviz.scene.words import names
from nnviz.scene.words.numbers import signed
from nnviz.ui.run.inspector.section import number_token
from nnviz.ui.style import Look

MOST_STEPS = 3
"""Longer paths are told by their ends."""
INDENT = 18.0
"""Pixels that further lines start to the right."""


@dataclass(frozen=True)
class Word:
    """A piece of text, ``x`` pixels from the left on line ``line`` of its path."""

    x: float
    line: int
    text: str
    font: QFont
    token: str


def path_words(document: Document, chain: tuple[Link, ...], look: Look, width: float) -> list[Word]:
    """All words of a path in ``width`` pixels: a step that finds no room goes on to the next line."""
    plain, bold = look.font(14), look.font(14, 700)
    steps = [(_short(document, link.source), signed(link.product, 2), link.product) for link in chain]
    if len(steps) > MOST_STEPS:
        steps = [*steps[:2], ("…", "", 0.0), steps[-1]]
    found: list[Word] = []
    x, line = 0.0, 0
    for place, (name, product, value) in enumerate(steps):
        token = number_token(value, look.theme)
        parts = [("←  " if place else "", plain, "ink3"), (f"{name} ", plain, "ink2"), (product, bold, token)]
        widths = [QFontMetricsF(font).horizontalAdvance(text) for text, font, _ in parts]
        if place and x + sum(widths) > width:
            x, line = INDENT, line + 1
        for (text, font, ink), wide in zip(parts, widths, strict=True):
            found.append(Word(x, line, text, font, ink))
            x += wide
        x += 10 * look.s
    return found


def path_lines(document: Document, chain: tuple[Link, ...], look: Look, width: float) -> int:
    """How many lines a path takes."""
    return 1 + max(word.line for word in path_words(document, chain, look, width))


def _short(document: Document, target: Target) -> str:
    """A step of a path: a neuron's number, a pixel with its place, or a name cut short."""
    return names.short(names.unit(document, target.layer, target.unit).removeprefix("neuron "))
