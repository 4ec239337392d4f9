"""From the start of the process to the complete first window, on a virtual display."""

import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.display import environment, seconds_to_window, virtual_display

MAIN = Path(__file__).parent.parent / "main.py"
RUNS = 7


def run() -> dict[str, float]:
    """Median of several starts, after one that fills the disk's and Python's caches."""
    with virtual_display() as display, tempfile.TemporaryDirectory() as home:
        env = environment(display, Path(home))
        command = [sys.executable, str(MAIN)]
        seconds_to_window(command, env)
        seconds = [seconds_to_window(command, env) for _ in range(RUNS)]
    return {"start.window_ms": 1000 * statistics.median(seconds)}
