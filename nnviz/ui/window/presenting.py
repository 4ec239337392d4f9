"""From the main window to a show before a class, and back."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from nnviz.document import Camera
from nnviz.errors import NNVizError
from nnviz.lessons.model import Lesson
from nnviz.lessons.pace import Stopwatch
from nnviz.scene.view.levels import Level
from nnviz.ui import settings
from nnviz.ui.window import dialogs
from nnviz.ui.window.pages import RUN, Host

if TYPE_CHECKING:
    from nnviz.ui.present.ink import Ink
    from nnviz.ui.present.presentation import Presentation
    from nnviz.ui.window.main_window import MainWindow


class Presenting(QObject):
    """Starts and ends the show. Time and ink of a lesson go on where a show of it was left."""

    def __init__(self, window: MainWindow, host: Host) -> None:
        super().__init__(window)
        self._window, self._host, self._session = window, host, host.session
        self.show: Presentation | None = None
        self._watch = Stopwatch(monotonic)
        self._ink: Ink | None = None
        self._lesson: Lesson | None = None
        self._before: tuple[Camera, Level] = (Camera(), Level.NETWORK)

    @property
    def is_on(self) -> bool:
        """Whether something is presented."""
        return self.show is not None

    def toggle(self) -> None:
        """Begin, or end."""
        if self.show is None:
            self.start()
        else:
            self.stop()

    def start(self) -> None:
        """Fill the class's display with what is open."""
        # Its room is loaded when it is wanted.
        from nnviz.ui.present.ink import Ink
        from nnviz.ui.present.presentation import Presentation

        clock = self._window.clock
        if self.show is not None or clock is None:
            return
        lecture = self._session.lecture
        lesson = None if lecture is None else lecture.lesson
        if self._ink is None or lesson is None or self._lesson is None or lesson.name != self._lesson.name:
            self._watch, self._ink = Stopwatch(monotonic), Ink(monotonic)
        self._lesson = lesson
        self._before = self._session.view.camera, self._level()
        self.show = Presentation(
            self._window, self._host, clock, self._watch, self._ink, settings.present_display
        )
        self._window.hush = self.show.tell
        self.show.ended.connect(self._end)
        self._look_the_same()
        self.show.start()

    def choose_display(self, name: str) -> None:
        """The class looks at another display; remembered."""
        settings.set_present_display(name)
        if self.show is not None:
            self.show.settle()

    def stop(self) -> None:
        """Leave the show; nothing where there is none."""
        if self.show is not None:
            self.show.leave()

    def _level(self) -> Level:
        pages = self._window.pages
        return self._window.run.canvas.zoom.level if pages.has(RUN) else Level.NETWORK

    def _look_the_same(self) -> None:
        """The class's canvas is another one: the same level of the same neuron is elsewhere on it."""
        _, level = self._before
        self._session.set_camera(Camera())
        if level is not Level.NETWORK and self._session.view.selection is not None:
            assert self.show is not None
            self.show.level = level

    def _end(self) -> None:
        from nnviz.ui.present.displays import bring_back

        show, self.show = self.show, None
        assert show is not None
        level = show.hall.face.canvas.zoom.level
        self._window.hush = None
        show.deleteLater()
        bring_back(self._window)
        camera, before = self._before
        self._session.set_camera(camera if level is before else Camera())
        self._window.catch_up_on_show()
        if level is not before:
            # On another page it is behind: layers may have come and gone.
            run = self._window.run
            self._window.pages.bring_up_to_date(RUN)
            run.canvas.zoom.go(level)
        _focus(self._window)
        for words in show.troubles:
            dialogs.show_error(self._window, "nnviz", NNVizError(words))


def _focus(window: MainWindow) -> None:
    page = window.pages.current
    if isinstance(page, QWidget):
        page.setFocus()
