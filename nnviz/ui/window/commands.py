"""What the actions do: each a step on the session. What has to do with files is a room of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnviz.document import Camera, edits
from nnviz.scene.view.answering import answering
from nnviz.session import SPEEDS, Session
from nnviz.ui import settings
from nnviz.ui.paint.network.highlight import direction
from nnviz.ui.window import dialogs
from nnviz.ui.window.background import Background
from nnviz.ui.window.keys import Key
from nnviz.ui.window.lesson_commands import LessonCommands


class Commands(LessonCommands):
    """Actions in words."""

    inspector_toggled = Signal()
    level_stepped = Signal(int)
    search_wanted = Signal()
    first_steps_wanted = Signal()
    present_wanted = Signal()
    display_chosen = Signal(str)

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        thumbnail: Callable[[], bytes | None],
        background: Background,
    ) -> None:
        super().__init__(session, parent, thumbnail, background)
        self.wants_first_steps = False
        """Whether the callouts on the first network are under way."""

    def run(self, call: Callable[[Commands], object]) -> None:
        """Do it; an error meant for a person becomes a dialog, and the document is as it was."""
        self.attempt(lambda: call(self))

    # the start page, and what it leads to

    def home(self) -> None:
        """The start page, or back from it. A network that is nobody's work yet plays there."""
        if self.session.is_greeting:
            self.go_on()
            return
        self.session.greet()
        if not self.is_own:
            self.session.play()

    def go_on(self) -> None:
        """From the start page to the network that is open; what only begins there plays, or, the first time,
        shows how."""
        begins = not self.is_own
        self.session.set_page(self.session.view.page)
        if begins and self.session.view.page == "run":
            if settings.first_steps_seen():
                self.session.play()
            else:
                self.show_first_steps()

    def show_first_steps(self) -> None:
        """Three callouts on the live picture, with a neuron whose numbers can be taken: the answer's, where
        none is chosen."""
        session = self.session
        if session.view.page != "run" or session.is_greeting:
            session.set_page("run")
        session.pause()
        chosen = session.view.selection
        if chosen is None or chosen.layer in session.document.network.input_layers:
            session.select(answering(session.document, session.trace, session.view, session.moment))
        self.wants_first_steps = True
        self.first_steps_wanted.emit()

    def end_first_steps(self) -> None:
        """They were done or skipped: they don't come by themselves again."""
        self.wants_first_steps = False
        settings.set_first_steps_seen(True)

    def open_step(self) -> None:
        """One step of training, opened up from its beginning: the one that the Train page's cursor stands
        before, or the first on the current input."""
        # A run that goes on would put another step in its place ten times a second.
        self.session.training.pause()
        step = replace(self.session.view.step, seconds=0.0, example=None)
        self.session.set_step_view(step)
        self.session.set_page("step")

    # edits

    def back_to_trained(self) -> None:
        """Restore the trained weights."""
        self.session.apply(edits.back_to_trained, label="Back to the trained weights")

    def release_overrides(self) -> None:
        """Let every neuron compute its own value again."""
        self.session.apply(edits.clear_overrides, label="Release all overrides")

    def sample_of_class(self, number: int) -> None:
        """Load the next real example whose class is ``number``; nothing where there is none."""
        document = self.session.document
        data = document.data
        if data is None or document.task != "classes":
            return
        found = np.flatnonzero(data.targets == number)
        if len(found):
            now = -1 if document.input.sample is None else document.input.sample
            later = found[found > now]
            self.session.apply(edits.choose_sample, int(later[0] if len(later) else found[0]))

    # playback and view

    def toggle_playing(self) -> None:
        """Play or pause; on the Train page, training."""
        if self.session.is_train_shown:
            self.session.training.toggle()
        elif self.session.is_playing:
            self.session.pause()
        else:
            self.session.play()

    def to_start(self) -> None:
        """Hold time at the start of the pass, or of the lab's steps."""
        self.session.to_start()

    def to_end(self) -> None:
        """Hold time at the end of the pass, or of the lab's steps."""
        self.session.to_end()

    def replay_layer(self) -> None:
        """Play from the start of the layer that is on; in the lab, of its steps."""
        if self.session.is_lab_shown:
            self.session.to_start()
        else:
            self.session.seek(self.session.timeline.start_of_layer(self.session.moment.layer))
        self.session.play()

    def change_speed(self, steps: int) -> None:
        """One step slower or faster."""
        place = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.session.speed)) + steps
        self.session.set_speed(SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])

    def zoom(self, steps: int) -> None:
        """So many levels nearer on the canvas, or further."""
        self.level_stepped.emit(steps)

    def show_everything(self) -> None:
        """The whole network on the canvas."""
        self.session.fly_to(Camera())

    def present(self) -> None:
        """Show everything to a class, or no longer."""
        self.present_wanted.emit()

    def choose_display(self, name: str) -> None:
        """Present on this display from now on."""
        self.display_chosen.emit(name)

    def toggle_inspector(self) -> None:
        """Show or hide the inspector's sheet."""
        self.inspector_toggled.emit()

    def search(self) -> None:
        """Type what to look for."""
        self.search_wanted.emit()

    def toggle_paths(self, paths: str) -> None:
        """Light the paths of the selection ``"back"`` or ``"forward"``, or no longer."""
        self.session.set_paths("hidden" if paths_of(self.session) == paths else paths)

    def toggle_heat(self) -> None:
        """Draw weights as pictures of cells, or as lines again."""
        self.session.set_heat(not self.session.view.heat)

    def toggle_theme(self) -> None:
        """Dark to light, or back; remembered."""
        name = "dark" if self.session.view.theme == "light" else "light"
        settings.set_theme(name)
        self.session.set_theme(name)

    def toggle_map(self) -> None:
        """Show the map in the canvas's corner, or don't; remembered."""
        settings.set_map_shown(not settings.map_shown())
        settings.tell(self.session)

    def toggle_motion(self) -> None:
        """Leave out movement, or don't; remembered."""
        settings.set_reduced_motion(not settings.reduced_motion())
        settings.tell(self.session)

    # words

    def show_keys(self, groups: Mapping[str, Sequence[Key]]) -> None:
        """The table of keys."""
        dialogs.show_keys(self._parent, groups)

    def show_about(self) -> None:
        """What this program is."""
        dialogs.show_about(self._parent)


def paths_of(session: Session) -> str:
    """Which paths of the selection are lit: ``"back"``, ``"forward"`` or ``"hidden"``."""
    is_forward = direction(session.trace, session.view.selection, session.view.paths)
    return "hidden" if is_forward is None else "forward" if is_forward else "back"
