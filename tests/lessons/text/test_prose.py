"""What a card says: markup of a small kind, and nothing of a stranger's."""

import pytest

from nnviz.lessons import text
from nnviz.lessons.prose import Block, Display, Formula, Items, Link, Live, Paragraph, Rows, Spans, Words
from tests.lessons.text.texts import card, read


def said(under: str) -> tuple[Block, ...]:
    return read(under).steps[0].prose


def spans(under: str) -> Spans:
    (paragraph,) = said(under)
    assert isinstance(paragraph, Paragraph)
    return paragraph.spans


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", "<b onclick=x>bold</b>", "<!-- hidden -->", "<img src=x onerror=alert(1)>",
     "&lt;b&gt; is <b>", "a <br/> b", "<a href='javascript:x'>y</a>"],
)  # fmt: skip
def test_html_is_text(markup: str) -> None:
    shown = markup.replace("&lt;", "<").replace("&gt;", ">")
    assert spans(markup) == (Words(shown),)
    assert spans(f"before {markup}") == (Words(f"before {shown}"),)


def test_blocks_of_html_are_paragraphs() -> None:
    assert said("<div>\n*a*\n</div>\n\n<style>b</style>") == (
        Paragraph((Words("<div> "), Words("a", italic=True), Words(" </div>"))),
        Paragraph((Words("<style>b</style>"),)),
    )


def test_styles() -> None:
    assert spans("a **b *c* d** `e *f*` *g*\\\nh  \ni\nj") == (
        Words("a "),
        Words("b ", bold=True),
        Words("c", bold=True, italic=True),
        Words(" d", bold=True),
        Words(" "),
        Words("e *f*", code=True),
        Words(" "),
        Words("g", italic=True),
        Words("\nh\ni j"),
    )


def test_links() -> None:
    assert spans("see [the *book*](https://a.org/x?y=z#w) and <http://b.org>") == (
        Words("see "),
        Link("the book", "https://a.org/x?y=z#w"),
        Words(" and "),
        Link("http://b.org", "http://b.org"),
    )
    assert spans("[a][b] and [c]") == (Words("[a][b] and [c]"),)
    assert said("[b]: javascript:alert(1)") == (Paragraph((Words("[b]: javascript:alert(1)"),)),)


def test_live_values() -> None:
    first, live, last = spans(r"z is {z of 1:0}, \{not this} nor `{this}`")[:3]
    assert first == Words("z is ")
    assert isinstance(live, Live)
    assert (live.text, live.value.text) == ("z of 1:0", "z of 1:0")
    assert last == Words(", {not this} nor ")


def test_a_live_values_stars_are_no_markup() -> None:
    (live,) = spans("{2 * z of 1:0 * 3}")
    assert isinstance(live, Live)
    assert live.text == "2 * z of 1:0 * 3"


def test_formulas() -> None:
    assert spans(r"$a_1 * b_2 * c$ for $5 and $6, \$x\$ and 3 $") == (
        Formula("a_1 * b_2 * c"),
        Words(" for $5 and $6, $x$ and 3 $"),
    )
    assert spans("$z$s") == (Formula("z"), Words("s"))


def test_a_formula_on_a_line_of_its_own() -> None:
    assert said("before\n$$z = 1$$\nbehind") == (
        Paragraph((Words("before"),)),
        Display("z = 1"),
        Paragraph((Words("behind"),)),
    )
    assert said("$$\nz =\n1\n$$") == (Display("z = 1"),)
    assert said("a $$x$$ b $$y$$") == (
        Paragraph((Words("a"),)),
        Display("x"),
        Paragraph((Words("b"),)),
        Display("y"),
    )


def test_lists() -> None:
    assert said("- a\n- b\n  c\n\n1. d\n1. e") == (
        Items(((Words("a"),), (Words("b c"),))),
        Items(((Words("d"),), (Words("e"),)), numbered=True),
    )


def test_tables() -> None:
    assert said("| a | b |\n|---|--:|\n| *c* | `d` |\n| e |") == (
        Rows(
            ((Words("a"),), (Words("b"),)),
            (((Words("c", italic=True),), (Words("d", code=True),)), ((Words("e"),), ())),
        ),
    )


def test_notes_are_prose_too() -> None:
    notes = read("```notes\nAsk *them*.\n\n- a\n```").notes
    assert notes == (
        Paragraph((Words("Ask "), Words("them", italic=True), Words("."))),
        Items(((Words("a"),),)),
    )


def test_deep_nesting_is_refused_and_nothing_gets_lost_in_silence() -> None:
    for deep in (">" * 100 + " a", "- " * 100 + "a", "> - " * 30 + "a", "1. " * 50 + "a"):
        assert text.problems(card(deep), "a"), deep
    stars = "*a " * 2000 + "a* " * 2000
    assert len(said("\n".join(stars[at : at + 3000] for at in range(0, len(stars), 3000)))) == 1
