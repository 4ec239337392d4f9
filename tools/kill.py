"""Kills a program that edits and saves, at random instants, and counts what is lost.

    python -m tools.kill --seed 1 --rounds 500

Each round is a process of its own with a real window (off screen) on a file. Every edit is entered in a
journal outside the process. After the kill the file must open, and file and recovery copy together must hold
every edit but those of the last moments.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

EVERY, LOOK = 0.5, 50
"""Seconds after which an edit is written, and milliseconds between looks: more often than the program."""
WRITING = 0.5
"""Seconds that writing a copy may take on a busy machine."""


@dataclass
class Tally:
    """What came of all rounds. ``lost`` are seconds of work."""

    rounds: int = 0
    files_lost: int = 0
    edits: int = 0
    lost: list[float] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def edit_until_killed(place: Path, seed: int) -> None:
    """Open the file, and edit and save it for as long as one lives."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from nnviz.document import edits
    from nnviz.formats import open_any
    from nnviz.session import Session
    from nnviz.session.worker import Worker
    from nnviz.ui import app
    from nnviz.ui.clock import FrameClock
    from nnviz.ui.window.keeping import Keeping
    from nnviz.ui.window.main_window import MainWindow

    app.adopt(QApplication([]))
    path = place / "mine.nnviz"
    session = Session(*open_any(path))
    window = MainWindow(session)
    FrameClock(session, window).add(window)
    keeping = Keeping(session, window, Worker(), EVERY, LOOK)
    window.show()
    journal = os.open(place / "journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    choose, count = random.Random(seed), 0

    def edit() -> None:
        nonlocal count
        count += 1
        if count % 3:
            session.hold()
        session.apply(edits.set_bias, 1, 0, float(count), merge="drag" if count % 3 else None)
        os.write(journal, f"{count} {time.time()}\n".encode())
        if choose.random() < 0.05:
            session.release()
        if choose.random() < 0.02:
            session.save()

    timer = QTimer(keeping)
    timer.timeout.connect(edit)
    timer.start(15)
    QApplication.exec()


def one_round(seed: int, tally: Tally) -> None:
    """Start, kill, look at what is left."""
    from nnviz import formats
    from nnviz.errors import NNVizError
    from nnviz.session import copies

    choose = random.Random(seed)
    place = Path(tempfile.mkdtemp(prefix="nnviz-kill-"))
    os.environ["XDG_STATE_HOME"] = str(place / "state")
    formats.save(formats.open_any("xor")[0], place / "mine.nnviz")
    child = os.fork()
    if not child:
        try:
            edit_until_killed(place, seed)
        finally:
            os._exit(1)
    journal = place / "journal"
    _wait(journal)
    time.sleep(choose.uniform(0.0, 2.0))
    os.kill(child, signal.SIGKILL)
    killed = time.time()
    os.waitpid(child, 0)
    entries = [line.split() for line in journal.read_text().splitlines()] if journal.exists() else []
    held = [0.0]
    try:
        held.append(_count(formats.open_any(place / "mine.nnviz")[0]))
    except NNVizError as problem:
        tally.files_lost += 1
        tally.complaints.append(f"seed {seed}: {problem}")
    try:
        held += [_count(copy.open()) for copy in copies.found(place / "state" / "nnviz" / "recovery")]
    except NNVizError as problem:
        tally.complaints.append(f"seed {seed}: {problem}")
    missing = [float(when) for number, when in entries if float(number) > max(held)]
    tally.rounds += 1
    tally.edits += len(entries)
    tally.lost.append(killed - missing[0] if missing else 0.0)
    if tally.lost[-1] > EVERY + LOOK / 1000 + WRITING:
        tally.complaints.append(f"seed {seed}: {tally.lost[-1]:.2f} s of work lost")
    shutil.rmtree(place, ignore_errors=True)


def _count(document: object) -> float:
    """The number of the last edit that a document holds; that of the file as it began is less than 1."""
    value = float(document.network.parameters()["1.bias"][0])  # type: ignore[attr-defined]
    return value if value >= 1 else 0.0


def _wait(journal: Path) -> None:
    end = time.time() + 30
    while time.time() < end and not (journal.exists() and journal.stat().st_size):
        time.sleep(0.005)


def run(seed: int, rounds: int) -> Tally:
    """So many rounds; the seed of round n is ``seed`` + n."""
    # Imported once: each round's process starts from here.
    import nnviz.ui.window.keeping  # noqa: F401

    tally = Tally()
    for number in range(rounds):
        one_round(seed + number, tally)
    return tally


def main(arguments: list[str]) -> int:
    """Print the tally; 1 where anything was lost that should not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=500)
    options = parser.parse_args(arguments)
    tally = run(options.seed, options.rounds)
    worst, pace = max(tally.lost), EVERY + LOOK / 1000
    print(
        f"seed {options.seed}, {tally.rounds} kills, {tally.edits:,} edits: {tally.files_lost} files lost; "
        f"at most {worst:.2f} s of work, where a copy is due every {pace:.2f} s"
    )
    for complaint in tally.complaints:
        number = complaint.split(":")[0].removeprefix("seed ")
        print(f"{complaint}; again: python -m tools.kill --seed {number} --rounds 1")
    return 1 if tally.complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
