"""What is said of a layer's neurons, from what was measured."""

from __future__ import annotations

from nnviz.document import Document
from nnviz.document.model import Unit
from nnviz.scene.lab.dying.life import RATE, Life, Step, can_die
from nnviz.scene.words import names
from nnviz.scene.words.counting import amount
from nnviz.scene.words.numbers import number, percent, signed

NAMED = 6
"""Dead neurons that are named one by one."""
EMPTY_DATA = "Dying is a matter of data: open a network that has examples, such as the sample digits."
EMPTY_LAYERS = (
    "No hidden layer here has a function of one z and a bias; choose ReLU for one on the Build page."
)
OTHER_INPUTS = "The examples don't fit this network's inputs, so there is nothing to measure."


def hero(document: Document, life: Life) -> str:
    """How many are dead, in one sentence."""
    count, noun = len(life.on), _noun(document, life.layer)
    if not can_die(life.function):
        return f"With {names.function(life.function)} no neuron dies: its slope is 0 nowhere."
    if not life.dead:
        return f"All {amount(count, noun)} are alive: each is on for some example."
    verb = "is" if len(life.dead) == 1 else "are"
    return f"{len(life.dead)} of {amount(count, noun)} {verb} dead: no gradient reaches {_it(life)}."


def _it(life: Life) -> str:
    return "it" if len(life.dead) == 1 else "them"


def below_hero(document: Document, life: Life) -> str:
    """Which are dead, and what was measured."""
    if not life.dead or not can_die(life.function):
        return conditions(document, life)
    named = [str(short(document, life.layer, unit)) for unit in life.dead[:NAMED]]
    more = len(life.dead) - len(named)
    listed = ", ".join([*named, f"{more} more"] if more else named)
    return f"Off for every example: {listed}. {conditions(document, life)}"


def conditions(document: Document, life: Life) -> str:
    """What was measured on what."""
    count, total = len(life.examples), life.examples.total
    among = f"{count:,} of {total:,} examples" if count < total else f"all {amount(total, 'example')}"
    layer = names.layer(document, life.layer)
    return f"{layer}, {names.function(life.function)}, over {among}."


def neuron(document: Document, life: Life) -> str:
    """The name of the neuron in hand."""
    return names.capital(short(document, life.layer, life.unit))


def short(document: Document, layer: int, unit: int) -> str:
    """A neuron of a dense layer, or a map."""
    if len(document.network.shapes[layer]) > 1:
        return f"map {unit + 1}"
    which: Unit = unit
    return names.unit(document, layer, which)


def is_on_for(life: Life) -> str:
    """For how many examples the neuron in hand is on."""
    return f"on for {life.on_count:,} of {len(life.examples):,}"


def gradient(life: Life) -> str:
    """How many examples send a gradient back."""
    count, all_ = int(life.reached.sum()), len(life.reached)
    if count == 0:
        return f"Its gradient is 0 for all {amount(all_, 'example')}: it learns nothing more."
    if count == all_:
        return f"Every one of {amount(all_, 'example')} sends a gradient back to it."
    return f"Its gradient is 0 for {all_ - count:,} of {amount(all_, 'example')}."


def step_cells(step: Step) -> tuple[str, str, str, str]:
    """(function, ∂L/∂b, the bias before and after, the size of ∂L/∂w) of one step."""
    same = step.before == step.after
    moved = (
        f"{number(step.before, 4)} stays" if same else f"{number(step.before, 4)} → {number(step.after, 4)}"
    )
    return names.function_title(step.function), signed(step.gradient, 4), moved, number(step.weights, 4)


def step_verdict(steps: tuple[Step, ...]) -> str:
    """What the comparison shows, and no more."""
    first = steps[0]
    if len(steps) == 1:
        return "It learns." if first.learns else "It learns nothing in this step."
    other = names.function(steps[1].function)
    if not first.learns and steps[1].learns:
        return f"With {names.function(first.function)} nothing moves; with {other} it learns again."
    if not first.learns:
        return "Neither moves it: what follows passes nothing back."
    return f"Both learn; with {other}, {steps[1].reached:,} examples reach it in place of {first.reached:,}."


def rate() -> str:
    """How the step is taken."""
    return f"One step of gradient descent, rate {number(RATE, 1)}, these examples as one batch."


def bar(share: float) -> str:
    """A bar's own figure."""
    return percent(share, 0)


def _noun(document: Document, layer: int) -> str:
    return "map" if len(document.network.shapes[layer]) > 1 else "neuron"
