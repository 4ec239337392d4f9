"""A document in time: what it computes, where playback stands in it, and what moves by itself."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Camera, Document, Target, View
from nnviz.engine import Trace
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.time.refit import DONE, Refit
from nnviz.scene.view.flight import Flight
from nnviz.session.changes import Announcer, Change, Signal
from nnviz.session.importing import Importing
from nnviz.session.opened import OpenedStep
from nnviz.session.own_time import LabTime, OwnTime, StepTime
from nnviz.session.preferences import Preferences
from nnviz.session.state import Results, State

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class Player:
    """Plays a document: time runs, the camera flies, scales come to fit.

    Derived values (trace, timeline) are computed when asked for and kept while what they come from stays.
    """

    _document: Document
    _view: View
    _results: Results
    _is_playing: bool
    _is_greeting: bool
    _table: Importing | None
    _flight: Flight | None
    _refit: Refit

    def __init__(self, document: Document) -> None:
        """Look at ``document`` as it was last looked at."""
        self._announcer = Announcer()
        self._preferences = Preferences()
        self._speed = 1.0
        self._loop = False
        self.opened_step = OpenedStep()
        """What a step of training shows that is opened up."""
        self._show(document)

    @property
    def changed(self) -> Signal:
        """Says what kind of thing changed. The session alone announces."""
        return self._announcer.signal

    # what is there

    @property
    def document(self) -> Document:
        """The document as it is now."""
        return self._document

    @property
    def view(self) -> View:
        """What is looked at now."""
        return self._view

    @property
    def trace(self) -> Trace:
        """Everything the forward pass computes for the current input and overrides (batch of one)."""
        return self._results.trace

    @property
    def timeline(self) -> Timeline:
        """The phases of this network's forward pass."""
        return self._results.timeline

    @property
    def state(self) -> State:
        """All that a view shows, as one value of this moment."""
        return State(self._document, self._view, self._results)

    @property
    def moment(self) -> Moment:
        """Where playback stands."""
        return self.timeline.moment(self._view.seconds)

    @property
    def here(self) -> Target | None:
        """The unit that is looked at: the selected one, or the cell that the window under way fills."""
        return windows.here(self._document.network, self.moment, self._view.selection, self._view.pinned)

    @property
    def is_greeting(self) -> bool:
        """Whether the start page is shown in place of the page that the view says."""
        return self._is_greeting

    @property
    def table(self) -> Importing | None:
        """The table that is looked at before a network learns from it; while there is one, it is shown in
        place of the page that the view says."""
        return self._table

    @property
    def shown_page(self) -> str:
        """The page that the view says; empty while something else is shown in its place."""
        return "" if self._is_greeting or self._table is not None else self._view.page

    @property
    def is_lab_shown(self) -> bool:
        """Whether the page is the lab's, whose parts have a time of their own."""
        return self.shown_page == "lab"

    @property
    def is_step_shown(self) -> bool:
        """Whether the page is that of a training step, which has a time of its own."""
        return self.shown_page == "step"

    @property
    def is_train_shown(self) -> bool:
        """Whether the page is the one that trains, which has a time of its own."""
        return self._view.page == "train" and not self._is_greeting

    @property
    def is_playing(self) -> bool:
        """Whether time runs by itself."""
        return self._is_playing

    @property
    def is_flying(self) -> bool:
        """Whether the camera is on its way."""
        return self._flight is not None

    @property
    def is_refitting(self) -> bool:
        """Whether scales are on their way to what they show now."""
        return not self._refit.is_over

    @property
    def refit(self) -> Refit:
        """How far the scales have come to fit what a hand let go of."""
        return self._refit

    @property
    def camera_goal(self) -> Camera:
        """Where the camera is going, or stands."""
        return self._view.camera if self._flight is None else self._flight.goal

    @property
    def speed(self) -> float:
        """Timeline seconds a second."""
        return self._speed

    @property
    def loop(self) -> bool:
        """Whether playback starts again at the end."""
        return self._loop

    @property
    def preferences(self) -> Preferences:
        """What the person prefers in every window."""
        return self._preferences

    # playback

    def seek(self, seconds: float) -> None:
        """Go to a place on the timeline, clamped to the pass; a window that slides there is looked at."""
        self._follow()
        self._pass_to(seconds)

    def play(self) -> None:
        """Let time run; from the end, or where a value that isn't finite stops it, start again."""
        own = self._own_time()
        if own is not None:
            self._play_own(own)
            return
        if self._view.seconds >= self._stop_at():
            self.seek(0.0)
        self._follow()
        self._set_playing(True)

    def pause(self) -> None:
        """Hold time."""
        self._set_playing(False)

    def set_speed(self, speed: float) -> None:
        """Timeline seconds a second, 0.25 to 4."""
        self._speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        self._announcer.announce(Change.PLAYBACK)

    def set_loop(self, loop: bool) -> None:
        """Whether playback starts again at the end."""
        self._loop = loop
        self._announcer.announce(Change.PLAYBACK)

    def step(self, phases: int) -> None:
        """Pause and move by whole phases, forward or back."""
        self.pause()
        own = self._own_time()
        if own is None:
            self.seek(self.timeline.step(self._view.seconds, phases))
        elif own.runs:
            self._look(own.change, **own.stepped(phases))

    def to_start(self) -> None:
        """Pause, and go to the beginning: of the pass, or of the page's own time."""
        self.pause()
        own = self._own_time()
        if own is None:
            self.seek(0.0)
        elif own.runs:
            self._look(own.change, **own.moved(0.0))

    def to_end(self) -> None:
        """Pause, and go to the end."""
        self.pause()
        own = self._own_time()
        if own is None:
            self.seek(self.timeline.seconds)
        elif own.runs:
            self._look(own.change, **own.moved(own.end))

    def seek_own(self, seconds: float) -> None:
        """Pause, and go to a place in the page's own time; nothing where it has none."""
        self.pause()
        own = self._own_time()
        if own is not None and own.runs:
            self._look(own.change, **own.moved(seconds))

    def step_layer(self, layers: int) -> None:
        """Pause and move by whole layers, forward or back."""
        self.pause()
        self.seek(self.timeline.step_layer(self._view.seconds, layers))

    def step_window(self, count: int) -> None:
        """Pause and move by whole windows of a convolution or pooling layer, forward or back."""
        self.pause()
        self.seek(windows.step(self._document.network, self.timeline, self._view.seconds, count))

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` of the clock pass. Only the frame clock calls this."""
        self._fly(seconds)
        self._fit_scales(seconds)
        if not self._is_playing:
            return
        own = self._own_time()
        if own is not None:
            self._advance_own(own, seconds * self._speed)
            return
        target = self._view.seconds + seconds * self._speed
        end = self._stop_at()
        if target >= end and self._loop and end >= self.timeline.seconds:
            target %= self.timeline.seconds
        self._pass_to(min(target, end))
        if target >= end:
            self.pause()

    # inside

    def _show(self, document: Document) -> None:
        """Look at another document, paused and as it was last looked at; the caller announces it."""
        self._document = document
        self._view = document.view
        self._results = Results(document)
        self._is_playing = False
        self._is_greeting = False
        self._table = None
        self._flight = None
        self._refit = DONE

    def _look(self, change: Change, **parts: object) -> None:
        self._view = replace(self._view, **parts)  # type: ignore[arg-type]
        self._announcer.announce(change)

    def _own_time(self) -> OwnTime | None:
        """The time of the page that is shown, where that isn't the forward pass's."""
        if self.is_lab_shown:
            return LabTime(self._view)
        if self.is_step_shown:
            return StepTime(self._view, self.opened_step.blocks(self._document, self._view))
        return None

    def _play_own(self, own: OwnTime) -> None:
        """Let the page's own time run, where it has one."""
        if not own.runs:
            return
        if own.seconds >= own.end:
            self._look(own.change, **own.moved(0.0))
        self._set_playing(True)

    def _advance_own(self, own: OwnTime, seconds: float) -> None:
        to = own.seconds + seconds if own.runs else 0.0
        if own.runs:
            self._look(own.change, **own.moved(to))
        if not own.runs or to >= own.end:
            self.pause()

    def _pass_to(self, seconds: float) -> None:
        """Let time be there; what is looked at stays pinned if it was."""
        seconds = min(max(seconds, 0.0), self.timeline.seconds)
        if seconds != self._view.seconds:
            self._look(Change.MOMENT, seconds=seconds)

    def _follow(self) -> None:
        """Look at what time comes to."""
        if self._view.pinned:
            self._look(Change.SELECTION, pinned=False)

    def _fly(self, seconds: float) -> None:
        if self._flight is None:
            return
        flight = self._flight.after(seconds)
        self._flight = None if flight.is_over else flight
        self._look(Change.CAMERA, camera=flight.camera)

    def _fit_scales(self, seconds: float) -> None:
        if not self._refit.is_over:
            self._refit = self._refit.after(seconds)
            self._announcer.announce(Change.REFIT)

    def _stop_at(self) -> float:
        """Seconds at which playback must stop: the end, or the phase in which a value stops being finite."""
        bad = self.trace.first_non_finite()
        if bad is None:
            return self.timeline.seconds
        return max(phase.end for phase in self.timeline.phases if phase.layer == bad[0])

    def _set_playing(self, playing: bool) -> None:
        if playing != self._is_playing:
            self._is_playing = playing
            self._announcer.announce(Change.PLAYBACK)
