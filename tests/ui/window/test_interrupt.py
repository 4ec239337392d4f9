"""Signals that come at a bad moment: before the event loop runs, or twice."""

import os
import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PROGRAM = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from nnviz import formats
from nnviz.document import edits
from nnviz.ui import app
from nnviz.ui.window.main_window import MainWindow

class Hands(QObject):
    # The window is shown before its event loop runs.
    def eventFilter(self, watched, event):
        if isinstance(watched, MainWindow) and event.type() == QEvent.Type.Show:
            if "edit" in sys.argv:
                watched.commands.session.apply(edits.set_bias, 1, 0, 0.25)
            for number in sys.argv[1].split(","):
                os.kill(os.getpid(), int(number))
        return False

application, hands = app.application(), Hands()
application.installEventFilter(hands)
sys.exit(app.run(formats.open_any("xor")[0]))
"""


def status(tmp_path, *numbers, start=(), edit=False):
    """The exit status of a program that gets these signals while it shows its window."""
    command = [*start, sys.executable, "-c", PROGRAM, ",".join(str(int(number)) for number in numbers)]
    done = subprocess.run(
        [*command, "edit"] if edit else command,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_STATE_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode


def copies(tmp_path):
    return len(list((tmp_path / "nnviz" / "recovery").glob("*/label.json")))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["TERM", "HUP"])
def test_a_signal_before_the_event_loop_runs_ends_the_program(tmp_path, number):
    assert status(tmp_path, number, edit=True) == 128 + number
    assert copies(tmp_path) == 1


def test_control_c_before_the_event_loop_runs_closes_the_window(tmp_path):
    assert status(tmp_path, signal.SIGINT) == 0


def test_a_terminal_that_hangs_up_twice_loses_no_work(tmp_path):
    assert status(tmp_path, signal.SIGHUP, signal.SIGHUP, edit=True) == 128 + signal.SIGHUP
    assert copies(tmp_path) == 1


def test_who_asks_twice_means_it(tmp_path):
    assert status(tmp_path, signal.SIGTERM, signal.SIGTERM) == -signal.SIGTERM


def test_after_nohup_the_program_outlives_its_terminal(tmp_path):
    # Ignored, the first leaves no trace; the second is what ends it.
    assert status(tmp_path, signal.SIGHUP, signal.SIGTERM, start=["nohup"]) == 128 + signal.SIGTERM
