"""A lesson as plain values: cards, their steps, what each sets up, asks and claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nnviz.document import Target
from nnviz.lessons.language.expression import Expression
from nnviz.lessons.prose import Prose
from nnviz.lessons.questions.model import Question

PAGES = ("run", "lab", "kernels", "build", "train", "step")
LEVELS = ("blocks", "network", "neuron", "microscope", "slope")
TOUCH = {
    "pad": "the pad",
    "inputs": "the inputs",
    "examples": "the examples",
    "weights": "the weights",
    "bias": "the bias",
    "kernel": "the kernel",
    "window": "the window",
    "z": "z",
    "functions": "the functions",
    "parameters": "α and β",
    "scores": "the scores",
    "temperature": "the temperature",
    "layers": "the layers",
    "stack": "the stack",
    "data": "the examples to learn from",
    "recipe": "how it learns",
    "training": "training",
    "selection": "which neuron is looked at",
    "play": "time",
    "everything": "everything",
}
"""What a card may give into a person's hands, by the word of the schema, and as it is said."""
HIDE = {
    "unreached": "what the pass hasn't reached",
    "page": "the page behind the card until it is answered",
    "results": "the lab's results until it is answered",
}


@dataclass(frozen=True)
class Mark:
    """A place in a lesson's text: line and column, both from 1."""

    line: int
    column: int = 1


@dataclass(frozen=True)
class Condition:
    """A sentence of the lesson's language, where it stands and what it says."""

    expression: Expression
    text: str
    mark: Mark = field(compare=False)


@dataclass(frozen=True)
class InputWish:
    """What the network is to look at. ``drawn``: what the person has drawn in this lesson, if they have, else
    the rest. Then ``sample``, the number of an example; or the first example for which ``search`` holds; or
    ``values``, the numbers themselves; or, with ``blank``, an empty pad."""

    drawn: bool = False
    sample: int | None = None
    search: Expression | None = None
    values: tuple[float, ...] = ()
    blank: bool = False


@dataclass(frozen=True)
class When:
    """A place in a pass: its ``"start"`` or ``"end"`` where ``layer`` is None; else that of a phase of a
    layer, or, without ``phase``, of the whole layer. ``at_end`` is its end, else its start. In the lab's
    parts with steps ``step`` counts them from 1, and 0 is before the first."""

    layer: int | None = None
    phase: str = ""
    at_end: bool = False
    step: int | None = None


@dataclass(frozen=True)
class Play:
    """The stretch of the pass that belongs to the card; it starts by itself where ``by_itself``."""

    start: When = When()
    end: When = When(at_end=True)
    speed: float = 1.0
    by_itself: bool = False


@dataclass(frozen=True)
class Hold:
    """A value that is held: ``kind`` ``"z"`` or ``"a"`` of a neuron."""

    target: Target
    kind: str
    value: Expression


@dataclass(frozen=True)
class Assign:
    """A weight or a bias that the card sets: ``place`` is a *weight* or *bias* of the language."""

    place: Expression
    value: Expression


@dataclass(frozen=True)
class LabWish:
    """What is looked at in the lab; None leaves it as it is by itself.

    ``compared`` are names of functions; ``cards`` too. ``look`` are fields of ``LabView``, already checked:
    name and value; ``stack`` those of its ``Stack``; ``lay`` those of ``Lab``.
    """

    cards: tuple[str, ...] | None = None
    compared: tuple[str, ...] | None = None
    look: tuple[tuple[str, object], ...] = ()
    stack: tuple[tuple[str, object], ...] = ()
    lay: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class TrainWish:
    """What the Train page begins with; None leaves it as the network's file has it.

    ``data`` is the name of a toy set or of a set of the catalogue; None: the document's own examples.
    ``optimizer`` is a name, and ``recipe`` are fields of a ``Recipe``: name and value; ``rate`` is the
    optimiser's. ``steps`` of training are behind the network when the card opens.
    """

    data: str | None = None
    optimizer: str | None = None
    rate: float | None = None
    recipe: tuple[tuple[str, object], ...] = ()
    steps: int = 0


@dataclass(frozen=True)
class Setup:
    """What a card, or a step, shows. On a card's first step what is left out is as a fresh window has it; on
    further steps it is as the hand left it."""

    sample: str | None = None
    file: Path | None = None
    """A network of the author's own, beside the lesson."""
    input: InputWish | None = None
    select: Target | None = None
    level: str | None = None
    page: str | None = None
    part: str | None = None
    moment: When | None = None
    play: Play | None = None
    touch: tuple[str, ...] | None = None
    """Words of :data:`TOUCH`; None: everything."""
    hide: tuple[str, ...] | None = None
    """Words of :data:`HIDE`."""
    highlight: tuple[Target, ...] = ()
    hold: tuple[Hold, ...] = ()
    change: tuple[Assign, ...] = ()
    lab: LabWish | None = None
    train: TrainWish | None = None
    picture: str | None = None
    """The kernel sandbox's photograph."""
    mark: Mark = field(default=Mark(1), compare=False)


@dataclass(frozen=True)
class Step:
    """A part of a card: what it says and sets up, what it asks, and what a person does in it.

    ``done`` are the conditions that complete it; all of them must have held, in any order and not at the
    same time where ``done_in_turn`` (then one after the other).
    """

    prose: Prose
    setup: Setup
    questions: tuple[Question, ...] = ()
    done: tuple[Condition, ...] = ()
    done_in_turn: bool = False
    do: str = ""
    """What to do, in one line."""


@dataclass(frozen=True)
class Card:
    """One card. ``minutes`` None: a share of what the others leave. ``covers`` are the author's own words for
    the points that it teaches, such as S4. ``told`` are sentences that no machine can check."""

    title: str
    steps: tuple[Step, ...]
    notes: Prose = ()
    minutes: float | None = None
    covers: tuple[str, ...] = ()
    claims: tuple[Condition, ...] = ()
    told: tuple[str, ...] = ()
    mark: Mark = field(default=Mark(1), compare=False)


@dataclass(frozen=True)
class Lesson:
    """A lesson. ``name`` is its file's name without its ending; ``folder`` is where files that it names lie;
    ``text`` is all of it, as it was read."""

    name: str
    title: str
    cards: tuple[Card, ...]
    about: str = ""
    minutes: float = 0.0
    folder: Path | None = None
    text: str = field(default="", repr=False, compare=False)

    def minutes_of(self, card: int) -> float:
        """How long a card takes: as it says, or an equal share of what the others leave."""
        own = self.cards[card].minutes
        if own is not None:
            return own
        said = [other.minutes for other in self.cards if other.minutes is not None]
        silent = len(self.cards) - len(said)
        return max(self.minutes - sum(said), 0.0) / silent
