"""Lessons: opened, gone through, closed; how far one is, and a text that is being written."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nnviz.document import LessonCopy
from nnviz.errors import NNVizError
from nnviz.lessons import Lesson, progress, shelf
from nnviz.lessons.progress import Progress
from nnviz.session import Change, Session
from nnviz.session.lecture import Lecture, Place
from nnviz.ui import settings
from nnviz.ui.lessons.watching import LessonWatch
from nnviz.ui.window import dialogs
from nnviz.ui.window.background import Background
from nnviz.ui.window.file_commands import FileCommands

LOGGER = logging.getLogger("nnviz")
KEPT_AFTER = 400
"""Milliseconds after which it is written down how far one is."""
KINDS = f"Lessons (*{shelf.SUFFIX});;All files (*)"


class LessonCommands(FileCommands):
    """What leads into a lesson, through it, and out of it."""

    lesson_troubled = Signal()
    """There is something wrong with the open lesson's text, or no longer."""

    capture_wanted = Signal()
    """What is on screen is wanted as the block of a card."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        thumbnail: Callable[[], bytes | None],
        background: Background,
    ) -> None:
        super().__init__(session, parent, thumbnail, background)
        self.lesson_trouble = ""
        """What is wrong with the text of the open lesson as it was saved last."""
        self._lesson_path: Path | None = None
        self._lecture: Lecture | None = None
        """The lesson of that file, as long as how far it is may have to be written down."""
        self._came_from_start = False
        self._watch = LessonWatch(self)
        self._watch.changed.connect(self._reload)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEPT_AFTER)
        self._keeping.timeout.connect(self.keep_progress)
        session.changed.connect(self._follow)

    # opening and closing

    def choose_lesson(self) -> None:
        """Ask which lesson's file, then open it."""
        start = "" if self._lesson_path is None else str(self._lesson_path.parent)
        name, _ = QFileDialog.getOpenFileName(self._parent, "Open a lesson", start, KINDS)
        if name:
            self.open_lesson(Path(name))

    def open_lesson(self, source: str | Path) -> None:
        """Open a bundled lesson by its name, or a lesson's file, where one was last in it. What is open is
        set aside and comes back unharmed.

        What goes wrong with that is shown.
        """
        try:
            path = shelf.file_of(source).resolve()
            self._open(path, _read(path), progress.of(path))
        except NNVizError as error:
            LOGGER.warning("open the lesson %s: %s", source, error)
            title = f"Could not open the lesson {Path(source).name}"
            if dialogs.show_error(self._parent, title, error, again="Try again…"):
                self.choose_lesson()
            return
        self._trouble("")
        self._watch.follow(path)
        if not _is_bundled(path):
            settings.add_recent_lesson(path)
        LOGGER.info("opened the lesson %s", path)

    def open(self, source: Path | str) -> None:
        """Open a lesson's file, or whatever else it is."""
        if Path(source).suffix.lower() == shelf.SUFFIX:
            self.open_lesson(source)
        else:
            super().open(source)

    def welcome(self) -> None:
        """A document that was saved from a lesson's card brings its lesson."""
        super().welcome()
        self.resume_lesson()

    def resume_lesson(self) -> None:
        """Open the lesson that the document was saved from, where it was saved from one. What is wrong with
        its text is told; the document is open without it then."""
        copy = self.session.document.lesson
        if copy is None or self.session.lecture is not None:
            return
        try:
            self.session.resume_lesson(Lecture(_parse(copy)))
        except NNVizError as error:
            LOGGER.warning("the lesson in the document: %s", error)
            dialogs.show_error(self._parent, "The lesson in this file can’t be shown", error)

    def _open(self, path: Path, lesson: Lesson, known: Progress) -> None:
        """At the card where one was; where that can't be set up, at the first one."""
        session = self.session
        came_from_start = session.is_greeting if session.lecture is None else self._came_from_start
        self.keep_progress()
        lecture, place = Lecture(lesson, known.done), Place(*progress.place(lesson, known))
        try:
            session.open_lesson(lecture, place)
        except NNVizError:
            if place == Place():
                raise
            lecture = Lecture(lesson, known.done)
            session.open_lesson(lecture)
        self._lesson_path, self._lecture, self._came_from_start = path, lecture, came_from_start

    def close_lesson(self) -> None:
        """Back to one's own work, or to the start page where one came from there."""
        self.keep_progress()
        self.session.close_lesson()
        if self._came_from_start and not self.is_own:
            self.session.greet()
            self.session.play()

    @property
    def lesson_path(self) -> Path | None:
        """The open lesson's file."""
        is_of_file = self._lecture is not None and self._lecture is self.session.lecture
        return self._lesson_path if is_of_file else None

    @property
    def is_own_lesson(self) -> bool:
        """Whether the open lesson is a file of one's own."""
        path = self.lesson_path
        return path is not None and not _is_bundled(path)

    @property
    def recent_lessons(self) -> tuple[Path, ...]:
        """The lessons' files of late, the last one first."""
        return settings.recent_lessons()

    # going through it

    def next_card(self) -> None:
        """The next step, or the next card's first one."""
        lecture = self.session.lecture
        after = None if lecture is None else lecture.after(lecture.place)
        if after is not None:
            self.session.go_to(after)

    def previous_card(self) -> None:
        """The step before, or the last one of the card before."""
        lecture = self.session.lecture
        before = None if lecture is None else lecture.before(lecture.place)
        if before is not None:
            self.session.go_to(before)

    def next_or_close(self) -> None:
        """The next card; after the last one the lesson closes."""
        lecture = self.session.lecture
        if lecture is not None and lecture.after(lecture.place) is None:
            self.close_lesson()
        else:
            self.next_card()

    def go_to_card(self, card: int) -> None:
        """A card by its number, from 0; its first step, if another card is shown."""
        lecture = self.session.lecture
        if lecture is not None and card != lecture.place.card:
            self.session.go_to(Place(card))

    def reset_card(self) -> None:
        """Set the card up anew."""
        self.session.reset_card()

    def to_card_page(self) -> None:
        """The page that the card is about."""
        lecture = self.session.lecture
        if lecture is not None:
            self.session.set_page(lecture.page)

    def show_lessons(self) -> None:
        """The page of all lessons; from elsewhere, while one is open, back to its card."""
        lecture, session = self.session.lecture, self.session
        is_there = not session.is_greeting and (lecture is None or session.view.page == lecture.page)
        if lecture is None or is_there:
            session.set_page("lessons")
        else:
            session.set_page(lecture.page)

    # how far one is

    def keep_progress(self) -> None:
        """Write down how far one is in the open lesson."""
        self._keeping.stop()
        lecture, path = self._lecture, self._lesson_path
        if lecture is not None and path is not None:
            progress.keep(path, Progress(frozenset(lecture.done), lecture.card.title, lecture.place.step))

    def clear_progress(self) -> None:
        """Forget how far one is in every lesson, after asking."""
        if not dialogs.ask_clear_progress(self._parent):
            return
        self._keeping.stop()
        progress.clear()
        if self.session.lecture is not None:
            self.session.lecture.done.clear()
        self.session.tell_lesson()

    def _follow(self, change: Change) -> None:
        """Something about the lesson has changed."""
        if not change & Change.LESSON:
            return
        if self.session.lecture is self._lecture and self._lecture is not None:
            self._keeping.start()
        elif self._keeping.isActive():
            # Another document was opened, and the lesson is over with that.
            self.keep_progress()
        if self.session.lecture is None:
            self._lecture = None
            self._watch.follow(None)

    # a text that is being written

    def _reload(self) -> None:
        """Its file has another content: show that, on the same card, or say what is wrong with it."""
        path = self.lesson_path
        if path is None:
            return
        try:
            self.session.reload_lesson(_read(path))
        except NNVizError as error:
            LOGGER.info("%s: %s", path.name, error)
            self._trouble(str(error))
        else:
            self._trouble("")

    def _trouble(self, text: str) -> None:
        if text != self.lesson_trouble:
            self.lesson_trouble = text
            self.lesson_troubled.emit()


def _parse(copy: LessonCopy) -> Lesson:
    """The lesson whose text a document holds."""
    from nnviz.lessons import text

    return text.parse(copy.text, copy.name)


def _is_bundled(path: Path) -> bool:
    return path.parent == shelf.bundled("").resolve().parent


def _read(path: Path) -> Lesson:
    """The lesson of a file. What reads Markdown and YAML is loaded when the first one is opened."""
    from nnviz.lessons import text

    return text.read(path)
