"""The error function, which NumPy has not."""

from __future__ import annotations

import math
from typing import Any

import numpy as np


def erf(x: Any) -> Any:
    """erf x by the standard library, value by value: exact near 0, and no slower than a series in NumPy."""
    x = np.asarray(x, float)
    return np.fromiter(map(math.erf, x.reshape(-1).tolist()), float, x.size).reshape(x.shape)
