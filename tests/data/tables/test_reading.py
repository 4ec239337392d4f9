"""Tables read part by part: what is dropped, filled and said, and how little of the text is held."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from nnviz.data import tables
from nnviz.data.sources import Preparation
from nnviz.data.tables import rows
from nnviz.errors import InputError
from tests.tables import CASES, many, written


def test_lines_that_do_not_fit_are_refused_or_dropped() -> None:
    choices = tables.guess(CASES / "short.csv").choices
    with pytest.raises(InputError, match="line 22: 3 values where the others have 5"):
        tables.read(CASES / "short.csv", choices)
    dropped = tables.read(CASES / "short.csv", tables.Choices(**{**vars(choices), "ragged": "drop"}))
    assert dropped.inputs.shape == (149, 4)
    assert "1 line with too few or too many values left out." in dropped.notes


def test_gaps_are_filled_with_the_median_of_the_training_rows(tmp_path: Path) -> None:
    lines = [f"{i if i % 3 else ''},{i * 2},{'ab'[i % 2]}" for i in range(60)]
    path = written(tmp_path, "a,b,k\n" + "\n".join(lines) + "\n")
    guess = tables.guess(path)
    assert guess.choices.missing == "median"
    table = tables.read(path, guess.choices)
    assert int(np.isnan(table.inputs[:, 0]).sum()) == 20
    assert any("20 of a; filled with the median" in note for note in table.notes)
    data = tables.dataset(table, Preparation(share=0.25, seed=3))
    learned = data.training
    # b is twice a: what a would have been is known.
    there = learned.inputs[:, 1] / 2 % 3 != 0
    median = np.median(learned.inputs[there, 0])
    filled = data.inputs[data.inputs[:, 1] / 2 % 3 == 0, 0]
    assert set(filled) == {median}


def test_a_word_among_numbers_counts_as_missing_and_many_are_refused(tmp_path: Path) -> None:
    text = "a,b,k\n" + many("{x},{y},{k}", 100) + "5.1x,1,hi\n"
    table = tables.read(written(tmp_path, text))
    assert table.inputs.shape == (100, 2)
    assert "“5.1x” isn't a number (a, line 102): it counts as missing." in table.notes
    choices = tables.Choices(kinds=("number", "number", "target"))
    with pytest.raises(InputError, match=r"line 102: “word” isn't a number; take a as a category"):
        tables.read(written(tmp_path, "a,b,k\n" + many("{x},{y},{k}", 100) + "word,1,hi\n" * 9), choices)


def test_a_class_of_one_row_is_learned_from_and_warned_of(tmp_path: Path) -> None:
    table = tables.read(written(tmp_path, "a,b,k\n" + many("{x},{y},{k}") + "9,9,odd\n"))
    assert any("“odd” has one row alone" in note for note in table.notes)
    data = tables.dataset(table)
    rare = table.class_names.index("odd")
    assert rare in data.training.targets
    assert rare not in data.unseen.targets


@pytest.mark.parametrize("name", ["sorted.csv", "plain.csv", "grain_deccomma.csv", "yesno.csv"])
def test_the_split_has_the_same_shares(name: str) -> None:
    data = tables.dataset(tables.read(CASES / name))
    held, all_rows = (np.bincount(part.targets) for part in (data.unseen, data))
    np.testing.assert_array_equal(held, np.round(0.2 * all_rows))


def test_equal_numbers_are_one_class_however_they_are_written(tmp_path: Path) -> None:
    text = "".join(f"{i}.5,{('1', '1.0', '2', '0')[i % 4]}\n" for i in range(40))
    table = tables.read(written(tmp_path, "a,class\n" + text))
    assert table.class_names == ("0", "1", "2")
    np.testing.assert_array_equal(np.bincount(table.targets), [10, 20, 10])


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of so few cells that small files have many."""
    monkeypatch.setattr(rows, "CELLS", 3_000)


@pytest.mark.usefixtures("small_parts")
def test_a_table_is_never_held_as_text(tmp_path: Path) -> None:
    row = b"1," * 99 + b"2\n" + b"3," * 99 + b"4\n"
    path = written(tmp_path, row * 300)
    choices = tables.guess(path).choices
    tracemalloc.start()
    try:
        table = tables.read(path, choices)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert table.inputs.shape == (600, 99)
    # 600 x 99 numbers take 0.24 MB, in parts and in one array twice that; as texts they would take 3.5.
    assert peak < 1_800_000


@pytest.mark.usefixtures("small_parts")
def test_reading_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b,k\n" + many("{x},{y},{k}", 1_000) * 10)
    choices = tables.guess(path).choices
    shares: list[float] = []
    table = tables.read(path, choices, shares.append)
    assert len(table.inputs) == 10_000
    assert shares == sorted(shares)
    assert len(shares) > 2
    assert shares[-1] == 1.0
    seen: list[float] = []
    with pytest.raises(tables.StoppedError):
        tables.read(path, choices, seen.append, lambda: len(seen) < 1)
    assert len(seen) == 1


def test_ten_thousand_columns(tmp_path: Path) -> None:
    random = np.random.default_rng(0)
    values = random.normal(size=(10, 10_000)).round(2)
    lines = [",".join(map(str, row)) + f",{'ab'[number % 2]}" for number, row in enumerate(values.tolist())]
    table = tables.read(written(tmp_path, "\n".join(lines)))
    np.testing.assert_array_equal(table.inputs, values.astype(np.float32))


def test_a_file_has_the_hash_that_others_work_out() -> None:
    # sha256sum of an empty file.
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tables.digest(CASES / "empty.csv") == empty
