"""What is guessed of a table, why, and what else would hold."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnviz.data import tables
from nnviz.data.tables import Given
from nnviz.errors import FileError, InputError
from tests.tables import CASES, many, written


def test_reasons_are_counts_of_this_file() -> None:
    guess = tables.guess(CASES / "grain_deccomma.csv")
    assert guess.delimiter.value == ";"
    assert guess.delimiter.why == "4 columns in all 211 lines"
    assert guess.decimal.why == "630 of 630 numbers read"
    assert guess.header.why == "no number stands in it"
    assert guess.encoding.why == "plain letters only, so it fits"
    holds = {one.value: one.holds for one in guess.decimal.alternatives}
    assert holds == {".": False, ",": True}
    assert [one.value for one in guess.encoding.alternatives if one.holds] == ["utf-8", "latin-1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_reads_the_same_names(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, ("größe,b,k\n" + many("{x},{y},{k}")).encode(encoding))
    assert tables.read(path).input_names == ("größe", "b")


@pytest.mark.parametrize(
    ("head", "row", "names"),
    [
        ("a;b;k\n", "{x};{y};{k}", ("a", "b")),
        ("a\tb\tk\n", "{x}\t{y}\t{k}", ("a", "b")),
        ("a|b|k\n", "{x}|{y}|{k}", ("a", "b")),
        ("  a    b   k\n", "  {x}    {y}  {k}", ("a", "b")),
        ("", "{x} {y} {k}", ("x1", "x2")),
        ("A title of its own\n\na,b,k\n", "{x},{y},{k}", ("a", "b")),
        ("sep=;\na;b;k\n", "{x};{y};{k}", ("a", "b")),
        ("a,b,k\n", "{i},{x},{y},{k}", ("a", "b")),
        ('"a, b","c ""d""",k\n', "{x},{y},{k}", ("a, b", 'c "d"')),
        ("note,a,b,k\n", '"one\ntwo, {i}",{x},{y},{k}', ("a", "b")),
        ("id,date,a,b,k\n", "{i},2021-03-{i},{x},{y},{k}", ("a", "b")),
        ("when,a,b,k\n", "3.{h}.2021,{x},{y},{k}", ("a", "b")),
        ("customer_id,a,b,k\n", "9{i}7,{x},{y},{k}", ("a", "b")),
        ("name,a,b,k\n", "Person {i},{x},{y},{k}", ("a", "b")),
        ("a,c,b,k\n", "{x},7,{y},{k}", ("a", "b")),
        ("a,none,b,k\n", "{x},NA,{y},{k}", ("a", "b")),
        ("year,a,k\n", "19{i},{x},{k}", ("year", "a")),
    ],
)
def test_only_what_can_be_learned_from_becomes_an_input(
    tmp_path: Path, head: str, row: str, names: tuple[str, ...]
) -> None:
    table = tables.read(written(tmp_path, head + many(row)))
    assert table.input_names == names
    assert sorted(table.class_names) == ["hi", "lo"]
    assert len(table.inputs) == 60


@pytest.mark.parametrize(
    ("decimal", "text", "value"),
    [
        (".", "1,234.5", 1234.5),
        (",", "1.234,5", 1234.5),
        (",", "12.345", 12345.0),
        (".", "$ 4", 4.0),
        (".", "45 %", 45.0),
        (".", "1e-3", 0.001),
        (",", "-,5", -0.5),
        (".", "+7", 7.0),
    ],
)
def test_numbers_as_people_write_them(tmp_path: Path, decimal: str, text: str, value: float) -> None:
    choices = tables.Choices(";", decimal, kinds=("number", "target"), answers="value")
    path = written(tmp_path, "a;b\n" + "".join(f"{text};{i}\n" for i in range(9)))
    assert tables.read(path, choices).inputs[0, 0] == np.float32(value)


def test_a_target_of_ones_own_and_what_it_would_be() -> None:
    guess = tables.guess(CASES / "flats.csv", Given(target="rooms"))
    assert guess.choices.target == 0
    assert guess.answers.value == "classes"
    assert tables.guess(CASES / "flats.csv", Given(target="ROOMS")).choices.target == 0
    assert tables.guess(CASES / "flats.csv", Given(target="2")).choices.target == 1
    with pytest.raises(InputError, match=r'no column "rom"; did you mean "rooms"'):
        tables.guess(CASES / "flats.csv", Given(target="rom"))


def test_values_in_few_steps_are_offered_as_either() -> None:
    offered = tables.guess(CASES / "float_class.csv").answers
    assert offered.value == "classes"
    assert [(one.value, one.holds) for one in offered.alternatives] == [("classes", True), ("value", True)]


def test_a_kind_is_changed_and_the_target_moves() -> None:
    guess = tables.guess(CASES / "plain.csv")
    moved = guess.with_kind(guess.choices, 0, "target")
    assert moved.kinds == ("target", "number", "number", "number", "category")
    assert moved.answers == "value"
    without = guess.with_kind(guess.choices, 3, "out")
    assert tables.read(CASES / "plain.csv", without).inputs.shape == (150, 3)
    table = tables.read(CASES / "plain.csv", moved)
    assert table.output_name == "sepal_length"
    assert table.input_names[-1] == "species = virginica"
    assert table.inputs[:, -3:].sum(axis=1).tolist() == [1.0] * 150


def test_a_class_in_the_middle_and_a_price_behind_texts(tmp_path: Path) -> None:
    middle = written(tmp_path, "a,kind,b\n" + many("{x},{k},{y}"))
    assert tables.guess(middle).choices.target == 1
    price = written(tmp_path, "district,a,price\n" + many("{k},{x},{y}"))
    assert tables.guess(price).choices.target == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \n\n", "is empty"),
        (",,,\n,,,\n", "is empty"),
        ("PK\x03\x04xl/workbook", "a spreadsheet's own file"),
        ('{"a": [1, 2]}', "JSON"),
        ("<html><table>", "HTML"),
        ("Once.\nThere.\nWas.\n", "one column"),
        ('a,b\n1,2\n"' + "3,4\n" * 40_000, "a quote there may not be closed"),
        ("1," * 30_000 + "2\n", "30,001 columns; at most 20,000"),
        ("1," * 9_000_000, "more than 16,777,216 characters"),
        ("a,b,k\n" + "NA,?,\n" * 20, "no column is left to learn from"),
        ("a,b\n1,2\n2,3\n", "has 2 rows, each of another class"),
        ("a,b,y\n1,2,5\n2,3,5\n3,4,5\n", "y is “5” in every row"),
    ],
)
def test_what_is_no_table_is_said_in_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises((FileError, InputError)) as caught:
        tables.read(written(tmp_path, text))
    assert words in str(caught.value)
    assert str(caught.value).startswith("t.csv")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileError, match="can't be read"):
            tables.guess(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(tables.LARGEST_FILE + 1)
    with pytest.raises(FileError, match="larger than 200 MB"):
        tables.guess(path)
