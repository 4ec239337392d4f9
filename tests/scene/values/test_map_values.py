"""What stands in the tiles is the trace, at every time: nothing stale, nothing early."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Target, edits
from nnviz.scene.time.phases import PHASES
from nnviz.scene.values.map_values import MapValues
from nnviz.scene.values.model import Frame
from nnviz.scene.values.prepare import prepare
from nnviz.scene.values.scales import over
from tests.scene.image_networks import image_networks
from tests.scene.networks import Scene, scene

ORDER = list(image_networks())


def standing(values: MapValues) -> np.ndarray:
    """The numbers on the canvas, NaN where a cell is hollow."""
    channels, height, width = values.a.shape
    shown = np.full(values.a.shape, np.nan)
    for channel, row, column in np.ndindex(channels, height, width):
        value = values.value((channel, row, column))
        if value is not None:
            shown[channel, row, column] = value
    return shown


def expected(shown: Scene, layer: int, seconds: float) -> np.ndarray:
    """The numbers that should stand, worked out from the phases' lengths alone."""
    here = shown.trace[layer]
    nothing = np.full(here.a[0].shape, np.nan)
    start = 0.0
    for phase in shown.timeline.phases:
        share = (seconds - start) / PHASES[phase.name].seconds
        start += PHASES[phase.name].seconds
        if phase.layer != layer:
            continue
        if share < 0:
            return nothing
        if phase.name in ("centre", "scale", "stretch"):
            # Steps of one number: what is left of it stands when the last of them is done.
            if share < 1:
                return nothing
            continue
        if share >= 1:
            nothing = here.a[0] if phase.name != "scan" else here.z[0]
            continue
        if phase.name == "activate":
            return here.a[0]
        places = here.a[0][0].size
        source = here.z[0] if phase.name == "scan" else here.a[0]
        if phase.name in ("scan", "pool"):
            count = min(int(share * places), places - 1) + 1
        elif phase.name == "input":
            eased = 1 - (1 - share) ** 3
            count = int(eased * source.shape[1] + 1e-9) * source.shape[2]
        else:
            count = places
        flat = nothing.reshape(len(nothing), -1).copy()
        flat[:, :count] = source.reshape(len(source), -1)[:, :count]
        return flat.reshape(nothing.shape)
    return np.asarray(nothing)


def maps_of(now: Frame) -> dict[int, MapValues]:
    return {values.layer: values for values in now.maps}


def test_at_500_random_times_every_number_of_mnist_cnn_is_the_traces() -> None:
    document, _ = formats.open_any("mnist-cnn")
    shown = scene(document, Target(1, (3, 4, 5)))
    times = [random.Random(7).uniform(0, shown.timeline.seconds) for _ in range(500)]
    cells = [np.random.default_rng(i).integers(0, 2**31, 3) for i in range(12)]
    for seconds in times:
        for layer, values in maps_of(shown.at_seconds(seconds)).items():
            wanted = expected(shown, layer, seconds)
            for cell in cells:
                unit = tuple(int(n % size) for n, size in zip(cell, wanted.shape, strict=True))
                value = values.value(unit)  # type: ignore[arg-type]
                assert (np.nan if value is None else value) == pytest.approx(wanted[unit], nan_ok=True, abs=0)
        strip = shown.at_seconds(seconds).strip
        assert strip is not None
        why = shown.trace.explain(strip.layer, strip.unit)
        position = list(np.ndindex(shown.trace[strip.source].a[0].shape[0])).index((strip.channel,))
        if strip.kind == "products":
            assert np.array_equal(strip.inputs.values, why.inputs[position])
            assert strip.products is not None
            assert np.array_equal(strip.products.values, why.products[position])
        else:
            assert np.array_equal(strip.inputs.values, why.inputs[0])


