"""What is said of a formula while it is typed."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.engine import OwnFunction
from nnviz.scene.lab.functions.own import judge

GOOD = [
    ("max(0.1*z, z)", "f(z) from −1 to 10, slope from 0.10 to 1.", ""),
    ("z*sigmoid(z)", "f(z) from −0.28 to 10.0, slope from −0.1 to 1.1.", ""),
    ("2*z", "f(z) from −20 to 20, slope 2.", ""),
    ("3", "f(z) = 3.", "3 is the same for every z: no slope, so nothing learns through it."),
    ("z - z", "f(z) = 0.", "z - z is the same for every z: no slope, so nothing learns through it."),
    ("sign(z)", "f(z) from −1 to 1, slope 0.", "Its slope is 0 everywhere: nothing learns through it."),
    ("log(z)", "f(z) from −3.0 to 2.3, slope from 0.10 to 20.",
     "log(z) is not a number for z below 0, and is infinite for z = 0."),
    ("log(2 - z)", "", "log(2 - z) is not a number for z above 2, and is infinite for z = 2."),
    ("1/z", "f(z) from −20 to 20, slope from −400 to −0.01.", "1/z is infinite for z = 0."),
    ("sin(z)/z", "", "sin(z)/z is not a number for z = 0."),
    ("sqrt(z)", "", "sqrt(z) is not a number for z below 0, and has no finite slope for z = 0."),
    ("sqrt(1 - z^2)", "",
     "sqrt(1 - z^2) is not a number for z below −1 and z above 1, "
     "and has no finite slope for z = −1 and z = 1."),
    ("sqrt(abs(z) - 1.23)", "", "sqrt(abs(z) - 1.23) is not a number for z between −1.23 and 1.23."),
    ("log(sin(3*z))", "",
     "log(sin(3*z)) is not a number for z between −9.425 and −8.378, z between −7.33 and −6.283 and "
     "elsewhere, and is infinite for z = 0."),
    ("exp(exp(z))", "f(z) from 1.00005 to 4.8e303", "exp(exp(z)) is infinite for z above 6.565."),
    ("where(z<3, 1, 1/0)", "f(z) from 1 to 1, slope 0.",
     "where(z<3, 1, 1/0) is infinite for z above 3. Its slope is 0 everywhere: nothing learns through it."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "does", "note"), GOOD)
def test_what_it_does(text: str, does: str, note: str) -> None:
    judged = judge(text)
    assert judged.function == OwnFunction(text)
    assert judged.sentence.startswith("For z from −10 to 10: f(z) ")
    assert does in judged.sentence
    assert judged.note == note
    assert (judged.start, judged.end) == (0, 0)


@pytest.mark.parametrize(
    ("text", "said", "meant"),
    [
        ("", "Write a formula in z, such as max(0.1*z, z).", ""),
        ("max(0.1*z,", "Something is missing behind “,”.", ","),
        ("2*sigmod(z)", "There is no “sigmod” here; did you mean “sigmoid”?", "sigmod"),
        ("z + 9**9**9", "This is infinite for every z from −10 to 10.", "z + 9**9**9"),
        ("z" * 1001, "A formula has 1,000 characters at most; this has 1,001.", "z"),
    ],
)
def test_what_is_wrong_and_where(text: str, said: str, meant: str) -> None:
    judged = judge(text)
    assert judged.function is None
    assert judged.sentence == said
    assert text[judged.start : judged.end] == meant
    assert judged.note == ""


def test_every_beginning_of_a_formula_is_judged() -> None:
    """As it is typed: each letter makes a sentence or a function, and the place lies in what is there."""
    text = "where(0 < z <= 3.5e-1, max(0.1*z, −z²), expm1(z) ÷ (1 + exp(-z)))"
    for count in range(len(text) + 1):
        judged = judge(text[:count])
        assert judged.sentence
        assert 0 <= judged.start <= judged.end <= count
        assert (judged.function is None) == (count < len(text))


def test_a_long_name_is_cut_in_a_sentence() -> None:
    text = "+".join(["z"] * 100)
    assert judge(f"0*({text})").note.startswith("0*(z+z+z+z+z+z+z+z+z+z… is the same")
    assert len(judge("q" * 1000).sentence) < 200


PIECES = (
    "z",
    "1",
    "2.5",
    "1e300",
    "(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "**",
    "<",
    "exp(",
    "max(",
    "where(",
    " ",
    "²",
    "j",
)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_any_text_is_judged(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        judged = judge(text)
    assert judged.sentence.endswith((".", "?"))
    assert judged.sentence.isprintable()
    assert 0 <= judged.start <= judged.end <= len(text)
    if judged.function is not None:
        z = np.linspace(-10, 10, 21)
        assert np.isfinite(judged.function.forward(z)).any() or judged.note
