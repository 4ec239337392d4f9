"""nnviz train: train a network anew on named data or on a table."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import numpy as np
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from nnviz import formats
from nnviz.commands import tables
from nnviz.data import Dataset, catalogue
from nnviz.data import tables as csv_tables
from nnviz.data.scaling import Standardization
from nnviz.document import CurrentInput, Document, examples
from nnviz.document.scoring import score
from nnviz.engine import Adam, Cosine, Network, Snapshot, train
from nnviz.engine.training import best
from nnviz.errors import FileError, OptionError
from nnviz.formats import nnviz_file
from nnviz.plaintext import visible

RATE = 0.01
BATCH = 16
EPOCHS, STEPS = 30, 3000
"""By default at least so many epochs and so many steps: tiny sets need many epochs."""
FEWEST_TO_JUDGE = 50
"""Training sets of fewer examples give none away for choosing the best epoch."""


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
    epochs = request.epochs or max(EPOCHS, STEPS // -(-len(data.training) // BATCH))
    kept, interrupted = _train(document, data, epochs, request.seed)
    trained = _document(document, kept.network, data)
    formats.save(trained, out)
    start = "Stopped; kept" if interrupted else "Kept"
    tables.say(f"{start} epoch {kept.epoch} of {epochs}: loss {kept.loss:.4f}. Wrote {visible(str(out))}.")
    if trained.score is not None:
        tables.say(tables.score_text(trained.score))


def _check_out(out: Path) -> Path:
    """Find out before training, not after, that the result can't be written."""
    if not nnviz_file.matches(out):
        raise OptionError(f"--out takes a name that ends in {nnviz_file.SUFFIX}, not {out.name}.")
    if os.path.isdir(out) or not os.path.isdir(out.parent):
        raise FileError(f"Can't save to {out}: there is no such folder, or it is one; choose another name.")
    return out


def _data(request: Request, document: Document) -> Dataset:
    if Path(request.data).suffix.lower() == ".csv":
        table = csv_tables.read(Path(request.data))
        return examples.from_table(document, table, Path(request.data).stem, request.seed)
    return examples.fit(document, catalogue.get(request.data))


def _train(document: Document, data: Dataset, epochs: int, seed: int) -> tuple[Snapshot, bool]:
    """The best snapshot, its network taking raw inputs, and whether Ctrl-C came first."""
    learning = data.training
    judged = len(learning) // 10 if len(learning) >= FEWEST_TO_JUDGE else 0
    split = len(learning) - judged
    scaling = _scaling(document, learning.inputs[:split])
    inputs = scaling.apply(learning.inputs) if scaling else learning.inputs
    network = Network.build(document.network.input_shape, document.network.layers, seed)
    snapshots = train(
        network,
        (inputs[:split], learning.targets[:split]),
        (inputs[split:], learning.targets[split:]) if judged else None,
        epochs=epochs,
        batch_size=BATCH,
        optimizer=Adam(RATE),
        schedule=Cosine(),
        loss=_loss(network, data),
        seed=seed,
    )
    kept, interrupted = _best(snapshots, epochs)
    return replace(kept, network=scaling.fold(kept.network)) if scaling else kept, interrupted


def _best(snapshots: Iterator[Snapshot], epochs: int) -> tuple[Snapshot, bool]:
    kept = next(snapshots)
    columns = (
        TextColumn("epoch {task.completed:.0f} of {task.total:.0f}"),
        BarColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=tables.console()) as progress:
        task = progress.add_task(f"loss {kept.loss:.4f}", total=epochs)
        try:
            for snapshot in snapshots:
                kept = best((kept, snapshot))
                progress.update(task, completed=snapshot.epoch, description=f"loss {snapshot.loss:.4f}")
        except KeyboardInterrupt:
            return kept, True
    return kept, False


def _scaling(document: Document, inputs: np.ndarray) -> Standardization | None:
    """Features of different units learn better on one scale; pixels share one already."""
    if inputs.ndim != 2 or document.image_shape is not None:
        return None
    scaling = Standardization.of(inputs)
    return scaling if scaling.suits(document.network) else None


def _loss(network: Network, data: Dataset) -> str:
    activation = network.layers[-1].activation
    name = activation.name if activation else "identity"
    if name in ("softmax", "log_softmax"):
        return "cross_entropy"
    is_yes_or_no = bool(np.isin(data.targets, (0, 1)).all())
    return "binary_cross_entropy" if name == "sigmoid" and is_yes_or_no else "squared_error"


def _document(document: Document, network: Network, data: Dataset) -> Document:
    """The trained document: it holds the unseen examples, or all where none were held out."""
    shown = data.unseen if data.held_out else data
    return replace(
        document,
        network=network,
        trained=MappingProxyType(network.parameters()),
        data=shown,
        input=CurrentInput(shown.inputs[0], "sample", sample=0),
        input_names=() if document.image_shape else data.input_names or document.input_names,
        output_names=data.class_names or document.output_names,
        overrides=MappingProxyType({}),
        score=score(network, data, f"unseen examples of {data.name}"),
    )
