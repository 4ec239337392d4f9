"""The cards' pictures: kept from start to start by what they show, else drawn in the background."""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from PySide6.QtGui import QImage

import nnviz
from nnviz import formats
from nnviz.document import Document
from nnviz.errors import NNVizError
from nnviz.formats.fingerprint import fingerprint
from nnviz.session.worker import Worker
from nnviz.ui.export.image import png
from nnviz.ui.start.glimpses import drawn

LOGGER = logging.getLogger("nnviz")
LARGEST = 8 * 2**20
"""Bytes of a file that is read for a picture: a larger one takes too long for a glance."""
MOST = 120
"""Pictures kept, the newest ones."""


@dataclass(frozen=True)
class Print:
    """How a picture is drawn: logical pixels, pixel ratio, the theme's name."""

    size: tuple[int, int]
    ratio: float
    theme: str


@dataclass(frozen=True)
class Found:
    """What a card learns of its file: the document, None for one that can't be read, and its picture."""

    document: Document | None
    image: QImage


Finder = Callable[[Path, Print], Found]
"""Reads a file and looks for its picture, or draws it; touches no widget."""


class Album:
    """Gives pictures one after the other: what is asked for while one is drawn waits in here, and is gone
    with the window."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._waiting: dict[Path, tuple[Finder, Print, Callable[[Found], None]]] = {}
        self._is_busy = False

    def want(
        self, file: Path, form: Print, then: Callable[[Found], None], finder: Finder | None = None
    ) -> None:
        """Have a picture of ``file``, by default of a network's; ``then`` gets it on the window's thread. Of
        one file the last wish counts."""
        self._waiting[file] = finder or find, form, then
        self._next()

    def _next(self) -> None:
        if self._is_busy or not self._waiting:
            return
        self._is_busy = True
        file = next(iter(self._waiting))
        finder, form, then = self._waiting.pop(file)

        def came(found: Found) -> None:
            self._is_busy = False
            then(found)
            self._next()

        def failed(error: Exception) -> None:
            LOGGER.warning("the picture of %s: %s", file.name, error)
            came(Found(None, QImage()))

        self._worker.compute("card", lambda: finder(file, form), came, failed)


def find(file: Path, form: Print) -> Found:
    """Read a file and look for its picture, or draw it. Touches no widget."""
    mark = fingerprint(file)
    if mark is None or mark.size > LARGEST:
        return Found(None, QImage())
    try:
        document, _ = formats.open_any(file)
    except NNVizError:
        return Found(None, QImage())
    made_of = (nnviz.__version__, mark.digest.hex(), form)
    kept = home() / f"{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}.png"
    image = QImage(str(kept))
    if image.isNull():
        image = drawn(document, form.size, form.theme, form.ratio)
        with contextlib.suppress(OSError):
            keep(kept, image)
    image.setDevicePixelRatio(form.ratio)
    return Found(document, image)


def home() -> Path:
    """The folder of all pictures, in the person's cache."""
    return Path(platformdirs.user_cache_dir("nnviz", appauthor=False)) / "cards"


def keep(file: Path, image: QImage) -> None:
    """Write it whole or not at all, and let the oldest go."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(png(image))
    part.replace(file)
    others = sorted(file.parent.glob("*.png"), key=lambda other: other.stat().st_mtime)
    for other in others[:-MOST]:
        other.unlink(missing_ok=True)
