"""python -m benchmarks [GROUP]: measures, prints a table, writes benchmarks/latest.json."""

import argparse
import importlib
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.targets import TARGETS, met

GROUPS = (
    *("engine", "expression", "frame", "window", "training", "plane", "gradients"),
    *("lesson", "start", "size", "export"),
)
LATEST = Path(__file__).parent / "latest.json"


def main() -> int:
    known = [group for group in GROUPS if find_spec(f"benchmarks.{group}")]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("group", nargs="?", choices=known, help="one group; all of them when left out")
    group = parser.parse_args().group
    if group is not None:
        measure(group)
        return 0
    # A process for each group: none inherits another's threads, imports or Qt platform.
    return max(subprocess.run([sys.executable, "-m", "benchmarks", name]).returncode for name in known)


def measure(group: str) -> None:
    """Run one group and merge its numbers into latest.json."""
    results: dict[str, float] = importlib.import_module(f"benchmarks.{group}").run()
    print_table(results)
    earlier = json.loads(LATEST.read_text()) if LATEST.exists() else {}
    LATEST.write_text(json.dumps(dict(sorted({**earlier, **results}.items())), indent=2) + "\n")


def print_table(results: dict[str, float]) -> None:
    for name, value in results.items():
        budget = "{} {:g}".format(*TARGETS[name]) if name in TARGETS else ""
        verdict = {True: "met", False: "MISSED", None: ""}[met(name, value)]
        print(f"{name:<34}{value:>12.3f}   {budget:<8} {verdict}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
