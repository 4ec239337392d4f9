"""Before a class in a real window: on displays that come and go, with a remote's keys."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.journeys.conftest import Hands, wait_until
from tests.ui.present.lessons import TWO_STEPS

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
    pytest.mark.skipif(shutil.which("xrandr") is None, reason="xrandr makes the displays"),
]

WIDE, HIGH = 1600, 1080
LEFT, RIGHT = (0, 0, WIDE, HIGH), (WIDE, 0, WIDE, HIGH)
MONITORS = {"M0": 0, "M1": WIDE}
"""Displays by name, and where they begin."""
GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
x, y, wide, high = map(int, sys.argv[2:])
app.primaryScreen().grabWindow(0, x, y, wide, high).save(sys.argv[1])
"""


@pytest.fixture
def wide_display(request) -> Iterator[str]:
    """One screen, wide enough for two displays. It must not begin anew when its last client leaves. The
    display that stays has the screen's output: without one that has it there would be a third."""
    stays = getattr(request, "param", "M0")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{2 * WIDE}x{HIGH}x24", "-noreset"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        display = ":" + answer.readline().strip()
        for name in sorted(MONITORS, key=lambda name: name != stays):
            connect(display, name, "screen" if name == stays else "none")
        yield display
    server.terminate()
    server.wait()


def connect(display: str, name: str, output: str = "none") -> None:
    xrandr(display, "--setmonitor", name, f"{WIDE}/400x{HIGH}/270+{MONITORS[name]}+0", output)


def disconnect(display: str, name: str) -> None:
    xrandr(display, "--delmonitor", name)


def xrandr(display: str, *words: str) -> None:
    subprocess.run(
        ["xrandr", *words],
        env={**os.environ, "DISPLAY": display},
        check=True,
        capture_output=True,
        timeout=30,
    )


class Hall(Hands):
    """The program before a class, and what is seen on its displays."""

    def where(self, title: str) -> tuple[int, ...] | None:
        """The place and the size of a window, None where there is none."""
        found = self.do("search", "--onlyvisible", "--name", title).split()
        if not found:
            return None
        said = self.do("getwindowgeometry", found[-1])
        numbers = re.search(r"Position: (-?\d+),(-?\d+).*Geometry: (\d+)x(\d+)", said, re.DOTALL)
        return tuple(map(int, numbers.groups())) if numbers else None

    def wait_for(self, title: str, place: tuple[int, ...] | None) -> None:
        wait_until(lambda: self.where(title) == place, f"{title!r} at {place}, not {self.where(title)}")

    def sees(self, folder: Path, place: tuple[int, ...]) -> QImage:
        """What a part of the screen shows."""
        file = folder / "seen.png"
        plain = {**self.env, "QT_QPA_PLATFORM": "xcb"}
        subprocess.run(
            [sys.executable, "-c", GRAB, str(file), *map(str, place)], env=plain, check=True, timeout=60
        )
        return QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)

    def stands(self, folder: Path, place: tuple[int, ...]) -> QImage:
        """What it shows once it has come to rest."""
        last: list[QImage] = []

        def rests() -> bool:
            last.append(self.sees(folder, place))
            return len(last) > 1 and last[-1] == last[-2]

        wait_until(rests, "a picture that stands still")
        return last[-1]

    def focus(self, title: str) -> None:
        found = self.found(title, "search", "--onlyvisible", "--name", title)
        self.do("windowfocus", "--sync", found)


CLASS, PRESENTER, OWN = "nnviz presents", "Presenter", "– nnviz"


def alike(one: QImage, two: QImage) -> float:
    """The share of pixels, of a coarse grid, that are the same."""
    assert one.size() == two.size()
    places = [(x, y) for x in range(3, one.width(), 9) for y in range(3, one.height(), 9)]
    return sum(one.pixel(*place) == two.pixel(*place) for place in places) / len(places)


@pytest.fixture
def hall(wide_display, tmp_path) -> Iterator[Hall]:
    lesson = tmp_path / "mine.md"
    lesson.write_text(TWO_STEPS, encoding="utf-8")
    hands = Hall(wide_display, tmp_path, "lesson", lesson)
    wait_until(lambda: hands.log_says("window shown"), "the first window")
    hands.focus(OWN)
    hands.do("key", "F5")
    hands.wait_for(CLASS, RIGHT)
    yield hands
    hands.program.terminate()
    hands.program.communicate(timeout=30)


