"""The log file in the person's own state folder."""

from __future__ import annotations

import faulthandler
import logging
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

import platformdirs

from nnviz.plaintext import sentence

NAME = "nnviz.log"
LARGEST = 1_000_000
"""Bytes after which a new log file is begun; one old one is kept."""


class LineFormatter(logging.Formatter):
    """One line a record, whatever the names in it hold; the lines of a traceback follow it, indented, so that
    none of them can pass for a record."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record's own line."""
        return sentence(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """The traceback below it."""
        return "\n".join(f"    {sentence(line)}" for line in super().formatException(ei).split("\n"))


def log_path() -> Path:
    """Where the log lies."""
    return Path(platformdirs.user_state_dir("nnviz", appauthor=False)) / NAME


def start_logging() -> None:
    """Write everything from INFO up to the log file; once, however often it is called.

    Where the folder cannot be written the program runs on without a log.
    """
    logger = logging.getLogger("nnviz")
    logger.setLevel(logging.INFO)
    if any(isinstance(handler, RotatingFileHandler) for handler in logger.handlers):
        return
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=1, encoding="utf-8")
    except OSError as error:
        logger.warning("no log file: %s", error)
        return
    handler.setFormatter(LineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)
    # What ends the process without Python's doing leaves its trace there too.
    if not faulthandler.is_enabled():
        faulthandler.enable(_faults(path), all_threads=True)
    # Libraries may give the root logger a handler that writes to the terminal.
    logger.propagate = False


@cache
def _faults(path: Path) -> IO[str]:
    """The log once more, opened for the fault handler alone: it writes to a file that must stay open."""
    return open(path, "a", encoding="utf-8")
