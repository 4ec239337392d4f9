"""One show, from F5 to Escape: its windows, its keys, and which display each of them has."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QScreen
from PySide6.QtWidgets import QWidget

from nnviz.errors import NNVizError
from nnviz.lessons.pace import Stopwatch
from nnviz.plaintext import sentence
from nnviz.scene.view.levels import Level
from nnviz.session import Change, asking
from nnviz.ui.clock import FrameClock
from nnviz.ui.guard import Guarded
from nnviz.ui.present.awake import Awake
from nnviz.ui.present.displays import Displays, for_class, for_presenter, name_of, put
from nnviz.ui.present.hall import Hall
from nnviz.ui.present.ink import Ink
from nnviz.ui.present.keys import DEEDS, SHARED
from nnviz.ui.present.lectern import Lectern
from nnviz.ui.present.remote import Remote
from nnviz.ui.present.tools import Cover, Tool, Tools
from nnviz.ui.widgets.removal import take_away
from nnviz.ui.window.pages import RUN, Host

LOGGER = logging.getLogger("nnviz")
ALONE = "{} needs a second display."


class Presentation(Guarded, QObject):
    """Shows the session to a class until it is left."""

    ended = Signal()

    def __init__(
        self,
        owner: QWidget,
        host: Host,
        clock: FrameClock,
        watch: Stopwatch,
        ink: Ink,
        display: Callable[[], str],
    ) -> None:
        """``owner`` is the main window; ``watch`` and ``ink`` outlive a show that is left and begun again.
        ``display`` names the one that the person has chosen for a class; empty where none was."""
        super().__init__(owner)
        self.clock: FrameClock | None = None
        self._owner, self._host, self._session = owner, host, host.session
        self._display = display
        self._frames = clock
        self.watch = watch
        self.tools: Tools = Tools(ink, self)
        self.remote: Remote = Remote(self._go, self)
        self.hall: Hall = Hall(host, self.tools, self._press)
        self.hall.closed.connect(self.leave)
        self.hall.face.canvas.play_wanted.connect(partial(self._press, "play"))
        self.lectern: Lectern | None = None
        self.troubles: list[str] = []
        """What was to be told, and could be told nobody."""
        self.actions = self._actions()
        self._displays = Displays(self)
        self._displays.changed.connect(self.settle)
        self.level: Level | None = None
        """From where the picture is seen first; None: as a whole."""
        self._awake: Awake | None = None
        self._is_over = False
        self._begun_on = ""
        """The display that the class looked at first: where it comes back, so does the picture."""

    def _actions(self) -> dict[str, QAction]:
        """The keys of the show: its own, and those that it shares with the main window."""
        made = {}
        for deed in DEEDS:
            action = self._action(deed.name, deed.keys, deed.repeats)
            action.triggered.connect(partial(self._do, deed.call))
            made[deed.name] = action
        for name in SHARED:
            original = self._host.actions.by_name.get(name)
            if original is not None:
                keys = tuple(key.toString() for key in original.shortcuts())
                action = self._action(name, keys, name in ("slower", "faster"))
                action.triggered.connect(partial(self._share, original))
                made[name] = action
        for action in made.values():
            self.hall.addAction(action)
        return made

    def _action(self, name: str, keys: tuple[str, ...], repeats: bool) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setAutoRepeat(repeats)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        return action

    def _share(self, original: QAction) -> None:
        original.trigger()

    def _do(self, call: object) -> None:
        call(self)  # type: ignore[operator]

    def _press(self, name: str) -> None:
        self.actions[name].trigger()

    # the show

    def start(self) -> None:
        """Fill the displays."""
        session = self._session
        if session.is_greeting:
            session.set_page(session.view.page)
        self._frames.add(self)
        self.settle()
        if self.level is not None and session.lecture is None:
            self.hall.face.canvas.zoom.go(self.level)
        self._awake = Awake(int(self.hall.winId()))
        self._awake.start()
        self.watch.run()
        LOGGER.info("presenting on %s", self.hall.screen().name())

    def leave(self) -> None:
        """The show is over; everything of it goes."""
        if self._is_over:
            return
        self._is_over = True
        self._displays.stop()
        self.remote.stop()
        self._frames.remove(self)
        if self._awake is not None:
            self._awake.stop()
        self.watch.pause()
        self.tools.ink.lift()
        self._close_lectern()
        self.hall.stop()
        take_away(self.hall)
        LOGGER.info("no longer presenting")
        self.ended.emit()

    def refresh(self, change: Change) -> None:
        """Show what is new, the class first."""
        if change & (Change.LESSON | Change.PAGE | Change.DOCUMENT):
            self.tools.ink.turn_to(self._ink_page())
            self.hall.stage.set_fading()
        self.hall.clock = self.clock
        self.hall.refresh(change)
        if self.lectern is not None:
            self.lectern.clock = self.clock
            self.lectern.refresh(change)

    def _ink_page(self) -> Hashable:
        lecture = self._session.lecture
        if lecture is None:
            return "", self._session.view.page
        return lecture.lesson.name, lecture.place

    # displays

    def settle(self) -> None:
        """Give each window its display: at the start, and whenever one has come or gone."""
        screens, own = QGuiApplication.screens(), self._owner.screen()
        if self._is_over or not screens:
            return
        # The display that the class looks at stays theirs, even where the main window has come onto it.
        mine = for_class(screens, own, self._display(), self._begun_on)
        self._begun_on = self._begun_on or name_of(mine)
        other = for_presenter(screens, mine, own)
        if other is None:
            self._close_lectern()
        else:
            self._open_lectern(other)
        self.hall.has_dock = other is None
        if other is not None:
            self.hall.dock.hide()
        put(self.hall, mine)
        # Moved to another display, Qt hides what is shown inside a scene, and leaves it hidden.
        self.hall.face.show()
        self.hall.activateWindow()
        self.hall.stage.take_focus()

    def _open_lectern(self, screen: QScreen) -> None:
        if self.lectern is None:
            self.lectern = Lectern(self._host, self.hall, self.tools, self.watch, self._press)
            for action in self.actions.values():
                self.lectern.addAction(action)
            self.lectern.closed.connect(self.leave)
            if self.clock is not None:
                self.lectern.clock = self.clock
                self.lectern.refresh(~Change(0))
        put(self.lectern, screen)

    def _close_lectern(self) -> None:
        lectern, self.lectern = self.lectern, None
        if lectern is not None:
            self.hall.freeze(False)
            lectern.stop()
            take_away(lectern)

    # what keys do

    def _go(self, way: int) -> None:
        """One step of the remote: words that lie over a page give way to it first, and what is asked is
        answered before it is left."""
        face = self.hall.face
        try:
            if way > 0 and face.covers_page:
                face.fold_words()
            elif way > 0 and self._is_asked():
                self.reveal()
            elif way > 0:
                self._session.forward()
            else:
                self._session.back()
        except NNVizError as error:
            LOGGER.warning("presenting: %s", error)
            self.tell(sentence(str(error)))

    def _is_asked(self) -> bool:
        """Whether the next step forward leaves a question that nobody has answered."""
        session = self._session
        return session.lecture is not None and session.leaves_step and bool(self._unanswered())

    def _unanswered(self) -> list[int]:
        lecture = self._session.lecture
        if lecture is None:
            return []
        asked = range(len(lecture.step.questions))
        return [number for number in asked if (lecture.place, number) not in lecture.answers]

    def reveal(self) -> None:
        """Show the answers of this step."""
        for number in self._unanswered():
            asking.show(self._session, number)

    def black(self) -> None:
        """A black screen, or no longer."""
        self.tools.cover_with(Cover.BLACK)

    def white(self) -> None:
        """A white screen, or no longer."""
        self.tools.cover_with(Cover.WHITE)

    def pen(self) -> None:
        """Take the pen, or put it away."""
        self.tools.take(Tool.PEN)

    def eraser(self) -> None:
        """Take the eraser, or put it away."""
        self.tools.take(Tool.ERASER)

    def undo(self) -> None:
        """Take back the last stroke while the pen is in hand; else what was last changed."""
        if self.tools.tool is Tool.PEN and self.tools.ink.can_undo:
            self.tools.undo()
        else:
            self._host.actions.by_name["undo"].trigger()

    def step_level(self, steps: int) -> None:
        """So many levels nearer, or further."""
        if self.hall.face.page == RUN:
            self.hall.face.canvas.zoom.step(steps)

    def fold_words(self) -> None:
        """Put the card's words away, or show them."""
        self.hall.face.fold_words()

    def freeze(self) -> None:
        """Let the class see a still picture, or what happens again."""
        if self.lectern is None:
            self.hall.say(ALONE.format("Freezing the picture"))
            return
        self.hall.freeze(not self.hall.is_frozen)
        self.lectern.show_freeze()

    def show_notes(self) -> None:
        """With one display, lay the notes over the picture, or take them away."""
        if self.lectern is None:
            self.hall.toggle_notes()

    def pause_timer(self) -> None:
        """Time counts no more, or again."""
        if self.watch.is_running:
            self.watch.pause()
        else:
            self.watch.run()
        if self.lectern is not None:
            self.lectern.tick()

    # troubles

    def tell(self, words: str) -> None:
        """Something the presenter should know, and the class not."""
        if self.lectern is not None:
            self.lectern.tell(words)
        else:
            self.troubles.append(words)
