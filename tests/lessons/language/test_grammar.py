"""What belongs to what, what is refused, and with which words."""

from __future__ import annotations

import re

import pytest

from nnviz.document import Document
from nnviz.errors import ExpressionError, OptionError
from nnviz.lessons import language
from tests.lessons.language.conftest import Ask


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("NEURON 1:3 is OFF", "1:3 is off"),
        ("the z of neuron 1:3 ≥ −1", "z of 1:3 >= -1"),
        ("prediction is 7", "prediction = 7"),
        ("prediction is not 7", "prediction != 7"),
        ("a of 1:3 is at most 2", "a of 1:3 <= 2"),
        ("a of 1:3 is more than 2", "a of 1:3 > 2"),
        ("output equals collapsed output", "output = collapsed output"),
        ("output differs from collapsed output", "output != collapsed output"),
        ("prediction differs from before", "prediction is not before prediction"),
        ("weights differ from before", "weights != before weights"),
        ("answer is wrong", "prediction is wrong"),
        ("prediction is label", "prediction is target"),
        ("function of layer 1 is Leaky ReLU", "function of layer 1 = leaky_relu"),
        ("z of selected > 0", "z of selection > 0"),
        ("bench share of 3 > 0.9", "share of 3 in the lab > 0.9"),
        ("1 + 2 * 3 ^ 2 > 3", "1 + (2 * (3 ^ 2)) > 3"),
        ("not 1:3 is on and 1:4 is on or 1:5 is on", "((not (1:3 is on)) and (1:4 is on)) or (1:5 is on)"),
        ("z of 1:3 > 0 for example 2", "(z of 1:3 > 0) for example 2"),
        ("0 < z of 1:3 < 2", "0 < z of 1:3 and z of 1:3 < 2"),
        # what stands at the end belongs to as much as nothing else was said of
        ("z of 2:3 = largest z of layer 2 for example 5", "(z of 2:3 = largest z of layer 2) for example 5"),
        ("z of 1:0 + z of 1:1 > 3 for example 5", "(z of 1:0 + z of 1:1 > 3) for example 5"),
        ("z of 1:0 + z of 1:1 for example 5 > 3", "((z of 1:0 + z of 1:1) for example 5) > 3"),
        (
            "a of 1:1 for example 1 < a of 1:1 for example 2",
            "(a of 1:1 for example 1) < (a of 1:1 for example 2)",
        ),
        ("bias of 2:3 < 0.2 * z of 2:3 for example 5", "bias of 2:3 < 0.2 * (z of 2:3 for example 5)"),
        ("count of right with a of 1:2 = 0 < 300", "(count of right with a of 1:2 = 0) < 300"),
        ("count of right > 3 with a of 1:2 = 0", "(count of right > 3) with a of 1:2 = 0"),
        # counts end where a comparison with them begins
        ("count of examples where output > 0.5 = 1", "(count of examples where (output > 0.5)) = 1"),
        (
            "count of examples where share of 3 > 0.5 and wrong > 0",
            "(count of examples where (share of 3 > 0.5 and wrong)) > 0",
        ),
        (
            "count of examples where prediction is 4 > 60 and count of right > 3",
            "((count of examples where prediction is 4) > 60) and (count of right > 3)",
        ),
        (
            "count of units of layer 1 where it is off for all examples = 1",
            "(count of units of layer 1 where (it is off for all examples)) = 1",
        ),
        (
            "count of units of layer 1 where push of it into 2:3 > 1 is at least 3 for example 5",
            "((count of units of layer 1 where (push of it into 2:3 > 1)) >= 3) for example 5",
        ),
    ],
)
def test_both_mean_the_same(one: str, same: str) -> None:
    assert _bare(language.parse(one)) == _bare(language.parse(same))


def _bare(expression: language.Expression) -> str:
    """The tree as text, without places and without whether brackets held a part."""
    text = re.sub(r"(start|end)=\d+, ", "", repr(expression.root))
    return re.sub(r", loose=(True|False)", "", text)


