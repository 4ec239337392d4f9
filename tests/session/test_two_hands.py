"""Two windows, or a window and another program, on one file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.errors import FileChangedError
from nnviz.session import Session
from tests import documents


@pytest.fixture
def path(tmp_path: Path) -> Path:
    formats.save(documents.small(), tmp_path / "mine.nnviz")
    return tmp_path / "mine.nnviz"


def opened(path: Path) -> Session:
    session = Session(documents.small())
    session.open(path)
    return session


def change(session: Session, value: float) -> None:
    session.apply(edits.set_bias, 1, 0, value)


def bias(path: Path) -> float:
    return float(formats.open_any(path)[0].network.parameters()["1.bias"][0])


def test_saving_over_a_file_that_changed_asks_first(path: Path) -> None:
    mine, theirs = opened(path), opened(path)
    change(theirs, 0.25)
    theirs.save()
    change(mine, 0.75)
    with pytest.raises(FileChangedError, match="changed on the disk"):
        mine.save()
    assert bias(path) == 0.25
    assert mine.has_unsaved_work
    mine.save(overwrite=True)
    assert bias(path) == 0.75
    # From then on the file is the one that this window wrote.
    change(mine, 0.5)
    mine.save()
    change(theirs, 1.0)
    with pytest.raises(FileChangedError):
        theirs.save()


def test_saving_under_another_name_keeps_both(path: Path, tmp_path: Path) -> None:
    mine, theirs = opened(path), opened(path)
    change(theirs, 0.25)
    theirs.save()
    change(mine, 0.75)
    mine.save(tmp_path / "other.nnviz")
    assert (bias(path), bias(tmp_path / "other.nnviz")) == (0.25, 0.75)
    change(mine, 0.5)
    mine.save()
    assert (bias(path), bias(tmp_path / "other.nnviz")) == (0.25, 0.5)


def test_a_touched_file_of_the_same_bytes_is_no_other_file(path: Path) -> None:
    session = opened(path)
    os.utime(path, (1, 1))
    change(session, 0.75)
    session.save()
    assert bias(path) == 0.75


def test_a_file_that_is_gone_is_written_anew(path: Path) -> None:
    session = opened(path)
    path.unlink()
    change(session, 0.75)
    session.save()
    assert bias(path) == 0.75


def test_a_second_window_knows_of_the_first_until_that_one_closes(path: Path, tmp_path: Path) -> None:
    first = opened(path)
    link = tmp_path / "link.nnviz"
    link.symlink_to(path)
    second = opened(link)
    assert (first.is_shared, second.is_shared) == (False, True)
    first.close()
    assert not opened(path).is_shared


def test_a_window_that_goes_on_to_another_file_lets_go(path: Path) -> None:
    first = opened(path)
    first.show(documents.small())
    assert not opened(path).is_shared


def test_bundled_samples_are_everybodys() -> None:
    sessions = [Session(documents.small()) for _ in range(2)]
    for session in sessions:
        session.open("xor")
    assert not any(session.is_shared for session in sessions)


def test_a_process_that_was_killed_holds_nothing(path: Path) -> None:
    code = (
        "import os, signal, sys; from nnviz.session import Session; from nnviz import formats\n"
        "session = Session(formats.open_any('xor')[0]); session.open(sys.argv[1])\n"
        "print(session.is_shared, flush=True); sys.stdin.read()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, path], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "False\n"
    held = opened(path)
    assert held.is_shared
    program.kill()
    program.communicate()
    assert not opened(path).is_shared
