"""Displays that come and go while a class looks on: one wide screen, which xrandr divides in two."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.journeys.conftest import Hands, wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
    pytest.mark.skipif(shutil.which("xrandr") is None, reason="xrandr isn't installed"),
]

WIDE = 3200, 1080
CLASS = 1700, 0, 3200, 1080
"""A part of the second display where no other window lies: left, top, right, bottom."""


@pytest.fixture
def wide(tmp_path) -> Iterator[Hands]:
    reader, writer = os.pipe()
    size = "{}x{}x24".format(*WIDE)
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answer:
        hands = Hands(":" + answer.readline().strip(), tmp_path, "lesson", "neurons")
    yield hands
    hands.program.terminate()
    hands.program.communicate(timeout=30)
    server.terminate()
    server.wait()


def xrandr(hands: Hands, *words: str) -> None:
    subprocess.run(["xrandr", *words], env=hands.env, check=True, capture_output=True, timeout=30)


def sizes(hands: Hands, title: str) -> list[str]:
    """Place and size of each window of that title."""
    found = hands.do("search", "--onlyvisible", "--name", title).split()
    return [hands.do("getwindowgeometry", "--shell", number) for number in found]


def is_drawn(hands: Hands, box: tuple[int, int, int, int]) -> bool:
    """Whether there is anything but black in that part of the screen."""
    found = subprocess.run(
        ["import", "-window", "root", "png:-"], env=hands.env, check=True, capture_output=True, timeout=30
    )
    picture = Image.open(io.BytesIO(found.stdout)).convert("L").crop(box)
    return picture.getextrema()[1] > 200


@pytest.mark.skipif(shutil.which("import") is None, reason="ImageMagick takes the pictures")
def test_a_display_comes_and_goes_and_the_class_goes_on_seeing(wide):
    wide.place()
    wide.window("– nnviz")
    wide.do("key", "F5")
    wait_until(lambda: wide.log_says("presenting on"), "the show")
    wide.do("key", "Page_Down")
    xrandr(wide, "--setmonitor", "A", "1280/300x1080/280+0+0", "screen")
    xrandr(wide, "--setmonitor", "B", "1920/500x1080/280+1280+0", "none")
    wait_until(lambda: bool(sizes(wide, "Presenter")), "the presenter's view")
    wait_until(
        lambda: any("WIDTH=1920" in one for one in sizes(wide, "nnviz presents")), "the class's display"
    )
    # What was there before may still be seen for a moment.
    wide.do("sleep", 2)
    wait_until(lambda: is_drawn(wide, CLASS), "the picture on it")
    xrandr(wide, "--delmonitor", "B")
    xrandr(wide, "--delmonitor", "A")
    wait_until(lambda: not sizes(wide, "Presenter"), "the presenter's view to go")
    wait_until(lambda: is_drawn(wide, (0, 0, *WIDE)), "the picture on what is left")
    wide.window("nnviz presents")
    wide.do("key", "Escape")
    wait_until(lambda: wide.log_says("no longer presenting"), "the end of the show")
    wide.quit()
