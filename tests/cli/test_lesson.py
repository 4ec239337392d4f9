"""nnviz lesson: new, check, export, and what it says of bad ones."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from pypdf import PdfReader

from nnviz import cli
from nnviz.lessons import shelf


@pytest.fixture
def lesson(tmp_path, capsys):
    """A new lesson's file."""
    path = tmp_path / "my-first.md"
    assert cli.main(["lesson", "new", str(path)]) == 0
    capsys.readouterr()
    return path


def test_a_new_lesson_is_whole(lesson, capsys):
    assert cli.main(["lesson", "check", str(lesson)]) == 0
    assert "3 claims checked, all hold" in capsys.readouterr().out


def test_a_file_that_is_there_is_not_written_over(lesson, capsys):
    before = lesson.read_bytes()
    assert cli.main(["lesson", "new", str(lesson)]) == 2
    assert "choose another name" in capsys.readouterr().err
    assert lesson.read_bytes() == before
    assert cli.main(["lesson", "new", str(lesson.with_suffix(".txt"))]) == 2
    assert "ends in .md" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("  - output < 0.5\n", "  - output > 0.5\n", "This doesn't hold: output > 0.5."),
        ("done when: output > 0.5", "done when: output < 0.5", "before a hand has touched anything"),
        ("sample: neuron", "sample: nowhere", "nowhere"),
        ("done when: output > 0.5", "done when: output > zz", "zz"),
        ("{z of 1:0}", "{z of 7:0}", "7"),
        ("value: count of examples where value of 0:0 > 0", "value: 1", "A wrong number is right"),
    ],
)
def test_what_is_not_so_is_told_with_its_place(lesson, capsys, good, bad, said):
    text = lesson.read_text()
    assert good in text
    lesson.write_text(text.replace(good, bad, 1))
    assert cli.main(["lesson", "check", str(lesson)]) == 2
    told = capsys.readouterr()
    assert said in told.out
    assert told.err.startswith("nnviz: my-first.md, line ")
    assert told.err.count("\n") == 1


def test_all_lessons_are_looked_at_though_the_first_is_bad(lesson, capsys):
    bad = lesson.with_name("bad.md")
    bad.write_text("# No front matter\n")
    assert cli.main(["lesson", "check", str(bad), str(lesson)]) == 2
    assert "my-first.md: 3 cards" in capsys.readouterr().out


def test_a_handout_and_questions_are_written(lesson, capsys, tmp_path):
    pdf, xml, gift = (tmp_path / f"out.{kind}" for kind in ("pdf", "xml", "gift"))
    assert cli.main(["lesson", "export", str(lesson), "--out", str(pdf), "--answers", "--notes"]) == 0
    assert len(PdfReader(pdf).pages) == 3
    assert cli.main(["lesson", "export", str(lesson), "--out", str(xml)]) == 0
    kinds = [question.get("type") for question in ElementTree.parse(xml).iter("question")]
    assert kinds[0] == "category"
    assert "numerical" in kinds
    assert cli.main(["lesson", "export", str(lesson), "--out", str(gift)]) == 0
    assert "$CATEGORY" in gift.read_text()
    assert "left out" in capsys.readouterr().out


def test_another_ending_is_refused(lesson, capsys, tmp_path):
    assert cli.main(["lesson", "export", str(lesson), "--out", str(tmp_path / "out.doc")]) == 2
    assert "out.doc isn't possible" in capsys.readouterr().err
    assert cli.main(["lesson", "export", str(lesson), "--out", str(tmp_path / "out.gift"), "--notes"]) == 2
    assert "belong to a handout" in capsys.readouterr().err


def test_an_unknown_lesson_is_told_what_there_is(capsys):
    assert cli.main(["lesson", "nowhere"]) == 2
    error = capsys.readouterr().err
    assert all(name in error for name in shelf.names())


def test_without_a_display_a_lesson_is_its_cards(lesson, capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert cli.main(["lesson", str(lesson)]) == 0
    assert "One neuron decides" in capsys.readouterr().out
