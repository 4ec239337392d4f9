"""Questions go into files and come back the same, whatever stands in them."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.lessons import Card, Lesson, Setup, Step
from nnviz.lessons.exports import gift, moodle_xml
from nnviz.lessons.exports.items import Item, LeftOut, items
from nnviz.lessons.language import parse
from nnviz.lessons.model import Assign, InputWish
from nnviz.lessons.prose import Formula, Link, Spans, Words
from nnviz.lessons.questions import Choice, Number, Option, Wrong
from tests.lessons.exports.readers import ReadItem, ReadReply, read_gift, read_moodle
from tests.lessons.questions.asked import choice, classes, click, make, number, sample, spans

SPECIAL = "~=#{}:\\<>&\"'%[]()$*/-_ |!?;,.\n\t"
texts = st.text(
    st.one_of(
        st.sampled_from(SPECIAL + "abcn01"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe\uffff"),
    ),
    max_size=40,
)
NASTY = (
    "]]>", "<![CDATA[", "<script>alert(1)</script>", "&amp;&lt;", "&&058;", "%50%half", "[html]<b>",
    "[markdown]", "//", "::", "a -> b", "\\n", "\\", "\\\\", "####", "=%100%1:0.1", "{=x ~y}", "$CATEGORY: x",
    "\\( x \\)", "$$x$$", "\n\n", "a\r\nb", "−1,5 · 10⁻⁵", "Zwei Blüten 中文 🙂", "עברית \u202eabc", "|", "}",
    "# not", "~", "=",
)  # fmt: skip


def lesson(
    *questions: object, network: str = "neuron", example: int = 3, title: str = "Neurons", **setup: object
) -> Lesson:
    """A lesson of one card."""
    step = Step((), Setup(sample=network, input=InputWish(sample=example), **setup), tuple(questions))  # type: ignore[arg-type]
    return Lesson("neurons", title, (Card("One: a {card}", (step,)),))


def asked(ask: Spans, said: Spans, explained: Spans = ()) -> tuple[Number, Choice]:
    """A number and a choice in which these words stand everywhere."""
    return (
        Number(ask, parse("z of 1:0"), 0.01, (Wrong(parse("z of 1:0 - bias of 1:0"), said),), explained),
        Choice(
            ask,
            (Option(said, parse("output > 0.5"), ask), Option(ask, parse("output < 0.5"), said)),
            explained=explained,
        ),
    )


def as_read(item: Item, picture: bytes | None = None) -> ReadItem:
    """What a reader is to find of an item."""
    replies = tuple(
        ReadReply(one.text.strip(), 100.0 if one.is_right else 0.0, one.feedback.strip(), one.tolerance)
        for one in item.replies
    )
    return ReadItem(item.name.strip(), item.kind, item.ask.strip(), replies, item.explained.strip(), picture)


def made(whole: Lesson) -> list[Item]:
    return [one for _, one in items(whole) if isinstance(one, Item)]


def stripped(found: list[ReadItem]) -> list[ReadItem]:
    """As GIFT's readers leave it: without blanks at the ends."""
    return [
        ReadItem(
            one.name.strip(), one.kind, one.ask.strip(),
            tuple(replace(r, text=r.text.strip(), feedback=r.feedback.strip()) for r in one.replies),
            one.explained.strip(), one.picture,
        )
        for one in found
    ]  # fmt: skip


def test_both_files_hold_what_was_asked_and_what_the_network_says() -> None:
    whole = lesson(
        number(
            "z of 1:0", 0.01, **{"no bias": "z of 1:0 - bias of 1:0", "lost": "z of 9:9", "same": "z of 1:0"}
        ),
        choice(("it fires", "output > 0.5", "so it does"), ("it doesn’t", "output <= 0.5", "look again")),
        classes(),
    )
    document = sample("neuron", 3)
    parameters = document.network.parameters()
    bias = parameters["1.bias"][0]
    z = (document.input.values @ parameters["1.weight"])[0] + bias
    for category, found in (read_moodle(moodle_xml(whole).text), read_gift(gift(whole).text)):
        assert category == "$course$/top/Neurons"
        first, second, third = found
        assert first.replies == (
            ReadReply(str(z), 100.0, "", 0.01),
            ReadReply(str(z - bias), 0.0, "no bias", 0.01),
        )
        assert [one.fraction for one in second.replies] == [100.0, 0.0]
        assert second.replies[1].feedback == "look again"
        assert [one.fraction for one in third.replies] == [0.0, 100.0]
        assert first.name == "01 One: a {card}"


def test_keys_are_those_of_the_card_as_it_is_set_up() -> None:
    changed = lesson(number("z of 1:0"), change=(Assign(parse("bias of 1:0"), parse("0")),))
    for _, found in (read_moodle(moodle_xml(changed).text), read_gift(gift(changed).text)):
        weights = sample("neuron").network.parameters()["1.weight"]
        assert float(found[0].replies[0].text) == pytest.approx(float(weights.sum()), rel=1e-6)


def test_a_picture_of_the_moment_is_in_it_once_a_question() -> None:
    whole = lesson(number("z of 1:0"), classes())
    asked_for: list[tuple[int, int]] = []
    png = bytes(range(256)) * 3

    def picture(step) -> bytes:
        asked_for.append((step.card, step.step))
        assert step.facts.document.input.sample == 3
        return png

    found = read_moodle(moodle_xml(whole, picture).text)[1]
    assert [one.picture for one in found] == [png, png]
    assert asked_for == [(0, 0)]
    assert [one.picture for one in read_moodle(moodle_xml(whole, lambda _: None).text)[1]] == [None, None]


