"""What the panel says of a card, in words for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from nnviz.lessons.model import TOUCH
from nnviz.scene.words.counting import amount
from nnviz.session.lecture import Lecture

CHIPS: Mapping[str, str] = MappingProxyType(
    {
        "pad": "Draw on the pad",
        "inputs": "Change inputs",
        "examples": "Take other examples",
        "weights": "Drag weights",
        "bias": "Drag the bias",
        "kernel": "Change the kernel",
        "window": "Move the window",
        "z": "Move z",
        "functions": "Change functions",
        "parameters": "Change α and β",
        "scores": "Drag scores",
        "temperature": "Change the temperature",
        "layers": "Change layers",
        "stack": "Change the stack",
        "data": "Change what it learns from",
        "recipe": "Change how it learns",
        "training": "Train",
        "selection": "Pick a neuron",
        "play": "Play",
        "everything": "Everything is yours",
    }
)
"""What may be touched, by the words of the schema, as it stands on a chip."""
SINGULAR = frozenset(("pad", "bias", "kernel", "window", "z", "temperature", "stack"))
LOOKS = frozenset(("selection", "play"))
"""Words for what one does without changing anything."""
UNTOUCHED = "On this card nothing is to be changed."


def chips(touch: tuple[str, ...] | None) -> tuple[str, ...]:
    """The chips of a card; none where it leaves all to the hand without saying so."""
    return tuple(CHIPS[word] for word in touch or () if word in CHIPS)


def refusal(touch: tuple[str, ...]) -> str:
    """What is said to a hand that would change something else."""
    own = [word for word in touch if word in TOUCH and word not in LOOKS]
    if not own:
        return UNTOUCHED
    verb = "is" if len(own) == 1 and own[0] in SINGULAR else "are"
    return f"On this card {listed(TOUCH[word] for word in own)} {verb} yours to change."


def listed(words: Iterable[str]) -> str:
    """Words in a row: "the weights, the bias and z"."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"


def count(lecture: Lecture) -> str:
    """Where one is: "6 of 14"."""
    return f"{lecture.place.card + 1} of {len(lecture.lesson.cards)}"


def step_of(lecture: Lecture) -> str:
    """Which step of the card this is; nothing where it has one alone."""
    steps = len(lecture.card.steps)
    return f"Step {lecture.place.step + 1} of {steps}" if steps > 1 else ""


def segment(lecture: Lecture, card: int) -> str:
    """What a segment of the head stands for."""
    title = lecture.lesson.cards[card].title
    state = ", this card" if card == lecture.place.card else ", done" if lecture.is_done(card) else ""
    return f"{card + 1}. {title}{state}"


def progress(done: int, cards: int) -> str:
    """How far a lesson is."""
    if done >= cards:
        return "done"
    return f"{done} of {amount(cards, 'card')} done" if done else amount(cards, "card")
