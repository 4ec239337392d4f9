"""The authors' guide: its tables are the schema's and the language's own, its lesson is one."""

import pytest

from nnviz.lessons import language, text
from nnviz.lessons.checking.claims import checked
from nnviz.lessons.text import schema
from tools import lesson_guide

TEXT = lesson_guide.GUIDE.read_text(encoding="utf-8")


def test_its_tables_are_those_of_today():
    assert lesson_guide.written(TEXT) == TEXT, "run: python -m tools.lesson_guide"


def test_every_key_and_every_word_is_in_it():
    assert all(f"`{key.name}`" in TEXT for key in schema.KEYS)
    assert all(word.form.replace("|", "\\|") in TEXT for word in language.words())


@pytest.mark.parametrize("lesson", list(lesson_guide.blocks(TEXT)))
def test_the_lesson_that_it_shows_is_right(lesson):
    assert text.problems(lesson, "guide") == ()
    found = checked(text.parse(lesson, "guide"))
    assert found.claims > 0
    assert found.findings == ()
