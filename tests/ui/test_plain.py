"""Text is text: whatever a file's names hold, it is shown as it is, on every screen, in menus and dialogs."""

from __future__ import annotations

import errno
import logging
import os
import re
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAccessible, QAction, QHelpEvent, QKeySequence, QPainter, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QMessageBox, QToolTip, QWidget
from shiboken6 import isValid

from nnviz import formats
from nnviz.document import Target
from nnviz.errors import FileError
from nnviz.plaintext import sentence, visible, visible_lines
from nnviz.scene.view.levels import Level
from nnviz.ui import log, plain, settings
from nnviz.ui.canvas.menu import show_menu
from nnviz.ui.layer_menu import LayerMenu
from nnviz.ui.window import dialogs
from tests import planted
from tests.test_plaintext import ends_more_than_it_began, is_quiet, turned_after

# what Qt makes of it


@pytest.mark.parametrize(
    "text",
    ["<b>x</b>", "a &lt; b", "<?xml v?><b>x", "<!doctype html>", "< b>x</b>", "a\n<b>x</b>", planted.text()],
)
def test_a_tooltip_is_never_rich(text):
    shown = plain.tooltip(text)
    assert not Qt.mightBeRichText(shown)
    assert read(shown) == read(visible_lines(text))
    assert plain.tooltip(shown) == shown


def test_an_endless_tooltip_is_cut_and_its_lines_are_broken():
    shown = plain.tooltip("words " * 100_000)
    assert len(shown.split("\n")) <= plain.MOST_LINES
    assert max(map(len, shown.split("\n"))) <= plain.WIDEST


