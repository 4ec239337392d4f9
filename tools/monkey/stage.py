"""What the steps of a walk play on: the program's own window, session and clock, and files to open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from nnviz.session import Session
from nnviz.ui.clock import FrameClock
from nnviz.ui.window.main_window import MainWindow
from tools.monkey.hands import Hands

OWN = (".log", ".json", ".txt")
"""What the walk itself keeps in its folder."""


@dataclass
class Stage:
    """Everything a step may use. ``random`` is the step's own."""

    window: MainWindow
    session: Session
    clock: FrameClock
    hands: Hands
    folder: Path
    home: bytes
    """The file of the network that the walk is over."""
    random: Random

    def file(self) -> Path:
        """Any of the files to open, good or broken, or one that isn't there."""
        files = sorted(path for path in self.folder.iterdir() if path.suffix not in OWN)
        return self.random.choice([*files, self.folder / "gone.nnviz"])

    def at_home(self) -> Path:
        """The walk's own network as it was at the start, whatever was saved over it since."""
        file = self.folder / "home.nnviz"
        file.write_bytes(self.home)
        return file
