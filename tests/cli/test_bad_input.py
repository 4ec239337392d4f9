"""Whatever is wrong, a person gets one line and exit status 2, and no file is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from nnviz import formats
from nnviz.cli import main
from tests import documents
from tests.formats.test_nnviz_file import bomb, reword


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file of each bad kind. No command may change it, so all tests share it."""
    folder = tmp_path_factory.mktemp("bad")
    for name in ("good", "newer", "wrong", "shapes", "cut"):
        formats.save(documents.small(), folder / f"{name}.nnviz")
    (folder / "folder.nnviz").mkdir()
    (folder / "empty.nnviz").touch()
    (folder / "picture.nnviz").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (folder / "cut.nnviz").write_bytes((folder / "cut.nnviz").read_bytes()[:-200])
    (folder / "text.txt").write_text("words")
    (folder / "words.csv").write_text("a,b,c,d,e\n1,2,3,four,x\n")
    (folder / "narrow.csv").write_text("a,b\n1,x\n")
    bomb(folder / "bomb.nnviz")
    reword(folder / "newer.nnviz", lambda raw: raw.update(version=99))
    reword(folder / "wrong.nnviz", lambda raw: raw["network"].update(input_shape="four"))
    misshape(folder / "shapes.nnviz")
    (folder / "fake.png").write_text("no picture")
    np.save(folder / "short.npy", np.zeros(3))
    np.save(folder / "deep.npy", np.zeros((1, 4, 4)))
    np.save(folder / "words.npy", np.array(["a"] * 4))
    np.save(folder / "pickle.npy", np.array([{}] * 4, object), allow_pickle=True)
    longer = (folder / "short.npy").read_bytes().replace(b"(3,), }      ", b"(3000000,), }")
    (folder / "giant.npy").write_bytes(longer)
    (folder / "noise.npy").write_bytes(b"noise")
    return folder


@pytest.fixture
def folder(prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the working directory."""
    monkeypatch.chdir(prepared)
    return prepared


def misshape(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    weights = safetensors.numpy.load(files["weights.safetensors"])
    weights["2.bias"] = np.zeros(7, np.float32)
    files["weights.safetensors"] = safetensors.numpy.save(weights)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)


FILES = (
    "missing.nnviz", "folder.nnviz", "empty.nnviz", "picture.nnviz", "cut.nnviz", "bomb.nnviz", "wrong.nnviz",
    "newer.nnviz", "shapes.nnviz", "text.txt", "unheard_of", "/dev/null", "a\0b", "x" * 300, "", "no/such",
)  # fmt: skip
COMMANDS = (
    ("run", "{}"),
    ("info", "{}"),
    ("render", "{}", "--out", "out.png"),
    ("train", "{}", "--data", "iris", "--out", "out.nnviz"),
    ("{}",),
)
OTHERS = (
    "run good.nnviz --input short.npy",
    "run good.nnviz --input deep.npy",
    "run good.nnviz --input words.npy",
    "run good.nnviz --input pickle.npy",
    "run good.nnviz --input noise.npy",
    "run good.nnviz --input giant.npy",
    "run good.nnviz --input missing.npy",
    "run good.nnviz --input folder.nnviz",
    "run good.nnviz --input fake.png",
    "run iris --input fake.png",
    "run good.nnviz --sample 5",
    "run good.nnviz --sample -1",
    "run good.nnviz --sample one",
    "run good.nnviz --sample 1 --input short.npy",
    "run good.nnviz --output no/such/folder/y.npy",
    "run good.nnviz --trace folder.nnviz",
    "run good.nnviz --output y.txt",
    "run good.nnviz --output y.npz",
    "run good.nnviz --output y",
    "run good.nnviz --trace t.npy",
    "run good.nnviz --trace t.json",
    "run",
    "run good.nnviz --surprise",
    "info",
    "samples surprise",
    "frobnicate good.nnviz",
    "render good.nnviz",
    "render good.nnviz --out out.png --size 0x0",
    "render good.nnviz --out out.png --size 100000x100000",
    "render good.nnviz --out out.png --size -5x5",
    "render good.nnviz --out out.png --size wide",
    "render good.nnviz --out out.png --at -1",
    "render good.nnviz --out out.png --at nan",
    "render good.nnviz --out out.png --at soon",
    "render good.nnviz --out out.png --at 1e9",
    "render digits --out out.png --at 999",
    "render good.nnviz --out out.png --select 9:99",
    "render good.nnviz --out out.png --select 1:3",
    "render good.nnviz --out out.png --select 1:0,0,0",
    "render good.nnviz --out out.png --select 1:-1",
    "render good.nnviz --out out.png --select all",
    "render good.nnviz --out out.png --theme pink",
    "render good.nnviz --out out.mp4",
    "render good.nnviz --out out.mp4",
    "render good.nnviz --out out.jpg",
    "render good.nnviz --out no/such/folder/out.png",
    "train good.nnviz --data iris --out out.nnviz",
    "train good.nnviz --data mnits --out out.nnviz",
    "train good.nnviz --data missing.csv --out out.nnviz",
    "train good.nnviz --data words.csv --out out.nnviz",
    "train iris --data narrow.csv --out out.nnviz",
    "train iris --data iris --out out.zip",
    "train iris --data iris --out folder.nnviz",
    "train iris --data iris --out no/such/folder/out.nnviz",
    "train iris --data iris --out out.nnviz --epochs 0",
    "train iris --data iris --out out.nnviz --epochs many",
    "train iris --data iris --out out.nnviz --seed -1",
    "train iris --out out.nnviz",
)


def assert_refused(arguments: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("nnviz: ")
    assert printed.err.count("\n") == 1
    assert printed.err.endswith("\n")
    assert "shouldn't" not in printed.err
    assert contents(folder) == before


def contents(folder: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("file", FILES, ids=lambda file: repr(file[:20]))
def test_a_bad_file_is_refused_by_every_command(
    command: tuple[str, ...], file: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_refused([part.format(file) for part in command], folder, capsys)


@pytest.mark.parametrize("line", OTHERS)
def test_bad_options_are_refused(line: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_refused(line.split(), folder, capsys)
