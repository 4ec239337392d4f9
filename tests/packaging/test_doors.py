"""main.py, python -m nnviz and the installed command are one program; three commands stay clear of Qt."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Program = Callable[..., str]

QT_LOADED = """
import runpy, sys
sys.argv = ["nnviz", *sys.argv[1:]]
try:
    runpy.run_module("nnviz", run_name="__main__")
except SystemExit as stop:
    assert not stop.code, stop.code
qt = ("PySide6", "shiboken6", "pyqtgraph")
print("\\nloaded:", sorted(name for name in sys.modules if name.startswith(qt)))
"""


def test_three_doors_lead_to_one_program(program: Program, python: str, root: Path) -> None:
    arguments = ("info", "digits", "--json")
    answers = [
        program(python, root / "main.py", *arguments),
        program(python, "-m", "nnviz", *arguments),
        program(Path(python).parent / "nnviz", *arguments),
    ]

    assert answers[0] == answers[1] == answers[2]
    assert json.loads(answers[0])["output_shape"] == [10]


@pytest.mark.parametrize(
    "arguments",
    [("run", "digits", "--sample", "0", "--json"), ("info", "digits"), ("samples",)],
    ids=lambda arguments: arguments[0],
)
def test_commands_without_a_picture_never_import_qt(
    program: Program, python: str, arguments: tuple[str, ...]
) -> None:
    assert program(python, "-c", QT_LOADED, *arguments).endswith("loaded: []\n")
