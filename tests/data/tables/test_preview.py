"""What is seen of a table before it is used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from nnviz.data import tables
from tests.tables import CASES, many, written


def seen(name: str) -> tables.Preview:
    return tables.preview(CASES / name, tables.guess(CASES / name).choices)


def test_the_first_lines_with_their_marks() -> None:
    first, second = seen("grain_deccomma.csv").lines[:2]
    assert (first.number, first.text) == (1, "area;perimeter;length;kind")
    assert [first.text[slice(*span)] for span in first.delimiters] == [";"] * 3
    assert first.decimals == ()
    assert [second.text[slice(*span)] for span in second.decimals] == [","] * 3
    assert [span[0] for span in second.decimals] == [2, 8, 13]


def test_a_delimiter_in_quotes_is_none() -> None:
    line = seen("quoted_comma.csv").lines[0]
    assert line.text.startswith('"sepal, length","w, i"')
    assert len(line.delimiters) == 4


def test_columns_in_figures() -> None:
    found = seen("grain_deccomma.csv")
    area, kind = found.columns[0], found.columns[3]
    raw = [line.split(";") for line in (CASES / "grain_deccomma.csv").read_text().split()[1:]]
    values = np.array([float(row[0].replace(",", ".")) for row in raw])
    large = np.array([row[3] == "large" for row in raw])
    assert (area.least, area.largest) == (values.min(), values.max())
    assert area.distinct == len(set(values))
    bins = np.histogram(values[large], 12, (values.min(), values.max()))[0]
    np.testing.assert_array_equal(area.histogram[:, 0], bins)
    assert area.histogram.sum() == 210
    assert kind.texts == (("large", 94), ("small", 116))
    assert (found.classes, found.class_counts) == (("large", "small"), (94, 116))
    assert (found.count, found.missing, found.is_whole) == (210, 0, True)
    assert found.rows[0] == (17.47, 16.45, 6.311, "large")


def test_values_have_one_histogram() -> None:
    found = seen("flats.csv")
    assert [column.histogram.shape for column in found.columns] == [(12, 1)] * 4
    assert found.classes == ()


def test_what_is_missing_is_shown_as_none() -> None:
    found = seen("na.csv")
    assert found.rows[7][2] is None
    assert found.missing == 1


def test_what_would_fail_is_said_before_it_is_used() -> None:
    assert seen("short.csv").bad_lines == (22,)
    assert "Line 22 has 3 values where the others have 5" in seen("short.csv").problem
    assert "nothing to tell apart" in seen("const.csv").problem
    guess = tables.guess(CASES / "short.csv")
    assert tables.preview(CASES / "short.csv", replace(guess.choices, ragged="drop")).problem == ""
    assert (
        "No column is chosen"
        in tables.preview(
            CASES / "plain.csv",
            replace(tables.guess(CASES / "plain.csv").choices, kinds=("number",) * 4 + ("out",)),
        ).problem
    )


def test_of_a_large_table_the_first_part_is_looked_at(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,k\n" + many("{x},{y},{k}", 1_000) * 21)
    found = tables.preview(path, tables.guess(path).choices)
    assert not found.is_whole
    assert 0 < found.count < 21_000
    assert "in the first" in tables.guess(path).delimiter.why
