"""What the parts of ``document.json`` are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from nnviz.plaintext import LONGEST_NAME

Number = float | Literal["NaN", "Infinity", "-Infinity"]
"""JSON has no number that isn't finite; these three words stand for them."""


Name = Annotated[str, msgspec.Meta(max_length=LONGEST_NAME)]
"""A name, a title, a word: one line for people, or where something lies in the file."""
Words = Annotated[str, msgspec.Meta(max_length=10_000)]
"""Some sentences."""
Pages = Annotated[str, msgspec.Meta(max_length=1_000_000)]
"""As much as a person may write: some 300 pages."""


class FilePart(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One object of the file."""


class Stored(FilePart):
    """An array in a file of the archive. With ``divisor`` it is whole numbers, to be divided by that."""

    file: Name
    divisor: int | None = None


class DataPart(FilePart):
    name: Name
    inputs: Stored
    targets: Stored
    class_names: tuple[Name, ...] = ()
    input_names: tuple[Name, ...] = ()
    held_out: int = 0


class LayerPart(FilePart):
    kind: Name
    options: dict[Name, Any] = {}

    def __post_init__(self) -> None:
        check_words(self.options)


class NetworkPart(FilePart, omit_defaults=False):
    input_shape: tuple[int, ...]
    layers: list[LayerPart]
    dtype: Literal["float32", "float64"] = "float32"
    seed: int = 0


def json_number(value: float) -> Number:
    """``value`` as JSON can hold it: itself, or "NaN", "Infinity" or "-Infinity"."""
    value = float(value)
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def check_words(options: Mapping[str, Any]) -> None:
    """Raise ValueError for an option that holds too long a text."""
    for name, value in options.items():
        if _longest_word(value) > LONGEST_NAME:
            raise ValueError(f"{name} is longer than {LONGEST_NAME:,} characters")


def _longest_word(value: Any) -> int:
    """Characters of the longest text in an option, however deep it lies."""
    if isinstance(value, dict):
        return max(map(_longest_word, (*value, *value.values())), default=0)
    if isinstance(value, (list, tuple)):
        return max(map(_longest_word, value), default=0)
    return len(value) if isinstance(value, str) else 0
