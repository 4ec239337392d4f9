"""ONNX's own operator cases: each operator that nnviz takes passes all that are there for it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from nnviz.formats.onnx import OPERATORS
from tools import onnx_table

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def cases() -> dict[str, list[onnx_table.Case]]:
    """The cases by operator."""
    found = defaultdict(list)
    for case in onnx_table.cases():
        for operator in case.operators:
            found[operator].append(case)
    return found


@pytest.mark.parametrize("constants", [False, True], ids=["as it is", "constants"])
@pytest.mark.parametrize("operator", sorted(OPERATORS))
def test_every_case_of_an_operator_passes(
    operator: str, constants: bool, cases: dict[str, list[onnx_table.Case]], tmp_path: Path
) -> None:
    assert cases[operator], f"ONNX has no float32 case for {operator}"
    problems = {case.name: onnx_table.problem(case, tmp_path, constants) for case in cases[operator]}
    assert {name: problem for name, problem in problems.items() if problem} == {}
