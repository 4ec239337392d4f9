"""Ctrl-C, pressed once or five times in a row: what it stops ends whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def once() -> Iterator[None]:
    """The first Ctrl-C raises ``KeyboardInterrupt`` here, later ones do nothing: neither to what is written
    then nor, once the first has come, to the end of the process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if not pressed:
            pressed = True
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        if not pressed:
            signal.signal(signal.SIGINT, before)
