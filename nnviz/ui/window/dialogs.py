"""Questions and messages: errors, unsaved work, keys, about."""

from __future__ import annotations

import logging
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QMessageBox, QWidget

from nnviz.errors import FileChangedError, FileGoneError, NNVizError
from nnviz.plaintext import sentence, visible
from nnviz.ui.log import log_path
from nnviz.ui.plain import message
from nnviz.ui.window.keys import Key, KeyTable

LOGGER = logging.getLogger("nnviz")


class Answer(Enum):
    """What to do with unsaved work, or about a file that has changed."""

    SAVE = "save"
    OVERWRITE = "overwrite"
    DISCARD = "discard"
    CANCEL = "cancel"


def hushed(parent: QWidget | None) -> Callable[[str], None] | None:
    """Who is told in place of a dialog while a class looks on: a window then has a ``hush``."""
    return None if parent is None else getattr(parent.window(), "hush", None)


def show_error(parent: QWidget | None, title: str, error: NNVizError, again: str | None = None) -> bool:
    """Say what happened. ``again`` is the text of a second button; True if that one was pressed."""
    hush = hushed(parent)
    if hush is not None:
        hush(sentence(str(error)))
        return False
    box = message(parent, title, sentence(str(error)))
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    _without_icons(box)
    button = box.addButton(again, QMessageBox.ButtonRole.AcceptRole) if again else None
    if button is not None:
        box.setDefaultButton(button)
    box.exec()
    return button is not None and box.clickedButton() is button


def ask_unsaved(parent: QWidget | None, title: str) -> Answer:
    """Ask before unsaved work is lost."""
    box = message(
        parent,
        "Unsaved work",
        f"“{visible(title)}” has changes that are not saved.",
        "Save them before going on?",
    )
    return _asked(box, {"Save": Answer.SAVE, "Don’t save": Answer.DISCARD})


def ask_changed(parent: QWidget | None, error: FileChangedError) -> Answer:
    """Ask what to do about a file that somebody else has saved, or taken away, since it was opened: save
    elsewhere, or replace theirs."""
    is_gone = isinstance(error, FileGoneError)
    title = "The file is gone" if is_gone else "The file has changed"
    advice = "Save under another name, or here again." if is_gone else "Save under another name to keep both."
    box = message(parent, title, sentence(str(error)), advice)
    replace = "Save here" if is_gone else "Overwrite"
    return _asked(box, {"Save as…": Answer.SAVE, replace: Answer.OVERWRITE})


def ask_clear_progress(parent: QWidget | None) -> bool:
    """Ask before it is forgotten how far somebody is in the lessons."""
    box = message(
        parent, "Clear progress", "How far you are in all lessons will be forgotten.", "It can’t be undone."
    )
    clear = box.addButton("Clear", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return _was(box, clear)


def _asked(box: QMessageBox, answers: Mapping[str, Answer]) -> Answer:
    """Ask, the first answer being the one that loses nothing and the second one that does; or cancel."""
    hush = hushed(box.parentWidget())
    if hush is not None:
        hush(f"{box.text()} Nothing was done.")
        return Answer.CANCEL
    roles = (QMessageBox.ButtonRole.AcceptRole, QMessageBox.ButtonRole.DestructiveRole)
    buttons = [box.addButton(text, role) for text, role in zip(answers, roles, strict=True)]
    box.addButton("Cancel", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(buttons[0])
    box.exec()
    chosen = [answer for button, answer in zip(buttons, answers.values(), strict=True) if _was(box, button)]
    return chosen[0] if chosen else Answer.CANCEL


def _was(box: QMessageBox, button: QAbstractButton) -> bool:
    return box.clickedButton() is button


def tell_shared(parent: QWidget | None, name: str) -> None:
    """Say that another window has this file open."""
    hush = hushed(parent)
    if hush is not None:
        return
    words = f"“{visible(name)}” is open in another nnviz window."
    box = message(
        parent,
        "Open twice",
        words,
        "Whoever saves second is asked first; save one of them under another name.",
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    _without_icons(box)
    box.exec()


def show_about(parent: QWidget | None) -> None:
    """Say what this program is, and whose fonts and icons it shows."""
    box = message(
        parent,
        "About nnviz",
        "nnviz is an instrument for seeing a neural network compute.\n"
        "Every number on screen is computed by the running network.",
        "MIT licence. Inter by The Inter Project Authors (SIL Open Font License). "
        f"Icons by Lucide (ISC licence).\n\nLog: {_short(log_path())}",
    )
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    _without_icons(box)
    box.exec()


def show_keys(parent: QWidget | None, groups: Mapping[str, Sequence[Key]]) -> None:
    """Show the table of keys, in groups."""
    KeyTable(parent, groups).exec()


def _without_icons(box: QMessageBox | QDialogButtonBox) -> None:
    """Fusion gives its own buttons icons of another house."""
    for button in box.buttons():
        button.setIcon(QIcon())


class CrashReporter:
    """Python's last resort: everything to the log, one sentence to the person, once for each fault.

    Install :meth:`report` as ``sys.excepthook``; ``parent`` gives the window that the dialog belongs to.
    """

    def __init__(self, parent: Callable[[], QWidget | None]) -> None:
        self._parent = parent
        self._told: Counter[str] = Counter()
        self._telling = False

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the whole traceback and tell the person; what they were doing goes on."""
        if issubclass(kind, KeyboardInterrupt):
            raise SystemExit(130)
        last = traceback.extract_tb(trace)[-1:] if trace else []
        fault = f"{kind.__name__} {[(frame.filename, frame.lineno) for frame in last]}"
        self._told[fault] += 1
        if (times := self._told[fault]) > 1:
            # A fault in a painter comes with every frame: a line for each would bury all others.
            if times & (times - 1) == 0:
                LOGGER.error("%s times: %s", times, fault)
            return
        LOGGER.error("unexpected", exc_info=(kind, error, trace))
        # Not here: the fault may lie in a paint event, and a dialog would paint again before that one ends.
        QTimer.singleShot(0, lambda: self._tell(error))

    def _tell(self, error: BaseException) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            self._show(error)
        finally:
            self._telling = False

    def _show(self, error: BaseException) -> None:
        if isinstance(error, NNVizError):
            show_error(self._parent(), "nnviz", error)
            return
        hush = hushed(self._parent())
        if hush is not None:
            hush(f"Something went wrong inside nnviz. The details are in {_short(log_path())}.")
            return
        box = message(
            self._parent(),
            "nnviz",
            "Something went wrong inside nnviz. Your work is as it was; save it to be safe.",
            f"The details are in {_short(log_path())}.",
        )
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        _without_icons(box)
        box.exec()


def _short(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except ValueError:
        return str(path)
