"""Paths against products taken from the trace by hand; their lines against the columns they join."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.document.tracing import trace as trace_of
from nnviz.scene.layout.columns import arrange
from nnviz.scene.layout.large import fold_of
from nnviz.scene.values.scales import measure
from nnviz.scene.why import path_lines, paths
from tests.scene.networks import Scene, document, samples, scene


@pytest.fixture(scope="module")
def big() -> Scene:
    return scene(samples()["big"], Target(3, 7), (1144, 816))


def by_hand(shown: Scene, layer: int, unit: int, count: int) -> list[tuple[int, float]]:
    """(source, w·x) of the strongest contributions, by sorting all of them."""
    weight = shown.document.network.parameters()[f"{layer}.weight"]
    pairs = zip(weight[:, unit].tolist(), shown.trace[layer].input[0].tolist(), strict=True)
    products = [(i, w * x) for i, (w, x) in enumerate(pairs)]
    return sorted(products, key=lambda pair: -abs(pair[1]))[:count]


def test_back_takes_six_then_four_then_four(big: Scene) -> None:
    found = paths.back(big.trace, Target(3, 7))
    into = {}
    for link in found.links:
        into.setdefault(link.target, []).append(link)
    assert len(into[Target(3, 7)]) == 6
    for target, links in into.items():
        count = 6 if target.layer == 3 else 4
        expected = by_hand(big, target.layer, target.unit, count)
        assert [link.source.unit for link in links] == [unit for unit, _ in expected]
        assert [link.product for link in links] == pytest.approx([product for _, product in expected])
    reached = {link.source for link in found.links if link.source.layer > 0}
    assert reached == {target for target in into if target.layer < 3}


def test_forward_goes_from_a_pixel_to_the_output(big: Scene) -> None:
    x = big.trace[0].a[0]
    pixel = int(x.argmax())
    found = paths.forward(big.trace, Target(0, pixel))
    first = [link for link in found.links if link.source == Target(0, pixel)]
    products = big.document.network.parameters()["1.weight"][pixel] * x[pixel]
    assert [link.target.unit for link in first] == np.argsort(-np.abs(products), kind="stable")[:6].tolist()
    assert {link.target.layer for link in found.links} == {1, 2, 3}


def test_a_silent_unit_sends_nothing(big: Scene) -> None:
    silent = int((big.trace[1].a[0] == 0).argmax())
    assert paths.forward(big.trace, Target(1, silent)).links == ()
    everything = paths.back(big.trace, Target(3, 7)).links
    assert all(link.product != 0 for link in everything)


def test_chains_start_with_the_strongest_and_follow_the_strongest(big: Scene) -> None:
    found = paths.back(big.trace, Target(3, 7))
    chains = paths.chains(found, 4)
    assert len(chains) == 4
    assert [chain[0].source.unit for chain in chains] == [unit for unit, _ in by_hand(big, 3, 7, 4)]
    for chain in chains:
        assert [link.source.layer for link in chain] == [2, 1, 0]
        for link, further in pairwise(chain):
            assert further.target == link.source
            assert further.source.unit == by_hand(big, link.source.layer, link.source.unit, 1)[0][0]


def test_deep_networks_do_not_spread_without_end() -> None:
    shown = document((64, *([64] * 12), 10))
    links = paths.back(trace_of(shown), Target(13, 0)).links
    for layer in range(1, 14):
        assert len({link.source for link in links if link.target.layer == layer}) <= 4 * paths.MOST_AT_ONCE


@pytest.mark.parametrize("name", ["mnist-cnn", "edges"])
def test_paths_through_windows_are_parts_of_their_sums(name: str) -> None:
    opened, _ = formats.open_any(name)
    trace = trace_of(opened)
    last = len(opened.network.layers)
    shape = opened.network.shapes[last]
    start = Target(last, 3 if len(shape) == 1 else (0, 5, 5))
    links = paths.back(trace, start).links
    assert links
    assert {link.source.layer for link in links} == set(range(last))
    for link in links[:20]:
        value = float(trace[link.source.layer].a[0].ravel()[flat(opened, link.source)])
        assert link.product == pytest.approx(link.weight * value, rel=1e-5)


def flat(shown, target: Target) -> int:
    if isinstance(target.unit, int):
        return target.unit
    return int(np.ravel_multi_index(target.unit, shown.network.shapes[target.layer]))


def laid(shown: Scene, start: Target, size: tuple[float, float]) -> tuple[path_lines.HighlightPaths, object]:
    fold = fold_of(shown.document.network, shown.trace, start, frozenset())
    layout = arrange(shown.document, size, fold)
    return path_lines.lay(paths.back(shown.trace, start), layout, shown.scales), layout


def test_lines_run_from_the_rims_of_discs_and_the_middles_of_cells(big: Scene) -> None:
    found, layout = laid(big, Target(3, 7), (1144, 816))
    assert [gap.layer for gap in found.gaps] == [3, 2, 1]
    output = layout.column(3)
    gap = found.gaps[0]
    away = np.hypot(gap.lines[:, 2] - output.x[7], gap.lines[:, 3] - output.y[7])
    assert away == pytest.approx(output.radius)
    pixels = layout.column(0)
    starts = {(round(float(x), 3), round(float(y), 3)) for x, y in found.gaps[2].lines[:, :2]}
    middles = {(round(float(x), 3), round(float(y), 3)) for x, y in zip(pixels.x, pixels.y, strict=True)}
    assert starts <= middles


def test_opacity_and_signs_follow_the_products(big: Scene) -> None:
    found, _ = laid(big, Target(3, 7), (1144, 816))
    for gap in found.gaps:
        assert gap.opacity.min() >= 0.62
        assert gap.opacity[-1] == pytest.approx(1.0)
        assert np.all(np.diff(gap.opacity) >= -1e-9)
    strongest = [product for _, product in by_hand(big, 3, 7, 6)][::-1]
    assert found.gaps[0].sign.tolist() == np.sign(strongest).tolist()


@pytest.mark.parametrize("size", [(560, 400), (920, 816), (1144, 816), (3840, 2160)])
@pytest.mark.parametrize("name", ["big", "letters", "digits"])
def test_pills_are_few_and_touch_nothing(name: str, size: tuple[float, float]) -> None:
    shown = scene(samples()[name])
    last = len(shown.document.network.layers)
    for unit in range(4):
        found, layout = laid(shown, Target(last, unit), size)
        counts = [len(gap.pills) for gap in found.gaps]
        assert counts[0] <= 4
        assert max(counts[1:], default=0) <= 3
        boxes = [
            (pill.x, pill.y, *path_lines.half_size(pill.text, layout.scale))
            for gap in found.gaps
            for pill in gap.pills
        ]
        for i, (x, y, w, h) in enumerate(boxes):
            assert x - w >= 0
            assert x + w <= size[0]
            for u, v, p, q in boxes[:i]:
                assert abs(x - u) >= w + p or abs(y - v) >= h + q


def test_nothing_is_lit_before_its_phase(big: Scene) -> None:
    found, _ = laid(big, Target(3, 7), (1144, 816))
    for phase in big.timeline.phases:
        moment = big.timeline.moment(phase.start + 0.5 * phase.seconds)
        layers = {gap.layer for gap in found.reached(moment)}
        known = {layer for layer in (1, 2, 3) if layer < phase.layer}
        if phase.name in ("sum", "activate"):
            known.add(phase.layer)
        assert layers == known


def test_not_a_number_is_among_the_strongest() -> None:
    made = document((300, 40, 4))
    weight = made.network.parameters()["2.weight"].copy()
    weight[5, 2] = np.nan
    shown = replace(made, network=made.network.with_parameters({"2.weight": weight}))
    trace = trace_of(shown)
    links = paths.back(trace, Target(2, 2)).links
    assert links[0].source == Target(1, 5)
    found = path_lines.lay(paths.back(trace, Target(2, 2)), arrange(shown, (920, 816)), measure(shown, trace))
    for gap in found.gaps:
        assert np.isfinite(gap.width).all()
        assert np.isfinite(gap.opacity).all()
