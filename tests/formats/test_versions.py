"""A file of every earlier version opens, and is saved as one of today."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.formats import schema
from tests.documents import assert_same

FILES = sorted((Path(__file__).parent / "versions").glob("*.nnviz"))


def version_of(path: Path) -> int:
    with zipfile.ZipFile(path) as archive:
        return int(json.loads(archive.read("document.json"))["version"])


def test_there_is_a_file_of_every_version_before_this_one() -> None:
    assert {version_of(path) for path in FILES} == set(range(1, schema.VERSION))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_opens_computes_and_is_saved_as_one_of_today(path: Path, tmp_path: Path) -> None:
    assert path.stem.startswith(f"{version_of(path)}-")
    document, _ = formats.open_any(path)
    again = tmp_path / "again.nnviz"
    formats.save(document, again)
    assert version_of(again) == schema.VERSION
    reopened = formats.open_any(again)[0]
    assert_same(reopened, document)
    x = document.input.values[None]
    np.testing.assert_array_equal(reopened.network.predict(x), document.network.predict(x))
