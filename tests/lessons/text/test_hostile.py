"""Texts of strangers: whatever they hold, reading ends soon, with a lesson or with a LessonError."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnviz.errors import LessonError, NNVizError
from nnviz.lessons import text
from nnviz.lessons.checking import faults
from tests.lessons.text.texts import FRONT, card

LONGEST_SECONDS = 3.0
MOST = 999_000
GOOD = (Path(__file__).parent / "neurons.md").read_text(encoding="utf-8")


def wrapped(piece: str, size: int = MOST) -> str:
    """The piece again and again, in lines of the greatest length."""
    line = (piece * (4_900 // len(piece)))[:4_900]
    return "\n".join([line] * (size // 4_901))


SIGNS = {
    "brackets": wrapped("["),
    "links": wrapped("[a]("),
    "images": wrapped("!["),
    "quotes": wrapped(">"),
    "stars": wrapped("*a "),
    "many stars": wrapped("**a *b "),
    "ticks": wrapped("`a "),
    "angles": wrapped("<"),
    "entities": wrapped("&"),
    "braces": wrapped("{"),
    "values": wrapped("{z of 1:0} "),
    "dollars": wrapped("$"),
    "formulas": wrapped("$x$ "),
    "displays": wrapped("$$"),
    "backslashes": wrapped("\\"),
    "hashes": wrapped("#"),
    "bars": wrapped("|"),
    "words": wrapped("word "),
    "letters": wrapped("x"),
    "blanks": wrapped(" "),
    "tabs": wrapped("\t"),
    "dashes": wrapped("- "),
    "numbers": wrapped("1. "),
    "one line": "x" * MOST,
    "empty lines": "\n" * MOST,
}
"""A million letters each."""
LIMITS = {
    # as much as is let through, of what takes long
    "brackets": wrapped("[", 9_000),
    "images": wrapped("![", 9_000),
    "links": "[a](https://b.org) " * 240 + "\n",
    "emphasis": "\n".join(["*a " * 1_600] * 2 + ["a* " * 1_600] * 2),
    "values": "{" + "1+" * 140 + "1} \n",
    "many values": ("{" + "1+" * 140 + "1} \n") * 1_000,
    "a long table": "|a" * 11 + "|\n" + "|-" * 11 + "|\n" + "a\n" * 4_900,
    "lists": "- a\n" * 4_900,
    "lazy quotations": ">>>>>>>>>>>>a\n" + "a\n" * 4_900,
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(150)),
    "cards": "".join(f"# {number}\n```nnviz\nsample: xor\n```\n" for number in range(1_200)),
    "blocks": "```nnviz\nsample: xor\n```\n" * 1_500,
    "questions": "```question\nkind: number\nask: a\nkey: 1\n```\n" * 900,
    "formulas": "$" + r"\frac{1}{" * 5 + "x" + "}" * 5 + "$\n",
}
BLOCKS = {
    "open lists": "a: " + "[" * 4_800,
    "open mappings": "a: " + "{" * 4_800,
    "dashes": "- " * 2_400,
    "questions": "? " * 2_400,
    "a long list": "a: [" + "b, " * 1_600 + "]",
    "conditions": "done when:\n" + "- z of 1:0 > 0\n" * 1_300,
    "keys": "\n".join(f"k{number}: v" for number in range(1_800)),
    "anchors": "a: &a [*a, *a]",
    "tags": "a: " + "!" * 4_800,
    "comments": "#" * 4_800,
    "text": "do: |\n" + "  a {\n" * 3_000,
    "too long": "do: >\n" + "  a a a a a a a a a a\n" * 4_900,
    "brackets of the language": "done when: " + "(" * 4_000,
    "words of the language": "done when: " + "not " * 1_200 + "a",
}


@pytest.mark.parametrize("whole", [
    *(pytest.param(f"{FRONT}# a\n{under}", id=f"signs: {name}") for name, under in SIGNS.items()),
    *(pytest.param(card(under), id=f"limits: {name}") for name, under in LIMITS.items()),
    *(pytest.param(card("", block), id=f"blocks: {name}") for name, block in BLOCKS.items()),
    pytest.param("---\n" + "a: b\n" * 190_000, id="front matter"),
])  # fmt: skip
def test_reading_ends_soon(whole: str) -> None:
    begun = time.process_time()
    found = text.problems(whole, "a")
    assert time.process_time() - begun < LONGEST_SECONDS
    assert len(found) <= 100


def test_a_file_that_is_too_large_is_not_read_on(tmp_path: Path) -> None:
    file = tmp_path / "large.md"
    with file.open("wb") as out:
        out.truncate(10**10)
    with pytest.raises(LessonError, match=r"^large\.md, line 1, column 1: A lesson has at most 1 MB"):
        text.read(file)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode("utf-16"), "line 1, column 1: .*UTF-16"),
        (GOOD.encode("utf-16-be"), "line 1, column 1: The letter U[+]0000"),
        (b"---\ntitle: caf\xe9\n", r"line 2, column 11: .*byte 14 of the file \(0xe9\)"),
        ("é\né".encode() + b"\xff", r"line 2, column 2: .*byte 5 of the file \(0xff\)"),
        (b"\xed\xa0\x80", "byte 0 of the file"),
        (b"", "line 1, column 1: A lesson begins with front matter"),
        (bytes(range(256)), "line"),
    ],
)
def test_another_encoding_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(content)
    with pytest.raises(LessonError, match=words):
        text.read(file)
    assert len(text.problems_of(file)) == 1


PIECES = (
    *(
        "{",
        "}",
        "$",
        "$$",
        "`",
        "```",
        "*",
        "[",
        "](",
        "]",
        "\n",
        "\n\n",
        "    ",
        "- ",
        "- [ ] ",
        "> ",
        "#",
        "# ",
    ),
    *(
        ":",
        ": ",
        "'",
        '"',
        "&a",
        "*a",
        "!",
        "|",
        "\\",
        "---\n",
        "<",
        "~~~",
        "\t",
        "1:0",
        "z of",
        "é",
        "\u202e",
    ),
    *("```step\n```\n", "```nnviz\n", "%", "@", "?", "\ufeff", "\u0000", "\U0001f600"),
)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A good lesson with a few things cut out, put in, moved."""
    whole = draw(st.sampled_from((GOOD, text.template("A lesson"))))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(whole)))
        end = min(begin + draw(st.integers(0, 30)), len(whole))
        kind = draw(st.sampled_from(("cut", "put", "twice", "lines", "moved")))
        if kind == "cut":
            whole = whole[:begin] + whole[end:]
        elif kind == "put":
            whole = whole[:begin] + draw(st.sampled_from(PIECES) | st.text(max_size=5)) + whole[begin:]
        elif kind == "twice":
            whole = whole[:end] + whole[begin:end] + whole[end:]
        elif kind == "moved":
            to = draw(st.integers(0, len(whole)))
            whole = whole[:to] + whole[begin:end] + whole[to:]
        else:
            lines = whole.split("\n")
            del lines[draw(st.integers(0, len(lines) - 1)) :][: draw(st.integers(1, 3))]
            whole = "\n".join(lines)
    return whole


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_a_spoilt_lesson_is_a_lesson_or_has_errors_with_places(whole: str) -> None:
    found = text.problems(whole, "a")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    for one in found:
        assert 1 <= one.line <= len(lines), one
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1, (str(one), lines[one.line - 1])
    if not found:
        assert text.parse(whole, "a").cards
        return
    with pytest.raises(LessonError) as caught:
        text.parse(whole, "a")
    assert str(caught.value) == str(found[0])


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_under_a_card(under: str) -> None:
    for whole in (under, card(under), card("", under or "a")):
        for problem in text.problems(whole, "a"):
            assert str(problem).startswith(f"a.md, line {problem.line}, column {problem.column}: ")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(spoilt())
def test_what_a_spoilt_lesson_names_is_looked_up(whole: str) -> None:
    try:
        lesson = text.parse(whole, "a")
    except NNVizError:
        return
    for problem in faults(lesson):
        assert str(problem).startswith(f"a.md, line {problem.line}")
