"""Iris and other rows in many dresses: each is guessed, previewed and read as a person would read it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnviz import assets
from nnviz.data import bundled, tables
from nnviz.errors import NNVizError

CASES = Path(__file__).parent / "cases"
IRIS = ("sepal_length", "sepal_width", "petal_length", "petal_width")
SPECIES = ("setosa", "versicolor", "virginica")


def iris_rows() -> np.ndarray:
    """Fisher's rows as the file has them, read with NumPy alone: (150, 4)."""
    found = np.genfromtxt(assets.path("data/iris.csv"), delimiter=",", skip_header=1, usecols=range(4))
    return found.astype(np.float32)


def row_set(rows: np.ndarray) -> list[tuple[float, ...]]:
    return sorted(map(tuple, rows.tolist()))


DRESSES = ["plain.csv", "Iris.CSV", "crlf.csv", "bom.csv", "quotes.csv", "spaces.csv", "blank_lines.csv",
           "semi.csv", "tab.csv", "tab.tsv", "comment.csv", "labelfirst.csv", "trailing.csv"]  # fmt: skip


@pytest.mark.parametrize("name", DRESSES)
def test_the_dress_alone_is_odd(name: str) -> None:
    table = tables.read(CASES / name)
    assert table.input_names == IRIS
    assert table.class_names == SPECIES
    assert table.output_name == "species"
    assert row_set(table.inputs) == row_set(iris_rows())
    np.testing.assert_array_equal(np.bincount(table.targets), [50, 50, 50])


@pytest.mark.parametrize(
    ("name", "inputs", "classes", "output"),
    [
        ("nohead.csv", ("x1", "x2", "x3", "x4"), SPECIES, "x5"),
        ("quoted_comma.csv", ("sepal, length", "w, i", "c", "d"), SPECIES, "species"),
        ("latin1.csv", ("länge", "b", "c", "d"), SPECIES, "species"),
        ("yearhead.csv", ("2019", "2020", "2021", "2022"), SPECIES, "kind"),
        ("numclass_head.csv", IRIS, ("0", "1", "2"), "species"),
        ("oneclassbased.csv", IRIS, ("1", "2", "3"), "species"),
        ("float_class.csv", ("a", "b", "c", "d"), ("0.5", "1.5", "2.5"), "k"),
        ("neg_class.csv", ("a", "b", "c", "d"), ("-1", "0", "1"), "k"),
        ("mixed_class.csv", ("a", "b", "c", "d"), ("1", "2", "none"), "k"),
        ("mixed_class2.csv", ("a", "b", "c", "d"), ("1", "2", "none"), "k"),
        ("fourclass.csv", IRIS, ("alba", *SPECIES), "species"),
        ("dup.csv", ("a", "a (2)", "a (3)", "a (4)"), ("y", "z", "x"), "k"),
        ("sorted.csv", ("a", "b", "c", "d"), ("x", "y", "z"), "k"),
        ("twoclass.csv", IRIS, ("setosa", "versicolor"), "species"),
        ("yesno.csv", ("a", "b"), ("no", "yes"), "c"),
        ("zeroone.csv", ("a", "b"), ("0", "1"), "c"),
        ("grain_deccomma.csv", ("area", "perimeter", "length"), ("large", "small"), "kind"),
        ("clay_text.csv", ("mass", "height", "glaze = matt", "glaze = blue", "glaze = clear"), ("no", "yes"),
         "fits"),
        ("flats.csv", ("rooms", "area_m2", "floor"), (), "price"),
        ("curve.csv", ("x",), (), "y"),
        ("curve0.csv", ("x",), (), "y"),
    ],
)  # fmt: skip
def test_names_and_classes_come_from_the_table(
    name: str, inputs: tuple[str, ...], classes: tuple[str, ...], output: str
) -> None:
    table = tables.read(CASES / name)
    assert table.input_names == inputs
    assert table.class_names == classes
    assert table.output_name == output
    assert table.title == Path(name).stem
    assert np.isfinite(table.inputs).all()
    assert len(table.inputs) == len(table.targets)


@pytest.mark.parametrize("name", ["missing.csv", "na.csv", "nan.csv", "qm.csv", "inf.csv"])
def test_a_missing_value_is_counted_and_its_row_dropped_or_filled(name: str) -> None:
    guess = tables.guess(CASES / name)
    seen = tables.preview(CASES / name, guess.choices)
    assert [column.missing for column in seen.columns] == [0, 0, 1, 0, 0]
    dropped = tables.read(CASES / name, guess.choices)
    assert dropped.inputs.shape == (149, 4)
    assert any("1 of petal_length; 1 row left out" in note for note in dropped.notes)


def test_infinity_is_named_by_its_line() -> None:
    assert (
        "petal_length is infinite in line 9: that counts as missing." in tables.read(CASES / "inf.csv").notes
    )


def test_a_row_without_a_class_is_dropped() -> None:
    table = tables.read(CASES / "missclass.csv")
    assert table.inputs.shape == (149, 4)
    assert table.notes == ("1 row without species left out.",)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("onecol.csv", "has one column"),
        ("onerow.csv", "has one row"),
        ("onlyhead.csv", "holds no examples"),
        ("three.csv", "each of another class"),
        ("empty.csv", "is empty"),
        ("bin_noise.csv", "isn't a table"),
        ("const.csv", "k is “A” in every row, so there is nothing to tell apart"),
        ("short.csv", "line 22: 3 values where the others have 5"),
    ],
)
def test_what_cannot_be_learned_from_is_one_sentence(name: str, words: str) -> None:
    with pytest.raises(NNVizError) as caught:
        tables.read(CASES / name)
    assert str(caught.value).startswith(name)
    assert words in str(caught.value)
    assert str(caught.value).count(". ") == 0


def test_rows_of_pixels_are_offered_as_pictures(tmp_path: Path) -> None:
    digits = bundled.digits()
    path = tmp_path / "digits_named.csv"
    with path.open("w") as file:
        for pixels, label in zip(digits.inputs * 16, digits.targets, strict=True):
            file.write(",".join(f"{value:.0f}" for value in pixels) + f",d{label}\n")
    guess = tables.guess(path)
    assert guess.choices.picture == (8, 8)
    assert None in [one.value for one in guess.picture.alternatives]
    table = tables.read(path, guess.choices)
    assert table.picture == (8, 8)
    np.testing.assert_array_equal(table.inputs, digits.inputs)
