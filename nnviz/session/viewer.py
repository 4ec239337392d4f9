"""What is looked at: one document, what it computes, and where one stands before it and in its time."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Camera, Document, Target, View
from nnviz.document.draft import row_of
from nnviz.document.lab import LabView
from nnviz.document.views import fitted
from nnviz.engine import Trace
from nnviz.scene.lab import steps
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.time.refit import DONE, Refit
from nnviz.scene.view.flight import Flight
from nnviz.session.changes import VALUES, Announcer, Change, Signal, difference
from nnviz.session.preferences import Preferences
from nnviz.session.state import Results, State

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class Viewer:
    """Shows a document. What a person does here changes where one looks, never the document.

    Derived values (trace, timeline) are computed when asked for and kept while what they come from stays.
    """

    _document: Document
    _view: View
    _results: Results
    _is_playing: bool
    _is_greeting: bool
    _flight: Flight | None
    _refit: Refit

    def __init__(self, document: Document) -> None:
        """Look at ``document`` as it was last looked at."""
        self._announcer = Announcer()
        self._preferences = Preferences()
        self._speed = 1.0
        self._loop = False
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

    # the view

    def select(self, target: Target | None) -> None:
        """Choose a unit, or none: it is looked at until time, which stays, moves again. One that is not in
        the network is none: a picture may be a step behind."""
        target = fitted(replace(self._view, selection=target), self._document.network).selection
        pinned = target is not None
        if (target, pinned) != (self._view.selection, self._view.pinned):
            # The lab shows the z of what is looked at, until a hand moves it there.
            lab = replace(self._view.lab, z=None)
            self._look(Change.SELECTION, selection=target, pinned=pinned, lab=lab)

    def set_camera(self, camera: Camera) -> None:
        """Look at another part of the canvas, at once."""
        self._flight = None
        if camera != self._view.camera:
            self._look(Change.CAMERA, camera=camera)

    def fly_to(self, camera: Camera) -> None:
        """Look at another part of the canvas; the way there takes 320 ms of the clock."""
        if camera != self.camera_goal:
            self._flight = Flight(self._view.camera, camera)
            self._announcer.announce(Change.CAMERA)

    def set_theme(self, theme: str) -> None:
        """Change to the ``"dark"`` or the ``"light"`` theme."""
        if theme != self._view.theme:
            self._look(Change.THEME, theme=theme)

    def set_page(self, page: str) -> None:
        """Go to the ``"run"``, ``"build"``, ``"lab"`` or ``"kernels"`` page; playback pauses."""
        if page != self._view.page or self._is_greeting:
            self.pause()
            self._is_greeting = False
            if page == "build" and self._view.selection is not None:
                # What was looked at is what is chosen there.
                self.choose_row(row_of(self._document, self._view.selection.layer))
            self._look(Change.PAGE, page=page)

    def greet(self) -> None:
        """Show the start page. It belongs to the program, not to the document: the view stays as it is, and
        :meth:`set_page` or another document leads away."""
        if not self._is_greeting:
            self.pause()
            self._is_greeting = True
            self._announcer.announce(Change.PAGE)

    def choose_row(self, row: int) -> None:
        """Choose a row of the build page by its id; 0 is the input."""
        if row != self._view.row:
            self._look(Change.DRAFT, row=row)

    def set_tint(self, tint: str) -> None:
        """Let activation colours go over one ``"unit"``, one ``"layer"`` or the whole ``"network"``."""
        if tint != self._view.tint:
            self._look(Change.TINT, tint=tint)

    def set_unfolded(self, layers: frozenset[int]) -> None:
        """Open these layers where a large network would fold them."""
        if layers != self._view.unfolded:
            self._look(Change.DETAIL, unfolded=layers)

    def set_paths(self, paths: str) -> None:
        """Light the strongest paths ``"back"`` or ``"forward"`` of the selection, or keep them ``"hidden"``;
        empty: back, in large networks alone."""
        if paths != self._view.paths:
            self._look(Change.DETAIL, paths=paths)

    def set_reasons(self, reasons: str) -> None:
        """Show the reasons for the selected neuron's value (``"shown"``) or its steps (``"hidden"``); empty:
        the reasons for the outputs of large networks."""
        if reasons != self._view.reasons:
            self._look(Change.DETAIL, reasons=reasons)

    def set_masked(self, masked: bool) -> None:
        """Hide values in the inspector until the pass reaches them, or show all."""
        if masked != self._view.masked:
            self._look(Change.SHOWN, masked=masked)

    def set_training(self, training: bool) -> None:
        """Show on an opened unit's page what training would compute, or what is computed in use."""
        if training != self._view.training:
            self._look(Change.DETAIL, training=training)

    def set_narrated(self, narrated: bool) -> None:
        """Say in a sentence what happens, or don't."""
        if narrated != self._view.narrated:
            self._look(Change.SHOWN, narrated=narrated)

    def set_heat(self, heat: bool) -> None:
        """Draw weights as pictures of cells in place of lines."""
        if heat != self._view.heat:
            self._look(Change.DETAIL, heat=heat)

    def set_channel(self, channel: int) -> None:
        """Show another input channel in a window's arithmetic."""
        if channel != self._view.channel:
            self._look(Change.SELECTION, channel=channel)

    def set_lab_view(self, lab: LabView) -> None:
        """Look at something else in the activation lab."""
        if lab != self._view.lab:
            self._look(Change.LAB, lab=lab)

    def set_preferences(self, preferences: Preferences) -> None:
        """Show everything as the person prefers it, this document and those that come after it."""
        if preferences != self._preferences:
            self._preferences = preferences
            self._announcer.announce(Change.PREFERENCES)

    # playback

    def seek(self, seconds: float) -> None:
        """Go to a place on the timeline, clamped to the pass; a window that slides there is looked at."""
        self._follow()
        self._pass_to(seconds)

    def play(self) -> None:
        """Let time run; from the end, or where a value that isn't finite stops it, start again."""
        if self._is_lab_shown():
            self._play_lab()
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
        if not self._is_lab_shown():
            self.seek(self.timeline.step(self._view.seconds, phases))
        elif self._view.lab.part in steps.COUNTS:
            self.set_lab_view(steps.stepped(self._view.lab, phases))

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
        if self._is_lab_shown():
            self._advance_lab(seconds * self._speed)
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
        self._flight = None
        self._refit = DONE

    def _replace(self, document: Document) -> None:
        """Look at the next document of the same history, and announce what differs."""
        before, self._document = self._document, document
        self._refit = DONE
        change = difference(before, document)
        is_finished = bool(change & Change.NETWORK) and self._view.seconds >= self.timeline.seconds
        self._results = self._results.of(document, bool(change & VALUES), bool(change & Change.NETWORK))
        if change & Change.NETWORK:
            change |= self._fit_view(is_finished)
        self._announcer.announce(change | Change.HISTORY)

    def _fit_view(self, is_finished: bool) -> Change:
        """Look at nothing that the network no longer has, nor past the end of its pass; a finished pass is
        finished in another network too."""
        view, end = fitted(self._view, self._document.network), self.timeline.seconds
        view = replace(view, seconds=end if is_finished else min(view.seconds, end))
        change = Change.SELECTION if view.selection != self._view.selection else Change(0)
        if view.seconds != self._view.seconds:
            change |= Change.MOMENT
        self._view = view
        return change

    def _is_lab_shown(self) -> bool:
        return self._view.page == "lab" and not self._is_greeting

    def _play_lab(self) -> None:
        """Let the lab's own time run, where the part that is shown has one."""
        lab = self._view.lab
        if lab.part not in steps.COUNTS:
            return
        if steps.seconds(lab) >= steps.end(lab.part):
            self.set_lab_view(steps.moved(lab, 0.0))
        self._set_playing(True)

    def _advance_lab(self, seconds: float) -> None:
        lab = self._view.lab
        if lab.part in steps.COUNTS:
            self.set_lab_view(steps.moved(lab, steps.seconds(lab) + seconds))
        if lab.part not in steps.COUNTS or steps.seconds(self._view.lab) >= steps.end(lab.part):
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

    def _look(self, change: Change, **parts: object) -> None:
        self._view = replace(self._view, **parts)  # type: ignore[arg-type]
        self._announcer.announce(change)

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
