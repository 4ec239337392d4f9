"""What a sentence is once it is read: a tree of frozen values, each of one kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from nnviz.document import Target

COUNTED, ONLY, MIDDLE = "counted", "only", "middle"
ALONE = (COUNTED, ONLY, MIDDLE)
"""What several numbers are where one is meant: how many there are, the only one, or the middle one."""


class Kind(Enum):
    """What a part of a sentence stands for."""

    NUMBER = "a number"
    NUMBERS = "several numbers"
    TRUTH = "a condition"
    CLASS = "a class"
    NAME = "a name"


@dataclass(frozen=True)
class Node:
    """A part of a sentence; characters ``start`` to ``end`` of it."""

    start: int = field(compare=False)
    end: int = field(compare=False)

    @property
    def kind(self) -> Kind:
        """What it stands for."""
        return Kind.NUMBER


@dataclass(frozen=True)
class Truth(Node):
    """A part that holds or doesn't."""

    @property
    def kind(self) -> Kind:
        return Kind.TRUTH


# what is named


@dataclass(frozen=True)
class Unit:
    """A neuron by its numbers, ``it``, or the one that is selected: ``target`` is None for these."""

    target: Target | None = None
    word: str = ""


@dataclass(frozen=True)
class Map:
    """A map of an image layer."""

    layer: int
    channel: int


@dataclass(frozen=True)
class Function:
    """An activation function by its name, or by its formula in z."""

    name: str
    formula: bool = False


Argument = int | str | Unit | Map | Function | Node | tuple[int, ...]


# values


@dataclass(frozen=True)
class Number(Node):
    """A number as it is written."""

    value: float


@dataclass(frozen=True)
class ClassName(Node):
    """A class by its name or its number."""

    name: str

    @property
    def kind(self) -> Kind:
        return Kind.CLASS


@dataclass(frozen=True)
class Call(Node):
    """A word of the table with what it is said of. ``form`` finds it there."""

    form: str
    arguments: tuple[Argument, ...]
    of: Kind

    @property
    def kind(self) -> Kind:
        return self.of


@dataclass(frozen=True)
class Arithmetic(Node):
    """Operands and the signs between them, worked out from the left: ``+ -``, ``* /`` or one ``^``."""

    operands: tuple[Node, ...]
    signs: tuple[str, ...]
    of: Kind

    @property
    def kind(self) -> Kind:
        return self.of


@dataclass(frozen=True)
class Applied(Node):
    """A function of numbers, such as abs, or an activation function with its parameters."""

    name: str
    operands: tuple[Node, ...]
    of: Kind

    @property
    def kind(self) -> Kind:
        return self.of


@dataclass(frozen=True)
class Alone(Node):
    """Several numbers where one is meant: ``how`` is one of :data:`ALONE`."""

    of: Node
    how: str


@dataclass(frozen=True)
class Reduced(Node):
    """One number of several: ``how`` is a word of :data:`nnviz.lessons.language.meaning.reducing.WAYS`.
    ``over`` is ``"examples"``, a call that names neurons (then the operand speaks of *it*), or None."""

    how: str
    operand: Node
    over: str | Call | None


@dataclass(frozen=True)
class Counted(Node):
    """How many examples (``of`` None), or neurons, there are for which ``where`` holds."""

    of: Call | None
    where: Node


# conditions


@dataclass(frozen=True)
class Compared(Truth):
    """Two values and how they are to stand to each other: ``= != < <= > >=``."""

    relation: str
    left: Node
    right: Node
    within: Node | None = None


@dataclass(frozen=True)
class Joined(Truth):
    """Conditions joined by ``and`` or by ``or``."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Truth):
    """What holds where its operand doesn't."""

    operand: Node


@dataclass(frozen=True)
class Throughout(Truth):
    """A condition for all examples (``every``), or for at least one. ``loose``: no brackets hold it."""

    operand: Node
    every: bool
    loose: bool = False


# elsewhere


@dataclass(frozen=True)
class Elsewhere(Node):
    """What its operand is in another world: ``"before"``, ``"collapsed"``, ``"example"`` with its number, or
    ``"with"`` a change. ``loose``: the words for it stand behind the operand, and no brackets hold it."""

    world: str
    operand: Node
    change: Node | None = None
    loose: bool = False

    @property
    def kind(self) -> Kind:
        return self.operand.kind
