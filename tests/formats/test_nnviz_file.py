"""The .nnviz file: what is saved is what is opened, and nothing damaged or hostile gets in."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from nnviz import formats
from nnviz.document import CurrentInput, Document, Override, Target, edits, new
from nnviz.engine import Dense, Network
from nnviz.errors import FileError, NNVizError
from nnviz.formats import schema
from tests import documents


def opened(path: Path | str) -> Document:
    return formats.open_any(path)[0]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "small.nnviz"
    formats.save(documents.small(), path)
    return path


def repack(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with some of its files changed, written by zipfile alone."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def reword(path: Path, change: Callable[[dict], None]) -> Path:
    def rewrite(files: dict[str, bytes]) -> None:
        raw = json.loads(files["document.json"])
        change(raw)
        files["document.json"] = json.dumps(raw).encode()

    return repack(path, rewrite)


def npy(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


# What is saved is what is opened


def test_a_document_comes_back_whole(saved: Path) -> None:
    documents.assert_same(opened(saved), documents.small())


def test_non_finite_weights_can_be_saved_and_opened(tmp_path: Path) -> None:
    document = documents.non_finite(documents.small())
    formats.save(document, tmp_path / "bad.nnviz")
    again = opened(tmp_path / "bad.nnviz")
    documents.assert_same(again, document)
    assert again.network.trace(again.input.values[None]).first_non_finite() == (1, (0,))


@given(
    value=st.floats(width=32),
    kind=st.sampled_from(["z", "a"]),
    title=st.text(max_size=30),
    notes=st.text(max_size=30),
)
def test_any_number_and_any_text_is_kept(
    tmp_path_factory: pytest.TempPathFactory, value: float, kind: str, title: str, notes: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.nnviz"
    document = replace(
        documents.small(),
        title=title,
        notes=notes,
        input=CurrentInput(np.full(4, value, np.float32)),
        overrides=MappingProxyType({Target(1, 0): Override(kind, value)}),
    )
    formats.save(document, path)
    again = opened(path)
    assert again.title == title
    assert again.notes == notes
    np.testing.assert_array_equal(again.overrides[Target(1, 0)].value, value)
    np.testing.assert_array_equal(again.input.values, document.input.values)


def test_arrays_of_an_opened_document_are_read_only(saved: Path) -> None:
    document = opened(saved)
    arrays = [*document.network.parameters().values(), *document.trained.values(), document.input.values]
    assert document.data is not None
    arrays += [document.data.inputs, document.data.targets, document.input.drawing]
    assert not any(array.flags.writeable for array in arrays)


def test_untouched_weights_are_shared_with_the_trained_ones(saved: Path) -> None:
    document = opened(saved)
    now = document.network.parameters()
    assert document.trained["1.bias"] is now["1.bias"]
    assert document.trained["1.weight"] is not now["1.weight"]
    assert not document.shows_trained_weights()


def test_equal_documents_give_equal_bytes(tmp_path: Path, saved: Path) -> None:
    formats.save(opened(saved), tmp_path / "again.nnviz", thumbnail=None)
    assert (tmp_path / "again.nnviz").read_bytes() == saved.read_bytes()


def test_other_programs_can_read_the_parts(tmp_path: Path) -> None:
    document = documents.small()
    formats.save(document, tmp_path / "a.nnviz", thumbnail=b"picture")
    with zipfile.ZipFile(tmp_path / "a.nnviz") as archive:
        assert archive.testzip() is None
        weights = safetensors.numpy.load(archive.read("weights.safetensors"))
        words = json.loads(archive.read("document.json"))
        targets = np.load(io.BytesIO(archive.read("data/targets.npy")), allow_pickle=False)
        assert archive.read("thumbnail.png") == b"picture"
    assert weights.keys() == {"1.weight", "1.bias", "2.weight", "2.bias"}
    np.testing.assert_array_equal(weights["1.weight"], document.network.parameters()["1.weight"])
    assert weights["1.weight"].shape == (4, 3)
    assert words["title"] == document.title
    assert words["version"] == schema.VERSION
    assert targets.tolist() == [0, 1, 1, 0, 1]


def test_pictures_are_kept_as_bytes_without_loss(tmp_path: Path) -> None:
    network = Network.build((1000,), [Dense(2)])
    x = np.random.default_rng(0).integers(0, 256, 1000).astype(np.float32) / np.float32(255)
    document = new.from_network(network, x)
    formats.save(document, tmp_path / "a.nnviz")
    with zipfile.ZipFile(tmp_path / "a.nnviz") as archive:
        assert np.load(io.BytesIO(archive.read("data/input.npy"))).dtype == np.uint8
    np.testing.assert_array_equal(opened(tmp_path / "a.nnviz").input.values, x)


def test_double_precision_is_kept(tmp_path: Path) -> None:
    network = Network.build((3,), [Dense(2)], dtype=np.float64)
    formats.save(new.from_network(network), tmp_path / "a.nnviz")
    assert opened(tmp_path / "a.nnviz").network.equals(network)
    assert opened(tmp_path / "a.nnviz").network.dtype == np.float64


def test_the_suffix_of_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"call it a\.nnviz"):
        formats.save(documents.small(), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


# Versions


def test_a_newer_version_is_refused(saved: Path) -> None:
    reword(saved, lambda raw: raw.update(version=schema.VERSION + 1, unheard_of=1))
    with pytest.raises(FileError, match=r"small\.nnviz was saved by a newer nnviz .* Update nnviz"):
        opened(saved)


def test_an_older_version_is_migrated_step_by_step() -> None:
    steps = {1: lambda raw: {**raw, "b": raw["a"] + 1}, 2: lambda raw: {**raw, "c": raw["b"] + 1}}
    assert schema.migrate({"version": 1, "a": 1}, 3, steps) == {"version": 3, "a": 1, "b": 2, "c": 3}
    with pytest.raises(FileError, match="never was a file version 0"):
        schema.migrate({"version": 0}, 3, steps)


# Bad files


def bomb(path: Path) -> Path:
    """A zip of 10 GB of zeros: one compressed block of 16 MB, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("document.json")
        archive.writestr(info, block * 640 + packer.flush())
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, 640 * 2**24
    return path


