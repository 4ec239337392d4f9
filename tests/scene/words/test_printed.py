"""Every equation that a scene prints holds as printed or carries ≈: all samples, cases, random networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz import assets, formats
from nnviz.document import Document, Target, edits
from nnviz.document.tracing import trace as trace_of
from nnviz.engine.steps import Chain
from nnviz.scene.detail.equation import function_sign
from nnviz.scene.detail.microscope import Microscope, microscope
from nnviz.scene.detail.workings import Workings
from nnviz.scene.time.playback import timeline
from nnviz.scene.time.windows import Focus
from nnviz.scene.values import narration
from nnviz.scene.values.arithmetic import Strip, strip
from nnviz.scene.values.scales import measure
from nnviz.scene.why.reasons import as_text, why
from nnviz.scene.words.mathematics import plain
from nnviz.scene.words.steps import step_texts
from tests.printed import (
    CASES,
    FALSE_ZERO,
    check_product,
    check_share,
    check_sum,
    check_value,
    products_in,
    read,
    terms_of,
)
from tests.scene.image_networks import image_networks
from tests.scene.networks import document

SAMPLES = sorted(path.stem for path in assets.path("samples").glob("*.nnviz"))
PLACES = {**dict.fromkeys(SAMPLES), **CASES}
MOST_UNITS = 12


@cache
def opened(name: str) -> Document:
    return formats.open_any(str(PLACES[name] or name))[0]


def units(shown: Document, layer: int) -> Iterator[Target]:
    """Units from all over a layer."""
    shape = shown.network.shapes[layer]
    count = int(np.prod(shape))
    for flat in np.unique(np.linspace(0, count - 1, MOST_UNITS).astype(int)).tolist():
        place = tuple(int(i) for i in np.unravel_index(flat, shape))
        yield Target(layer, flat if len(place) == 1 else (place[0], place[1], place[2]))


def layers(shown: Document) -> range:
    return range(1, len(shown.network.layers) + 1)


def check_page(page: Microscope) -> None:
    if page.workings is not None and page.chart is None:
        check_workings(page.workings)
        return
    if page.explanation.chain is not None:
        check_chain(page.explanation.chain)
        return
    for line in page.lines:
        if line.kind == "input":
            check_product(line.x, line.w, "=" if line.holds else "≈", line.product)
    if page.held == "z":
        # What is held doesn't follow from its terms, and says so.
        assert page.held_text
        return
    about = page.z_below.startswith("≈ ")
    terms = [*(line.product for line in page.lines), page.bias]
    check_sum(terms, "≈" if about else "=", page.z_below.removeprefix("≈ "))
    check_equation(page)


def check_chain(chain: Chain) -> None:
    """Each printed step makes the next number."""
    before, texts = step_texts(chain)
    for text in texts:
        operand = float(read(text.operand))
        operations = {"−": float.__sub__, "+": float.__add__, "×": float.__mul__, "÷": float.__truediv__}
        check_value(before, text.relation, text.result, lambda x: operations[text.sign](x, operand))  # noqa: B023
        before = text.result


def check_workings(of: Workings) -> None:
    """ "max(0.1, 0.3) = 0.3", "1.2 / 4 = 0.3", "10 − 1 = 9", "0.3, as it came"."""
    left, relation, result = re.fullmatch(r"(.+?)(?: ([=≈]) (\S+))?", of.equation).groups()
    arrived = [one.text for one in of.operands if not one.is_padding]
    if relation is None:
        assert left == f"{arrived[0]}, as it came"
    elif left.startswith("max("):
        assert read(result) == max(read(text) for text in arrived)
    elif " − " in left:
        first, second = left.split(" − ")
        assert [first, second] == arrived
        check_sum([first, f"−{second}".replace("−−", "")], relation, result)
    else:
        total, count = re.split(" [/÷] ", left)
        check_value(total, relation, result, lambda value: value / float(count))


def check_equation(page: Microscope) -> None:
    """ "= σ(3.105 − 2.189) = σ(0.916) = 0.714", "= 1.2 + 0.1 = 1.3" or "= ReLU(1.2) = 1.2"."""
    if page.chart is not None and page.chart.curve.scores is not None:
        check_share(plain(page.steps[-1].numbers))
        return
    text = plain(page.steps[-1].numbers)
    parts = re.split(r" ?([=≈]) ", text)[1:]
    relations, sides = parts[0::2], parts[1::2]
    name = function_sign(page.explanation)
    assert relations[0] == "="
    insides = [side.removeprefix(f"{name}(").removesuffix(")") if name else side for side in sides[:-1]]
    if len(insides) == 2 or (insides and not name):
        check_sum(terms_of(insides[0]), relations[1], sides[1] if not name else insides[1])
    if name and page.chart is not None:
        curve = page.chart.curve
        check_value(insides[-1], relations[-1], sides[-1], lambda z: curve.at(z)[0])


def check_strip(part: Strip) -> None:
    terms = {term.name: term.text for term in part.terms}
    relation = {name: "≈" if text.startswith("≈") else "=" for name, text in terms.items()}
    text = {name: text.removeprefix("≈ ") for name, text in terms.items()}
    names = list(terms)
    if part.kind == "products":
        if part.sums:
            check_sum([row.text for row in part.sums], relation[names[0]], text[names[0]])
        check_sum([text[names[0]], text.get("bias", "0")], relation["z"], text["z"])
        if "ReLU" in terms:
            check_value(text["z"], relation["ReLU"], text["ReLU"], lambda z: max(z, 0.0))
    elif part.kind == "mean":
        count = float(names[1].removeprefix("divide by "))
        check_value(text[names[0]], relation[names[1]], text[names[1]], lambda total: total / count)


def check_reasons(text: str) -> None:
    for found in products_in(text):
        check_product(*found)
    for line in text.splitlines():
        said = re.search(r"(?:all added|all biases [^:]+): (.+) ([=≈]) (\S+)$", line)
        if said:
            check_sum(terms_of(said[1]), said[2], said[3])


@pytest.mark.parametrize("name", PLACES)
def test_the_microscope(name: str) -> None:
    shown = opened(name)
    trace = trace_of(shown)
    for layer in layers(shown):
        for target in units(shown, layer):
            check_page(microscope(shown, trace, target))


@pytest.mark.parametrize("name", PLACES)
def test_the_reasons(name: str) -> None:
    shown = opened(name)
    trace = trace_of(shown)
    for layer in layers(shown):
        if "weight" in shown.network.layer_parameters(layer):
            for target in units(shown, layer):
                check_reasons(as_text(shown, why(shown, trace, target)))


@pytest.mark.parametrize("name", PLACES)
def test_the_narration(name: str) -> None:
    shown = opened(name)
    trace = trace_of(shown)
    times = timeline(shown.network)
    for phase in times.phases:
        moment = times.moment((phase.start + phase.end) / 2)
        chosen = [*units(shown, phase.layer)] if phase.layer else []
        for target in (None, *chosen):
            _, sentence = narration.line(shown, trace, moment, target)
            assert not FALSE_ZERO.search(sentence), sentence
            for found in products_in(sentence):
                check_product(*found)


IMAGES = {**image_networks(), **{name: opened(name) for name in ("digits-cnn", "mnist-cnn", "edges")}}


@pytest.mark.parametrize("name", IMAGES)
def test_the_strip(name: str) -> None:
    shown = IMAGES[name]
    trace = trace_of(shown)
    scales = measure(shown, trace)
    for layer in layers(shown):
        if not shown.network.layer(layer).slides:
            continue
        for target in units(shown, layer):
            assert isinstance(target.unit, tuple)
            check_strip(strip(trace, scales, Focus(layer, target.unit, True, True), 0))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.integers(1, 14), min_size=2, max_size=4),
    st.sampled_from(["relu", "sigmoid", "tanh", "identity", "gelu"]),
    st.sampled_from(["softmax", "sigmoid", "identity"]),
)
def test_any_network(seed: int, sizes: list[int], hidden: str, output: str) -> None:
    shown = document(sizes, hidden=hidden, output=output, seed=seed)
    trace = trace_of(shown)
    for layer in layers(shown):
        for target in units(shown, layer):
            check_page(microscope(shown, trace, target))
            check_reasons(as_text(shown, why(shown, trace, target)))


def page_of(name: str, unit: int, layer: int = 1) -> Microscope:
    return microscope(opened(name), trace_of(opened(name)), Target(layer, unit))


def test_the_worked_example_of_mazur() -> None:
    page = page_of("mazur", 0)
    assert [float(line.x.replace("−", "-")) for line in page.lines] == [0.1, 0.05]
    assert [page_of("mazur", unit, 2).y for unit in (0, 1)] == ["0.751", "0.773"]


def test_a_tiny_weight_is_no_zero() -> None:
    page = page_of("tinyw", 0)
    line = next(line for line in page.lines if line.w == "0.0004")
    assert (line.x, line.product) == ("2500.000", "+1.000")


def test_leaky_relu_of_three_tenths() -> None:
    shown = edits.set_activation(opened("lk"), 1, "leaky_relu", {"alpha": 0.3})
    assert microscope(shown, trace_of(shown), Target(1, 0)).y == "−0.600"


def test_a_share_of_two_billionths_is_no_zero() -> None:
    assert page_of("soft_arm", 2).y == "2.1e−9"
    assert page_of("soft_arm", 4).y == "0.99995"


def test_a_whole_is_1_and_the_rest_is_printed() -> None:
    assert page_of("soft_utensor", 3).y == "1.000"
    assert page_of("soft_utensor", 0).z == "−249.873"
