"""Windows in time and place, against loops over every window and every pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.document import Target
from nnviz.engine import Conv2D
from nnviz.engine.layers.windows import Windows
from nnviz.errors import NNVizError
from nnviz.scene.time import windows
from nnviz.scene.time.playback import timeline
from tests.scene.image_networks import image_networks

SHOWN = image_networks()
SLIDING = [
    (name, layer)
    for name, document in SHOWN.items()
    for layer in range(1, len(document.network.shapes))
    if windows.slides(document.network, layer)
]


@pytest.mark.parametrize(("name", "layer"), SLIDING)
def test_the_time_of_a_window_shows_that_window(name: str, layer: int) -> None:
    network = SHOWN[name].network
    line = timeline(network)
    rows, columns = windows.of_layer(network, layer).count
    for row in range(rows):
        for column in range(columns):
            moment = line.moment(windows.seconds_of(network, line, layer, (row, column)))
            assert (moment.layer, moment.phase in windows.SCANS) == (layer, True)
            assert windows.at(moment.progress, (rows, columns)) == (row, column)


def test_windows_stand_in_reading_order_and_each_as_long_as_the_next() -> None:
    seen = [windows.at(progress, (3, 4)) for progress in (np.arange(1200) + 0.5) / 1200]
    assert sorted(seen) == seen
    assert {place: seen.count(place) for place in seen} == {(r, c): 100 for r in range(3) for c in range(4)}
    assert windows.at(1.0, (3, 4)) == (2, 3)


def test_steps_go_through_every_window_of_every_scan_and_back() -> None:
    network = SHOWN["digits"].network
    line = timeline(network)
    seconds, seen = 0.0, []
    for _ in range(36 + 9):
        seconds = windows.step(network, line, seconds, 1)
        moment = line.moment(seconds)
        count = windows.of_layer(network, moment.layer).count
        seen.append((moment.layer, windows.at(moment.progress, count)))
    assert seen == [(1, divmod(i, 6)) for i in range(36)] + [(2, divmod(i, 3)) for i in range(9)]
    assert windows.step(network, line, seconds, 1) == seconds
    for place in reversed(seen[:-1]):
        seconds = windows.step(network, line, seconds, -1)
        moment = line.moment(seconds)
        count = windows.of_layer(network, moment.layer).count
        assert (moment.layer, windows.at(moment.progress, count)) == place
    assert windows.step(network, line, seconds, -1) == seconds


def test_without_a_scan_there_is_nowhere_to_step() -> None:
    network = SHOWN["no window"].network
    assert windows.step(network, timeline(network), 0.4, 1) == 0.4
    assert windows.step(network, timeline(network), 0.4, -1) == 0.4


@given(
    size=st.integers(1, 9),
    kernel=st.integers(1, 4),
    stride=st.integers(1, 3),
    padding=st.integers(0, 3),
    dilation=st.integers(1, 3),
)
def test_who_uses_a_pixel_is_who_covers_it(
    size: int, kernel: int, stride: int, padding: int, dilation: int
) -> None:
    try:
        fit = Windows.fit((1, size, size), (kernel, kernel), (stride, stride), padding, (dilation, dilation))
    except NNVizError:
        return
    for pixel in range(size):
        expected = [
            window
            for window in range(fit.count[0])
            if pixel in [window * stride - padding + dilation * tap for tap in range(kernel)]
        ]
        rows, columns = windows.users(fit, pixel, size - 1 - pixel)
        assert rows.tolist() == expected
        assert windows.users(fit, size - 1 - pixel, pixel)[1].tolist() == expected
        assert len(columns) <= fit.count[1]


def test_an_output_channel_is_made_of_the_channels_that_the_engine_takes() -> None:
    network = SHOWN["groups and stride"].network
    assert [list(windows.input_channels(network, 1, out)) for out in range(8)] == [
        [0], [0], [1], [1], [2], [2], [3], [3],
    ]  # fmt: skip
    assert list(windows.input_channels(network, 3, 5)) == [5]
    colours = SHOWN["padding, dilation, colours"].network
    assert list(windows.input_channels(colours, 1, 4)) == [0, 1, 2]


def test_the_chosen_channel_goes_on_where_channels_stay_apart() -> None:
    network = SHOWN["groups and stride"].network
    chosen = Target(3, (5, 0, 0))
    assert [windows.chosen_channel(network, chosen, layer) for layer in (1, 2, 3)] == [5, 5, 5]
    deep = SHOWN["two convolutions"].network
    assert [windows.chosen_channel(deep, Target(4, (9, 0, 0)), layer) for layer in (1, 2, 3, 4)] == [
        0,
        0,
        9,
        9,
    ]
    assert windows.chosen_channel(deep, Target(6, 3), 1) == 0
    assert windows.chosen_channel(deep, None, 3) == 0


def test_the_window_under_way_takes_a_chosen_cell_along_until_another_is_chosen() -> None:
    network = SHOWN["digits"].network
    line = timeline(network)
    chosen = Target(1, (2, 3, 4))
    scan = line.moment(windows.seconds_of(network, line, 1, (1, 5)))
    pool = line.moment(windows.seconds_of(network, line, 2, (0, 2)))
    end = line.moment(line.seconds)
    assert windows.here(network, scan, chosen) == Target(1, (2, 1, 5))
    assert windows.here(network, scan, chosen, pinned=True) == chosen
    assert windows.here(network, pool, chosen) == Target(2, (2, 0, 2))
    assert windows.here(network, end, chosen) == chosen
    for other in (None, Target(4, 2)):
        assert windows.here(network, scan, other) == other


def test_the_focus_is_what_is_looked_at_or_the_window_that_time_passed_last() -> None:
    network = SHOWN["digits"].network
    line = timeline(network)
    chosen = Target(1, (2, 3, 4))
    scan = line.moment(windows.seconds_of(network, line, 1, (1, 5)))
    end = line.moment(line.seconds)
    assert windows.focus(network, scan, chosen) == windows.Focus(1, (2, 1, 5), True, False)
    assert windows.focus(network, scan, chosen, pinned=True) == windows.Focus(1, (2, 3, 4), False, False)
    early = Target(1, (2, 1, 4))
    assert windows.focus(network, scan, early, pinned=True) == windows.Focus(1, (2, 1, 4), True, False)
    assert windows.focus(network, end, chosen) == windows.Focus(1, (2, 3, 4))
    last = windows.of_layer(network, 1).count
    for other in (None, Target(4, 2)):
        assert windows.focus(network, scan, other) == windows.Focus(1, (0, 1, 5), True, False)
        assert windows.focus(network, end, other) == windows.Focus(1, (0, last[0] - 1, last[1] - 1))
    start = line.moment(0.1)
    assert windows.focus(network, start, chosen) == windows.Focus(1, (2, 3, 4), False, False)
    assert windows.focus(network, start, None) is None


def test_the_cells_under_a_window_are_the_ones_the_engine_multiplies() -> None:
    document = SHOWN["padding, dilation, colours"]
    layer = document.network.layer(1)
    assert isinstance(layer, Conv2D)
    rows, columns = windows.covered(windows.of_layer(document.network, 1), (0, 1))
    assert rows.tolist() == [-2, 0, 2]
    assert columns.tolist() == [-1, 1, 3]
