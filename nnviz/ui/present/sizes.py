"""How large a page is shown to a hall: so that its smallest letters reach the floor.

A unit, u, is a thousandth of the height of the class's display. A page is laid out in pixels of its own, and
all of it is magnified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nnviz.ui.theme import FLOOR, HALL_FLOOR

UNITS = 1000.0
SMALL, TEXT, LARGE, STATEMENT = 28.0, 34.0, 46.0, 52.0
"""Sizes of letters before a hall, in units; with those of the formula, no more than these."""


@dataclass(frozen=True)
class PageSize:
    """``floor`` are the page's smallest letters in its own pixels; narrower than ``width`` or lower than
    ``height`` it can't be laid out, and scrolls. The ``head`` of it is not for a hall."""

    floor: float = FLOOR
    width: int = 0
    height: int = 0
    head: int = 0


PAGES: Mapping[str, PageSize] = MappingProxyType(
    {
        "run": PageSize(),
        "lab": PageSize(16.0, width=900, height=592, head=52),
        "kernels": PageSize(17.0, width=1024, height=605, head=33),
        "build": PageSize(width=760),
        "train": PageSize(),
        "step": PageSize(15.0),
    }
)


@dataclass(frozen=True)
class Magnified:
    """A display of ``width`` × ``height`` pixels that shows a page ``times`` larger than it is laid out."""

    width: int
    height: int
    times: float

    @property
    def unit(self) -> float:
        """A unit in the page's own pixels."""
        return self.height / UNITS / self.times

    @property
    def size(self) -> tuple[int, int]:
        """The display in the page's own pixels, whole; the last one may lie half beside it."""
        return -int(-self.width // self.times), -int(-self.height // self.times)

    def px(self, units: float) -> int:
        """Units in whole pixels of the page."""
        return round(units * self.unit)


def magnified(page: str, width: int, height: int) -> Magnified:
    """How a page is shown on a display of ``width`` × ``height`` pixels."""
    return Magnified(width, height, HALL_FLOOR * height / PAGES[page].floor)
