"""Which cells the loupe shows, and where it stands."""

import numpy as np

from nnviz.scene.sandbox.loupe import CELLS, loupe


def test_it_surrounds_the_place():
    found = loupe(np.zeros((100, 200)), 50, 60, (20, 20))
    assert (found.row, found.column) == (46, 56)


def test_it_stays_inside():
    values = np.zeros((100, 200))
    assert loupe(values, 0, 0, (20, 20)).row == 0
    last = loupe(values, 99, 199, (20, 20))
    assert (last.row, last.column) == (100 - CELLS, 200 - CELLS)
    small = loupe(np.zeros((4, 4)), 2, 2, (20, 20))
    assert (small.row, small.column) == (0, 0)


def test_it_takes_the_emptier_corner():
    values = np.zeros((100, 200))
    values[:30, 150::2] = 1.0
    assert not loupe(values, 80, 100, (40, 40)).on_right
    assert loupe(values[:, ::-1], 80, 100, (40, 40)).on_right


def test_it_never_covers_the_place_it_shows():
    values = np.zeros((100, 200))
    assert not loupe(values, 10, 190, (40, 40)).on_right
    assert loupe(values, 10, 5, (40, 40)).on_right
