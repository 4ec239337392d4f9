"""What ``document.json`` holds, checked as it is read; older versions are migrated first."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from nnviz.errors import FileError
from nnviz.formats.parts import (
    DataPart,
    FilePart,
    LayerPart,
    Name,
    NetworkPart,
    Number,
    Pages,
    Stored,
    Words,
    check_words,
)
from nnviz.formats.training_parts import StepViewPart, TrainingPart, TrainViewPart
from nnviz.plaintext import LONGEST_NAME

VERSION = 5
"""The version this program writes. A change that an older program would misread raises it by one."""

MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MappingProxyType(
    {
        # 2 knows the layers Standardize and Unstandardize, and a step's value at 0; 1 has nothing to change.
        1: lambda raw: raw,
        # 3 knows the activation lab, and functions of one's own; 2 has nothing to change.
        2: lambda raw: raw,
        # 4 knows the lesson that a document was saved from; 3 has nothing to change.
        3: lambda raw: raw,
        # 5 knows what a network is trained with, and its runs; 4 has nothing to change.
        4: lambda raw: raw,
    }
)
"""Version -> the function that turns a document of that version into one of the next."""


class InputPart(FilePart):
    """``others`` are the values of the network's further inputs, in the order of their layers."""

    origin: Literal["sample", "drawing", "typed", "file"]
    values: Stored
    sample: int | None = None
    drawing: Stored | None = None
    others: list[Stored] = msgspec.field(default_factory=list)


class TargetPart(FilePart):
    layer: int
    unit: int | tuple[int, int, int]


class OverridePart(FilePart):
    layer: int
    unit: int | tuple[int, int, int]
    kind: Literal["z", "a"]
    value: Number


class ScorePart(FilePart):
    """``layers`` are those it was measured with; left out where they are the network's own."""

    metric: Literal["accuracy", "r2"]
    value: float
    count: int
    examples: Name
    layers: list[LayerPart] | None = None


class StackPart(FilePart):
    layers: int = 9
    width: int = 24
    seeds: int = 5
    start: Name = "matched"
    input: Name = "data"


class LabViewPart(FilePart):
    part: Name = "functions"
    z: float | None = None
    table: bool = False
    learned: bool = False
    histogram: Literal["", "neuron", "layer"] = ""
    score: int = 0
    softmax_seconds: float | None = None
    source: Literal["stack", "network"] = "stack"
    trained: bool = False
    stack: StackPart = msgspec.field(default_factory=StackPart)
    layer: int = 1
    signal: bool = False
    by_start: bool = False
    starts: tuple[Literal["matched", "glorot", "he", "lecun", "small", "large"], ...] = (
        "glorot",
        "he",
        "small",
        "large",
    )
    start_of: int = 0
    dying_layer: int = 0
    dying_unit: int = 0
    bend_seconds: float | None = None
    probe: tuple[float, float] | None = None
    bend_stage: int = 0
    bend_cell: tuple[int, int] = (0, 0)


class LabPart(FilePart):
    """Functions are written as a layer's own: a name and its parameters."""

    cards: list[dict[Name, Any]]
    compared: list[dict[Name, Any]]
    scores: tuple[float, ...] | None = None
    target: int | None = None
    temperature: float = 1.0
    shifted: bool = True
    replaced: tuple[tuple[int, dict[Name, Any]], ...] = ()

    def __post_init__(self) -> None:
        for options in (*self.cards, *self.compared, *(own for _, own in self.replaced)):
            check_words(options)


class ViewPart(FilePart):
    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0
    selection: TargetPart | None = None
    seconds: float = 0.0
    theme: Literal["", "dark", "light"] = ""
    page: Name = "run"
    tint: Literal["unit", "layer", "network"] = "layer"
    unfolded: tuple[int, ...] = ()
    paths: Literal["", "back", "forward", "hidden"] = ""
    reasons: Literal["", "shown", "hidden"] = ""
    heat: bool = False
    channel: int = 0
    row: int = 0
    masked: bool = False
    narrated: bool = True
    lab: LabViewPart | None = None
    train: TrainViewPart | None = None
    step: StepViewPart | None = None


class SandboxPart(FilePart):
    picture: Name
    kernel: tuple[tuple[float, ...], ...]
    stride: int
    padding: int | Name
    dilation: int
    window: tuple[int, int]
    drawing: Stored | None = None
    photo: Stored | None = None


