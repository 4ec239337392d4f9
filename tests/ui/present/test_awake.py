"""The display stays on while a class looks, by the first way that works; nobody is told where none does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz.ui.present.awake import Awake, Command, XdgScreenSaver

ROOT = Path(__file__).parents[3]
SERVICE = """
import sys
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtDBus import QDBusConnection

@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result=int)
    def Inhibit(self, who, why):
        print("inhibited by", who, "for", why, flush=True)
        return 7

app = QCoreApplication([])
saver, bus = Saver(), QDBusConnection.sessionBus()
slots = QDBusConnection.RegisterOption.ExportAllSlots
assert bus.registerObject("/org/freedesktop/ScreenSaver", saver, slots)
assert bus.registerService("org.freedesktop.ScreenSaver")

names = bus.interface()
def look():
    print("callers", len(names.registeredServiceNames().value()), flush=True)
timer = QTimer(interval=100); timer.timeout.connect(look); timer.start()
print("ready", flush=True)
QTimer.singleShot(20000, app.quit)
app.exec()
"""
ASKER = """
import sys, time
from PySide6.QtCore import QCoreApplication
from nnviz.ui.present.awake import Awake
app = QCoreApplication([])
awake = Awake(1)
awake.start()
def wait(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
wait(1.0)
print("way", type(awake._way).__name__, flush=True)
awake.stop()
wait(0.5)
print("stopped", flush=True)
"""


class Way:
    def __init__(self, works, error=None):
        self.works, self.error, self.is_on = works, error, False

    def start(self):
        if self.error is not None:
            raise self.error
        self.is_on = self.works
        return self.works

    def stop(self):
        self.is_on = False


def test_the_first_way_that_works_is_taken_and_let_go_of():
    ways = Way(False), Way(True, OSError("no bus")), Way(True), Way(True)
    awake = Awake(1, ways)
    awake.start()
    assert [way.is_on for way in ways] == [False, False, True, False]
    awake.stop()
    awake.stop()
    assert not any(way.is_on for way in ways)


def test_nothing_is_raised_where_nothing_works():
    awake = Awake(1, (Way(False), Way(True, ImportError("no D-Bus"))))
    awake.start()
    awake.stop()


def test_a_command_keeps_it_on_as_long_as_it_runs():
    way = Command(sys.executable, "-c", "import time; time.sleep(60)")
    assert way.start()
    running = way._running
    assert running.poll() is None
    way.stop()
    assert running.poll() is not None
    assert not Command("no-such-command-at-all").start()


def test_no_command_no_display(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert not XdgScreenSaver(1).start()


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no D-Bus daemon here")
def test_the_desktop_is_asked_by_its_own_bus(tmp_path):
    service, asker = tmp_path / "service.py", tmp_path / "asker.py"
    service.write_text(SERVICE)
    asker.write_text(ASKER)
    script = f"""
{sys.executable} {service} & service=$!
sleep 2
{sys.executable} {asker}
sleep 0.5
kill $service
"""
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = done.stdout.splitlines()
    assert "inhibited by nnviz for Presenting" in said
    assert "way ScreenSaverBus" in said
    callers = [int(line.split()[1]) for line in said if line.startswith("callers")]
    # The connection that asked is closed again: with it ends what was asked for.
    assert callers[-1] < max(callers)
