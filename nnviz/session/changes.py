"""What a session announces: the kinds of change, and the one signal that carries them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Flag, auto

from nnviz.document import Document


class Change(Flag):
    """What kind of thing changed; each view decides whether that concerns it."""

    DOCUMENT = auto()
    """Another document was opened."""
    NETWORK = auto()
    """Weights, biases, activation functions or layers."""
    INPUT = auto()
    OVERRIDES = auto()
    NOTES = auto()
    DRAFT = auto()
    """The list of layers on the build page, whether its shapes fit or not, or which of them is chosen."""
    SANDBOX = auto()
    """What the kernel sandbox shows."""
    LAB = auto()
    """What is laid out in the activation lab, or looked at there."""
    TRAINING = auto()
    """What the Train page keeps: examples, recipe, runs; or a run that goes on."""
    TABLE = auto()
    """What is chosen or seen of a table that is looked at before a network learns from it."""
    SELECTION = auto()
    CAMERA = auto()
    MOMENT = auto()
    """The place on the timeline."""
    PLAYBACK = auto()
    """Playing or paused, speed, loop."""
    THEME = auto()
    PAGE = auto()
    """Another page of the window, such as run or build, or the start page."""
    TINT = auto()
    """The scale of activation colours."""
    DETAIL = auto()
    """What is shown of a large network: folds, paths, reasons, weights as heat strips."""
    SHOWN = auto()
    """What is told: the narration, or values that the pass hasn't reached."""
    HISTORY = auto()
    """What can be undone, or whether there is unsaved work."""
    PREFERENCES = auto()
    """What the person prefers in every window: reduced motion, the map."""
    HELD = auto()
    """A hand let go: what was held still may be drawn exactly."""
    LESSON = auto()
    """A lesson was opened or closed, another card, something done or answered."""
    REFIT = auto()
    """Scales that were held still are on their way to fit."""


VALUES = Change.DOCUMENT | Change.NETWORK | Change.INPUT | Change.OVERRIDES
"""The changes after which every computed number may be another."""


Listener = Callable[[Change], None]


class Signal:
    """A session's announcements, as others see them: one can listen, and nothing else."""

    def __init__(self, listeners: list[Listener]) -> None:
        self._listeners = listeners

    def connect(self, listener: Listener) -> None:
        """Call ``listener`` at every change from now on."""
        self._listeners.append(listener)

    def disconnect(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self._listeners.remove(listener)


class Announcer:
    """A session's own end of its signal: calls the listeners with a Change, on the caller's thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self.signal = Signal(self._listeners)

    def announce(self, change: Change) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(change)


def difference(before: Document, after: Document) -> Change:
    """What kind of thing differs between two documents of one history."""
    change = Change(0)
    if after.network is not before.network:
        change |= Change.NETWORK
    if after.input is not before.input:
        change |= Change.INPUT
    if after.overrides is not before.overrides:
        change |= Change.OVERRIDES
    if after.notes != before.notes:
        change |= Change.NOTES
    if after.draft is not before.draft:
        change |= Change.DRAFT
    if after.sandbox is not before.sandbox:
        change |= Change.SANDBOX
    if after.lab is not before.lab:
        change |= Change.LAB
    if after.training is not before.training:
        change |= Change.TRAINING
    return change
