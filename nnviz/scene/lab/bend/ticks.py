"""Round numbers for an axis: few enough that each has room."""

from __future__ import annotations

import math

MOST = 4


def ticks(low: float, high: float, most: int = MOST) -> tuple[float, ...]:
    """At most ``most`` round numbers between ``low`` and ``high``, as far apart as 1, 2 or 5 of a power of
    ten."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return ()
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for times in (1, 2, 5, 10, 20):
        step = times * power
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first + 1 <= most:
            return tuple(round(k * step, 12) for k in range(first, last + 1))
    return ()
