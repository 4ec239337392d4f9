"""A lesson on paper: every card has its page, its words can be found, its fonts are in the file."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from nnviz.document import Target
from nnviz.lessons import language
from nnviz.lessons.model import Card, InputWish, Lesson, Setup, Step, When
from nnviz.lessons.prose import Live, Paragraph, Words
from nnviz.lessons.questions import Choice, Number, Option
from nnviz.lessons.staging import staged
from nnviz.ui.handout import Wish, handout, picture
from tests.lessons import made


def asking() -> Card:
    """A card with a live value, a choice and a number."""
    ask = (Words("What is z at both?"),)
    number = Number(ask, language.parse("z of 1:0"), explained=(Words("The bias is in it."),))
    options = tuple(
        Option((Words(text),), language.parse(when))
        for text, when in (("it goes out", "output > 0.5"), ("it stays", "output < 0.5"))
    )
    value = (Words("Its bias is "), Live(language.parse("bias of 1:0"), "bias of 1:0"), Words("."))
    setup = Setup(
        sample="neuron",
        input=InputWish(sample=3),
        select=Target(1, 0),
        level="microscope",
        moment=When(at_end=True),
    )
    step = Step((Paragraph(value),), setup, (number, Choice((Words("And then?"),), options)))
    return Card("A question", (step,), notes=made.said("Wait for three hands."))


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    small = made.small()
    return replace(
        small, cards=(*small.cards, asking(), made.card("Kernels", sample="edges", page="kernels"))
    )


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.fixture(scope="module")
def plain(lesson, qapp) -> bytes:
    return handout(lesson, Wish())


@pytest.fixture(scope="module")
def full(lesson, qapp) -> bytes:
    return handout(lesson, Wish(notes=True, answers=True))


def test_a_card_is_a_page(lesson, plain):
    found = pages(plain)
    assert len(found) == len(lesson.cards)
    for number, (page, card) in enumerate(zip(found, lesson.cards, strict=True), start=1):
        assert card.title in page
        assert f"{number} of {len(lesson.cards)}" in page


def test_live_values_are_the_networks(plain):
    assert "Its bias is −5.404 ." in pages(plain)[4]


def test_answers_and_notes_stand_there_only_where_they_are_wished(plain, full):
    without, within = pages(plain)[4], pages(full)[4]
    for words in ("Wait for three hands.", "The network says: 1.696", "The network says: A"):
        assert words not in without
        assert words in within
    assert "The bias is in it." in within
    assert "A it goes out" in without


def test_every_font_is_in_the_file(full):
    fonts = {}
    for page in PdfReader(io.BytesIO(full)).pages:
        for name, font in page["/Resources"]["/Font"].items():
            fonts[name] = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    assert fonts
    for descriptor in fonts.values():
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.get_object())


def test_the_canvas_is_shapes_and_words_on_paper(plain):
    # The numbers of the opened neuron can be found, so they are no pixels.
    assert "1.6963" in pages(plain)[4]
    with_images = [bool(page.images) for page in PdfReader(io.BytesIO(plain)).pages]
    assert not with_images[4]
    assert with_images[3]


def test_a_long_card_goes_on_on_another_page(qapp):
    long = made.card("Long", sample="neuron")
    step = replace(long.steps[0], prose=made.said("Word after word. " * 60) * 14)
    found = pages(handout(made.lesson(replace(long, steps=(step,))), Wish()))
    assert len(found) >= 2
    assert "goes on" in found[1]
    assert sum(page.count("Word after word.") for page in found) == 60 * 14


def test_a_picture_is_of_the_moment(lesson, qapp):
    steps = {step.card: step for step in staged(lesson)}
    one = picture(steps[0], (600, 375))
    assert one.startswith(b"\x89PNG")
    assert one != picture(steps[2], (600, 375))
    assert one == picture(steps[0], (600, 375))
