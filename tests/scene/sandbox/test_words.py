"""The sentences are true of the numbers they speak of."""

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document.sandbox import SOBEL_X, Sandbox
from nnviz.scene.sandbox import words
from nnviz.scene.sandbox.filtered import work_out
from nnviz.scene.sandbox.presets import NAMES, name_of, preset


@pytest.fixture
def document():
    return formats.open_any("xor")[0]


def said(document, sandbox):
    shown = work_out(replace(document, sandbox=sandbox))
    return words.sentence(sandbox.kernel, shown.arithmetic(), shown.value, shown.map.full)


def test_the_two_columns_of_an_edge(document):
    expected = "Right column +3.27, left column −0.45, together +2.82: dark turns bright here."
    assert said(document, Sandbox()) == expected


def test_the_flipped_kernel_says_the_same_of_the_picture(document):
    assert said(document, Sandbox().flipped()).endswith("together −2.82: dark turns bright here.")


def test_rows_are_named_where_the_kernel_differs_by_rows(document):
    sentence = said(document, Sandbox(kernel=preset("Sobel y")))
    assert "bottom row" in sentence.lower()
    assert "top row" in sentence.lower()


def test_a_flat_place_has_hardly_an_edge(document):
    sandbox = Sandbox()
    shown = work_out(replace(document, sandbox=sandbox))
    row, column = np.unravel_index(np.abs(shown.map.values).argmin(), shown.map.values.shape)
    sentence = said(document, sandbox.with_window(int(row), int(column)))
    assert sentence.endswith("hardly any edge here.") or sentence == "Every product is 0."


def test_other_kernels_compare_with_the_pixel_itself(document):
    assert (
        said(document, Sandbox(kernel=preset("Identity"))) == "Middle column +0.19: the pixel itself is 0.19."
    )
    assert said(document, Sandbox(kernel=preset("Blur"))).endswith("the pixel itself is 0.19.")


def test_one_cell_and_no_cell(document):
    one = Sandbox(kernel=((2.0,),), window=(100, 51))
    assert said(document, one) == "One pixel times one number: 0.37."
    assert said(document, Sandbox().cleared()) == "Every product is 0."


@pytest.mark.parametrize("size", [3, 5, 7])
@pytest.mark.parametrize("name", NAMES)
def test_the_shown_sums_add_up_to_the_shown_total(document, name, size):
    sentence = said(document, Sandbox().with_kernel(preset(name, size)))
    head = sentence.split(":")[0].replace("−", "-")
    numbers = [float(part.split()[-1]) for part in head.split(", ")]
    if len(numbers) > 1:
        assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=1e-4)


@pytest.mark.parametrize(
    ("kernel", "expected"),
    [
        (SOBEL_X, "adds up to 0: flat areas become 0"),
        (preset("Blur", 5), "adds up to 1: flat areas stay as bright"),
        (preset("Sharpen"), "adds up to 1: flat areas stay as bright"),
        (((2.5,),), "adds up to 2.50: flat areas get brighter"),
        (((0.5,),), "adds up to 0.50: flat areas get darker"),
        (((-3.0,),), "adds up to −3: flat areas turn negative"),
        (((0.0,) * 3,) * 3, "all cells are 0: the whole map is 0"),
    ],
)
def test_the_sum_of_the_cells(kernel, expected):
    assert words.sum_of_cells(kernel) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2.0, "+2"),
        (-1.0, "−1"),
        (0.0, "0"),
        (0.1, "+0.1"),
        (1 / 9, "+0.11"),
        (-0.004, "−0.004"),
        (100.0, "+100"),
    ],
)
def test_a_cells_number(value, expected):
    assert words.cell(value) == expected


def test_what_is_not_zero_is_never_written_as_zero():
    assert words.cell(1 / 49, 1) == "+0.02"


def test_presets_know_their_names_at_every_size():
    for name in NAMES:
        for size in (3, 5, 7):
            assert name_of(preset(name, size)) == name
            assert len(preset(name, size)) == size
    assert name_of(((1.0, 2.0, 3.0),) * 3) is None
    assert name_of(((0.0,),)) is None
    assert len(preset("Blur", 1)) == 3
