"""nnviz train: train a network anew on named data, a table, or a folder of pictures."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from nnviz import formats, training
from nnviz.commands import tables
from nnviz.commands.train_data import Material, material
from nnviz.commands.train_progress import Reporter, measures
from nnviz.data import catalogue
from nnviz.engine import Snapshot, TrainingDivergedError
from nnviz.errors import FileError, NNVizError, OptionError
from nnviz.plaintext import visible
from nnviz.scene.words.results import results
from nnviz.training import TrainingPlan
from nnviz.training.judgement import learned_nothing


@dataclass(frozen=True)
class Request:
    """The command line of ``nnviz train``."""

    data: str
    out: str
    file: str | None = None
    target: str | None = None
    epochs: int | None = None
    rate: float | None = None
    optimizer: str | None = None
    batch: int | None = None
    seed: int = 0
    drop_bad_lines: bool = False


@dataclass(frozen=True)
class Outcome:
    """The ``first`` snapshot and the best, whether Ctrl-C came, and what ended it otherwise."""

    first: Snapshot
    kept: Snapshot
    interrupted: bool = False
    trouble: TrainingDivergedError | None = None


def run(request: Request) -> None:
    """Train the layers of FILE, or those of a network that fits the data, from new weights; keep those of the
    best epoch.

    New weights, because those in the file may have seen what is held out here. The held-out examples have no
    part in the choice of the epoch either: it is made on a tenth of the training examples, which training
    leaves aside. Ctrl-C stops early and keeps the best so far. What lies at ``--out`` is untouched until
    something is found that is better than the first weights.

    Raises:
        NNVizError: something can't be opened or written, the data doesn't fit the network, or nothing better
            than the first weights was found.
    """
    out = _check_out(Path(request.out))
    options = _options(request)
    ragged = "drop" if request.drop_bad_lines else "refuse"
    given = material(request.file, request.data, request.target, request.seed, ragged)
    plan = training.plan(given.document, given.data, options)
    for line in (*given.said, *_remarks(request, plan)):
        tables.say(visible(line))
    outcome = _train(plan)
    if outcome.kept is outcome.first:
        raise _nothing_better(outcome, out)
    _save(given, plan, outcome, out)


def list_sets() -> None:
    """Print the data sets that have a name."""
    rows = []
    for name in catalogue.names():
        data = catalogue.get(name)
        kind = f"{len(data.class_names)} classes" if data.class_names else "values"
        rows.append((name, f"{len(data):,}", str(data.inputs[0].size), kind))
    tables.print_rows(("name", "examples", "inputs", "learned are"), rows, right=(1, 2))


def _check_out(out: Path) -> Path:
    """Find out before training, not after, that the result can't be written."""
    if not formats.can_save(out):
        suffixes = " or ".join(formats.saved_suffixes())
        raise OptionError(f"--out takes a name that ends in {suffixes}, not {out.name}.")
    if os.path.isdir(out) or not os.path.isdir(out.parent):
        raise FileError(f"Can't save to {out}: there is no such folder, or it is one; choose another name.")
    return out


def _options(request: Request) -> training.Options:
    for name, value, least in (
        ("epochs", request.epochs, 1),
        ("batch", request.batch, 1),
        ("seed", request.seed, 0),
    ):
        if value is not None and value < least:
            raise OptionError(f"--{name} takes a number of {least} or more, not {value}.")
    if request.rate is not None and not 0 < request.rate < float("inf"):
        raise OptionError(f"--rate takes a number above 0, such as 0.01, not {request.rate}.")
    return training.Options(request.epochs, request.seed, request.rate, request.batch, request.optimizer)


def _remarks(request: Request, plan: TrainingPlan) -> list[str]:
    rows = len(plan.parts.inputs)
    if request.batch is not None and request.batch > rows:
        return [
            f"There are {rows:,} examples to learn from, fewer than {request.batch:,}: all are one batch."
        ]
    return []


def _train(plan: TrainingPlan) -> Outcome:
    """The best snapshot, whatever ended the training."""
    found = training.snapshots(plan)
    first = kept = next(found)
    with Reporter(first, plan.recipe.epochs) as reporter:
        try:
            for snapshot in found:
                kept = training.best_of(kept, (snapshot,))
                reporter.show(snapshot)
        except KeyboardInterrupt:
            return Outcome(first, kept, interrupted=True)
        except TrainingDivergedError as trouble:
            return Outcome(first, kept, trouble=trouble)
    return Outcome(first, kept)


def _nothing_better(outcome: Outcome, out: Path) -> NNVizError:
    untouched = f"{out.name} {'is as it was' if out.exists() else 'is not written'}"
    if outcome.trouble is not None:
        return NNVizError(f"{str(outcome.trouble).rstrip('.')}; {untouched}.")
    if outcome.interrupted:
        return NNVizError(f"Stopped before anything better than the first weights was found; {untouched}.")
    return NNVizError(
        "Training found nothing better than the first weights; try a smaller --rate or more --epochs; "
        f"{untouched}."
    )


def _save(given: Material, plan: TrainingPlan, outcome: Outcome, out: Path) -> None:
    kept = outcome.kept
    trained = training.document_of(given.document, plan, kept.network)
    formats.save(trained, out)
    if outcome.trouble is not None:
        tables.say(str(outcome.trouble))
    start = "Stopped; kept" if outcome.interrupted else "Kept"
    what = f"{start} epoch {kept.epoch:,} of {plan.recipe.epochs:,}: {measures(kept)}"
    tables.say(f"{what}. Wrote {visible(str(out))}.")
    if trained.score is not None:
        tables.say(results(trained.score)[0])
    warning = learned_nothing(plan, kept, trained.score)
    if warning:
        tables.say(visible(warning))
