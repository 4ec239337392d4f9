"""Bars of the weights that lead on from an input: their scale is printed, and a printed 0 has none."""

from __future__ import annotations

from nnviz.ui.run.inspector.columns import Scale
from nnviz.ui.run.inspector.outgoing_section import scale_words


def test_the_scale_is_printed_as_its_ends() -> None:
    assert scale_words(Scale(0, 80, -0.21, 1.33)) == "bars from −0.21 to +1.33"


def test_where_no_bar_has_room_no_scale_is_named() -> None:
    assert scale_words(Scale(0, 0, -0.21, 1.33)) == ""
    assert scale_words(Scale(0, 80, 0.0, 0.0)) == ""
