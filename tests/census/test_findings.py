"""The census itself: what it must find, what it must leave alone, and that it reads kept pictures too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from nnviz.ui import theme
from nnviz.ui.paint.formula import formula
from nnviz.ui.paint.network.atlas import Atlas
from nnviz.ui.paint.surface import Surface
from nnviz.ui.paint.text import Texts
from tests.census.findings import contrast, findings
from tests.census.recorder import Recorder
from tests.census.texts import FORMULA, Text

GROUND, INK = "#FFFFFF", "#0E1726"
Paint = Callable[[QPainter], None]


class Sheet(QWidget):
    """Paints what it is told to on white."""

    def __init__(self, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint = paint
        self.resize(400, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(GROUND))
            self._paint(painter)


@pytest.fixture
def read(qtbot) -> Callable[[Paint], tuple[list[Text], list[str]]]:
    """The texts and the findings of a window that paints so."""

    def look(paint: Paint, enabled: bool = True) -> tuple[list[Text], list[str]]:
        with Recorder().listening() as recorder:
            sheet = Sheet(paint)
            sheet.setEnabled(enabled)
            qtbot.addWidget(sheet)
            sheet.show()
            qtbot.waitExposed(sheet)
            texts = recorder.texts(sheet)
            return texts, [str(one) for one in findings(texts, sheet.grab().toImage())]

    return look


def word(text: str, x: float, y: float, pixels: int = 16, ink: str = INK) -> Paint:
    def paint(painter: QPainter) -> None:
        painter.setFont(theme.font(pixels))
        painter.setPen(QColor(ink))
        painter.drawText(QPointF(x, y), text)

    return paint


def all_of(*paints: Paint) -> Paint:
    def paint(painter: QPainter) -> None:
        for one in paints:
            one(painter)

    return paint


def test_what_can_be_read_is_no_finding(read):
    texts, found = read(all_of(word("Weights", 20, 40), word("Biases", 20, 60)))
    assert [text.string for text in texts] == ["Weights", "Biases"]
    assert [text.pixels for text in texts] == [16, 16]
    assert found == []


def test_a_box_is_the_ink_where_it_is_on_the_screen(read):
    (text,), _ = read(word("I", 100, 60, 40))
    assert 100 < text.box.left() < text.box.right() < 115
    assert text.box.bottom() == pytest.approx(60, abs=1)
    assert text.box.height() == pytest.approx(29, abs=2)


@pytest.mark.parametrize(
    ("paint", "finding"),
    [
        (word("tiny", 20, 40, 12), "small: “tiny” is 12 px"),
        (word("faint", 20, 40, ink="#909090"), "faint: “faint” has 3.2 : 1"),
        (word("too far right", 350, 40), "cut: “too far right” by its edge"),
        (word("a long na…", 20, 40), "cut: “a long na…” by an ellipsis"),
        (all_of(word("one", 20, 40), word("two", 30, 44)), "overlap: “one” over “two”"),
    ],
)
def test_what_is_hard_to_read_is_found(read, paint, finding):
    assert finding in read(paint)[1]


def test_a_text_that_is_drawn_into_too_small_a_box_is_cut(read):
    def paint(painter: QPainter) -> None:
        painter.setFont(theme.font(16))
        painter.drawText(QRectF(20, 20, 60, 24), Qt.AlignmentFlag.AlignVCenter, "far too long")

    assert read(paint)[1] == ["cut: “far too long” by its edge"]


def test_what_something_lies_over_is_covered(read):
    def plate(x: float, width: float) -> Paint:
        return lambda painter: painter.fillRect(QRectF(x, 20, width, 40), QColor("#DDEEFF"))

    assert read(all_of(word("Weights", 20, 44), plate(45, 100)))[1] == ["covered: “Weights”"]
    assert read(all_of(word("Weights", 20, 44), plate(0, 200)))[0] == [], "nobody sees that there is one"
    assert read(all_of(plate(0, 200), word("Weights", 20, 44)))[1] == []


def test_a_control_that_cannot_be_used_may_be_faint(read):
    assert read(word("faint", 20, 40, ink="#909090"), enabled=False)[1] == []


def test_what_is_scrolled_away_is_not_cut(qtbot):
    """Half a line at the upper edge of a list scrolls back; half a word at its side never does."""
    with Recorder().listening() as recorder:
        area = QScrollArea()
        area.setWidget(Sheet(all_of(word("half a line", 20, 40), word("beyond the side", 320, 120))))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        qtbot.addWidget(area)
        area.resize(360, 150)
        area.show()
        qtbot.waitExposed(area)
        area.verticalScrollBar().setValue(32)
        texts = recorder.texts(area)
        found = [str(one) for one in findings(texts, area.grab().toImage())]
    assert found == ["cut: “beyond the side” by its edge"]


def test_words_in_kept_pictures_are_read_where_the_picture_stands(read):
    """As the canvas does it: a word is a picture, drawn into the picture of a column, drawn on the screen."""
    kept = Texts(Surface())

    def paint(painter: QPainter) -> None:
        column = QImage(100, 60, QImage.Format.Format_ARGB32_Premultiplied)
        column.fill(Qt.GlobalColor.transparent)
        with QPainter(column) as own:
            kept.draw(own, QPointF(50, 30), "0.75", 16, QColor(INK))
        painter.drawImage(QPointF(200, 100), column)

    (text,), found = read(paint)
    assert (text.string, text.pixels, text.color.name()) == ("0.75", 16, INK.lower())
    assert text.box.center().x() == pytest.approx(250, abs=2)
    assert text.box.center().y() == pytest.approx(130, abs=2)
    assert found == []


def test_words_in_the_cells_of_an_atlas_are_read(read):
    import numpy as np

    kept = Texts(Surface())
    atlas = Atlas(
        40, Surface(), lambda p, look: kept.draw(p, QPointF(0, 0), "ab"[look], 12, QColor(INK)), kinds=2
    )

    def paint(painter: QPainter) -> None:
        atlas.paint(painter, np.array([50.0, 150.0, 250.0]), np.array([80.0] * 3), np.array([0, 1, 0]))

    texts, found = read(paint)
    assert [text.string for text in texts] == ["a", "b", "a"]
    assert [round(text.box.center().x(), -1) for text in texts] == [50, 150, 250]
    assert found == ["small: “a” is 12 px", "small: “b” is 12 px", "small: “a” is 12 px"]


def test_what_was_written_over_in_a_kept_picture_is_gone(read):
    cell = QPixmap(60, 30)

    def paint(painter: QPainter) -> None:
        for text in ("old", "new"):
            with QPainter(cell) as own:
                own.fillRect(QRectF(0, 0, 60, 30), QColor(GROUND))
                word(text, 5, 20)(own)
        painter.drawPixmap(QPointF(20, 20), cell)

    texts, found = read(paint)
    assert [text.string for text in texts] == ["new"]
    assert found == []


def test_a_formula_is_read_as_one_text(read):
    (text,), found = read(lambda painter: formula("y = f(z)", 24, INK).draw(painter, 20, 40, 0.5))
    assert text.string == FORMULA
    assert text.box.left() == pytest.approx(20)
    assert found == ["small: “(formula)” is 12 px"]


def test_contrast_is_that_of_wcag():
    import numpy as np

    black, white, grey = (np.array([level] * 3) for level in (0, 255, 119))
    assert contrast(black, white) == pytest.approx(21.0)
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)
