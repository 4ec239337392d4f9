"""Maps, rows and columns are counted from 1 wherever people read, neurons from 0; arrays always from 0."""

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import CurrentInput, Document, Target
from nnviz.document.tracing import trace as trace_of
from nnviz.engine import Conv2D, Dense, Flatten, Network
from nnviz.scene.layout import map_headings
from nnviz.scene.time.windows import Focus
from nnviz.scene.values.arithmetic import strip
from nnviz.scene.values.scales import measure
from nnviz.scene.view.search import search
from nnviz.scene.words import names
from nnviz.scene.words import questions as words
from nnviz.scene.words.counting import counted, index_text, uncounted


@pytest.mark.parametrize(("unit", "text"), [(7, "7"), ((7,), "7"), ((0, 9, 12), "1,10,13")])
def test_neurons_keep_their_number_and_places_count_from_one(unit, text: str) -> None:
    assert index_text(unit) == text


def test_there_and_back() -> None:
    assert uncounted(counted((0, 3, 11))) == (0, 3, 11)
    assert counted(np.unravel_index(5, (2, 3))) == (2, 3)


def test_every_part_of_the_screen_says_the_same_of_a_cell() -> None:
    document, _ = formats.open_any("mnist-cnn")
    target = Target(1, (0, 9, 12))
    trace = trace_of(document)
    assert names.unit(document, 1, target.unit) == "cell 10,13 of map 1"
    assert words.input_label(document, (1, (0, 9, 12))) == ("h", "1,10,13")
    shown = strip(trace, measure(document, trace), Focus(1, (0, 9, 12), is_reached=True, is_active=True), 0)
    assert shown.place == "row 10, column 13"
    assert shown.title == f"Window {9 * 24 + 12 + 1} of 576"
    assert shown.weights is not None
    assert shown.weights.title == "kernel 1"
    # What is read can be typed, and leads back to the same cell.
    assert search(document, trace, "1:1,10,13").found[0].target == target


@pytest.mark.parametrize(("count", "said"), [(1, "1 value"), (2, "2 values")])
def test_heads_of_flat_layers_count_as_people_do(count: int, said: str) -> None:
    network = Network.build((1, 1, count), [Flatten(), Dense(1)], seed=0)
    document = Document(network, "Flat", CurrentInput(np.zeros((1, 1, count), np.float32)))
    assert map_headings.of_layer(document, 1).subtitles[0] == said
    pixels = "1 × 1 pixel" if count == 1 else "1 × 2 pixels"
    assert map_headings.of_layer(document, 0).subtitles[0] == pixels


@pytest.mark.parametrize(
    ("count", "maps", "kernels"), [(1, "1 feature map", "1 kernel"), (2, "2 feature maps", "2 kernels")]
)
def test_heads_of_maps_and_kernels_count_as_people_do(count: int, maps: str, kernels: str) -> None:
    network = Network.build((1, 5, 5), [Conv2D(count, 3)], seed=0)
    document = Document(network, "Maps", CurrentInput(np.zeros((1, 5, 5), np.float32)))
    assert map_headings.of_layer(document, 1).titles[0] == maps
    assert map_headings.of_kernels(document, 1).titles[0] == kernels
