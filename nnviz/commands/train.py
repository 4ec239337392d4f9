"""nnviz train: train a network anew on named data or on a table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from nnviz import formats, training
from nnviz.commands import tables
from nnviz.data import Dataset, catalogue
from nnviz.data import tables as csv_tables
from nnviz.document import Document, examples
from nnviz.engine import Snapshot
from nnviz.errors import FileError, OptionError
from nnviz.plaintext import visible
from nnviz.scene.words.numbers import number
from nnviz.scene.words.results import results
from nnviz.training import TrainingPlan


@dataclass(frozen=True)
class Request:
    """The command line of ``nnviz train``."""

    file: str
    data: str
    out: str
    epochs: int | None = None
    seed: int = 0


def run(request: Request) -> None:
    """Train the layers of FILE from new weights; keep those of the best epoch.

    New weights, because those in the file may have seen what is held out here. The held-out examples have no
    part in the choice of the epoch either: it is made on a tenth of the training examples, which training
    leaves aside. Ctrl-C stops early and keeps the best so far.

    Raises:
        NNVizError: something can't be opened or written, or the data doesn't fit the network.
    """
    out = _check_out(Path(request.out))
    if request.epochs is not None and request.epochs < 1:
        raise OptionError(f"--epochs takes a number of 1 or more, not {request.epochs}.")
    if request.seed < 0:
        raise OptionError(f"--seed takes a number of 0 or more, not {request.seed}.")
    document, _ = formats.open_any(request.file)
    data = _data(request, document)
    plan = training.plan(document, data, training.Options(request.epochs, request.seed))
    kept, interrupted = _train(plan)
    trained = training.document_of(document, plan, kept.network)
    formats.save(trained, out)
    start = "Stopped; kept" if interrupted else "Kept"
    what = f"{start} epoch {kept.epoch} of {plan.recipe.epochs}: loss {number(kept.loss, 4)}"
    tables.say(f"{what}. Wrote {visible(str(out))}.")
    if trained.score is not None:
        tables.say(results(trained.score)[0])


def _check_out(out: Path) -> Path:
    """Find out before training, not after, that the result can't be written."""
    if not formats.can_save(out):
        suffixes = " or ".join(formats.saved_suffixes())
        raise OptionError(f"--out takes a name that ends in {suffixes}, not {out.name}.")
    if os.path.isdir(out) or not os.path.isdir(out.parent):
        raise FileError(f"Can't save to {out}: there is no such folder, or it is one; choose another name.")
    return out


def _data(request: Request, document: Document) -> Dataset:
    if Path(request.data).suffix.lower() == ".csv":
        table = csv_tables.read(Path(request.data))
        return examples.from_table(document, table, Path(request.data).stem, request.seed)
    return examples.fit(document, catalogue.get(request.data))


def _train(plan: TrainingPlan) -> tuple[Snapshot, bool]:
    """The best snapshot, and whether Ctrl-C came first."""
    found = training.snapshots(plan)
    kept = next(found)
    columns = (
        TextColumn("epoch {task.completed:.0f} of {task.total:.0f}"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=tables.console()) as progress:
        task = progress.add_task(f"loss {number(kept.loss, 4)}", total=plan.recipe.epochs)
        try:
            for snapshot in found:
                kept = training.best_of(kept, (snapshot,))
                progress.update(
                    task, completed=snapshot.epoch, description=f"loss {number(snapshot.loss, 4)}"
                )
        except KeyboardInterrupt:
            return kept, True
    return kept, False
