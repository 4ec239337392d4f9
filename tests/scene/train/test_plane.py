"""The plane, what is answered over it, points and curves: against the network itself, point by point."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.data import Dataset, toys
from nnviz.data.sources import Toy
from nnviz.document import Document
from nnviz.document.new import from_network
from nnviz.engine import Activation, Dense, Network, Standardize, Unstandardize
from nnviz.scene.train import columns as scene_columns
from nnviz.scene.train import edges, layout, plane, points, surface
from nnviz.scene.train import plane_words as words
from nnviz.training.plane_proposal import document_for


def _made(kind: str, classes: int = 2, hidden: str = "tanh") -> tuple[Document, Dataset]:
    toy = replace(toys.start(kind), size=60, classes=classes)
    data = toys.points(toy)
    document = document_for(data, seed=3)
    network = document.network.with_functions({1: Dense(1, hidden).activation})
    return replace(document, network=network), data


def _surfaces(document: Document, data: Dataset) -> surface.Surfaces:
    of = scene_columns.columns(document.network)
    where = plane.plane_of(document, data, True)
    assert of is not None
    assert where is not None
    return surface.surfaces(document.network, of, where, data)


@pytest.mark.parametrize(("kind", "classes"), [("spirals", 2), ("gaussians", 4), ("hill", 2)])
def test_every_answer_is_the_networks_own(kind: str, classes: int) -> None:
    document, data = _made(kind, classes)
    found = _surfaces(document, data)
    x = np.linspace(found.plane.x.low, found.plane.x.high, plane.SIDE)
    y = np.linspace(found.plane.y.low, found.plane.y.high, plane.SIDE)
    for row, column in ((0, 0), (99, 99), (13, 71), (50, 2)):
        # Row 0 is at the top, where x2 is greatest.
        trace = document.network.trace(np.array([[x[column], y[99 - row]]], np.float32))
        for k, one in enumerate(found.columns):
            for unit in range(one.units):
                said = found.field(k, unit)[row, column]
                assert said == pytest.approx(float(trace[one.shown].a[0, unit]), abs=1e-5)


def test_levels_are_the_answers_of_the_scale() -> None:
    document, data = _made("spirals")
    found = _surfaces(document, data)
    tanh, sigmoid = found.levels[1][4], found.levels[3][0]
    assert np.abs(tanh.astype(float) - 127 * (1 + found.field(1, 4))).max() <= 0.51
    assert np.abs(sigmoid.astype(float) - 254 * found.field(3, 0)).max() <= 0.51
    # An input is shown by its own number.
    assert found.levels[0][0][0, 0] == 0
    assert found.levels[0][0][0, -1] == 254
    assert found.levels[0][1][0, 0] == 254


def test_relu_is_scaled_by_its_largest_answer() -> None:
    document, data = _made("spirals", hidden="relu")
    found = _surfaces(document, data)
    assert found.levels[1].max() == 254
    assert found.levels[1].min() == 127
    assert found.scales[1].high == pytest.approx(float(found.answers[1].max()))


def test_values_are_scaled_by_the_data() -> None:
    document, data = _made("plane")
    found = _surfaces(document, data)
    assert found.scales[-1].high == pytest.approx(float(np.abs(data.targets).max()))


def test_what_is_no_number_has_a_level_of_its_own() -> None:
    document, data = _made("spirals")
    broken = document.network.with_weight(2, "weight", (0, 3), float("nan"))
    found = _surfaces(replace(document, network=broken), data)
    assert (found.levels[2][3] == surface.NOTHING).all()
    assert (found.levels[2][4] != surface.NOTHING).all()
    assert not len(surface.border(found, 2, 3))


def test_the_border_lies_where_the_answer_is_one_half() -> None:
    document, data = _made("spirals")
    found = _surfaces(document, data)
    pieces = surface.border(found, 3, 0)
    assert len(pieces)
    middles = (pieces[:, :2] + pieces[:, 2:]) / 2
    places = np.array([found.plane.place(*share) for share in middles])
    assert np.abs(document.network.predict(places.astype(np.float32)) - 0.5).max() < 0.02


def test_borders_part_the_likeliest_classes() -> None:
    document, data = _made("gaussians", 4)
    found = _surfaces(document, data)
    pieces = surface.borders(found)
    assert len(pieces)
    middles = (pieces[:, :2] + pieces[:, 2:]) / 2
    places = np.array([found.plane.place(*share) for share in middles])
    first, second = np.sort(document.network.predict(places.astype(np.float32)), axis=1)[:, :-3:-1].T
    assert np.median(np.abs(first - second)) < 0.01
    shares = found.answers[-1].max(axis=1)
    levels = surface.certainty(found).ravel().astype(float)
    assert np.abs(levels - (127 + 127 * (shares - 0.25) / 0.75)).max() <= 0.51


def test_scaling_layers_belong_to_the_columns_beside_them() -> None:
    network = Network.build(
        (2,), [Standardize(), Dense(4), Activation("tanh"), Dense(1), Unstandardize()], seed=1
    )
    found = scene_columns.columns(network)
    assert found is not None
    assert [(one.layer, one.shown, one.source) for one in found] == [(0, 0, 0), (2, 3, 1), (4, 5, 3)]
    assert scene_columns.column_of(found, 3) == 1
    assert scene_columns.column_of(found, 1) is None


@pytest.mark.parametrize(("kind", "classes"), [("moons", 2), ("gaussians", 3)])
def test_wrong_points_are_those_that_the_network_gets_wrong(kind: str, classes: int) -> None:
    document, data = _made(kind, classes)
    where = plane.plane_of(document, data, True)
    assert where is not None
    found = points.points(document.network, data, where)
    output = document.network.predict(data.inputs)
    said = output.argmax(axis=1) if classes > 2 else output[:, 0] > 0.5
    true = data.targets.reshape(-1)
    assert np.array_equal(found.is_wrong, said != true)
    assert found.is_held_out.sum() == data.held_out
    assert found.judged == f"{(said != true).sum()} of 60 wrong"
    assert np.allclose([where.place(*at) for at in found.at], data.inputs, atol=1e-5)


def test_values_are_judged_by_r2() -> None:
    document, data = _made("sine")
    where = plane.plane_of(document, data, True)
    assert where is not None
    found = points.points(document.network, data, where)
    rest = ((document.network.predict(data.inputs) - data.targets) ** 2).sum()
    assert found.r2 == pytest.approx(1 - rest / ((data.targets - data.targets.mean()) ** 2).sum(), rel=1e-4)


def test_of_many_points_the_first_of_both_parts_are_drawn() -> None:
    data = toys.points(Toy("circles", 5000))
    document = document_for(data)
    where = plane.plane_of(document, data, True)
    assert where is not None
    found = points.points(document.network, data, where)
    assert len(found.rows) == points.MOST
    assert found.count == 5000
    assert found.is_held_out.sum() == 1000
    assert (found.rows[found.is_held_out] >= 3750).all()


def test_the_nearest_point_is_found_within_reach_alone() -> None:
    document, data = _made("circles")
    where = plane.plane_of(document, data, True)
    assert where is not None
    found = points.points(document.network, data, where)
    x, y = found.at[17]
    nearest = found.nearest(x + 1e-4, y, 0.01)
    assert nearest is not None
    assert np.allclose(found.at[nearest], found.at[17], atol=1e-3)
    assert found.nearest(0.5, 0.5, 0.01) is None


def test_curves_are_wide_by_weight_and_bright_by_what_flows() -> None:
    document, data = _made("spirals")
    network = document.network
    of = scene_columns.columns(network)
    assert of is not None
    shown = tuple(np.arange(one.units) for one in of)
    gap = edges.gaps(network, of, shown, data)[1]
    weight = network.parameters()["2.weight"]
    flow = np.abs(weight) * np.abs(network.trace(data.training.inputs)[1].a).mean(axis=0)[:, None]
    assert gap.count == len(gap.weights) == 64
    assert np.array_equal(gap.weights, weight[gap.before, gap.after])
    own = flow[gap.before, gap.after]
    assert (np.diff(own) >= 0).all()
    assert np.allclose(gap.lights, 0.1 + 0.55 * (own / own.max()) ** 0.8, atol=1e-5)
    usual = np.percentile(np.abs(weight), 98)
    assert np.allclose(gap.widths, np.clip(5.5 * np.abs(gap.weights) / usual, 0.4, 7), atol=1e-5)


def test_of_many_curves_the_strongest_are_drawn_and_all_counted() -> None:
    network = Network.build((2,), [Dense(64, "tanh"), Dense(64, "tanh"), Dense(1, "sigmoid")])
    of = scene_columns.columns(network)
    assert of is not None
    gap = edges.gaps(network, of, tuple(np.arange(min(one.units, 12)) for one in of), None)[1]
    assert (len(gap.weights), gap.count) == (144, 4096)
    assert words.drawn_edges(144, 4096) == "144 of 4,096 edges"


@pytest.mark.parametrize(("width", "height", "s", "line"), [(1312, 550, 1.0, 18.2), (1050, 397, 0.72, 17.0)])
@pytest.mark.parametrize("sizes", [(8, 8), (1,), (14, 3), (40, 8, 8, 8), (300,)])
def test_everything_has_its_place(
    sizes: tuple[int, ...], width: int, height: int, s: float, line: float
) -> None:
    network = Network.build((2,), [*(Dense(size, "tanh") for size in sizes), Dense(1, "sigmoid")])
    of = scene_columns.columns(network)
    assert of is not None
    found = layout.layout(of, width, height, s, line)
    assert found.surface.width == found.surface.height >= min(320, 424 * s)
    for stack, column in zip(found.stacks, of, strict=True):
        assert len(stack.squares) + stack.hidden == column.units
        assert (stack.more is not None) == (stack.hidden > 0)
        ends = [box.y + box.height for box in stack.squares]
        assert all(a <= box.y for a, box in zip(ends, stack.squares[1:], strict=False))
        assert stack.squares[0].y >= found.surface.y - 1
        assert ends[-1] <= found.legend.y
        assert stack.squares[0].width >= 20 * s
        assert found.hit(*stack.squares[-1].middle) == (found.stacks.index(stack), len(stack.squares) - 1)
    rights = [stack.x + stack.squares[0].width / 2 for stack in found.stacks]
    assert rights[-1] < found.surface.x
    assert all(b - a > 20 * s for a, b in pairwise(rights))


def test_eight_squares_have_their_full_size() -> None:
    of = scene_columns.columns(document_for(toys.points(Toy())).network)
    assert of is not None
    found = layout.layout(of, 1312, 550, 1.0, 18.2)
    assert [stack.squares[0].width for stack in found.stacks] == pytest.approx([44, 44, 44, 64], abs=1.5)
    assert found.surface.width == 424


def test_a_table_of_two_columns_has_axes_of_its_own() -> None:
    inputs = np.array([[10, -2000], [20, -1000], [15, -1500]], np.float32)
    data = Dataset("wheat", inputs, np.array([0, 1, 1]), ("a", "b"), ("area", "gain"))
    network = Network.build((2,), [Standardize(), Dense(3, "tanh"), Dense(2, "softmax")])
    document = replace(
        document_for(toys.points(Toy())), network=network, data=data, input_names=data.input_names,
        output_names=data.class_names, trained=MappingProxyType({}),
    )  # fmt: skip
    found = plane.plane_of(document, data)
    assert found is not None
    assert found.names == ("area", "gain")
    assert found.x.low < 10 < 20 < found.x.high
    assert found.y.low < -2000 < -1000 < found.y.high
    assert surface.input_scale(found.x).middle == pytest.approx(15)
    assert words.coordinates(found, 15, -1500) == "area = 15.00, gain = −1500.00"


def test_inputs_that_make_no_plane_have_none() -> None:
    document = document_for(toys.points(Toy()))
    wide = replace(document, network=Network.build((3,), [Dense(1)]), data=None)
    assert plane.plane_of(wide, None) is None
    assert scene_columns.columns(Network.build((2,), [Dense(2, name="a"), Dense(2)])) is not None


def test_values_of_0_and_1_are_classes_where_the_answer_is_a_share() -> None:
    document = from_network(Network.build((2,), [Dense(4, "tanh"), Dense(1, "sigmoid")]))
    document = replace(document, data=toys.xor())
    found = plane.examples(document, None)
    assert found is not None
    assert found.labels is not None
    assert found.labels.tolist() == [0, 1, 1, 0]
    plain = replace(document, network=Network.build((2,), [Dense(1)]))
    assert plane.examples(plain, None) is plain.data
