"""CSV tables: what is read, and what is said of what can't be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnviz import assets
from nnviz.data import tables
from nnviz.errors import FileError, InputError


def read(folder: Path, text: str | bytes) -> tables.Table:
    path = folder / "table.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tables.read(path)


def test_iris_is_read_as_it_stands() -> None:
    table = tables.read(assets.path("data/iris.csv"))
    assert table.inputs.shape == (150, 4)
    assert table.class_names == ("setosa", "versicolor", "virginica")
    assert table.input_names == ("sepal_length", "sepal_width", "petal_length", "petal_width")
    np.testing.assert_array_equal(np.bincount(table.targets), [50, 50, 50])
    # The means of Fisher's table, as printed in every account of it.
    np.testing.assert_allclose(table.inputs.mean(axis=0), [5.843, 3.057, 3.758, 1.199], atol=5e-4)


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,3\n4,5,6\n", "a;b;c\r\n1;2;3\r\n4;5;6", "\ufeffa\tb\tc\n1\t2\t3\n\n4\t5\t6\n"]
)
def test_commas_semicolons_and_tabs(tmp_path: Path, text: str) -> None:
    table = read(tmp_path, text)
    np.testing.assert_array_equal(table.inputs, [[1, 2], [4, 5]])
    np.testing.assert_array_equal(table.targets, [3, 6])
    assert table.input_names == ("a", "b")
    assert table.class_names == ()


def test_a_table_without_a_heading_and_with_quotes(tmp_path: Path) -> None:
    table = read(tmp_path, '1,-2.5e1,"yes, really"\n3,4,no\n5,6,"yes, really"\n')
    assert table.input_names == ("x1", "x2")
    assert table.class_names == ("yes, really", "no")
    np.testing.assert_array_equal(table.targets, [0, 1, 0])
    np.testing.assert_array_equal(table.inputs[0], [1, -25])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("a,b\n", "holds no examples"),
        ("1\n2\n", "one column"),
        ("a,b,c\n1,2,x\n1,2\n", "line 3: 2 values where the first row has 3"),
        ("a,b,c\n1,2,x\n1,two,y\n", 'line 3: "two" is not a number'),
        ("a,b,c\n1,,x\n", "line 2: a value is missing"),
        ("a,b,c\n1,nan,x\n", 'line 2: "nan" is not a number'),
        ("a,b,c\n1,1e300,x\n", 'line 2: "1e300" is not a number, or too large a one'),
        ("a,b,c\n1,2,x\n1,2,\n", "line 3: the class is missing"),
        ("a,b,c\n1,2,3\n1,2,x\n", 'line 3: "x" is not a number'),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises((InputError, FileError)) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("table.csv")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(FileError, match="can't be read"):
            tables.read(path)
