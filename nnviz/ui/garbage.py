"""When Python takes cyclic garbage away: between two events of the window's thread, and at no other time.

By itself Python collects wherever the next object happens to be made. That may be on the thread that trains,
or inside a call of Qt's that holds a lock. Where a part of a window is among the garbage, its end belongs to
the window's thread, and waits for that very lock.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 200


def collect_due() -> None:
    """Collect where as much has come together as Python would have waited for. All that there is, which takes
    as long as several frames, ten times more seldom."""
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation, patience in ((2, 10), (1, 1), (0, 1)):
        if counts[generation] > patience * limits[generation]:
            gc.collect(generation)
            return


@contextmanager
def between_events(parent: QObject) -> Iterator[None]:
    """Collect from a timer of the thread that ``parent`` lives on; afterwards as before."""
    was_on = gc.isenabled()
    timer = QTimer(parent)
    timer.setInterval(EVERY_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    gc.disable()
    try:
        yield
    finally:
        timer.stop()
        if was_on:
            gc.enable()
