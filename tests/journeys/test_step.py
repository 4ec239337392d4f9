"""A published worked example in a real window: its step opened, stepped through, taken in hand, saved."""

import sys

import pytest

from nnviz import formats
from nnviz.scene.step import blocks
from nnviz.session import Session
from tests.journeys.conftest import Hands

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]
PILL = (660, 412)
"""The number of the line from h₀ to ŷ₀, in a window of 1600 x 1000."""


def looked_at(path):
    view = formats.open_any(str(path))[0].view
    return view.page, view.step


def test_the_worked_example_is_stepped_through(start, tmp_path):
    path = tmp_path / "worked.nnviz"
    document = formats.open_any("worked-example")[0]
    formats.save(document, path)
    stretches = Session(document).opened_step.blocks(document, document.view)
    hands: Hands = start(path)
    hands.place()

    hands.do("key", "ctrl+b")
    for _ in range(3):
        hands.do("key", "Right")
    hands.save_again(path)
    page, step = looked_at(path)
    assert page == "step"
    assert step.seconds == pytest.approx(stretches[2].end)

    # To the end; back by one; a weight by the pointer, the next one by a key.
    hands.do("key", "End")
    hands.do("key", "Left")
    hands.do("mousemove", *PILL, "click", 1)
    hands.save_again(path)
    page, step = looked_at(path)
    assert step.seconds == pytest.approx(stretches[-1].start)
    assert step.parameter == (2, "weight", (0, 0))
    hands.do("key", "Down")
    hands.save_again(path)
    assert looked_at(path)[1].parameter == (2, "weight", (1, 0))

    # It plays to its end by itself, and Escape leads back to training.
    hands.do("key", "Home")
    hands.do("key", "space")
    hands.save_again(path)
    assert 0 < looked_at(path)[1].seconds <= blocks.end(stretches)
    hands.do("key", "Escape")
    hands.save_again(path)
    assert looked_at(path)[0] == "train"
    hands.quit()
