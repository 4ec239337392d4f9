"""``nnviz.show`` in other people's programs: it ends when its window closes and leaves all else as it was."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

START = """
import signal, sys, threading
import nnviz
from nnviz.engine import Dense, Network

net = Network.build((3,), [Dense(2)])

def when_shown(then):
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    timer = QTimer()
    def look():
        for window in QApplication.topLevelWidgets():
            if type(window).__name__ == "MainWindow" and window.isVisible():
                timer.stop()
                then(window)
    timer.timeout.connect(look)
    timer.start(20)
    return timer
"""

HOST = (
    START
    + """
from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication([])
app.setStyle("Windows")
app.setFont(QFont("Courier", 7))
palette = QPalette()
palette.setColor(QPalette.ColorRole.Window, QColor("pink"))
app.setPalette(palette)
app.setStyleSheet("QLabel { color: red }")
label = QLabel("the host")
label.show()
quits = []
app.aboutToQuit.connect(lambda: quits.append(1))
hook = sys.excepthook = lambda *a: print("host hook", a[0].__name__)

def state():
    return (
        app.font().toString(), label.font().toString(), app.palette().color(QPalette.ColorRole.Window).name(),
        app.style().objectName(), app.quitOnLastWindowClosed(), sys.excepthook is hook, app.applicationName(),
        app.styleSheet(), signal.getsignal(signal.SIGINT), label.isVisible(), len(quits),
    )
"""
)


def say(script: str) -> list[str]:
    """What a script prints, line by line; it must end well and complain of nothing."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.splitlines()


def test_it_ends_beside_another_window_and_leaves_everything_as_it_was() -> None:
    script = (
        HOST
        + """
before = state()
during = []
def close(window):
    during.append(state()[:8] == before[:4] + (False,) + before[5:8])
    during.append(window.font().family() != app.font().family())
    window.close()
timer = when_shown(close)
nnviz.show(net)
print(during, before == state())
timer = when_shown(lambda window: window.close())
nnviz.show(net, [1, 2, 3])
print(before == state())
"""
    )
    assert say(script) == ["[True, True] True", "True"]


def test_it_ends_inside_the_hosts_own_loop_which_goes_on() -> None:
    script = (
        HOST
        + """
def open_ours():
    global timer
    timer = when_shown(lambda window: window.close())
    nnviz.show(net)
    print("closed", app.quitOnLastWindowClosed(), label.isVisible())
    QTimer.singleShot(50, label.close)
QTimer.singleShot(0, open_ours)
app.exec()
print("the host ends with its own window", quits)
"""
    )
    assert say(script) == ["closed True True", "the host ends with its own window [1]"]


def test_the_host_ends_with_ours_where_its_own_windows_closed_before() -> None:
    script = (
        HOST
        + """
def open_ours():
    global timer
    timer = when_shown(lambda window: (label.close(), window.close()))
    nnviz.show(net)
QTimer.singleShot(0, open_ours)
app.exec()
print("ended")
"""
    )
    assert say(script) == ["ended"]


def test_a_script_shows_one_window_after_another() -> None:
    script = (
        START
        + """
from PySide6.QtWidgets import QApplication
from nnviz.ui import app
app.application()
for _ in range(2):
    timer = when_shown(lambda window: window.close())
    nnviz.show(net)
    print("closed")
print(sys.excepthook is sys.__excepthook__)
"""
    )
    assert say(script) == ["closed", "closed", "True"]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (
            "thread = threading.Thread(target=attempt, name='worker')\nthread.start(); thread.join()",
            "main thread",
        ),
        (
            "from PySide6.QtCore import QCoreApplication\napp = QCoreApplication([])\nattempt()",
            "QApplication",
        ),
        ("from PySide6.QtGui import QGuiApplication\napp = QGuiApplication([])\nattempt()", "QApplication"),
    ],
)
def test_where_no_window_can_open_one_sentence_says_so(script: str, sentence: str) -> None:
    attempt = """
def attempt():
    try:
        nnviz.show(net)
    except nnviz.NNVizError as error:
        print(error)
"""
    (said,) = say(START + attempt + script)
    assert sentence in said
    assert said.endswith(".")
