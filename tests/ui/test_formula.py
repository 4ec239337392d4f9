"""Formulas: typeset once, kept between starts, drawn in the wanted colour and size."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from nnviz.ui.paint.formula import TYPESET, Formula, formula, formula_path


@pytest.fixture(autouse=True)
def _forget(qtbot: QtBot) -> None:
    formula.cache_clear()


def pixels_of(drawn: Formula) -> QImage:
    image = QImage(drawn.size.toSize(), QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as painter:
        drawn.draw(painter, 0, 0)
    return image


def test_a_formula_is_in_the_wanted_colour() -> None:
    image = pixels_of(formula(r"\frac{1}{1 + e^{-z}}", 40, "#ff8000"))
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
               if image.pixelColor(x, y).alpha() == 255}  # fmt: skip
    assert colours == {"#ff8000"}


def test_letters_grow_with_the_wanted_size() -> None:
    small, large = formula("x + y", TYPESET, "#000000"), formula("x + y", 3 * TYPESET, "#000000")
    assert large.size == small.size * 3


def test_a_formula_is_kept_for_the_next_start() -> None:
    path = formula_path("a + b + c")
    path.unlink(missing_ok=True)
    first = pixels_of(formula("a + b + c", 30, "#000000"))
    assert path.is_file()
    formula.cache_clear()
    assert pixels_of(formula("a + b + c", 30, "#000000")) == first


@pytest.mark.parametrize("content", [b"", b"<svg", b"\xff\xfe no text", b"not a picture"])
def test_a_damaged_kept_formula_is_typeset_again(content: bytes) -> None:
    path = formula_path("p + q")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    drawn = pixels_of(formula("p + q", 30, "#123456"))
    assert any(
        drawn.pixelColor(x, y) == QColor("#123456")
        for x in range(drawn.width())
        for y in range(drawn.height())
    )
    assert path.read_bytes() != content
