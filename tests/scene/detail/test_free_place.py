"""Words find a place that no line of a chart runs through."""

import numpy as np
import pytest

from nnviz.scene.detail.free_place import crosses, first_free

BOX = (10.0, 10.0, 20.0, 16.0)
ALL = (0.0, 0.0, 100.0, 100.0)


@pytest.mark.parametrize(
    ("line", "is_crossed"),
    [
        ([(0, 13), (100, 13)], True),
        ([(0, 13), (12, 13)], True),
        ([(0, 13), (9, 13)], False),
        ([(15, 0), (15, 100)], True),
        ([(21, 0), (21, 100)], False),
        ([(0, 0), (30, 26)], True),
        ([(0, 20), (12, 20), (12, 30)], False),
        ([(9, 9), (9, 17), (21, 17)], False),
        ([(12, 12), (13, 13)], True),
        ([(0, 13), (np.nan, 13), (100, 13)], False),
    ],
)
def test_a_line_runs_through_a_place_or_past_it(line: list[tuple[float, float]], is_crossed: bool) -> None:
    assert crosses(np.array(line, float), BOX) == is_crossed
    assert crosses(np.array(line[::-1], float), BOX) == is_crossed


def test_the_first_place_without_a_line_is_taken() -> None:
    places = [BOX, (10.0, 30.0, 20.0, 36.0), (10.0, 50.0, 20.0, 56.0)]
    lines = [np.array([[0.0, 12.0], [100.0, 12.0]]), np.array([[15.0, 0.0], [15.0, 40.0]])]
    assert first_free(places, lines, ALL) == 2
    assert first_free(places, lines[:1], ALL) == 1
    assert first_free(places, [], ALL) == 0


def test_where_lines_run_everywhere_it_is_the_first_place_that_can_be_seen() -> None:
    places = [(90.0, 10.0, 110.0, 16.0), BOX]
    assert first_free(places, [np.array([[0.0, 12.0], [100.0, 12.0]])], ALL) == 1
    assert first_free(places[:1], [], ALL) == 0
