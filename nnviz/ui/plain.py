"""The one place that hands words to those parts of Qt that would read markup, keys or placeholders in them.

Qt guesses whether a tooltip or a label is HTML, and what looks like it would be obeyed: ``<img src>`` opens
files. In menus an ``&`` underlines a letter, in a window's title ``[*]`` is replaced. Names come from files,
so nothing else in ``nnviz.ui`` makes a label, a tooltip, a message or a title: ``tests/ui/test_one_place.py``
looks for it. A lesson's text alone has styles, and gets them letter by letter (``nnviz/ui/paint/prose``).
"""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QProgressDialog, QToolTip, QWidget

from nnviz.plaintext import LONGEST_NAME, LONGEST_SENTENCE, visible, visible_lines
from nnviz.ui.widgets.removal import take_away

WIDEST, MOST_LINES = 110, 30
"""Letters of a line of a tooltip, and its lines: Qt itself breaks no line of plain text."""
LONGEST_ENTRY, LONGEST_WORD = 80, 80
"""Letters of a name in a menu, which is as wide as its words, and of a word in a message: Qt breaks none."""
_JOINER, _BREAK = "\u2060", "\u200b"
"""Takes no room and joins what it stands between: behind it ``<b`` is no tag to Qt."""
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_MARKUP = re.compile(f"<(?!{_JOINER})|&(?=lt;)")


ProgressLine = QProgressDialog
"""What :func:`progress` makes."""


class _Tipped(Protocol):
    def setToolTip(self, text: str, /) -> object: ...


class PlainLabel(QLabel):
    """A label that shows its words as they are."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words; their own line breaks stay."""
        super().setText(visible_lines(text))


def tooltip(text: str) -> str:
    """``text`` for a tooltip: plain to Qt, its long lines broken, an endless one cut."""
    cut = visible_lines(_with_markup(text)[: WIDEST * MOST_LINES])
    lines = [part for line in cut.split("\n") for part in _broken(line)]
    if len(lines) > MOST_LINES or len(text) > WIDEST * MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], "…"]
    return _no_markup("\n".join(lines))


def _broken(line: str) -> list[str]:
    if len(line) <= WIDEST:
        return [line]
    # A turn of direction that a line breaks ends with that line.
    return [visible(part) for part in textwrap.wrap(line, WIDEST, break_on_hyphens=False)]


def set_tooltip(target: _Tipped, text: str) -> None:
    """What the pointer is told when it rests on a widget, an action or an item."""
    target.setToolTip(_kept_tooltip(text))


@lru_cache(512)
def _kept_tooltip(text: str) -> str:
    """Parts of the window name themselves anew in every frame, nearly always with the same words."""
    return tooltip(text)


def show_tooltip(at: QPoint, text: str, widget: QWidget, area: QRect | None = None) -> None:
    """Show a tooltip now, at a place of the screen, while the pointer stays in ``area`` of ``widget``."""
    QToolTip.showText(at, tooltip(text), widget, QRect() if area is None else area)


def button_text(text: str) -> str:
    """``text`` for a menu, an action or a button, where ``&`` would underline the next letter."""
    # Qt makes an action's tooltip of its words where it has none of its own.
    return _no_markup(visible(text)).replace("&", "&&")


def menu_text(text: str) -> str:
    """The same for a menu, where a long name is cut."""
    return button_text(text if len(text) <= LONGEST_ENTRY else f"{text[: LONGEST_ENTRY - 1]}…")


def without_keys(text: str) -> str:
    """The words of a menu, an action or a button, as people read them: the other way round."""
    return _with_markup(text.replace("&&", "\0").replace("&", "").replace("\0", "&"))


def set_window_title(window: QWidget, text: str, mark: str = "") -> None:
    """Name a window. ``mark`` stands behind its name where Qt may put its sign of unsaved work."""
    # Qt reads two placeholders in a row as the characters themselves.
    shown = visible(text[:LONGEST_NAME]).replace("[*]", "[*][*]")
    window.setWindowTitle(f"{shown}[*]{mark}" if mark else shown)


def message(parent: QWidget | None, title: str, text: str, more: str = "") -> QMessageBox:
    """A message with no buttons yet; ``more`` stands below the text, in a smaller place."""
    box = QMessageBox(parent)
    set_window_title(box, title)
    box.setText(_paragraphs(text))
    if more:
        box.setInformativeText(_paragraphs(more))
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box


def progress(parent: QWidget | None, text: str) -> ProgressLine:
    """A line that says what takes its time, and a button that ends it; it comes after half a second."""
    box = QProgressDialog(visible(text), "Cancel", 0, 0, parent)
    set_window_title(box, "nnviz")
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    box.setMinimumDuration(500)
    box.setAutoClose(False)
    return box


def end(box: ProgressLine) -> None:
    """What took its time is over."""
    box.reset()
    take_away(box)


def _paragraphs(text: str) -> str:
    cut = text if len(text) <= LONGEST_SENTENCE else f"{text[: LONGEST_SENTENCE - 1]}…"
    return _LONG_WORD.sub(lambda found: f"{found[0]}{_BREAK}", visible_lines(cut))


def _no_markup(text: str) -> str:
    return _MARKUP.sub(lambda found: f"{found[0]}{_JOINER}", text)


def _with_markup(text: str) -> str:
    return text.replace(f"<{_JOINER}", "<").replace(f"&{_JOINER}lt;", "&lt;")
