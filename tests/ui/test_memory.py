"""What a large network takes of memory, measured in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

MOST = 400
"""Megabytes for 784-512-256-10 with its trace, in the whole window."""

PROGRAM = """
import numpy as np
from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Dense, Network
from nnviz.session import Change, Session
from nnviz.ui import app
from nnviz.ui.window.main_window import MainWindow

application = app.application()
network = Network.build((784,), [Dense(512, "relu"), Dense(256, "relu"), Dense(10, "softmax")], seed=0)
values = np.random.default_rng(0).random(784).astype(np.float32)
session = Session(Document(network, "large", CurrentInput(values), image_shape=(28, 28)))
session.set_theme("dark")
window = MainWindow(session)
window.resize(1600, 1000)
window.show()
for unit in range(10):
    for share in (0.1, 0.5, 1.0):
        session.seek(share * session.timeline.seconds)
        session.select(Target(3, unit))
        window.refresh(~Change(0))
        window.run.canvas.settle()
        application.processEvents()
# The kernel's own peak of this process: ru_maxrss would start from that of the process that began it.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) / 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_large_network_with_its_trace_fits_into_400_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        timeout=240,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "", "HOME": "/nonexistent"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout.split()[-1]) < MOST
