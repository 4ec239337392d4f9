"""A lesson's text, laid out: what can be read of it, where its links are; nothing in it is markup."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from nnviz.lessons.language import parse
from nnviz.lessons.prose import Display, Formula, Items, Link, Live, Paragraph, Rows, Words
from nnviz.ui.paint.prose import Prose, Style
from nnviz.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def live(text: str) -> Live:
    return Live(parse("1"), text)


def plain(text: str) -> Paragraph:
    return Paragraph((Words(text),))


def prose(*blocks: object, style: Style | None = None, width: float = 368, **values: str) -> Prose:
    return Prose(blocks, style or Style(DARK), width, lambda one: values.get(one.text, "?"))  # type: ignore[arg-type]


def ink(one: Prose, color: str) -> int:
    """How many pixels of it are of this very colour."""
    image = QImage(int(one.width), int(one.height) + 2, QImage.Format.Format_RGB32)
    image.fill(QColor(one.style.theme.panel))
    with QPainter(image) as painter:
        one.draw(painter, 0, 0)
    wanted = QColor(color).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_what_is_live_is_asked_for_and_followed() -> None:
    told = {"z of 1:3": "−1.610"}
    one = Prose(
        (Paragraph((Words("Here z is "), live("z of 1:3"), Words("."))),),
        Style(DARK),
        368,
        lambda value: told[value.text],
    )
    assert one.text == "Here z is −1.610."
    assert not one.refresh()
    told["z of 1:3"] = "0.25"
    assert one.refresh()
    assert one.text == "Here z is 0.25."


def test_the_hue_of_a_live_number_is_its_sign() -> None:
    below = prose(Paragraph((live("z"),)), z="−1.6")
    assert ink(prose(Paragraph((live("z of 1:3"),)), **{"z of 1:3": "−1.6"}), DARK.neg)
    assert ink(prose(Paragraph((live("z of 1:3"),)), **{"z of 1:3": "1.6"}), DARK.pos)
    assert not ink(below, DARK.neg)


def test_nothing_in_a_text_is_markup() -> None:
    text = '<b>bold</b> <img src="file:///etc/passwd"> &lt; <a href="https://x.org">x</a>'
    one = prose(plain(text), width=4000)
    assert one.text == text
    assert one.link_at(QPointF(300, 10)) == ""
    assert not ink(one, DARK.now)


def test_lists_tables_and_formulas_can_be_heard() -> None:
    one = prose(
        Display(r"f(z) = \max(0, z)"),
        Items(((Words("one"),), (Words("two"),)), numbered=True),
        Items(((Words("three "), Formula("z")),)),
        Rows(((Words("Function"),), (Words("ns"),)), (((Words("ReLU"),), (live("cost"),)),)),
        cost="1.2",
    )
    assert one.text.split("\n") == [
        "f(z) =  max (0, z)",
        "1. one",
        "2. two",
        "• three z",
        "Function, ns",
        "ReLU, 1.2",
    ]


def test_a_link_is_found_where_it_is_written() -> None:
    link = Link("the paper", "https://example.org/a")
    one = prose(Paragraph((Words("Long before the link there is "), Words("text and more text, "), link)))
    assert one.links == (link,)
    place = one.link_rect(0)
    assert one.link_at(place.center()) == link.address
    assert one.link_at(QPointF(2, 2)) == ""
    assert one.link_rect(1).isEmpty()


def test_a_narrow_text_is_taller_and_a_larger_one_too() -> None:
    text = plain("A neuron is a small decision-maker: facts come in, each counts so much. " * 3)
    wide, narrow = prose(text), prose(text, width=200)
    assert narrow.height > wide.height
    assert prose(text, style=Style(LIGHT, 34, 54)).height > 1.8 * wide.height
    assert wide.height % 27 == pytest.approx(0)


def test_a_formula_that_is_too_wide_is_shrunk() -> None:
    one = prose(Display("a + b + c + d + e + f + g + h + i + j + k + l + m + n"), width=120)
    image = QImage(200, int(one.height) + 2, QImage.Format.Format_RGB32)
    image.fill(0)
    with QPainter(image) as painter:
        one.draw(painter, 0, 0)
    right = max(
        x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) & 0xFFFFFF
    )
    assert right <= 120


def test_an_empty_text_takes_no_room() -> None:
    assert prose().height == 0
    assert prose().text == ""
