"""The softmax bench in a real window: dragged, typed, stepped through, taken back, saved."""

import sys
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document.lab import LabView
from tests.journeys.conftest import Hands

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]
COLUMNS = (400, 690, 980)
"""Three columns, across; a height within their bars."""
HEIGHT = 300


def scores(path):
    lab = formats.open_any(str(path))[0].lab
    return None if lab is None else lab.scores


def test_a_thousand_is_typed_dragged_and_taken_back(start, tmp_path):
    path = tmp_path / "bench.nnviz"
    document = formats.open_any("xor")[0]
    formats.save(
        replace(document, view=replace(document.view, page="lab", lab=LabView(part="softmax"))), path
    )
    hands: Hands = start(path)
    hands.place()

    hands.do("mousemove", COLUMNS[0], HEIGHT, "click", 1)
    for number in ("1000", "1001", "1002"):
        hands.do("type", "--delay", 20, number)
        hands.do("key", "Return")
        hands.do("key", "Right")
    hands.save_again(path)
    assert scores(path) == (1000.0, 1001.0, 1002.0)
    assert formats.open_any(str(path))[0].view.lab.score == 2

    # The bar of the first one down, in one go: one undo step.
    hands.drag((COLUMNS[0], HEIGHT), (COLUMNS[0], HEIGHT + 20), (COLUMNS[0], HEIGHT + 60))
    hands.save_again(path)
    dragged = scores(path)
    assert dragged[0] < 1000
    assert dragged[1:] == (1001.0, 1002.0)
    hands.do("key", "ctrl+z")
    hands.save_again(path)
    assert scores(path) == (1000.0, 1001.0, 1002.0)

    # Back through the steps by the keyboard of a remote.
    for _ in range(3):
        hands.do("key", "Prior")
    hands.do("key", "ctrl+z")
    hands.save_again(path)
    assert scores(path) == (1000.0, 1001.0, 0.1)
    assert formats.open_any(str(path))[0].view.lab.softmax_seconds == pytest.approx(3 * 1.6)

    hands.quit()
