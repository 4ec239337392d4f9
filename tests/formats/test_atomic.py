"""A crash at any instant leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.errors import FileError
from nnviz.formats import atomic, locks
from nnviz.formats.fingerprint import MOST_HASHED, fingerprint
from tests import documents

KILLS = 200
# As acl(5) has it: the owner reads and writes, so does user 1234; the group reads, the mask allows both.
ACCESS_LIST = struct.pack(
    "<I" + "HHI" * 5,
    *(2, 1, 6, 2**32 - 1, 2, 6, 1234, 4, 4, 2**32 - 1, 16, 6, 2**32 - 1, 32, 0, 2**32 - 1),
)

# Forks a child that saves two documents over each other for as long as it lives, kills it after a while that
# differs from time to time, and opens the file; all again and again. Forking starts Python once.
KILLER = """
import os, random, signal, sys, time
from dataclasses import replace
from pathlib import Path
from nnviz import formats

path, kills = Path(sys.argv[1]), int(sys.argv[2])
one = formats.open_any(path)[0]
other = replace(one, title="another", notes="x" * 300_000)
wait, caught = random.Random(0), 0
for _ in range(kills):
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        formats.save(other, path)
        os.write(writer, b"!")
        while True:
            formats.save(one, path)
            formats.save(other, path)
    os.read(reader, 1)
    time.sleep(wait.uniform(0, 0.01))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reader), os.close(writer)
    caught += any(path.parent.glob("*.tmp"))
    found = formats.open_any(path)[0]
    print("another" if (found.title, found.notes) == (other.title, other.notes) else
          "one" if (found.title, found.notes) == (one.title, one.notes) else "damaged")
formats.save(one, path)
print("left over", len(list(path.parent.glob("*.tmp"))))
print("caught in the act", caught)
"""


# Imports come first: the somebody else may not be allowed to read Python's own folders.
NOBODY = """
import os, sys
from pathlib import Path
from nnviz.errors import FileError
from nnviz.formats import atomic

if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    atomic.write(Path(sys.argv[1]), b"new")
    print("saved")
except FileError as error:
    print(error)
