"""The first start: nnviz alone greets, "Begin" leads into the first lesson, and Escape to the network behind
it, where three things are shown."""

import json
import sys

import pytest

from nnviz import formats
from tests.journeys.conftest import wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]

NUMBER = 1344, 237
"""The weight that the second step points at, in a window of 1600 × 1000."""


def has_seen_the_steps(home) -> bool:
    settings = home / "config" / "nnviz" / "nnviz.ini"
    return settings.exists() and "first_steps=true" in settings.read_text(encoding="utf-8")


def test_from_the_start_page_through_the_first_steps(start, tmp_path):
    hands = start()
    hands.place()
    hands.window("^Start – nnviz")
    # Past the lesson that is offered.
    hands.do("key", "Escape")
    hands.window("^Digits 64-16-10 – nnviz")
    hands.do("key", "space")
    x, y = NUMBER
    hands.drag(NUMBER, (x, y - 5), (x, y - 20), (x, y - 40))
    assert not has_seen_the_steps(tmp_path)
    hands.do("key", "plus")
    wait_until(lambda: has_seen_the_steps(tmp_path), "the last step to be done")
    path = tmp_path / "mine.nnviz"
    hands.save_as(path)
    before, after = (formats.open_any(name)[0].network.layer_parameters(2) for name in ("digits", path))
    assert (before["weight"] != after["weight"]).sum() == 1
    hands.quit()


def test_from_the_start_page_into_the_first_lesson_and_back(start, tmp_path):
    hands = start()
    hands.place()
    hands.window("^Start – nnviz")
    # "Begin" has the keyboard.
    hands.do("key", "space")
    hands.window("^Neurons, activation functions, layers – nnviz")
    hands.do("key", "ctrl+Next")
    kept = tmp_path / "state" / "nnviz" / "lessons.json"
    wait_until(lambda: kept.exists() and "A picture is numbers" in kept.read_text(encoding="utf-8"), "card 2")
    hands.do("key", "ctrl+w")
    hands.window("^Start – nnviz")
    hands.do("key", "space")
    hands.window("^Neurons, activation functions, layers – nnviz")
    hands.quit()
    assert (
        json.loads(kept.read_text(encoding="utf-8"))["lessons"]["neurons"]["card"] == "A picture is numbers"
    )


def test_nothing_greets_where_a_file_is_named(start, tmp_path):
    hands = start("digits")
    hands.place()
    hands.window("^Digits 64-16-10 – nnviz")
    # What would end the first steps, and be remembered.
    hands.do("key", "Escape")
    hands.quit()
    assert not has_seen_the_steps(tmp_path)
