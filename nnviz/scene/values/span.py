"""What is shown of one input or output: from one value to another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """What is shown of one input: from ``low`` to ``high``."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Where a value stands, 0 to 1 within what is shown."""
        return (value - self.low) / (self.high - self.low)

    def value(self, share: float) -> float:
        """The value that stands there."""
        return self.low + share * (self.high - self.low)

    def held(self, value: float) -> float:
        """The value, or the end that it lies beyond."""
        return min(max(value, self.low), self.high)
