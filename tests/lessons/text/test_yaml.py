"""YAML's own ideas don't get into a lesson: every scalar is the text that was written."""

import pytest

from nnviz.document import Target
from nnviz.lessons import text
from nnviz.lessons.model import InputWish, When
from nnviz.lessons.text.nodes import Scalar, Sequence, Table, compose
from nnviz.lessons.text.source import Lines, Source
from tests.lessons.text.texts import card, setup


def plain(block: str) -> object:
    """What a block holds, as Python has it."""

    def made(node: object) -> object:
        if isinstance(node, Scalar):
            return node.text
        if isinstance(node, Sequence):
            return [made(item) for item in node.items]
        assert isinstance(node, Table)
        return {key.text: made(value) for key, value in node.entries}

    node = compose(Lines(Source("a.md", block), 1, block))
    return None if node is None else made(node)


@pytest.mark.parametrize(
    "scalar",
    ["2:1", "1:30:45", "on", "off", "yes", "no", "null", "~", "0x1F", "0o17", "017", "1e3", "1_000", ".inf",
     ".nan", "2024-01-01", "12:30:45", "=", "<<", "−1", "1,5", "true", "-1"],
)  # fmt: skip
def test_scalars_are_texts(scalar: str) -> None:
    assert plain(f"a: {scalar}") == {"a": scalar}
    assert plain(f"- {scalar}") == [scalar]


def test_keys_are_texts() -> None:
    assert plain("on: a\n1: b\nnull: c\n<<: d") == {"on": "a", "1": "b", "null": "c", "<<": "d"}


def test_quotes_and_blocks() -> None:
    assert plain("a: 'it''s'\nb: \"x \\\" \\\\ y\"\nc: one\n  two\nd: |\n  e\n  f\ng: >\n  h\n  i\n") == {
        "a": "it's",
        "b": 'x " \\ y',
        "c": "one two",
        "d": "e\nf\n",
        "g": "h i\n",
    }
    assert plain("# only a comment") is None
    assert plain("a: b # a comment\n# another\nc: d") == {"a": "b", "c": "d"}


@pytest.mark.parametrize(
    ("written", "value", "letter", "place"),
    [
        ("a: one two", "one two", "t", (1, 8)),
        ("a: 'o''clock two'", "o'clock two", "t", (1, 14)),
        ('a: "say \\"x\\" two"', 'say "x" two', "t", (1, 15)),
        ("a: one\n   more\n   two", "one more two", "t", (3, 4)),
        ("a: |\n  one\n  two\n", "one\ntwo\n", "t", (3, 3)),
        ("a: >-\n  one\n\n  more\n  two", "one\nmore two", "t", (5, 3)),
    ],
)
def test_letters_of_a_scalar_know_where_they_stand(
    written: str, value: str, letter: str, place: tuple[int, int]
) -> None:
    node = compose(Lines(Source("a.md", written), 1, written))
    assert isinstance(node, Table)
    scalar = node.entries[0][1]
    assert isinstance(scalar, Scalar)
    assert scalar.text == value
    mark = scalar.passage.mark(value.rindex(letter))
    assert (mark.line, mark.column) == place


def test_what_plain_yaml_would_misread() -> None:
    assert setup("sample: digits\nselect: 2:1").select == Target(2, 1)
    assert setup("sample: mnist-cnn\nselect: 1:0,9,12").select == Target(1, (0, 9, 12))
    assert setup("select: 1:30\nhighlight: 1:30").highlight == (Target(1, 30),)
    assert setup("input: 010").input == InputWish(sample=10)
    lab = setup("lab: {table: off, trained: on, signal: yes, shifted: no, z: -1e1}").lab
    assert lab is not None
    assert dict(lab.look) == {"table": False, "trained": True, "signal": True, "z": -10.0}
    assert dict(lab.lay) == {"shifted": False}
    assert setup("moment: end").moment == When(at_end=True)


def test_numbers_have_the_minus_of_a_keyboard_or_of_a_book() -> None:
    for minus in "-−":
        assert setup(f"input: values {minus}1.5, 2e{minus}1").input == InputWish(values=(-1.5, 0.2))
    assert setup("input: values 1 0 1").input == InputWish(values=(1.0, 0.0, 1.0))


def test_no_alias_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*a, *a]\n" for n in range(8))
    assert "needs quotes" in text.problems(card("", bomb), "a")[0].sentence
