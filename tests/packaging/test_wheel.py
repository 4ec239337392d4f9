"""The wheel holds the program with its resources, and runs from anywhere."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.packaging

Program = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "-w",
            folder,
            root,
        ],
        check=True,
        timeout=100,
    )
    return next(folder.glob("nnviz-*.whl"))


def test_wheel_holds_every_module_and_resource_and_no_test(wheel: Path, root: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    modules = {str(file.relative_to(root)) for file in (root / "nnviz").rglob("*.py")}
    resources = {
        f"nnviz/{file.relative_to(root)}" for file in (root / "resources").rglob("*") if file.is_file()
    }

    assert modules | resources | {"nnviz/py.typed"} <= held
    assert {name.split("/")[0] for name in held if ".dist-info/" not in name} == {"nnviz"}


def test_program_runs_from_the_wheel_alone(
    wheel: Path, program: Program, python: str, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    zipfile.ZipFile(wheel).extractall(place)

    where = program(python, "-c", "import nnviz.assets as a; print(a.path('samples'))", PYTHONPATH=str(place))
    listed = program(python, "-m", "nnviz", "samples", PYTHONPATH=str(place))

    assert Path(where.strip()) == place / "nnviz" / "resources" / "samples"
    assert "digits" in listed
