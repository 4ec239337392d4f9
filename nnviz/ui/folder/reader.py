"""Reads a folder's pictures in the background: a few of each class first, then all of them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnviz.data.folders import FolderChoices, FolderGuess, PicturesRead, pictures_of
from nnviz.data.folders.reading import picture
from nnviz.errors import NNVizError, PictureError
from nnviz.ui.guard import report
from nnviz.ui.window.background import Background

LOGGER = logging.getLogger("nnviz")
SHOWN = 12
"""Pictures of each class that are shown."""
SHOWN_CLASSES = 100
"""Classes of which some are."""

Few = tuple[tuple[np.ndarray, ...], ...]
"""A few pictures of each class, (channels, side, side) each."""


@dataclass
class FolderReader:
    """One way to take the pictures at a time; a new one, or :meth:`stop`, ends the one before. ``changed`` is
    called on the window's thread whenever something has come."""

    background: Background
    guess: FolderGuess
    changed: Callable[[], None]

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self.few: Few = ()
        self.whole: PicturesRead | None = None
        self.error: NNVizError | None = None
        self.share = 0.0
        """How much is read, 0..1; written by the worker."""

    def start(self, choices: FolderChoices) -> None:
        """Read all pictures in this way. The few that are shown stay until the new ones are there."""
        self.stop()
        self._stop = stop = threading.Event()
        self.whole, self.error, self.share = None, None, 0.0
        guess = self.guess

        def is_wanted() -> bool:
            return not (stop.is_set() or self.background.is_closed())

        def tell(share: float) -> None:
            if not stop.is_set():
                self.share = share

        def came(found: Few | PicturesRead | NNVizError) -> None:
            if not stop.is_set():
                self._keep(found)

        def failed(error: Exception) -> None:
            came(error) if isinstance(error, NNVizError) else report(error)

        worker = self.background.long
        worker.compute(f"{id(stop)} few", lambda: a_few(guess, choices, is_wanted), came, failed)
        worker.compute(f"{id(stop)} all", lambda: pictures_of(guess, choices, tell, is_wanted), came, failed)

    def _keep(self, found: Few | PicturesRead | NNVizError) -> None:
        if isinstance(found, PicturesRead):
            self.whole = found
            LOGGER.info("read %s pictures of %s", len(found.data), self.guess.path)
        elif isinstance(found, NNVizError):
            self.error = found
        else:
            self.few = found
        self.changed()

    def stop(self) -> None:
        """Nobody waits any more."""
        self._stop.set()


def a_few(guess: FolderGuess, choices: FolderChoices, is_wanted: Callable[[], bool]) -> Few:
    """The first pictures of each class that can be unpacked."""
    found = []
    for each in guess.classes[:SHOWN_CLASSES]:
        pictures = []
        for file in each.files[:SHOWN]:
            if not is_wanted():
                return ()
            try:
                pictures.append(picture(file, choices))
            except PictureError:
                continue
        found.append(tuple(pictures))
    return tuple(found)
