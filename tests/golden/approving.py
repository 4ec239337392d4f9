"""A picture beside the approved one, with a tolerance for other font rasterizers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QImage

APPROVED = Path(__file__).parent / "pictures"
KEPT = Path("build/golden")
MEAN = 0.6
"""Mean difference of a channel, of 255, that still counts as the same picture."""
FAR, FAR_SHARE = 48, 0.004
"""A channel this far off is another colour; so many pixels may have one."""


def compare(name: str, image: QImage, request: pytest.FixtureRequest) -> None:
    """Fail unless ``image`` is the approved picture ``name``; with ``--update-golden`` it becomes that."""
    drawn = array(image)
    file = APPROVED / f"{name}.png"
    if request.config.getoption("--update-golden", default=False):
        APPROVED.mkdir(exist_ok=True)
        Image.fromarray(drawn).save(file, optimize=True)
    approved = np.asarray(Image.open(file).convert("RGB"))
    assert drawn.shape == approved.shape
    difference = np.abs(drawn.astype(int) - approved)
    if differs(difference):
        _keep(file.stem, drawn, difference)
        far = (difference.max(axis=2) > FAR).mean()
        pytest.fail(
            f"{file.name} differs by {difference.mean():.2f} of 255, {100 * far:.2f} % of it far off: "
            f"see {KEPT}/{file.stem}-*.png"
        )


def differs(difference: np.ndarray) -> bool:
    """Whether two pictures whose channels differ by so much (height, width, 3) are two."""
    return bool(difference.mean() > MEAN or (difference.max(axis=2) > FAR).mean() > FAR_SHARE)


def array(image: QImage) -> np.ndarray:
    """(height, width, 3) bytes of an RGB32 image."""
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return np.ascontiguousarray(pixels[:, :, 2::-1])


def _keep(name: str, drawn: np.ndarray, difference: np.ndarray) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    Image.fromarray(drawn).save(KEPT / f"{name}-drawn.png")
    Image.fromarray(np.minimum(4 * difference, 255).astype(np.uint8)).save(KEPT / f"{name}-difference.png")
