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


def test_save_as_keeps_both_and_a_protected_file_leads_there(start, tmp_path):
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
    # "Save as…", then the free name that is offered.
    second.do("key", "Return")
    second.window_of("Save as")
    second.do("key", "Return")
    other = tmp_path / "mine 2.nnviz"
    second.wait_for_saves(other, 1)
    assert path.read_bytes() == of_the_first
    assert formats.open_any(other)[0].input.sample != formats.open_any(path)[0].input.sample

    # From now on that one is the second's own; and it becomes protected.
    other.chmod(0o444)
    second.window_of("nnviz")
    second.do("key", "2")
    second.do("key", "ctrl+s")
    second.window_of("Could not save")
    second.do("key", "Return")
    second.window_of("Save as")
    second.do("key", "Return")
    second.wait_for_saves(tmp_path / "mine 3.nnviz", 1)
    assert path.read_bytes() == of_the_first
