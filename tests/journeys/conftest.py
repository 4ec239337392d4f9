"""The program in a window of its own, and a pointer and a keyboard to use it with."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE = 60.0


def wait_until(there: Callable[[], bool], what: str) -> None:
    """Poll: another process gives no signal to wait for."""
    end = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


@pytest.fixture
def display() -> Iterator[str]:
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        yield ":" + answer.readline().strip()
    server.terminate()
    server.wait()


class Hands:
    """The program, and a pointer and a keyboard to use it with."""

    def __init__(self, display: str, home: Path, *arguments: object) -> None:
        own = {n: v for n, v in os.environ.items() if not n.startswith(("QT_", "XDG_", "WAYLAND_"))}
        folders = {
            f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("STATE", "CONFIG", "CACHE", "DATA")
        }
        self.env = own | folders | {"DISPLAY": display, "HOME": str(home)}
        self.log = home / "state" / "nnviz" / "nnviz.log"
        self.program = subprocess.Popen(
            [sys.executable, str(MAIN), *map(str, arguments)], env=self.env, stderr=subprocess.PIPE, text=True
        )

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True, timeout=30
        )
        return done.stdout.strip()

    def window_of(self, title: str) -> str:
        """Wait for a window of this very program and give it the keyboard."""
        number = self.program.pid
        search = ("search", "--all", "--onlyvisible", "--pid", number, "--name", title)
        found = self.found(title, *search)
        self.do("windowraise", found)
        self.do("windowfocus", "--sync", found)
        return found

    def found(self, title: str, *search: object) -> str:
        """The last window that is found. Another search right afterwards may find none: it gives up where a
        window goes meanwhile."""
        numbers: list[str] = []

        def look() -> bool:
            numbers[:] = self.do(*search).split()
            return bool(numbers)

        wait_until(look, f"the window {title!r}")
        return numbers[-1]

    def log_says(self, words: str) -> bool:
        assert self.program.poll() is None, self.program.communicate()[1]
        return self.log.exists() and words in self.log.read_text(encoding="utf-8")

    def drag(self, *points: tuple[int, int]) -> None:
        self.do("mousemove", *points[0])
        self.do("mousedown", 1)
        for point in points[1:]:
            self.do("mousemove", *point)
        self.do("mouseup", 1)

    def save_as(self, path: Path) -> None:
        self.do("key", "ctrl+s")
        self.window("Save as")
        self.do("key", "ctrl+a")
        self.do("type", "--delay", 20, path)
        self.do("key", "Return")
        self.wait_for_saves(path, 1)
        self.window("nnviz")

    def save_again(self, path: Path) -> None:
        saved = self.saves(path)
        self.do("key", "ctrl+s")
        self.wait_for_saves(path, saved + 1)

    def saves(self, path: Path) -> int:
        return self.log.read_text(encoding="utf-8").count(f"saved {path}")

    def wait_for_saves(self, path: Path, count: int) -> None:
        wait_until(lambda: self.saves(path) >= count, f"the file to be saved {count} times")

    def place(self, width: int = 1600, height: int = 1000) -> None:
        wait_until(lambda: self.log_says("window shown"), "the first window")
        main = self.window("nnviz")
        self.do("windowmove", "--sync", main, 0, 0)
        self.do("windowsize", "--sync", main, width, height)

    def quit(self) -> None:
        self.window("nnviz")
        self.do("key", "ctrl+q")
        assert self.program.wait(timeout=PATIENCE) == 0
        assert "Traceback" not in self.log.read_text(encoding="utf-8")

    def window(self, title: str) -> str:
        """Wait for a window of that title and give it the keyboard: there is no window manager to do it."""
        found = self.found(title, "search", "--onlyvisible", "--name", title)
        self.do("windowfocus", "--sync", found)
        return found


@pytest.fixture
def start(display, tmp_path) -> Iterator[Callable[..., Hands]]:
    """Start the program, several times if need be: they share the person's folders and the display."""
    started: list[Hands] = []

    def run(*arguments: object) -> Hands:
        started.append(Hands(display, tmp_path, *arguments))
        return started[-1]

    yield run
    for hands in started:
        hands.program.terminate()
        hands.program.communicate(timeout=30)


@pytest.fixture
def hands(display, tmp_path) -> Iterator[Hands]:
    hands = Hands(display, tmp_path, "digits")
    yield hands
    hands.program.terminate()
    hands.program.communicate(timeout=30)
