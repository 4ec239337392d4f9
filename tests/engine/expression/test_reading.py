"""What can't be read is said in a sentence at its place, at once, and nothing of it is run."""

from __future__ import annotations

import ast
import builtins
import pickle
import sys
import threading

import pytest

from nnviz.engine.functions.expression import reading
from nnviz.engine.functions.expression.operations import CONSTANTS, FUNCTIONS
from nnviz.engine.functions.expression.program import program
from nnviz.engine.functions.expression.tokens import MOST_CHARACTERS
from nnviz.errors import ExpressionError, OptionError

# (what is typed, words of the sentence, the part that is meant)
REFUSED = [
    # nothing, or not finished
    ("", "Write a formula in z", ""),
    ("   ", "Write a formula in z", "   "),
    ("z +", "missing behind “+”", "+"),
    ("max(0,", "missing behind “,”", ","),
    ("(", "missing behind “(”", "("),
    ("2*(z + 1", "not closed", "("),
    ("exp", "exp(z)", "exp"),
    ("2 + where", "where(z > 0, z, 0)", "where"),
    # out of order
    ("z)", "closes none", ")"),
    ("*z", "missing before “*”", "*"),
    ("z + * 2", "between “+” and “*”", "+ *"),
    ("max(, z)", "between “(” and “,”", "(,"),
    ("()", "nothing between", "()"),
    ("max()", "nothing between", "()"),
    ("2z", "2*z", "2z"),
    ("z z", "z*z", "z z"),
    ("2(z)", "2*( )", "2("),
    ("(z)(z)", "( )*( )", ")("),
    ("1.5.5", "1.5*0.5", "1.5.5"),
    ("0,1*z", "decimals have a point", ","),
    ("(1, z)", "A comma stands only between", ","),
    ("z(2)", "no function", "z"),
    ("pi(2)", "no function", "pi"),
    # arguments
    ("exp(z, z)", "exp takes one value", "exp(z, z)"),
    ("1 + max(z)", "max takes 2 values or more", "max(z)"),
    ("clip(z, 1)", "clip takes 3 values", "clip(z, 1)"),
    ("where(z > 0, z)", "where takes 3 values", "where(z > 0, z)"),
    (f"max({', '.join('z' * 17)})", "16 values at most", f"max({', '.join('z' * 17)})"),
    ("<".join("z" * 17), "16 values at most", "<".join("z" * 17)),
    # names
    ("sigmod(z)", "did you mean “sigmoid”", "sigmod"),
    ("2*Exp(z)", "did you mean “exp”", "Exp"),
    ("maximum(z, 0)", "did you mean “max”", "maximum"),
    ("qqq(z)", "There is no “qqq” here; write z", "qqq"),
    ("x + 1", "called z here", "x"),
    ("f(z) = z", "behind the =", "f"),
    ("z = 3", "behind the =", "="),
    # what Python can do and a formula can't
    ("__import__('os')", "no “__import__” here", "__import__"),
    ("__import__", "no “__import__” here", "__import__"),
    ("(z).__class__", "A point stands only inside a number", "."),
    ("z.__class__", "A point stands only inside a number", "."),
    ("z.real", "A point stands only inside a number", "."),
    ("exp.__globals__", "exp(z)", "exp"),
    ("z[0]", "Square brackets", "["),
    ("[z for z in z]", "Square brackets", "["),
    ("{z: z}", "round brackets", "{"),
    ("lambda: z", "No function is made here", "lambda"),
    ("(z for z in z)", "no loops", "for"),
    ("f'{z}'", "no texts", "f"),
    ("'z'", "no texts", "'"),
    ('"""z"""', "no texts", '"'),
    ("b'z'", "no texts", "b"),
    ("z if z > 0 else 0", "where(z > 0, this, that)", "if"),
    ("z > 0 and z < 1", "0 < z < 1", "and"),
    ("not z", "0 < z < 1", "not"),
    ("z is z", "no “is” here", "is"),
    ("True", "Write 1", "True"),
    ("None", "no “None” here", "None"),
    ("z := 3", "colon", ":"),
    ("z; z", "semicolon", ";"),
    ("z // 2", "floor", "//"),
    ("z % 2", "percent", "%"),
    ("z @ z", "“@” has no meaning", "@"),
    ("~z", "“~” has no meaning", "~"),
    ("z & z", "“&” has no meaning", "&"),
    ("|z|", "abs(z)", "|"),
    ("√z", "sqrt(z)", "√"),
    ("∞", "large number", "∞"),
    ("max(*z)", "between “(” and “*”", "(*"),
    ("exp(z=1)", "behind the =", "="),
    ("z # z", "“#” has no meaning", "#"),
    ("z \\", "“\\” has no meaning", "\\"),
    ("z…", "“…” has no meaning", "…"),
    # numbers
    ("1j*z", "no complex numbers", "1j"),
    ("1J", "no complex numbers", "1J"),
    ("i*z", "no complex numbers", "i"),
    ("2e999*z", "larger than any number", "2e999"),
    ("0x1F", "no “x1F” here", "x1F"),
    ("1_000", "no “_000” here", "_000"),
    ("nan", "finite", "nan"),
    ("inf", "finite", "inf"),
    # what can't be seen
    ("\u202ez", "can't be seen", "\u202e"),
    ("z\x00", "can't be seen", "\x00"),
    ("z\u200b", "can't be seen", "\u200b"),
    ("\ud800", "can't be seen", "\ud800"),
    ("٣*z", "“٣” has no meaning", "٣"),
    ("ｚ", "“ｚ” has no meaning", "ｚ"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said", "meant"), REFUSED, ids=lambda value: ascii(value)[:30])
def test_a_sentence_at_its_place(text: str, said: str, meant: str) -> None:
    with pytest.raises(ExpressionError) as problem:
        program(text)
    sentence = str(problem.value)
    assert said in sentence
    assert sentence.endswith((".", "?"))
    assert text[problem.value.start : problem.value.end] == meant


@pytest.mark.parametrize(
    "text",
    [
        "z" * 1001,
        "z" * 10_000_000,
        "(" * 10_000,
        "(" * 5_000 + "z" + ")" * 5_000,
        "\n" * 1001,
        "𝛼" * 1001,
    ],
    ids=lambda text: f"{len(text)}",
)
def test_too_long_is_said_before_anything_is_looked_at(text: str) -> None:
    with pytest.raises(
        ExpressionError, match=f"A formula has 1,000 characters at most; this has {len(text):,}"
    ) as problem:
        program(text)
    assert (problem.value.start, problem.value.end) == (MOST_CHARACTERS, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 499 + "z" + ")" * 499,
        "(" * 1000,
        "exp(" * 199 + "z" + ")" * 199,
        "-" * 999 + "z",
        "+-" * 499 + "z",
        "z*" + "-" * 500 + "z",
        "max(0, " * 100 + "z" + ")" * 100,
    ],
    ids=lambda text: text[:6],
)
def test_too_deep_is_said_at_the_place(text: str) -> None:
    with pytest.raises(ExpressionError, match="inside each other") as problem:
        program(text)
    assert problem.value.end == problem.value.start + 1


LONG = [
    "+".join("z" * 500),
    "*".join("z" * 500),
    "**".join("z" * 334),
    "-".join("z" * 500),
    "z" + "**-1" * 249,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:4])
