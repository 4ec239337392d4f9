"""What is looked at: one document, and where one stands before it; what a person changes of that."""

from __future__ import annotations

from dataclasses import replace

from nnviz.document import Camera, Document, Target
from nnviz.document.draft import row_of
from nnviz.document.lab import LabView
from nnviz.document.training import StepView, TrainView
from nnviz.document.views import fitted
from nnviz.scene.time.refit import DONE
from nnviz.scene.view.flight import Flight
from nnviz.session.changes import VALUES, Change, difference
from nnviz.session.importing import Importing
from nnviz.session.player import Player
from nnviz.session.preferences import Preferences


class Viewer(Player):
    """Shows a document. What a person does here changes where one looks, never the document."""

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
        """Go to another page, such as ``"run"`` or ``"train"``; playback pauses."""
        if page != self.shown_page:
            self.pause()
            self._is_greeting = False
            self._leave_table()
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
            self._leave_table()
            self._announcer.announce(Change.PAGE)

    def show_table(self, table: Importing) -> None:
        """Show a table before a network learns from it. The document and its view stay as they are;
        :meth:`set_page`, :meth:`leave_table` or another document lead away."""
        self.pause()
        self._is_greeting = False
        self._leave_table()
        self._table = table
        table.changed.connect(self._announcer.announce)
        self._announcer.announce(Change.PAGE | Change.TABLE | Change.HISTORY)

    def leave_table(self) -> None:
        """Show the page that the view says again."""
        if self._table is not None:
            self._leave_table()
            self._announcer.announce(Change.PAGE | Change.HISTORY)

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

    def set_train_view(self, train: TrainView) -> None:
        """Look at something else on the Train page."""
        if train != self._view.train:
            self._look(Change.TRAINING, train=train)

    def set_step_view(self, step: StepView) -> None:
        """Look at something else in the step of training that is opened up."""
        if step != self._view.step:
            self._look(Change.TRAINING, step=step)

    def set_preferences(self, preferences: Preferences) -> None:
        """Show everything as the person prefers it, this document and those that come after it."""
        if preferences != self._preferences:
            self._preferences = preferences
            self._announcer.announce(Change.PREFERENCES)

    # inside

    def _leave_table(self) -> None:
        if self._table is not None:
            self._table.changed.disconnect(self._announcer.announce)
            self._table = None

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
