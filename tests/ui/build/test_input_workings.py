"""A further input in the middle of the list has a shape of its own, and nothing that runs into it."""

from __future__ import annotations

import pytest

from nnviz.document.plan import plan
from nnviz.ui.build import workings
from tests import graphs


@pytest.mark.parametrize("document", [graphs.two_inputs(), graphs.two_images(), graphs.image_and_facts()])
def test_the_shape_of_a_further_input_is_what_comes_in(document) -> None:
    lines = [line for line in plan(document).lines if not line.input_shapes]
    assert lines
    for line in lines:
        assert workings.shape_working(line).lines[0].startswith("what comes in: ")
