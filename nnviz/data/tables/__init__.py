"""Tables in text files: guessed, previewed, then read into arrays; a row is an example."""

from nnviz.data.tables.examples import HELD_OUT, dataset, share_for
from nnviz.data.tables.guessing import guess
from nnviz.data.tables.model import (
    Alternative,
    Choices,
    Column,
    ColumnGuess,
    Finding,
    Given,
    Guess,
    Preview,
    RawLine,
    Table,
)
from nnviz.data.tables.previewing import preview
from nnviz.data.tables.reading import BadLineError, read
from nnviz.data.tables.source import LARGEST_FILE, StoppedError, digest

__all__ = [
    "HELD_OUT",
    "LARGEST_FILE",
    "Alternative",
    "BadLineError",
    "Choices",
    "Column",
    "ColumnGuess",
    "Finding",
    "Given",
    "Guess",
    "Preview",
    "RawLine",
    "StoppedError",
    "Table",
    "dataset",
    "digest",
    "guess",
    "preview",
    "read",
    "share_for",
]