def test_what_is_left_out_is_said_with_the_reason() -> None:
    whole = lesson(
        make("output > 0.9"),
        click(1, largest="z of it"),
        choice(("a", "output > 2"), ("b", "output < -2")),
        number("z of 9:9"),
        number("z of 1:0"),
    )
    xml, text = moodle_xml(whole), gift(whole)
    assert (xml.count, text.count) == (2, 1)
    assert [one.name[:2] for one in xml.left_out] == ["01", "03", "04"]
    assert [one.name[:2] for one in text.left_out] == ["01", "02", "03", "04"]
    assert all(one.reason.endswith(".") for one in xml.left_out + text.left_out)
    assert "picture" in text.left_out[1].reason
    assert len(read_moodle(xml.text)[1]) == 2
    assert len(read_gift(text.text)[1]) == 1


def test_a_click_is_a_choice_of_neurons_where_there_are_few() -> None:
    whole = lesson(click(1, largest="push of it into 2:0"), network="xor", example=1)
    found = read_moodle(moodle_xml(whole).text)[1][0]
    assert [one.text for one in found.replies] == [f"neuron {n}" for n in range(4)]
    assert sum(one.fraction for one in found.replies) == 100
    many = lesson(click(1, largest="z of it"), network="mnist", example=1)
    assert "64 neurons" in moodle_xml(many).left_out[0].reason


@pytest.mark.parametrize("words", NASTY)
def test_no_text_is_markup_or_a_sign_of_the_file(words: str) -> None:
    whole = lesson(
        *asked(spans_of(words), spans_of(f"{words} too"), spans_of(words)), title=words.strip() or "x"
    )
    _, xml = read_moodle(moodle_xml(whole).text)
    category, text = read_gift(gift(whole).text)
    assert xml == [as_read(one) for one in made(whole)] or stripped(xml) == [
        as_read(one) for one in made(whole)
    ]
    assert stripped(text) == [as_read(one) for one in made(whole)]
    assert "\n" not in category
    shown = _shown(xml[0].ask)
    assert shown == re.sub("\r\n|\r", "\n", words)
    assert xml[1].replies[1].text == xml[0].ask


@given(texts, texts, texts)
def test_any_text_comes_back_as_it_went(ask: str, said: str, explained: str) -> None:
    whole = lesson(*asked(spans_of(ask), spans_of(said), spans_of(explained)))
    wanted = [as_read(one) for one in made(whole)]
    xml = read_moodle(moodle_xml(whole).text)[1]
    assert stripped(xml) == wanted
    assert stripped(read_gift(gift(whole).text)[1]) == wanted
    assert _shown(xml[0].ask) == ask
    assert _shown(xml[1].replies[0].text) == said


@given(st.text(max_size=30))
def test_what_no_file_can_hold_is_shown_as_a_box_and_the_file_is_whole(words: str) -> None:
    whole = lesson(*asked(spans_of(words), spans_of(words)), title=words or "x")
    wanted = stripped([as_read(one) for one in made(whole)])
    assert stripped(read_moodle(moodle_xml(whole).text)[1]) == wanted
    gift(whole).text.encode("utf-8")


@given(st.floats(-1e6, 1e6), st.sampled_from([0.0, 0.01, 1e-6]))
def test_numbers_come_back_to_single_precision(value: float, tolerance: float) -> None:
    whole = lesson(
        number(f"({value!r})".replace("e", "*10^") if "e" in repr(value) else f"({value!r})", tolerance)
    )
    for _, found in (read_moodle(moodle_xml(whole).text), read_gift(gift(whole).text)):
        reply = found[0].replies[0]
        assert float(reply.text) == pytest.approx(value, rel=2e-6, abs=1e-30)
        assert reply.tolerance >= tolerance


def test_styles_formulas_and_links_are_html_and_formulas_are_typeset_there() -> None:
    ask = (
        Words("bold", bold=True), Words(" and "), Words("x<y", code=True), Formula(r"f(z) = \max(0, z) < 1"),
        Link("here", 'https://example.org/?a=1&b="2"'), *spans(" z is {z of 1:0}"),
    )  # fmt: skip
    whole = lesson(*asked(ask, spans("no")))
    for _, found in (read_moodle(moodle_xml(whole).text), read_gift(gift(whole).text)):
        assert found[0].ask == (
            r"<strong>bold</strong> and <code>x&lt;y</code>\(f(z) = \max(0, z) &lt; 1\)"
            '<a href="https://example.org/?a=1&amp;b=&quot;2&quot;">here</a> z is 1.696'
        )


def test_the_files_are_named_after_the_lesson_and_say_what_they_are() -> None:
    whole = lesson(number("z of 1:0"), title="A/B: x")
    assert moodle_xml(whole).text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<quiz>')
    assert read_moodle(moodle_xml(whole).text)[0] == "$course$/top/A//B: x"
    assert gift(whole).text.startswith("$CATEGORY: $course$/top/A//B: x\n\n::")


def test_of_steps_that_go_on_each_question_is_asked_of_its_own() -> None:
    first = Step((), Setup(sample="neuron", input=InputWish(sample=0)), (number("z of 1:0"),))
    second = Step((), Setup(input=InputWish(sample=3)), (number("z of 1:0"),))
    whole = Lesson("two", "Two", (Card("One", (first, second)), Card("Two", (first,))))
    found = read_moodle(moodle_xml(whole).text)[1]
    assert [round(float(one.replies[0].text), 2) for one in found] == [-5.4, 1.7, -5.4]
    assert [one.name for one in found] == ["01 One", "02 One", "03 Two"]
    assert not [one for _, one in items(whole) if isinstance(one, LeftOut)]


def spans_of(text: str) -> Spans:
    """Words alone: a brace in them is a brace."""
    return (Words(text),)


def _shown(html: str) -> str:
    """What a browser shows of it."""
    return unescape(re.sub(r"</?span>", "", html).replace("<br>", "\n"))
