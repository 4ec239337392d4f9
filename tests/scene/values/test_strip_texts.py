"""What the strip prints: a window can be added up by hand from the printed digits, whatever room there is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nnviz import formats
from nnviz.document import Target
from nnviz.scene.time.windows import Focus
from nnviz.scene.values.arithmetic import Strip, strip
from nnviz.scene.values.scales import measure
from nnviz.scene.values.strip_texts import Printed, printed
from nnviz.scene.words.equation import ABOUT
from nnviz.session import Session
from tests.printed import CASES, read

NAMES = ("digits-cnn", "mnist-cnn", "cs231n", "kimcnn")
DOCUMENTS = {name: formats.open_any(str(CASES.get(name, name)))[0] for name in NAMES}
CELLS = [("digits-cnn", 1, (c, y, x)) for c in range(4) for y in (0, 3, 7) for x in (1, 5)]
CELLS += [("mnist-cnn", 1, (2, 13, 11)), ("mnist-cnn", 3, (5, 4, 4)), ("kimcnn", 1, (1, 2, 0))]
CELLS += [("cs231n", 1, (c, y, x)) for c in range(2) for y in range(3) for x in range(3)]


def made(name: str, layer: int, unit: tuple[int, int, int]) -> Strip:
    document = DOCUMENTS[name]
    trace = Session(document).trace
    return strip(trace, measure(document, trace), Focus(layer, unit), 0)


def says(texts: Printed, strip: Strip) -> tuple[list[str], str]:
    """The printed products, and the printed sum that they make."""
    rows = [row.text for row in texts.sums if row.channel == strip.channel]
    return list(texts.cells[-1]), rows[0] if rows else texts.terms[0].text


@pytest.mark.parametrize(("name", "layer", "unit"), CELLS)
@pytest.mark.parametrize("room", [3, 4, 5, 6, 9])
def test_the_printed_products_make_the_printed_sum_or_it_says_about(name, layer, unit, room) -> None:
    shown = made(name, layer, unit)
    texts = printed(shown, lambda text: len(text) <= room)
    products, total = says(texts, shown)
    if products:
        adds_up = sum(map(read, products), Decimal(0)) == read(total.removeprefix(ABOUT))
        assert total.startswith(ABOUT) is not adds_up
    terms = {term.name: term.text for term in texts.terms}
    z = terms["z"]
    if not z.startswith(ABOUT):
        above = [
            read(text.removeprefix(ABOUT)) for name, text in terms.items() if name.startswith(("add", "bias"))
        ]
        assert sum(above, Decimal(0)) == read(z)


@pytest.mark.parametrize(("name", "layer", "unit"), CELLS)
def test_with_room_enough_the_fewest_digits_that_add_up_are_taken(name, layer, unit) -> None:
    shown = made(name, layer, unit)
    texts = printed(shown, lambda text: True)
    _, total = says(texts, shown)
    fractions = [text.partition(".")[2] for text in texts.cells[-1]]
    if name == "cs231n":
        assert not any(fractions)
        assert not any("." in term.text for term in texts.terms)
    assert max(map(len, fractions)) <= 7 or "e" in "".join(fractions)
    assert not total.startswith(ABOUT) or len(total.partition(".")[2]) >= 2


def test_a_pooling_prints_its_window_and_what_it_keeps_alike() -> None:
    shown = made("digits-cnn", 2, (0, 3, 2))
    texts = printed(shown, lambda text: len(text) <= 6)
    assert texts.result in texts.cells[0]
    assert [term.text for term in texts.terms] == [texts.result]
    assert made("digits-cnn", 2, (0, 3, 2)).why.a == pytest.approx(float(read(texts.result)), abs=5e-3)
    assert Target(1, (0, 6, 4)) in shown.places
