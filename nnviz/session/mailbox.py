"""The house's one mailbox: what was computed in the background, until the window's thread takes it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

Letter = Callable[[], None]
"""What is to be done with a result, on the thread that takes it."""


class Mailbox:
    """Letters are taken in the order in which they came. ``wake`` is called, on the thread of the one who
    posts, whenever one has come: it must only see to it that :meth:`deliver` is called soon."""

    def __init__(self, wake: Callable[[], None] = lambda: None) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._letters: deque[Letter] = deque()
        self._is_closed = False

    def post(self, letter: Letter) -> None:
        """Leave a letter; after closing it is thrown away."""
        with self._lock:
            if self._is_closed:
                return
            self._letters.append(letter)
        self._wake()

    def deliver(self) -> None:
        """Take every letter that is there and do what it says."""
        while True:
            with self._lock:
                if not self._letters:
                    return
                letter = self._letters.popleft()
            letter()

    def close(self) -> None:
        """Nobody takes letters any more."""
        with self._lock:
            self._is_closed = True
            self._letters.clear()
