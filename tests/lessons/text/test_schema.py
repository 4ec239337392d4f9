"""The table of keys: each key is read, its example is right, and a wrong value is refused where it stands."""

import pytest

from nnviz.lessons import text
from nnviz.lessons.model import HIDE, LEVELS, PAGES, TOUCH, Setup
from nnviz.lessons.text import labs, schema, setups, trainings
from nnviz.lessons.text.schema import CARD, KEYS, LAB, QUESTION, STEP, TRAIN, WRONG, Key
from nnviz.lessons.text.schema import FRONT as FRONT_BLOCK
from tests.lessons.text.texts import BEHIND, FRONT, card, place

LEAST = {
    "choice": "ask: a\noptions: classes\nkey: prediction",
    "number": "ask: a\nkey: z of 1:0",
    "click": "ask: a\nlayer: 1\nwhen: it is on",
    "make": "ask: a\nuntil: output > 1",
}
"""What a question of each kind needs."""


def with_key(key: Key, block: str, value: str, kind: str = "number") -> str:
    """A lesson whose block has the key with this value. It is all right but for what the value may be."""
    line = f"{key.name}: {value}"
    if block == FRONT_BLOCK:
        lines = [one if not one.startswith(f"{key.name}:") else line for one in FRONT.split("\n")]
        return card("").replace(FRONT, "\n".join(lines))
    if block == CARD:
        return card("", line)
    if block == STEP:
        return card(f"```step\n{line}\n```\n")
    if block in (LAB, TRAIN):
        return card("", f"{block}:\n  {line}")
    if block == QUESTION:
        return card(f"```question\n{question(key, line, kind)}\n```\n")
    other = {"value": "say: a", "when": "say: a", "say": "value: 3" if kind == "number" else "when: it is on"}
    wrong = f"wrong:\n  - {line}\n    {other[key.name]}"
    return card(f"```question\nkind: {kind}\n{LEAST[kind]}\n{wrong}\n```\n")


def question(key: Key, line: str, kind: str) -> str:
    rest = [one for one in LEAST[kind].split("\n") if not one.startswith(f"{key.name}:")]
    if key.name == "largest":
        rest = [one for one in rest if not one.startswith("when:")]
    return "\n".join([line] if key.name == "kind" else [f"kind: {kind}", line]) + "\n" + "\n".join(rest)


def kinds_of(key: Key, block: str) -> tuple[str, ...]:
    """The kinds of question in which a key is tried; "number" where there is no question, or no kind yet."""
    return key.kinds if block in (QUESTION, WRONG) and key.name != "kind" else ("number",)


ALL = [(key, block, kind) for key in KEYS for block in key.blocks for kind in kinds_of(key, block)]


@pytest.mark.parametrize(("key", "block", "kind"), ALL, ids=lambda value: getattr(value, "name", value))
def test_every_example_is_right(key: Key, block: str, kind: str) -> None:
    whole = with_key(key, block, key.example, kind)
    assert f"{key.name}: {key.example}" in whole
    assert text.problems(whole, "a") == ()


BAD = {
    "text": ("[a, b]", "not a list"),
    "texts": ("{a: b}", "not a mapping"),
    "number": ("several", "a number"),
    "whole number": ("1.5", "whole number"),
    "words": ("{a: b}", "not a mapping"),
    "word": ("nonsense", "There is no"),
    "name": ("nonsense", "There is no"),
    "file": ("nonsense", "ends in"),
    "input": ("nonsense", "Here belongs an input"),
    "neuron": ("nonsense", "A neuron is"),
    "neurons": ("nonsense", "A neuron is"),
    "moment": ("nonsense", "no place in a pass"),
    "stretch": ("nonsense", "A stretch of the pass"),
    "assignments": ("nonsense", "one equals sign"),
    "mapping": ("nonsense", "a key, a colon"),
    "list": ("nonsense", "a key, a colon"),
    "yes or no": ("2:1", "yes or no"),
    "condition": ("nonsense", "understood"),
    "conditions": ("nonsense", "understood"),
    "value": ("nonsense", "understood"),
    "functions": ("nonsense", "There is no"),
    "numbers": ("nonsense", "number"),
}
"""What a key takes -> what it doesn't take, and what is said then."""


@pytest.mark.parametrize(("key", "block", "kind"), ALL, ids=lambda value: getattr(value, "name", value))
def test_every_key_refuses_what_it_doesnt_take(key: Key, block: str, kind: str) -> None:
    value, words = BAD[key.takes]
    whole = with_key(key, block, value, kind)
    line = next(
        n for n, one in enumerate(whole.split("\n"), 1) if one.strip("- ").startswith(f"{key.name}: {value}")
    )
    found = text.problems(whole, "a")
    assert found
    assert words in place(found[0])[2]
    assert found[0].line == line


def test_a_key_of_every_block_is_unknown_in_a_block_that_doesnt_take_it() -> None:
    for key in KEYS:
        if CARD not in schema.blocks_with(key.name):
            found = text.problems(card("", f"{key.name}: {key.example}"), "a")
            assert "belongs in" in place(found[0])[2], key
    assert text.problems(card("```step\nclaims: 1 > 0\n```\n"), "a")[0].line == BEHIND + 1


def test_the_words_of_the_table_are_those_of_the_model() -> None:
    says = {key.name: key.says for key in KEYS if STEP in key.blocks}
    for word in (*LEVELS, *PAGES, *HIDE):
        assert any(word in says[name] for name in ("level", "page", "hide")), word
    assert all(not text.problems(card("", f"touch: {word}"), "a") for word in TOUCH)
    assert all(not text.problems(card("", f"level: {word.upper()}"), "a") for word in LEVELS)
    assert all(not text.problems(card("", f"picture: {word}"), "a") for word in setups.PICTURES)


def test_every_field_of_a_setup_has_a_key() -> None:
    read = {name for name, _ in setups.SETUP.values()}
    assert read == set(Setup.__dataclass_fields__) - {"mark"}
    assert setups.SETUP.keys() | setups.SAID.keys() == schema.keys_of(CARD).keys()
    assert {*labs.FIELDS, *labs.LISTS, "scores", "probe", "neuron"} == schema.keys_of(LAB).keys()
    assert {*trainings.OWN, *trainings.RECIPE} == schema.keys_of(TRAIN).keys()