def test_a_long_row_is_no_deep_one(text: str) -> None:
    assert len(text) <= MOST_CHARACTERS
    assert program(text).depends_on_z


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:4])
def test_where_python_calls_can_go_no_deeper(text: str) -> None:
    """A window's handlers may already stand many calls deep: it is read, or said to be too deep."""
    outcomes: list[object] = []

    def deep(more: int) -> None:
        if more:
            return deep(more - 1)
        try:
            outcomes.append(reading.read(text))
        except ExpressionError as problem:
            outcomes.append(str(problem))
        return None

    thread = threading.Thread(target=deep, args=(sys.getrecursionlimit() - 120,))
    thread.start()
    thread.join()
    (outcome,) = outcomes
    assert isinstance(outcome, tuple) or "too deeply" in str(outcome)


def test_nothing_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text goes through Python's grammar, and through nothing that computes."""
    used: list[str] = []
    for name in ("eval", "exec", "__import__"):
        monkeypatch.setattr(builtins, name, lambda *_, name=name, **__: used.append(name))
    for text, _, _ in REFUSED:
        with pytest.raises(ExpressionError):
            reading.read(text)
    reading.read("max(0.1*z, z)")
    monkeypatch.undo()
    assert used == []


@pytest.mark.parametrize(
    "text",
    [
        "z.real", "z[0]", "lambda: z", "[z]", "(z, 1)", "z if z else 1", "'z'", "1j", "1", "True",
        "None", "...", "other",
        "f'{z}'", "(z := 1)", "z and z", "not z", "~z", "z @ z", "z % z", "z // z", "z in z", "z is z",
        "f(z)", "max(*z)", "max(z, key=z)", "z.exp(z)", "exp(z)(z)", "[z for z in z]", "{z}", "{z: z}",
        "-(await_)", "exp(z.real)", "(yield z)",
    ],
)  # fmt: skip
def test_what_is_not_on_the_whitelist_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else Python's grammar makes of a formula, now or in a version to come."""
    tree = ast.parse(text, mode="eval")
    monkeypatch.setattr(reading.ast, "parse", lambda *_, **__: tree)
    with pytest.raises(ExpressionError, match="no meaning in a formula"):
        reading.read("z")


@pytest.mark.parametrize("name", [*FUNCTIONS, *CONSTANTS])
def test_every_name_says_what_it_is(name: str) -> None:
    if name in CONSTANTS:
        assert program(name).steps[0].number == CONSTANTS[name]
    else:
        assert program(FUNCTIONS[name].example).depends_on_z


@pytest.mark.parametrize("value", [None, 3, 1.5, [], ["z"], {"z": 1}, b"z"], ids=repr)
def test_what_is_no_text(value: object) -> None:
    with pytest.raises(ExpressionError, match="written as text"):
        program(value)  # type: ignore[arg-type]


def test_it_is_an_error_as_the_others() -> None:
    with pytest.raises(OptionError):
        program("z +")


def test_a_program_can_be_sent_elsewhere() -> None:
    of = program("where(0 < z < 1, z, pi)")
    assert pickle.loads(pickle.dumps(of)) == of
    assert hash(of) == hash(pickle.loads(pickle.dumps(of)))
