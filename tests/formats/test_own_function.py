"""A function of one's own in a file: saved as text, read again by the same whitelist, refused in words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnviz import formats
from nnviz.document import Document, edits, structure
from nnviz.document.lab import Lab
from nnviz.engine import OwnFunction
from nnviz.errors import FileError
from nnviz.formats import folder

LEAKY = "max(0.1*z, z)"
LONGEST = "z" + "+z" * 499


def with_own(text: str = LEAKY) -> Document:
    document = edits.set_activation(formats.open_any("iris")[0], 1, "own", {"expression": text})
    return edits.set_lab(document, Lab(cards=(OwnFunction(text), OwnFunction("z^2"))))


def changed(path: Path, change: Callable[[Any], object], to: Path) -> Path:
    """The file with another ``document.json``."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    raw = json.loads(files["document.json"])
    change(raw)
    files["document.json"] = json.dumps(raw).encode()
    with zipfile.ZipFile(to, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return to


@pytest.mark.parametrize("text", [LEAKY, "z*σ(z)", "z² − 1 ÷ 2·z", LONGEST, "3"])
def test_it_comes_back_as_it_was_written(text: str, tmp_path: Path) -> None:
    document = with_own(text)
    formats.save(document, tmp_path / "own.nnviz")
    again = formats.open_any(tmp_path / "own.nnviz")[0]
    assert again.network.layer(1).activation == OwnFunction(text)
    assert again.network.equals(document.network)
    assert again.lab == document.lab
    x = document.data.inputs
    np.testing.assert_array_equal(again.network.predict(x), document.network.predict(x))


def test_a_draft_keeps_it_too(tmp_path: Path) -> None:
    document = structure.set_options(with_own(), 1, {"units": 5})
    formats.save(document, tmp_path / "own.nnviz")
    again = formats.open_any(tmp_path / "own.nnviz")[0]
    assert again.draft.rows[0].layer.activation == OwnFunction(LEAKY)


def test_a_copy_for_recovery_keeps_it_too(tmp_path: Path) -> None:
    document = with_own()
    folder.FolderWriter(tmp_path).write(document)
    assert folder.read(tmp_path, "own").network.layer(1).activation == OwnFunction(LEAKY)


BAD = [
    ("z +", "missing behind “+”"),
    ("", "Write a formula in z"),
    ("__import__('os').system('true')", "no “__import__” here"),
    ("z.__class__.__mro__", "A point stands only inside a number"),
    ("(z)(z)", "A sign is missing here"),
    ("lambda: z", "No function is made here"),
    ("[z for z in z]", "Square brackets"),
    ("f'{z}'", "no texts"),
    ("9**9**9", "is infinite for every z"),
    ("0/0", "is a finite number for no z"),
    ("1j*z", "no complex numbers"),
    ("(" * 999, "inside each other"),
    (3, "written as text"),
    (None, "written as text"),
    (["z"], "written as text"),
    ({"z": "z"}, "written as text"),
    (True, "written as text"),
]


@pytest.mark.parametrize(("text", "said"), BAD, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize("where", ["layer", "card", "compared"])
def test_a_damaged_one_is_refused_in_a_sentence(text: Any, said: str, where: str, tmp_path: Path) -> None:
    formats.save(with_own(), tmp_path / "own.nnviz")

    def damage(raw: Any) -> None:
        if where == "layer":
            raw["network"]["layers"][0]["options"]["activation"]["expression"] = text
        else:
            raw["lab"]["cards" if where == "card" else "compared"] = [{"name": "own", "expression": text}]

    path = changed(tmp_path / "own.nnviz", damage, tmp_path / "bad.nnviz")
    with pytest.raises(FileError) as problem:
        formats.open_any(path)
    sentence = str(problem.value)
    assert sentence.startswith("bad.nnviz is damaged: a function of one's own in it can't be used. ")
    assert said in sentence
    assert sentence.endswith(". Open another copy.")
    assert "\n" not in sentence


@pytest.mark.parametrize("where", ["layer", "card"])
def test_a_longer_one_is_refused(where: str, tmp_path: Path) -> None:
    formats.save(with_own(), tmp_path / "own.nnviz")

    def damage(raw: Any) -> None:
        own = {"name": "own", "expression": "z" * 1_000_000}
        if where == "layer":
            raw["network"]["layers"][0]["options"]["activation"] = own
        else:
            raw["lab"]["cards"] = [own]

    path = changed(tmp_path / "own.nnviz", damage, tmp_path / "bad.nnviz")
    with pytest.raises(FileError, match="longer than 1,000 characters"):
        formats.open_any(path)


@pytest.mark.parametrize("extra", [{"alpha": 1}, {"name": "ownn"}, {"expression": "z", "beta": 2}])
def test_other_options_are_refused(extra: dict[str, Any], tmp_path: Path) -> None:
    formats.save(with_own(), tmp_path / "own.nnviz")

    def damage(raw: Any) -> None:
        raw["network"]["layers"][0]["options"]["activation"] |= extra

    with pytest.raises(FileError, match="is damaged"):
        formats.open_any(changed(tmp_path / "own.nnviz", damage, tmp_path / "bad.nnviz"))


def test_trained_numbers_and_undo_stay_with_it() -> None:
    document = formats.open_any("iris")[0]
    own = edits.set_activation(document, 1, OwnFunction(LEAKY))
    assert own.network.layer(1).activation.written == LEAKY
    back = edits.set_activation(own, 1, document.network.layer(1).activation)
    assert back.network.equals(document.network)
    assert replace(own.network.layer(1).activation, expression="z").written == "z"