@pytest.mark.parametrize("name", [name for name in ORDER if name not in ("two convolutions", "photograph")])
def test_every_number_is_the_traces_in_both_directions(name: str) -> None:
    shown = scene(image_networks()[name])
    times = np.linspace(0.0, shown.timeline.seconds, 41).tolist()
    for seconds in [*times, *reversed(times)]:
        for layer, values in maps_of(shown.at_seconds(seconds)).items():
            assert np.array_equal(standing(values), expected(shown, layer, seconds), equal_nan=True)


def test_the_sums_of_a_scan_are_the_convolution_worked_out_by_hand() -> None:
    shown = scene(image_networks()["padding, dilation, colours"])
    network = shown.document.network
    weight, bias = (network.layer_parameters(1)[name] for name in ("weight", "bias"))
    padded = np.pad(shown.document.input.values, ((0, 0), (2, 2), (2, 2)))
    end = maps_of(shown.at(1, "scan", 0.9999))[1]
    for out, row, column in ((0, 0, 0), (5, 11, 9), (2, 4, 7)):
        patch = padded[:, row : row + 5 : 2, column : column + 5 : 2]
        by_hand = float((patch * weight[out]).sum() + bias[out])
        assert end.value((out, row, column)) == pytest.approx(by_hand, abs=1e-5)


def test_with_reduced_motion_a_phase_fades_to_its_end() -> None:
    shown = scene(image_networks()["digits"])
    half = maps_of(shown.at(1, "scan", 0.025, reduced_motion=True))[1]
    assert (half.shown, half.arrived, half.active) == (36, pytest.approx(0.5), 0.0)
    whole = maps_of(shown.at(1, "scan", 0.5, reduced_motion=True))[1]
    assert (whole.shown, whole.arrived) == (36, 1.0)


@pytest.mark.parametrize("tint", ["unit", "layer", "network"])
def test_full_colour_is_the_largest_of_its_own_range(tint: str) -> None:
    shown = scene(image_networks()["two convolutions"])
    scales = over(shown.scales, tint)
    maps = prepare(shown.layout, shown.document, shown.trace, None, scales, tint).maps
    largest = {layer: np.abs(shown.trace[layer].a[0]).max(axis=(1, 2)) for layer in (1, 2, 3, 4)}
    last = len(shown.document.network.layers)
    for layer, each in largest.items():
        wanted = {
            "unit": np.where(each > 0, each, 1.0),
            "layer": np.full(len(each), each.max()),
            "network": np.full(len(each), max(np.abs(shown.trace[n].a).max() for n in range(1, last + 1))),
        }[tint]
        assert maps[layer].full_a == pytest.approx(wanted)


def test_signs_are_never_lost() -> None:
    shown = scene(image_networks()["padding, dilation, colours"])
    settled = shown.prepared.maps[1]
    assert set(settled.ramps) == {"signed"}
    channel, row, column = (int(i) for i in np.unravel_index(settled.a.argmin(), settled.a.shape))
    fill, ramp = settled.fill((channel, row, column))
    assert ramp == "signed"
    assert fill < 0
    # A map without a negative value may be grey only on a scale of its own.
    assert shown.prepared.maps[0].ramps == ("photograph",) * 3


def test_a_number_that_is_not_finite_is_marked_and_harms_no_other() -> None:
    document = image_networks()["digits"]
    weight = document.network.parameters()["1.weight"].copy()
    weight[1, 0, 0, 0] = np.nan
    shown = scene(replace(document, network=document.network.with_parameters({"1.weight": weight})))
    values = shown.prepared.maps[1]
    assert values.marks == (((1, 0, 0), "non-finite"),)
    assert np.isfinite(values.full_a).all()
    assert values.fill((0, 0, 0))[0] >= 0
    shown.end()


def test_an_overridden_cell_is_marked_from_the_start() -> None:
    document = edits.set_override(image_networks()["digits"], Target(1, (2, 3, 4)), "a", 7.0)
    shown = scene(document)
    assert maps_of(shown.at_seconds(0.0))[1].marks == (((2, 3, 4), "override"),)
    assert maps_of(shown.end())[1].value((2, 3, 4)) == 7.0
