"""From what a card sets up to a document and a view of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from nnviz import formats
from nnviz.document import CurrentInput, Document, View, edits
from nnviz.document.lab import Lab, LabView
from nnviz.document.sandbox import Sandbox
from nnviz.engine.functions import activations
from nnviz.errors import OptionError
from nnviz.lessons import language
from nnviz.lessons.language.facts import Facts
from nnviz.lessons.model import Hold, InputWish, LabWish, Lesson, Setup, When
from nnviz.lessons.stepping import step_view
from nnviz.lessons.training import trained
from nnviz.scene.lab import steps
from nnviz.scene.time.playback import Timeline, timeline

FIRST = "digits"
"""The sample of a card that names none."""

Opener = Callable[[str], Document]


@dataclass(frozen=True, eq=False)
class Placed:
    """What a step shows: a document as its author wants it, how it is looked at, and at which level."""

    document: Document
    view: View
    level: str = ""


def opened(lesson: Lesson, setup: Setup) -> Document:
    """The network that a card's first step names, as its file has it.

    Raises:
        NNVizError: it can't be opened.
    """
    if setup.file is not None:
        path = setup.file if lesson.folder is None else lesson.folder / setup.file
        return formats.open_any(path)[0]
    return formats.open_any(setup.sample or FIRST)[0]


def placed(
    setup: Setup, document: Document, view: View, drawing: np.ndarray | None = None, first: bool = True
) -> Placed:
    """Set a step up. ``document`` and ``view`` are a fresh network's, or what the hand left where it isn't
    the card's ``first`` step. ``drawing`` is what the person has drawn in this lesson, (height, width) floats
    0..1.

    Raises:
        NNVizError: the network has no such thing, or can't take such an input.
    """
    if first:
        # What the colours go over is the file's.
        fresh = View(theme=view.theme, narrated=view.narrated, tint=document.view.tint)
        view = replace(fresh, page="run", seconds=np.inf)
    if setup.input is not None:
        document = _looking_at(document, setup.input, drawing)
    document = _changed(document, view, setup)
    if setup.train is not None:
        document = trained(document, setup.train)
    for hold in setup.hold:
        document = _held(document, view, hold)
    if setup.lab is not None:
        document = _laid_out(document, setup.lab)
    if setup.picture is not None:
        sandbox = (document.sandbox or Sandbox()).with_picture(setup.picture)
        document = edits.set_sandbox(document, sandbox)
    return Placed(document, _looked_at(document, view, setup), setup.level or "")


def seconds_of(when: When, line: Timeline) -> float:
    """Where a place in a pass lies, in seconds at speed 1.

    Raises:
        OptionError: the pass has no such layer or phase.
    """
    if when.layer is None:
        return line.seconds if when.at_end else 0.0
    phases = [phase for phase in line.phases if phase.layer == when.layer]
    named = [phase for phase in phases if not when.phase or phase.name == when.phase]
    if not named:
        has = ", ".join(phase.name for phase in phases)
        raise OptionError(
            f"Layer {when.layer} has no phase “{when.phase}”: it has {has}."
            if phases
            else f"There is no layer {when.layer}: the pass goes from 0 to {line.phases[-1].layer}."
        )
    return named[-1].end if when.at_end else named[0].start


# inside


def _looking_at(document: Document, wish: InputWish, drawing: np.ndarray | None) -> Document:
    if wish.drawn and drawing is not None:
        return edits.set_drawing(document, drawing)
    if wish.blank:
        return edits.set_input(document, CurrentInput(np.zeros(document.network.input_shape, np.float32)))
    if wish.values:
        values = np.array(wish.values, np.float32)
        shape = document.network.input_shape
        if values.size != np.prod(shape):
            raise OptionError(f"This network takes {int(np.prod(shape)):,} values, not {values.size:,}.")
        return edits.set_input(document, CurrentInput(values.reshape(shape)))
    if wish.search is not None:
        found = language.first_example(wish.search, document)
        if found is None:
            raise OptionError(f"There is no example on which {wish.search.text}.")
        return edits.choose_sample(document, found)
    return document if wish.sample is None else edits.choose_sample(document, wish.sample)


def _changed(document: Document, view: View, setup: Setup) -> Document:
    for assign in setup.change:
        value = language.value(assign.value, Facts(document, view, document))
        layer, name, index = language.parameter(assign.place, document)
        document = edits.set_parameter(document, layer, name, index, float(value))
    return document


def _held(document: Document, view: View, hold: Hold) -> Document:
    value = language.value(hold.value, Facts(document, view, document))
    return edits.set_override(document, hold.target, hold.kind, float(value))


def _laid_out(document: Document, wish: LabWish) -> Document:
    lab = document.lab or Lab()
    if wish.cards is not None:
        lab = replace(lab, cards=tuple(activations.get(name) for name in wish.cards))
    if wish.compared is not None:
        lab = replace(lab, compared=tuple(activations.get(name) for name in wish.compared))
    if wish.lay:
        lab = replace(lab, **dict(wish.lay))  # type: ignore[arg-type]
    return document if lab == (document.lab or Lab()) else edits.set_lab(document, lab)


def _looked_at(document: Document, view: View, setup: Setup) -> View:
    line = timeline(document.network)
    view = replace(view, seconds=min(view.seconds, line.seconds), page=setup.page or view.page)
    if setup.select is not None:
        document.network.unit_index(setup.select.layer, setup.select.unit)
        view = replace(view, selection=setup.select, pinned=True)
    if setup.hide is not None:
        view = replace(view, masked="unreached" in setup.hide)
    when = setup.moment or (setup.play.start if setup.play is not None else None)
    if when is not None and when.step is None:
        view = replace(view, seconds=seconds_of(when, line))
    if view.page == "step":
        view = replace(view, step=step_view(document, view.step, setup))
    return replace(view, lab=_lab_view(view.lab, setup))


def _lab_view(lab: LabView, setup: Setup) -> LabView:
    lab = replace(lab, part=setup.part or lab.part)
    wish = setup.lab
    if wish is not None:
        lab = replace(lab, stack=replace(lab.stack, **dict(wish.stack)))  # type: ignore[arg-type]
        lab = replace(lab, **dict(wish.look))  # type: ignore[arg-type]
    if setup.moment is not None and lab.part in steps.COUNTS:
        when = setup.moment
        at = when.step * steps.SECONDS if when.step is not None else steps.end(lab.part) * when.at_end
        lab = steps.moved(lab, at)
    return lab