def test_a_title_keeps_its_placeholder(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    for text in ("a [*]", "[*][*]", "[*", "x[*]y[*][*]z"):
        plain.set_window_title(window, text, " – nnviz")
        window.show()
        window.setWindowModified(False)
        assert window.windowHandle().title() == f"{text} – nnviz"
        window.setWindowModified(True)
        assert window.windowHandle().title() == f"{text}* – nnviz"


def test_an_ampersand_is_no_key(qtbot):
    for text in ("&File", "a && b", "A & B", "&&&x", planted.text()):
        shown = plain.button_text(text)
        assert QKeySequence.mnemonic(shown).isEmpty()
        assert plain.without_keys(shown) == visible(text)


def test_a_long_name_makes_no_wide_menu_and_no_wide_message(qtbot):
    assert len(plain.menu_text("&" * 5000)) == 2 * plain.LONGEST_ENTRY - 1
    box = plain.message(None, "t", "x" * 5000, "y" * 5000)
    qtbot.addWidget(box)
    box.show()
    assert box.width() < 800
    assert box.text().replace("\u200b", "") == f"{'x' * 999}…"


# every name of a file, on every screen


def read(text: str) -> str:
    """A text as people read it: without joiners and isolates, wherever its lines were broken."""
    return "".join(re.sub("[\u2060\u2066-\u2069]", "", text).split())


def readings(name: str) -> set[str]:
    """A name as it may be read: on one line, on its own lines, or as the names of inputs and outputs are,
    with one blank for blanks of all kinds."""
    return {read(visible(name)), read(visible_lines(name)), read(visible(" ".join(name.split())))}


class Seen:
    """All that a window shows and says; each text is looked at as it comes."""

    def __init__(self) -> None:
        self.painted: set[str] = set()
        self.said: set[str] = set()

    def paint(self, *arguments: object) -> None:
        self.painted |= {one for one in arguments if isinstance(one, str)}

    def look(self, shown) -> None:
        shown.frame()
        for widget in [shown.window, *shown.window.findChildren(QWidget)]:
            if not isValid(widget):
                # A tooltip that the one before it has shown, and that is gone again.
                continue
            self._widget(widget)
            if widget.isVisible():
                widget.grab()
                self._rest_on(widget)
        for action in shown.window.findChildren(QAction):
            self.say(plain.without_keys(action.text()), action.toolTip())
            assert not Qt.mightBeRichText(action.toolTip())

    def _widget(self, widget: QWidget) -> None:
        assert not Qt.mightBeRichText(widget.toolTip()), widget.toolTip()
        self.say(widget.toolTip(), widget.windowTitle())
        heard = QAccessible.queryAccessibleInterface(widget)
        if heard is not None:
            self.say(*(heard.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)))
        if isinstance(widget, QLabel):
            is_tip = widget.objectName() == "qtooltip_label" and not Qt.mightBeRichText(widget.text())
            assert widget.textFormat() is Qt.TextFormat.PlainText or is_tip, widget.text()
            self.say(widget.text())
        if isinstance(widget, QAbstractButton):
            assert widget.shortcut().isEmpty(), widget.text()
            self.say(widget.text())

    def _rest_on(self, widget: QWidget) -> None:
        """Let the pointer rest at some places of a widget."""
        for x in range(4, widget.width(), max(widget.width() // 12, 24)):
            for y in range(4, widget.height(), max(widget.height() // 6, 24)):
                place = QPoint(x, y)
                QApplication.sendEvent(
                    widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
                )
                assert not Qt.mightBeRichText(QToolTip.text()), QToolTip.text()
                self.say(QToolTip.text())
        QToolTip.hideText()

    def say(self, *texts: str) -> None:
        self.said |= set(texts)

    def check(self) -> None:
        """Nothing that hides, nothing that turns other words."""
        for text in self.said | self.painted:
            for line in text.split("\n"):
                assert is_quiet(line), ascii(text)
                assert not ends_more_than_it_began(line), ascii(text)
        for text in self.said:
            assert not any(map(turned_after, text.split("\n"))), ascii(text)

    def holds(self, name: str) -> bool:
        """Whether a name was to be read whole somewhere."""
        return any(one in read(text) for text in self.said | self.painted for one in readings(name))


@pytest.fixture
def seen(monkeypatch) -> Seen:
    found, draw = Seen(), QPainter.drawText

    def record(painter, *arguments):
        found.paint(*arguments)
        return draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", record)
    monkeypatch.setenv("NNVIZ_REDUCED_MOTION", "1")
    return found


@pytest.fixture
def bait(tmp_path):
    """A pipe: who opens it to read would wait for ever."""
    path = tmp_path / "bait"
    os.mkfifo(path)
    yield path
    # Nobody reads it.
    with pytest.raises(OSError, match=os.strerror(errno.ENXIO)):
        os.close(os.open(path, os.O_WRONLY | os.O_NONBLOCK))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes, nor such names")
@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("short", [False, True])
def test_every_name_of_a_file_is_read_as_it_is(show, seen, bait, tmp_path, draft, short):
    named = tmp_path / f"{planted.text().replace('/', '|')[:60]}.nnviz"
    words = planted.SHORT if short else planted.text(bait)
    path, names = planted.opens(tmp_path / "whole.nnviz", named, words, draft)
    document, _ = formats.open_any(path)
    shown = show(document)
    settings.add_recent(path)
    for theme in ("dark", "light"):
        shown.session.set_theme(theme)
        seen.look(shown)
    for page in ("run", "build", "kernels"):
        shown.session.set_page(page)
        seen.look(shown)
    shown.session.set_page("run")
    for target in (Target(0, 1), Target(1, 2), Target(2, 0), Target(2, 1), None):
        for reasons in ("hidden", "shown"):
            shown.session.select(target)
            shown.session.set_reasons(reasons)
            for seconds in (0.0, 2.0, shown.session.timeline.seconds):
                shown.session.seek(seconds)
                seen.look(shown)
        for level in (Level.BLOCKS, Level.MICROSCOPE, Level.SLOPE) if target else ():
            shown.window.run.canvas.zoom.go(level, target)
            seen.look(shown)
    shown.window.run.canvas.search.field.setText("img")
    seen.look(shown)
    _open_menus(shown, seen)
    seen.check()
    missing = [words for place, words in names.items() if not seen.holds(words) and not _is_kept(place)]
    assert not missing, "\n".join(str(place) for place, words in names.items() if words in missing)
    if not draft:
        # In the top bar and the summary, where the painter cuts it.
        assert seen.holds(names["score", "examples"][:3])


@pytest.mark.parametrize("words", [planted.SHORT, planted.text()])
def test_every_name_of_a_run_is_read_as_it_is(show, seen, words):
    document, names = planted.trained(words)
    shown = show(document)
    for page in ("train", "step"):
        shown.session.set_page(page)
        for part in ("data", "curves", "examples"):
            shown.session.set_train_view(replace(shown.session.view.train, part=part))
            seen.look(shown)
    seen.check()
    assert [name for name in names if not seen.holds(name)] == []


def _is_kept(place: planted.Place) -> bool:
    """Names that no screen shows whole: what other names come from, and what is only kept."""
    kept = (
        ("data", "name"),
        ("data", "input_names"),
        ("data", "class_names"),
        ("view", "page"),
        ("view", "lab"),
        ("view", "train"),
        ("view", "step"),
        ("lesson", "name"),
    )
    return place[0] in ("notes", "draft", "score", "training") or place[:2] in kept


def _open_menus(shown, seen: Seen) -> None:
    window = shown.window
    shown.session.select(Target(1, 0))
    menus = [LayerMenu(shown.session, 1, window)]
    menus.append(
        show_menu(window, shown.session, window.run.canvas.zoom, window.actions_.by_name, QPoint(40, 40))
    )
    for menu in window.findChildren(QMenu):
        menu.aboutToShow.emit()
    for menu in (*menus, *window.findChildren(QMenu)):
        seen.say(plain.without_keys(menu.title()))
        for action in menu.actions():
            seen.say(plain.without_keys(action.text()))
            assert not Qt.mightBeRichText(action.toolTip())
    assert QKeySequence.mnemonic(menus[0].title()).isEmpty()
    for menu in menus:
        menu.close()


def test_a_window_is_called_after_its_document(show, tmp_path):
    path, names = planted.opens(tmp_path / "whole.nnviz", tmp_path / "planted.nnviz", draft=False)
    shown = show(formats.open_any(path)[0])
    assert shown.window.windowHandle().title() == f"{visible(names[('title',)])} – nnviz"


def test_a_refusal_is_one_plain_sentence(show, answer, tmp_path):
    whole = planted.written(tmp_path / "whole.nnviz")
    raw, path = planted.content(whole), tmp_path / "planted\x1b[31m\u202e<b>x.nnviz"
    refused = []
    for place, _ in planted.places(raw):
        try:
            formats.open_any(planted.with_content(whole, planted.planted(raw, place, planted.text()), path))
        except FileError as error:
            refused.append((place, str(error)))
    assert len(refused) > 20
    for _, error in refused:
        box = plain.message(None, f"Could not open {path.name}", error, error)
        assert {label.textFormat() for label in box.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
        for text in (box.text(), box.informativeText(), box.windowTitle()):
            assert not any(map(turned_after, text.split("\n")))
            assert all(map(is_quiet, text.split("\n")))
    planted.with_content(whole, planted.planted(raw, refused[0][0], planted.text()), path)
    said = answer("Close")
    show("xor").window.commands.open(path)
    assert said[0] == sentence(refused[0][1])
    assert "<b>x.nnviz" in said[0]
    assert "&lt;" in said[0]


def test_a_question_names_the_document_as_it_is(show, answer):
    said = answer("Cancel")
    assert dialogs.ask_unsaved(None, planted.text()) is dialogs.Answer.CANCEL
    assert visible(planted.text()) in said[0]


def test_a_record_is_one_line_and_a_traceback_can_not_pass_for_one(tmp_path):
    forged = "x\n2030-01-01 00:00:00,000 INFO nnviz: all is well"
    try:
        raise FileError(forged)
    except FileError:
        record = logging.LogRecord("nnviz", logging.ERROR, "", 1, "open %s", (forged,), sys.exc_info())
    lines = log.LineFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s").format(record).split("\n")
    assert [line for line in lines if not line.startswith("    ")] == lines[:1]
    assert "x↵2030" in lines[0]
    assert all(map(is_quiet, lines))
    assert "nnviz.errors.FileError: x" in "\n".join(lines)


def test_a_message_box_is_asked_through_the_place(qtbot):
    box = plain.message(None, "t", "<b>x</b>", "&lt;")
    assert isinstance(box, QMessageBox)
    assert (box.text(), box.informativeText()) == ("<b>x</b>", "&lt;")
