"""A table of one's own: from its file to a trained network, in a real window."""

import shutil
import sys
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.data.sources import TableFile
from nnviz.document import Document
from nnviz.document.scoring import score
from tests.journeys.conftest import wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]
CASES = Path(__file__).parents[1] / "data" / "tables" / "cases"
ENOUGH = 400
"""Steps after which the kinds of grain are told apart."""


def test_a_table_becomes_a_network_that_tells_its_kinds_apart(hands, tmp_path):
    table = tmp_path / "grain.csv"
    shutil.copy(CASES / "grain_deccomma.csv", table)
    hands.place()

    hands.do("key", "ctrl+o")
    hands.window("Open")
    hands.do("key", "ctrl+a")
    hands.do("type", "--delay", 20, table)
    hands.do("key", "Return")
    wait_until(lambda: hands.log_says("shows the table"), "the table")
    main = hands.window("grain")

    # The third column is left out with the keyboard, the rest is as it was guessed.
    hands.do("key", "Right", "Right", "Return")
    hands.do("key", "--delay", 100, "End", "Return")
    hands.do("windowfocus", "--sync", main)
    # "Train this network", at the right of the bar below.
    hands.do("mousemove", 1428, 936, "click", 1)
    wait_until(lambda: hands.log_says("learns from the table"), "training")

    path = tmp_path / "mine.nnviz"
    hands.save_as(path)
    document = _trained(hands, path)
    assert document.input_names == ("area", "perimeter")
    assert document.output_names == ("large", "small")
    training = document.training
    assert training is not None
    assert isinstance(training.source, TableFile)
    assert Path(training.source.path) == table
    assert training.data is not None
    found = score(document.network, training.data)
    assert found is not None
    assert found.value > 0.9
    hands.quit()


def _trained(hands, path: Path) -> Document:
    """The document, once it has learned enough: saving pauses it, and Play goes on."""
    document = formats.open_any(path)[0]
    for _ in range(20):
        run = document.training.current
        if run is not None and document.training.step >= ENOUGH:
            break
        hands.do("mousemove", 50, 936, "click", 1)
        hands.save_again(path)
        document = formats.open_any(path)[0]
    return document
