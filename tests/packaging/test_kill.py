"""A short run of `make kill`: whatever instant it is, no file is lost and nearly no work."""

import subprocess
import sys
from pathlib import Path


def test_a_few_kills_lose_no_file_and_nearly_no_work() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tools.kill", "--seed", "7", "--rounds", "5"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "5 kills" in ran.stdout
    assert "0 files lost" in ran.stdout
