"""Every form of the table has an example that can be read, and is what it says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import nnviz
from nnviz.document import Target
from nnviz.errors import NNVizError
from nnviz.lessons import language
from nnviz.lessons.language.vocabulary.table import CHANGES, WORDS
from tests.lessons.language import sentences
from tests.trainings import training

ALL = language.words()


@pytest.mark.parametrize("word", ALL, ids=lambda word: word.form)
def test_examples_can_be_read_and_asked_of_some_sample(word: language.Word) -> None:
    expression = language.parse(word.example)
    if language.is_slow(expression):
        return
    trained = replace(nnviz.load("xor"), training=training()[0])
    for document in (*map(nnviz.load, sentences.SAMPLES), trained):
        facts = language.Facts(document, document.view, document)
        try:
            it = Target(1, 0) if re.search(r"\bit\b", word.example) else None
            assert language.shown(expression, facts, it)
            return
        except NNVizError:
            continue
    assert "step in the lab" in word.example, "it can be asked of no sample"


def test_every_form_is_there_with_its_own_example() -> None:
    assert len({word.form for word in ALL}) == len(ALL)
    for entry in (*WORDS.values(), *CHANGES.values()):
        first = [part for part in re.split(r"\W+", entry.form) if part.islower()]
        assert any(part in entry.example for part in first), entry.form
        assert entry.meaning, entry.form
        assert not entry.meaning.endswith("."), entry.form


def test_groups_stand_together() -> None:
    groups = [word.group for word in ALL]
    changes = [group for before, group in zip(["", *groups], groups, strict=False) if group != before]
    assert len(changes) <= len(set(groups)) + 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("weights", "1,184"),
        ("-3.379", "−3.379"),
        ("10.228", "10.23"),
        ("0.5", "0.5"),
        ("2 / 3", "0.667"),
        ("100 / 3", "33.33"),
        ("20000 / 3", "6667"),
        ("1 / 3000", "0.0003"),
        ("0", "0"),
        ("1:3 is on or not 1:3 is on", "yes"),
        ("function of layer 1", "relu"),
        ("count of right / examples", "0.939"),
        ("1e30 * 1e30", "1.0e60"),
    ],
)
def test_people_read_numbers_by_the_rules_of_the_house(text: str, shown: str) -> None:
    document = nnviz.load("digits")
    facts = language.Facts(document, document.view, document)
    found = language.shown(language.parse(text), facts)
    if text == "count of right / examples":
        assert re.fullmatch(r"0\.9\d\d", found)
    else:
        assert found == shown


def test_shares_are_shown_in_per_cent() -> None:
    document = nnviz.load("digits")
    facts = language.Facts(document, document.view, document)
    for text in ("share of 3", "largest share", "before share of 3", "share of 3 for example 9"):
        assert language.shown(language.parse(text), facts).endswith("%")
    assert language.shown(language.parse("cost of relu"), facts).endswith(" ns")
