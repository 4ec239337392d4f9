"""Small networks whose windows can be checked by hand: what the picture prints is what they give."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from nnviz import formats
from nnviz.document import Document, Target
from nnviz.scene.layout.columns import arrange
from nnviz.scene.time import windows
from nnviz.ui.export.files import render
from nnviz.ui.export.sheet import Sheet
from tests.printed import CASES

SIZES = [(1600, 1000), (920, 870), (791, 640)]
CS231N = [1, 2, 9, 8, 12, 12, 7, 8, 11, 2, 0, 2, 4, -3, -2, -2, -3, -5]
"""The output volume of the convolution demo of Stanford's course CS231n, with this file's numbers."""


def case(name: str) -> Document:
    return formats.open_any(str(CASES[name]))[0]


def texts(document: Document, size: tuple[int, int], folder: Path, chosen: Target | None = None) -> list[str]:
    file = folder / "case.svg"
    render(Sheet(document, 99.0, size, "light", chosen), file)
    return re.findall(r"<text[^>]*>([^<]*)</text>", file.read_text())


def number_texts(values: list[float]) -> Counter[str]:
    return Counter(f"{value:g}".replace("-", "−") for value in values)


@pytest.mark.parametrize("size", SIZES)
def test_all_numbers_of_a_convolution_on_three_channels_are_printed(size, qapp, tmp_path) -> None:
    document = case("cs231n")
    shown = texts(document, size, tmp_path, Target(1, (0, 1, 1)))
    pixels = document.input.values.ravel().tolist()
    # Nothing is left out: 75 pixels with their zeros, and 18 results.
    missing = number_texts(pixels) + number_texts([float(v) for v in CS231N])
    assert not missing - Counter(shown)
    assert "stride 2, padding 1" in " ".join(shown)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("cell", "total"), [((0, 1, 1), "+11"), ((1, 2, 2), "−5"), ((1, 1, 1), "−3")])
def test_whole_numbers_are_printed_without_a_point(size, cell, total, qapp, tmp_path) -> None:
    shown = texts(case("cs231n"), size, tmp_path, Target(1, cell))
    start = shown.index("add all 27") + 1
    assert shown[start] == total
    assert not [text for text in shown[start:] if re.fullmatch(r"[+−]?\d+\.0+", text)]


@pytest.mark.parametrize("size", SIZES)
def test_ceil_is_named_and_its_means_are_right(size, qapp, tmp_path) -> None:
    shown = texts(case("avg2844"), size, tmp_path, Target(1, (0, 2, 2)))
    printed = {text.removesuffix(".0") for text in shown}
    assert {"4", "7", "9.5", "25", "28", "30.5", "42.5", "45.5", "48"} <= printed
    words = " ".join(shown)
    assert "stride 3, no padding" in words
    assert "ceil" in words


@pytest.mark.parametrize("size", SIZES)
def test_sizes_are_height_by_width_and_a_pools_window_is_no_maps_size(size, qapp, tmp_path) -> None:
    shown = texts(case("kimcnn"), size, tmp_path)
    assert "7 × 5 pixels" in shown
    assert "3 × 5 weights" in shown or "3 × 5" in shown
    assert not {"5 × 1", "5 × 7", "5 × 3"} & set(shown)
    assert {"of 5 × 1", "largest of 5 × 1"} & set(shown)


@pytest.mark.parametrize("name", ["cs231n", "avg2844", "digits-cnn", "mnist-cnn"])
@pytest.mark.parametrize("size", [(920.0, 816.0), (700.0, 500.0), (1500.0, 700.0)])
def test_padding_covers_no_cell_of_any_channel(name: str, size: tuple[float, float]) -> None:
    document = formats.open_any(str(CASES.get(name, name)))[0]
    network, images = document.network, arrange(document, size).images
    assert images is not None
    for layer in range(1, len(network.shapes)):
        if not windows.slides(network, layer):
            continue
        tiles, slide = images.of_layer(network.sources(layer)[0]), windows.of_layer(network, layer)
        assert tiles is not None
        down, across = (count - 1 for count in slide.count)
        for position in ((0, 0), (0, across), (down, 0), (down, across)):
            rows, columns = windows.covered(slide, position)
            for channel in range(tiles.shape[0]):
                x0, y0, x1, y1 = tiles.cells(channel, rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
                for other in set(range(tiles.shape[0])) - {channel}:
                    left, top, right, bottom = tiles.box(other)
                    assert x1 <= left or right <= x0 or y1 <= top or bottom <= y0, (layer, position, channel)
