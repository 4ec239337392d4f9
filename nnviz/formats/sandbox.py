"""The kernel sandbox as a part of ``document.json``."""

from __future__ import annotations

import numpy as np

from nnviz.document.sandbox import (
    DILATIONS,
    LARGEST,
    OWN,
    PAD_SIZE,
    PADDINGS,
    PICTURES,
    SIZES,
    STRIDES,
    Sandbox,
    is_photo,
)
from nnviz.formats.parts import Stored
from nnviz.formats.schema import SandboxPart


def part_of(sandbox: Sandbox, drawing: Stored | None, photo: Stored | None) -> SandboxPart:
    """What is written; drawing and photograph lie in files of their own."""
    return SandboxPart(
        sandbox.picture,
        sandbox.kernel,
        sandbox.stride,
        sandbox.padding,
        sandbox.dilation,
        sandbox.window,
        drawing,
        photo,
    )


def problem_of(part: SandboxPart, drawing: np.ndarray | None, photo: np.ndarray | None) -> str | None:
    """What is wrong with a part that was read, in words that follow "is damaged: "; None: nothing."""
    size = len(part.kernel)
    if size not in SIZES or any(len(row) != size for row in part.kernel):
        return "its kernel isn't a square of 1, 3, 5 or 7 rows"
    if max(abs(cell) for row in part.kernel for cell in row) > LARGEST:
        return "a cell of its kernel is too large"
    options = (part.picture, PICTURES), (part.stride, STRIDES), (part.padding, PADDINGS)
    if any(value not in known for value, known in (*options, (part.dilation, DILATIONS))):
        return "its kernel has options that there aren't"
    if drawing is not None and drawing.shape != PAD_SIZE:
        return "its sandbox drawing has another size"
    if photo is not None and not is_photo(photo):
        return "its sandbox photograph has another size"
    if part.picture == OWN and photo is None:
        return "its sandbox photograph is missing"
    count = sandbox_of(part, drawing, photo).count
    if not all(0 <= place < most for place, most in zip(part.window, count, strict=True)):
        return "its kernel's window lies outside the picture"
    return None


def sandbox_of(part: SandboxPart, drawing: np.ndarray | None, photo: np.ndarray | None) -> Sandbox:
    """The value that was written."""
    options = part.kernel, part.stride, part.padding, part.dilation, part.window
    return Sandbox(part.picture, *options, drawing, photo)
