"""What the last part shows follows from the document, the view and the time alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.document.lab import LabView
from nnviz.scene.lab import steps
from nnviz.scene.lab.bend import product as products
from nnviz.scene.lab.bend import words
from nnviz.scene.lab.bend.separable import one_line_can
from nnviz.scene.lab.bend.working import Working
from nnviz.scene.values.contour import contour


def at(document, seconds=np.inf, **view):
    shown = LabView(part="bend", bend_seconds=seconds, **view)
    working = Working()
    found = working.bend(document, shown)
    for _ in range(4):
        for _, job, take in working.jobs(found):
            take(job())
        found = working.bend(document, shown)
    return found


def test_xor_is_right_four_times_and_never_with_one_line() -> None:
    document = formats.open_any("xor")[0]
    found = at(document)
    assert (found.left.result.right, found.left.result.count) == (4, 4)
    assert found.right.result.right <= 3
    assert found.can is False
    assert words.figure(found.left.result) == "4 of 4 right"


def test_both_ways_give_the_same_z() -> None:
    for sample in ("xor", "digits", "iris", "sine"):
        found = at(formats.open_any(sample)[0])
        assert found.twice.is_same
        largest = np.abs(found.twice.layers).max()
        assert np.abs(found.twice.layers - found.twice.one).max() <= 1e-5 * largest


@pytest.mark.parametrize("step", [1, 2, 3, 4])
def test_before_and_after_the_button_the_same_is_shown(step) -> None:
    document = formats.open_any("xor")[0]
    seconds = (step - 0.5) * steps.SECONDS
    before, after = (at(one, seconds) for one in (document, edits.make_linear(document)))
    np.testing.assert_array_equal(before.left.output, after.left.output)
    np.testing.assert_array_equal(before.right.output, after.right.output)
    assert not before.pair.is_straight
    assert after.pair.is_straight


def test_a_cell_of_the_product_adds_up() -> None:
    document = formats.open_any("xor")[0]
    found = at(document)
    stage = found.product.stages[-1]
    p = {key: np.float64(array) for key, array in document.network.parameters().items()}
    terms = p["2.weight"][:, 0] * p["1.weight"][0]
    assert stage.result.weight[0, 0] == pytest.approx(terms.sum())
    text = products.cell_text(stage, (0, 0), products.window(stage, (0, 0), 8, 8, 8))
    assert text.endswith(f"= {terms.sum():.3f}".replace("-", "−"))


def test_one_line_can_or_cannot() -> None:
    points = np.array([(0, 0), (0, 1), (1, 0), (1, 1)], float)
    assert one_line_can(points, np.array([False, True, True, False])) is False
    assert one_line_can(points, np.array([False, True, True, True])) is True


def test_a_contour_lies_where_the_field_is_zero() -> None:
    rows, columns = np.mgrid[0:21, 0:21]
    lines = np.asarray(contour((columns - rows + 0.5).astype(float)))
    assert len(lines)
    flat = lines.reshape(-1, 2)
    assert np.abs(flat[:, 0] - flat[:, 1]).max() <= 1.0


def test_what_still_bends_is_named() -> None:
    document = formats.open_any("mnist-cnn")[0]
    found = at(document)
    assert found.pair.bends
    assert "still bend" in words.bends(document, found.pair.bends)


def test_the_probe_is_where_the_view_says() -> None:
    document = formats.open_any("xor")[0]
    found = at(document, probe=(0.2, 0.9))
    p = {key: np.float64(array) for key, array in document.network.parameters().items()}
    hidden = np.tanh(np.array([0.2, 0.9]) @ p["1.weight"] + p["1.bias"])
    z = hidden @ p["2.weight"] + p["2.bias"]
    assert found.left.output[0] == pytest.approx(1 / (1 + np.exp(-z[0])), rel=1e-4)
    assert replace(found.view, probe=None) == LabView(part="bend")
