"""Two programs on one file, each in its own window."""

import shutil
import sys

import pytest

from nnviz import formats
from nnviz.assets import path as asset

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Xvfb is a display of Linux"),
]


def test_the_second_one_says_so_and_is_asked_before_it_replaces_the_firsts_work(start, tmp_path):
    path = tmp_path / "mine.nnviz"
    shutil.copy(asset("samples/digits.nnviz"), path)
    first = start(path)
    first.window_of("nnviz")
    second = start(path)
    second.window_of("Open twice")
    second.do("key", "Escape")

    first.window_of("nnviz")
    first.do("key", "4")
    first.do("key", "ctrl+s")
    first.wait_for_saves(path, 1)
    of_the_first = path.read_bytes()

    second.window_of("nnviz")
    second.do("key", "7")
    second.do("key", "ctrl+s")
    second.window_of("The file has changed")
    second.do("key", "Escape")
    second.window_of("nnviz")
    assert path.read_bytes() == of_the_first
    second.do("key", "ctrl+s")
    second.window_of("The file has changed")
    # From "Save as…" to "Overwrite".
    second.do("key", "Tab")
    second.do("key", "space")
    second.wait_for_saves(path, 2)
    assert formats.open_any(path)[0].input.sample != formats.open_any("digits")[0].input.sample
