"""ONNX models as files: every door that opens a file opens them, and none writes over them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import nnviz
from nnviz import formats
from nnviz.cli import main
from nnviz.errors import FileError, NNVizError
from tests.formats.onnx_models import model, node, write

RANDOM = np.random.default_rng(11)
W, B = RANDOM.standard_normal((4, 3)).astype(np.float32), RANDOM.standard_normal(3).astype(np.float32)


def made(shape: tuple[int | str, ...] = ("n", 4), weight: np.ndarray = W, opset: int = 17) -> object:
    """Dense softmax."""
    nodes = [node("Gemm", "x w b", "h", name="scores"), node("Softmax", "h", axis=-1)]
    return model(nodes, {"x": shape}, {"w": weight, "b": B}, opset=opset)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small classifier, whose name holds a dot."""
    return write(tmp_path, made()).rename(tmp_path / "iris.torch.onnx")


def softmax(x: np.ndarray) -> np.ndarray:
    powers = np.exp(x @ W + B)
    return powers / powers.sum(axis=1, keepdims=True)


def test_load_gives_a_document_that_looks_at_zeros(file: Path) -> None:
    for path in (file, str(file)):
        document = nnviz.load(path)
        assert (document.title, document.task, document.image_shape) == ("iris.torch", "classes", None)
        assert document.input.values.tolist() == [0, 0, 0, 0]
        assert document.is_trained()
        assert document.shows_trained_weights()
        x = RANDOM.standard_normal((5, 4)).astype(np.float32)
        np.testing.assert_allclose(document.network.predict(x), softmax(x), atol=1e-6)


def test_mnists_784_numbers_are_an_image(tmp_path: Path) -> None:
    weight = np.zeros((784, 3), np.float32)
    assert nnviz.load(write(tmp_path, made((1, 784), weight))).image_shape == (28, 28)


def test_a_name_in_capitals_is_one_too(file: Path) -> None:
    assert nnviz.load(file.rename(file.with_name("A.ONNX"))).title == "A"


def test_the_commands_open_it(file: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.array([1, 2, 3, 4], np.float32))
    assert main(["run", str(file), "--input", str(tmp_path / "x.npy"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    np.testing.assert_allclose(said["output"], softmax(np.array([[1, 2, 3, 4]]))[0], atol=1e-6)
    assert main(["info", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["name"], said["input_shape"], said["parameters"]) == ("iris.torch", [4], 15)
    assert said["reference"] is None
    assert said["layers"][0]["name"] == "scores"
    assert said["layers"][0]["activation"]["name"] == "softmax"
    assert main(["render", str(file), "--out", str(tmp_path / "x.png"), "--size", "320x200"]) == 0
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    trained = tmp_path / "trained.nnviz"
    assert main(["train", str(file), "--data", "iris", "--out", str(trained), "--epochs", "3"]) == 0
    assert nnviz.load(trained).network.output_shape == (3,)


def test_what_is_saved_is_another_file(file: Path) -> None:
    before = file.read_bytes()
    document = nnviz.load(file)
    with pytest.raises(FileError, match=r"call it iris\.torch\.nnviz"):
        nnviz.save(document, file)
    nnviz.save(document, file.with_suffix(".nnviz"))
    assert file.read_bytes() == before
    assert nnviz.load(file.with_suffix(".nnviz")).network.equals(document.network)


def test_data_beside_the_model_is_read_with_it(tmp_path: Path) -> None:
    import onnx

    path = tmp_path / "split.onnx"
    onnx.save_model(made(), path, save_as_external_data=True, location="split.onnx.data", size_threshold=0)
    assert (tmp_path / "split.onnx.data").stat().st_size >= W.nbytes
    x = np.ones((1, 4), np.float32)
    np.testing.assert_allclose(nnviz.load(path).network.predict(x), softmax(x), atol=1e-6)
    (tmp_path / "split.onnx.data").unlink()
    with pytest.raises(FileError, match=r"split\.onnx\.data, which is missing"):
        nnviz.load(path)


def with_outputs() -> object:
    nodes = [node("Relu", "x", "a"), node("Tanh", "x", "b")]
    return model(nodes, {"x": (1, 4)}, outputs=["a", "b"])


def for_training() -> object:
    norm = {name: np.ones(4, np.float32) for name in "gbmv"}
    return model([node("BatchNormalization", "x g b m v", training_mode=1)], {"x": (2, 4)}, norm)


def half() -> object:
    return model([node("MatMul", "x w")], {"x": (1, 4)}, {"w": W.astype(np.float16)})


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (model, "no ONNX model"),
        (made(("n", "features")), "leaves the shape of its input"),
        (model([node("Relu", "x")], {"x": (4,)}), "a single example of 4 numbers.*a batch axis"),
        (model([node("Relu", "x")], {"x": (2, 3)}, opset=5), "opset 5; nnviz takes 6 to"),
        (model([node("Erf", "x", "e"), node("LSTM", "e w r")], {"x": (2, 3)}), "take: Erf, LSTM"),
        (with_outputs(), "gives out 2 arrays"),
        (for_training(), "exported for training"),
        (half(), "float16 numbers"),
        (made(weight=W.T), "multiply"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_that_names_the_file(
    what: object, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"\x08\x07no model" if what is model else what.SerializeToString())  # type: ignore[attr-defined]
    with pytest.raises(FileError, match=sentence) as caught:
        nnviz.load(path)
    assert "model.onnx" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert main(["info", str(path)]) == 2
    assert capsys.readouterr().err == f"nnviz: {caught.value}\n"


@pytest.mark.parametrize(("name", "program"), [("a.h5", "Keras"), ("a.keras", "Keras"), ("a.PT", "PyTorch")])
def test_other_programs_networks_are_named(name: str, program: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"\x89HDF\r\n")
    with pytest.raises(NNVizError, match=f"{program} file, which nnviz doesn't open; export .* as ONNX"):
        nnviz.load(tmp_path / name)


def test_formats_that_are_opened_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    with pytest.raises(FileError, match=r"opens \.nnviz and \.onnx files"):
        nnviz.load(tmp_path / "a.txt")


def test_onnx_is_imported_for_a_model_alone(file: Path) -> None:
    script = (
        "import sys, nnviz; nnviz.load('digits'); print('onnx' in sys.modules, 'google' in sys.modules);"
        f"nnviz.load({str(file)!r}); print('onnx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["False False", "True"]


def test_every_format_says_what_it_reads() -> None:
    for reader in formats.FORMATS.values():
        assert reader.matches(Path(f"a{reader.SUFFIX}"))
        assert not reader.matches(Path("a.h5"))