def liar(path: Path) -> Path:
    """The same, but the archive says that it unpacks to 100 bytes."""
    bomb(path)
    content = bytearray(path.read_bytes())
    directory = content.rindex(b"PK\1\2")
    struct.pack_into("<L", content, directory + 24, 100)
    extra = content.find(struct.pack("<HH", 1, 8), directory)
    if extra >= 0:
        struct.pack_into("<Q", content, extra + 4, 100)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("make", [bomb, liar])
def test_a_bomb_is_refused_without_unpacking_it(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / "bomb.nnviz")
    tracemalloc.start()
    with pytest.raises(FileError, match=r"bomb\.nnviz is (refused|damaged)"):
        opened(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**26


def widen(raw: dict) -> None:
    raw["network"]["layers"][0]["options"]["units"] = 100_000_000


def test_a_giant_shape_is_refused_before_it_is_allocated(saved: Path) -> None:
    reword(saved, widen)
    tracemalloc.start()
    with pytest.raises(FileError):
        opened(saved)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**24


def pickled() -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array([{}], object), allow_pickle=True)
    return stream.getvalue()


def long_header() -> bytes:
    return npy(np.zeros(2, np.float32)).replace(b"(2,)", b"(9,)")


WORDS: dict[str, Callable[[dict], object]] = {
    "wrong type": lambda raw: raw.update(title=7),
    "wrong type deep inside": lambda raw: raw["network"].update(input_shape=["4"]),
    "unknown field": lambda raw: raw.update(surprise=1),
    "no version": lambda raw: raw.pop("version"),
    "version of another type": lambda raw: raw.update(version="1"),
    "negative shape": lambda raw: raw["network"].update(input_shape=[-4]),
    "other shape": lambda raw: raw["network"].update(input_shape=[5]),
    "unknown layer": lambda raw: raw["network"]["layers"][0].update(kind="Dens"),
    "unknown option": lambda raw: raw["network"]["layers"][0]["options"].update(wings=2),
    "unknown activation": lambda raw: raw["network"]["layers"][0]["options"].update(activation={"name": "x"}),
    "no layers": lambda raw: raw["network"].update(layers=[]),
    "override of nothing": lambda raw: raw["overrides"][0].update(unit=3),
    "override by a word": lambda raw: raw["overrides"][0].update(value="many"),
    "selection of nothing": lambda raw: raw["view"].update(selection={"layer": 9, "unit": 99}),
    "missing file": lambda raw: raw["input"]["values"].update(file="data/other.npy"),
    "file outside": lambda raw: raw["input"]["values"].update(file="../../etc/passwd"),
    "sample that isn't there": lambda raw: raw["input"].update(origin="sample", sample=5),
    "too many held out": lambda raw: raw["data"].update(held_out=6),
    "names that don't fit": lambda raw: raw.update(output_names=["one", "two", "three"]),
    "image shape that doesn't fit": lambda raw: raw.update(image_shape=[3, 3]),
    "trained parameter that isn't there": lambda raw: raw["trained"].append("7.weight"),
    "no zoom": lambda raw: raw["view"].update(zoom=0),
}

