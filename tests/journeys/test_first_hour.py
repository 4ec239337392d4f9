"""A real window on a real (virtual) display, used with a real pointer and keyboard."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz import formats

MAIN = Path(__file__).parents[2] / "main.py"
PATIENCE = 60.0

pytestmark = [
    pytest.mark.journey,
    # `make test` installs Xvfb and xdotool: where they are missing all the same, this fails and says so.
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]


def test_draw_a_digit_save_it_and_find_it_again(hands, tmp_path):
    hands.place()

    # A one, drawn on the pad.
    hands.drag((120, 140), (145, 125), (145, 180), (145, 240), (145, 320))

    path = tmp_path / "one.nnviz"
    hands.save_as(path)

    info = subprocess.run(
        [sys.executable, str(MAIN), "info", str(path), "--json"],
        env=hands.env, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert info.returncode == 0, info.stderr
    assert json.loads(info.stdout)["parameters"] == 1210
    document, _ = formats.open_any(path)
    assert document.input.origin == "drawing"
    assert document.input.drawing is not None
    assert 0.01 < document.input.drawing.mean() < 0.3
    assert document.network.predict(document.input.values[None])[0].argmax() == 1

    hands.quit()


def test_control_c_closes_a_window_that_stands_still(hands):
    hands.place()
    # Paused at the end, the program waits for events and runs no Python by itself.
    hands.do("key", "End")
    hands.program.send_signal(signal.SIGINT)
    assert hands.program.wait(timeout=PATIENCE) == 0
    log = hands.log.read_text(encoding="utf-8")
    assert log.rstrip().endswith("closed")
    assert "Traceback" not in log
