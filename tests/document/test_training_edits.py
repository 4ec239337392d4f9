"""Edits of what the Train page keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document import training_edits as edits
from nnviz.document.training import MOST_RUNS
from nnviz.errors import NNVizError
from tests.trainings import training


def rates(document) -> list[float]:  # type: ignore[no-untyped-def]
    return [layer.rate for layer in document.network.layers if layer.kind == "Dropout"]


def test_dropout_comes_after_each_hidden_layer_changes_and_goes() -> None:
    digits = formats.open_any("digits")[0]
    hidden = len(edits.hidden_layers(digits.network.layers))
    assert hidden
    first = edits.set_dropout(digits, 0.25)
    assert rates(first) == [0.25] * hidden
    assert first.network.layers[-1].kind != "Dropout"
    second = edits.set_dropout(first, 0.5)
    assert rates(second) == [0.5] * hidden
    third = edits.set_dropout(second, 0)
    assert third.network.layers == digits.network.layers
    assert all(array is digits.network.parameters()[key] for key, array in third.network.parameters().items())
    with pytest.raises(NNVizError, match="below 1"):
        edits.set_dropout(digits, 1.0)


def test_a_run_takes_the_place_of_the_one_of_its_name() -> None:
    before, _ = training()
    longer = replace(before.runs[0], metric="r2")
    after = edits.with_run(before, longer, 4)
    assert after.runs == (longer,)
    assert (after.run, after.step) == (0, 4)


def test_of_too_many_runs_the_oldest_goes() -> None:
    values, _ = training()
    for number in range(MOST_RUNS + 3):
        values = edits.with_run(values, replace(values.runs[0], name=f"run {number}"), 0)
    assert len(values.runs) == MOST_RUNS
    assert values.current is values.runs[-1]
    assert values.runs[-1].name == f"run {MOST_RUNS + 2}"


def test_removing_another_run_leaves_the_current_one() -> None:
    values, _ = training()
    values = edits.with_run(values, replace(values.runs[0], name="second"), 3)
    document = replace(formats.open_any("xor")[0], training=values)
    left = edits.remove_run(document, 0).training
    assert left is not None
    assert left.current is values.runs[1]
    assert left.step == 3
