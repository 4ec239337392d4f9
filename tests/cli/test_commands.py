"""The commands, through the one door that people and scripts use."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from PIL import Image

import nnviz
from nnviz import assets, formats
from nnviz.cli import main
from nnviz.document import Target, edits
from nnviz.engine import Dense, Network
from nnviz.errors import FileError
from nnviz.session import Session
from tests import documents

SAMPLES = ("neuron", "xor", "iris", "sine", "digits", "mnist")

Run = Callable[..., str]


@pytest.fixture
def nnviz_(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command that succeeds and returns what it prints."""

    def run(*arguments: object) -> str:
        assert main([str(argument) for argument in arguments]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out

    return run


@pytest.fixture
def result(nnviz_: Run) -> Callable[..., Any]:
    """Runs one command with --json and returns the object it prints, read strictly."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return lambda *arguments: json.loads(nnviz_(*arguments, "--json"), parse_constant=refuse)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    formats.save(documents.small(), tmp_path / "small.nnviz")
    return tmp_path / "small.nnviz"


def by_hand(path: Path, x: np.ndarray) -> list[np.ndarray]:
    """z and a of every layer of a chain of dense layers, from the file's own parts and nothing of nnviz."""
    functions = {
        "relu": lambda z: np.where(z > 0, z, 0),
        "tanh": np.tanh,
        "identity": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "softmax": lambda z: (
            np.exp(z - z.max(-1, keepdims=True)) / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)
        ),
    }
    with zipfile.ZipFile(path) as archive:
        weights = safetensors.numpy.load(archive.read("weights.safetensors"))
        layers = json.loads(archive.read("document.json"))["network"]["layers"]
    steps, a = [], x.astype(np.float64)
    for number, layer in enumerate(layers, start=1):
        z = a @ weights[f"{number}.weight"].astype(np.float64) + weights[f"{number}.bias"]
        a = functions[layer["options"]["activation"]["name"]](z)
        steps += [z, a]
    return steps


# run


