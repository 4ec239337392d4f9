"""What a field takes for a number, and what it doesn't."""

import pytest

from nnviz.ui.widgets.typed_number import number_in


@pytest.mark.parametrize(
    ("text", "value"),
    [(" +3 ", 3.0), ("−0,5", -0.5), ("1e+5", 1e5), ("1e-3", 1e-3), ("0.30", 0.3), ("−.5", -0.5)],
)
def test_a_number_in_any_of_its_writings(text: str, value: float) -> None:
    assert number_in(text) == value


@pytest.mark.parametrize("text", ["", "+", "1+2", "2+", "+-3", "1.2.3", "nan", "inf", "−∞", "1e999", "three"])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert number_in(text) is None
