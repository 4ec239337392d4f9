"""The program as a process: without a display, interrupted, unheard, or failing unexpectedly."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import nnviz
from nnviz.ui.display import has_display

PROGRAM = (sys.executable, str(Path(nnviz.__file__).parents[1] / "main.py"))


def environment(**changed: str) -> dict[str, str]:
    plain = {
        key: value for key, value in os.environ.items() if not key.startswith(("QT_", "DISPLAY", "WAYLAND"))
    }
    return plain | changed


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_the_pass_is_printed_and_drawn(tmp_path: Path) -> None:
    done = subprocess.run([*PROGRAM, "xor"], cwd=tmp_path, env=environment(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    first, *rest = done.stdout.splitlines()
    assert "no display" in first
    assert any(line.startswith("1 ") and "Hidden" in line and "Dense 4, tanh" in line for line in rest)
    assert any(line.startswith("2 ") and "Output" in line and "Dense 1, sigmoid" in line for line in rest)
    pictures = sorted((tmp_path / "build").iterdir())
    phases = ["input", *["multiply", "sum", "activate"] * 2]
    assert [path.stem.rsplit("-", 1)[1] for path in pictures] == phases
    assert len({path.read_bytes() for path in pictures}) == len(phases)
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.size == (1600, 1000)


def test_a_display_is_asked_whether_it_is_there(tmp_path: Path) -> None:
    assert not has_display("linux", {})
    assert not has_display("linux", {"DISPLAY": ""})
    assert not has_display("linux", {"DISPLAY": ":6543"})
    assert not has_display("linux", {"DISPLAY": "nonsense", "QT_QPA_PLATFORM": "xcb"})
    assert has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert has_display("darwin", {})
    assert has_display("win32", {})
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
    assert not has_display("linux", runtime)
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        assert not has_display("linux", runtime)
        compositor.listen()
        assert has_display("linux", runtime)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_dead_display_is_no_display(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "xor"], cwd=tmp_path, env=environment(DISPLAY=":6543"), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "no display" in done.stdout.splitlines()[0]
    assert len(list((tmp_path / "build").iterdir())) == 7


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_table_needs_a_display_or_the_command_that_trains(tmp_path: Path) -> None:
    def said() -> str:
        done = subprocess.run(
            [*PROGRAM, "mine.csv"], cwd=tmp_path, env=environment(), capture_output=True, text=True
        )
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr

    assert said().startswith("nnviz: mine.csv can't be read")
    (tmp_path / "mine.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "nnviz train --data mine.csv --out F.nnviz" in said()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_a_script_is_told_that_there_is_no_display() -> None:
    script = (
        "import nnviz\ntry: nnviz.show(nnviz.load('xor').network)\nexcept nnviz.NNVizError as e: print(e)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment(), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("There is no display")


@pytest.mark.parametrize(
    "locale",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
    ],
)
def test_what_is_printed_is_utf8_whatever_the_locale(locale: dict[str, str], tmp_path: Path) -> None:
    name = tmp_path / "σ × 数.nnviz"
    nnviz.save(replace(nnviz.load("digits"), title="Zahlen σ × 数"), name)
    for arguments in (["run", name], ["info", name], ["run", name, "--json"], ["samples"], ["--help"]):
        done = subprocess.run([*PROGRAM, *arguments], env=environment(**locale), capture_output=True)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.decode("utf-8")
    said = subprocess.run([*PROGRAM, "run", name], env=environment(**locale), capture_output=True).stdout
    assert "Zahlen σ × 数" in said.decode("utf-8")
    with open(tmp_path / "out.txt", "wb") as file:
        done = subprocess.run([*PROGRAM, "run", name], env=environment(**locale), stdout=file, check=True)
    assert (tmp_path / "out.txt").read_bytes() == said
    done = subprocess.run([*PROGRAM, "run", "σ.nnviz"], env=environment(**locale), capture_output=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "There is no file σ.nnviz" in done.stderr.decode("utf-8")


def test_control_c_keeps_the_best_so_far(tmp_path: Path) -> None:
    out = tmp_path / "stopped.nnviz"
    # A terminal of its own, so that progress is written while training runs; it is awaited, not guessed.
    reader, writer = os.openpty()
    command = [*PROGRAM, "train", "digits", "--data", "digits", "--out", out, "--epochs", "100000"]
    with subprocess.Popen(
        command, stdout=writer, stderr=subprocess.PIPE, env=environment(TERM="xterm")
    ) as process:
        os.close(writer)
        seen = b""
        while b"epoch 2" not in seen:
            seen += os.read(reader, 1000)
        process.send_signal(signal.SIGINT)
        while b"Stopped" not in seen:
            seen += os.read(reader, 1000)
        assert process.wait() == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
    os.close(reader)
    document = nnviz.load(out)
    assert document.score is not None
    assert document.score.value > 0.5


def test_a_reader_that_leaves_is_no_error() -> None:
    with subprocess.Popen(
        [*PROGRAM, "run", "mnist", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_named() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*PROGRAM, "info", "xor", "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
    assert (done.returncode, done.stderr) == (2, "nnviz: the disk is full; make room, then run this again.\n")


def test_what_nobody_expected_is_one_line_and_whole_in_the_log(tmp_path: Path) -> None:
    # Nobody foresaw an output that can only be read.
    with open(os.devnull) as readable:
        done = subprocess.run(
            [*PROGRAM, "info", "xor", "--json"],
            stdout=readable,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(XDG_STATE_HOME=str(tmp_path)),
        )
    assert done.returncode == 2
    assert done.stderr.startswith("nnviz: ")
    assert done.stderr.count("\n") == 1
    log = tmp_path / "nnviz" / "nnviz.log"
    assert str(log) in done.stderr
    assert "Traceback" in log.read_text()
    assert "Bad file descriptor" in log.read_text()