@pytest.mark.parametrize("name", SAMPLES)
def test_run_agrees_with_an_independent_computation(
    name: str, result: Callable[..., Any], tmp_path: Path
) -> None:
    shape = nnviz.load(name).network.input_shape
    x = np.random.default_rng(1).random(shape).astype(np.float32)
    np.save(tmp_path / "x.npy", x)
    found = result("run", name, "--input", tmp_path / "x.npy")
    steps = by_hand(assets.path("samples") / f"{name}.nnviz", x)
    np.testing.assert_allclose(found["output"], steps[-1], rtol=1e-5, atol=1e-5)
    for number, layer in enumerate(found["layers"]):
        assert layer["number"] == number + 1
        np.testing.assert_allclose(layer["z"], steps[2 * number], rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(layer["a"], steps[2 * number + 1], rtol=1e-5, atol=1e-5)
        assert list(np.shape(layer["a"])) == layer["shape"]


def test_run_prints_the_numbers_that_the_window_shows(result: Callable[..., Any], small: Path) -> None:
    for file, sample in (("digits", 0), ("digits", 7), (small, 1)):
        session = Session(*formats.open_any(str(file)))
        session.apply(edits.choose_sample, sample)
        found = result("run", file, "--sample", sample)
        for number, layer in enumerate(found["layers"], start=1):
            np.testing.assert_array_equal(np.float32(layer["z"]), session.trace[number].z[0])
            np.testing.assert_array_equal(
                np.array(layer["a"], float), session.trace[number].a[0].astype(float)
            )
    assert found["layers"][1]["a"][0] == "Infinity"


def test_run_names_the_likeliest_class(result: Callable[..., Any]) -> None:
    found = result("run", "iris", "--sample", 0)
    best = int(np.argmax(found["output"]))
    names = ["setosa", "versicolor", "virginica"]
    assert found["prediction"] == {"label": names[best], "index": best, "probability": max(found["output"])}


def test_run_gives_the_value_of_a_regression(result: Callable[..., Any], tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.array([0.5]))
    found = result("run", "sine", "--input", tmp_path / "x.npy")
    assert found["prediction"] == {"value": found["output"][0]}
    assert found["prediction"]["value"] == pytest.approx(np.sin(0.5), abs=0.05)


def test_run_takes_a_batch(result: Callable[..., Any], nnviz_: Run, tmp_path: Path) -> None:
    data = nnviz.load("digits").data
    assert data is not None
    np.save(tmp_path / "x.npy", data.inputs[:30])
    found = result("run", "digits", "--input", tmp_path / "x.npy")
    assert np.shape(found["output"]) == (30, 10)
    assert [one["index"] for one in found["prediction"]] == np.argmax(found["output"], axis=1).tolist()
    assert "layers" not in found
    assert "10 more" in nnviz_("run", "digits", "--input", tmp_path / "x.npy")


def test_run_writes_the_output_and_the_trace(nnviz_: Run, result: Callable[..., Any], tmp_path: Path) -> None:
    data = nnviz.load("digits").data
    assert data is not None
    np.save(tmp_path / "x.npy", data.inputs[:3])
    nnviz_(
        "run",
        "digits",
        "--input",
        tmp_path / "x.npy",
        "--output",
        tmp_path / "y.npy",
        "--trace",
        tmp_path / "t.npz",
    )
    output = np.load(tmp_path / "y.npy", allow_pickle=False)
    steps = by_hand(assets.path("samples") / "digits.nnviz", data.inputs[:3])
    np.testing.assert_allclose(output, steps[-1], atol=1e-5)
    with np.load(tmp_path / "t.npz", allow_pickle=False) as trace:
        assert set(trace) == {"0.a", "1.z", "1.a", "2.z", "2.a"}
        np.testing.assert_allclose(trace["1.z"], steps[0], atol=1e-5)
        np.testing.assert_array_equal(trace["2.a"], output)
    nnviz_("run", "digits", "--output", tmp_path / "one.npy")
    assert np.load(tmp_path / "one.npy").tolist() == result("run", "digits")["output"]


def test_run_prepares_a_picture_as_the_pad_does(result: Callable[..., Any], tmp_path: Path) -> None:

    data = nnviz.load("mnist").data
    assert data is not None
    ink = (data.inputs[0].reshape(28, 28) * 255).astype(np.uint8)
    Image.fromarray(255 - ink).resize((280, 280), Image.Resampling.BICUBIC).save(tmp_path / "digit.png")
    found = result("run", "mnist", "--input", tmp_path / "digit.png")
    assert found["prediction"]["index"] == data.targets[0]
    assert found["prediction"]["probability"] > 0.9


def test_run_writes_valid_json_for_numbers_that_are_not_finite(
    result: Callable[..., Any], tmp_path: Path
) -> None:
    document = documents.non_finite(documents.small())
    formats.save(edits.clear_overrides(document), tmp_path / "bad.nnviz")
    found = result("run", tmp_path / "bad.nnviz")
    assert found["layers"][0]["z"][:2] == ["NaN", "Infinity"]
    assert np.isnan(np.array(found["output"], float)).all()


@pytest.mark.parametrize("name", SAMPLES)
def test_run_prints_a_table_of_every_layer(name: str, nnviz_: Run) -> None:
    printed = nnviz_("run", name)
    for number, layer in enumerate(nnviz.load(name).network.layers, start=1):
        assert any(line.startswith(str(number)) and layer.kind in line for line in printed.splitlines())
    assert "Result: " in printed


def test_names_are_printed_as_they_are(nnviz_: Run, small: Path) -> None:
    assert documents.small().title in nnviz_("info", small)
    assert documents.small().title in nnviz_("run", small)


# info and samples


def test_info_tells_what_the_contract_promises(result: Callable[..., Any], small: Path) -> None:
    found = result("info", "digits")
    score = nnviz.load("digits").score
    assert score is not None
    assert found["name"] == "digits"
    assert found["input_shape"] == [64]
    assert found["output_shape"] == [10]
    assert found["parameters"] == 64 * 16 + 16 + 16 * 10 + 10
    assert found["accuracy"] == score.value
    assert found["classes"] == list("0123456789")
    first, last = found["layers"]
    assert (first["number"], first["name"], first["kind"], first["units"]) == (1, None, "Dense", 16)
    assert (first["input_shape"], first["output_shape"], first["parameters"]) == ([64], [16], 1040)
    assert last["activation"]["name"] == "softmax"
    leaky = result("info", small)["layers"][0]
    assert leaky["activation"] == {"name": "leaky_relu", "alpha": 0.2}
    assert leaky["name"] == "hidden"


def test_info_leaves_out_an_accuracy_it_does_not_know(result: Callable[..., Any], nnviz_: Run) -> None:
    assert "accuracy" not in result("info", "xor")
    assert result("info", "sine")["score"]["metric"] == "r2"
    assert "unseen points" in nnviz_("info", "sine")


def test_samples_lists_every_one(nnviz_: Run) -> None:
    printed = nnviz_("samples")
    for name in SAMPLES:
        network = nnviz.load(name).network
        assert any(
            line.startswith(name) and f"{network.parameter_count:,}" in line for line in printed.splitlines()
        )


@pytest.mark.parametrize(("name", "least"), [("iris", 0.9), ("sine", 0.999)])
def test_the_score_in_a_sample_is_true(name: str, least: float) -> None:
    """Recomputed by hand on the data set's own held-out part, which the file must hold."""
    document = nnviz.load(name)
    assert document.score is not None
    assert document.data is not None
    assert document.score.value >= least
    assert document.score.count == len(document.data) == document.data.held_out
    output = by_hand(assets.path("samples") / f"{name}.nnviz", document.data.inputs)[-1]
    if document.score.metric == "accuracy":
        found = np.mean(output.argmax(axis=1) == document.data.targets)
    else:
        found = (
            1
            - ((output - document.data.targets) ** 2).sum()
            / ((document.data.targets - document.data.targets.mean()) ** 2).sum()
        )
    assert document.score.value == pytest.approx(found, abs=1e-6)


def test_iris_takes_raw_centimetres() -> None:
    document = nnviz.load("iris")
    assert document.data is not None
    assert document.data.inputs.max() > 6
    assert all(name.endswith("(cm)") for name in document.input_names)


# train


def test_train_writes_a_network_that_learned(nnviz_: Run, result: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "trained.nnviz"
    printed = nnviz_("train", "digits", "--data", "digits", "--out", out, "--epochs", 3, "--seed", 5)
    assert "unseen" in printed
    document = nnviz.load(out)
    assert document.score is not None
    assert document.score.value > 0.85
    assert document.score.count == 360
    assert document.shows_trained_weights()
    assert not document.network.equals(nnviz.load("digits").network)
    assert result("run", out, "--sample", 359)["prediction"]["label"] in document.output_names


def test_train_is_the_same_for_the_same_seed(nnviz_: Run, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        nnviz_(
            "train",
            "iris",
            "--data",
            "iris",
            "--out",
            tmp_path / f"{name}.nnviz",
            "--epochs",
            2,
            "--seed",
            seed,
        )
    a, b, c = (nnviz.load(tmp_path / f"{name}.nnviz").network for name in "abc")
    assert a.equals(b)
    assert not a.equals(c)


def test_train_learns_from_a_table_in_its_own_units(
    nnviz_: Run, result: Callable[..., Any], tmp_path: Path
) -> None:
    lines = assets.path("data/iris.csv").read_text().splitlines()
    (tmp_path / "flowers.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    out = tmp_path / "flowers.nnviz"
    nnviz_("train", "iris", "--data", tmp_path / "flowers.csv", "--out", out, "--seed", 3)
    document = nnviz.load(out)
    assert document.score is not None
    assert document.score.value > 0.85
    # The table names the classes in another order than the network does; the network's order stays.
    assert document.output_names == ("setosa", "versicolor", "virginica")
    np.save(tmp_path / "x.npy", np.array([5.0, 3.4, 1.5, 0.2]))
    assert result("run", out, "--input", tmp_path / "x.npy")["prediction"]["label"] == "setosa"


def test_train_learns_from_a_folder_of_pictures(
    nnviz_: Run, result: Callable[..., Any], tmp_path: Path
) -> None:
    root = tmp_path / "flags"
    for name, colour in (("red", (200, 0, 0)), ("blue", (0, 0, 200))):
        (root / name).mkdir(parents=True)
        for number in range(30):
            Image.new("RGB", (20 + number, 30), colour).save(root / name / f"{number}.png")
    (root / "red" / "notes.txt").write_text("of flags")
    out = tmp_path / "flags.nnviz"
    printed = nnviz_("train", "--data", root, "--out", out, "--epochs", 5)
    assert "flags: 60 pictures of blue and red, each 32 × 32, in colour." in printed
    assert "Left out: notes.txt isn't a picture." in printed
    assert "48 pictures to learn from, 12 held out." in printed
    info = result("info", out)
    assert (info["classes"], info["title"]) == (["blue", "red"], "flags")
    assert info["accuracy"] == 1


def test_train_fits_toys_by_default(nnviz_: Run, tmp_path: Path) -> None:
    nnviz_("train", "xor", "--data", "xor", "--out", tmp_path / "xor.nnviz")
    output = nnviz.load(tmp_path / "xor.nnviz").network.predict([[0, 0], [0, 1], [1, 0], [1, 1]])
    np.testing.assert_array_equal(output.round().ravel(), [0, 1, 1, 0])


# render


def test_render_writes_the_same_bytes_twice(nnviz_: Run, tmp_path: Path) -> None:
    for name in ("a", "b"):
        nnviz_(
            "render",
            "xor",
            "--out",
            tmp_path / f"{name}.png",
            "--size",
            "640x400",
            "--at",
            "1.5",
            "--select",
            "1:2",
        )
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()

    with Image.open(tmp_path / "a.png") as picture:
        assert picture.size == (640, 400)


@pytest.mark.parametrize(("ending", "start"), [("svg", b"<svg"), ("pdf", b"%PDF-"), ("PNG", b"\x89PNG")])
def test_render_writes_what_the_name_says(nnviz_: Run, tmp_path: Path, ending: str, start: bytes) -> None:
    out = tmp_path / f"a.{ending}"
    nnviz_("render", "xor", "--out", out, "--size", "640x400")
    assert out.read_bytes().startswith(start)


def test_render_follows_its_options(nnviz_: Run, tmp_path: Path) -> None:
    def picture(*options: object) -> bytes:
        nnviz_("render", "iris", "--out", tmp_path / "a.png", "--size", "640x400", *options)
        return (tmp_path / "a.png").read_bytes()

    end = picture()
    assert picture("--at", "end") == picture("--at", 6.2) == end
    np.save(tmp_path / "x.npy", np.array([5.0, 3.4, 1.5, 0.2]))
    options = (
        ("--at", 1),
        ("--theme", "light"),
        ("--select", "1:0"),
        ("--sample", 5),
        ("--input", tmp_path / "x.npy"),
    )
    assert len({end, *(picture(*option) for option in options)}) == 6


# Python


def test_python_saves_and_loads_a_network(tmp_path: Path) -> None:
    network = nnviz.load("xor").network
    nnviz.save(network, tmp_path / "mine.nnviz")
    document = nnviz.load(tmp_path / "mine.nnviz")
    assert document.title == "mine"
    assert document.network.equals(network)
    nnviz.save(edits.set_notes(document, "n"), str(tmp_path / "mine.nnviz"))
    assert nnviz.load(tmp_path / "mine.nnviz").notes == "n"
    assert nnviz.load("xor").view.selection == Target(2, 0)


def test_the_python_door_names_what_scripts_need() -> None:
    assert isinstance(nnviz.load("iris"), nnviz.Document)
    assert isinstance(nnviz.load("iris").network, nnviz.Network)
    assert issubclass(nnviz.errors.ShapeError, nnviz.NNVizError)
    assert all(hasattr(nnviz, name) for name in nnviz.__all__)
    with pytest.raises(AttributeError):
        nnviz.nothing  # noqa: B018


def test_the_archive_holds_no_dates() -> None:
    with zipfile.ZipFile(io.BytesIO((assets.path("samples") / "xor.nnviz").read_bytes())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["Digits", "DIGITS", "Digits-CNN"])
def test_samples_are_known_in_any_case(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", name, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == name.lower()
    assert nnviz.load(name).network.equals(nnviz.load(name.lower()).network)


def test_a_file_of_that_name_comes_before_a_sample_in_another_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Digits").write_text("a file of one's own")
    with pytest.raises(FileError, match="Digits has no format"):
        nnviz.load("Digits")


def test_data_sets_are_known_in_any_case(tmp_path: Path) -> None:
    assert main(["train", "XOR", "--data", "Xor", "--out", str(tmp_path / "x.nnviz"), "--epochs", "1"]) == 0


@pytest.mark.parametrize("name", ["digit", "DIGTIS", "qqq"])
def test_a_name_that_is_not_there_lists_those_that_are(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["info", name]) == 2
    said = capsys.readouterr().err
    assert all(sample in said for sample in formats.samples())
    assert main(["train", "iris", "--data", name, "--out", str(tmp_path / "x.nnviz")]) == 2
    said = capsys.readouterr().err
    assert all(data in said for data in ("outing", "xor", "iris", "sine", "digits", "mnist"))
    assert ("did you mean" in said) == (name != "qqq")


def test_the_end_is_as_far_as_render_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "x.png")
    assert main(["render", "xor", "--out", out, "--at", "1000", "--size", "300x200"]) == 2
    said = capsys.readouterr().err
    end = re.search(r"from 0 to ([\d.]+),", said)
    assert end
    assert main(["render", "xor", "--out", out, "--at", end[1], "--size", "300x200"]) == 0
    assert Path(out).read_bytes() == rendered_at_end(tmp_path)


def rendered_at_end(folder: Path) -> bytes:
    assert main(["render", "xor", "--out", str(folder / "end.png"), "--size", "300x200"]) == 0
    return (folder / "end.png").read_bytes()


@pytest.mark.parametrize("json_", [True, False])
def test_nan_has_no_label(json_: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shape = nnviz.load("digits").network.input_shape
    np.save(tmp_path / "x.npy", np.full(shape, np.nan, np.float32))
    arguments = ["run", "digits", "--input", str(tmp_path / "x.npy")]
    assert main([*arguments, "--json"] if json_ else arguments) == 0
    said = capsys.readouterr().out
    if json_:
        assert json.loads(said)["prediction"] == {"label": None, "index": None, "probability": "NaN"}
    else:
        assert said.splitlines()[-1] == "Result: not a number"


def test_of_logarithms_the_share_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "log.nnviz"
    nnviz.save(Network.build((2,), [Dense(4, "log_softmax")]), path)
    assert main(["run", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["prediction"]["probability"] == pytest.approx(0.25)
    assert main(["run", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Result: 0, 25.0%"
