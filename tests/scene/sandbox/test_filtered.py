"""The map against SciPy's correlation, and one window's arithmetic against the map."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import correlate2d

from nnviz import formats
from nnviz.document.sandbox import SIZES, STRIDES, Sandbox, pixels
from nnviz.scene.sandbox.filtered import filtered, work_out
from nnviz.scene.sandbox.presets import NAMES, preset


def correlated(sandbox: Sandbox, picture: np.ndarray) -> np.ndarray:
    """By SciPy: zeros around the picture and between the kernel's cells, then every s-th place."""
    kernel = np.zeros((sandbox.span, sandbox.span))
    kernel[:: sandbox.dilation, :: sandbox.dilation] = sandbox.kernel
    padded = np.pad(picture.astype(float), sandbox.zeros)
    return correlate2d(padded, kernel, "valid")[:: sandbox.stride, :: sandbox.stride]


@pytest.mark.parametrize("name", NAMES)
def test_each_preset_is_scipys_correlation(name):
    sandbox = Sandbox(kernel=preset(name))
    picture = pixels(sandbox, None)
    found = filtered(sandbox, picture)
    np.testing.assert_allclose(found.values, correlated(sandbox, picture), atol=1e-5)
    assert found.low == found.values.min()
    assert found.high == found.values.max()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.parametrize(("padding", "dilation"), [(0, 1), (2, 4), ("same", 16)])
def test_any_kernel_with_any_options(size, stride, padding, dilation):
    random = np.random.default_rng(size * 10 + stride)
    kernel = tuple(map(tuple, random.normal(size=(size, size)).tolist()))
    sandbox = Sandbox("flower", kernel, stride, padding, dilation, (0, 0))
    picture = pixels(sandbox, None)
    np.testing.assert_allclose(filtered(sandbox, picture).values, correlated(sandbox, picture), atol=1e-4)


def test_full_colour_is_the_99th_percentile_of_the_sizes():
    picture = pixels(Sandbox(), None)
    found = filtered(Sandbox(), picture)
    assert found.full == pytest.approx(np.percentile(np.abs(found.values), 99), rel=1e-3)
    above = (np.abs(found.values) > found.full).mean()
    assert above == pytest.approx(0.01, abs=0.001)


def test_a_map_of_zeros_has_a_scale_to_divide_by():
    sandbox = Sandbox().cleared()
    assert filtered(sandbox, pixels(sandbox, None)).full == 1.0


@pytest.fixture
def document():
    return formats.open_any("xor")[0]


@pytest.mark.parametrize("window", [(0, 0), (99, 50), (52, 79)])
def test_one_windows_products_add_up_to_its_cell(document, window):
    sandbox = Sandbox(stride=4, padding="same", dilation=8).with_window(*window)
    shown = work_out(replace(document, sandbox=sandbox))
    parts = shown.arithmetic()
    np.testing.assert_array_equal(parts.weights[0], sandbox.kernel)
    np.testing.assert_allclose(parts.products, parts.inputs * parts.weights, rtol=1e-6)
    assert parts.products.sum() == pytest.approx(shown.value, abs=1e-5)


def test_the_window_shows_the_very_pixels(document):
    shown = work_out(replace(document, sandbox=Sandbox(window=(99, 50))))
    np.testing.assert_array_equal(shown.arithmetic().inputs[0], shown.picture[99:102, 50:53])


def test_only_what_changed_is_worked_out_again(document):
    first = work_out(document)
    moved = work_out(replace(document, sandbox=first.sandbox.with_window(3, 4)), first)
    assert moved.map is first.map
    assert moved.value == first.map.values[3, 4]
    other = work_out(replace(document, sandbox=moved.sandbox.with_cell(0, 0, 5.0)), moved)
    assert other.map is not moved.map
    assert other.picture is moved.picture
    flower = work_out(replace(document, sandbox=other.sandbox.with_picture("flower")), other)
    assert flower.picture is not other.picture
    assert flower.map is not other.map
