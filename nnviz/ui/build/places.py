"""Where the rows of the list stand, in the spec's pixels from the top of the list."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

ROW, GAP = 74.0, 8.0
PANEL = 80.0
"""Height of the panel between two rows that don't fit."""
OPENED = 66.0
"""Height of the gap that opens where a dragged layer would go."""
PITCH = ROW + GAP
FIRST = 42.0
"""Where the first row starts, under the column heads."""


@dataclass(frozen=True)
class RowPlaces:
    """Rows 0 (the input) to ``count``; ``panel_before`` has the mismatch above it, 0 for none.

    ``gap`` is the number that a dragged layer would get, 0 for none; ``lifted`` the row that is being
    dragged, 0 for none: it takes no room. The panel and a lifted row don't go together.
    """

    count: int
    panel_before: int = 0
    gap: int = 0
    lifted: int = 0

    def top(self, number: int) -> float:
        """The upper edge of a row."""
        above = number - (1 if 0 < self.lifted < number else 0)
        y = FIRST + above * PITCH
        if self.panel_before and number >= self.panel_before:
            y += PANEL - GAP
        if self.gap and above >= self.gap:
            y += OPENED + GAP
        return y

    @property
    def panel(self) -> float:
        """The upper edge of the mismatch panel."""
        return self.top(self.panel_before) - PANEL

    @property
    def gap_top(self) -> float:
        """The upper edge of the gap."""
        y = FIRST + self.gap * PITCH
        # A gap between the two rows that don't fit opens above what is said about them.
        if self.panel_before and self.gap > self.panel_before:
            y += PANEL - GAP
        return y

    @property
    def end(self) -> float:
        """The lower edge of the last row."""
        rows = self.count + 1 - (1 if self.lifted else 0)
        y = FIRST + rows * PITCH
        if self.panel_before:
            y += PANEL - GAP
        if self.gap:
            y += OPENED + GAP
        return y

    def row_at(self, y: float) -> int | None:
        """The row at a height, None between rows."""
        tops = [self.top(number) for number in range(self.count + 1)]
        number = bisect_right(tops, y) - 1
        return number if number >= 0 and number != self.lifted and y <= tops[number] + ROW else None

    def gap_at(self, y: float) -> int:
        """The number that a layer dropped at this height would get: its gap is the nearest one."""
        most = self.count + (0 if self.lifted else 1)
        gaps = (RowPlaces(self.count, self.panel_before, at, self.lifted) for at in range(1, most + 1))
        return min(gaps, key=lambda places: abs(places.gap_top + OPENED / 2 - y)).gap

    def seen(self, top: float, bottom: float) -> range:
        """The rows between two heights, roughly and never too few."""
        first = int((top - FIRST - PANEL - OPENED) // PITCH) - 1
        last = int((bottom - FIRST) // PITCH) + 2
        return range(max(first, 0), min(last, self.count) + 1)
