"""Formulas: every command that is let through can be typeset, and what can't is refused with its place."""

import math
import re
from importlib import import_module
from xml.etree import ElementTree

import pytest

from nnviz.errors import LessonError
from nnviz.lessons.text import formulas
from nnviz.lessons.text.source import Lines, Source

ziamath = import_module("ziamath")


def checked(latex: str) -> str:
    return formulas.check(Lines(Source("a.md", latex), 1, latex).passage)


def drawn(latex: str) -> str:
    """The formula as SVG; it fails where it can't be typeset."""
    ziamath.config.svg2 = False
    svg: str = ziamath.Latex(latex, size=24).svg()
    assert math.prod(map(float, ElementTree.fromstring(svg).attrib["viewBox"].split()[2:])) > 0
    return svg


def example(name: str) -> str:
    """A formula with the command."""
    if name in ("left", "right"):
        return r"\left( x \right)"
    if name in ("begin", "end"):
        return r"\begin{cases}a & b \\ c & d\end{cases}"
    count = formulas.ARGUMENTS[name]
    return rf"a \{name}" + "{x}" * count + ("" if count else " b")


@pytest.mark.parametrize("name", formulas.COMMANDS)
def test_every_command_is_typeset_and_not_spelled_out(name: str) -> None:
    latex = example(name)
    assert checked(latex) == latex
    svg = drawn(latex)
    if name not in ("left", "right", "begin", "end", "quad", "qquad"):
        # A command that isn't known is drawn as its letters, backslash and all.
        unknown = latex.replace(f"\\{name}", "\\Unknown" + "x" * len(name), 1)
        assert svg != drawn(unknown)
        assert svg.count("<path") <= len(re.sub(r"\\[A-Za-z]+", "", latex)) + len(name) + 2


@pytest.mark.parametrize("table", formulas.TABLES)
def test_every_table_is_typeset(table: str) -> None:
    latex = rf"\begin{{{table}}}1 & 2 \\ 3 & 4\end{{{table}}}"
    assert drawn(checked(latex))


@pytest.mark.parametrize("bracket", formulas.DELIMITERS)
def test_every_bracket_is_typeset(bracket: str) -> None:
    assert drawn(checked(rf"\left{bracket} \frac{{a}}{{b}} \right{bracket}"))


@pytest.mark.parametrize(
    "latex",
    [
        r"y = f(\sum_{i=1}^{n} w_i x_i + b)",
        r"\sigma(x) = \frac{1}{1 + e^{-x}}",
        r"\max(0, x) + \alpha \min(0, x)",
        r"\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}",
        r"\frac12 + \frac\alpha2 + x^\frac{1}{2} + \sqrt[3]{x} + x_1^2 + f''(x)",
        r"W^\top x \neq \mathbf{0}, \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1",
        r"28 \cdot 28 \cdot 8 \cdot 24 \cdot 24 = 3{,}612{,}672",
        "α · z ≤ 1 − β",
        r"\{a, b\} \; \left. \frac{a}{b} \right| \; 50\,\%",
        "x_{i_{j_k}}^{a^{b^c}}",
    ],
)
def test_formulas_that_lessons_have(latex: str) -> None:
    assert drawn(checked(latex))


@pytest.mark.parametrize(
    ("latex", "column", "words"),
    [
        (r"\frac{1}{", 9, "This { has no }."),
        (r"\frac{1}", 1, r"Behind \frac something is missing"),
        (r"\frac", 1, r"Behind \frac"),
        (r"a + \farc{1}{2}", 5, r"did you mean \frac?"),
        (r"\href{a}{b}", 1, "can't have the command"),
        (r"\input{/etc/passwd}", 1, "can't have the command"),
        (r"\def\a{b}", 1, "can't have the command"),
        ("a}", 2, "} closes what nothing opens"),
        ("{a", 1, "This { has no }."),
        ("x^", 2, "Behind ^"),
        ("x_ }", 2, "Behind _"),
        ("x^2^3", 4, "a second ^"),
        (r"\sqrt[3{x}", 6, "This [ has no ]."),
        (r"\sqrt{}", 6, "Nothing stands in these braces"),
        (r"\text{}", 6, "Nothing stands in these braces"),
        (r"\text{a & b}", 9, "can't have the sign &"),
        (r"\text{a", 6, "This { has no }."),
        (r"\text a", 1, "stand braces"),
        (r"\left( a", 1, r"This \left has no \right."),
        (r"\left a", 1, "a bracket"),
        (r"a \right)", 3, "closes what nothing opens"),
        ("a & b", 3, "only in tables"),
        (r"a \\ b", 3, "only in tables"),
        (r"\begin{cases}a", 1, r"has no \end{cases}"),
        (r"\begin{cases}\end{cases}", 1, "Nothing stands in these cases"),
        (r"\begin{cases}a\end{matrix}", 15, r"\end{cases}"),
        (r"\begin{document}a\end{document}", 1, "can't begin document"),
        (r"\begin a", 1, "a name in braces"),
        ("a % b", 3, "the sign %"),
        ("a # b", 3, "the sign #"),
        ("a ~ b", 3, "the sign ~"),
        ('a " b', 3, 'the sign "'),
        ("😀", 1, "the sign"),
        ("{{{{{{a}}}}}}", 6, "at most 5 deep"),
        (r"\frac{1}{" * 6 + "1" + "}" * 6, 51, "at most 5 deep"),
        (r"\left(" * 6 + "a" + r"\right)" * 6, 31, "at most 5 deep"),
        ("\\", 1, "can't have the command \\"),
        ("x+" * 201, 401, "at most 400"),
        ("  ", 1, "empty"),
    ],
)
def test_what_cant_be_typeset_is_refused_with_its_place(latex: str, column: int, words: str) -> None:
    with pytest.raises(LessonError) as caught:
        checked(latex)
    assert (caught.value.line, caught.value.column) == (1, column), caught.value
    assert words in caught.value.sentence


def test_whatever_is_let_through_is_typeset_in_a_short_time() -> None:
    pieces = [
        r"\frac",
        "{",
        "}",
        "a",
        "^",
        "_",
        r"\left(",
        r"\right)",
        r"\alpha",
        r"\sqrt",
        "[",
        "]",
        r"\text",
        "&",
        "1",
    ]
    state, seen = 7, 0
    for _ in range(6000):
        latex = ""
        for _ in range(3 + state % 9):
            state = (state * 1103515245 + 12345) % 2**31
            latex += pieces[(state >> 8) % len(pieces)]
        try:
            checked(latex)
        except LessonError:
            continue
        seen += 1
        drawn(latex)
    assert seen > 100
