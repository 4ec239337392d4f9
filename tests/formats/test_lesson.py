"""The lesson that a document was saved from lies in its file, whole."""

import zipfile
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document import LessonCopy
from nnviz.errors import FileError
from tests.documents import small

TEXT = "---\ntitle: Wellen\n---\n\n# Größe – 中 🙂\r\n\nText.\n"


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "lecture.nnviz"
    formats.save(replace(small(), lesson=LessonCopy("waves", TEXT, 3, 1)), path)
    return path


def test_text_and_place_come_back(saved):
    assert formats.open_any(saved)[0].lesson == LessonCopy("waves", TEXT, 3, 1)


def test_the_text_can_be_read_without_nnviz(saved):
    with zipfile.ZipFile(saved) as archive:
        assert archive.read("lesson.md").decode() == TEXT


def test_a_document_on_no_card_has_none(tmp_path):
    path = tmp_path / "plain.nnviz"
    formats.save(small(), path)
    assert formats.open_any(path)[0].lesson is None
    with zipfile.ZipFile(path) as archive:
        assert "lesson.md" not in archive.namelist()


def rewritten(path, to, content):
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w") as other:
        for name in archive.namelist():
            held = content if name == "lesson.md" else archive.read(name)
            if held is not None:
                other.writestr(name, held)
    return to


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "lesson.md is missing"),
        (b"\xff\xfe", "lesson.md is no text"),
        (b"x" * (2**20 + 1), "lesson.md claims 1,048,577 bytes"),
    ],
)
def test_a_damaged_text_is_refused(saved, tmp_path, content, said):
    with pytest.raises(FileError, match=said):
        formats.open_any(rewritten(saved, tmp_path / "other.nnviz", content))


@pytest.mark.parametrize("text", ["x" * (2**20 + 1), "half\ud800"])
def test_what_could_not_be_opened_again_is_not_saved(saved, text):
    before = saved.read_bytes()
    with pytest.raises(FileError, match="can't be saved"):
        formats.save(replace(small(), lesson=LessonCopy("waves", text)), saved)
    assert saved.read_bytes() == before
