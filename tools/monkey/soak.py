"""``python -m tools.monkey.soak``: looped playback with edits for an hour; memory and handles by the minute.

Time is the walk's own, in step with the wall's: 20 frames a second, so that a soak leaves the machine to
others. Half of the edits are taken back; the file is saved and opened again now and then, as a person does.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tools.monkey import virtual_time
from tools.monkey.outcome import environment

FRAME = 50
"""Milliseconds from frame to frame."""
EDIT_EVERY, SAVE_EVERY, OPEN_EVERY = 40, 1_200, 6_000
"""Frames."""
SETTLED = 10
"""Minutes after which growth counts: caches are full by then."""
MOST = 10.0
"""Megabytes that may be added from then on."""


@dataclass
class Samples:
    """(minute, megabytes, open handles, edits) as measured."""

    rows: list[tuple[int, float, int, int]] = field(default_factory=list)

    def take(self, minute: int, edits: int) -> None:
        """Measure and tell."""
        gc.collect()
        self.rows.append((minute, resident(), handles(), edits))
        print(
            "minute {:3d}: {:7.1f} MB resident, {:3d} handles, {:,} edits".format(*self.rows[-1]), flush=True
        )

    def judge(self) -> int:
        """Say how much was added once things had settled; 0 where it is little enough."""
        settled = [row for row in self.rows if row[0] >= SETTLED] or self.rows[-1:]
        grown, more = settled[-1][1] - settled[0][1], settled[-1][2] - settled[0][2]
        print(
            f"from minute {settled[0][0]} to {settled[-1][0]}: {grown:+.1f} MB, {more:+d} handles", flush=True
        )
        return int(grown >= MOST or more != 0)


def resident() -> float:
    """Megabytes of this process in memory. Linux."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def handles() -> int:
    """Open files, sockets and pipes of this process. Linux."""
    return len(list(Path("/proc/self/fd").iterdir()))


def run(network: str, seed: int, minutes: int, folder: Path) -> int:
    """Soak; returns 0 where memory and handles stayed as they were, else 1, or 3 where something broke."""
    faulthandler.enable()
    virtual_time.install()
    from nnviz.ui import app
    from tools.monkey.faults import Faults
    from tools.monkey.opening import opened
    from tools.monkey.soaking import Soak

    application = app.application()
    stage = opened(network, folder, Random(seed))
    faults, samples = Faults(), Samples()
    faults.install()
    soak, started = Soak(stage), time.monotonic()
    samples.take(0, 0)

    def frame() -> None:
        minute = int((time.monotonic() - started) / 60)
        if minute >= len(samples.rows):
            samples.take(minute, soak.edits)
        if minute >= minutes or faults.found:
            application.exit(0)
            return
        soak.frame()
        virtual_time.TIME.advance(FRAME)

    timer = virtual_time.RealTimer()
    timer.timeout.connect(frame)
    timer.start(FRAME)
    application.exec()
    print("\n".join(faults.found), flush=True)
    return 3 if faults.found else samples.judge()


def main() -> int:
    """Soak in a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m tools.monkey.soak", description=__doc__)
    parser.add_argument("--network", default="digits-cnn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nnviz-soak-") as name:
        os.environ.update(environment(Path(name)))
        print(f"{options.network}, seed {options.seed}, {options.minutes} minutes", flush=True)
        return run(options.network, options.seed, options.minutes, Path(name))


if __name__ == "__main__":
    sys.exit(main())
