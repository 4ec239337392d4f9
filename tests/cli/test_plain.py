"""What the commands print of a file whose names hold markup and control characters."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from nnviz import formats
from nnviz.cli import main
from nnviz.plaintext import breakable, visible
from tests import planted
from tests.test_plaintext import ends_more_than_it_began, is_quiet, turned_after

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names of files")

NAMES = [planted.text(), planted.SHORT]


@pytest.fixture(params=NAMES)
def planted_file(request, tmp_path: Path) -> Path:
    """A file that holds one of the texts in every place, and in its own name."""
    name = tmp_path / f"{request.param.replace('/', '|')[:80]}.nnviz"
    return planted.opens(tmp_path / "whole.nnviz", name, request.param, draft=False)[0]


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """All that a command prints, each line looked at."""
    main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    for line in f"{printed.out}\n{printed.err}".split("\n"):
        assert is_quiet(line), ascii(line)
        assert not turned_after(line), ascii(line)
        assert not ends_more_than_it_began(line), ascii(line)
    return printed.out + printed.err


def folded(text: str) -> str:
    """A text without the blanks at which a table may have broken it."""
    return "".join(text.split())


def test_info_says_names_as_they_are(planted_file, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "5000")
    document = formats.open_any(planted_file)[0]
    printed = said(capsys, "info", planted_file)
    assert visible(document.title) in printed
    assert breakable(document.network.layer(1).name) in printed
    for name in document.output_names:
        assert visible(name) in printed


@pytest.mark.parametrize("width", ["60", "5000"])
def test_run_says_names_as_they_are(planted_file, capsys, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", width)
    document = formats.open_any(planted_file)[0]
    printed = said(capsys, "run", planted_file)
    assert visible(document.title) in printed
    if width == "5000":
        for name in (*document.input_names, *document.output_names):
            assert folded(breakable(name)) in folded(printed)


def test_a_batch_says_names_as_they_are(planted_file, capsys, tmp_path):
    document = formats.open_any(planted_file)[0]
    np.save(tmp_path / "batch.npy", np.zeros((3, 4), np.float32))
    printed = said(capsys, "run", planted_file, "--input", tmp_path / "batch.npy")
    assert any(folded(breakable(name)) in folded(printed) for name in document.output_names)


def test_json_gives_names_back_letter_by_letter(planted_file, capsys):
    document = formats.open_any(planted_file)[0]
    found = json.loads(said(capsys, "info", planted_file, "--json"))
    assert (found["title"], found["about"]) == (document.title, document.about)
    assert found["classes"] == list(document.output_names)
    assert found["inputs"] == list(document.input_names)
    assert found["layers"][0]["name"] == document.network.layer(1).name
    assert found["score"]["examples"] == document.score.examples
    run = json.loads(said(capsys, "run", planted_file, "--json"))
    assert run["prediction"]["label"] in document.output_names


def test_every_refusal_is_one_quiet_line(capsys, tmp_path):
    whole = planted.written(tmp_path / "whole.nnviz")
    raw, count = planted.content(whole), 0
    for place, _ in planted.places(raw):
        path = planted.with_content(
            whole, planted.planted(raw, place, planted.text()), tmp_path / f"{planted.SHORT[:4]}.nnviz"
        )
        printed = said(capsys, "info", path)
        if printed.startswith("nnviz: "):
            count += 1
            assert printed.count("\n") == 1
    assert count > 20


@pytest.mark.parametrize(
    "arguments",
    [
        ["info", f"{planted.SHORT}.nnviz"],
        ["run", planted.text()],
        ["run", "xor", "--input", f"{planted.SHORT}.npy"],
        ["run", "xor", "--sample", planted.SHORT],
        ["run", "xor", f"--{planted.SHORT}"],
        ["render", "xor", "--out", f"{planted.SHORT}/a.png"],
        ["render", "xor", "--out", "a.png", "--size", planted.SHORT],
        ["train", "xor", "--data", planted.SHORT, "--out", "a.nnviz"],
        ["info", os.fsdecode(b"not utf-8 \xff.nnviz")],
    ],
)
def test_what_was_typed_is_quoted_quietly(capsys, arguments):
    assert said(capsys, *arguments).startswith("nnviz: ")
