"""Five levels on one zoom: each is reached, none jumps, and the way back is the way there."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.document import Camera, Target
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.places import Layout
from nnviz.scene.view import camera as cameras
from nnviz.scene.view import levels
from nnviz.scene.view.camera import transform
from nnviz.scene.view.levels import Level
from tests.scene.networks import document, samples

SIZE = (920.0, 768.0)
LAYOUTS = {name: arrange(made, SIZE) for name, made in samples().items()}
LAYOUTS["one"] = arrange(document((1, 1)), SIZE)
LAYOUTS["wide"] = arrange(document((3, 2000, 2)), SIZE)
ROOMY = sorted(LAYOUTS)
LAYOUTS["crowded"] = arrange(document((4, *[4] * 400, 2)), SIZE)


def units(layout: Layout) -> list[Target]:
    """The first, a middle and the last unit of every layer that computes."""
    found = []
    for column in layout.columns[1:]:
        count = len(column.units)
        found += [Target(column.layer, column.unit(i)) for i in {0, count // 2, count - 1}]
    return found


def middle_on_screen(layout: Layout, camera: Camera, target: Target) -> tuple[float, float]:
    at, _ = levels.place(layout, target)
    return transform(layout, camera, SIZE).to_screen(at)


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_level_of_every_neuron_can_be_chosen(name: str) -> None:
    layout = LAYOUTS[name]
    for target in units(layout):
        for level in Level:
            camera = levels.camera_of(layout, level, target)
            seen = levels.depth(layout, camera, SIZE, target)
            assert seen.level is level, target
            assert seen.focus == target
            assert camera == cameras.clamp(camera)
            # Each level is chosen where it stands alone, not in the middle of a fade.
            assert {seen.blocks, seen.microscope, seen.slope} <= {0.0, 1.0}


@pytest.mark.parametrize("name", ROOMY)
def test_the_whole_network_is_the_network(name: str) -> None:
    seen = levels.depth(LAYOUTS[name], cameras.fit(), SIZE, None)
    assert (seen.level, seen.has_page, seen.shows_network) == (Level.NETWORK, False, True)


def test_a_network_too_deep_to_be_told_apart_is_blocks_until_it_is_enlarged() -> None:
    layout = LAYOUTS["crowded"]
    whole = levels.depth(layout, cameras.fit(), SIZE, None)
    assert (whole.level, whole.blocks, whole.shows_network) == (Level.BLOCKS, 1.0, False)
    camera = levels.camera_of(layout, Level.NETWORK, None)
    seen = levels.depth(layout, camera, SIZE, None)
    assert (seen.level, seen.has_page) == (Level.NETWORK, False)
    # There, neighbours stand apart both ways, and the first layer is in view.
    scale = transform(layout, camera, SIZE).scale
    first, second = layout.columns[:2]
    assert (second.x[0] - first.x[0]) * scale > 8
    assert second.y[1] - second.y[0] < 3 * (second.x[0] - first.x[0])
    x, y = middle_on_screen(layout, camera, Target(0, 0))
    assert 0 <= x <= SIZE[0]
    assert 0 <= y <= SIZE[1]


@pytest.mark.parametrize("name", LAYOUTS)
def test_shares_rise_steadily_and_fade_over_a_fifth_of_the_range_before(name: str) -> None:
    layout = LAYOUTS[name]
    target = units(layout)[-1]
    bounds = levels.ranges(layout, target)
    diameters = np.geomspace(bounds.blocks / 1.5, bounds.slope * 1.5, 900)
    seen = [
        levels.depth(
            layout, cameras.focus(layout, levels.place(layout, target)[0], d / bounds.fit), SIZE, target
        )
        for d in diameters
        if d / bounds.fit >= cameras.SMALLEST_ZOOM
    ]
    assert np.all(np.diff([depth.blocks for depth in seen]) <= 0)
    for share in ("microscope", "slope"):
        steps = np.diff([getattr(depth, share) for depth in seen])
        assert np.all(steps >= 0)
        assert steps.max() < 0.2
    for start, before, share in (
        (bounds.microscope, bounds.neuron, "microscope"),
        (bounds.slope, bounds.microscope, "slope"),
    ):
        begins = start * (before / start) ** 0.2
        for diameter, expected in ((begins, 0.0), (math.sqrt(begins * start), 0.5), (start, 1.0)):
            camera = cameras.focus(layout, levels.place(layout, target)[0], diameter / bounds.fit)
            found = getattr(levels.depth(layout, camera, SIZE, target), share)
            assert found == pytest.approx(expected, abs=1e-6)


@given(
    name=st.sampled_from(sorted(LAYOUTS)),
    which=st.integers(0, 999),
    away=st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)),
    notches=st.integers(1, 40),
)
def test_as_many_notches_out_as_in_lead_back(
    name: str, which: int, away: tuple[float, float], notches: int
) -> None:
    layout = LAYOUTS[name]
    choice = units(layout)
    target = choice[which % len(choice)]
    (x, y), across = levels.place(layout, target)
    pointer = (x + away[0] * across, y + away[1] * across)
    path = [cameras.fit()]
    for _ in range(notches):
        path.append(levels.zoom(layout, path[-1], SIZE, target, pointer, 1.2))
    largest = levels.ranges(layout, target).largest_zoom
    if path[-1].zoom >= largest * (1 - 1e-6):
        return  # at the end of the zoom the last notch is a shorter one
    camera = path[-1]
    for before in reversed(path[:-1]):
        camera = levels.zoom(layout, camera, SIZE, target, pointer, 1 / 1.2)
        assert camera.zoom == pytest.approx(before.zoom)
    is_at_rim = any(c.x in (0.0, 1.0) or c.y in (0.0, 1.0) for c in path)
    if not is_at_rim:
        assert (camera.x, camera.y) == pytest.approx((0.5, 0.5), abs=1e-8)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_neuron_stays_under_the_pointer(name: str) -> None:
    layout = LAYOUTS[name]
    for target in units(layout):
        (x, y), across = levels.place(layout, target)
        pointer, camera = (x + 0.3 * across, y), cameras.fit()
        while levels.depth(layout, camera, SIZE, target).slope < 1.0:
            camera = levels.zoom(layout, camera, SIZE, target, pointer, 1.2)
            seen = levels.depth(layout, camera, SIZE, target)
            shown = middle_on_screen(layout, camera, target)
            if seen.microscope < 1.0:
                reach = 0.3 * across * camera.zoom
                assert math.dist(shown, pointer) == pytest.approx(reach, rel=1e-3, abs=1e-3)


def test_an_input_has_no_arithmetic_to_open() -> None:
    layout = LAYOUTS["digits"]
    target = Target(0, 3)
    at, _ = levels.place(layout, target)
    seen = levels.depth(layout, cameras.focus(layout, at, 2000.0), SIZE, target)
    assert (seen.level, seen.microscope, seen.slope) == (Level.NEURON, 0.0, 0.0)


def test_without_a_selection_the_unit_in_the_middle_is_meant() -> None:
    layout = LAYOUTS["digits"]
    for target in units(layout):
        at, _ = levels.place(layout, target)
        assert levels.focus(layout, cameras.focus(layout, at, 8.0), SIZE, None) == target
    gone = Target(9, 0)
    assert levels.focus(layout, cameras.fit(), SIZE, gone) != gone


def test_what_was_opened_by_name_is_found_when_zooming_out() -> None:
    """The selection moved to a unit that the camera doesn't see: the way out starts from there."""
    layout = LAYOUTS["digits"]
    there = levels.camera_of(layout, Level.MICROSCOPE, Target(2, 0))
    far = Target(2, 9)
    camera = levels.zoom(layout, there, SIZE, far, (10.0, 10.0), 1 / 1.05)
    x, y = middle_on_screen(layout, camera, far)
    assert 0 <= x <= SIZE[0]
    assert 0 <= y <= SIZE[1]


