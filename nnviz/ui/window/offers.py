"""Work that was never saved and can be had back: what is offered, and how it is answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from nnviz.plaintext import visible
from nnviz.scene.words.counting import amount, are
from nnviz.session.copies import Copy

DAY = 86_400.0


class Offers(QObject):
    """The copies that earlier programs left, the newest first. An answer is given to the first of them."""

    restored = Signal(object)
    """The work of this copy is wanted."""
    discarded = Signal(object)
    changed = Signal()
    """Others are offered, or none any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.copies: tuple[Copy, ...] = ()

    def offer(self, copies: tuple[Copy, ...]) -> None:
        """Offer these; nothing of them is opened."""
        self.copies = copies
        self.changed.emit()

    def restore(self) -> None:
        """The first one's work is wanted."""
        self._answer(self.restored.emit)

    def keep(self) -> None:
        """It stays where it is: the next start offers it again."""
        self._answer(lambda _copy: None)

    def discard(self) -> None:
        """It is removed for good."""
        self._answer(self.discarded.emit)

    def _answer(self, tell: Callable[[Copy], object]) -> None:
        first, *others = self.copies
        self.offer(tuple(others))
        tell(first)

    # words

    @property
    def title(self) -> str:
        """The first one's name."""
        return visible(self.copies[0].label.title)

    @property
    def origin(self) -> str:
        """When it was kept, and of which file it is."""
        label = self.copies[0].label
        return f"of {visible(label.path.name)}, {self.moment}" if label.path is not None else self.moment

    @property
    def moment(self) -> str:
        """When the first one was kept."""
        return when(self.copies[0].label.seconds)

    @property
    def safe(self) -> str:
        """How much of it there is, and how many more are offered after it."""
        count, others = self.copies[0].label.edits, len(self.copies) - 1
        more = f" {others:,} more after this one." if others else ""
        return f"{amount(count, 'edit')} {are(count)} safe.{more}"


def when(seconds: float) -> str:
    """A time as people say it: the hour today, else the day."""
    moment = datetime.fromtimestamp(seconds)
    if time.time() - seconds < DAY and moment.date() == datetime.now().date():
        return f"today at {moment:%H:%M}"
    return f"{moment:%-d %B %Y, %H:%M}" if hasattr(time, "tzset") else f"{moment:%d %B %Y, %H:%M}"
