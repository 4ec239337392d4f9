"""Watches a walk from outside: a fault, a death, a hang; and what is known of it then."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tools.monkey.walk import JOURNAL, RESULT, TRACE, Plan

ROOT = Path(__file__).parents[2]
LAST = 14
"""Lines of the journal that are told."""
SCREEN = {"width": 2560, "height": 1440, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
"""The display that isn't there: larger than the window, or menus and gestures would fall off its edge."""
A_LOOK = 0.25
"""Seconds between two looks at a walk."""


@dataclass(frozen=True)
class Outcome:
    """How a walk ended, as seen from outside. ``faults`` is empty where all went well."""

    events: int
    step: int
    faults: tuple[str, ...]
    last: str

    @property
    def mark(self) -> str:
        """What two endings have in common that have one cause."""
        if not self.faults:
            return ""
        lines = [line.strip() for line in self.faults[0].splitlines() if line.strip()]
        places = [line for line in lines if "nnviz" in line and "line " in line]
        return " ".join(
            (lines[0].split(" at ")[0], lines[-1] if lines[0].startswith("exc") else "", *places[-1:])
        )


def watch(plan: Plan, patience: float) -> Outcome:
    """Walk in a process of its own, which is ended if no event comes for ``patience`` seconds."""
    with tempfile.TemporaryDirectory(prefix="nnviz-monkey-") as name:
        folder = Path(name)
        with (folder / "said.txt").open("wb") as said:
            process = subprocess.Popen(
                command(plan, folder), cwd=ROOT, env=environment(folder), stdout=said, stderr=said
            )
            hung = _wait(process, folder / JOURNAL, patience)
        return _outcome(process.returncode, hung, folder)


def command(plan: Plan, folder: Path) -> list[str]:
    """What is started."""
    return [sys.executable, "-m", "tools.monkey", *arguments(plan), "--inside", str(folder)]


def arguments(plan: Plan) -> list[str]:
    """The plan as it is typed."""
    steps = [f"--steps={','.join(f'{first}:{last}' for first, last in plan.steps)}"] if plan.steps else []
    going = ["--keep-going"] if plan.keeps_going else []
    return ["--network", plan.network, "--seed", str(plan.seed), "--events", str(plan.events), *steps, *going]


def environment(folder: Path) -> dict[str, str]:
    """No display, no trace in the person's own folders, nothing left to chance."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    own = {
        name: str(home / name)
        for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    }
    screen = folder / "screen.json"
    screen.write_text(json.dumps({"screens": [{"name": "one", "x": 0, "y": 0, **SCREEN}]}))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "NNVIZ_"))}
    return {
        **kept,
        **own,
        "HOME": str(home),
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "PYTHONHASHSEED": "0",
    }


def _wait(process: subprocess.Popen[bytes], journal: Path, patience: float) -> bool:
    """Wait for the end; True if it was ended because nothing went on."""
    size, since = -1, time.monotonic()
    while process.poll() is None:
        try:
            process.wait(A_LOOK)
        except subprocess.TimeoutExpired:
            now = journal.stat().st_size if journal.exists() else 0
            if now != size:
                size, since = now, time.monotonic()
            elif time.monotonic() - since > patience:
                # faulthandler writes where it stands.
                process.send_signal(signal.SIGABRT)
                process.wait()
                return True
    return False


def _outcome(status: int, hung: bool, folder: Path) -> Outcome:
    # The folder has another name each time; the walk is the same.
    lines = _read(folder / JOURNAL).replace(str(folder), "").splitlines()
    events = [int(number) for line in lines if (number := line.strip().partition(":")[0]).isdigit()]
    steps = [int(line[5:].partition(":")[0]) for line in lines if line.startswith("step ")]
    count, step, last = len(events), (steps or [0])[-1], "\n".join(lines[-LAST:])
    if (folder / RESULT).exists():
        ended = json.loads(_read(folder / RESULT))
        faults = tuple(ended["faults"])
        if status in (0, 3):
            return Outcome(ended["events"], ended["step"], faults, last)
    trace, said = _read(folder / TRACE), _read(folder / "said.txt")
    kind = (
        "hang"
        if hung
        else f"signal {-status} ({signal.Signals(-status).name})"
        if status < 0
        else f"exit {status}"
    )
    return Outcome(count, step, (f"{kind}\n{trace}\n{said[-4000:]}",), last)


def _read(file: Path) -> str:
    return file.read_text(errors="replace") if file.exists() else ""
