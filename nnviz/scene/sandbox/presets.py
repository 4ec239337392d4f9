"""Well-known kernels."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from nnviz.document.sandbox import SOBEL_X, Kernel, resized

_ALONE: Mapping[str, Kernel] = MappingProxyType(
    {
        "Identity": ((0.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0)),
        "Blur": ((1 / 9,) * 3,) * 3,
        "Sharpen": ((0.0, -1.0, 0.0), (-1.0, 5.0, -1.0), (0.0, -1.0, 0.0)),
        "Sobel x": SOBEL_X,
        "Sobel y": ((-1.0, -2.0, -1.0), (0.0, 0.0, 0.0), (1.0, 2.0, 1.0)),
        "Emboss": ((-2.0, -1.0, 0.0), (-1.0, 1.0, 1.0), (0.0, 1.0, 2.0)),
        "Outline": ((-1.0, -1.0, -1.0), (-1.0, 8.0, -1.0), (-1.0, -1.0, -1.0)),
    }
)
NAMES = tuple(_ALONE)


def preset(name: str, size: int = 3) -> Kernel:
    """A kernel by name, at least 3 × 3. A blur fills its size; the others keep theirs, with zeros around."""
    size = max(size, 3)
    return ((1 / size**2,) * size,) * size if name == "Blur" else resized(_ALONE[name], size)


def name_of(kernel: Kernel) -> str | None:
    """The name of a kernel, whatever zeros lie around it; None for one of a person's own."""
    return next((name for name in NAMES if preset(name, len(kernel)) == kernel), None)
