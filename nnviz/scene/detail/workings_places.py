"""Where the arithmetic of a unit without weights stands, and what of it can be pointed at."""

from __future__ import annotations

from dataclasses import dataclass

from nnviz.document import Target
from nnviz.scene.detail.page import Box, DetailPage
from nnviz.scene.detail.page_spots import INPUT, LOCK, PHASE, SCORE, SOURCE, Spot
from nnviz.scene.detail.workings import Workings
from nnviz.scene.values.model import Hit

CONSTANT = "page-constant"
MOST_LINES = 12
"""Operands with lines of their own."""
_NUMBER = 5.6
"""The width of a number's plate, in sizes of the page's text."""
_WINDOW_SHARE = 0.62
"""The part of the card that a window may take."""
_LARGEST_CELL = 96.0
_LEAST_CELL = 2.7
"""A cell with a number in it, in sizes of the text."""


@dataclass(frozen=True)
class WorkingsPlaces:
    """``cell`` is the side of a window's cells, its corner at (``left``, ``top``); 0 without one."""

    page: DetailPage
    cell: float
    left: float
    top: float

    @property
    def shows_numbers(self) -> bool:
        """Whether a cell is large enough for its number."""
        return self.cell >= _LEAST_CELL * self.page.text

    def cell_box(self, row: int, column: int) -> Box:
        """One cell of the window."""
        x, y = self.left + column * self.cell, self.top + row * self.cell
        return x, y, x + self.cell, y + self.cell

    def line(self, number: int) -> float:
        """The middle of a line of operands; the result's comes after them."""
        return self.page.row(number)

    def number_box(self, number: int) -> Box:
        """The plate of an operand's number."""
        columns, y, half = self.page.columns, self.line(number), 0.46 * min(self.page.pitch, 46.0)
        right = columns.sum_from - 1.2 * self.page.text
        return right - _NUMBER * self.page.text, y - half, right, y + half

    def result_box(self, of: Workings) -> Box:
        """Where the result stands, to be taken in hand."""
        if of.form != "window":
            return self.number_box(min(len(of.operands), MOST_LINES))
        x0, y0, x1, y1 = self.results
        half = 1.1 * self.page.text
        y = y0 + (y1 - y0) * (len(of.between) + 0.5) / (len(of.between) + 1)
        return x0, y - half, x1, y + half

    def lock(self, of: Workings) -> Box:
        """The chip that lets a held number go: in its row, or below what is made of a window."""
        text = self.page.text
        if of.form == "window":
            left, y = self.results[0], self.results[3] + 3.4 * text
        else:
            left, y = self.page.columns.left + 8.6 * text, self.line(min(len(of.operands), MOST_LINES))
        return left, y - 18.0, left + 5.4 * text, y + 18.0

    @property
    def results(self) -> Box:
        """Right of a window: what is made of it."""
        x0, y0, x1, y1 = self.page.rows
        pad = max(20.0 * self.page.scale, 12.0)
        left = x0 + _WINDOW_SHARE * (x1 - x0) + pad
        middle, half = (y0 + y1) / 2, 4.2 * self.page.text
        return left, middle - half, x1 - pad, middle + half


def workings_places(page: DetailPage, of: Workings) -> WorkingsPlaces:
    """The places on one screen."""
    rows, columns = of.size
    if not rows:
        return WorkingsPlaces(page, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = page.rows
    pad = max(20.0 * page.scale, 12.0)
    head = 2.6 * page.text
    room = _WINDOW_SHARE * (x1 - x0) - 2 * pad, y1 - y0 - head - 2 * pad
    cell = min(room[0] / columns, room[1] / rows, _LARGEST_CELL * max(page.scale, 0.7))
    left = x0 + pad + (room[0] - cell * columns) / 2
    return WorkingsPlaces(page, cell, left, y0 + head + pad + (room[1] - cell * rows) / 2)


def workings_spots(
    places: WorkingsPlaces, target: Target, of: Workings, phases: int, reached: tuple[bool, bool], held: str
) -> tuple[Spot, ...]:
    """Everything that answers the pointer. ``reached``: whether the inputs have arrived, and z."""
    arrived, summed = reached
    found: list[Spot] = []
    if of.form == "window":
        found += _cells(places, target, of) if arrived else []
    else:
        found += _lines(places, target, of, arrived)
    if held:
        found.append((Hit(LOCK, target), places.lock(of)))
    if summed:
        found.append((Hit(SCORE, target), places.result_box(of)))
    for index, box in enumerate(places.page.chips(phases)):
        found.append((Hit(PHASE, target, index=(index,)), box))
    return tuple(found)


def _cells(places: WorkingsPlaces, target: Target, of: Workings) -> list[Spot]:
    if not places.shows_numbers:
        return []
    return [
        (Hit(INPUT, target, one.source), places.cell_box(*divmod(place, of.size[1])))
        for place, one in enumerate(of.operands)
        if one.source is not None
    ]


def _lines(places: WorkingsPlaces, target: Target, of: Workings, arrived: bool) -> list[Spot]:
    found: list[Spot] = []
    for place, one in enumerate(of.operands[:MOST_LINES]):
        box = places.number_box(place)
        if one.source is not None:
            name = (places.page.columns.left, box[1], box[0], box[3])
            found.append((Hit(SOURCE, target, one.source), name))
            if arrived:
                found.append((Hit(INPUT, target, one.source), box))
        elif one.stored is not None:
            found.append((Hit(CONSTANT, target, index=(place,)), box))
    return found
