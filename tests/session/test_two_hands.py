"""Two windows, or a window and another program, on one file."""

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.errors import FileChangedError, FileError, FileGoneError
from nnviz.formats.fingerprint import fingerprint
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


def test_other_bytes_of_the_same_size_and_time_are_another_file(path: Path) -> None:
    mine, before = opened(path), path.stat()
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    with open(path, "r+b") as file:
        file.write(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_ino == before.st_ino
    change(mine, 0.75)
    with pytest.raises(FileChangedError):
        mine.save()
    assert path.read_bytes() == content


def test_a_file_that_is_gone_is_asked_about_in_its_own_words(path: Path, tmp_path: Path) -> None:
    session = opened(path)
    path.rename(tmp_path / "renamed.nnviz")
    change(session, 0.75)
    with pytest.raises(FileGoneError, match="deleted, moved or renamed"):
        session.save()
    assert [file.name for file in tmp_path.iterdir()] == ["renamed.nnviz"]
    session.save(overwrite=True)
    assert bias(path) == 0.75
    change(session, 0.5)
    session.save()


def test_the_same_file_by_another_way_is_the_same(path: Path, tmp_path: Path, monkeypatch: Any) -> None:
    link = tmp_path / "link.nnviz"
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    for way in (path, link, Path(path.name)):
        mine, theirs = opened(Path(path.name)), opened(path)
        change(theirs, bias(path) + 1)
        theirs.save()
        change(mine, -1)
        with pytest.raises(FileChangedError):
            mine.save(way)


def test_a_file_named_from_a_folder_is_the_same_from_another(
    path: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    session = opened(Path(path.name))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    change(session, 0.75)
    session.save()
    assert session.path == path
    assert bias(path) == 0.75
    assert not list(Path().iterdir())


def test_restored_work_asks_before_it_replaces_what_was_saved_since(path: Path) -> None:
    session, before = opened(path), fingerprint(path)
    theirs = opened(path)
    change(theirs, 0.25)
    theirs.save()
    for known in (before, None):
        session.restore(documents.small(), path, known)
        with pytest.raises(FileChangedError):
            session.save()
    assert bias(path) == 0.25


def test_what_is_saved_between_reading_and_the_first_window_counts(path: Path) -> None:
    before = fingerprint(path)
    document, source = formats.open_any(path)
    theirs = opened(path)
    change(theirs, 0.25)
    theirs.save()
    mine = Session(document, source, before)
    change(mine, 0.75)
    with pytest.raises(FileChangedError):
        mine.save()


def test_what_never_ends_is_no_file(path: Path, tmp_path: Path) -> None:
    session = opened(path)
    (tmp_path / "endless.nnviz").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.nnviz")
    for name in ("endless.nnviz", "pipe.nnviz"):
        with pytest.raises(FileError, match="no regular file"):
            session.open(tmp_path / name)
    # And where the file itself has become a pipe since.
    path.unlink()
    os.mkfifo(path)
    change(session, 0.75)
    with pytest.raises(FileError, match="a device or a pipe"):
        session.save()


def test_a_second_window_knows_of_the_first_until_that_one_closes(path: Path, tmp_path: Path) -> None:
    first = opened(path)
    link = tmp_path / "link.nnviz"
    link.symlink_to(path)
    second = opened(link)
    assert (first.is_shared, second.is_shared) == (False, True)
    first.close()
    second.close()
    assert not opened(path).is_shared


def test_a_third_window_knows_of_the_second_when_the_first_has_closed(path: Path) -> None:
    first, second = opened(path), opened(path)
    first.close()
    third = opened(path)
    assert third.is_shared
    second.close()
    third.close()
    assert not opened(path).is_shared


def test_saving_onto_a_file_that_another_window_has_open_tells(path: Path, tmp_path: Path) -> None:
    first, other = opened(path), Session(documents.small())
    other.save(tmp_path / "other.nnviz")
    assert not other.is_shared
    change(other, 0.25)
    other.save(path)
    assert other.is_shared
    change(first, 0.5)
    with pytest.raises(FileChangedError):
        first.save()


def test_records_of_windows_that_are_gone_go(path: Path, tmp_path: Path) -> None:
    records = Path(os.environ["XDG_STATE_HOME"], "nnviz", "open")
    gc.collect()
    held = opened(path)
    (records / f"{'0' * 32}-{'1' * 16}.lock").touch()
    formats.save(documents.small(), tmp_path / "other.nnviz")
    other = opened(tmp_path / "other.nnviz")
    now = set(records.glob("*.lock"))
    assert f"{'0' * 32}-{'1' * 16}.lock" not in {file.name for file in now}
    held.close()
    other.close()
    assert len(set(records.glob("*.lock")) & now) == len(now) - 2


def test_no_state_folder_stops_nothing(path: Path, tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    session = opened(path)
    change(session, 0.5)
    session.save()
    assert not session.is_shared


RUSH = """
import sys
from pathlib import Path
from nnviz.session.claims import Claim
print("ready", flush=True)
sys.stdin.readline()
claim = Claim(Path(sys.argv[1]))
print(claim.is_shared, flush=True)
sys.stdin.readline()
"""


def test_of_windows_that_open_at_once_all_but_one_are_told(path: Path) -> None:
    for _ in range(2):
        programs = [
            subprocess.Popen(
                [sys.executable, "-c", RUSH, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(4)
        ]
        for program in programs:
            assert answer(program) == "ready"
        for program in programs:
            say(program)
        told = [answer(program) for program in programs]
        assert told.count("False") <= 1
        # Each still has its own, whatever the others took for left behind.
        assert opened(path).is_shared
        for program in programs[1:]:
            program.kill()
        assert opened(path).is_shared
        say(programs[0])
        for program in programs:
            program.communicate()
        assert not opened(path).is_shared


def say(program: subprocess.Popen[str]) -> None:
    assert program.stdin is not None
    program.stdin.write("\n")
    program.stdin.flush()


def answer(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


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
    held.close()
    program.kill()
    program.communicate()
    assert not opened(path).is_shared
