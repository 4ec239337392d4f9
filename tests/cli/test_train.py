"""nnviz train on a table, a folder, a name; what it says; what is left where it stops."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import nnviz
from nnviz import formats
from nnviz.cli import main
from nnviz.commands.train_progress import left
from nnviz.document.new import from_network
from nnviz.engine import BatchNorm, Dense, Network
from tests.tables import CASES, many, written

PROGRAM = [sys.executable, "-m", "nnviz"]


def said(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    assert main(["train", *map(str, arguments)]) == status
    printed = capsys.readouterr()
    assert (printed.err == "") == (status == 0)
    return printed.out if status == 0 else printed.err


OPENED = {
    "plain.csv": 0.9, "Iris.CSV": 0.9, "bom.csv": 0.9, "quotes.csv": 0.9, "spaces.csv": 0.9, "tab.tsv": 0.9,
    "semi.csv": 0.9, "nohead.csv": 0.9, "latin1.csv": 0.9, "labelfirst.csv": 0.9, "trailing.csv": 0.9,
    "missing.csv": 0.9, "inf.csv": 0.9, "missclass.csv": 0.9, "twoclass.csv": 0.95, "yesno.csv": 0.9,
    "zeroone.csv": 0.9, "grain_deccomma.csv": 0.95, "clay_text.csv": 0.9, "sorted.csv": 0.9, "dup.csv": 0.9,
    "float_class.csv": 0.9, "neg_class.csv": 0.9, "mixed_class.csv": 0.9, "yearhead.csv": 0.9,
    "flats.csv": 0.9, "curve.csv": 0.99, "curve0.csv": 0.95,
}  # fmt: skip


@pytest.mark.parametrize("name", OPENED)
def test_a_table_alone_is_enough(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.nnviz"
    printed = said(capsys, "--data", CASES / name, "--out", out)
    assert printed.startswith(f"{name}: ")
    document = nnviz.load(out)
    assert document.score is not None
    assert document.score.value >= OPENED[name]
    assert document.title.startswith(Path(name).stem)
    assert ("correct on" in printed) == bool(document.data and document.data.class_names)
    assert "learned nothing" not in printed


def test_all_names_are_those_of_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "flats.nnviz"
    said(capsys, "--data", CASES / "flats.csv", "--out", out, "--epochs", 60)
    assert main(["info", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["title"] == "flats 3-8-1"
    assert found["inputs"] == ["rooms", "area_m2", "floor"]
    assert found["outputs"] == ["price"]
    assert found["classes"] == []
    assert [layer["kind"] for layer in found["layers"]][::3] == ["Standardize", "Unstandardize"]
    assert main(["run", str(out), "--json"]) == 0
    assert 100_000 < json.loads(capsys.readouterr().out)["prediction"]["value"] < 400_000


def test_a_named_network_takes_the_tables_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "wheat.nnviz"
    wheat = written(tmp_path, "area,length,width,groove,wheat\n" + many("{x},{y},{x},{y},{k}"), "wheat.csv")
    text = wheat.read_text().replace("hi", "Kama").replace("lo", "Rosa")
    wheat.write_text(text + "9,9,9,9,Canadian\n" * 5)
    said(capsys, "iris", "--data", wheat, "--out", out, "--epochs", 20)
    document = nnviz.load(out)
    assert sorted(document.output_names) == ["Canadian", "Kama", "Rosa"]
    assert document.input_names == ("area", "length", "width", "groove")
    assert document.title == "wheat"
    assert "iris" not in document.about.lower()


def test_it_says_what_it_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = said(capsys, "--data", CASES / "grain_deccomma.csv", "--out", tmp_path / "o.nnviz")
    lines = printed.splitlines()
    assert lines[0] == (
        "grain_deccomma.csv: 210 rows of 4 columns, split by semicolons, decimals with a comma, "
        "names in the first line."
    )
    assert lines[1] == "Learns kind (2 classes: large and small) from area, perimeter and length."
    assert lines[2] == "Network 3-8-2, 50 parameters; 168 rows to learn from, 42 held out."
    assert re.fullmatch(
        r"epoch 1 of \d+: loss [\d.]+, validation loss [\d.]+, [\d.]+% correct, \d:\d\d left", lines[3]
    )
    assert re.match(r"Kept epoch \d+ of \d+: loss .*, validation loss .*% correct. Wrote ", lines[-2])


def test_a_column_of_ones_own_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "o.nnviz"
    table = CASES / "plain.csv"
    printed = said(capsys, "--data", table, "--out", out, "--target", "petal_width", "--epochs", 40)
    assert "Learns petal_width, a value, from" in printed
    assert "species becomes 3 inputs" in printed
    assert nnviz.load(out).output_names == ("petal_width",)


def test_pictures_in_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(0)
    for name, channel in (("blue", 2), ("red", 0)):
        (tmp_path / "tones" / name).mkdir(parents=True)
        for number in range(12):
            pixels = random.integers(0, 60, (16, 16, 3)).astype(np.uint8)
            pixels[..., channel] += 150
            Image.fromarray(pixels).save(tmp_path / "tones" / name / f"{number}.png")
    out = tmp_path / "o.nnviz"
    printed = said(capsys, "--data", tmp_path / "tones", "--out", out, "--epochs", 5)
    assert printed.startswith("tones: 24 pictures of blue and red, each ")
    assert nnviz.load(out).output_names == ("blue", "red")
    refused = said(capsys, "--data", tmp_path / "tones", "--out", out, "--target", "red", status=2)
    assert "pictures of a folder have none" in refused


def test_a_named_set_alone_trains_its_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--data", "iris", "--out", tmp_path / "o.nnviz", "--epochs", 20)
    assert nnviz.load(tmp_path / "o.nnviz").output_names == ("setosa", "versicolor", "virginica")


def test_the_sets_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    listed = said(capsys, "--list")
    with pytest.raises(SystemExit):
        main(["train", "--help"])
    told = capsys.readouterr().out
    for name in ("outing", "xor", "iris", "sine", "digits", "mnist"):
        assert name in listed
        assert name in told


def test_rate_optimizer_and_batch_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = []
    for extra in ((), ("--rate", 0.05), ("--optimizer", "sgd"), ("--batch", 5), ("--seed", 4)):
        out = tmp_path / f"{len(results)}.nnviz"
        said(capsys, "--data", CASES / "plain.csv", "--out", out, "--epochs", 3, *extra)
        results.append(nnviz.load(out).network)
    assert not any(a.equals(b) for i, a in enumerate(results) for b in results[:i])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--rate", "0"), "--rate takes a number above 0"),
        (("--rate", "nan"), "--rate takes a number above 0"),
        (("--rate", "-1"), "--rate takes a number above 0"),
        (("--batch", "0"), "--batch takes a number of 1 or more"),
        (("--epochs", "0"), "--epochs takes a number of 1 or more"),
        (("--optimizer", "adan"), 'did you mean "adam"'),
        (("--target", "spcies"), 'did you mean "species"'),
        (("--rate", "1e6", "--epochs", "5"), "try a smaller --rate or more --epochs; out.nnviz is as it was"),
    ],
)
def test_options_that_make_no_sense(
    arguments: tuple[str, ...], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.nnviz"
    out.write_bytes(b"mine")
    assert words in said(capsys, "--data", CASES / "plain.csv", "--out", out, *arguments, status=2)
    assert out.read_bytes() == b"mine"


def test_numbers_that_run_away_leave_the_file_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.nnviz"
    refused = said(
        capsys, "sine", "--data", "sine", "--out", out, "--rate", "1e6", "--optimizer", "sgd", status=2
    )
    assert "Training ran away at step" in refused
    assert "out.nnviz is not written" in refused
    assert not out.exists()


def test_a_batch_larger_than_the_data_is_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "o.nnviz"
    printed = said(capsys, "--data", CASES / "plain.csv", "--out", out, "--batch", 5000, "--epochs", 40)
    assert "There are 108 examples to learn from, fewer than 5,000: all are one batch." in printed


def test_batch_norm_with_one_example_a_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layers = [Dense(6, "relu"), BatchNorm(), Dense(3, "softmax")]
    formats.save(from_network(Network.build((4,), layers)), tmp_path / "normed.nnviz")
    refused = said(
        capsys, tmp_path / "normed.nnviz", "--data", "iris", "--out", tmp_path / "o.nnviz",
        "--batch", 1, "--epochs", 3, status=2,
    )  # fmt: skip
    assert "choose a batch of 2 or more" in refused


def test_a_bad_line_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "o.nnviz"
    refused = said(capsys, "--data", CASES / "short.csv", "--out", out, status=2)
    assert "line 22" in refused
    assert "--drop-bad-lines" in refused
    printed = said(capsys, "--data", CASES / "short.csv", "--out", out, "--drop-bad-lines", "--epochs", 40)
    assert "1 line with too few or too many values left out." in printed


def test_it_says_when_nothing_was_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(0)
    noise = "".join(f"{a:.3f},{b:.3f}\n" for a, b in random.normal(size=(200, 2)))
    printed = said(capsys, "--data", written(tmp_path, "a,b\n" + noise), "--out", tmp_path / "o.nnviz")
    assert "It learned nothing: always saying the mean would be nearer" in printed
    coins = "".join(f"{a:.3f},{'no' if b > -1.2 else 'yes'}\n" for a, b in random.normal(size=(200, 2)))
    printed = said(capsys, "--data", written(tmp_path, "a,k\n" + coins), "--out", tmp_path / "o.nnviz")
    assert re.search(r"It learned nothing: always saying “no” is right in [89]\d\.\d%", printed)


def test_four_rows_are_all_learned_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = written(tmp_path, "a,b,xor\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    printed = said(capsys, "--data", table, "--out", tmp_path / "o.nnviz", "--epochs", 800)
    assert "4 rows to learn from, 0 held out" in printed
    network = nnviz.load(tmp_path / "o.nnviz").network
    assert network.predict([[0, 0], [0, 1], [1, 0], [1, 1]]).argmax(axis=1).tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 10, 3.0, ""),
        (1, 10, 2.0, "0:18 left"),
        (5, 10, 400.0, "6:40 left"),
        (1, 100, 60.0, "1:39:00 left"),
    ],
)
def test_the_time_left_is_known_from_the_first_epoch(
    done: int, total: int, seconds: float, words: str
) -> None:
    assert left(done, total, seconds) == words


def started(out: Path, *arguments: str, **pipes: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [*PROGRAM, "train", *arguments, "--out", str(out)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **pipes)


@pytest.mark.parametrize("presses", [1, 5])
def test_control_c_keeps_the_best_so_far_however_often(presses: int, tmp_path: Path) -> None:
    out = tmp_path / "stopped.nnviz"
    with started(out, "--data", str(CASES / "plain.csv"), "--epochs", "1000000") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while not process.stdout.readline().startswith(b"epoch 1"):
            pass
        for _ in range(presses):
            process.send_signal(signal.SIGINT)
        rest = process.stdout.read().decode()
        assert process.wait() == 0
        assert process.stderr.read() == b""
    assert "Stopped; kept epoch" in rest
    assert nnviz.load(out).output_names == ("setosa", "versicolor", "virginica")


def test_control_c_before_anything_is_better_leaves_the_file(tmp_path: Path) -> None:
    out = tmp_path / "stopped.nnviz"
    out.write_bytes(b"mine")
    command = ("--data", str(CASES / "plain.csv"), "--epochs", "1000000", "--rate", "1e6")
    with started(out, *command) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while not process.stdout.readline().startswith(b"epoch 1"):
            pass
        for _ in range(5):
            process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait() == 2
        refused = process.stderr.read().decode()
    assert refused.count("\n") == 1
    assert "Stopped before anything better" in refused
    assert out.read_bytes() == b"mine"
