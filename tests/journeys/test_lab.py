"""The lab by hand: a point dragged, α typed, a function of one's own made, undone, saved, opened."""

import sys
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.engine import OwnFunction
from nnviz.engine.functions import activations

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]

TANH_PLOT = (820, 270)
ALPHA = (100, 532)
OWN_FIELD = (1150, 828)


@pytest.fixture
def lecture(tmp_path):
    """Digits on the lab's page, hidden neuron 6 chosen."""
    document = formats.open_any("digits")[0]
    view = replace(document.view, page="lab", selection=Target(1, 6))
    path = tmp_path / "lecture.nnviz"
    formats.save(replace(document, view=view), path)
    return path


def test_from_a_dragged_point_to_a_saved_function_of_ones_own(start, lecture):
    hands = start(lecture)
    hands.place()
    hands.window("^Digits 64-16-10 – nnviz")
    x, y = TANH_PLOT
    hands.drag((x, y), (x - 40, y), (x - 120, y))
    hands.do("mousemove", *ALPHA)
    hands.do("click", "--repeat", 2, 1)
    hands.do("key", "ctrl+a")
    hands.do("type", "0.3")
    hands.do("key", "Return")
    hands.do("mousemove", *OWN_FIELD)
    hands.do("click", 1)
    hands.do("type", "z*sigmoid(z)")
    hands.do("key", "Return")
    hands.save_again(lecture)
    saved = formats.open_any(lecture)[0]
    assert saved.lab.cards[3] == activations.get("leaky_relu", alpha=0.3)
    assert saved.lab.cards[5] == OwnFunction("z*sigmoid(z)")
    assert saved.view.lab.z == pytest.approx(-2.76, abs=0.1)
    assert saved.view.page == "lab"
    hands.do("key", "ctrl+z")
    hands.save_again(lecture)
    undone = formats.open_any(lecture)[0]
    assert OwnFunction("z*sigmoid(z)") not in undone.lab.cards
    assert undone.lab.cards[3] == activations.get("leaky_relu", alpha=0.3)
    hands.quit()
    again = start(lecture)
    again.place()
    again.window("^Digits 64-16-10")
    again.quit()
