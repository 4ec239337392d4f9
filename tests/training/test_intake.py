"""A table on its way to a document, and a document's table found again."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import tables
from nnviz.data.sources import Preparation, TableFile
from nnviz.data.tables import Given
from nnviz.document import Document
from nnviz.errors import FileError, NNVizError
from nnviz.formats import training as training_format
from nnviz.session import Session
from nnviz.training import intake
from nnviz.training.intake import Intake

CASES = Path(__file__).parents[1] / "data" / "tables" / "cases"


def made(path: Path) -> Document:
    """The document of a table as it is guessed."""
    sight = intake.first(path)
    return intake.document(sight, Intake(Given(), sight.choices), intake.read(sight))


def test_the_document_has_the_names_of_the_table() -> None:
    document = made(CASES / "grain_deccomma.csv")
    assert document.input_names == ("area", "perimeter", "length")
    assert document.output_names == ("large", "small")
    assert (document.task, document.view.page) == ("classes", "train")
    assert "grain_deccomma" in document.title
    flats = made(CASES / "flats.csv")
    assert (flats.task, flats.output_names) == ("values", ("price",))


def test_it_knows_where_its_examples_come_from_and_how_they_are_prepared() -> None:
    path = CASES / "grain_deccomma.csv"
    training = made(path).training
    assert training is not None
    assert isinstance(training.source, TableFile)
    assert Path(training.source.path) == path.absolute()
    assert training.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert training.source.choices.target == 3
    assert training.preparation == Preparation("standardize", 0.2)
    assert training.data is not None
    assert (len(training.data), training.data.held_out) == (210, 42)


def test_the_network_that_is_shown_is_the_one_that_is_trained() -> None:
    path = CASES / "grain_deccomma.csv"
    sight = intake.first(path)
    chosen = Intake(Given(), sight.choices, hidden=5)
    shown = intake.network(sight, chosen)
    assert shown is not None
    network = intake.document(sight, chosen, intake.read(sight)).network
    assert shown.shapes == network.shapes == ((3,), (5,), (2,))
    for key, array in shown.parameters().items():
        np.testing.assert_array_equal(array, network.parameters()[key])


@pytest.mark.parametrize("name", ["grain_deccomma.csv", "flats.csv", "clay_text.csv", "trailing.csv"])
def test_sizes_are_counted_before_the_table_is_read(name: str) -> None:
    sight = intake.first(CASES / name)
    assert sight.table is not None
    outputs = len(sight.table.class_names) or 1
    assert intake.sizes(sight, sight.choices) == (len(sight.table.input_names), outputs)


def test_a_small_table_travels_with_its_document(tmp_path: Path) -> None:
    table = tmp_path / "grain.csv"
    shutil.copy(CASES / "grain_deccomma.csv", table)
    document = made(table)
    formats.save(document, tmp_path / "mine.nnviz")
    table.unlink()
    again = formats.open_any(tmp_path / "mine.nnviz")[0]
    assert document.training is not None
    assert again.training is not None
    assert again.training.data is not None
    assert document.training.data is not None
    assert again.training.source == document.training.source
    np.testing.assert_array_equal(again.training.data.inputs, document.training.data.inputs)
    np.testing.assert_array_equal(again.training.data.targets, document.training.data.targets)
    assert again.training.data.held_out == document.training.data.held_out


@pytest.fixture
def referred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path, Document]:
    """(the table, the document's file, the document) of a table too large to be embedded."""
    monkeypatch.setattr(training_format, "MOST_EMBEDDED", 1000)
    table = tmp_path / "data" / "grain.csv"
    table.parent.mkdir()
    shutil.copy(CASES / "grain_deccomma.csv", table)
    document = made(table)
    path = tmp_path / "mine.nnviz"
    formats.save(document, path)
    return table, path, document


def found(path: Path) -> np.ndarray:
    """The examples of a saved document, found where they lie."""
    training = formats.open_any(path)[0].training
    assert training is not None
    assert training.data is None, "they are too large for the file"
    assert isinstance(training.source, TableFile)
    places = intake.places(training.source, path)
    return intake.found_again(training.source, training.preparation, places).inputs


def test_a_large_table_is_found_where_it_was(referred: tuple[Path, Path, Document]) -> None:
    _, path, document = referred
    assert document.training is not None
    assert document.training.data is not None
    np.testing.assert_array_equal(found(path), document.training.data.inputs)


def test_a_large_table_is_found_beside_the_document(referred: tuple[Path, Path, Document]) -> None:
    table, path, document = referred
    table.rename(path.parent / table.name)
    assert document.training is not None
    assert document.training.data is not None
    np.testing.assert_array_equal(found(path), document.training.data.inputs)


def test_a_table_that_is_gone_is_named(referred: tuple[Path, Path, Document]) -> None:
    table, path, _ = referred
    table.unlink()
    with pytest.raises(FileError, match=r"grain\.csv .*isn’t where it was; find it"):
        found(path)


def test_a_table_that_has_changed_is_refused(referred: tuple[Path, Path, Document]) -> None:
    table, path, _ = referred
    table.write_text(table.read_text(encoding="utf-8").replace("17,47", "71,47"), encoding="utf-8")
    with pytest.raises(FileError, match=r"grain\.csv has changed"):
        found(path)


def test_examples_that_are_found_are_no_edit(referred: tuple[Path, Path, Document]) -> None:
    _, path, document = referred
    session = Session(formats.open_any(path)[0], path)
    assert document.training is not None
    assert document.training.data is not None
    session.give_examples(document.training.data)
    training = session.document.training
    assert training is not None
    assert training.data is document.training.data
    assert not session.has_unsaved_work
    assert session.undo_label is None


def test_what_is_no_table_is_refused_in_a_sentence() -> None:
    for name in ("empty.csv", "bin_noise.csv", "onecol.csv", "onlyhead.csv"):
        with pytest.raises(NNVizError, match=name):
            intake.first(CASES / name)


def test_reading_stops_where_nobody_waits_any_more() -> None:
    sight = intake.first(CASES / "grain_deccomma.csv")
    large = replace(sight, table=None)
    with pytest.raises(tables.StoppedError):
        intake.completed(large, lambda: False)
    assert intake.completed(large, lambda: True).table is not None
