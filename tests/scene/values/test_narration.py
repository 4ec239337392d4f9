"""Narration: short, in this network's numbers, and never surer than the network."""

import re
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Override, Target
from nnviz.document.tracing import trace
from nnviz.engine import Conv2D, Dense, Flatten, MaxPool2D, Network
from nnviz.scene.time.playback import timeline
from nnviz.scene.values.narration import LONGEST, line
from tests.scene.networks import DIGITS, document, samples


def told(shown: Document, layer: int, phase: str, selection: Target | None = None) -> tuple[str, str]:
    return line(shown, trace(shown), moment(shown, layer, phase), selection)


def moment(shown: Document, layer: int, phase: str):  # type: ignore[no-untyped-def]
    times = timeline(shown.network)
    found = next(p for p in times.phases if (p.layer, p.name) == (layer, phase))
    return times.moment(found.start + 0.5 * found.seconds)


def everything(shown: Document) -> Iterator[tuple[str, str]]:
    now = trace(shown)
    for phase in timeline(shown.network).phases:
        for selection in (None, Target(phase.layer, 0), Target(len(shown.network.layers), 0)):
            yield line(shown, now, moment(shown, phase.layer, phase.name), selection)


def odd() -> dict[str, Document]:
    """Networks and inputs at which sentences could go wrong."""
    long = "a very long name of a class that nobody would ever like to read"
    made = document(
        (8, 6, 3), outputs=(long, long + "!", long + "?"), inputs=tuple(long + c for c in "abcdefgh")
    )
    dark = document((64, 16, 10), image=(8, 8), outputs=DIGITS)
    off = document((4, 6, 3))
    bias = {"1.bias": np.full(6, -100.0, np.float32)}
    weight = made.network.parameters()["1.weight"].copy()
    weight[0, 0] = np.nan
    image = Network.build(
        (1, 12, 12), [Conv2D(3, 3, activation="relu"), MaxPool2D(2), Flatten(), Dense(4, "softmax")]
    )
    return {
        "long names": made,
        "dark": replace(dark, input=CurrentInput(np.zeros(64, np.float32))),
        "off": replace(off, network=off.network.with_parameters(bias)),
        "non-finite": replace(made, network=made.network.with_parameters({"1.weight": weight})),
        "huge": replace(off, input=CurrentInput(np.full(4, 1e12, np.float32))),
        "held": replace(off, overrides=MappingProxyType({Target(1, 0): Override("z", 3.5)})),
        "image": Document(image, "t", CurrentInput(np.ones((1, 12, 12), np.float32))),
        "no bias": Document(
            Network.build((3,), [Dense(2, "sigmoid", bias=False)]), "t", CurrentInput(np.ones(3, np.float32))
        ),
    }


@pytest.mark.parametrize("shown", [*samples().values(), *odd().values()], ids=[*samples(), *odd()])
def test_every_sentence_is_one_short_sentence(shown: Document) -> None:
    for lead, sentence in everything(shown):
        assert 0 < len(sentence) <= LONGEST == 90
        assert sentence[-1] in ".…"
        assert ". " not in sentence.replace("”. ", "")
        assert lead.endswith(".")
        assert "-" not in re.sub(r"[a-z]-[a-z]", "", sentence.lower())
        assert not re.search(r"\b(certain|sure)\b", sentence.replace("Not sure", "").lower())


def test_leads_name_layer_and_phase() -> None:
    shown = samples()["digits"]
    assert told(shown, 0, "input")[0] == "Input."
    assert told(shown, 2, "multiply")[0] == "Layer 2, multiply."
    assert told(shown, 1, "activate")[0] == "Layer 1, activate."


def test_counts_are_those_of_the_input_and_of_the_layer() -> None:
    shown = samples()["digits"]
    x, a = shown.input.values, trace(shown)[1].a[0]
    assert f"{(x != 0).sum()} above 0, {(x == 0).sum()} at 0" in told(shown, 0, "input")[1]
    assert f"{(a > 0).sum()} of 16 neurons are on" in told(shown, 1, "activate")[1]
    assert f"{(a != 0).sum()} of 16 hidden values are not 0" in told(shown, 2, "multiply")[1]


def test_the_selected_neurons_largest_product_and_its_sum_are_told() -> None:
    shown = samples()["digits"]
    now = trace(shown)
    products = now[2].input[0] * shown.network.parameters()["2.weight"][:, 3]
    best = int(np.abs(products).argmax())
    sentence = told(shown, 2, "multiply", Target(2, 3))[1]
    assert "16 products into “3”" in sentence
    assert f"neuron {best}'s" in sentence
    printed = float(sentence.rpartition(" ")[2].rstrip(".").replace("−", "-"))
    assert printed == pytest.approx(float(products[best]), abs=0.01)
    total = f"{float(now[2].z[0, 3]):.2f}".replace("-", "−")
    assert told(shown, 2, "sum", Target(2, 3))[1].endswith(f"z = {total}.")


def test_a_class_is_most_likely_with_its_share() -> None:
    made = document((8, 6, 10), outputs=DIGITS)
    bias = np.zeros(10, np.float32)
    bias[8] = 9.0
    shown = replace(made, network=made.network.with_parameters({"2.bias": bias}))
    share = float(trace(shown).output[0, 8])
    assert share > 0.5
    assert told(shown, 2, "activate")[1].endswith(f"most likely an 8, {100 * share:.1f}%.")


def test_values_are_told_as_values() -> None:
    shown = samples()["sine"]
    value = f"{float(trace(shown).output[0, 0]):.3f}".replace("-", "−")
    assert told(shown, 3, "activate")[1] == f"“sin x” comes out as {value}."
    assert "on a scale from 0 to 1" in told(samples()["neuron"], 1, "activate")[1]


def test_states_that_need_saying() -> None:
    cases = odd()
    assert "the picture is empty" in told(cases["dark"], 0, "input")[1]
    assert "Every pixel is 0" in told(cases["dark"], 1, "multiply")[1]
    assert told(cases["off"], 1, "activate")[1] == "All 6 neurons are off for this input: no z is above 0."
    assert "not finite" in told(cases["non-finite"], 1, "sum")[1]
    assert "not finite" in told(cases["non-finite"], 1, "activate")[1]
    assert "neuron 0" in told(cases["non-finite"], 1, "activate")[1]
    assert "set by hand to 3.50" in told(cases["held"], 1, "sum", Target(1, 0))[1]
    assert "bias" not in told(cases["no bias"], 1, "sum")[1]


def test_the_sentence_does_not_flicker_within_a_phase() -> None:
    shown = samples()["digits"]
    now, times = trace(shown), timeline(shown.network)
    for phase in times.phases:
        said = {
            line(shown, now, times.moment(phase.start + share * phase.seconds)) for share in (0, 0.3, 0.99)
        }
        assert len(said) == 1


def test_an_answer_that_no_neuron_decides_says_so() -> None:
    shown = formats.open_any("mnist")[0]
    products = trace(shown).explain(2, 8).products
    z = float(trace(shown)[2].z[0, 8])
    most = f"{products.max():.2f} of the {z:.2f} for “8”"
    assert told(shown, 2, "activate")[1] == f"No single neuron decides: the largest adds {most}."


def test_one_neuron_that_decides_is_not_denied() -> None:
    shown = formats.open_any("mnist")[0]
    weight = np.zeros((64, 10), np.float32)
    weight[int(trace(shown)[1].a[0].argmax()), 8] = 5.0
    network = shown.network.with_parameters({"2.weight": weight, "2.bias": np.zeros(10, np.float32)})
    assert "most likely an 8" in told(replace(shown, network=network), 2, "activate")[1]
