"""The kernel sandbox in a file."""

import json
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import edits
from nnviz.document.sandbox import PAD_SIZE, Sandbox
from nnviz.errors import FileError


@pytest.fixture
def document():
    return formats.open_any("xor")[0]


def saved(document, sandbox, path):
    formats.save(edits.set_sandbox(document, sandbox), path)
    return path


def test_it_comes_back_as_it_was(document, tmp_path):
    drawing = np.linspace(0, 1, PAD_SIZE[0] * PAD_SIZE[1], dtype=np.float32).reshape(PAD_SIZE)
    before = Sandbox("pad", padding="same").with_size(5).with_cell(2, 2, -0.123456789).with_drawing(drawing)
    before = before.with_stride(2).with_dilation(4).with_window(3, 7)
    after = formats.open_any(saved(document, before, tmp_path / "a.nnviz"))[0].sandbox
    assert np.array_equal(after.drawing, before.drawing)
    assert replace(after, drawing=None).__dict__ == replace(before, drawing=None).__dict__


def test_a_document_without_one_has_none(document, tmp_path):
    formats.save(document, tmp_path / "a.nnviz")
    assert formats.open_any(tmp_path / "a.nnviz")[0].sandbox is None


@pytest.mark.parametrize(
    "damage",
    [
        {"kernel": [[1.0, 2.0]]},
        {"kernel": []},
        {"kernel": [[1e30]]},
        {"stride": 0},
        {"padding": "none"},
        {"dilation": 128},
        {"dilation": 3},
        {"window": [400, 0]},
        {"window": [-1, 0]},
        {"picture": "moon"},
    ],
)
def test_a_damaged_one_is_refused_in_a_sentence(document, tmp_path, damage):
    path = saved(document, Sandbox(), tmp_path / "a.nnviz")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    raw = json.loads(files["document.json"])
    raw["sandbox"] |= damage
    files["document.json"] = json.dumps(raw).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    with pytest.raises(FileError, match="is damaged"):
        formats.open_any(path)
