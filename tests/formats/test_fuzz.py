"""Damaged and hostile files: a short run of `make fuzz`, and the ones that once got through, by name."""

import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from nnviz import assets, formats
from nnviz.data import npy, pictures, tables
from nnviz.document import structure
from nnviz.document.new import from_network
from nnviz.engine import Conv2D, Dense, Network
from nnviz.errors import FileError, InputError, ShapeError
from tools.fuzz import seeds

HOUSE = Path(__file__).parents[2]


def test_mutated_files_open_or_are_refused_in_a_sentence() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tools.fuzz", "--seed", "5", "--count", "600"],
        cwd=HOUSE, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "600 files" in ran.stdout
    assert "opened" in ran.stdout
    assert "refused" in ran.stdout


def test_the_search_finds_what_it_looks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that lets a fault through is reported, with the way to see it again."""
    from tools.fuzz import __main__ as fuzz

    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n2,3\n3,5\n")
    assert fuzz.look(path) == "opened"

    def broken(_path: Path) -> None:
        raise KeyError("lost")

    monkeypatch.setattr(tables, "read", broken)
    assert fuzz.look(path).startswith("KeyError")


HEADERS = ["{[]:1}", "(", "-" * 9000 + "1", "[" * 300, "{'descr': 1}", "\x00"]
NEGATIVE = "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -4), }"


@pytest.mark.parametrize("header", [*HEADERS, NEGATIVE], ids=lambda header: header[:12])
def test_an_arrays_header_that_is_none(header: str) -> None:
    content = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header.encode("latin1") + bytes(16)
    with pytest.raises(InputError, match="isn't an array"):
        npy.parse(content)


def test_a_broken_archive_of_arrays(tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    np.savez(path, input=np.ones(4))
    whole = path.read_bytes()
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with pytest.raises((InputError, FileError), match=r"x\.npz"):
            npy.read_npz(path)


def changed(tmp_path: Path, change: object) -> Path:
    """A bundled sample whose document.json ``change`` has altered."""
    parts = seeds.members((assets.path("samples") / "digits-cnn.nnviz").read_bytes())
    document = json.loads(parts["document.json"])
    change(document)  # type: ignore[operator]
    parts["document.json"] = json.dumps(document).encode()
    path = tmp_path / "mine.nnviz"
    path.write_bytes(seeds.packed(parts))
    return path


@pytest.mark.parametrize(
    ("what", "value"),
    [
        *(("x", value) for value in (-1e308, 1e30, 1e5)),
        *(("zoom", value) for value in (0, -1, 1e300)),
        *(("seconds", value) for value in (-1, 1e300)),
        *(("row", value) for value in (10**12, -(10**12))),
        ("channel", 2**60),
        ("unfolded", [2**60]),
    ],
)
def test_a_view_that_is_nowhere(tmp_path: Path, what: str, value: object) -> None:
    path = changed(tmp_path, lambda document: document["view"].update({what: value}))
    with pytest.raises(FileError, match=r"mine\.nnviz is damaged"):
        formats.open_any(path)


def test_inputs_that_are_no_names(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda document: document["network"]["layers"][0]["options"].update(inputs=[[]]))
    with pytest.raises(FileError, match=r"mine\.nnviz is damaged.*names"):
        formats.open_any(path)


def test_weights_of_no_type(tmp_path: Path) -> None:
    parts = seeds.members((assets.path("samples") / "xor.nnviz").read_bytes())
    weights = parts["weights.safetensors"]
    length = int.from_bytes(weights[:8], "little")
    header = json.loads(weights[8 : 8 + length])
    header["1.bias"]["dtype"] = 1
    text = json.dumps(header).encode()
    parts["weights.safetensors"] = len(text).to_bytes(8, "little") + text + weights[8 + length :]
    (tmp_path / "mine.nnviz").write_bytes(seeds.packed(parts))
    with pytest.raises(FileError, match=r"mine\.nnviz"):
        formats.open_any(tmp_path / "mine.nnviz")


def peak_of(call: object) -> tuple[str, int]:
    """What it says, and the most bytes that Python's own allocations came to."""
    tracemalloc.start()
    try:
        with pytest.raises((FileError, InputError, ShapeError)) as refused:
            call()  # type: ignore[operator]
        return str(refused.value), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_zeros_behind_a_divisor_are_refused_with_the_figure(tmp_path: Path) -> None:
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "|u1", "fortran_order": False, "shape": (400_000_000 // 784, 784)}
    )
    parts = seeds.members((assets.path("samples") / "mnist.nnviz").read_bytes())
    path = tmp_path / "mine.nnviz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != "data/inputs.npy":
                archive.writestr(name, content)
        with archive.open("data/inputs.npy", "w", force_zip64=True) as stream:
            stream.write(header.getvalue())
            for _ in range(400_000_000 // 784 // 1000):
                stream.write(bytes(784_000))
    assert path.stat().st_size < 1_000_000
    words, peak = peak_of(lambda: formats.open_any(path))
    assert "GB of memory" in words
    assert peak < 200_000_000


def test_a_large_picture_is_read_small(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("L", (6300, 6300), 255).save(path)
    tracemalloc.start()
    pictures.read_picture(path, (28, 28))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200_000_000


def test_a_network_whose_pass_is_too_large_is_refused_before_it_runs(tmp_path: Path) -> None:
    network = Network.build((1, 8, 8), [Conv2D(4, 3, padding=2, activation="relu")])
    path = tmp_path / "mine.nnviz"
    formats.save(from_network(network), path)
    parts = seeds.members(path.read_bytes())
    document = json.loads(parts["document.json"])
    document["network"]["layers"][0]["options"]["padding"] = 4500
    parts["document.json"] = json.dumps(document).encode()
    path.write_bytes(seeds.packed(parts))
    words, peak = peak_of(lambda: formats.open_any(path))
    assert "GB of memory" in words
    assert peak < 50_000_000


def test_a_layer_list_that_grows_too_large_is_refused(tmp_path: Path) -> None:
    document = from_network(Network.build((16,), [Dense(16)]))
    wide = {"units": 5000}
    document = structure.add_layer(document, "Dense", options=wide)
    document = structure.add_layer(document, "Dense", options=wide)
    with pytest.raises(ShapeError, match=r"of memory.*smaller"):
        for_ever(document, wide)


def for_ever(document: object, options: dict[str, int]) -> None:
    for _ in range(40):
        document = structure.add_layer(document, "Dense", options=options)  # type: ignore[arg-type]


def test_a_table_of_too_many_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    row = b",".join(b"c%d" for _ in range(60)) + b",1\n"
    path.write_bytes(b"".join(row % ((number % 900,) * 60) for number in range(20_000)))
    choices = tables.Choices(header=False, kinds=("category",) * 60 + ("target",), answers="value")
    words, peak = peak_of(lambda: tables.read(path, choices))
    assert "GB of memory" in words
    assert peak < 100_000_000


def test_sizes_that_numpy_cannot_count_to(tmp_path: Path) -> None:
    def enormous(document: dict) -> None:
        document["network"]["layers"][1]["options"]["stride"] = [10**30, 1]

    with pytest.raises(FileError, match=r"mine\.nnviz is damaged.*at most"):
        formats.open_any(changed(tmp_path, enormous))


def test_an_axis_that_python_takes_for_a_number(tmp_path: Path) -> None:
    def true(document: dict) -> None:
        document["network"]["layers"][-1]["options"]["activation"] = {"name": "softmax", "axis": True}

    document, _ = formats.open_any(changed(tmp_path, true))
    assert document.network.predict(document.input.values[None]).sum() == pytest.approx(1, abs=1e-5)