@pytest.mark.parametrize(
    ("text", "marked", "says"),
    [
        ("outptu > 0.5", "outptu", "output"),
        ("1:3 is of", "of", "off"),
        ("z off 1:3", "off", "of"),
        ("moment is past layer 1 activat", "activat", "activate"),
        ("function of layer 1 is rleu", "rleu", "relu"),
        ("z of 1:3 > 0 for all exmples", "exmples", "examples"),
        ("z of 1:3 with bia of 1:0 = 2", "bia", "bias"),
        ("page is labb", "labb", "lab"),
        ("z of 3", "3", "a neuron"),
        ("share of", "", "a class"),
        ("z of 1:3 >", "", "missing at the end"),
        ("(z of 1:3", "(", "never closed"),
        ("z of 1:3)", ")", "the end"),
        ("", "", "nothing here"),
        ("z of 1:3; 2", ";", "means nothing"),
        ("z of layer 1 > 2", "z of layer 1", "several numbers"),
        ("largest z of 1:3 > 2", "largest z of 1:3", "over examples"),
        ("prediction > 3", "prediction > 3", "is not"),
        ("prediction is 3 and z of 1:3", "z of 1:3", "condition"),
        ("1:5 is off > 3", ">", "condition already"),
        ("count of examples where a of 1:3", "a of 1:3", "condition"),
        ("max(1)", "max(1)", "2 to 20"),
        ("share of 3 < share of 3 for example 44", "share of 3 < share of 3 for example 44", "same"),
        ("right and prediction is 6 for example 2", "right and prediction is 6 for example 2", "brackets"),
        ("99999999999:1 is on", "99999999999:1", "too long"),
        ("1e31 > 2", "1e31", "too large"),
        ("“go out", "“go out", "never closed"),
        ("z of 1:3 is 2 within prediction", "prediction", "a number"),
        ("__import__('os')", "__import__", "isn’t understood"),
        ("z.__class__", ".", "means nothing"),
        ("it", "", "“is”"),
    ],
)
def test_what_is_wrong_is_marked_and_said(text: str, marked: str, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        language.parse(text)
    assert text[caught.value.start : caught.value.end] == marked
    assert says in str(caught.value)


def test_a_sentence_has_500_characters_at_most() -> None:
    fits = "1 + " * 124 + "1234"
    assert len(fits) == 500
    language.parse(fits)
    with pytest.raises(ExpressionError, match="500"):
        language.parse(fits + " ")


def test_a_condition_is_no_value_and_a_value_no_condition(ask: Ask, digits: Document) -> None:
    facts = language.Facts(digits, digits.view, digits)
    assert language.parse("z of 1:3 > 0").is_condition
    assert not language.parse("z of 1:3").is_condition
    with pytest.raises(OptionError, match="no condition"):
        language.holds(language.parse("z of 1:3"), facts)
    with pytest.raises(OptionError, match="no condition"):
        language.first_example(language.parse("z of 1:3"), digits)


@pytest.mark.parametrize(
    "text",
    [
        "z of 9:3 > 0",
        "1:99 is off",
        "z of 0:64 > 0",
        "z of it > 0",
        "share of nobody > 0",
        "prediction for example 360",
        "gradient of layer 0 > 0",
        "weight 64 of 1:0 > 0",
        "push of 0:0 into 2:3 > 0",
        "moment is past layer 1 pool",
        "output > 0.5",
        "z of map 1:0 > 0",
        "worth of 1:0 for 2:3 > 0",
        "2:3 is off",
        "input is drawn and z of 1:99 > 0",
        "prediction is 3 or z of 1:99 > 0",
        "own(2) > 1",
        "softmax(2) > 1",
    ],
)
def test_what_isnt_there_is_found_by_a_check(digits: Document, text: str) -> None:
    if text == "z of map 1:0 > 0":
        text = f"largest {text}"
    with pytest.raises(language.UnknownHereError, match=r"\.$"):
        language.check(language.parse(text), digits)


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("1 / a of 1:0 > 0", None),
        ("z of selection > 0", None),
        ("it is off for all examples", 1),
        ("input is drawn and z of 1:15 > 0", None),
        ("z of 1:3", None),
    ],
)
def test_what_is_there_passes_a_check(digits: Document, text: str, layer: int | None) -> None:
    language.check(language.parse(text), digits, layer)


@pytest.mark.parametrize(
    "text",
    ["1 / 0", "1 / (2 - 2)", "0 ^ -1", "ln(0)", "sqrt(-1)", "(-8) ^ 0.5", "z of 1:0 / a of 1:0 ^ 0 / 0"],
)
def test_what_comes_to_no_number_is_said(ask: Ask, digits: Document, text: str) -> None:
    with pytest.raises(language.NoNumberError, match=r"\.$"):
        ask(text, digits)