"""


def test_killed_while_saving_never_loses_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.nnviz"
    formats.save(documents.small(), path)
    done = subprocess.run(
        [sys.executable, "-c", KILLER, path, str(KILLS)], capture_output=True, text=True, check=True
    )
    *found, left, caught = done.stdout.splitlines()
    assert left == "left over 0"
    assert len(found) == KILLS
    assert set(found) == {"one", "another"}
    # Temporary files left behind prove that the kills really fell into the writing.
    assert int(caught.split()[-1]) > KILLS // 20


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "mine.nnviz"
    formats.save(documents.small(), path)
    before = path.read_bytes()
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, old[1]))
    try:
        with pytest.raises(FileError, match=r"Can't save to .*too large.* untouched"):
            formats.save(documents.small(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    with disk(tmp_path, "size=64k") as folder:
        path = folder / "mine.nnviz"
        atomic.write(path, b"old")
        with pytest.raises(FileError, match="the disk is full; make room"):
            atomic.write(path, bytes(100_000))
        assert path.read_bytes() == b"old"
        assert list(folder.iterdir()) == [path]


def test_a_read_only_disk_is_named(tmp_path: Path) -> None:
    with (
        disk(tmp_path, "ro") as folder,
        pytest.raises(FileError, match="the folder can only be read; choose another"),
    ):
        formats.save(documents.small(), folder / "mine.nnviz")


@contextlib.contextmanager
def disk(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own, in memory."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_folder_is_named() -> None:
    # Not under tmp_path: only root may enter that where the tests run as root.
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        for name, mode in (("open", 0o777), ("closed", 0o555)):
            (folder := Path(place, name)).mkdir()
            folder.chmod(mode)
        opened, closed = (save_as_nobody(Path(place, name, "a.nnviz")) for name in ("open", "closed"))
        assert opened == "saved"
        assert closed.endswith(
            "the folder can only be read; choose another folder. What was there is untouched."
        )
        assert [file.parent.name for file in Path(place).rglob("*.nnviz")] == ["open"]


def save_as_nobody(path: Path) -> str:
    """What saving there says to a process that may not write everywhere, as root may."""
    done = subprocess.run([sys.executable, "-c", NOBODY, path], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def missing(folder: Path) -> Path:
    return folder / "nowhere" / "a.nnviz"


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "a.nnviz"


def a_folder(folder: Path) -> Path:
    (folder / "a.nnviz").mkdir()
    return folder / "a.nnviz"


def too_long(folder: Path) -> Path:
    return folder / ("a" * 300 + ".nnviz")


@pytest.mark.parametrize("place", [missing, below_a_file, a_folder, too_long])
def test_a_place_that_takes_no_file_is_named(tmp_path: Path, place: Callable[[Path], Path]) -> None:
    path = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileError, match=r"^Can't save to .*\.$"):
        formats.save(documents.small(), path)
    assert sorted(tmp_path.rglob("*")) == before


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "mine.nnviz", tmp_path / "link.nnviz"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def hard_link(folder: Path) -> Path:
    (folder / "other").write_bytes(b"old")
    os.link(folder / "other", folder / "a.nnviz")
    return folder / "a.nnviz"


def protected(folder: Path) -> Path:
    (folder / "a.nnviz").write_bytes(b"old")
    (folder / "a.nnviz").chmod(0o444)
    return folder / "a.nnviz"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.nnviz")
    return folder / "a.nnviz"


def circle(folder: Path) -> Path:
    (folder / "a.nnviz").symlink_to("b.nnviz")
    (folder / "b.nnviz").symlink_to("a.nnviz")
    return folder / "a.nnviz"


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (hard_link, "another name too"),
        (protected, "may only be read"),
        (pipe, "a device or a pipe"),
        (circle, "leads in a circle"),
        (a_folder, "it is a folder"),
    ],
)
def test_what_a_rename_would_harm_is_refused(tmp_path: Path, make: Callable[[Path], Path], why: str) -> None:
    path = make(tmp_path)
    before = [
        (file.name, os.lstat(file).st_ino, os.lstat(file).st_size) for file in sorted(tmp_path.iterdir())
    ]
    with pytest.raises(FileError, match=why):
        formats.save(documents.small(), path)
    after = [
        (file.name, os.lstat(file).st_ino, os.lstat(file).st_size) for file in sorted(tmp_path.iterdir())
    ]
    assert after == before


def test_a_link_to_nothing_yet_is_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "a.nnviz"
    link.symlink_to("folder/real.nnviz")
    atomic.write(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "folder" / "real.nnviz").read_bytes() == b"new"


def test_the_last_look_comes_when_everything_is_written_and_can_still_stop_it(tmp_path: Path) -> None:
    path, link = tmp_path / "mine.nnviz", tmp_path / "link.nnviz"
    path.write_bytes(b"old")
    link.symlink_to(path)
    seen = []

    def look(target: Path) -> None:
        [temporary] = tmp_path.glob("*.tmp")
        seen.append((target, target.read_bytes(), temporary.read_bytes()))
        raise FileError("Stop.")

    with pytest.raises(FileError, match="Stop"):
        atomic.write(link, b"new", look)
    assert seen == [(path, b"old", b"new")]
    assert sorted(tmp_path.iterdir()) == [link, path]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("size", [0, 3, MOST_HASHED + 1])
def test_what_was_written_is_known_without_another_look(tmp_path: Path, size: int) -> None:
    path = tmp_path / "mine.nnviz"
    assert atomic.write(path, bytes(size)) == fingerprint(path)


def test_owner_group_and_marks_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "mine.nnviz"
    path.write_bytes(b"old")
    if os.geteuid() == 0:
        os.chown(path, 1234, 4321)
    path.chmod(0o2664)
    marked = True
    try:
        os.setxattr(path, "user.note", b"seen")
    except OSError:
        marked = False
    before = path.stat()
    atomic.write(path, b"new")
    after = path.stat()
    assert path.read_bytes() == b"new"
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    assert not marked or os.getxattr(path, "user.note") == b"seen"


def test_a_file_of_somebody_else_is_not_taken_over() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may make a file somebody else's")
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o777)
        path = Path(place, "a.nnviz")
        path.write_bytes(b"old")
        path.chmod(0o666)
        assert "belongs to somebody else" in save_as_nobody(path)
        assert path.read_bytes() == b"old"


def test_a_new_group_gets_no_rights_of_the_old_one() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may give a file to a group of others")
    with tempfile.TemporaryDirectory() as place:
        os.chown(place, 65534, 65534)
        os.chmod(place, 0o777)
        path = Path(place, "a.nnviz")
        path.write_bytes(b"old")
        os.chown(path, 65534, 4321)
        path.chmod(0o2664)
        assert save_as_nobody(path) == "saved"
        after = path.stat()
        assert (after.st_uid, after.st_gid, after.st_mode & 0o7777) == (65534, 65534, 0o644)


def test_an_access_list_is_kept_and_none_is_taken_from_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.nnviz"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "system.posix_acl_access", ACCESS_LIST)
        os.setxattr(tmp_path, "system.posix_acl_default", ACCESS_LIST)
    except OSError:
        pytest.skip("this disk knows no access lists")
    atomic.write(path, b"new")
    assert os.getxattr(path, "system.posix_acl_access") == ACCESS_LIST
    os.removexattr(path, "system.posix_acl_access")
    path.chmod(0o600)
    atomic.write(path, b"newer")
    assert "system.posix_acl_access" not in os.listxattr(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_writers_left_behind_goes_and_what_one_still_writes_stays(tmp_path: Path) -> None:
    say = "import os; print(os.getpid())"
    gone = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True)
    names = {
        "of one that is gone": f".nnviz-{int(gone.stdout)}-{'0' * 16}.tmp",
        "of an early version": f".nnviz-{'1' * 16}.tmp",
        "of a living writer": f".nnviz-{os.getpid()}-{'2' * 16}.tmp",
        "young, of an early version": f".nnviz-{'3' * 16}.tmp",
        "of another program": ".nnviz-notes.tmp",
    }
    for name in names.values():
        (tmp_path / name).write_bytes(b"half")
    os.utime(tmp_path / names["of an early version"], (0, 0))
    an_hour_ago = time.time() - 3000
    os.utime(tmp_path / names["of a living writer"], (an_hour_ago, an_hour_ago))
    (tmp_path / "other").touch()
    os.utime(tmp_path / "other", (0, 0))
    (tmp_path / f".nnviz-{'5' * 16}.tmp").symlink_to("other")
    os.utime(tmp_path / f".nnviz-{'5' * 16}.tmp", (0, 0), follow_symlinks=False)
    os.mkfifo(tmp_path / f".nnviz-{'6' * 16}.tmp")
    os.utime(tmp_path / f".nnviz-{'6' * 16}.tmp", (0, 0))
    atomic.write(tmp_path / "mine.nnviz", b"new")
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {
        "mine.nnviz",
        names["of a living writer"],
        names["young, of an early version"],
        names["of another program"],
        "other",
        f".nnviz-{'5' * 16}.tmp",
        f".nnviz-{'6' * 16}.tmp",
    }


def test_a_temporary_file_whose_lock_is_held_stays_however_old(tmp_path: Path) -> None:
    file = tmp_path / f".nnviz-{'4' * 16}.tmp"
    with open(file, "wb") as held:
        assert locks.try_lock(held.fileno())
        os.utime(file, (0, 0))
        atomic.write(tmp_path / "mine.nnviz", b"new")
        assert file.exists()
    atomic.write(tmp_path / "mine.nnviz", b"newer")
    assert not file.exists()
