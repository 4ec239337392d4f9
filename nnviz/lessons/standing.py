"""A lesson as it stands on a shelf: what it is, and how far somebody is in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nnviz.engine.numbers import amount
from nnviz.lessons import progress, shelf
from nnviz.lessons.glance import Glance, glance
from nnviz.lessons.progress import Progress


@dataclass(frozen=True)
class Standing:
    """``done``: which of its cards are; ``card`` is the one on which one would go on, from 0."""

    glance: Glance
    done: tuple[bool, ...]
    card: int
    has_begun: bool

    @property
    def path(self) -> Path:
        """Its file."""
        return self.glance.path

    @property
    def is_done(self) -> bool:
        """Whether every card is."""
        return bool(self.done) and all(self.done)

    @property
    def here(self) -> int | None:
        """The card that is marked as the one where one is; None where nothing has begun, or all is done."""
        return self.card if self.has_begun and not self.is_done else None

    @property
    def length(self) -> str:
        """How long it is, in words: "45 min"."""
        minutes = self.glance.minutes
        return f"{minutes:.0f} min" if minutes >= 1 else amount(len(self.done), "card")


def standing(path: Path, known: Mapping[str, Progress]) -> Standing:
    """A lesson's file, looked at; ``known`` is all that :func:`progress.everything` gives."""
    found = glance(path)
    one = known.get(progress.key_of(path), Progress())
    done = tuple(title in one.done for title in found.cards)
    return Standing(found, done, progress.next_card(found.cards, one), bool(one.card or one.done))


def bundled() -> tuple[Standing, ...]:
    """The lessons that come with nnviz, in the order in which they are taught."""
    known = progress.everything()
    return tuple(standing(shelf.bundled(name), known) for name in shelf.names())


def in_hand(on_shelf: tuple[Standing, ...]) -> Standing | None:
    """The lesson with which one goes on: the one of last time, unless it is done; else the first one that
    isn't done, else the first."""
    known = progress.everything()
    last = list(known)[-1:]
    if last:
        path = progress.path_of(last[0])
        found = next((one for one in on_shelf if one.path == path), None)
        if found is None and path.is_file():
            found = standing(path, known)
        if found is not None and not found.is_done:
            return found
    return next((one for one in on_shelf if not one.is_done), on_shelf[0] if on_shelf else None)
