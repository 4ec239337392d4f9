"""The forms that a key takes, each as the value that it means."""

import re
from pathlib import Path

import pytest

from nnviz.document import Target
from nnviz.lessons import text
from nnviz.lessons.model import InputWish, Play, When
from tests.lessons.text.texts import card, setup

GUIDE = (Path(__file__).parents[3] / "docs" / "lessons.md").read_text(encoding="utf-8")

INPUTS = {
    "5": InputWish(sample=5),
    "drawn, else 5": InputWish(drawn=True, sample=5),
    "Drawn else 5": InputWish(drawn=True, sample=5),
    "drawn": InputWish(drawn=True),
    "drawn, else blank": InputWish(drawn=True, blank=True),
    "blank": InputWish(blank=True),
    "values 1, 0": InputWish(values=(1.0, 0.0)),
    "value 0.5": InputWish(values=(0.5,)),
    "drawn, else values 1, 0": InputWish(drawn=True, values=(1.0, 0.0)),
}
MOMENTS = {
    "start": When(),
    "end": When(at_end=True),
    "layer 1": When(1),
    "layer 1 start": When(1),
    "layer 1 end": When(1, at_end=True),
    "layer 1 sum": When(1, "sum"),
    "layer 1 sum start": When(1, "sum"),
    "Layer 1  sum end": When(1, "sum", at_end=True),
    "layer 0 input end": When(0, "input", at_end=True),
    "step 2": When(step=2),
    "step 0": When(step=0),
}
PLAYS = {
    "start to end": Play(),
    "layer 1 to layer 1 sum end": Play(When(1), When(1, "sum", at_end=True)),
    "start to end, at half speed": Play(speed=0.5),
    "start to end, at 0.5": Play(speed=0.5),
    "start to end, at double speed, by itself": Play(speed=2.0, by_itself=True),
    "start to layer 2, by itself": Play(When(), When(2), by_itself=True),
}


@pytest.mark.parametrize("form", INPUTS)
def test_inputs(form: str) -> None:
    assert setup(f"input: {form}").input == INPUTS[form]


@pytest.mark.parametrize("beginning", ["", "drawn, else "])
def test_an_input_that_is_searched_for(beginning: str) -> None:
    for words in ("an example on which", "An  example for which"):
        wish = setup(f"input: {beginning}{words} output > 0.5").input
        assert wish is not None
        assert wish.search is not None
        assert (wish.drawn, wish.search.text) == (bool(beginning), "output > 0.5")


@pytest.mark.parametrize("form", MOMENTS)
def test_moments(form: str) -> None:
    assert setup(f"moment: {form}").moment == MOMENTS[form]


@pytest.mark.parametrize("form", PLAYS)
def test_stretches(form: str) -> None:
    assert setup(f"play: {form}").play == PLAYS[form]


@pytest.mark.parametrize(
    ("form", "units"),
    [
        ("1:5", (Target(1, 5),)),
        ("1:5, 2:3", (Target(1, 5), Target(2, 3))),
        ("1:0,9,12", (Target(1, (0, 9, 12)),)),
        ("1:0, 9, 12", (Target(1, (0, 9, 12)),)),
        ("1:0,9,12, 1:5,1:6", (Target(1, (0, 9, 12)), Target(1, 5), Target(1, 6))),
        ("[1:5, '1:0,9,12']", (Target(1, 5), Target(1, (0, 9, 12)))),
        ("\n  - 1:5\n  - 1:0,9,12", (Target(1, 5), Target(1, (0, 9, 12)))),
    ],
)
def test_neurons(form: str, units: tuple[Target, ...]) -> None:
    assert setup(f"highlight: {form}").highlight == units


@pytest.mark.parametrize("key", ["touch", "hide"])
def test_nothing_is_something_else_than_what_is_left_out(key: str) -> None:
    assert getattr(setup(f"{key}: nothing"), key) == ()
    assert getattr(setup("sample: xor"), key) is None


@pytest.mark.parametrize("form", ["bias, weights, bias", "[bias, Weights]", "\n  - bias\n  - weights"])
def test_words_of_a_list(form: str) -> None:
    assert setup(f"touch: {form}").touch == ("bias", "weights")


def test_functions_by_the_names_that_people_write() -> None:
    lab = setup("lab: {cards: 'ReLU, leaky ReLU, hard-sigmoid, leaky_relu'}").lab
    assert lab is not None
    assert lab.cards == ("relu", "leaky_relu", "hard_sigmoid")


def test_the_forms_of_the_guide() -> None:
    rows = re.findall(
        r"^\| (`.*?`) \| (.*) \|$", GUIDE.partition("| key | forms |")[2].partition("\n\n")[0], re.M
    )
    assert len(rows) == 7
    for keys, said in rows:
        for form in re.findall(r"`([^`]+)`", said):
            if not form.startswith(",") and not form.endswith("else"):
                for key in re.findall(r"`([^`]+)`", keys):
                    assert text.problems(card("", f"{key}: {form}"), "a") == (), (key, form)
