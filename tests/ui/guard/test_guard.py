"""No exception crosses into Qt: every class and every override is found here, none is listed by hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from nnviz.ui.guard import NEUTRAL, Guarded, is_guarded, override_of
from tests.ui.guard import faults

HOUSE = Path(__file__).parents[3]
NOT_VIRTUAL = {
    # Methods of Qt's that Qt itself never calls through a table of virtuals.
    *("show", "hide", "close", "move", "resize", "update", "setMinimum", "setMaximum", "isEmpty"),
    *("value", "setValue", "setText", "palette", "title", "windowTitle", "actions"),
    *("focusWidget", "setRange"),
}


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=HOUSE, capture_output=True, text=True, timeout=110, check=False
    )


def test_every_class_that_answers_qt_is_guarded() -> None:
    found = faults.classes()
    assert len(found) > 90
    for kind in found:
        for name in faults.overrides(kind):
            method = override_of(kind, name)
            assert is_guarded(method), f"{kind.__module__}.{kind.__qualname__}.{name}"


def test_every_method_of_qt_that_is_overridden_has_a_neutral_value() -> None:
    unknown = set()
    for kind in faults.classes():
        toolkit = [base for base in kind.__mro__ if base.__module__.startswith("PySide6")]
        for name, method in vars(kind).items():
            is_override = callable(method) and any(name in vars(base) for base in toolkit)
            if is_override and not name.startswith("__") and name not in NEUTRAL and name not in NOT_VIRTUAL:
                unknown.add(f"{kind.__qualname__}.{name}")
    assert unknown == set()


def test_a_fault_in_any_answer_ends_nothing() -> None:
    ran = python("-m", "tests.ui.guard.faults")
    assert ran.returncode == 0, ran.stderr
    ended = json.loads(ran.stdout)
    assert len(ended) > 60
    died = {name: status for name, (status, _, _) in ended.items() if status != 0}
    assert died == {}
    silent = [name for name, (_, words, _) in ended.items() if "REPORTED" not in words]
    assert silent == []
    complaints = {
        name: [
            line
            for line in words.splitlines()
            if line and not line.startswith(("REPORTED", "This plugin does not support"))
        ]
        for name, (_, words, _) in ended.items()
    }
    assert {name: lines for name, lines in complaints.items() if lines} == {}


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="other versions of Python survive it")
def test_without_the_guard_the_same_fault_ends_the_process() -> None:
    assert python("-m", "tests.ui.guard.faults", "--bare").returncode < 0


def test_the_neutral_answer_is_given_and_the_fault_reported(qtbot) -> None:
    class Broken(Guarded, QWidget):
        def sizeHint(self) -> QSize:
            raise ValueError("broken")

    widget = Broken()
    qtbot.addWidget(widget)
    with qtbot.captureExceptions() as caught:
        assert widget.sizeHint() == QSize()
    assert [kind for kind, _, _ in caught] == [ValueError]
