"""Text of strangers on one line: nothing hides in it, nothing turns what stands around it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.plaintext import LONGEST_SENTENCE, escaped, sentence, visible, visible_lines
from tests import planted

OPENERS, CLOSERS = {*"\u202a\u202b\u202d\u202e"}, {"\u202c"}
ISOLATES, END = {*"\u2066\u2067\u2068"}, "\u2069"
nasty = st.text(
    st.sampled_from(["a", "א", " ", *planted.CONTROLS, *OPENERS, *CLOSERS, *ISOLATES, END, "\ud800"])
)
anything = nasty | st.text()


def is_quiet(text: str) -> bool:
    """No control character, no line break, no half character."""
    return not {unicodedata.category(letter) for letter in text} & {"Cc", "Cs", "Zl", "Zp"}


def turned_after(text: str) -> bool:
    """Whether a letter behind ``text`` is still under one of its embeddings, overrides or isolates: the stack
    of Unicode Standard Annex 9, rules X1 to X7."""
    stack: list[str] = []
    for letter in text:
        if letter in OPENERS | ISOLATES:
            stack.append(letter)
        elif letter == END and ISOLATES & set(stack):
            while stack.pop() not in ISOLATES:
                pass
        elif letter in CLOSERS and stack and stack[-1] in OPENERS:
            stack.pop()
    return bool(stack)


def ends_more_than_it_began(text: str) -> bool:
    """Whether ``text`` ends an isolate that was begun before it."""
    depth = 0
    for letter in text:
        depth += (letter in ISOLATES) - (letter == END)
        if depth < 0:
            return True
    return False


@given(anything)
@pytest.mark.parametrize("shown", [visible, sentence])
def test_nothing_hides_in_it_and_nothing_leaks_from_it(shown, text):
    found = shown(text)
    assert is_quiet(found)
    assert not turned_after(found)
    assert not ends_more_than_it_began(found)
    assert shown(found) == found


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"])))
def test_ordinary_text_of_any_script_comes_back_as_it_is(text):
    assert visible(text) == visible_lines(text) == text


@pytest.mark.parametrize(
    "text", ["שלום", "مرحبا\u200f!", "👩\u200d🔬", "می\u200cخواهم", "a\u2068שלום\u2069b"]
)
def test_marks_that_a_script_needs_stay(text):
    assert visible(text) == text == sentence(text)


def test_an_override_ends_with_its_name():
    name = visible("photo\u202egnp")
    assert name == "\u2068photo\u202egnp\u2069"
    assert f"There is no file {name}." == sentence(f"There is no file {name}.")
    assert sentence("There is no file photo\u202egnp.") == "There is no file photo□gnp."


def test_a_name_can_not_end_the_isolate_around_it():
    assert visible("\u2069\u202eevil") == "\u2068\u202eevil\u2069"


def test_lines_stay_lines_only_where_they_are_wanted():
    assert visible("a\nb\tc\x1b[31m") == "a↵b⇥c⎋[31m"
    assert visible_lines("a\nb\rc") == "a\nb↵c"


def test_a_message_is_cut():
    assert len(sentence("x" * 10**6)) == LONGEST_SENTENCE


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.just(planted.text()))
def test_escaped_json_says_the_same(text):
    found = escaped(json.dumps({"name": text}, ensure_ascii=False))
    assert is_quiet(found)
    assert json.loads(found) == {"name": text}
