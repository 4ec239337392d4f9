"""What counts as a fault inside the process: an exception that reached Qt, a warning, an error in the log."""

from __future__ import annotations

import logging
import sys
import traceback
import warnings
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

QUIET = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
OF_THE_PLATFORM = "This plugin does not support"
"""The offscreen platform says this of itself, whatever the program does."""


class Faults(logging.Handler):
    """Collects faults; ``found`` holds each once, as text that starts with its kind."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def install(self) -> None:
        """Listen to everything that may complain. Call it once the program has set its own hooks."""
        logging.getLogger("nnviz").addHandler(self)
        self._report = sys.excepthook
        sys.excepthook = self._raised
        qInstallMessageHandler(self._said)
        warnings.simplefilter("default")
        warnings.showwarning = self._warned

    def add(self, text: str) -> None:
        """Keep a fault that isn't known yet."""
        if text not in self.found:
            self.found.append(text)

    def emit(self, record: logging.LogRecord) -> None:
        """An ERROR in the log; exceptions come here by the program's own reporter, and were met before it."""
        if not record.getMessage().startswith(("unexpected", "again")):
            self.add(f"log: {record.getMessage()}")

    def _raised(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.add("exception: " + "".join(traceback.format_exception(kind, error, trace)))
        self._report(kind, error, trace)

    def _said(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind not in QUIET and OF_THE_PLATFORM not in message:
            # The Python that was running when Qt complained is most often what made it complain.
            self.add(f"Qt: {message}\n" + "".join(traceback.format_stack(limit=8)))

    def _warned(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
        **_: Any,
    ) -> None:
        self.add(f"warning: {category.__name__}: {message} ({filename}:{lineno})")
