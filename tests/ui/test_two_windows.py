"""What a window asks and says when it isn't the only one on its file."""

import os

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from nnviz import formats
from nnviz.document import edits
from nnviz.session import Session


def bias(path):
    return float(formats.open_any(path)[0].network.parameters()["1.bias"][0])


@pytest.fixture
def contested(show, tmp_path):
    """A window with an edit, on a file that another one has saved since."""
    path = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("xor")[0], path)
    shown = show(str(path))
    theirs = Session(formats.open_any("xor")[0])
    theirs.open(path)
    theirs.apply(edits.set_bias, 1, 0, 0.25)
    theirs.save()
    shown.session.apply(edits.set_bias, 1, 0, 0.75)
    return shown, path


@pytest.fixture
def answers(qtbot):
    """Press one button in each of the next message boxes; the list holds their texts."""
    timers = []

    def press(*buttons):
        said, left = [], list(buttons)

        def look():
            box = QApplication.activeModalWidget()
            if left and isinstance(box, QMessageBox) and box.isVisible():
                [button] = [b for b in box.buttons() if b.text().replace("&", "") == left[0]]
                del left[0]
                said.append(box.text())
                button.click()

        timers.append(QTimer())
        timers[-1].setInterval(20)
        timers[-1].timeout.connect(look)
        timers[-1].start()
        return said

    yield press
    for timer in timers:
        timer.stop()


@pytest.mark.parametrize(("button", "kept", "saved"), [("Overwrite", 0.75, True), ("Cancel", 0.25, False)])
def test_saving_over_a_changed_file_asks(contested, answer, button, kept, saved):
    shown, path = contested
    said = answer(button)
    assert shown.window.commands.save() is saved
    assert "mine.nnviz" in said[0]
    assert "changed on the disk" in said[0]
    assert bias(path) == kept
    assert shown.session.has_unsaved_work is not saved


@pytest.mark.parametrize(("button", "kept", "leaves"), [("Overwrite", 0.75, True), ("Cancel", 0.25, False)])
def test_leaving_with_unsaved_work_asks_the_same(contested, answers, button, kept, leaves):
    shown, path = contested
    said = answers("Save", button)
    assert shown.window.commands.may_leave() is leaves
    assert "not saved" in said[0]
    assert "changed on the disk" in said[1]
    assert bias(path) == kept


def test_a_file_that_is_gone_is_written_here_again_only_when_asked(contested, answer):
    shown, path = contested
    path.unlink()
    said = answer("Cancel")
    assert not shown.window.commands.save()
    assert "deleted, moved or renamed" in said[0]
    assert not path.exists()
    answer("Save here")
    assert shown.window.commands.save()
    assert bias(path) == 0.75


def hard_link(path):
    os.link(path, path.with_name("other"))


def protected(path):
    path.chmod(0o444)


def a_folder(path):
    path.unlink()
    path.mkdir()


def pipe(path):
    path.unlink()
    os.mkfifo(path)


def circle(path):
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize("spoil", [hard_link, protected, a_folder, pipe, circle])
def test_what_cannot_be_replaced_leads_to_save_as_under_a_free_name(contested, answer, monkeypatch, spoil):
    shown, path = contested
    spoil(path)
    offered = []
    monkeypatch.setattr(
        shown.window.commands, "_ask_where", lambda _, start, __: offered.append(start) or start
    )
    said = answer("Save as…")
    assert shown.window.commands.save()
    assert said[0].startswith("Can't save to")
    assert offered == [path.with_name("mine 2.nnviz")]
    assert bias(offered[0]) == 0.75


def test_save_as_onto_a_file_that_another_window_has_open_says_so(show, tmp_path, answer, monkeypatch):
    path = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("xor")[0], path)
    first = Session(formats.open_any("xor")[0])
    first.open(path)
    shown = show("xor")
    monkeypatch.setattr(shown.window.commands, "_ask_where", lambda *_: path)
    said = answer("Close")
    assert shown.window.commands.save_as()
    assert "open in another nnviz window" in said[0]


def test_save_as_keeps_both(contested, answer, tmp_path, monkeypatch):
    shown, path = contested
    other = tmp_path / "other.nnviz"
    answer("Save as…")
    monkeypatch.setattr(shown.window.commands, "_ask_where", lambda *_: other)
    assert shown.window.commands.save()
    assert (bias(path), bias(other)) == (0.25, 0.75)
    assert shown.session.path == other


def test_the_second_window_says_so(show, tmp_path, answer):
    path = tmp_path / "mine.nnviz"
    formats.save(formats.open_any("xor")[0], path)
    first = Session(formats.open_any("xor")[0])
    first.open(path)
    shown = show("xor")
    said = answer("Close")
    shown.window.commands.open(path)
    assert "open in another nnviz window" in said[0]
    assert shown.session.path == path
