"""How progress becomes movement: pure curves from 0..1 to 0..1.

Formulas: R. Penner, "Motion, Tweening, and Easing", in Programming Macromedia Flash MX (2002).
"""

from __future__ import annotations

import math

_OVERSHOOT = 1.0394
"""Makes :func:`out_back` pass its end by 4 %: the maximum of the curve is 4 c³ / (27 (c + 1)²) above 1."""


def out_cubic(t: float) -> float:
    """Fast at first, then settling."""
    return 1.0 - (1.0 - t) ** 3


def in_out_cubic(t: float) -> float:
    """Slow at both ends, quick between them."""
    return 4.0 * t**3 if t < 0.5 else 1.0 - 4.0 * (1.0 - t) ** 3


def in_out_sine(t: float) -> float:
    """Slow at both ends."""
    return 0.5 - 0.5 * math.cos(math.pi * t)


def out_back(t: float) -> float:
    """Passes its end by 4 % and comes back."""
    return 1.0 + (_OVERSHOOT + 1.0) * (t - 1.0) ** 3 + _OVERSHOOT * (t - 1.0) ** 2
