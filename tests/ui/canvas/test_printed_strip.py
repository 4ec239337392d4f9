"""A window's arithmetic as drawn: pixels × kernel = products, and their sum, hold as printed or carry ≈."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, Target, edits
from nnviz.ui.export.files import render
from nnviz.ui.export.sheet import Sheet
from tests.printed import check_product, check_sum


def drawn(document: Document, cell: tuple[int, int, int], size: tuple[int, int], folder: Path) -> list[str]:
    """Every text of the picture, in the order in which it is drawn."""
    file = folder / "strip.svg"
    render(Sheet(document, 99.0, size, "light", Target(1, cell)), file)
    return re.findall(r"<text[^>]*>([^<]*)</text>", file.read_text())


def after(texts: list[str], title: str, count: int) -> list[str]:
    start = next(place for place, text in enumerate(texts) if re.fullmatch(title, text)) + 1
    return texts[start : start + count]


def check(texts: list[str]) -> str:
    """Judge the strip; returns the sign between kernel and products."""
    pixels, kernel, products = (
        after(texts, title, 9) for title in (r"pixels( under the window)?", r"kernel( \d)?", r"products")
    )
    sign = after(texts, "×", 1)[0]
    for cells in zip(pixels, kernel, products, strict=True):
        check_product(cells[0], cells[1], sign, cells[2])
    total = after(texts, "add all 9", 2)
    relation = "≈" if total[0] == "≈" else "="
    check_sum(products, relation, total[relation == "≈"])
    return sign


@pytest.mark.parametrize("size", [(800, 560), (1144, 816), (1920, 1080)])
@pytest.mark.parametrize("cell", [(3, 0, 2), (0, 3, 4), (2, 7, 7), (1, 5, 5)])
def test_a_window_of_a_trained_network(cell, size, qapp, tmp_path) -> None:
    document, _ = formats.open_any("digits-cnn")
    assert check(drawn(document, cell, size, tmp_path)) in "=≈"


def test_whole_numbers_are_equal_as_they_stand(qapp, tmp_path) -> None:
    document, _ = formats.open_any("digits-cnn")
    for row, column in np.ndindex(3, 3):
        document = edits.set_weight(document, 1, (0, 0, row, column), float(row - column))
    for row, column in np.ndindex(8, 8):
        document = edits.set_value(document, 0, (0, row, column), float((row + column) % 2))
    assert check(drawn(document, (0, 3, 4), (1144, 816), tmp_path)) == "="
