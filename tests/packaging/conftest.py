"""A process of its own for whatever is started here: nothing imported by the tests can help it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Program = Callable[..., str]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """``program(command...)`` runs it away from the checkout and returns its standard output."""

    def run(*command: str | Path, **variables: str) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=tmp_path,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            timeout=100,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def python() -> str:
    return sys.executable


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT
