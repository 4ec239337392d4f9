"""The program is killed in the middle of work; the next start gives it back."""

import signal
import sys

import pytest

from nnviz import formats
from tests.journeys.conftest import wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]


def test_work_survives_a_kill_and_is_restored_by_a_click(start, tmp_path):
    first = start("digits")
    first.place()
    copies = tmp_path / "state" / "nnviz" / "recovery"
    before = formats.open_any("digits")[0].input.sample
    first.do("key", "4")
    wait_until(lambda: any(copies.glob("*/label.json")), "a recovery copy")
    first.program.send_signal(signal.SIGKILL)
    first.program.wait()

    first.log.unlink()
    second = start("digits")
    second.place()
    # "Restore", right in the line under the top bar.
    second.do("mousemove", 1264, 80, "click", 1)
    wait_until(lambda: second.log_says("restored"), "the work to come back")
    path = tmp_path / "mine.nnviz"
    second.save_as(path)
    document = formats.open_any(path)[0]
    assert document.input.sample != before
    assert document.data is not None
    assert document.data.targets[document.input.sample] == 4
    wait_until(lambda: not any(copies.iterdir()), "the copies to go")
    second.quit()


def test_the_start_page_gives_it_back_too(start, tmp_path):
    first = start("digits")
    first.place()
    copies = tmp_path / "state" / "nnviz" / "recovery"
    first.do("key", "4")
    wait_until(lambda: any(copies.glob("*/label.json")), "a recovery copy")
    first.program.send_signal(signal.SIGKILL)
    first.program.wait()

    first.log.unlink()
    second = start()
    second.place()
    second.window("^Start – nnviz")
    # "Get it back", in the line at the page's top.
    second.do("mousemove", 1413, 96, "click", 1)
    wait_until(lambda: second.log_says("restored"), "the work to come back")
    second.window("^Digits 64-16-10")
    second.program.terminate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_program_that_is_told_to_end_writes_its_copy_first(start, tmp_path, number):
    hands = start("digits")
    hands.place()
    hands.do("key", "4")
    wait_until(lambda: hands.log_says("window shown"), "the window")
    hands.do("key", "End")
    hands.program.send_signal(number)
    assert hands.program.wait(timeout=30) == 128 + number
    copies = tmp_path / "state" / "nnviz" / "recovery"
    assert len(list(copies.glob("*/label.json"))) == 1
    assert "Traceback" not in hands.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "title"), [("ctrl+q", "Unsaved work"), ("F1", "Keys"), ("ctrl+s", "Save as")]
)
def test_no_dialog_keeps_a_program_that_is_told_to_end(start, tmp_path, key, title):
    hands = start("digits")
    hands.place()
    hands.do("key", "4")
    hands.do("key", key)
    hands.window(title)
    taken = tmp_path / "taken.nnviz"
    taken.touch()
    if title == "Save as":
        # A dialog over the dialog: whether the file is to be replaced.
        hands.do("key", "ctrl+a")
        hands.do("type", "--delay", 20, taken)
        hands.do("key", "Return")
        search = ("search", "--onlyvisible", "--name", title)
        wait_until(lambda: len(hands.do(*search).split()) == 2, "the question")
    hands.program.send_signal(signal.SIGTERM)
    assert hands.program.wait(timeout=30) == 128 + signal.SIGTERM
    copies = tmp_path / "state" / "nnviz" / "recovery"
    assert len(list(copies.glob("*/label.json"))) == 1
    assert taken.stat().st_size == 0
    assert "Traceback" not in hands.log.read_text(encoding="utf-8")
