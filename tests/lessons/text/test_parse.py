"""A lesson's text becomes the lesson that it says."""

from pathlib import Path

import pytest

from nnviz.document import Target
from nnviz.errors import FileError, LessonError
from nnviz.lessons import text
from nnviz.lessons.checking.claims import checked
from nnviz.lessons.model import InputWish, Lesson, Mark, Play, When
from nnviz.lessons.prose import Display, Formula, Items, Link, Live, Paragraph, Rows, Words
from nnviz.lessons.questions.model import Choice, Click, Make, Number

LESSON = (Path(__file__).parent / "neurons.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return text.parse(LESSON, "neurons")


def test_the_front_matter(lesson: Lesson) -> None:
    assert (lesson.name, lesson.title, lesson.minutes) == ("neurons", "Neurons, functions, layers", 45.0)
    assert lesson.about == "One line for the card on the start page."
    assert lesson.text == LESSON
    assert [card.title for card in lesson.cards] == ["One neuron decides", "Ten shares"]


def test_a_cards_block(lesson: Lesson) -> None:
    card = lesson.cards[0]
    assert (card.minutes, card.covers, card.mark) == (2.5, ("S2", "S4"), Mark(7))
    assert [claim.text for claim in card.claims] == [
        "output < 0.01 for example 0",
        "count of examples where output > 0.5 = 1",
    ]
    assert card.claims[0].mark == Mark(34, 5)
    assert card.told == ("The biological cell is where the name came from.",)
    assert card.notes[0] == Paragraph((Words("Ask a student."),))
    setup = card.steps[0].setup
    assert (setup.sample, setup.input, setup.select) == ("neuron", InputWish(sample=2), Target(1, 0))
    assert (setup.page, setup.level, setup.moment) == ("run", "neuron", When(at_end=True))
    assert setup.touch == ("inputs",)
    assert setup.hide is None
    assert card.steps[0].do == "Switch sunny and weekend until it says go."
    assert [condition.text for condition in card.steps[0].done] == ["output > 0.5"]


def test_a_second_step_says_only_what_changes(lesson: Lesson) -> None:
    step = lesson.cards[0].steps[1]
    assert step.setup.sample is None
    assert step.setup.input == InputWish(sample=3)
    assert step.setup.lab is not None
    assert step.setup.lab.cards == ("relu", "leaky_relu")
    assert step.setup.lab.look == (("z", -2.0),)
    assert step.prose == (Paragraph((Words("Text of the second step."),)),)


def test_prose(lesson: Lesson) -> None:
    paragraph, display, items, numbered, rows = lesson.cards[0].steps[0].prose
    assert isinstance(paragraph, Paragraph)
    words, italic, blank, bold, live, formula, rest = paragraph.spans
    assert words == Words("A neuron is a ")
    assert italic == Words("small", italic=True)
    assert blank == Words(" ")
    assert bold == Words("decision-maker ", bold=True)
    assert isinstance(live, Live)
    assert (live.text, live.bold) == ("z of 1:0", True)
    assert formula == Formula(r"w \cdot x")
    assert rest == Words(", with {braces} and <b>no HTML</b>.")
    assert display == Display(r"y = f(\sum_i w_i x_i + b)")
    assert isinstance(items, Items)
    assert items.items[1] == (
        Words("two "),
        Link("a link", "https://example.org/x"),
        Words(" "),
        Words("{code}", code=True),
    )
    assert isinstance(numbered, Items)
    assert (items.numbered, numbered.numbered) == (False, True)
    assert isinstance(rows, Rows)
    assert rows.head == ((Words("a"),), (Words("b"),))
    assert isinstance(rows.rows[0][1][0], Live)


def test_questions(lesson: Lesson) -> None:
    number, choice = lesson.cards[0].steps[0].questions
    assert isinstance(number, Number)
    assert (number.key.text, number.tolerance) == ("count of examples where output > 0.5", 0.0)
    assert number.wrong[0].value.text == "3"
    assert number.wrong[0].feedback[0] == Words('That reads it as "or": everyday ')
    assert isinstance(choice, Choice)
    first, second = choice.options
    assert first.spans == (Words("to keep values between "), Words("0", bold=True), Words(" and 1"))
    assert first.when.text == "largest a of layer 1 < 1"
    assert [type(span) for span in first.feedback] == [Words, Live, Words]
    assert second.spans == (Words("to bring non-linearity"),)
    assert second.feedback == ()
    classes, click, make = lesson.cards[1].steps[0].questions
    assert isinstance(classes, Choice)
    assert classes.of_classes
    assert classes.key is not None
    assert classes.key.text == "prediction"
    assert isinstance(click, Click)
    assert click.largest is not None
    assert (click.layer, click.when, click.largest.text) == (1, None, "push of it into 2:3")
    assert click.wrong[0].when.text == "it is off"
    assert isinstance(make, Make)
    assert make.until.text == "prediction is 7"


def test_a_stretch_and_what_else_the_second_card_sets_up(lesson: Lesson) -> None:
    setup = lesson.cards[1].steps[0].setup
    assert setup.play == Play(When(1, "sum"), When(2, at_end=True), speed=0.5, by_itself=True)
    assert setup.highlight == (Target(1, 4), Target(1, 8))
    assert (setup.hold[0].target, setup.hold[0].kind, setup.hold[0].value.text) == (Target(1, 5), "z", "2")
    assert [(one.place.text, one.value.text) for one in setup.change] == [
        ("bias of 1:0", "0"),
        ("weight of 1:8 -> 2:3", "-1"),
    ]


def test_a_new_lesson_is_a_right_one() -> None:
    made = text.parse(text.template("Mine: 'a' #1"), "mine")
    assert made.title == "Mine: 'a' #1"
    assert len(made.cards) == 3
    found = checked(made)
    assert found.findings == ()
    assert found.claims >= 3


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_bytes(b"\xef\xbb\xbf" + LESSON.replace("\n", "\r\n").encode())
    read = text.read(file)
    assert (read.name, read.folder) == ("mine", tmp_path)
    assert read.cards == text.parse(LESSON, "mine").cards
    assert text.problems_of(file) == ()
    with pytest.raises(FileError, match="There is no lesson"):
        text.read(tmp_path / "no.md")
    with pytest.raises(FileError, match="no regular file"):
        text.read(tmp_path)


def test_an_error_says_where() -> None:
    wrong = LESSON.replace("select: 1:0", "selct: 1:0")
    with pytest.raises(LessonError) as caught:
        text.parse(wrong, "neurons")
    error = caught.value
    assert (error.file, error.line, error.column) == ("neurons.md", 24, 1)
    assert str(error).startswith(
        'neurons.md, line 24, column 1: There is no key of a card\'s nnviz block "selct"'
    )
    assert 'did you mean "select"?' in error.sentence
