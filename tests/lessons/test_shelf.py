"""Lessons are found by name, in the order in which they are taught."""

import pytest

from nnviz.errors import FileError, UnknownNameError
from nnviz.lessons import shelf


def test_a_file_beside_a_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.md").write_text("# Mine\n")
    assert shelf.file_of("mine.md").read_text() == "# Mine\n"


def test_an_unknown_word_is_told_what_there_is():
    with pytest.raises(UnknownNameError, match=r"no lesson file or bundled lesson \"nowhere\""):
        shelf.file_of("nowhere")


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(FileError, match="check the name"):
        shelf.file_of(tmp_path / "none.md")
    with pytest.raises(FileError, match="is a folder"):
        shelf.file_of(tmp_path)


def test_bundled_ones_stand_in_teaching_order():
    names = shelf.names()
    known = [name for name in names if name in shelf.ORDER]
    assert known == [name for name in shelf.ORDER if name in names]
    assert all(shelf.bundled(name).is_file() for name in names)
