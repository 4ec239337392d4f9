"""What is said of a folder of pictures before a network learns from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from nnviz.data.folders import FolderChoices, FolderGuess, LeftOut
from nnviz.data.pictures import LARGEST
from nnviz.engine import Network
from nnviz.scene.words.counting import amount, noun
from nnviz.scene.words.numbers import percent

NAMED = 3
"""So many classes are named in a title."""
CHANNELS: Mapping[str, str] = MappingProxyType({"colour": "Colour", "grey": "Grey", "ink": "Ink"})
"""How pictures can be taken, by name."""
_WHY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "no picture": ("isn't a picture", "aren't pictures"),
        "too large": (f"has more than {LARGEST:,} pixels", f"have more than {LARGEST:,} pixels"),
        "damaged": ("is damaged", "are damaged"),
        "unreadable": ("can't be read", "can't be read"),
        "empty": ("has no content", "have no content"),
        "hidden": ("is hidden", "are hidden"),
        "loose": ("lies in no class's folder", "lie in no class's folder"),
    }
)


def title(names: Sequence[str]) -> str:
    """What is to be learned: "Tell cat, dog and owl apart"."""
    if len(names) > NAMED:
        return f"Tell {len(names):,} classes apart"
    return f"Tell {', '.join(names[:-1])} and {names[-1]} apart"


def amounts(guess: FolderGuess) -> str:
    """How much there is."""
    return f"{amount(guess.count, 'picture')} in {amount(len(guess.classes), 'folder')}"


def left_out(found: Sequence[LeftOut]) -> tuple[str, ...]:
    """A sentence for each reason why files are left out."""
    lines = []
    for each in found:
        one, many = _WHY[each.why]
        if each.count == 1:
            lines.append(f"Left out: {each.first} {one}.")
        else:
            lines.append(f"Left out: {each.count:,} files that {many}, {each.first} for one.")
    return tuple(lines)


def kind(choices: FolderChoices) -> str:
    """The name in :data:`CHANNELS` of how pictures are taken."""
    return "colour" if choices.channels == 3 else "ink" if choices.is_drawn else "grey"


def channels_line(choices: FolderChoices, guess: FolderGuess) -> str:
    """What becomes of the colours; why, where it is the proposal."""
    proposed = guess.choices
    if kind(choices) == kind(proposed):
        return guess.channels_reason
    if kind(choices) == "ink":
        return "cut out and centred, dark or light, as the drawing pad's are"
    return (
        "brightness alone: one number a pixel" if choices.channels == 1 else "red, green, blue: three a pixel"
    )


def side_line(choices: FolderChoices, guess: FolderGuess) -> str:
    """Why so many pixels a side; what they amount to, where it isn't the proposal."""
    if choices.side == guess.choices.side:
        return guess.side_reason
    numbers = choices.channels * choices.side**2
    return f"{numbers:,} numbers a picture; {guess.choices.side} was proposed"


def fitting_line(choices: FolderChoices) -> str:
    """How a picture comes into its square."""
    if choices.is_drawn and choices.channels == 1:
        return "The ink of each picture is cut out and placed as a drawing on the pad is."
    return "All of a picture is kept; the rest of its square has the colour of its border."


def to_beat(counts: Sequence[int], names: Sequence[str]) -> tuple[str, str]:
    """(how often it would be right to say always the largest class, what that is)."""
    largest = max(range(len(counts)), key=lambda number: counts[number])
    return percent(counts[largest] / max(sum(counts), 1)), f"to beat: always “{names[largest]}”"


def size(network: Network) -> str:
    """How many parameters, and where their first values come from."""
    count = sum(array.size for array in network.parameters().values())
    return f"{count:,} {noun(count, 'parameter')}, weights from seed {network.seed}"


def parts_line(counts: Sequence[int], names: Sequence[str]) -> tuple[str, ...]:
    """How many of each class there are, the fullest form first: "75 cat, 93 dog", "75 to 93 each"."""
    every = ", ".join(f"{count:,} {name}" for count, name in zip(counts, names, strict=True))
    low, high = min(counts), max(counts)
    each = f"{low:,} each" if low == high else f"{low:,} to {high:,} each"
    return every, f"{len(counts):,} classes, {each}", each
