"""The program's own window on a network, and a folder of files to open, as a walk finds them."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from nnviz import assets, formats
from nnviz.session import Session
from nnviz.ui import app
from nnviz.ui.clock import FrameClock
from nnviz.ui.log import start_logging
from nnviz.ui.window.dialogs import CrashReporter
from nnviz.ui.window.main_window import MainWindow
from tools.monkey import networks
from tools.monkey.hands import Hands
from tools.monkey.stage import Stage


def opened(network: str, folder: Path, random: Random) -> Stage:
    """What ``nnviz.ui.app.run`` puts together, without its loop."""
    start_logging()
    prepare(folder)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = app.application()
    application.setQuitOnLastWindowClosed(False)
    document = networks.document(network)
    home = folder / "home.nnviz"
    formats.save(document, home)
    session = Session(document, home)
    session.set_theme("dark")
    window = MainWindow(session)
    sys.excepthook = CrashReporter(lambda: window).report
    clock = FrameClock(session, window)
    clock.add(window)
    application.focusChanged.connect(lambda _, control: window.focus_moved(control))
    window.resize(1600, 1000)
    window.show()
    window.activateWindow()
    return Stage(window, session, clock, Hands(window), folder, home.read_bytes(), random)


def prepare(folder: Path) -> None:
    """Write files to open: pictures and arrays, and what is broken in many ways."""
    whole = (assets.path("samples") / "digits.nnviz").read_bytes()
    random = np.random.default_rng(0)
    broken = {
        "empty.nnviz": b"",
        "short.nnviz": whole[: len(whole) // 2],
        "noise.nnviz": random.bytes(2_000),
        "spoilt.nnviz": whole[:300] + bytes(200) + whole[500:],
        "text.nnviz": b"not a network\n",
        "broken.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
        "broken.npy": b"\x93NUMPY\x01\x00v\x00{[]:1}",
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    Image.fromarray(random.integers(0, 255, (40, 60), np.uint8).astype(np.uint8)).save(folder / "grey.png")
    np.save(folder / "digit.npy", random.random((1, 64), np.float32))
    np.save(folder / "image.npy", random.random((1, 1, 28, 28), np.float32))
    np.save(folder / "words.npy", np.array(["one", "two"]))
    formats.save(formats.open_any("iris")[0], folder / "iris copy.nnviz")
