"""Every error says where it is: line and column, counted by hand."""

import pytest

from nnviz.errors import LessonError
from nnviz.lessons import text
from tests.lessons.text.texts import BEHIND, FIRST, FRONT, card, place, wrong

BLOCKS = {
    # what stands in the block from line 8 on: its column, and words of the sentence
    "selct: 1:0": (8, 1, 'did you mean "select"'),
    "do: a\nminute: 2": (9, 1, 'did you mean "minutes"'),
    "ask: x": (8, 1, "belongs in a question block"),
    "select: 1": (8, 9, "layer, a colon"),
    "highlight: 1:0, 1:x": (8, 17, "layer, a colon"),
    "highlight:\n  - 1:0\n  - 1-1": (10, 5, "layer, a colon"),
    "moment: midle": (8, 9, "no place in a pass"),
    "moment: layer 1 summ end": (8, 17, 'did you mean "sum"'),
    "play: start": (8, 7, "from one place to another"),
    "play: start to layer one": (8, 16, "no place in a pass"),
    "play: start to end, quickly": (8, 21, "how it is played"),
    "play: start to end, at 9": (8, 24, "from 0.25 to 4"),
    "play: step 1 to end": (8, 7, "stretch of the pass"),
    "touch: weights, biass": (8, 17, 'did you mean "bias"'),
    "touch: weights,, bias": (8, 16, "Beside this comma"),
    "hide: all": (8, 7, "choose from unreached, page, results"),
    "input: drawn, else": (8, 19, "drawn, else 5"),
    "input: values 1, x": (8, 18, "a number"),
    "input: the first": (8, 8, "Here belongs an input"),
    "input: an example on which z of 1:0 >": (8, 38, "missing"),
    "input: drawn, else an example on which z of 1:0": (8, 40, "no condition"),
    "hold: z of 1:0": (8, 7, "one equals sign"),
    "hold: b of 1:0 = 2": (8, 7, "the z or the a"),
    "hold: z of 1-0 = 2": (8, 12, "layer, a colon"),
    "hold: z of 1:0 = 2 +": (8, 21, "missing"),
    "change: z of 1:0 = 2": (8, 9, "a weight or a bias"),
    "change:\n  - bias of 1:0 = 0\n  - bias off 1:0 = 0": (10, 10, "understood"),
    "sample: xr": (8, 9, 'did you mean "xor"'),
    "network: ../x.nnviz": (8, 10, "beside the lesson"),
    "network: /x.nnviz": (8, 10, "beside the lesson"),
    "network: C:\\x.nnviz": (8, 10, "beside the lesson"),
    "network: x.txt": (8, 10, ".nnviz or .onnx"),
    "level: near": (8, 8, 'did you mean "neuron"'),
    "page: labs": (8, 7, 'did you mean "lab"'),
    "part: bends": (8, 7, 'did you mean "bend"'),
    "picture: cat": (8, 10, "china, flower, pad"),
    "minutes: 0": (8, 10, "0 minutes"),
    "minutes: -1": (8, 10, "from 0 to 600, not −1"),
    "minutes: two": (8, 10, 'a number, such as 2.5, not "two"'),
    "lab: 5": (8, 6, "a key, a colon"),
    "lab:\n  zz: 5": (9, 3, 'did you mean "z"'),
    "lab:\n  z: 99999": (9, 6, "from −10,000 to 10,000"),
    "lab:\n  cards: relu, softmax": (9, 16, "function of one z"),
    "lab:\n  compared: relu, relu, relu, relu, relu, relu, relu": (9, 49, "at most 6"),
    "lab:\n  neuron: 0:1": (9, 11, "layer of neurons"),
    "lab:\n  probe: 1": (9, 10, "2 numbers"),
    "lab:\n  temperature: 21": (9, 16, "from 0.05 to 20"),
    "lab:\n  layers: 51": (9, 11, "from 1 to 50"),
    "lab:\n  width: 0": (9, 10, "from 1 to 256"),
    "lab:\n  seeds: 21": (9, 10, "from 1 to 20"),
    "lab:\n  start: random": (9, 10, "start of a stack"),
    "lab:\n  table: perhaps": (9, 10, "yes or no"),
    "done in turn: maybe": (8, 15, "yes or no"),
    "done when: z of 1:0 >": (8, 22, "missing"),
    "done when: z of 1:0": (8, 12, "no condition"),
    'claims:\n  - output > 0.5\n  - "output is  zoo"': (10, 17, "zoo"),
    "claims:\n  - output >\n    1 + zoo": (10, 9, "zoo"),
    "claims:\n  - >\n    output\n    > zoo": (11, 7, "zoo"),
    "done when: 'output > ''zoo'": (8, 22, "never closed"),
    "do: |\n  a\n  b": (9, 4, "one line"),
    "do: [a]": (8, 5, "not a list"),
    "do:": (8, 1, "has no value"),
    "covers: {a: b}": (8, 9, "not a mapping"),
}
YAML = {
    "select: [1:0": (8, 9, "needs quotes"),
    "do: *x*": (8, 5, "begins with * needs quotes"),
    "do: &x y": (8, 5, "begins with & needs quotes"),
    "do: !x y": (8, 5, "begins with ! needs quotes"),
    "do: !!python/object:os.system x": (8, 5, "begins with ! needs quotes"),
    "do: @x": (8, 5, "begins with @ needs quotes"),
    "do: Say: yes": (8, 8, "put the text in quotes"),
    "do: {z of 1:0} is": (8, 16, "needs quotes around all of it"),
    'do: "Say" it': (8, 11, "needs quotes around all of it"),
    "do: Draw #5 now": (8, 10, "begins a comment"),
    'do: "a $\\frac$"': (8, 9, "single quotes"),
    'do: "x': (8, 5, "nothing closes"),
    "\tdo: x": (8, 1, "no tabs"),
    "select: 1:0\nselect: 1:1": (9, 1, "stands here twice; the first is in line 8"),
    "a: &x [*x]": (8, 4, "needs quotes"),
    "? [a]\n: b": (8, 3, "needs quotes"),
    "do: a\n---\ndo: b": (9, 1, "one mapping"),
    "just a line": (8, 1, "a key, a colon"),
    "- a": (8, 1, "a key, a colon"),
    "lab: [[[[[[a]]]]]]": (8, 10, "at most 5"),
}


