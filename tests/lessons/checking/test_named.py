"""What a lesson names is looked up in its networks, and what isn't there is told with its place."""

from pathlib import Path

import pytest

from nnviz import formats
from nnviz.lessons import shelf, text
from nnviz.lessons.checking import faults
from tests.lessons.text.texts import BEHIND, card, place

BLOCKS = {
    # what stands in the block: its line from 8, its column, words of the sentence
    "sample: digits\nselect: 3:0": (9, 9, "There is no layer 3"),
    "sample: digits\nselect: 1:16": (9, 9, "has no neuron 16"),
    "sample: digits\nselect: 1:0,0,0": (9, 9, "has no neuron"),
    "sample: mnist-cnn\nselect: 1:8,0,0": (9, 9, "has no neuron"),
    "sample: digits\nhighlight: 1:0, 2:10": (9, 17, "has no neuron 10"),
    "sample: digits\nhold: z of 1:99 = 2": (9, 12, "has no neuron 99"),
    "sample: digits\nhold: a of 0:3 = 2": (9, 12, "in layer 1 or later"),
    "sample: digits\nhold: z of 1:3 = z of 9:9": (9, 18, "There is no layer 9"),
    "sample: digits\nchange: bias of 2:10 = 1": (9, 9, "has no neuron 10"),
    "sample: digits\nchange: weight 64 of 1:0 = 1": (9, 9, "has no weight 64"),
    "sample: digits\nmoment: layer 3": (9, 9, "There is no layer 3"),
    "sample: digits\nmoment: layer 1 scan": (9, 9, "has no phase"),
    "sample: digits\nmoment: step 1": (9, 9, "Only the lab's parts softmax and bend"),
    "sample: digits\npage: lab\npart: dying\nmoment: step 1": (11, 9, "Only the lab's parts"),
    "sample: digits\npage: lab\npart: softmax\nmoment: step 7": (11, 9, "has 6 steps, not 7"),
    "sample: digits\nplay: layer 2 to layer 1 end": (9, 7, "ends before it has begun"),
    "sample: digits\nplay: start to layer 4": (9, 7, "There is no layer 4"),
    "sample: digits\ninput: 360": (9, 8, "numbered 0 to 359"),
    "sample: digits\ninput: drawn, else 1000": (9, 8, "numbered 0 to 359"),
    "sample: edges\ninput: 0": (9, 8, "it holds none"),
    "sample: neuron\ninput: drawn, else 0": (9, 8, "Nothing can be drawn"),
    "sample: neuron\ninput: blank": (9, 8, "Nothing can be drawn"),
    "sample: neuron\ninput: values 1": (9, 8, "takes 2 values, not 1"),
    "sample: digits\ninput: an example on which prediction is ten": (9, 28, "no class"),
    "sample: digits\ninput: an example on which share of 3 > 2": (
        9,
        8,
        "There is no example on which share of 3 > 2",
    ),
    "sample: digits\nlevel: neuron": (9, 8, "say which: select"),
    "sample: digits\npart: bend": (9, 7, "write page: lab"),
    "sample: digits\npage: lab\nlab: {probe: '0, 1'}": (10, 15, "two inputs"),
    "sample: digits\npage: lab\nlab: {neuron: '1:16'}": (10, 16, "has no neuron 16"),
    "sample: digits\ndone when: z of 1:16 > 0": (9, 12, "has no neuron 16"),
    "sample: digits\nclaims:\n  - output > 0.5": (10, 5, "10 numbers here"),
    "sample: digits\nclaims:\n  - share of banana > 0.5": (10, 5, "no class “banana”"),
    "sample: digits\nclaims:\n  - z of 1:0 > 0 for example 360": (10, 5, "0 to 359"),
    "network: none.nnviz": (8, 10, "There is no file"),
}
UNDER = {
    "so it is {z of 4:0}": (0, 11, "There is no layer 4"),
    "| a |\n|---|\n| b {z of 4:0} |": (2, 6, "There is no layer 4"),
    "```notes\n{z of 4:0}\n```": (1, 2, "There is no layer 4"),
    "```question\nkind: number\nask: '{z of 4:0}'\nkey: 1\n```": (2, 8, "There is no layer 4"),
    "```question\nkind: number\nask: a\nkey: z of 4:0\n```": (3, 6, "There is no layer 4"),
    "```question\nkind: click\nask: a\nlayer: 4\nlargest: z of it\n```": (3, 8, "There is no layer 4"),
    "```question\nkind: click\nask: a\nlayer: 1\nlargest: push of it into 2:4\n```": (
        4,
        10,
        "There is no layer 2",
    ),
    "```question\nkind: choice\nask: a\n```\n- [ ] a `when: z of 4:0 > 0`\n- [ ] b `when: 1 > 0`": (
        *(4, 16),
        "There is no layer 4",
    ),
    "```step\nselect: 1:1\n```\n```step\nsample: xor\nselect: 1:1\n```\n{z of 2:1}": (
        7,
        2,
        "has no neuron 1",
    ),
}


def found(whole: str) -> list[tuple[int, int, str]]:
    return [place(one) for one in faults(text.parse(whole, "a"))]


@pytest.mark.parametrize("block", BLOCKS)
def test_in_a_block(block: str) -> None:
    line, column, words = BLOCKS[block]
    all_of_it = found(card("", block))
    assert all_of_it
    assert all_of_it[0][:2] == (line, column), all_of_it
    assert words in all_of_it[0][2]


@pytest.mark.parametrize("under", UNDER)
def test_under_a_block(under: str) -> None:
    line, column, words = UNDER[under]
    all_of_it = found(card(under, "sample: neuron"))
    assert {one[:2] for one in all_of_it} >= {(BEHIND + line, column)}, all_of_it
    assert any(words in one[2] for one in all_of_it), all_of_it


def test_a_step_goes_on_with_what_the_one_before_has_set_up() -> None:
    steps = "```step\nlevel: neuron\nmoment: step 6\n```\n{a of 1:1,2,3}\n"
    right = "sample: mnist-cnn\nselect: 1:1,2,3\npage: lab\npart: softmax"
    assert found(card(steps, right)) == []
    assert len(found(card(steps, "sample: digits"))) == 3


def test_a_neuron_of_its_own_may_be_selected_later() -> None:
    assert found(card("", "sample: digits\ndone when: selection is in layer 1")) == []
    wrong = "wrong:\n  - {when: it is on, say: b}"
    click = f"```question\nkind: click\nask: a\nlayer: 1\nwhen: it is off\n{wrong}\n```"
    assert found(card(click, "sample: digits")) == []


def test_a_network_beside_the_lesson(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.nnviz").write_bytes(formats.sample_file("xor").read_bytes())
    lesson = tmp_path / "a.md"
    lesson.write_text(card("{z of 2:0}", "network: own/mine.nnviz\nselect: 2:0"), encoding="utf-8")
    assert faults(text.read(lesson)) == ()
    (tmp_path / "own" / "mine.nnviz").write_bytes(b"PK nothing")
    (problem,) = faults(text.read(lesson))
    assert place(problem)[:2] == (8, 10)


def test_what_is_wrong_with_the_text_comes_first() -> None:
    lesson = text.parse(card("", "sample: digits\nselect: 9:9"), "a")
    assert [place(one)[0] for one in faults(lesson)] == [9]


@pytest.mark.parametrize("name", shelf.names())
def test_the_shipped_lessons_name_what_is_there(name: str) -> None:
    assert faults(text.read(shelf.bundled(name))) == ()
