"""Second copies of unsaved work: what they hold, when they are written, when they go."""

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target, edits, structure
from nnviz.errors import FileError
from nnviz.session import Session, copies
from nnviz.session.lecture import Lecture, Place
from nnviz.session.recovery import EVERY, Recovery
from nnviz.session.worker import Worker
from tests import documents
from tests.lessons import made


class Watched:
    """A session whose work is kept in a folder, by a clock that is set by hand."""

    def __init__(self, place: Path, session: Session) -> None:
        self.place, self.session, self.seconds = place, session, 0.0
        self.worker = Worker()
        self.recovery = Recovery(session, self.worker, place=place, clock=lambda: self.seconds)

    def files(self) -> set[str]:
        self.worker.wait()
        return {str(file.relative_to(self.place)) for file in self.place.rglob("*") if file.is_file()}

    def change(self, value: float, merge: object | None = None) -> None:
        self.session.apply(edits.set_bias, 1, 0, value, merge=merge)

    def crash(self) -> tuple[copies.Copy, ...]:
        """What the next start finds: the process is gone, and its locks with it."""
        self.worker.wait()
        self.recovery.close(keep=True)
        self.worker.close()
        return copies.found(self.place)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "recovery", Session(documents.small()))


def bias(document) -> float:
    return float(document.network.parameters()["1.bias"][0])


def test_an_edit_is_kept_within_ten_seconds_and_not_before(watched: Watched) -> None:
    assert EVERY + 1 <= 10
    watched.change(0.25)
    watched.seconds = EVERY - 0.1
    watched.recovery.tick()
    assert watched.files() == set()
    watched.seconds = EVERY
    watched.recovery.tick()
    (found,) = watched.crash()
    assert bias(found.open()) == 0.25
    assert found.label.edits == 1


def test_what_a_hand_lets_go_of_is_kept_at_once(watched: Watched) -> None:
    watched.session.hold()
    for value in (0.1, 0.2, 0.3):
        watched.change(value, merge="drag")
    assert watched.files() == set()
    watched.session.release()
    (found,) = watched.crash()
    assert bias(found.open()) == np.float32(0.3)


def test_everything_a_file_holds_is_in_it(watched: Watched) -> None:
    session = watched.session
    session.apply(edits.set_override, Target(1, 0), "z", 0.5)
    session.apply(structure.add_layer, "Conv2D")
    session.seek(0.7)
    watched.recovery.write_now()
    (found,) = watched.crash()
    documents.assert_same(found.open(), replace(session.document, view=session.view))


def test_what_did_not_change_is_not_written_again(watched: Watched) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    first = {name: (watched.place / name).stat().st_ino for name in watched.files() if name.endswith(".npy")}
    watched.change(0.5)
    watched.recovery.write_now()
    second = {name: (watched.place / name).stat().st_ino for name in watched.files() if name.endswith(".npy")}
    assert len(second) == len(first)
    assert len(second.items() - first.items()) == 1


def test_saved_work_needs_no_copy(watched: Watched, tmp_path: Path) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    assert watched.files()
    watched.session.save(tmp_path / "mine.nnviz")
    assert watched.files() == set()
    watched.seconds = 60
    watched.recovery.tick()
    assert watched.files() == set()


def test_work_that_was_undone_needs_none_either(watched: Watched) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    watched.session.undo()
    assert watched.files() == set()


def test_a_copy_that_is_worked_on_is_not_offered(watched: Watched) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    assert copies.found(watched.place) == ()


def test_restored_work_is_unsaved_and_replaces_its_copy(watched: Watched, tmp_path: Path) -> None:
    path = tmp_path / "mine.nnviz"
    watched.session.save(path)
    watched.change(0.25)
    watched.recovery.write_now()
    (found,) = watched.crash()
    later = Watched(watched.place, Session(documents.small()))
    later.session.restore(found.open(), found.label.path, found.label.on_disk)
    later.recovery.adopt(found)
    assert later.session.has_unsaved_work
    assert later.session.path == path
    later.worker.wait()
    assert not found.folder.exists()
    later.session.save()
    assert bias(formats.open_any(path)[0]) == 0.25
    assert later.files() == set()


