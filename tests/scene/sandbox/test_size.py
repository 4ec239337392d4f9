"""Choices, reasons and the formula."""

import re

import pytest

from nnviz.document.sandbox import Sandbox
from nnviz.scene.sandbox import size


def impossible(sandbox):
    return {(c.row, c.value) for row in size.choices(sandbox).values() for c in row if c.reason}


def test_the_choices_at_first():
    rows = size.choices(Sandbox())
    assert {row: [c.value for c in values if c.is_chosen] for row, values in rows.items()} == {
        "Kernel": [3],
        "Stride": [1],
        "Padding": [0],
        "Dilation": [1],
    }
    assert impossible(Sandbox()) == {("Dilation", 128)}


def test_the_reason_names_both_sizes():
    (reason,) = size.reasons(size.choices(Sandbox()))
    assert reason.reason == "128 spans 2 · 128 + 1 = 257 rows; the photograph has 213."
    assert reason.short == "128 spans 257 rows; there are 213."


def test_every_impossible_choice_is_refused_and_every_other_taken():
    for sandbox in (
        Sandbox(),
        Sandbox().with_size(7).with_dilation(32),
        Sandbox(padding="same").with_size(5).with_dilation(128),
        Sandbox("pad", window=(0, 0)).with_padding(2),
    ):
        edits = {
            "Kernel": sandbox.with_size,
            "Stride": sandbox.with_stride,
            "Padding": sandbox.with_padding,
            "Dilation": sandbox.with_dilation,
        }
        for row, values in size.choices(sandbox).items():
            for choice in values:
                if choice.reason:
                    with pytest.raises(Exception, match="spans"):
                        edits[row](choice.value)
                else:
                    assert min(edits[row](choice.value).count) >= 1


def test_padding_that_is_needed_can_not_be_taken_away():
    sandbox = Sandbox(padding="same").with_dilation(128)
    assert impossible(sandbox) == {("Padding", 0), ("Padding", 1), ("Padding", 2)}
    (reason,) = size.reasons(size.choices(sandbox))
    assert (
        reason.reason
        == "2 leaves 213 + 2 · 2 = 217 rows of the photograph; the kernel spans 2 · 128 + 1 = 257."
    )


@pytest.mark.parametrize(
    "sandbox",
    [
        Sandbox(),
        Sandbox().with_stride(4),
        Sandbox().with_padding(2).with_size(7).with_dilation(16).with_stride(3),
    ],
)
def test_the_formula_in_numbers_is_true(sandbox):
    for latex, count in zip(size.in_numbers(sandbox), sandbox.count, strict=True):
        n, two, p, d, k, _, _, s, one, result = map(int, re.findall(r"\d+", latex))
        assert (two, one) == (2, 1)
        assert result == count == (n + 2 * p - d * (k - 1) - 1) // s + 1
    for latex, count in zip(size.in_numbers(sandbox, is_short=True), sandbox.count, strict=True):
        above, s, one, result = map(int, re.findall(r"\d+", latex))
        assert result == count == above // s + one