class OriginPart(FilePart):
    """``parameters`` and ``trained`` say by name where an array lies in the file."""

    number: int
    layer: LayerPart
    input_shapes: list[tuple[int, ...]]
    parameters: dict[Name, Name] = msgspec.field(default_factory=dict)
    trained: dict[Name, Name] = msgspec.field(default_factory=dict)


class RowPart(FilePart):
    id: int
    layer: LayerPart
    source: int = 0
    origin: OriginPart | None = None
    is_reset: bool = False


class DraftPart(FilePart):
    """The list of layers while it is being changed; ``network`` is the last one whose shapes fitted."""

    rows: list[RowPart]
    count: int
    next_id: int
    output_names: tuple[Name, ...] = ()


class LessonPart(FilePart):
    """Its text lies in ``lesson.md``."""

    name: Name
    card: int = 0
    step: int = 0


class DocumentPart(FilePart, omit_defaults=False):
    """The whole of ``document.json``. ``trained`` lists the parameters that are as training left them; the
    others' trained numbers lie in ``trained.safetensors``."""

    format: Literal["nnviz"]
    version: int
    title: Name
    network: NetworkPart
    input: InputPart
    about: Words = ""
    notes: Pages = ""
    task: Literal["classes", "values"] = "classes"
    image_shape: tuple[int, int] | None = None
    input_names: tuple[Name, ...] = ()
    output_names: tuple[Name, ...] = ()
    score: ScorePart | None = None
    overrides: list[OverridePart] = msgspec.field(default_factory=list)
    trained: list[Name] = msgspec.field(default_factory=list)
    data: DataPart | None = None
    view: ViewPart = msgspec.field(default_factory=ViewPart)
    sandbox: SandboxPart | None = None
    lab: LabPart | None = None
    draft: DraftPart | None = None
    lesson: LessonPart | None = None
    training: TrainingPart | None = None


def encode(part: DocumentPart) -> bytes:
    """Write ``document.json``, laid out for reading.

    Raises:
        FileError: what was written could not be read again, such as a title that is too long.
    """
    try:
        text = msgspec.json.encode(part)
        msgspec.json.decode(text, type=DocumentPart)
    except UnicodeEncodeError:
        raise FileError("This can't be saved: a name in it holds half a character; write it anew.") from None
    except msgspec.ValidationError as problem:
        raise FileError(f"This can't be saved, for it couldn't be opened: {_first_line(problem)}.") from None
    return msgspec.json.format(text, indent=2) + b"\n"


def decode(text: bytes) -> DocumentPart:
    """Read ``document.json``.

    Raises:
        FileError: it isn't JSON, comes from a newer nnviz, or a value has the wrong type; the sentence is
            worded to follow the file's name.
    """
    try:
        raw = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FileError("is damaged: its document.json can't be read. Open another copy.") from None
    if not isinstance(raw, dict) or raw.get("format") != "nnviz" or type(raw.get("version")) is not int:
        raise FileError("is damaged: its document.json isn't an nnviz document. Open another copy.")
    try:
        return msgspec.convert(migrate(raw), DocumentPart)
    except (msgspec.ValidationError, RecursionError) as problem:
        raise FileError(
            f"is damaged: in its document.json, {_first_line(problem)}. Open another copy."
        ) from None


def migrate(
    raw: dict[str, Any],
    to: int = VERSION,
    migrations: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = MIGRATIONS,
) -> dict[str, Any]:
    """Bring a decoded document up to version ``to``, one version after the other.

    Raises:
        FileError: the document is newer than ``to``, or older than any version there ever was.
    """
    version = raw["version"]
    if version > to:
        raise FileError(
            f"was saved by a newer nnviz (file version {version}; this one reads up to {to}). "
            "Update nnviz to open it."
        )
    for step in range(version, to):
        if step not in migrations:
            raise FileError(f"is damaged: there never was a file version {version}. Open another copy.")
        raw = {**migrations[step](raw), "version": step + 1}
    return raw


def _first_line(problem: Exception) -> str:
    text = str(problem).splitlines()[0] if str(problem) else "it is nested too deeply"
    long = re.search(r"length <= (\d+) - at (`key` in )?`\$\.(.*)`", text)
    if long:
        what = f"a key in {long[3]}" if long[2] else long[3]
        return f"{what} is longer than {int(long[1]):,} characters"
    text = text if len(text) <= LONGEST_NAME else f"{text[:LONGEST_NAME]}…"
    return text[:1].lower() + text[1:].replace("`", "").replace("$.", "")
