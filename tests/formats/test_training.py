"""Training in a file: examples, recipes, runs; and going on from it to the bit."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import Dataset, catalogue
from nnviz.data.sources import Bundled, Embedded, PictureFolder, Preparation, TableFile
from nnviz.data.tables import Choices
from nnviz.document import Document, View
from nnviz.document.training import StepView, Training, TrainView
from nnviz.engine import Recipe, Trainer
from nnviz.errors import FileError
from nnviz.formats.runs import thinned
from tests.documents import assert_same
from tests.trainings import training


def _trained(steps: int = 9) -> tuple[Document, Trainer]:
    document, _ = formats.open_any("xor")
    found, trainer = training(steps)
    return replace(document, training=found), trainer


def _again(document: Document, tmp_path: Path) -> Document:
    path = tmp_path / "mine.nnviz"
    formats.save(document, path)
    return formats.open_any(path)[0]


def test_everything_comes_back(tmp_path: Path) -> None:
    document, _ = _trained()
    assert_same(_again(document, tmp_path), document)


def test_training_goes_on_from_the_file_to_the_bit(tmp_path: Path) -> None:
    document, trainer = _trained()
    again = _again(document, tmp_path).training
    assert again is not None
    assert again.data is not None
    run, learned = again.runs[0], again.data.training
    other = Trainer(run.network, (learned.inputs, learned.targets), run.recipe(0), checkpoint=run.kept[-1])
    assert other.advance(12) == trainer.advance(12)
    mine, theirs = other.network().parameters(), trainer.network().parameters()
    assert all(mine[key].tobytes() == theirs[key].tobytes() for key in mine)


def test_a_bundled_set_is_named_and_not_written(tmp_path: Path) -> None:
    document, _ = formats.open_any("iris")
    mine = Training(catalogue.get("iris"), Bundled("iris"), Preparation(), Recipe())
    path = tmp_path / "mine.nnviz"
    formats.save(replace(document, training=mine), path)
    with zipfile.ZipFile(path) as archive:
        assert "data/training_inputs.npy" not in archive.namelist()
    again = formats.open_any(path)[0].training
    assert again is not None
    assert again.data is not None
    assert np.array_equal(again.data.inputs, catalogue.get("iris").inputs)


def test_examples_of_more_than_20_mb_stay_where_they_are(tmp_path: Path) -> None:
    document, _ = formats.open_any("xor")
    large = Dataset("large", np.zeros((3_000_000, 2), np.float32), np.zeros((3_000_000, 1), np.float32))
    mine = Training(large, Embedded("large"), Preparation(), Recipe())
    again = _again(replace(document, training=mine), tmp_path).training
    assert again is not None
    assert again.data is None


def test_what_is_looked_at_comes_back(tmp_path: Path) -> None:
    document, _ = formats.open_any("xor")
    train = TrainView("examples", False, 21, (1, 2), True, (0, 1), True, "paint", 1)
    step = StepView(2.5, (1, "weight", (0, 1)), 3, "nudges")
    view = View(page="train", train=train, step=step)
    again = _again(replace(document, view=view), tmp_path).view
    assert (again.page, again.train, again.step) == ("train", train, step)


def test_a_file_holds_few_enough_kept_steps_and_those_that_are_needed() -> None:
    document, _ = _trained(40)
    assert document.training is not None
    kept = document.training.runs[0].kept
    few = thinned(kept, (17, None), kept[0].nbytes * 10)
    steps = [one.step for one in few]
    assert len(few) <= 10
    assert {0, 17, 40} <= set(steps)
    assert thinned(kept, (), 10**9) == kept


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("run",), 4, "belongs to a run that isn't there"),
        (("runs", 0, "recipes"), [], "how it began"),
        (("runs", 0, "kept", 0, "step"), 1, "kept steps"),
        (("runs", 0, "kept", 9, "step"), 77, "weights of step 77"),
        (("runs", 0, "before", "deviation"), [0.0, 1.0], "scaling"),
        (("recipe", "optimizer", "name"), "adamm", 'did you mean "adam"'),
        (("recipe", "optimizer", "rat"), 1, "doesn't take rat"),
        (("recipe", "batch_size"), 0, "batch_size"),
        (("preparation", "share"), 0.9, "impossible share"),
        (("data", "held_out"), 99, "holds out more"),
        (("source", "tag"), "web", "source"),
    ],
)
def test_a_damaged_part_is_one_sentence(
    place: tuple[str | int, ...], value: object, said: str, tmp_path: Path
) -> None:
    document, _ = _trained()
    path = tmp_path / "mine.nnviz"
    formats.save(document, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    raw = json.loads(parts["document.json"])
    part = raw["training"]
    for key in place[:-1]:
        part = part[key]
    part["type" if place[-1] == "tag" else place[-1]] = value
    parts["document.json"] = json.dumps(raw).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(FileError, match=said):
        formats.open_any(path)


def test_a_table_is_remembered_with_all_that_was_chosen_about_it(tmp_path: Path) -> None:
    document, _ = _trained()
    assert document.training is not None
    choices = Choices(
        ";",
        ",",
        False,
        "latin-1",
        "#",
        ("number", "category", "out", "target"),
        "value",
        "median",
        "drop",
        (8, 8),
    )
    source = TableFile("/somewhere/wheat.csv", "ab" * 32, choices)
    mine = replace(document.training, source=source)
    again = _again(replace(document, training=mine), tmp_path).training
    assert again is not None
    assert again.source == source


def test_a_folder_of_pictures_is_named(tmp_path: Path) -> None:
    document, _ = _trained(1)
    assert document.training is not None
    source = PictureFolder("/home/somebody/cats and dogs", 32, 1, True, "0" * 64)
    again = _again(replace(document, training=replace(document.training, source=source)), tmp_path).training
    assert again is not None
    assert again.source == source
