"""Where the parts of a number's steps stand on a screen, and what of them can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Document, Target
from nnviz.engine import Network
from nnviz.scene.detail.chain import ChainPage
from nnviz.scene.detail.page import Box, DetailPage
from nnviz.scene.detail.page_spots import LOCK, Spot
from nnviz.scene.time.easing import in_out_sine
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.values.model import Hit

NUMBER, STEP, USE = "page-number", "page-step", "page-use"
_SIDE_SHARE, _LEAST_SIDE = 0.28, 292.0
_NARROW = 800.0
"""Pixels: a page less wide has no cards at the right."""
_USUAL = 7
"""Letters that a number has room for: "−1.2345"."""
_LETTER = 0.6
"""The width of a digit, in sizes of its letters."""
RESULT = 1.35
"""The size of a result, in sizes of the page's text."""
_BAR = 0.42
"""The height of the batch's tallest bar, of the way between two lines."""


@dataclass(frozen=True)
class ChainPlaces:
    """``main`` is the card of the lines, ``answer`` and ``whose`` those at its right. Line 0 is at ``first``,
    ``pitch`` is the way to the next. ``left`` is where labels begin; lines go from ``line_from`` to
    ``line_to``; pills, and the right end of results, follow."""

    scale: float
    text: float
    head: Box
    main: Box
    answer: Box
    whose: Box
    first: float
    pitch: float
    left: float
    line_from: float
    line_to: float
    pill_from: float
    pill_to: float
    result: float

    def line(self, number: int) -> float:
        """The height of a line."""
        return self.first + number * self.pitch

    def across(self, value: float, page: ChainPage) -> float:
        """Where a value stands on every line."""
        share = (value - page.low) / (page.high - page.low)
        return self.line_from + share * (self.line_to - self.line_from)

    def per_pixel(self, page: ChainPage) -> float:
        """How much one pixel across a line means."""
        return (page.high - page.low) / (self.line_to - self.line_from)

    @property
    def bar(self) -> float:
        """The height of the batch's tallest bar: under the words above the first line."""
        return min(_BAR * self.pitch, self.first - self.main[1] - 2.3 * self.text)

    @property
    def has_side(self) -> bool:
        """Whether there is room for the cards at the right."""
        return self.answer[2] > self.answer[0]

    @property
    def dot(self) -> float:
        """The radius of the sample's dot."""
        return max(10.0 * self.scale, 7.0)

    def pill(self, number: int) -> Box:
        """The operation of a step, from 1."""
        y, half = self.line(number) - 0.9 * self.text, max(18.0 * self.scale, 18.0)
        return self.pill_from, y - half, self.pill_to, y + half

    def uses(self) -> tuple[Box, Box]:
        """The two halves of the switch between use and training."""
        x0, y0, x1, _ = self.whose
        pad = max(16.0 * self.scale, 10.0)
        top = y0 + pad + 1.7 * self.text
        middle = (x0 + x1) / 2
        return (x0 + pad, top, middle, top + 36.0), (middle, top, x1 - pad, top + 36.0)

    def lock(self) -> Box:
        """The button that lets a held answer go."""
        _, y0, x1, _ = self.answer
        pad = max(16.0 * self.scale, 10.0)
        return x1 - pad - 96.0, y0 + pad - 4.0, x1 - pad, y0 + pad + 32.0


@dataclass(frozen=True, eq=False)
class OpenedChain:
    """A page, where its parts stand, and how many steps have been taken: −1 before x is there."""

    document: Document
    page: ChainPage
    places: ChainPlaces
    reached: float

    def is_there(self, number: int) -> bool:
        """Whether line ``number`` has its value."""
        return self.reached >= number - 1e-6

    def spots(self) -> tuple[Spot, ...]:
        """What of the page can be pointed at, and where."""
        return chain_spots(self.places, self.page, self.reached)


def chain_places(page: DetailPage, unit: ChainPage) -> ChainPlaces:
    """The places on the same screen as those of an opened neuron."""
    x0, y0, _, _ = page.rows
    x1, y1 = page.foot[2], page.foot[3]
    gap, s, text = page.curve[0] - page.rows[2], page.scale, page.text
    side = min(max(_SIDE_SHARE * (x1 - x0), _LEAST_SIDE * max(s, 0.9)), 0.45 * (x1 - x0))
    split = x1 - side - gap
    if x1 - x0 < _NARROW:
        # The lines alone: the last of them has the answer too.
        side, split = 0.0, x1
    pad = max(16.0 * s, 10.0)
    first = y0 + pad + 3.4 * text + (0.4 * text if unit.legend else 0.0)
    bottom = y1 - pad - 1.8 * text
    pitch = (bottom - first) / (len(unit.lines) - 1)
    fold = y0 + max(0.41 * (y1 - y0), min(13.5 * text, 0.5 * (y1 - y0)))
    letters = [line.printed for line in unit.lines]
    pills = [line.text.pill for line in unit.lines if line.text is not None]
    result = x0 + (split - x0) - pad
    # No narrower than usual, so that little moves while a number is in hand.
    widest = max(_USUAL, *map(len, letters)) * _LETTER * RESULT * text
    pill_to = result - widest - 1.6 * text
    pill_from = pill_to - (max(_USUAL, *map(len, pills)) * _LETTER + 1.3) * text
    line_from = x0 + pad + max(34.0 * s, 28.0) + 5.2 * text + 0.05 * (split - x0)
    return ChainPlaces(
        s,
        text,
        page.head,
        (x0, y0, split, y1),
        (x1 - side, y0, x1, fold),
        (x1 - side, fold + gap, x1, y1),
        first,
        pitch,
        x0 + pad,
        line_from,
        pill_from - 1.2 * text,
        pill_from,
        pill_to,
        result,
    )


def chain_spots(places: ChainPlaces, unit: ChainPage, reached: float) -> tuple[Spot, ...]:
    """Everything that answers the pointer once ``reached`` steps have been taken; −1 before x is there."""
    found: list[Spot] = []
    if reached >= 0:
        x, y, half = places.across(unit.chain.x, unit), places.line(0), max(2.2 * places.dot, 18.0)
        number = Hit(NUMBER, unit.target, unit.source)
        found.append((number, (x - half, y - 18.0, x + half, y + 18.0)))
        text = 1.4 * places.text
        found.append((number, (places.pill_to, y - 1.9 * text, places.result, y + 0.4 * text)))
    for place, line in enumerate(unit.lines):
        if line.stored is not None:
            found.append((Hit(STEP, unit.target, index=(place - 1,)), places.pill(place)))
    if unit.can_train and places.has_side:
        for choice, box in enumerate(places.uses()):
            found.append((Hit(USE, unit.target, index=(choice,)), box))
    if unit.held and not unit.in_training:
        found.append((Hit(LOCK, unit.target), places.lock()))
    return tuple(found)


def steps_reached(network: Network, timeline: Timeline, moment: Moment, target: Target, count: int) -> float:
    """How many of ``count`` steps have been taken at a moment: −1 before x is there, 0 with x alone."""
    if moment.layer > target.layer:
        return float(count)
    if moment.layer < target.layer:
        return 0.0 if moment.layer > max(network.sources(target.layer)) else -1.0
    own = [phase for phase in timeline.phases if phase.layer == target.layer]
    place = moment.index - timeline.phases.index(own[0])
    return (place + in_out_sine(moment.progress)) * count / len(own)
