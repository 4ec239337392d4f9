"""A real window on a real (virtual) display, used with a real pointer and keyboard."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from nnviz import formats

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE = 60.0

pytestmark = [
    pytest.mark.journey,
    # `make test` installs Xvfb and xdotool: where they are missing all the same, this fails and says so.
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]


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

    def __init__(self, display: str, home: Path) -> None:
        own = {n: v for n, v in os.environ.items() if not n.startswith(("QT_", "XDG_", "WAYLAND_"))}
        folders = {
            f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("STATE", "CONFIG", "CACHE", "DATA")
        }
        self.env = own | folders | {"DISPLAY": display, "HOME": str(home)}
        self.log = home / "state" / "nnviz" / "nnviz.log"
        self.program = subprocess.Popen(
            [sys.executable, str(MAIN)], env=self.env, stderr=subprocess.PIPE, text=True
        )

    def do(self, *words: object) -> str:
        done = subprocess.run(
            ["xdotool", *map(str, words)], env=self.env, capture_output=True, text=True, timeout=30
        )
        return done.stdout.strip()

    def log_says(self, words: str) -> bool:
        assert self.program.poll() is None, self.program.communicate()[1]
        return self.log.exists() and words in self.log.read_text(encoding="utf-8")

    def drag(self, *points: tuple[int, int]) -> None:
        self.do("mousemove", *points[0])
        self.do("mousedown", 1)
        for point in points[1:]:
            self.do("mousemove", *point)
        self.do("mouseup", 1)

    def window(self, title: str) -> str:
        """Wait for a window of that title and give it the keyboard: there is no window manager to do it."""
        wait_until(lambda: bool(self.do("search", "--onlyvisible", "--name", title)), f"the window {title!r}")
        found = self.do("search", "--onlyvisible", "--name", title).split()[-1]
        self.do("windowfocus", "--sync", found)
        return found


@pytest.fixture
def hands(display, tmp_path) -> Iterator[Hands]:
    hands = Hands(display, tmp_path)
    yield hands
    hands.program.terminate()
    hands.program.communicate(timeout=30)


def test_draw_a_digit_save_it_and_find_it_again(hands, tmp_path):
    wait_until(lambda: hands.log_says("window shown"), "the first window")
    main = hands.window("nnviz")
    hands.do("windowmove", "--sync", main, 0, 0)
    hands.do("windowsize", "--sync", main, 1600, 1000)

    # A one, drawn on the pad.
    hands.drag((120, 140), (145, 125), (145, 180), (145, 240), (145, 320))

    path = tmp_path / "one.nnviz"
    hands.do("key", "ctrl+s")
    hands.window("Save as")
    hands.do("key", "ctrl+a")
    hands.do("type", "--delay", 20, path)
    hands.do("key", "Return")
    wait_until(lambda: hands.log_says(f"saved {path}"), "the file to be saved")

    info = subprocess.run(
        [sys.executable, str(MAIN), "info", str(path), "--json"],
        env=hands.env, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert info.returncode == 0, info.stderr
    assert json.loads(info.stdout)["parameters"] == 1210
    document, _ = formats.open_any(path)
    assert document.input.origin == "drawing"
    assert document.input.drawing is not None
    assert 0.01 < document.input.drawing.mean() < 0.3
    assert document.network.predict(document.input.values[None])[0].argmax() == 1

    hands.window("nnviz")
    hands.do("key", "ctrl+q")
    assert hands.program.wait(timeout=PATIENCE) == 0
    assert "Traceback" not in hands.log.read_text(encoding="utf-8")
