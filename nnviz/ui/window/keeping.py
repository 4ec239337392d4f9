"""What a window does so that unsaved work outlives it: copies while one works, offers at the next start."""

from __future__ import annotations

import logging

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from nnviz.errors import NNVizError
from nnviz.session import Session, copies
from nnviz.session.copies import Copy
from nnviz.session.recovery import EVERY, Picture, Recovery
from nnviz.session.worker import Worker
from nnviz.ui.export.image import thumbnail
from nnviz.ui.window import dialogs
from nnviz.ui.window.main_window import MainWindow
from nnviz.ui.window.pages import RUN

LOGGER = logging.getLogger("nnviz")
LOOK_EVERY, PICTURE_EVERY = 500, 30_000
"""Milliseconds between two looks at whether a copy is due, and between two pictures for it."""


class Keeping(QObject):
    """Joins a session's recovery copies, a window with its bar, and the worker."""

    def __init__(
        self,
        session: Session,
        window: MainWindow,
        worker: Worker,
        every: float = EVERY,
        look: int = LOOK_EVERY,
    ) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.recovery = Recovery(session, worker, self._picture, every=every)
        self._has_told = False
        self._pictured = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(look)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        window.offers.restored.connect(self._restore)
        window.offers.discarded.connect(lambda copy: copy.discard())

    def offer(self) -> None:
        """Tell of work that earlier programs left. Nothing of it is opened."""
        self._window.offers.offer(copies.found())

    def stop(self, keep: bool) -> None:
        """The window closes; ``keep`` leaves a copy of what isn't saved."""
        self._timer.stop()
        if keep:
            self.recovery.write_now()
        self.recovery.close(keep)

    def _look(self) -> None:
        self.recovery.tick()
        if self.recovery.trouble and not self._has_told:
            self._has_told = True
            self._window.recovery.warn(self.recovery.trouble)

    def _restore(self, copy: Copy) -> None:
        if not self._window.commands.may_leave():
            # It is offered again at the next start.
            return
        try:
            document = copy.open()
        except NNVizError as error:
            LOGGER.warning("restore: %s", error)
            dialogs.show_error(self._window, "Could not restore", error)
            return
        self._session.restore(document, copy.label.path, copy.label.on_disk)
        self.recovery.adopt(copy)
        LOGGER.info("restored %s", copy.label.title)
        self._window.commands.tell_shared()

    def _picture(self) -> Picture:
        """The canvas as it is, to be made small and packed by the worker."""
        is_new = not self._pictured.isValid() or self._pictured.hasExpired(PICTURE_EVERY)
        if not is_new or not self._window.pages.has(RUN):
            return bytes
        self._pictured.start()
        image = self._window.run.picture()
        return lambda: thumbnail(image)
