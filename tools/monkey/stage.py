"""What the steps of a walk play on: the program's own window, session and clock, and files to open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from nnviz import assets, formats
from nnviz.session import Session
from nnviz.ui.clock import FrameClock
from nnviz.ui.main_window import MainWindow

from .hands import Hands


@dataclass
class Stage:
    """Everything a step may use. ``random`` is the step's own."""

    window: MainWindow
    session: Session
    clock: FrameClock
    hands: Hands
    folder: Path
    home: Path
    """The network that the walk is over."""
    random: Random

    def file(self) -> Path:
        """Any of the files to open, good or broken, or one that isn't there."""
        files = sorted(path for path in self.folder.iterdir() if path.name != "walk.log")
        return self.random.choice([*files, self.folder / "gone.nnviz"])


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
