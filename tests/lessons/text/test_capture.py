"""What is captured and placed again shows the same."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target, View, edits
from nnviz.document.lab import Lab, LabView, Stack
from nnviz.document.sandbox import Sandbox
from nnviz.engine.functions import activations
from nnviz.lessons import capture, text
from nnviz.lessons.placing import Placed, opened, placed
from nnviz.scene.lab import steps
from nnviz.scene.time.playback import timeline

HEAD = "---\ntitle: a\nminutes: 1\nabout: b\n---\n# a\n\n"


def sample(name: str) -> Document:
    return formats.open_any(name)[0]


def same(some: Document, other: Document) -> bool:
    """Whether the two compute the same of the same input."""
    mine, its = some.network.parameters(), other.network.parameters()
    return (
        some.network.layers == other.network.layers
        and all(np.array_equal(mine[key], its[key]) for key in mine)
        and some.input.origin == other.input.origin
        and some.input.sample == other.input.sample
        and np.array_equal(some.input.values, other.input.values)
        and some.overrides == other.overrides
    )


def again(document: Document, view: View, level: str = "", given: str | None = None) -> tuple[Placed, str]:
    """What the captured block shows, and the block."""
    block = capture.block(document, view, given, level)
    lesson = text.parse(HEAD + block, "a")
    setup = lesson.cards[0].steps[0].setup
    return placed(setup, opened(lesson, setup), View()), block


@pytest.mark.parametrize("name", formats.samples())
def test_every_sample_as_it_opens(name: str) -> None:
    document = sample(name)
    shown, block = again(document, replace(document.view, tint="layer"))
    assert f"sample: {name}\n" in block
    assert same(shown.document, document)
    assert shown.view.selection == document.view.selection
    assert shown.view.page == document.view.page
    assert "Not kept" not in block


@pytest.mark.parametrize("name", ["digits", "mnist-cnn", "neuron"])
def test_every_end_of_a_phase(name: str) -> None:
    document = sample(name)
    line = timeline(document.network)
    for seconds in {0.0, line.seconds, *(phase.start for phase in line.phases)}:
        shown, block = again(document, replace(View(), seconds=seconds))
        assert shown.view.seconds == seconds, block


def test_a_moment_within_a_phase_says_so() -> None:
    document = sample("digits")
    line = timeline(document.network)
    phase = line.phases[2]
    shown, block = again(document, replace(View(), seconds=phase.start + 0.6 * phase.seconds))
    assert shown.view.seconds == phase.end
    assert "# Time stands within" in block


def test_a_document_that_was_changed() -> None:
    document = edits.choose_sample(sample("digits"), 44)
    document = edits.set_weight(document, 2, (8, 3), -0.1234567)
    document = edits.set_bias(document, 1, 5, 1e-5)
    document = edits.set_override(document, Target(1, 5), "z", 2.0)
    document = edits.set_override(document, Target(2, 3), "a", -0.25)
    view = replace(View(), selection=Target(2, 3), masked=True)
    shown, block = again(document, view, level="microscope")
    assert same(shown.document, document)
    assert (shown.view.selection, shown.view.masked, shown.level) == (Target(2, 3), True, "microscope")
    assert "Not kept" not in block


def test_kernels() -> None:
    document = edits.set_weight(sample("mnist-cnn"), 1, (3, 0, 2, 4), 0.75)
    document = edits.set_weight(document, 3, (1, 7, 0, 2), -2.0)
    document = edits.set_bias(document, 3, 1, 0.5)
    shown, block = again(document, replace(View(), selection=Target(1, (0, 9, 12))))
    assert same(shown.document, document), block
    assert shown.view.selection == Target(1, (0, 9, 12))


def test_inputs() -> None:
    neuron = edits.set_input(sample("neuron"), CurrentInput(np.array([0.25, -1.5], np.float32)))
    shown, block = again(neuron, View())
    assert "input: values 0.25, -1.5\n" in block
    assert same(shown.document, neuron)
    digits = sample("digits")
    blank = edits.set_input(digits, CurrentInput(np.zeros(64, np.float32)))
    assert "input: blank\n" in again(blank, View())[1]
    drawn = edits.set_drawing(digits, np.ones((60, 60)))
    assert "input: drawn, else blank\n" in again(drawn, View())[1]
    typed = edits.set_input_value(digits, (3,), 0.5)
    shown, block = again(typed, View())
    assert "# Not kept: the input's 64 values." in block


def test_what_cant_be_said_is_told() -> None:
    document = sample("digits")
    for index in range(13):
        document = edits.set_bias(document, 1, index, float(index))
    assert "# Not kept: more than 12 changed numbers" in again(document, View())[1]
    view = replace(View(), heat=True, paths="back")
    assert "# Not kept: the paths through the neuron, weights as a picture." in again(sample("xor"), view)[1]


def test_another_network_is_a_file_beside_the_lesson() -> None:
    document = edits.set_activation(sample("digits"), 1, "tanh")
    for given in (None, "digits"):
        block = capture.block(document, View(), given)
        assert "sample:" not in block
        assert "network: mine.nnviz" in block
    assert capture.sample_of(replace(sample("xor"), title="Another")) is None


def test_the_lab() -> None:
    lab = Lab(
        cards=(activations.get("relu"), activations.get("tanh")),
        compared=(activations.get("sigmoid"),),
        scores=(1.0, -2.5, 1e-3),
        target=2,
        temperature=2.5,
        shifted=False,
    )
    look = LabView(
        part="gradients",
        z=-2.0,
        table=True,
        learned=True,
        histogram="neuron",
        score=1,
        source="network",
        trained=True,
        stack=Stack(4, 12, 3, "he", "normal"),
        layer=2,
        signal=True,
        by_start=True,
        dying_layer=1,
        dying_unit=5,
        probe=(0.2, 0.9),
    )
    document = edits.set_lab(sample("xor"), lab)
    shown, block = again(document, replace(View(), page="lab", lab=look))
    assert shown.document.lab == lab, block
    assert shown.view.lab == look
    assert "Not kept" not in block


@pytest.mark.parametrize("part", steps.COUNTS)
def test_steps_of_the_lab(part: str) -> None:
    document = sample("xor")
    for step in range(steps.COUNTS[part] + 1):
        look = steps.moved(LabView(part=part), step * steps.SECONDS)
        shown, block = again(document, replace(View(), page="lab", lab=look))
        assert steps.seconds(shown.view.lab) == steps.seconds(look), block


def test_functions_of_ones_own_are_told() -> None:
    lab = Lab(cards=(activations.get("relu"), activations.get("leaky_relu", alpha=0.3)))
    shown, block = again(edits.set_lab(sample("xor"), lab), replace(View(), page="lab"))
    assert "# Not kept: functions of your own, or with other parameters, among the cards." in block
    assert shown.document.lab is not None
    assert [card.name for card in shown.document.lab.cards] == ["relu"]


def test_the_kernel_sandbox() -> None:
    document = edits.set_sandbox(sample("edges"), Sandbox().with_picture("flower").with_stride(2))
    shown, block = again(document, replace(View(), page="kernels"))
    assert shown.document.sandbox is not None
    assert shown.document.sandbox.picture == "flower"
    assert "# Not kept: the sandbox's kernel" in block