@pytest.mark.parametrize("block", [*BLOCKS, *YAML])
def test_in_a_cards_block(block: str) -> None:
    line, column, words = {**BLOCKS, **YAML}[block]
    whole = f"{FRONT}# A card\n```nnviz\n{block}\n```\n"
    found = text.problems(whole, "a")
    assert [place(one)[:2] for one in found] == [(line, column)], [str(one) for one in found]
    assert words in found[0].sentence
    with pytest.raises(LessonError) as caught:
        text.parse(whole, "a")
    assert str(caught.value) == str(found[0])


TEXTS = {
    # what stands behind the card's block: line from there, column, and words of the sentence
    "[x](javascript:alert(1))": (0, 1, "https://"),
    "a [x](https://ok.org) [y](ftp://x)": (0, 23, "https://"),
    "a\nb *c [x](data:text/html,x)*": (1, 6, "https://"),
    "<javascript:x>": (0, 1, "https://"),
    "[x](https://)": (0, 1, "https://"),
    "[x](//ok.org)": (0, 1, "https://"),
    "[x](JavaScript:x)": (0, 1, "https://"),
    "[{z of 1:0}](https://ok.org)": (0, 2, "words alone"),
    "a ![x](b.png)": (0, 3, "no images"),
    "text {z of} more": (0, 11, "missing"),
    "some\ntext { more": (1, 6, r"a brace itself is \{"),
    "a $$ b": (0, 3, "no $$ behind"),
    r"$\frac{1}{$": (0, 10, "This { has no }."),
    "a\n$x^$ b": (1, 3, "Behind ^"),
    r"Then $z = \summ_i$": (0, 11, r"did you mean \sum?"),
    "- a\n  - b": (1, 3, "one paragraph"),
    "- a\n\n  b": (2, 3, "one paragraph"),
    "  - a {x}": (0, 8, "“x”"),
    "> a": (0, 1, "under an answer"),
    "a\n\n    code": (2, 5, "four blanks"),
    "```\ncode\n```": (0, 1, "no name"),
    "```python\ncode\n```": (0, 1, 'no block "python"'),
    "```stepp\n```": (0, 1, 'did you mean "step"'),
    "***": (0, 1, "across"),
    "a\n---\nb": (1, 1, "across"),
    "- [ ] a": (0, 1, "right behind a question"),
    "2. a": (0, 1, "counts from 1"),
    "| a | b |\n|---|---|\n| x | {z off 1:0} |": (2, 10, "“off”"),
    "| a | b |\n|---|---|\n|| {zoo} {z off 1:0} |": (2, 5, "“zoo”"),
    "```notes\n# a\n```": (1, 1, "A heading"),
    "```notes\na {z off 1:0}\n```": (1, 6, "“off”"),
    "```notes\n```\n```notes\n```": (2, 1, "one block of notes"),
    "```step\nminutes: 2\n```": (1, 1, "not in a step block"),
    "```step\ninput: x": (0, 1, "has no end"),
    "  ```step\n  input: x\n  ```": (1, 10, "an input"),
    "- a\n\n  ```step\n  ```": (2, 3, "one paragraph"),
    "```nnviz\n```": (0, 1, "has one nnviz block"),
    "```step\n```\n```nnviz\n```": (2, 1, "first step"),
    "# a CARD\n```nnviz\n```": (0, 1, 'called "a CARD"; the first is in line 6'),
    "# Another": (0, 1, "has no nnviz block"),
    "#\n```nnviz\n```": (0, 1, "a title"),
    "# {zoo}\n```nnviz\n```": (0, 4, "“zoo”"),
}


