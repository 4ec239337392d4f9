"""Picking finds what the layout placed, at every camera."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.document import Camera, Target
from nnviz.scene.values.edges import edges
from nnviz.scene.values.model import Edges, Hit, Light
from nnviz.scene.view.camera import clamp, fit, focus, pan, transform, zoom_about
from nnviz.scene.view.pick import FAINT, pick
from tests.scene.networks import Scene, samples, scene

SIZE = (920.0, 816.0)
NODE_REACH, EDGE_REACH = 18.0, 6.0
SHOWN = {name: scene(samples()[name]) for name in ("digits", "iris", "mnist", "big")}


def edges_of(shown: Scene, selection: Target | None = None) -> dict[int, Edges]:
    network, count = shown.document.network, len(shown.document.network.layers)
    return {
        layer: edges(shown.layout, network, shown.trace, layer, selection, Light.LIT, shown.scales)
        for layer in range(1, count + 1)
    }


cameras = st.builds(Camera, st.floats(0.2, 0.8), st.floats(0.2, 0.8), st.floats(0.5, 20))


@settings(max_examples=80)
@given(st.sampled_from(sorted(SHOWN)), cameras, st.randoms(use_true_random=False))
def test_the_middle_of_a_unit_is_that_unit(name: str, camera: Camera, random: st.DataObject) -> None:
    shown = SHOWN[name]
    column = random.choice(shown.layout.columns)  # type: ignore[attr-defined]
    position = random.randrange(len(column.units))  # type: ignore[attr-defined]
    view = transform(shown.layout, camera, SIZE)
    at = view.to_screen((float(column.x[position]), float(column.y[position])))
    hit = pick(shown.layout, {}, camera, SIZE, at)
    assert hit == Hit("unit", Target(column.layer, column.unit(position)))


def test_a_unit_is_hit_within_its_radius_or_18_pixels() -> None:
    shown = SHOWN["digits"]
    column = shown.layout.columns[1]
    x, y = float(column.x[3]), float(column.y[3])
    reach = max(column.radius, NODE_REACH)
    assert pick(shown.layout, {}, Camera(), SIZE, (x + reach - 0.5, y)) == Hit("unit", Target(1, 3))
    assert pick(shown.layout, {}, Camera(), SIZE, (x + reach + 0.5, y)) is None
    close = Camera(x / 920, y / 816, 8.0)
    rim = 460 + column.radius * 8
    assert pick(shown.layout, {}, close, SIZE, (rim - 1, 408)) == Hit("unit", Target(1, 3))
    assert pick(shown.layout, {}, close, SIZE, (rim + 1, 408)) is None


def test_bars_mean_their_output() -> None:
    shown = SHOWN["digits"]
    bars = shown.layout.bars
    assert bars is not None
    for i, y in enumerate(bars.y):
        assert pick(shown.layout, {}, Camera(), SIZE, (bars.x1 - 5, y + 3)) == Hit("bar", Target(2, i))


@pytest.mark.parametrize("name", ["iris", "digits"])
def test_an_edge_is_the_nearest_line_that_is_seen(name: str) -> None:
    """Against a search over finely sampled lines."""
    shown = SHOWN[name]
    gaps = {layer: _some(gap, gap.opacity >= FAINT) for layer, gap in edges_of(shown).items()}
    random = np.random.default_rng(3)
    found = 0
    for _ in range(60):
        point = (float(random.uniform(100, 680)), float(random.uniform(100, 760)))
        hit = pick(shown.layout, gaps, Camera(), SIZE, point)
        if hit is not None and hit.kind != "edge":
            continue
        near = _sampled(gaps, point)
        if near[0] > EDGE_REACH + 0.05:
            assert hit is None
        elif near[0] < EDGE_REACH - 0.05:
            assert hit is not None
            found += 1
            distance = _sampled({hit.target.layer: gaps[hit.target.layer]}, point, hit)[0]
            assert distance == pytest.approx(near[0], abs=0.05)
    assert found > 5


def _some(gap: Edges, some: np.ndarray) -> Edges:
    parts = ("lines", "source", "target", "sign", "width", "opacity", "chosen")
    return replace(gap, **{part: getattr(gap, part)[some] for part in parts})


@pytest.mark.parametrize("name", ["iris", "digits"])
def test_a_faint_edge_is_ground_unless_it_is_the_selected_neurons(name: str) -> None:
    shown = SHOWN[name]
    gaps = edges_of(shown)
    (layer, gap), *_ = sorted(gaps.items())
    assert gap.opacity.min() < FAINT
    alone = _some(gap, np.array([gap.opacity.argmin()]))
    x0, y0, x1, y1 = alone.lines[0].tolist()
    at = ((x0 + x1) / 2, (y0 + y1) / 2)
    assert pick(shown.layout, {layer: alone}, Camera(), SIZE, at) is None
    chosen = replace(alone, chosen=np.array([True]))
    hit = pick(shown.layout, {layer: chosen}, Camera(), SIZE, at)
    assert hit is not None
    assert hit.kind == "edge"


def _sampled(
    gaps: dict[int, Edges], point: tuple[float, float], only: Hit | None = None
) -> tuple[float, int]:
    best = (np.inf, 0)
    for layer, gap in gaps.items():
        for i, (x0, y0, x1, y1) in enumerate(gap.lines):
            if only is not None and only != Hit(
                "edge", Target(layer, int(gap.target[i])), Target(gap.source_layer, int(gap.source[i]))
            ):
                continue
            t = np.linspace(0, 1, 3000)
            away = np.hypot(x0 + t * (x1 - x0) - point[0], y0 + t * (y1 - y0) - point[1]).min()
            best = min(best, (float(away), layer))
    return best


def test_the_selected_neurons_edges_come_first() -> None:
    shown = scene(samples()["digits"], Target(2, 3))
    gaps = edges_of(shown, Target(2, 3))
    mine = gaps[2].lines[gaps[2].chosen]
    for x0, y0, x1, y1 in mine:
        at = (float(0.4 * x0 + 0.6 * x1), float(0.4 * y0 + 0.6 * y1))
        hit = pick(shown.layout, gaps, Camera(), SIZE, at)
        assert hit is not None
        assert hit.target == Target(2, 3)


def test_nothing_is_under_an_empty_place() -> None:
    shown = SHOWN["digits"]
    assert pick(shown.layout, edges_of(shown), Camera(), SIZE, (300.0, 20.0)) is None


@given(cameras, st.floats(0, 920), st.floats(0, 816))
def test_to_the_screen_and_back(camera: Camera, x: float, y: float) -> None:
    view = transform(SHOWN["digits"].layout, camera, SIZE)
    assert view.to_layout(view.to_screen((x, y))) == pytest.approx((x, y), abs=1e-6)


@given(cameras, st.floats(300, 600), st.floats(300, 500), st.floats(0.7, 1.4))
def test_zooming_keeps_what_is_under_the_pointer(camera: Camera, x: float, y: float, factor: float) -> None:
    layout = SHOWN["digits"].layout
    before = transform(layout, camera, SIZE).to_layout((x, y))
    zoomed = zoom_about(layout, camera, SIZE, (x, y), factor)
    after = transform(layout, zoomed, SIZE).to_layout((x, y))
    is_held = 0 < zoomed.x < 1 and 0 < zoomed.y < 1
    if is_held:
        assert after == pytest.approx(before, abs=1e-6)


def test_cameras_keep_their_limits() -> None:
    layout = SHOWN["digits"].layout
    assert clamp(Camera(-1, 2, 90_000)) == Camera(0, 1, 65_536)
    assert clamp(Camera(0.5, 0.5, 0.01)).zoom == 0.25
    assert zoom_about(layout, Camera(), SIZE, (460, 408), 1e9).zoom == 65_536
    assert fit() == Camera(0.5, 0.5, 1.0)
    moved = pan(layout, Camera(0.5, 0.5, 2.0), SIZE, 92.0, -81.6)
    assert (moved.x, moved.y) == pytest.approx((0.45, 0.55))
    assert transform(layout, focus(layout, (100, 200), 4.0), SIZE).to_screen((100, 200)) == pytest.approx(
        (460, 408)
    )


def test_at_zoom_1_the_whole_layout_is_seen_even_on_another_screen() -> None:
    layout = SHOWN["digits"].layout
    view = transform(layout, Camera(), (1840.0, 2000.0))
    x, y = view.to_screen((0.0, 0.0))
    assert x == pytest.approx(0.0)
    assert y > 0
    assert view.scale == pytest.approx(2.0)
