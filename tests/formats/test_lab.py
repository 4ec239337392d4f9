"""The activation lab in a file."""

from __future__ import annotations

import json
import math
import zipfile
from dataclasses import replace

import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.document.lab import Lab, LabView, Stack
from nnviz.engine.functions import activations
from nnviz.errors import FileError

LAB = Lab(
    cards=(activations.get("leaky_relu", alpha=0.3), activations.get("step", at_zero=0.5)),
    compared=(activations.get("elu", alpha=2.0),),
    scores=(1000.0, 1001.0, 1002.0),
    target=2,
    temperature=0.5,
    shifted=False,
    replaced=((1, activations.get("tanh")),),
)
VIEW = LabView(
    part="softmax", z=-2.0, table=True, learned=True, histogram="layer", score=2, softmax_seconds=3.2,
    source="network", trained=True, stack=Stack(50, 64, 3, "he", "normal"), layer=4, signal=True,
    by_start=True, starts=("lecun", "he"), start_of=2,
    dying_layer=1, dying_unit=7, bend_seconds=1.5, probe=(0.2, 0.9),
    bend_stage=1, bend_cell=(2, 3),
)  # fmt: skip


@pytest.fixture
def document():
    return formats.open_any("xor")[0]


def saved(document, path, damage=None, view_damage=None):
    document = edits.set_lab(document, LAB)
    formats.save(replace(document, view=replace(document.view, lab=VIEW)), path)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    raw = json.loads(files["document.json"])
    raw["lab"] |= damage or {}
    raw["view"]["lab"] |= view_damage or {}
    files["document.json"] = json.dumps(raw).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_it_comes_back_as_it_was(document, tmp_path) -> None:
    opened = formats.open_any(saved(document, tmp_path / "a.nnviz"))[0]
    assert opened.lab == LAB
    assert opened.view.lab == VIEW


def test_a_document_without_one_has_none(document, tmp_path) -> None:
    formats.save(document, tmp_path / "a.nnviz")
    opened = formats.open_any(tmp_path / "a.nnviz")[0]
    assert opened.lab is None
    assert opened.view.lab == LabView()
    assert math.isinf(opened.view.lab.softmax_seconds)


@pytest.mark.parametrize(
    "damage",
    [
        {"cards": []},
        {"cards": [{"name": "softmax"}]},
        {"cards": [{"name": "none such"}]},
        {"cards": [{"name": "leaky_relu", "alpha": 7.0}]},
        {"cards": [{"name": "leaky_relu", "beta": 1.0}]},
        {"cards": [{"name": "relu"}] * 41},
        {"compared": []},
        {"scores": []},
        {"scores": [1e308]},
        {"scores": [0.0] * 21},
        {"target": -1},
        {"temperature": 0.0},
    ],
)
def test_a_damaged_one_is_refused_in_a_sentence(document, tmp_path, damage) -> None:
    with pytest.raises(FileError):
        formats.open_any(saved(document, tmp_path / "a.nnviz", damage))


@pytest.mark.parametrize("damage", [{"stack": {"layers": 0}}, {"stack": {"width": 10**6}}])
def test_a_stack_that_cannot_be_is_refused(document, tmp_path, damage) -> None:
    with pytest.raises(FileError):
        formats.open_any(saved(document, tmp_path / "a.nnviz", view_damage=damage))


def test_what_can_no_longer_be_looked_at_begins_anew(document, tmp_path) -> None:
    path = saved(document, tmp_path / "a.nnviz", view_damage={"part": "gone", "z": 1e300, "layer": -3})
    lab = formats.open_any(path)[0].view.lab
    assert (lab.part, lab.z, lab.layer) == ("functions", 1e4, 1)