@pytest.mark.parametrize("under", TEXTS)
def test_under_a_cards_block(under: str) -> None:
    line, column, words = TEXTS[under]
    found = text.problems(card(under), "a")
    assert (found[0].line, found[0].column) == (BEHIND + line, column), [str(one) for one in found]
    assert words in place(found[0])[2]


QUESTIONS = {
    # the lines of the block; those of what stands behind it; line from the block's first, column, words
    ("ask: a", ""): (0, 1, "kind: choice, number, click, make"),
    ("kind: nmber\nask: a", ""): (0, 7, 'did you mean "number"'),
    ("kind: number", ""): (0, 1, '"ask" is missing'),
    ("kind: number\nask: a", ""): (0, 1, 'needs "key"'),
    ("kind: number\nask: a\nkey: z of 1:0\nlayer: 1", ""): (3, 1, 'takes no "layer"'),
    ("kind: number\nask: a {z o}\nkey: z of 1:0", ""): (1, 11, "“o”"),
    ("kind: number\nask: a\nkey: z of 1:0\nwrong:\n  - value: 3", ""): (4, 5, 'and "say"'),
    ("kind: number\nask: a\nkey: z of 1:0\nwrong:\n  - value: zoo\n    say: b", ""): (4, 12, "zoo"),
    ("kind: number\nask: a\nkey: z of 1:0\nwrong: 3", ""): (3, 8, "a key, a colon"),
    ("kind: number\nask: a\nkey: z of 1:0\ntolerance: -1", ""): (3, 12, "from 0 to 1,000,000"),
    ("kind: choice\nask: a", ""): (0, 1, "answers are missing"),
    ("kind: choice\nask: a\nkey: prediction", "- [ ] a `when: 1 > 0`"): (2, 6, "no key"),
    ("kind: choice\nask: a", "- [x] a `when: 1 > 0`\n- [ ] b `when: 1 > 2`"): (4, 4, "No key is typed"),
    ("kind: choice\nask: a", "- [ ] a `when: 1 >`\n- [ ] b `when: 1 > 2`"): (4, 19, "missing"),
    ("kind: choice\nask: a", "- [ ] a\n- [ ] b `when: 1 > 2`"): (4, 3, "when it is right"),
    ("kind: choice\nask: a", "- [ ] a `when: 1 > 0`\n- b"): (5, 1, "begins with a box"),
    ("kind: choice\nask: a", "- [ ] a `when: 1 > 0`"): (4, 1, "two answers"),
    ("kind: choice\nask: a", "- [ ] a `when: 1 > 0`\n  b\n- [ ] b `when: 1 > 2`"): (4, 3, "at its end"),
    ("kind: choice\nask: a", "- [ ] a `when: 1 > 0`\n  - c\n- [ ] b `when: 1 > 2`"): (
        5,
        3,
        "one > paragraph",
    ),
    ("kind: choice\nask: a", "- [ ] a `when: 1 > 0`\n  > {zoo}\n- [ ] b `when: 1 > 2`"): (5, 6, "“zoo”"),
    ("kind: choice\nask: a\noptions: all\nkey: prediction", ""): (2, 10, "choose from classes"),
    ("kind: choice\nask: a\noptions: classes", ""): (0, 1, 'needs "key"'),
    ("kind: choice\nask: a\noptions: classes\nkey: prediction", "- [ ] a"): (6, 1, "take this list out"),
    ("kind: number\nask: a\nkey: 1", "- [ ] a `when: 1 > 0`"): (5, 1, "of the kind choice, not number"),
    ("kind: click\nask: a\nwhen: it is on", ""): (0, 1, "of which layer"),
    ("kind: click\nask: a\nlayer: 1", ""): (0, 1, "when and largest"),
    ("kind: click\nask: a\nlayer: 1\nwhen: it is on\nlargest: z of it", ""): (0, 1, "when and largest"),
    ("kind: click\nask: a\nlayer: x\nwhen: it is on", ""): (2, 8, "a whole number"),
    ("kind: click\nask: a\nlayer: 1\nwhen: z of it", ""): (3, 7, "no condition"),
    ("kind: make\nask: a\nuntil: z of 1:0", ""): (2, 8, "no condition"),
    ("kind: make\nask: a", ""): (0, 1, 'needs "until"'),
    ("kind: make\nask: a ![b](c)\nuntil: 1 > 0", ""): (1, 8, "no images"),
    ("- kind: make", ""): (0, 1, "a key, a colon"),
    ("", ""): (0, 1, "kind: choice, number, click, make"),
}


