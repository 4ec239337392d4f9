"""Time to moment and back, as pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine import Dense, Network
from nnviz.scene.time.playback import LONGEST_PASS, Timeline, is_shrunk, timeline


def of(layers: int) -> Timeline:
    return timeline(Network.build((4,), [Dense(4, "relu") for _ in range(layers)]))


def test_the_phases_of_a_dense_network_last_as_the_specification_says() -> None:
    line = of(2)
    assert [(p.layer, p.name) for p in line.phases] == [
        (0, "input"),
        (1, "multiply"),
        (1, "sum"),
        (1, "activate"),
        (2, "multiply"),
        (2, "sum"),
        (2, "activate"),
    ]
    assert [p.seconds for p in line.phases] == pytest.approx([0.6, 1.2, 0.9, 0.7, 1.2, 0.9, 0.7])
    assert line.seconds == pytest.approx(6.2)


def test_a_boundary_belongs_to_the_later_phase_and_the_end_is_the_end() -> None:
    line = of(2)
    for index, phase in enumerate(line.phases):
        moment = line.moment(phase.start)
        assert (moment.index, moment.progress) == (index, 0.0)
    end = line.moment(line.seconds)
    assert (end.layer, end.phase, end.progress) == (2, "activate", 1.0)
    assert line.moment(1e9) == end
    assert line.moment(-1.0) == line.moment(0.0)


@given(st.integers(1, 40), st.floats(0, 1))
def test_moments_never_go_back(layers: int, share: float) -> None:
    line = of(layers)
    here = line.moment(share * line.seconds)
    later = line.moment(share * line.seconds + 0.01)
    assert (later.index, later.progress) >= (here.index, here.progress)
    assert 0 <= here.progress <= 1


@given(st.floats(0, 6.2), st.integers(1, 9))
def test_steps_stop_at_the_starts_of_phases_and_at_the_end(seconds: float, count: int) -> None:
    line = of(2)
    stops = [phase.start for phase in line.phases] + [line.seconds]
    forward, back = line.step(seconds, count), line.step(seconds, -count)
    assert forward in stops
    assert back in stops
    assert forward == line.seconds or sum(seconds + 1e-6 < stop <= forward for stop in stops) == count
    assert back == 0 or sum(back <= stop < seconds - 1e-6 for stop in stops) == count


def test_steps_by_layer() -> None:
    line = of(2)
    assert line.step_layer(0.0, 1) == pytest.approx(0.6)
    assert line.step_layer(1.0, 1) == pytest.approx(3.4)
    assert line.step_layer(4.0, -1) == pytest.approx(3.4)
    assert line.step_layer(4.0, 9) == line.seconds


def test_a_pass_longer_than_a_minute_shrinks_every_phase_alike() -> None:
    line = of(40)
    assert line.seconds == pytest.approx(LONGEST_PASS)
    assert is_shrunk(line)
    assert not is_shrunk(of(2))
    assert line.phases[1].seconds / line.phases[2].seconds == pytest.approx(1.2 / 0.9)