def write(hall: Hall, left: int) -> None:
    """A stroke that stays, on the class's display."""
    hall.do("key", "shift+p")
    hall.do("key", "p")
    hall.drag(*((left + x, y) for x, y in ((200, 900), (260, 860), (340, 930), (420, 870))))
    hall.do("key", "p")
    # Beside everything: no neuron is pointed at.
    hall.do("mousemove", left + 5, 1000)


def test_the_class_has_one_display_and_the_presenter_the_other(hall, tmp_path):
    hall.wait_for(PRESENTER, LEFT)
    assert hall.sees(tmp_path, LEFT).pixelColor(4, 700).name() == "#0a0f17"
    hall.focus(CLASS)
    hall.do("key", "Escape")
    wait_until(lambda: hall.where(CLASS) is None, "the class's window to go")
    assert hall.where(PRESENTER) is None
    assert hall.where(OWN) is not None


@pytest.mark.parametrize(
    ("wide_display", "gone", "left"), [("M0", "M1", LEFT), ("M1", "M0", RIGHT)], indirect=["wide_display"]
)
def test_a_display_that_goes_and_comes_back(hall, wide_display, tmp_path, gone, left):
    hall.focus(CLASS)
    for key in ("Page_Down", "Page_Down", "Page_Down"):
        hall.do("key", key)
        time.sleep(0.3)
    write(hall, WIDE)
    before = hall.stands(tmp_path, RIGHT)
    disconnect(wide_display, gone)
    hall.wait_for(CLASS, left)
    hall.wait_for(PRESENTER, None)
    hall.do("mousemove", left[0] + 5, 1000)
    # The dock goes after two seconds.
    time.sleep(2.5)
    alone = hall.stands(tmp_path, left)
    assert alike(before, alone) > 0.99
    connect(wide_display, gone)
    hall.wait_for(CLASS, RIGHT)
    hall.wait_for(PRESENTER, LEFT)
    again = hall.stands(tmp_path, RIGHT)
    assert alike(before, again) > 0.99
    assert "Traceback" not in hall.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("wide_display", ["M1"], indirect=True)
def test_the_main_window_is_never_lost_with_its_display(hall, wide_display):
    disconnect(wide_display, "M0")
    hall.wait_for(CLASS, RIGHT)
    hall.wait_for(PRESENTER, None)
    hall.focus(CLASS)
    hall.do("key", "F5")
    wait_until(lambda: hall.where(CLASS) is None, "the class's window to go")
    wait_until(lambda: hall.where(OWN)[0] >= WIDE, "the main window to come onto the display that is left")
    assert "Traceback" not in hall.log.read_text(encoding="utf-8")


def test_a_remote_from_the_first_card_to_the_last_and_forty_times_a_second(hall, tmp_path):
    hall.focus(CLASS)
    first = hall.stands(tmp_path, RIGHT)
    hall.do("key", "--delay", "25", *["Page_Down"] * 60)
    last = hall.stands(tmp_path, RIGHT)
    assert alike(first, last) < 0.9
    hall.do("key", "--delay", "25", *["Page_Up"] * 60)
    assert alike(first, hall.stands(tmp_path, RIGHT)) > 0.99
    hall.do("key", "--delay", "25", *["Page_Down", "b", "w", "w", "Page_Up", "period", "period"] * 12)
    assert hall.program.poll() is None
    log = hall.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert "ERROR" not in log


def test_black_white_and_freeze_on_the_classs_display(hall, tmp_path):
    hall.wait_for(PRESENTER, LEFT)
    hall.focus(PRESENTER)
    shown = hall.stands(tmp_path, RIGHT)
    for key, color in (("b", "#000000"), ("w", "#ffffff")):
        hall.do("key", key)
        covered = hall.stands(tmp_path, RIGHT)
        assert {covered.pixelColor(x, 500).name() for x in range(0, WIDE, 50)} == {color}
        hall.do("key", key)
        assert alike(shown, hall.stands(tmp_path, RIGHT)) > 0.99
    hall.do("key", "f")
    hall.do("key", "Page_Down")
    time.sleep(1.0)
    assert alike(shown, hall.stands(tmp_path, RIGHT)) > 0.999
    hall.do("key", "f")
    wait_until(lambda: alike(shown, hall.sees(tmp_path, RIGHT)) < 0.999, "the class to see what happens")
