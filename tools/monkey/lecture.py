"""``python -m tools.monkey.lecture``: a lesson given by a remote, from the first card to the last, in full
screen: how long a key takes to be answered while it plays, and what becomes of the memory.

Time is the lecture's own. A first pass fills what is kept; what a second one adds, which takes the lesson's
whole time, is what counts.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tools.monkey import virtual_time
from tools.monkey.outcome import environment
from tools.monkey.soak import MOST, handles, resident

FRAME = 100
"""Milliseconds from frame to frame."""
SHORT = 0.05
"""How much of a card's time the first pass takes."""
LATEST = 100.0
"""Milliseconds in which a key has to be answered."""


def run(name: str, share: float, passes: int, folder: Path) -> int:
    """Give the lesson; returns 0 where memory stayed as it was and every key was answered in time, 1 where
    not, 3 where something broke."""
    faulthandler.enable()
    virtual_time.install()
    from tools.monkey.faults import Faults
    from tools.monkey.lecturing import Lecturer
    from tools.monkey.opening import opened

    faults = Faults()
    stage = opened("digits", folder, Random(0))
    faults.install()
    lecturer = Lecturer(stage, name)
    lecturer.give(SHORT)
    gc.collect()
    memory, files = resident(), handles()
    print(f"after the first pass: {memory:.1f} MB, {files} handles", flush=True)
    lecturer.slowest.clear()
    started = time.monotonic()
    minutes = 0.0
    for number in range(passes):
        minutes += lecturer.give(share)
        gc.collect()
        print(f"pass {number + 1} of {passes}: {resident():.1f} MB", flush=True)
    grown, more = resident() - memory, handles() - files
    print(f"{minutes:.1f} minutes of the lesson in {time.monotonic() - started:.0f} s", flush=True)
    print(f"added: {grown:+.1f} MB, {more:+d} handles", flush=True)
    for milliseconds, where in sorted(lecturer.slowest, reverse=True)[:5]:
        print(f"{milliseconds:6.1f} ms to answer a key: {where}", flush=True)
    print("\n".join(faults.found), flush=True)
    if faults.found:
        return 3
    return int(grown >= MOST or more != 0 or max(lecturer.slowest)[0] > LATEST)


def main() -> int:
    """Give a lesson in a folder of its own."""
    parser = argparse.ArgumentParser(prog="python -m tools.monkey.lecture", description=__doc__)
    parser.add_argument("--lesson", default="neurons")
    parser.add_argument("--share", type=float, default=1.0, help="of the lesson's time, for a shorter look")
    parser.add_argument("--passes", type=int, default=1, help="how often the lesson is given in one window")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nnviz-lecture-") as name:
        os.environ.update(environment(Path(name)))
        return run(options.lesson, options.share, options.passes, Path(name))


if __name__ == "__main__":
    sys.exit(main())
