"""A real window on a display of its own, for measurements that must not depend on the desk."""

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SHOWN = "window shown"  # what the program logs once its first window is complete
PATIENCE = 60.0  # seconds


@contextmanager
def virtual_display(size: str = "1600x1000") -> Iterator[str]:
    """Start Xvfb on a free display and yield the display's name."""
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            yield ":" + answer.readline().strip()
    finally:
        server.terminate()
        server.wait()


def environment(display: str, home: Path) -> dict[str, str]:
    """Somebody else's environment: that display, an empty home, nothing of this process's Python or Qt."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("QT_", "PYTHON", "XDG_", "WAYLAND_"))
    }
    return own | {"DISPLAY": display, "HOME": str(home), "XDG_STATE_HOME": str(home / "state")}


def seconds_to_window(command: Sequence[str], env: dict[str, str]) -> float:
    """Start ``command``, wait until it logs a complete window, end it; return the seconds between.

    Raises RuntimeError when the program ends before, or shows nothing within a minute.
    """
    log = Path(env["XDG_STATE_HOME"]) / "nnviz" / "nnviz.log"
    log.unlink(missing_ok=True)
    start = time.perf_counter()
    with subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) as program:
        try:
            while time.perf_counter() - start < PATIENCE:
                if log.exists() and SHOWN in log.read_text(encoding="utf-8"):
                    return time.perf_counter() - start
                if program.poll() is not None:
                    said = program.stderr.read() if program.stderr else ""
                    raise RuntimeError(f"it ended before its window was shown: {said}")
                time.sleep(0.002)
            raise RuntimeError(f"no window within {PATIENCE:g} s")
        finally:
            program.terminate()
