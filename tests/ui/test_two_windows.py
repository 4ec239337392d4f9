"""What a window asks and says when it isn't the only one on its file."""

import pytest

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


@pytest.mark.parametrize(("button", "kept", "saved"), [("Overwrite", 0.75, True), ("Cancel", 0.25, False)])
def test_saving_over_a_changed_file_asks(contested, answer, button, kept, saved):
    shown, path = contested
    said = answer(button)
    assert shown.window.commands.save() is saved
    assert "mine.nnviz" in said[0]
    assert "changed on the disk" in said[0]
    assert bias(path) == kept
    assert shown.session.has_unsaved_work is not saved


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
