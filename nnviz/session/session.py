"""The one mutable object: document, view, playback and history."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnviz import formats
from nnviz.document import Camera, Document, Target, View
from nnviz.document.draft import row_of
from nnviz.document.history import History
from nnviz.document.views import fitted
from nnviz.engine import Trace
from nnviz.errors import FileChangedError, FileGoneError, NNVizError
from nnviz.formats.fingerprint import Fingerprint, fingerprint, same_place
from nnviz.scene.time import windows
from nnviz.scene.time.playback import Moment, Timeline
from nnviz.scene.view.flight import Flight
from nnviz.session.changes import VALUES, Change, Signal, difference
from nnviz.session.claims import Claim
from nnviz.session.state import Results, State

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class Session:
    """What a window shows. Everything a person does ends in one of its methods; every view listens.

    Derived values (trace, timeline) are computed when asked for and kept while what they come from stays.
    """

    _document: Document
    _saved: Document | None
    _view: View
    _path: Path | None
    _results: Results
    _on_disk: Fingerprint | None

    def __init__(
        self, document: Document, path: Path | None = None, before: Fingerprint | None = None
    ) -> None:
        """Show ``document``; ``before`` is its file as it was before it was read, by default as it is."""
        self.changed = Signal()
        self._history = History()
        self._claim = Claim(None)
        self._gesture: object | None = None
        self._playing = False
        self._speed = 1.0
        self._loop = False
        self._flight: Flight | None = None
        self._take(document, path, before)

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
    def path(self) -> Path | None:
        """Where the document was opened from or saved to; None for a bundled sample or a new one."""
        return self._path

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
    def is_playing(self) -> bool:
        """Whether time runs by itself."""
        return self._playing

    @property
    def is_flying(self) -> bool:
        """Whether the camera is on its way."""
        return self._flight is not None

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
    def gesture(self) -> object | None:
        """The gesture that is under way, or None. Scales stay as they are while it lasts."""
        return self._gesture

    @property
    def undo_label(self) -> str | None:
        """Words for what undo would take back, or None."""
        return self._history.undo_label

    @property
    def redo_label(self) -> str | None:
        """Words for what redo would do again, or None."""
        return self._history.redo_label

    @property
    def has_unsaved_work(self) -> bool:
        """Whether the document differs from the file it came from."""
        return self._document is not self._saved

    # edits and history

    def apply(
        self,
        edit: Callable[..., Document],
        /,
        *args: object,
        gesture: object | None = None,
        label: str | None = None,
    ) -> None:
        """Replace the document by ``edit(document, *args)``; edits of one gesture are one undo step.

        ``edit`` is one of ``nnviz.document.edits``; ``label`` are its words in the Undo menu, by default
        made from its name. Raises whatever the edit raises; the document is then as it was.
        """
        before = self._document
        after = edit(before, *args)
        if after is before:
            return
        self._gesture = gesture
        self._history.record(before, label or words(edit.__name__), gesture)
        self._replace(after)

    def end_gesture(self) -> None:
        """The pointer was released: the next edit is another undo step, and pictures settle."""
        if self._gesture is not None:
            self._gesture = None
            self._history.close_gesture()
            self.changed.emit(Change.GESTURE)

    def undo(self) -> None:
        """Take the last edit back."""
        self.end_gesture()
        self._replace(self._history.undo(self._document))

    def redo(self) -> None:
        """Do again what undo took back."""
        self.end_gesture()
        self._replace(self._history.redo(self._document))

    # files

    @property
    def on_disk(self) -> Fingerprint | None:
        """The file as it was when it was opened or last saved here; None where there is none."""
        return self._on_disk

    @property
    def is_shared(self) -> bool:
        """Whether another window had this file open first."""
        return self._claim.is_shared

    def close(self) -> None:
        """The window is gone: another may have the file."""
        self._claim.release()

    def open(self, path: str | Path) -> None:
        """Open a file or a bundled sample in place of the document.

        Raises:
            NNVizError: it cannot be opened; the document stays as it was.
        """
        # Before it is read: what changes in between then counts as changed.
        before = fingerprint(formats.file_of(path))
        document, source = formats.open_any(path)
        self.show(document, source, before)

    def show(self, document: Document, path: Path | None = None, before: Fingerprint | None = None) -> None:
        """Show another document; ``before`` is the file as it was when it was read, by default as it is."""
        self._take(document, path, before)
        self.changed.emit(~Change(0))

    def restore(self, document: Document, path: Path | None, before: Fingerprint | None) -> None:
        """Show work that was never saved; ``path`` is the file that it will be saved to, as it was then."""
        self._take(document, path, before)
        self._saved = None
        # None too: then there was no file, and what lies there now is somebody else's.
        self._on_disk = before
        self.changed.emit(~Change(0))

    def save(
        self, path: str | Path | None = None, thumbnail: bytes | None = None, overwrite: bool = False
    ) -> None:
        """Save to ``path``, or where the document came from.

        Raises:
            FileChangedError: the file has changed on the disk since it was opened, or is gone, and
                ``overwrite`` is off.
            NNVizError: there is no path, or the file cannot be written; nothing is lost.
        """
        target = _whole(formats.file_of(path)) if path is not None else self._path
        if target is None:
            raise NNVizError("This document has no file yet: choose where to save it.")
        is_own = self._path is not None and same_place(target, self._path)
        last_look = self._check_unchanged if is_own and not overwrite else None
        document = replace(self._document, view=self._view)
        self._on_disk = formats.save(document, target, thumbnail, last_look)
        if not is_own:
            self._claim.release()
            self._claim = Claim(target)
        self._path = target
        self._saved = self._document
        self.changed.emit(Change.HISTORY)

    # the view

    def select(self, target: Target | None) -> None:
        """Choose a unit, or none. One that is not in the network is none: a picture may be a step behind."""
        target = fitted(replace(self._view, selection=target), self._document.network).selection
        if target != self._view.selection:
            self._look(Change.SELECTION, selection=target)

    def set_camera(self, camera: Camera) -> None:
        """Look at another part of the canvas, at once."""
        self._flight = None
        if camera != self._view.camera:
            self._look(Change.CAMERA, camera=camera)

    def fly_to(self, camera: Camera) -> None:
        """Look at another part of the canvas; the way there takes 320 ms of the clock."""
        if camera != self.camera_goal:
            self._flight = Flight(self._view.camera, camera)
            self.changed.emit(Change.CAMERA)

    def set_theme(self, theme: str) -> None:
        """Change to the ``"dark"`` or the ``"light"`` theme."""
        if theme != self._view.theme:
            self._look(Change.THEME, theme=theme)

    def set_page(self, page: str) -> None:
        """Go to the ``"run"``, the ``"build"`` or the ``"kernels"`` page; playback pauses on the others."""
        if page != self._view.page:
            self.pause()
            if page == "build" and self._view.selection is not None:
                # What was looked at is what is chosen there.
                self.choose_row(row_of(self._document, self._view.selection.layer))
            self._look(Change.PAGE, page=page)

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

    # playback

    def seek(self, seconds: float) -> None:
        """Go to a place on the timeline; it is clamped to the pass."""
        seconds = min(max(seconds, 0.0), self.timeline.seconds)
        if seconds != self._view.seconds:
            self._look(Change.MOMENT, seconds=seconds)

    def play(self) -> None:
        """Let time run; from the end, or where a value that isn't finite stops it, start again."""
        if self._view.seconds >= self._stop_at():
            self.seek(0.0)
        self._set_playing(True)

    def pause(self) -> None:
        """Hold time."""
        self._set_playing(False)

    def set_speed(self, speed: float) -> None:
        """Timeline seconds a second, 0.25 to 4."""
        self._speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        self.changed.emit(Change.PLAYBACK)

    def set_loop(self, loop: bool) -> None:
        """Whether playback starts again at the end."""
        self._loop = loop
        self.changed.emit(Change.PLAYBACK)

    def step(self, phases: int) -> None:
        """Pause and move by whole phases, forward or back."""
        self.pause()
        self.seek(self.timeline.step(self._view.seconds, phases))

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
        if not self._playing:
            return
        target = self._view.seconds + seconds * self._speed
        end = self._stop_at()
        if target >= end and self._loop and end >= self.timeline.seconds:
            target %= self.timeline.seconds
        self.seek(min(target, end))
        if target >= end:
            self.pause()

    # inside

    def _check_unchanged(self, target: Path) -> None:
        now = fingerprint(target)
        if now is None and self._on_disk is not None:
            raise FileGoneError(
                f"{target.name} was deleted, moved or renamed since it was opened here. Saving would write "
                "it anew."
            )
        if now is not None and (self._on_disk is None or not now.same(self._on_disk)):
            raise FileChangedError(
                f"{target.name} has changed on the disk since it was opened here. Saving would replace what "
                "somebody else, or another window, has saved."
            )

    def _fly(self, seconds: float) -> None:
        if self._flight is None:
            return
        flight = self._flight.after(seconds)
        self._flight = None if flight.is_over else flight
        self._look(Change.CAMERA, camera=flight.camera)

    def _stop_at(self) -> float:
        """Seconds at which playback must stop: the end, or the phase in which a value stops being finite."""
        bad = self.trace.first_non_finite()
        if bad is None:
            return self.timeline.seconds
        return max(phase.end for phase in self.timeline.phases if phase.layer == bad[0])

    def _take(self, document: Document, path: Path | None, before: Fingerprint | None = None) -> None:
        self._claim.release()
        self._claim = Claim(path)
        self._on_disk = None if path is None else before or fingerprint(path)
        self._document = document
        self._saved = document
        self._view = document.view
        self._path = None if path is None else _whole(path)
        self._gesture = None
        self._playing = False
        self._flight = None
        self._results = Results(document)
        self._history.clear()

    def _replace(self, document: Document) -> None:
        before, self._document = self._document, document
        change = difference(before, document)
        self._results = self._results.of(document, bool(change & VALUES), bool(change & Change.NETWORK))
        if change & Change.NETWORK:
            change |= self._fit_view()
        self.changed.emit(change | Change.HISTORY)

    def _fit_view(self) -> Change:
        """Look at nothing that the network no longer has, nor past the end of its pass."""
        view = fitted(self._view, self._document.network)
        view = replace(view, seconds=min(view.seconds, self.timeline.seconds))
        change = Change(0)
        if view.selection != self._view.selection:
            change |= Change.SELECTION
        if view.seconds != self._view.seconds:
            change |= Change.MOMENT
        self._view = view
        return change

    def _look(self, change: Change, **parts: object) -> None:
        self._view = replace(self._view, **parts)  # type: ignore[arg-type]
        self.changed.emit(change)

    def _set_playing(self, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.changed.emit(Change.PLAYBACK)


def _whole(path: Path) -> Path:
    """With its folders: a recovery copy may be opened in another one. Links stay links."""
    return Path(os.path.abspath(path))


def words(name: str) -> str:
    """Turn an edit's name into words for the Undo menu: ``set_weight`` -> ``Set weight``."""
    return name.replace("_", " ").capitalize()
