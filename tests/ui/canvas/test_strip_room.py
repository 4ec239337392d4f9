"""A kernel's numbers have two decimals on a small screen too, and each cell answers where it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from nnviz.document import Target
from nnviz.scene.values.strip_places import places
from nnviz.scene.words.numbers import number
from nnviz.ui.theme import FLOOR, font
from tests.ui.conftest import Shown


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1600, 1000)])
@pytest.mark.parametrize("kernel", range(4))
def test_a_three_by_three_kernel_is_read_with_two_decimals(
    show: Callable[..., Shown], size: tuple[int, int], kernel: int
) -> None:
    shown = show("digits-cnn", size=size)
    session, canvas = shown.session, shown.window.run.canvas
    session.select(Target(1, (kernel, 3, 3)))
    session.seek(session.timeline.seconds)
    shown.frame()
    assert canvas.picture is not None
    strip, layout = canvas.picture.frame.strip, canvas.picture.layout
    assert strip is not None
    assert strip.weights is not None
    assert layout.images is not None
    assert layout.images.strip is not None
    placed = places(strip, layout.images.strip, layout.scale)
    metrics = QFontMetricsF(font(FLOOR, 600))
    for grid in placed.grids[1:]:

        def fits(text: str, room: float = grid.wide - 2) -> bool:
            return metrics.horizontalAdvance(text) <= room

        texts = [number(value, 2, fits) for value in grid.grid.values.ravel().tolist()]
        assert all(map(fits, texts))
        assert all(len(text.partition(".")[2]) >= 2 for text in texts if text != "0")
    assert all(before.x + before.width + 12 <= after.x for before, after in pairwise(placed.grids))
    assert placed.grids[-1].x + placed.grids[-1].width < placed.arrow[0]
    assert placed.pool is not None
    assert all(box[2] <= placed.pool.line[0] for box in placed.terms)
    for place in range(9):
        _, y0, x1, y1 = placed.grids[1].box(*divmod(place, 3))
        hit = canvas.hand.hit_at(QPointF(x1 - 2, (y0 + y1) / 2))
        assert hit is not None
        assert hit.index == (kernel, 0, *divmod(place, 3))
