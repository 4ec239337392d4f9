"""Small networks whose numbers are hard to print, opened up: the digits a person expects."""

from __future__ import annotations

import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.document.tracing import trace
from nnviz.scene.detail.microscope import Microscope, microscope
from nnviz.scene.words.mathematics import plain
from tests.printed import CASES


def opened(name: str, target: Target) -> Microscope:
    document, _ = formats.open_any(str(CASES[name]))
    return microscope(document, trace(document), target)


@pytest.mark.parametrize(("unit", "y"), [(0, "0.751"), (1, "0.773")])
def test_mazurs_two_outputs(unit: int, y: str) -> None:
    assert opened("mazur", Target(2, unit)).y == y


def test_mazurs_two_inputs() -> None:
    assert {float(line.x) for line in opened("mazur", Target(1, 0)).lines} == {0.05, 0.1}


def test_a_tiny_weight_is_printed_and_its_product_is_true() -> None:
    first = opened("tinyw", Target(1, 0)).lines[0]
    assert (first.x, first.w, first.product, first.holds) == ("2500.000", "0.0004", "+1.000", True)


def test_the_leaky_relus_alpha_and_answer() -> None:
    page = opened("lk", Target(1, 0))
    assert (page.z, page.y, page.parameters) == ("−2.000", "−0.020", (("alpha", "α = 0.01"),))


def test_a_share_of_two_billionths_is_not_0() -> None:
    page = opened("soft_arm", Target(1, 2))
    assert page.y == "2.1e−9"
    assert plain(page.steps[-1].numbers) == (
        " = e^(28 − 48) / (e^(28 − 48) + e^(48 − 48) + ⋯) = 2.1e−9 / 1.00005 = 2.1e−9"
    )


def test_a_share_of_all_is_1() -> None:
    assert opened("soft_utensor", Target(1, 3)).y == "1.000"
    assert opened("soft_utensor", Target(1, 0)).y == "0", "to the network it is exactly that"
