"""Equations with live numbers, drawn as shapes in the face that formulas are typeset in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QTransform

from nnviz.scene.detail.equation import Step
from nnviz.scene.words.mathematics import Fraction, Lowered, Math, Part, Raised, Sum, inline
from nnviz.ui.theme import FLOOR

FACE = "STIX Two Math"
LINE = 100.0
"""Pixels of the letters as laid out; every other size is drawn from these shapes."""
SMALL, SMALLER = 0.7, 0.78
"""Exponents and indices, and what stands in a fraction, beside the letters around them."""
UP, DOWN = 0.38, 0.2
"""How far exponents rise and indices sink, in letters."""
AXIS, RULE, APART = 0.26, 0.045, 0.13
"""A fraction's line above the baseline, its thickness, and the room on both sides of it, in letters."""
BIG = 1.35
"""A sum's sign beside a letter."""
FULL = 0.92
"""Of the height of lines, what letters fill at most."""
ENOUGH = 0.85
"""One line is enough where its letters are at least this share of the wanted size."""
HAT = "\u0302"
"""What stands over an estimate."""
_TOKEN = re.compile(r"\d[\d.,]*(?:e−?\d+)?|[A-Za-z]\u0302|[A-Za-zα-ω]+(?!\u0302)|.", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Laid:
    """Shapes on a baseline at 0: as wide as ``width``, from −``above`` down to ``below``."""

    path: QPainterPath
    width: float
    above: float
    below: float


@dataclass(frozen=True, eq=False)
class Equation:
    """A laid out equation in letters of ``pixels``."""

    laid: Laid
    pixels: float

    @property
    def width(self) -> float:
        """Logical pixels across."""
        return self.laid.width * self.pixels / LINE

    @property
    def above_axis(self) -> float:
        """Logical pixels from the line of fractions up."""
        return (self.laid.above / LINE - AXIS) * self.pixels

    @property
    def below_axis(self) -> float:
        """Logical pixels from the line of fractions down."""
        return (self.laid.below / LINE + AXIS) * self.pixels

    def draw(self, painter: QPainter, x: float, middle: float, color: QColor) -> None:
        """Draw it with its left end at ``x``; ``middle`` is the height at which fractions have their line."""
        scale = self.pixels / LINE
        placed = QTransform.fromTranslate(x, middle + AXIS * self.pixels).scale(scale, scale)
        painter.fillPath(placed.map(self.laid.path), color)


def equation(math: Math, pixels: float) -> Equation:
    """Lay ``math`` out in letters of ``pixels`` logical pixels."""
    return Equation(_laid(math), pixels)


def fitting(math: Math, pixels: float, room: float, least: float) -> Equation:
    """The largest size down to ``least`` at which it fits ``room``; on one line where that is narrower, and
    smaller still where nothing else helps: a number cut short would be another one."""
    for form in (math, inline(math)):
        made = equation(form, pixels)
        if made.width > room:
            made = equation(form, max(pixels * room / made.width, least))
        if made.width <= room + 0.5:
            return made
    return equation(inline(math), pixels * room / equation(inline(math), pixels).width)


Piece = tuple[Math, str]
Line = list[tuple[Equation, str]]
"""Pieces side by side, and of each the phase that gives it: "" for letters, which stand from the start."""
BETWEEN = ",   "
"""What stands between two equations on one line."""


def equation_lines(steps: tuple[Step, ...], room: float, height: float, pixels: float) -> list[Line]:
    """Steps in lines that fit: all on one; else letters above numbers, or one step above the other."""
    first, last = steps[0], steps[-1]
    end: Piece = last.numbers, "activate"
    if len(steps) == 1:
        one: list[Piece] = [(first.letters, ""), end]
        two = [one[:1], one[1:]]
    else:
        one = [(first.letters, ""), ((*first.numbers, BETWEEN), "sum"), (last.letters, ""), end]
        two = [[(first.letters, ""), (first.numbers, "sum")], one[2:]]
    whole = _sized([one], room, height, pixels)
    if whole[0][0][0].pixels >= ENOUGH * pixels:
        return whole
    return max(whole, _sized(two, room, height, pixels), key=lambda lines: lines[0][0][0].pixels)


def middles(lines: list[Line], top: float, bottom: float) -> list[float]:
    """The heights at which lines have their fractions' lines: evenly apart where that is room enough for
    each, else so that there is as much room around them all."""
    height = bottom - top
    sides = [_sides([piece for piece, _ in line]) for line in lines]
    share = height / len(lines)
    if all(2 * max(side) <= share for side in sides):
        return [top + (number + 0.5) * share for number in range(len(lines))]
    gap = (height - sum(map(sum, sides))) / (len(lines) + 1)
    found, y = [], top
    for above, below in sides:
        found.append(y + gap + above)
        y = found[-1] + below
    return found


def _sides(line: Sequence[Equation]) -> tuple[float, float]:
    """How far a line reaches up and down from its middle."""
    return max(piece.above_axis for piece in line), max(piece.below_axis for piece in line)


def _sized(lines: list[list[Piece]], room: float, height: float, pixels: float) -> list[Line]:
    """All pieces in letters of one size, the largest that fits; in lines of unlike heights only where letters
    of lines alike would be too small."""
    made = [[equation(math, pixels) for math, _ in line] for line in lines]
    wide = max(sum(piece.width for piece in line) for line in made)
    sides = [_sides(line) for line in made]
    high = max(2 * max(side) for side in sides) * len(lines)
    if pixels * min(room / wide, FULL * height / high) < FLOOR:
        high = sum(map(sum, sides))
    size = pixels * min(1.0, room / wide, FULL * height / high)
    return [[(equation(math, size), phase) for math, phase in line] for line in lines]


@lru_cache(maxsize=512)
def _laid(math: Math) -> Laid:
    """The shapes are those of every size: each is looked for among several."""
    return _row(math, 1.0)


def _row(math: Math, size: float) -> Laid:
    """Parts side by side."""
    path, x, above, below = QPainterPath(), 0.0, 0.0, 0.0
    for part in math:
        laid = _part(part, size)
        path.addPath(laid.path.translated(x, 0.0))
        x += laid.width
        above, below = max(above, laid.above), max(below, laid.below)
    return Laid(path, x, above, below)


def _part(part: Part, size: float) -> Laid:
    if isinstance(part, str):
        return _letters(part, size)
    if isinstance(part, Raised):
        return _moved(_row(part.parts, SMALL * size), 0.0, -UP * LINE * size)
    if isinstance(part, Lowered):
        return _moved(_letters(part.text, SMALL * size), 0.0, DOWN * LINE * size)
    if isinstance(part, Sum):
        return _sum(part, size)
    return _fraction(part, size)


def _fraction(part: Fraction, size: float) -> Laid:
    top, bottom = _row(part.top, SMALLER * size), _row(part.bottom, SMALLER * size)
    letter = LINE * size
    width = max(top.width, bottom.width) + 0.16 * letter
    over, under = -AXIS * letter - APART * letter - top.below, -AXIS * letter + APART * letter + bottom.above
    path = top.path.translated((width - top.width) / 2, over)
    path.addPath(bottom.path.translated((width - bottom.width) / 2, under))
    path.addRect(0.0, (-AXIS - RULE / 2) * letter, width, RULE * letter)
    return Laid(path, width, top.above - over, bottom.below + under)


def _sum(part: Sum, size: float) -> Laid:
    sign, index = _letters("∑", BIG * size), _letters(part.index, SMALL * size)
    letter = LINE * size
    # The sign stands on the line of fractions with its middle.
    sink = (sign.above - sign.below) / 2 - AXIS * letter
    width = max(sign.width, index.width)
    path = sign.path.translated((width - sign.width) / 2, sink)
    under = sink + sign.below + index.above + 0.06 * letter
    path.addPath(index.path.translated((width - index.width) / 2, under))
    return Laid(path, width + 0.12 * letter, sign.above - sink, under + index.below)


def _moved(laid: Laid, x: float, y: float) -> Laid:
    return Laid(laid.path.translated(x, y), laid.width, laid.above - y, laid.below + y)


def _letters(text: str, size: float) -> Laid:
    """Letters that stand alone are quantities, in italics; words, numbers and signs are upright."""
    path, x, above, below = QPainterPath(), 0.0, 0.0, 0.0
    for token in _TOKEN.findall(text):
        is_quantity = len(token.rstrip(HAT)) == 1 and token[0].isalpha() and token not in "ΣΔ"
        shape = _shape(_italic(token[0]) + token[1:] if is_quantity else token)
        path.addPath(QTransform.fromScale(size, size).map(shape.path).translated(x, 0.0))
        x += shape.width * size
        above, below = max(above, shape.above * size), max(below, shape.below * size)
    return Laid(path, x, above, below)


@lru_cache(maxsize=2048)
def _shape(text: str) -> Laid:
    font = _font()
    path = QPainterPath()
    path.addText(QPointF(0.0, 0.0), font, text)
    box = path.boundingRect()
    width = QFontMetricsF(font).horizontalAdvance(text)
    return Laid(path, width, max(-box.top(), 0.0), max(box.bottom(), 0.0))


def _italic(letter: str) -> str:
    """A letter as mathematics writes a quantity."""
    if letter == "h":
        return "\u210e"
    for first, slanted in (("a", 0x1D44E), ("A", 0x1D434), ("α", 0x1D6FC)):
        place = ord(letter) - ord(first)
        if 0 <= place < 26:
            return chr(slanted + place)
    return letter


@cache
def _font() -> QFont:
    """The face that formulas are typeset in, which comes with what typesets them."""
    found = find_spec("ziamath")
    assert found is not None
    assert found.origin is not None
    file = Path(found.origin).parent / "fonts" / "STIXTwoMath-Regular.ttf"
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    font = QFont(families[0] if families else FACE)
    font.setPixelSize(int(LINE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
