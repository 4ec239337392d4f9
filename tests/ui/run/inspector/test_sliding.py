"""While a window slides over an image, the inspector tells of one cell after the other in every frame."""

import numpy as np
import pytest

from nnviz.document import CurrentInput, Document, Target
from nnviz.engine import Conv2D, Dense, Flatten, Network

CELL = Target(1, (0, 2, 2))


@pytest.fixture
def half_dark():
    """A picture whose left half is 0: its cells have from none to nine silent inputs."""
    layers = [Conv2D(2, 3, activation="relu"), Flatten(), Dense(2, "softmax")]
    network = Network.build((1, 8, 8), layers, seed=4)
    x = np.random.default_rng(1).random((1, 8, 8), np.float32)
    x[:, :, :4] = 0
    return Document(network, "Half dark", CurrentInput(x))


def slide(shown):
    """Let the scan pass, a frame at a time; yields at each cell."""
    scan = next(phase for phase in shown.session.timeline.phases if phase.name == "scan")
    # From the place that it was given, time moves the cell along.
    shown.session.seek(scan.start)
    for second in np.linspace(scan.start + 0.01, scan.end - 0.01, 40):
        shown.session.seek(float(second))
        shown.frame()
        yield shown.session.here


def screen(shown):
    return shown.panel.screen().grabWindow(shown.panel.winId()).toImage()


def test_what_stands_below_the_products_keeps_its_place(inspect, half_dark):
    shown = inspect(half_dark, CELL)
    rows, places = set(), set()
    for _ in slide(shown):
        rows.add(len(shown.panel.products.rows))
        places.add((shown.panel.products.height(), shown.panel.activate.y(), shown.panel.activate.height()))
    assert len(rows) > 1
    assert len(places) == 1


def test_every_cell_is_painted_as_if_it_had_always_been_chosen(inspect, half_dark):
    shown = inspect(half_dark, CELL)
    cells = set()
    for cell in slide(shown):
        cells.add(cell)
        as_it_came = screen(shown)
        shown.panel.update()
        for part in (shown.panel.head, shown.panel.products, shown.panel.total, shown.panel.footer):
            part.update()
        shown.frame()
        assert screen(shown) == as_it_came
    assert len(cells) > 20


def test_a_cell_at_rest_gives_the_chart_the_room_that_its_list_leaves(inspect, half_dark):
    shown = inspect(half_dark, CELL)
    list(slide(shown))
    tall = shown.panel.products.height()
    shown.session.seek(1e9)
    shown.session.select(Target(1, (0, 2, 0)))
    shown.frame()
    assert len(shown.panel.products.rows) == 1
    assert shown.panel.products.height() < tall