@pytest.mark.parametrize(("block", "behind"), QUESTIONS)
def test_in_a_question(block: str, behind: str) -> None:
    line, column, words = QUESTIONS[block, behind]
    found = wrong(card(f"```question\n{block}\n```\n\n{behind}\n"))
    assert found[:2] == (BEHIND + 1 + line, column), found
    assert words in found[2]


WHOLES = {
    "": (1, 1, "begins with front matter"),
    "hello": (1, 1, "begins with front matter"),
    "# a\n---\ntitle: a\n---\n": (1, 1, "begins with front matter"),
    "---\ntitle: a\n": (1, 1, "front matter has no end"),
    "---\n---\n# a\n": (1, 1, "front matter is empty"),
    "---\ntitle: a\nminutes: 1\n---\n# a\n": (2, 1, '"about" is missing'),
    FRONT: (1, 1, "has no card"),
    f"{FRONT}\ntext\n\nmore\n# a\n```nnviz\n```\n": (FIRST + 1, 1, "before the first card"),
    f"{FRONT.replace('title', 'titel')}# a\n```nnviz\n```\n": (2, 1, 'did you mean "title"'),
    f"{FRONT.replace('5', 'many')}# a\n```nnviz\n```\n": (3, 10, 'not "many"'),
    f"{FRONT.replace('A lesson', '[a]')}# a\n```nnviz\n```\n": (2, 8, "not a list"),
    f"{FRONT}# a\x1b\n": (6, 4, "U+001B"),
    f"{FRONT}# a\ud800\n": (6, 4, "U+D800"),
    f"{FRONT}# a\u2028\n": (6, 4, "U+2028"),
    f"{FRONT}# a\n{'x' * 5001}\n": (7, 5001, "at most 5,000 letters"),
    f"{FRONT}# a\n" + "\n" * 5000: (5001, 1, "at most 5,000 lines"),
    f"{FRONT}# a\n" + ("*" * 1000 + "\n") * 11: (16, 1000, "at most 10,000 signs"),
    f"{FRONT}# a\n{'|' * 13}\n": (7, 1, "at most 11 columns"),
    "é" * 500_001: (1, 1, "at most 1 MB"),
}


@pytest.mark.parametrize("whole", WHOLES, ids=range(len(WHOLES)))
def test_of_a_lesson(whole: str) -> None:
    line, column, words = WHOLES[whole]
    found = wrong(whole)
    assert found[:2] == (line, column), found[2]
    assert words in found[2]


def test_all_that_is_wrong_is_found_at_once() -> None:
    whole = card("text {z off 1:0}\n\n# Two\n```nnviz\nlevel: near\n```\n", "selct: 1:0\npage: labs")
    assert [place(one)[:2] for one in text.problems(whole, "a")] == [(8, 1), (9, 7), (11, 9), (15, 8)]


def test_there_is_an_end_to_what_is_found() -> None:
    assert len(text.problems(card("{zoo} " * 500), "a")) == 100


def test_windows_line_ends_and_a_byte_order_mark_change_no_place() -> None:
    whole = card("text {z off 1:0}")
    assert wrong("\ufeff" + whole.replace("\n", "\r\n")) == wrong(whole)
    assert wrong(whole.replace("\n", "\r")) == wrong(whole)
