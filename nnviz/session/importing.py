"""A table that is looked at before a network learns from it, with a past of its own."""

from __future__ import annotations

from nnviz.session.changes import Announcer, Change, Signal
from nnviz.training.intake import Intake, Sight

Entry = tuple[Intake, Sight, str]
MOST = 200
"""Steps that can be undone."""


class Importing:
    """What is chosen, and what was seen last. A step back has its own sight, so that it is there at once."""

    def __init__(self, sight: Sight, intake: Intake) -> None:
        self._announcer = Announcer()
        self._intake, self._sight = intake, sight
        self._past: list[Entry] = []
        self._future: list[Entry] = []
        self._merge: object | None = None
        self._trouble = ""

    @property
    def changed(self) -> Signal:
        """Says that something else is chosen or seen."""
        return self._announcer.signal

    @property
    def intake(self) -> Intake:
        """What is chosen."""
        return self._intake

    @property
    def sight(self) -> Sight:
        """What was seen last; of other choices, until it was looked at these."""
        return self._sight

    @property
    def trouble(self) -> str:
        """Why the last choice couldn't be followed, in a sentence; else empty."""
        return self._trouble

    @property
    def is_seen(self) -> bool:
        """Whether what is seen is what is chosen."""
        return self._sight.choices == self._intake.choices

    @property
    def undo_label(self) -> str | None:
        """Words for what undo would take back, or None."""
        return self._past[-1][2] if self._past else None

    @property
    def redo_label(self) -> str | None:
        """Words for what redo would do again, or None."""
        return self._future[-1][2] if self._future else None

    def put(
        self, intake: Intake, label: str, sight: Sight | None = None, merge: object | None = None
    ) -> None:
        """Choose something else. ``sight`` is what is seen then, where that is known. Choices in a row with
        the same ``merge`` are one step of undo."""
        if intake == self._intake and not self._trouble:
            return
        self._trouble = ""
        if intake != self._intake:
            if merge is None or merge != self._merge:
                self._past = [*self._past[1 - MOST :], (self._intake, self._sight, label)]
            self._merge = merge
            self._future.clear()
        self._show(intake, sight or self._sight)

    def see(self, sight: Sight) -> None:
        """What is chosen was looked at; nothing where something else was chosen meanwhile."""
        if sight.choices == self._intake.choices:
            self._show(self._intake, sight)

    def refuse(self, trouble: str) -> None:
        """What was chosen last can't be: say why, and be as before."""
        if not self.is_seen and self._past:
            self._intake, self._sight, _ = self._past.pop()
        self._trouble = trouble
        self._announcer.announce(Change.TABLE | Change.HISTORY)

    def undo(self) -> None:
        """Take the last choice back."""
        self._step(self._past, self._future)

    def redo(self) -> None:
        """Choose again what undo took back."""
        self._step(self._future, self._past)

    def _step(self, source: list[Entry], target: list[Entry]) -> None:
        self._merge, self._trouble = None, ""
        if source:
            intake, sight, label = source.pop()
            target.append((self._intake, self._sight, label))
            self._show(intake, sight)

    def _show(self, intake: Intake, sight: Sight) -> None:
        self._intake, self._sight = intake, sight
        self._announcer.announce(Change.TABLE | Change.HISTORY)
