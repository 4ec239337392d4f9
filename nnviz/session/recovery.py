"""Keeping a second copy of unsaved work while it is done."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnviz.document import Document
from nnviz.errors import NNVizError
from nnviz.session.changes import Change
from nnviz.session.copies import Copy, Label, OwnCopy
from nnviz.session.session import Session
from nnviz.session.worker import Worker

LOGGER = logging.getLogger("nnviz")
EVERY = 9.0
"""Seconds after which an edit is written: with two looks a second at most ten are ever lost."""

Picture = Callable[[], bytes]
"""A job for the worker that gives a PNG."""


class Recovery:
    """Watches a session and has the worker write a copy: when a hand lets go, and at the latest some
    seconds after an edit. One that can't be written is tried again after as many. Saved or undone work needs
    none, and its copy goes."""

    def __init__(
        self,
        session: Session,
        worker: Worker,
        picture: Callable[[], Picture] | None = None,
        place: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        every: float = EVERY,
    ) -> None:
        """``picture`` is asked on the session's own thread and gives what the worker then does."""
        self._session, self._worker, self._picture = session, worker, picture
        self._place, self._clock, self._every = place, clock, every
        self._own: OwnCopy | None = None
        self._written: Document | None = None
        self._last = clock()
        self._edits = 0
        self._adopted: Copy | None = None
        self._before = session.own.document
        self.trouble = ""
        """Why no copy can be written; empty while all is well."""
        session.changed.connect(self._follow)

    def tick(self) -> None:
        """Write a copy if one is due. Whoever owns a timer calls this twice a second."""
        is_due = self._clock() - self._last >= self._every
        if is_due and self._is_new() and self._session.has_unsaved_work:
            self._write()

    def write_now(self) -> None:
        """Write what isn't written yet, and wait for it: the program is told to end."""
        if self._is_new() and self._session.has_unsaved_work:
            self._write()
        self._worker.wait()

    def adopt(self, copy: Copy) -> None:
        """The session goes on with this copy's work; it is removed once the session has a copy of its own."""
        self._edits, self._adopted = copy.label.edits, copy
        self._write()

    def discard(self) -> None:
        """The work is saved, or the person doesn't want it."""
        self._worker.submit("copy", self._remove)

    def close(self, keep: bool) -> None:
        """Stop watching; ``keep`` leaves the copy for the next start."""
        self._session.changed.disconnect(self._follow)
        if not keep:
            self.discard()
        self._worker.wait()
        if keep and self._own is not None:
            self._own.leave()

    # inside

    def _follow(self, change: Change) -> None:
        document = self._session.own.document
        if document is not self._before:
            self._before = document
            self._edits = 0 if change & Change.DOCUMENT else self._edits + 1
        if not self._session.has_unsaved_work:
            if self._written is not None:
                self._written = None
                self.discard()
            self._edits = 0
        elif change & Change.HELD and self._is_new():
            self._write()

    def _is_new(self) -> bool:
        # While there is trouble, what was to be written isn't; the next write says whether it is over.
        return self._session.own.document is not self._written or bool(self.trouble)

    def _write(self) -> None:
        session = self._session
        own = session.own
        document = replace(own.document, view=own.view)
        label = Label(document.title, own.file.path, time.time(), self._edits, own.file.on_disk)
        picture = self._picture() if self._picture is not None else bytes
        self._written, self._last = own.document, self._clock()
        self._worker.submit("copy", lambda: self._put(document, label, picture))

    # on the worker's thread

    def _put(self, document: Document, label: Label, picture: Picture) -> None:
        try:
            if self._own is None:
                self._own = OwnCopy(self._place)
            self._own.write(document, label, picture())
            self.trouble = ""
            self._let_adopted_go()
        except (OSError, NNVizError) as problem:
            LOGGER.warning("no recovery copy: %s", problem)
            self.trouble = "Work that isn’t saved has no second copy: the state folder can’t be written."

    def _remove(self) -> None:
        own, self._own = self._own, None
        if own is not None:
            own.remove()
        self._let_adopted_go()

    def _let_adopted_go(self) -> None:
        adopted, self._adopted = self._adopted, None
        if adopted is not None:
            adopted.discard()