@given(st.floats(0.3, 100.0), st.floats(0.3, 100.0), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.99))
def test_a_flight_keeps_one_point_still(z0: float, z1: float, x: float, y: float, share: float) -> None:
    """The point that both ends show at the same place is there all the way: a straight zoom about it."""
    layout = LAYOUTS["digits"]
    start = Camera(0.5, 0.5, z0)
    end = Camera(x, y, z1)
    assert cameras.between(start, end, 0.0).zoom == pytest.approx(z0)
    assert cameras.between(start, end, 1.0) == end
    if abs(z0 - z1) < 0.01 * z0:
        return
    a, b = transform(layout, start, SIZE), transform(layout, end, SIZE)
    fixed = tuple((q - p) / (a.scale - b.scale) for p, q in ((a.dx, b.dx), (a.dy, b.dy)))
    there = a.to_screen((fixed[0], fixed[1]))
    between = transform(layout, cameras.between(start, end, share), SIZE)
    assert between.to_screen((fixed[0], fixed[1])) == pytest.approx(there, rel=1e-5, abs=1e-3)


@pytest.mark.parametrize("name", ROOMY)
def test_between_two_levels_a_camera_comes_to_rest_on_the_nearer(name: str) -> None:
    """At every magnification it ends where nothing is half faded, on the level that it showed, the unit in
    place; on a level it stays."""
    layout = LAYOUTS[name]
    target = units(layout)[-1]
    at, _ = levels.place(layout, target)
    rested = 0
    for zoom in np.geomspace(0.26, 0.9 * levels.ranges(layout, target).largest_zoom, 120):
        camera = cameras.focus(layout, at, float(zoom))
        before = levels.depth(layout, camera, SIZE, target)
        goal = levels.rest(layout, camera, SIZE, target)
        is_between = bool({before.blocks, before.microscope, before.slope} - {0.0, 1.0})
        assert (goal is not None) == is_between
        if goal is None:
            continue
        rested += 1
        after = levels.depth(layout, goal, SIZE, target)
        assert {after.blocks, after.microscope, after.slope} <= {0.0, 1.0}
        assert after.level is before.level
        assert levels.rest(layout, goal, SIZE, target) is None
    assert rested > 3
