"""The microscope's page: its numbers are the network's, its printed sums hold, and it follows time."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.document import CurrentInput, Document, Target, edits
from nnviz.document.tracing import trace
from nnviz.engine import AveragePool2D, Conv2D, Dense, Flatten, MaxPool2D, Network
from nnviz.scene.detail import progress as opened
from nnviz.scene.detail.microscope import Microscope, microscope
from nnviz.scene.detail.page import most_rows, page
from nnviz.scene.detail.page_spots import BIAS, INPUT, SCORE, WEIGHT, at, spots
from nnviz.scene.detail.slope import NUDGE, tangent, ticks
from nnviz.scene.time.playback import timeline
from nnviz.scene.words.mathematics import plain
from nnviz.scene.words.numbers import tick
from tests.scene.networks import document, samples

DOCUMENTS = samples()
UNITS = [
    (name, Target(layer, unit))
    for name, made in DOCUMENTS.items()
    for layer in range(1, len(made.network.layers) + 1)
    for unit in (0, made.network.shapes[layer][0] - 1)
]


def images() -> Document:
    """Two channels, a padded convolution with strides, both poolings, two outputs."""
    layers = [
        Conv2D(3, 3, padding=1, stride=2, activation="relu"),
        MaxPool2D(2),
        AveragePool2D(2),
        Flatten(),
        Dense(2, activation="softmax"),
    ]
    network = Network.build((2, 16, 16), layers, seed=5)
    x = np.random.default_rng(1).uniform(0, 1, (2, 16, 16)).astype(np.float32)
    return Document(network, "images", CurrentInput(x), output_names=("yes", "no"))


def opened_unit(made: Document, target: Target) -> Microscope:
    return microscope(made, trace(made), target)


def written(text: str) -> Decimal:
    """The number a reader sees."""
    return Decimal(text.replace("−", "-").replace("+", "").replace(",", ""))


def by_hand(made: Document, target: Target) -> tuple[np.ndarray, np.ndarray, float]:
    """(x, w, b) of a dense unit, straight from the parameters and a forward pass."""
    assert isinstance(target.unit, int)
    x = trace(made)[target.layer].input[0]
    parameters = made.network.layer_parameters(target.layer)
    return x, parameters["weight"][:, target.unit], float(parameters["bias"][target.unit])


@pytest.mark.parametrize(("name", "target"), UNITS)
def test_numbers_are_the_networks_own(name: str, target: Target) -> None:
    made = DOCUMENTS[name]
    unit, (x, w, b) = opened_unit(made, target), by_hand(made, target)
    z = float(x.astype(float) @ w.astype(float)) + b
    assert unit.explanation.z == pytest.approx(z, rel=1e-4, abs=1e-4)
    assert unit.total == pytest.approx(z - b, rel=1e-4, abs=1e-4)
    assert unit.explanation.a == trace(made)[target.layer].a[0, target.unit]
    for line in unit.lines:
        if line.kind == "input":
            assert line.weight is not None
            i = line.weight[0]
            assert line.weight == (i, target.unit)
            assert line.source == Target(target.layer - 1, i)
            assert float(written(line.x)) == pytest.approx(float(x[i]), abs=6e-4)
            assert float(written(line.w)) == pytest.approx(float(w[i]), abs=6e-4)
            assert line.width == pytest.approx(abs(w[i]) / abs(w).max(), rel=1e-5)


@pytest.mark.parametrize(("name", "target"), UNITS)
def test_rows_add_up_and_leave_no_input_out(name: str, target: Target) -> None:
    unit, (x, w, _) = opened_unit(DOCUMENTS[name], target), by_hand(DOCUMENTS[name], target)
    own = [line for line in unit.lines if line.kind == "input"]
    together = [line for line in unit.lines if line.kind != "input"]
    counted = sum(int(re.match(r"[\d,]+", line.name)[0].replace(",", "")) for line in together)  # type: ignore[index]
    assert len(own) + counted == x.size
    assert len(own) <= 12
    silent = next((line for line in together if line.kind == "silent"), None)
    assert (silent is not None) == bool((x == 0).any())
    assert unit.lines[0].start == 0.0
    for before, after in pairwise(unit.lines):
        assert after.start == pytest.approx(before.end)
    assert unit.lines[-1].end == pytest.approx(unit.total, abs=1e-6)
    products = [float((x * w)[line.weight[0]]) for line in own if line.weight]
    assert products == sorted(products, reverse=True)
    if len(own) < np.count_nonzero(x):
        assert sorted(map(abs, products)) == pytest.approx(sorted(np.abs(x * w))[-len(own) :])


@pytest.mark.parametrize(("name", "target"), UNITS)
def test_printed_products_hold_or_say_about(name: str, target: Target) -> None:
    for line in opened_unit(DOCUMENTS[name], target).lines:
        if line.kind == "input" and line.holds:
            product, shown = written(line.x) * written(line.w), written(line.product)
            digits = max(len(text.partition(".")[2]) for text in (line.x, line.w, line.product))
            assert abs(product - shown) <= Decimal(1) / 10**digits


@pytest.mark.parametrize(("name", "target"), UNITS)
def test_the_equation_holds_as_printed(name: str, target: Target) -> None:
    """Both printed sums are added here in decimals, and f is applied to the printed z."""
    unit = opened_unit(DOCUMENTS[name], target)
    words = plain(unit.steps[0].numbers)
    number = r"−?[\d.,]+"
    found = re.search(
        rf"({number}) ([+−]) ({number})\)? ([=≈]) (?:\S*\()?({number})\)?(?: ([=≈]) ({number}))?$", words
    )
    assert found, words
    total, operator, bias, relation, z = found.group(1, 2, 3, 4, 5)
    if relation == "=":
        assert written(total) + (written(bias) if operator == "+" else -written(bias)) == written(z), words
    if found.group(6) == "=":
        assert unit.chart is not None
        y = unit.chart.curve.at(float(written(z)))[0]
        assert y == pytest.approx(float(written(found.group(7))), abs=0.00051), words
    digits = [len(part.partition(".")[2]) for part in (total, z)]
    assert all(3 <= count <= 4 for count in digits if count), words


def test_a_softmax_is_no_function_of_one_number() -> None:
    """e^z over the sum of all e^z, in numbers; nowhere softmax(z)."""
    unit = opened_unit(DOCUMENTS["digits"], Target(2, 3))
    assert plain(unit.steps[0].letters) == "z₃ = Σ wᵢhᵢ + b"
    assert plain(unit.steps[1].letters) == "y₃ = e^z₃ / ∑ⱼ e^zⱼ"
    scores = trace(DOCUMENTS["digits"])[2].z[0].astype(float)
    numbers = plain(unit.steps[1].numbers)
    found = re.fullmatch(
        r" = e\^([\d.]+) / \(e\^[\d.]+ \+ e\^-?[\d.]+ \+ ⋯\) [=≈] ([\d.]+) / ([\d.]+) [=≈] ([\d.]+)",
        numbers.replace("−", "-"),
    )
    assert found, numbers
    z, part, total, y = map(float, found.groups())
    assert z == pytest.approx(scores[3], abs=6e-4)
    assert part == pytest.approx(math.exp(scores[3]), rel=1e-3)
    assert total == pytest.approx(math.fsum(map(math.exp, scores)), rel=1e-3)
    assert y == pytest.approx(part / total, abs=1e-3)


def test_the_softmax_says_that_the_others_hold_still() -> None:
    unit = opened_unit(DOCUMENTS["digits"], Target(2, 3))
    assert unit.chart is not None
    assert unit.chart.held_text == "Other nine z held still"
    assert unit.chart.name == "∂y/∂z"
    scores = trace(DOCUMENTS["digits"])[2].z[0].astype(float)
    for z in (-2.0, 0.5, 4.0):
        moved = scores.copy()
        moved[3] = z
        expected = math.exp(z) / math.fsum(math.exp(score) for score in moved)
        assert unit.chart.curve.at(z)[0] == pytest.approx(expected)


def test_the_nudge_is_what_the_function_does() -> None:
    unit = opened_unit(DOCUMENTS["neuron"], Target(1, 0))
    assert unit.chart is not None
    z = unit.explanation.z
    sigmoid = [1 / (1 + math.exp(-at)) for at in (z, z + NUDGE)]
    assert unit.chart.moves == pytest.approx(sigmoid[1] - sigmoid[0])
    assert unit.chart.slope == pytest.approx(sigmoid[0] * (1 - sigmoid[0]))
    ends = tangent(unit.chart, 0.5)
    assert ends is not None
    rise = (ends[1, 1] - ends[0, 1]) / (ends[1, 0] - ends[0, 0])
    assert rise == pytest.approx(unit.chart.slope)
    assert ends.mean(axis=0) == pytest.approx([z, sigmoid[0]])


def test_a_convolution_lists_its_window_and_kernel() -> None:
    made = images()
    for target in (Target(1, (2, 3, 4)), Target(1, (0, 0, 0))):
        unit = opened_unit(made, target)
        kernel = made.network.layer_parameters(1)["weight"]
        for line in unit.lines:
            if line.kind == "input":
                assert line.weight is not None
                assert float(written(line.w)) == pytest.approx(float(kernel[line.weight]), abs=6e-4)
                if line.source is not None:
                    value = made.input.values[made.network.unit_index(0, line.source.unit)]
                    assert float(written(line.x)) == pytest.approx(float(value), abs=6e-4)
        bias = made.network.layer_parameters(1)["bias"][target.unit[0]]  # type: ignore[index]
        assert unit.total + bias == pytest.approx(unit.explanation.z, abs=1e-5)


def test_pooling_shows_its_window_and_says_what_it_does() -> None:
    made = images()
    largest = opened_unit(made, Target(2, (1, 1, 2)))
    window = trace(made)[1].a[0, 1, 2:4, 4:6]
    assert [line.kind for line in largest.lines] == ["input"] * 4
    winner = next(line for line in largest.lines if line.wins)
    assert float(written(winner.x)) == pytest.approx(float(window.max()), abs=6e-4)
    assert "largest" in largest.sentence
    assert largest.workings is not None
    assert (largest.weighs, largest.has_bias, largest.chart) == (False, False, None)
    listed = ", ".join(one.text for one in largest.workings.operands)
    assert plain(largest.steps[0].numbers) == f" = max({listed}) = {largest.y}"
    mean = opened_unit(made, Target(3, (0, 0, 0)))
    assert mean.total == pytest.approx(float(trace(made)[2].a[0, 0, :2, :2].mean()), abs=1e-6)


def test_a_held_neuron_says_so() -> None:
    made = edits.set_override(DOCUMENTS["iris"], Target(1, 2), "z", 1.5)
    unit = opened_unit(made, Target(1, 2))
    x, w, b = by_hand(made, Target(1, 2))
    assert (unit.held, unit.z) == ("z", "1.500")
    numbers = plain(unit.steps[0].numbers)
    assert "(1.500)" in numbers
    natural = re.search(r"z is held, not (−?[\d.]+)$", numbers)
    assert natural
    assert float(written(natural[1])) == pytest.approx(float(x @ w) + b, abs=6e-4)


def test_order_and_axis_stay_while_something_is_dragged() -> None:
    made = DOCUMENTS["digits"]
    before = opened_unit(made, Target(2, 3))
    last = before.lines[-2]
    assert last.weight is not None
    changed = edits.set_weight(made, 2, last.weight, 50.0)
    during = microscope(changed, trace(changed), Target(2, 3), before=before)
    after = opened_unit(changed, Target(2, 3))
    assert [line.weight for line in during.lines] == [line.weight for line in before.lines]
    assert (during.low, during.high, during.ticks) == (before.low, before.high, before.ticks)
    assert during.lines[-2].w == "50.000"
    assert [line.weight for line in after.lines] != [line.weight for line in before.lines]


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_is_not_finite_is_shown(bad: float) -> None:
    made = edits.set_weight(document((3, 2, 2)), 1, (1, 0), bad)
    made = edits.set_input_value(made, (1,), 0.5)
    for target in (Target(1, 0), Target(2, 1)):
        unit = opened_unit(made, target)
        assert math.isfinite(unit.low) and math.isfinite(unit.high)  # noqa: PT018
        assert unit.lines
        assert plain(unit.steps[-1].numbers)
        opened.verdict(made, unit)


def test_the_verdict_says_what_is_true_of_held_and_capped_neurons() -> None:
    network = Network.build((1,), [Dense(1, "relu6"), Dense(1, "relu"), Dense(1)], seed=0)
    network = network.with_parameters({"1.weight": [[9.0]], "2.weight": [[-1.0]]})
    made = Document(network, "capped", CurrentInput(np.ones(1, np.float32)))
    assert opened.verdict(made, opened_unit(made, Target(1, 0))) == (
        "The neuron is on",
        "z is above 6, so y = 6.",
    )
    held = edits.set_override(made, Target(2, 0), "a", 5.0)
    assert opened.verdict(held, opened_unit(held, Target(2, 0)))[0] == "Held by hand"


@given(seconds=st.floats(0.0, 1.0), layer=st.integers(1, 2))
def test_progress_follows_the_moment(seconds: float, layer: int) -> None:
    network = DOCUMENTS["digits"].network
    line = timeline(network)
    target = Target(layer, 3)
    moment = line.moment(seconds * line.seconds)
    here = opened.progress(network, target, moment)
    assert here == opened.progress(network, target, moment)
    parts = (here.arrived, here.multiplied, here.summed, here.activated)
    assert all(0.0 <= part <= 1.0 for part in parts)
    # Nothing begins before what it needs has come.
    assert all(after == 0.0 or before == 1.0 for before, after in pairwise(parts))
    assert here.current == (moment.phase if moment.layer == layer else "")
    rows = [here.product(i, 12) for i in range(12)]
    assert rows == sorted(rows, reverse=True)


def test_the_page_is_empty_before_its_time_and_full_after_it() -> None:
    made = images()
    line = timeline(made.network)
    for target in (Target(1, (1, 4, 4)), Target(2, (0, 2, 1)), Target(5, 1)):
        start = opened.progress(made.network, target, line.moment(0.0))
        end = opened.progress(made.network, target, line.moment(line.seconds))
        assert (start.multiplied, start.summed, start.activated) == (0.0, 0.0, 0.0)
        assert (end.arrived, end.multiplied, end.summed, end.activated) == (1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "size", [(320.0, 280.0), (560.0, 400.0), (790.0, 548.0), (920.0, 768.0), (2400.0, 1500.0)]
)
def test_everything_has_its_place_on_the_page(size: tuple[float, float]) -> None:
    unit = microscope(DOCUMENTS["big"], trace(DOCUMENTS["big"]), Target(1, 5), most_rows(size))
    places = page(size, len(unit.lines), unit.longest_name)
    for x0, y0, x1, y1 in (places.head, places.rows, places.curve, places.foot):
        assert 0 <= x0 < x1 <= size[0]
        assert 0 <= y0 < y1 <= size[1]
    assert places.row(len(unit.lines) + 1) < places.rows[3]
    found = spots(places, unit, 3, (True, True))
    assert {hit.kind for hit, _ in found} >= {INPUT, WEIGHT, BIAS, SCORE}
    for hit, (x0, y0, x1, y1) in found:
        assert at(found, ((x0 + x1) / 2, (y0 + y1) / 2)) == hit


def test_numbers_that_have_not_come_cannot_be_taken_in_hand() -> None:
    unit = opened_unit(DOCUMENTS["digits"], Target(2, 3))
    found = spots(page((920.0, 768.0), len(unit.lines)), unit, 3, (False, False))
    assert not {hit.kind for hit, _ in found} & {"page-x", "page-z"}


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 9))
def test_ticks_are_round_and_inside(low: float, span: float, most: int) -> None:
    high = low + span
    if not high > low:
        return
    found = ticks(low, high, most)
    assert len(found) <= most + 1
    slack = 1e-6 * span + 1e-11 * abs(low)
    assert all(low - slack <= tick <= high + slack for tick in found)
    if low <= 0 <= high:
        assert 0.0 in found


def test_ticks_are_printed_without_noise() -> None:
    assert [tick(value) for value in ticks(-0.1, 0.35, 5)] == ["−0.1", "0", "0.1", "0.2", "0.3"]
    assert [tick(value) for value in ticks(0.0, 7.3, 8)] == list("01234567")


@pytest.mark.parametrize("width", range(420, 1400, 70))
@pytest.mark.parametrize("longest", [3, 7, 20])
def test_columns_of_a_page_keep_apart_in_every_room(width: int, longest: int) -> None:
    found = page((float(width), 420.0), 4, longest)
    columns, text = found.columns, found.text
    assert columns.left < columns.name < columns.disc < columns.weight_from < columns.weight_to
    assert columns.weight_to < columns.product <= columns.sum_to <= found.rows[2]
    assert text >= 13.0
    if columns.has_sum:
        # "running sum" stands over it.
        assert columns.sum_from >= columns.product + text
        assert columns.sum_to - columns.sum_from >= 5 * text


def test_the_running_sum_makes_way_only_where_it_has_no_room() -> None:
    assert not page((530.0, 380.0), 4).columns.has_sum
    assert page((920.0, 768.0), 4).columns.has_sum