@pytest.mark.parametrize("part", ["index.json", "1.npy", "label.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"\x93NUMPY" + bytes(200), b'{"texts": 3}'])
def test_a_damaged_copy_is_one_sentence(watched: Watched, part: str, content: bytes) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    (found,) = watched.crash()
    (found.folder / part).write_bytes(content)
    if part == "label.json":
        assert copies.found(watched.place) == ()
        return
    with pytest.raises(FileError, match="The copy of"):
        found.open()


def test_a_label_is_bounded_and_read_alone(watched: Watched) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    (found,) = watched.crash()
    label = json.loads((found.folder / "label.json").read_text())
    (found.folder / "label.json").write_text(json.dumps({**label, "title": "x" * 5_000}))
    (found.folder / "index.json").write_bytes(b"never read")
    (again,) = copies.found(watched.place)
    assert len(again.label.title) == copies.LONGEST_TITLE
    (found.folder / "label.json").write_bytes(b" " * (copies.LARGEST_LABEL + 1))
    assert copies.found(watched.place) == ()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_stops(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    watched = Watched(tmp_path / "file", Session(documents.small()))
    watched.change(0.25)
    watched.recovery.write_now()
    assert "no second copy" in watched.recovery.trouble
    assert watched.session.document.network.parameters()["1.bias"][0] == 0.25


def test_a_process_that_was_killed_leaves_its_copy(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from nnviz import formats
from nnviz.document import edits
from nnviz.session import Session
from nnviz.session.lecture import Lecture, Place
from nnviz.session.recovery import EVERY, Recovery
from nnviz.session.worker import Worker
session = Session(formats.open_any("xor")[0])
recovery = Recovery(session, Worker(), place=Path(sys.argv[1]))
session.apply(edits.set_bias, 1, 0, 0.25)
recovery.write_now()
print("written", flush=True)
sys.stdin.read()
"""
    program = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "written\n"
    assert copies.found(tmp_path) == ()
    os.kill(program.pid, signal.SIGKILL)
    program.communicate()
    (found,) = copies.found(tmp_path)
    assert bias(found.open()) == 0.25
    found.discard()
    assert copies.found(tmp_path) == ()


def test_the_worker_does_the_newest_job_of_a_name_and_ends_when_told() -> None:
    worker, done, hold, begun = Worker(), [], threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        hold.wait()
        done.append("first")

    worker.submit("a", first)
    begun.wait()
    worker.submit("a", lambda: done.append("out of date"))
    worker.submit("b", lambda: done.append("other"))
    worker.submit("a", lambda: done.append("newest"))
    hold.set()
    worker.wait()
    assert done == ["first", "newest", "other"]
    worker.submit("a", lambda: 1 / 0)
    worker.close()
    worker.submit("a", lambda: done.append("too late"))
    assert done == ["first", "newest", "other"]


def test_a_copy_that_was_being_removed_is_not_offered(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the middle of removing: what was to go last is still there."""
    watched.change(0.25)
    watched.recovery.write_now()
    (found,) = watched.crash()
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    found.discard()
    assert (found.folder / "index.json").exists()
    assert copies.found(watched.place) == ()


def test_a_copy_that_could_not_be_written_is_tried_again_without_another_edit(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    watched = Watched(tmp_path / "file", Session(documents.small()))
    watched.change(0.25)
    watched.seconds = EVERY
    watched.recovery.tick()
    watched.worker.wait()
    assert watched.recovery.trouble
    (tmp_path / "file").unlink()
    watched.seconds = 2 * EVERY - 0.1
    watched.recovery.tick()
    assert watched.files() == set()
    watched.seconds = 2 * EVERY
    watched.recovery.tick()
    (found,) = watched.crash()
    assert bias(found.open()) == 0.25
    assert watched.recovery.trouble == ""


def test_a_copy_that_was_written_is_not_written_again(watched: Watched) -> None:
    watched.change(0.25)
    watched.seconds = EVERY
    watched.recovery.tick()
    first = {name: (watched.place / name).stat().st_ino for name in watched.files()}
    watched.seconds = 3 * EVERY
    watched.recovery.tick()
    assert {name: (watched.place / name).stat().st_ino for name in watched.files()} == first


def test_saved_work_leaves_no_copy_though_its_last_one_failed(watched: Watched, tmp_path: Path) -> None:
    watched.change(0.25)
    watched.recovery.write_now()
    label = next(watched.place.rglob("label.json"))
    label.unlink()
    label.mkdir()
    watched.change(0.5)
    watched.recovery.write_now()
    assert watched.recovery.trouble
    watched.session.save(tmp_path / "mine.nnviz")
    assert watched.files() == set()


def test_a_programs_run_of_edits_is_kept_while_it_lasts(watched: Watched) -> None:
    """Nothing is ever let go of, and it is all one undo step; no more is lost than of a person's work."""
    pace, kept = 0.25, 0.0
    for number in range(1, 501):
        watched.change(float(number), merge="run")
        watched.seconds += pace
        watched.recovery.tick()
        if number % 100 == 0:
            watched.worker.wait()
            written = [path for path in watched.place.rglob("*.npy") if np.load(path).shape == (3,)]
            kept = max(float(np.load(path)[0]) for path in written)
            assert (number - kept) * pace <= EVERY + pace
    assert kept
    watched.session.undo()
    assert watched.session.undo_label is None


def test_a_lesson_that_is_open_takes_no_copy_of_the_own_work_away(watched: Watched) -> None:
    watched.change(0.5)
    watched.session.open_lesson(Lecture(made.small()))
    watched.session.apply(edits.set_weight, 1, (0, 0), 9.0)
    watched.seconds = EVERY + 1
    watched.recovery.tick()
    watched.session.go_to(Place(2))
    watched.seconds = 3 * EVERY
    watched.recovery.tick()
    (copy,) = watched.crash()
    assert copy.label.title == documents.small().title
    assert bias(copy.open()) == 0.5


def test_a_lesson_alone_leaves_no_copy(watched: Watched) -> None:
    watched.session.open_lesson(Lecture(made.small()))
    watched.session.apply(edits.set_weight, 1, (0, 0), 9.0)
    watched.seconds = EVERY + 1
    watched.recovery.tick()
    assert watched.files() == set()
