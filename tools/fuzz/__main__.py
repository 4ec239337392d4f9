"""python -m tools.fuzz --seed 1 --count 100000

Mutation n depends on the seed and n alone: ``--first N --count 1`` repeats it.
"""

from __future__ import annotations

import argparse
import collections
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tools.fuzz import mutate, seeds

SLOW, LARGE = 5.0, 2**30
BATCH = 200
"""Mutations of one process: what one takes for good, the next batch has again."""


def look(file: Path) -> str:
    """Open a file through the public doors and use what it holds; says how that went."""
    from nnviz import formats
    from nnviz.commands import source
    from nnviz.data import npy, pictures, tables
    from nnviz.errors import NNVizError

    try:
        suffix = file.suffix
        if suffix in (".nnviz", ".onnx"):
            _use(formats.open_any(file)[0])
        elif suffix == ".npy":
            npy.read(file)
            source.load("digits", [str(file)])
        elif suffix == ".npz":
            npy.read_npz(file)
            source.load("digits", [str(file)])
        elif suffix == ".csv":
            tables.read(file)
        else:
            pictures.read_picture(file, (28, 28))
            pictures.read_picture(file, (3, 20, 20))
    except NNVizError as problem:
        return "refused" if len(str(problem).splitlines()) == 1 else f"more than a sentence: {problem}"
    except MemoryError:
        return "out of memory"
    except BaseException as problem:  # noqa: BLE001  # this is what is looked for
        return f"{type(problem).__name__}: {problem}\n{traceback.format_exc()}"
    return "opened"


def _use(document: object) -> None:
    """What the window would do first: the pass, the picture's arrays, the words."""
    from nnviz.commands import info
    from nnviz.document.plan import plan
    from nnviz.scene.layout.columns import arrange
    from nnviz.scene.time.playback import timeline
    from nnviz.scene.words.outcome import outcome
    from nnviz.session import Session

    session = Session(document)  # type: ignore[arg-type]
    trace = session.trace
    outcome(session.document, trace)
    arrange(session.document, (900.0, 600.0))
    session.seek(timeline(session.document.network).seconds)
    plan(session.document)
    assert info is not None


def one(number: int, seed: int, files: list[Path], folder: Path) -> tuple[str, float, Path]:
    """Mutation ``number``: how it went, seconds, the file."""
    choose = random.Random(seed * 1_000_003 + number)
    start = choose.choice(files)
    file = folder / f"mutant-{os.getpid()}{start.suffix}"
    file.write_bytes(mutate.mutated(start.read_bytes(), start.name, choose))
    begun = time.process_time()
    return look(file), time.process_time() - begun, file


def batch(first: int, count: int, seed: int, files: list[Path], folder: Path) -> list[tuple[int, str]]:
    """Mutations of one process of its own; what ended it is the last entry."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        with os.fdopen(writer, "w") as said:
            for number in range(first, first + count):
                said.write(f"{number} began\n")
                said.flush()
                how, seconds, _ = one(number, seed, files, folder)
                size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
                if seconds > SLOW:
                    how = f"slow: {seconds:.1f} s"
                elif size > LARGE:
                    how = f"large: {size / 2**20:,.0f} MB"
                said.write(f"{number} {how.replace(chr(10), chr(11))}\n")
                if size > LARGE:
                    break
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        lines = [line.rstrip("\n").split(" ", 1) for line in said]
    _, status = os.waitpid(child, 0)
    found = [(int(number), how.replace(chr(11), "\n")) for number, how in lines if how != "began"]
    if os.waitstatus_to_exitcode(status) and lines:
        found.append((int(lines[-1][0]), f"died: {os.waitstatus_to_exitcode(status)}"))
    return found


def main(arguments: list[str]) -> int:
    """Print the counts; 1 where anything but "opened" and "refused" came."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args(arguments)
    import nnviz.commands.info
    import nnviz.formats  # noqa: F401

    counts: collections.Counter[str] = collections.Counter()
    faults: list[tuple[int, str]] = []
    with tempfile.TemporaryDirectory(prefix="nnviz-fuzz-") as place:
        folder = Path(place)
        files = seeds.seeds(folder)
        at, end = options.first, options.first + options.count
        while at < end:
            found = batch(at, min(BATCH, end - at), options.seed, files, folder)
            for number, how in found:
                counts[how if how in ("opened", "refused") else how.split(":")[0]] += 1
                if how not in ("opened", "refused"):
                    faults.append((number, how))
            at = max((number for number, _ in found), default=at + BATCH - 1) + 1
    print(f"seed {options.seed}, {sum(counts.values()):,} files: {dict(counts.most_common())}")
    for number, how in faults[:20]:
        print(f"{how}\n  again: python -m tools.fuzz --seed {options.seed} --first {number} --count 1")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
