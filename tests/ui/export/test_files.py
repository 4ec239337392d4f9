"""Pictures written without a window: the same bytes twice, and friendly refusals."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from nnviz import formats
from nnviz.document import Document, Target
from nnviz.errors import FileError, NNVizError, OptionError
from nnviz.ui.export.files import render
from nnviz.ui.export.sheet import Sheet

GOOD: dict[str, Any] = {"seconds": 3.0, "size": (640, 400), "theme": "dark", "select": Target(2, 3)}


@pytest.fixture(scope="module")
def digits() -> Document:
    return formats.open_any("digits")[0]


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Pictures need one; the command line makes its own."""


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_twice_gives_the_same_bytes(tmp_path: Path, digits: Document, theme: str) -> None:
    for name in ("a.png", "b.png"):
        render(Sheet(digits, **{**GOOD, "theme": theme}), tmp_path / name)
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_the_picture_has_the_asked_size_and_every_argument_shows(tmp_path: Path, digits: Document) -> None:
    variants = [GOOD, {**GOOD, "seconds": 5.0}, {**GOOD, "theme": "light"}, {**GOOD, "select": Target(2, 4)}]
    pictures = []
    for number, options in enumerate(variants):
        out = tmp_path / f"{number}.png"
        render(Sheet(digits, **options), out)
        pictures.append(QImage(str(out)))
    assert all((picture.width(), picture.height()) == (640, 400) for picture in pictures)
    assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


@pytest.mark.parametrize(
    "bad",
    [
        {"size": (0, 0)},
        {"size": (63, 400)},
        {"size": (100_000, 100_000)},
        {"size": (10_000, 10_000)},
        {"seconds": -1.0},
        {"seconds": float("nan")},
        {"theme": "sepia"},
        {"select": Target(9, 99)},
        {"select": Target(2, 10)},
    ],
)
def test_what_is_not_possible_is_refused_in_one_line(
    tmp_path: Path, digits: Document, bad: dict[str, Any]
) -> None:
    out = tmp_path / "out.png"
    with pytest.raises(OptionError) as caught:
        render(Sheet(digits, **{**GOOD, **bad}), out)
    assert str(caught.value)
    assert "\n" not in str(caught.value)
    assert not out.exists()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path, digits: Document) -> None:
    with pytest.raises(FileError, match=r"out\.png"):
        render(Sheet(digits, **GOOD), tmp_path / "missing" / "out.png")


def test_a_disk_that_fills_up_leaves_the_old_picture(tmp_path: Path, digits: Document) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"old")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, old[1]))
    try:
        with pytest.raises(FileError, match="untouched"):
            render(Sheet(digits, **GOOD), out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_errors_are_the_projects_own(tmp_path: Path, digits: Document, qtbot: QtBot) -> None:
    with pytest.raises(NNVizError):
        render(Sheet(digits, **GOOD), tmp_path)
