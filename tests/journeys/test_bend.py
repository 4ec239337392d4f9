"""The bends taken out by one press in a real window, saved, and back again by one undo."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document.lab import LabView
from nnviz.engine import collapse

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]

BUTTON = (800, 356)
"""The one filled button, in a window of 1600 × 1000."""


@pytest.mark.parametrize("sample", ["xor", "digits"])
def test_one_press_and_one_undo(start, tmp_path, sample):
    document = formats.open_any(sample)[0]
    path = tmp_path / "lecture.nnviz"
    formats.save(replace(document, view=replace(document.view, page="lab", lab=LabView(part="bend"))), path)
    hands = start(path)
    hands.place()
    hands.window(f"^{document.title} – nnviz")
    hands.do("mousemove", *BUTTON)
    hands.do("click", 1)
    hands.save_again(path)
    straight = formats.open_any(path)[0].network
    assert collapse.hidden_functions(straight) == {}
    for key, array in document.network.parameters().items():
        np.testing.assert_array_equal(straight.parameters()[key], array)
    one = collapse.collapse(straight)
    x = document.input.values[None]
    in_turn = collapse.scores(straight, [x])
    assert np.abs(in_turn - one.applied(x.reshape(1, -1))).max() <= 1e-5 * np.abs(in_turn).max()
    hands.do("key", "ctrl+z")
    hands.save_again(path)
    assert formats.open_any(path)[0].network.layers == document.network.layers
    hands.quit()
