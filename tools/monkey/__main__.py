"""``python -m tools.monkey``: walk, and say how it went; the status is 0 where nothing broke."""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from tools.monkey import walk
from tools.monkey.walk import Plan


def main() -> int:
    """Walk over each network, or be the process that does."""
    options = _parser().parse_args()
    steps = tuple(_range(part) for part in options.steps.split(",")) if options.steps else ()
    seed = random.randrange(10**6) if options.seed is None else options.seed
    if options.inside is not None:
        plan = Plan(options.network[0], seed, options.events, steps, options.keep_going)
        return walk.run(plan, options.inside)
    from tools.monkey.networks import LONG

    names = options.network or LONG
    share = -(-options.events // len(names))
    plans = [Plan(name, seed, share, steps, options.keep_going) for name in names]
    return max([_walk(plan, options) for plan in plans])


def _walk(plan: Plan, options: argparse.Namespace) -> int:
    """One walk, told in words. Returns the exit status."""
    from tools.monkey.outcome import arguments, watch
    from tools.monkey.shrink import shrink

    started = time.monotonic()
    ended = watch(plan, options.patience)
    seconds = time.monotonic() - started
    what = f"{ended.events:,} events in {seconds:.0f} s, {len(ended.faults)} faults"
    print(f"{plan.network}, seed {plan.seed}: {what}", flush=True)
    if not ended.faults:
        return 0
    for fault in ended.faults:
        print(f"\n{fault.rstrip()}")
    print(f"\nlast, in step {ended.step}:\n{ended.last}\n", flush=True)
    if options.shrink and not plan.keeps_going:
        plan = shrink(plan, ended, lambda less: watch(less, options.patience), options.shrink)
    print(f"repeat: python -m tools.monkey {' '.join(arguments(plan))}\n", flush=True)
    return 1


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition(":")
    return int(first), int(last or int(first) + 1)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.monkey", description=__doc__)
    parser.add_argument(
        "--network", action="append", help="sample, file, wide, graph or deep; may come again"
    )
    parser.add_argument("--seed", type=int, help="by default another one each time")
    parser.add_argument("--events", type=int, default=2_000, help="of all networks together")
    parser.add_argument("--steps", default="", help="only these steps, as 3:17,20:21")
    parser.add_argument("--keep-going", action="store_true", help="go on after a fault, collect them all")
    parser.add_argument("--patience", type=float, default=30.0, help="seconds without an event: it hangs")
    parser.add_argument("--shrink", type=int, default=0, help="walks to spend on a shorter repetition")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
