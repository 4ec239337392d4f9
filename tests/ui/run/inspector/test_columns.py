"""The columns of a list of products: no bar covers a digit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from nnviz.scene.detail.rows import Row
from nnviz.ui.run.inspector.columns import columns_for
from nnviz.ui.style import Look
from nnviz.ui.theme import DARK


@pytest.mark.parametrize("width", [238, 280, 348])
@pytest.mark.parametrize("size", [1.0, 22.82, 1234.5, 98765.4])
def test_the_waterfall_begins_after_the_last_digit(qapp, width: int, size: float) -> None:
    rows = (Row("input", size * size, 0.0, 0, size, size), Row("input", -size, size * size, 1, 1.0, -size))
    inner = QRectF(22, 0, width, 400)
    columns = columns_for(Look(DARK, 0.84), inner, rows, ["h12", "h3"])
    assert columns.label <= columns.x <= columns.w <= columns.product <= columns.fall_left
    assert columns.fall_left <= columns.fall_right <= inner.right()
    if columns.fall_right > columns.fall_left:
        assert columns.fall_left > columns.product + 2
