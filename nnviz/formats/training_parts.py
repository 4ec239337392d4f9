"""What a network is trained with, and its runs, as parts of ``document.json``."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from nnviz.formats.parts import DataPart, FilePart, Name, NetworkPart, Stored, check_words


class BundledPart(FilePart, tag="bundled"):
    name: Name


class ToyPart(FilePart, tag="toy"):
    kind: Literal["circles", "xor", "gaussians", "spirals", "moons", "plane", "hill", "sine"]
    size: int
    noise: float
    classes: int = 2
    seed: int = 0
    is_painted: bool = False


class PictureFolderPart(FilePart, tag="pictures"):
    path: Name
    side: int
    channels: int
    is_drawn: bool = False
    sha256: Name = ""


class EmbeddedPart(FilePart, tag="embedded"):
    name: Name


class ChoicesPart(FilePart):
    """How a table is read; the names are those of :class:`nnviz.data.tables.Choices`."""

    delimiter: Literal[",", ";", "\t", " ", "|"]
    decimal: Literal[".", ","]
    header: bool
    encoding: Literal["utf-8", "latin-1", "utf-16"]
    kinds: tuple[Literal["number", "category", "target", "out"], ...]
    comment: Name = ""
    answers: Literal["classes", "value"] = "classes"
    missing: Literal["drop", "median"] = "drop"
    ragged: Literal["refuse", "drop"] = "refuse"
    picture: tuple[int, int] | None = None
    above: int = 0


class TableFilePart(FilePart, tag="table"):
    path: Name
    sha256: Name
    choices: ChoicesPart


SourcePart = BundledPart | ToyPart | TableFilePart | PictureFolderPart | EmbeddedPart


class PreparationPart(FilePart):
    scale: Literal["none", "standardize", "minmax"] = "none"
    share: float | None = None
    seed: int = 0
    is_stratified: bool = True


class RecipePart(FilePart):
    """Optimiser, loss and schedule are written as a name and its options."""

    epochs: int
    batch_size: int
    optimizer: dict[Name, Any]
    loss: dict[Name, Any]
    schedule: dict[Name, Any]
    seed: int = 0
    l1: float = 0.0
    l2: float = 0.0
    clip: float | None = None
    frozen_layers: tuple[int, ...] = ()
    frozen_biases: bool = False

    def __post_init__(self) -> None:
        for options in (self.optimizer, self.loss, self.schedule):
            check_words(options)


class ScalingPart(FilePart):
    """(mean, deviation) of each feature."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]


class KeptPart(FilePart):
    """Its arrays lie in the run's safetensors file, named ``<step>/parameters/<key>`` and
    ``<step>/memory/<name>``."""

    step: int
    epoch: int
    position: int
    memory_step: int = 0


class TroublePart(FilePart):
    step: int
    layer: int
    unit: tuple[int, ...]
    what: Name


class RunPart(FilePart):
    """``losses`` and ``checks`` name arrays; ``looks`` is (4, checks): loss and score of the training data,
    then of the validation data."""

    name: Name
    network: NetworkPart
    recipes: list[tuple[int, RecipePart]]
    losses: Stored
    checks: Stored
    looks: Stored
    kept: list[KeptPart]
    metric: Literal["accuracy", "r2"] = "accuracy"
    trouble: TroublePart | None = None
    branch_of: tuple[Name, int] | None = None
    before: ScalingPart | None = None
    after: ScalingPart | None = None
    data: Name = ""


class TrainingPart(FilePart):
    """``data`` are all examples that are trained with, those that are held out last."""

    source: SourcePart
    preparation: PreparationPart
    recipe: RecipePart
    data: DataPart | None = None
    runs: list[RunPart] = msgspec.field(default_factory=list)
    run: int | None = None
    step: int = 0


class TrainViewPart(FilePart):
    part: Name = "curves"
    is_log: bool = True
    smoothing: int = 0
    enlarged: tuple[int, int] | None = None
    is_compared: bool = False
    cell: tuple[int, int] | None = None
    seen: bool = False
    brush: Literal["look", "paint", "move", "erase"] = "look"
    brush_class: int = 0


class StepViewPart(FilePart):
    seconds: float | None = None
    parameter: tuple[int, Name, tuple[int, ...]] | None = None
    example: int | None = None
    reading: Name = "chain"
    digits: int = 3
    target: tuple[float, ...] | None = None