FILES: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no document": lambda files: files.pop("document.json"),
    "no weights": lambda files: files.pop("weights.safetensors"),
    "JSON cut off": lambda files: files.update({"document.json": files["document.json"][:-9]}),
    "JSON in another encoding": lambda files: files.update({"document.json": b'{"title": "\xff"}'}),
    "a list": lambda files: files.update({"document.json": b"[]"}),
    "deep JSON": lambda files: files.update({"document.json": b"[" * 100_000}),
    "weights cut off": lambda files: files.update({"weights.safetensors": files["weights.safetensors"][:-9]}),
    "weights with a huge header": lambda files: files.update({"weights.safetensors": b"\xff" * 16}),
    "weights of zeros": lambda files: files.update({"weights.safetensors": bytes(64)}),
    "no weights in it": lambda files: files.update({"weights.safetensors": b""}),
    "a pickle": lambda files: files.update({"data/inputs.npy": pickled()}),
    "an array that is no array": lambda files: files.update({"data/inputs.npy": b"hello"}),
    "an array shorter than it says": lambda files: files.update({"data/input.npy": long_header()}),
    "an input of another shape": lambda files: files.update({"data/input.npy": npy(np.zeros(3, np.float32))}),
    "an input of words": lambda files: files.update({"data/input.npy": npy(np.array(["a"] * 4))}),
    "an input of complex numbers": lambda files: files.update({"data/input.npy": npy(np.zeros(4, complex))}),
    "a target that is no class": lambda files: files.update({"data/targets.npy": npy(np.full(5, 9))}),
    "targets of another length": lambda files: files.update({"data/targets.npy": npy(np.zeros(4, np.int64))}),
}


def assert_friendly(path: Path) -> None:
    """One line that names the file, and no word of Python's."""
    with pytest.raises(NNVizError) as caught:
        opened(path)
    sentence = str(caught.value)
    assert sentence.startswith(path.name)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    for word in ("Traceback", "Error", "<class", "object at", "None"):
        assert word not in sentence


@pytest.mark.parametrize("name", WORDS)
def test_a_document_that_is_wrong_is_refused(saved: Path, name: str) -> None:
    assert_friendly(reword(saved, WORDS[name]))


@pytest.mark.parametrize("name", FILES)
def test_an_archive_that_is_wrong_is_refused(saved: Path, name: str) -> None:
    assert_friendly(repack(saved, FILES[name]))


def test_weights_of_the_wrong_shape_name_the_layer(saved: Path) -> None:
    def transpose(files: dict[str, bytes]) -> None:
        weights = safetensors.numpy.load(files["weights.safetensors"])
        weights["1.weight"] = np.ascontiguousarray(weights["1.weight"].T)
        files["weights.safetensors"] = safetensors.numpy.save(weights)

    with pytest.raises(FileError, match=r"1\.weight must be 4 × 3 but is 3 × 4"):
        opened(repack(saved, transpose))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(saved: Path, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(share * len(content))])
    assert_friendly(saved)


@pytest.mark.parametrize("flag", [0x01, 0x20, 0x40])
def test_a_zip_with_flags_that_nobody_reads_is_refused(saved: Path, flag: int) -> None:
    """Encrypted, patched, strongly encrypted: the flags stand in the directory at the end of the zip."""
    content = bytearray(saved.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= flag
    saved.write_bytes(content)
    assert_friendly(saved)


@given(data=st.data())
def test_any_damage_is_an_error_or_harmless(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.nnviz"
    formats.save(documents.small(), path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        document = opened(path)
    except NNVizError:
        return
    assert document.network.predict(document.input.values[None]).shape == (1, 2)


def test_a_missing_file_a_folder_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.nnviz").touch()
    (tmp_path / "folder.nnviz").mkdir()
    for name, words in (("none", "no file"), ("folder", "is a folder"), ("empty", "is empty")):
        with pytest.raises(FileError, match=words):
            opened(tmp_path / f"{name}.nnviz")


def test_a_picture_named_nnviz_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cat.nnviz").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert_friendly(tmp_path / "cat.nnviz")


def test_an_unknown_sample_suggests_the_nearest() -> None:
    with pytest.raises(NNVizError, match='did you mean "digits"'):
        formats.open_any("digit")


def test_a_bundled_sample_has_no_path_and_a_file_of_its_name_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert formats.open_any("xor")[1] is None
    monkeypatch.chdir(tmp_path)
    formats.save(documents.small(), "xor.nnviz")
    assert formats.open_any("xor.nnviz")[1] == Path("xor.nnviz")
    assert formats.open_any("xor")[1] is None


def test_a_score_stays_with_the_layers_it_was_measured_with(tmp_path: Path) -> None:
    """Another activation function, saved and opened again, must not bring the old score back."""
    document = opened("digits")
    assert document.score_holds()
    other = edits.set_activation(document, 1, "sigmoid", {})
    assert not other.score_holds()
    formats.save(other, tmp_path / "other.nnviz")
    again = opened(tmp_path / "other.nnviz")
    documents.assert_same(again, other)
    assert again.shows_trained_weights()
    assert not again.score_holds()
    assert edits.set_activation(again, 1, "relu", {}).score_holds()
    changed = edits.set_weight(document, 1, (20, 3), 9.0)
    formats.save(changed, tmp_path / "changed.nnviz")
    assert not opened(tmp_path / "changed.nnviz").score_holds()
    assert edits.back_to_trained(opened(tmp_path / "changed.nnviz")).score_holds()
