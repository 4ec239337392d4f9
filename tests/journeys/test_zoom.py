"""From the whole network into one neuron's arithmetic and out again, by wheel, in a real window."""

import sys

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.detail import page
from nnviz.scene.layout.columns import arrange
from nnviz.scene.view import levels

CANVAS = (920.0, 772.0)
LEFT, TOP = 288, 100
"""Where the canvas lies in a window of 1600 x 1000: right of the rail, under the top bar and the levels."""
WHEEL_UP, WHEEL_DOWN = 4, 5

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]


def saved(path):
    return formats.open_any(path)[0]


def level_of(document):
    layout = arrange(document, CANVAS)
    return levels.depth(layout, document.view.camera, CANVAS, document.view.selection).level


def test_wheel_into_a_neuron_change_a_weight_take_it_back_scrub_and_wheel_out(hands, tmp_path):
    path = tmp_path / "zoomed.nnviz"
    trained = formats.open_any("digits")[0]
    (x, y), _ = levels.place(arrange(trained, CANVAS), Target(2, 7))
    hands.place()
    hands.do("mousemove", LEFT + round(x), TOP + round(y), "click", 1)
    hands.do("key", "End")
    hands.save_as(path)
    assert saved(path).view.selection == Target(2, 7)
    assert level_of(saved(path)) in (levels.Level.NETWORK, levels.Level.NEURON)

    hands.do("mousemove", LEFT + round(x), TOP + round(y))
    hands.do("click", "--repeat", 12, "--delay", 60, WHEEL_UP)
    hands.save_again(path)
    assert level_of(saved(path)) is levels.Level.MICROSCOPE
    assert saved(path).view.selection == Target(2, 7)

    # The first row's weight: the largest product stands on top.
    # Opened up, the neuron has the window's whole width to itself.
    trace = trained.network.trace(trained.input.values[None])
    why = trace.explain(layer=2, unit=7)
    rows = np.count_nonzero(why.products) + bool(np.any(why.inputs == 0))
    places = page.page((1600.0, CANVAS[1]), min(int(rows), 13))
    weight = round((places.columns.weight_from + places.columns.weight_to) / 2)
    row = TOP + round(places.row(0))
    hands.drag((weight, row), (weight, row - 10), (weight, row - 30), (weight, row - 60))
    hands.save_again(path)
    changed = saved(path).network.parameters()["2.weight"] - trained.network.parameters()["2.weight"]
    assert np.count_nonzero(changed) == 1
    source, unit = np.argwhere(changed)[0]
    assert unit == 7
    assert changed[source, unit] > 0

    hands.do("key", "ctrl+z")
    hands.save_again(path)
    assert np.array_equal(
        saved(path).network.parameters()["2.weight"], trained.network.parameters()["2.weight"]
    )

    hands.do("key", "Home")
    hands.save_again(path)
    assert saved(path).view.seconds == 0
    # The timeline, a third of the way along.
    hands.drag((800, 946), (760, 946), (740, 946))
    hands.save_again(path)
    assert 1 < saved(path).view.seconds < 4

    hands.do("mousemove", LEFT + 460, TOP + 380)
    hands.do("click", "--repeat", 12, "--delay", 60, WHEEL_DOWN)
    hands.save_again(path)
    assert level_of(saved(path)) in (levels.Level.NETWORK, levels.Level.NEURON)
    assert saved(path).view.camera.zoom == pytest.approx(1.0, abs=0.3)
    hands.quit()
