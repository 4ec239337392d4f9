"""Words for where one stands: the input, the moment, the page, what is selected."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import NOTHING, word
from nnviz.lessons.language.world import World, one
from nnviz.scene.time.phases import PHASES
from nnviz.scene.time.playback import Phase

TRUTH, NAME = Kind.TRUTH, Kind.NAME
where = partial(word, group="Where one stands", needs=NOTHING)
input_is = partial(word, group="The input")
NEAR = 1e-6
"""Seconds: a place on the timeline is reached by a sum of many small steps."""

# the input


@input_is("input is drawn", TRUTH, meaning="it was drawn on the pad", example="input is drawn")
def is_drawn(world: World) -> Array:
    now = world.case.document.input
    return one(now.origin == "drawing" and bool(np.any(now.values)))


@input_is("input is typed", TRUTH, meaning="its numbers were set by hand", example="input is typed")
def is_typed(world: World) -> Array:
    return one(world.case.document.input.origin == "typed")


@input_is("input is blank|empty", TRUTH, meaning="all its numbers are 0", example="input is blank")
def is_blank(world: World) -> Array:
    return one(not np.any(world.values(0)[1]))


@input_is("input is example N", TRUTH, meaning="it is that example", example="input is example 5")
def is_example(world: World, number: int) -> Array:
    now = world.case.document.input
    return one(now.origin == "sample" and now.sample == number)


# time


@where("moment is start", TRUTH, meaning="the pass hasn’t begun", example="moment is start")
def at_start(world: World) -> Array:
    return one(world.facts.view.seconds <= NEAR)


@where("moment is end", TRUTH, meaning="the pass is over", example="moment is end")
def at_end(world: World) -> Array:
    return one(world.facts.view.seconds >= world.facts.timeline.seconds - NEAR)


@where(
    "moment is past layer L PHASE",
    TRUTH,
    meaning="that phase of the layer is over",
    example="moment is past layer 1 activate",
)
def past_phase(world: World, layer: int, phase: str) -> Array:
    return one(world.facts.view.seconds >= _phases(world, layer, phase)[-1].end - NEAR)


@where("moment is past layer L", TRUTH, meaning="the layer is done", example="moment is past layer 1")
def past_layer(world: World, layer: int) -> Array:
    return one(world.facts.view.seconds >= _phases(world, layer)[-1].end - NEAR)


@where(
    "moment is at layer L PHASE",
    TRUTH,
    meaning="time stands in that phase",
    example="moment is at layer 1 sum",
)
def at_phase(world: World, layer: int, phase: str) -> Array:
    phases = _phases(world, layer, phase)
    here = world.facts.timeline.moment(world.facts.view.seconds)
    return one((here.layer, here.phase) == (phases[0].layer, phases[0].name))


@where("moment is at layer L", TRUTH, meaning="time stands in the layer", example="moment is at layer 1")
def at_layer(world: World, layer: int) -> Array:
    _phases(world, layer)
    return one(world.facts.timeline.moment(world.facts.view.seconds).layer == layer)


def _phases(world: World, layer: int, name: str = "") -> list[Phase]:
    world.shape(layer)
    own = [phase for phase in world.facts.timeline.phases if phase.layer == layer]
    found = [phase for phase in own if not name or phase.name == name]
    if not found:
        has = ", ".join(phase.name for phase in own)
        raise UnknownHereError(f"Layer {layer} has no phase “{name}”: it has {has}.")
    return found


# places


@where("page is PAGE", TRUTH, meaning="that page is shown", example="page is lab")
def page(world: World, name: str) -> Array:
    return one(world.facts.view.page == name)


@where("part is PART", TRUTH, meaning="that part of the lab is shown", example="part is bend")
def part(world: World, name: str) -> Array:
    return one(world.facts.view.page == "lab" and world.facts.view.lab.part == name)


@where(
    "results are shown",
    TRUTH,
    meaning="the lab shows what networks with the functions have learned",
    example="results are shown",
)
def results(world: World) -> Array:
    view, hidden = world.facts.view, world.facts.hidden
    on_show = view.page == "lab" and view.lab.part == "functions" and view.lab.learned
    return one(on_show and "results" not in hidden)


@where("selection is U", TRUTH, meaning="that neuron is selected", example="selection is 1:5")
def selected(world: World, unit: tree.Unit) -> Array:
    units = world.units(unit)
    now = world.facts.here
    if now is None or now.layer != units.layer:
        return np.zeros((1, len(units), 1), bool)
    return np.asarray(units.places == world.place(now))[None, :, None]


@where("selection is none", TRUTH, meaning="no neuron is selected", example="selection is none")
def nothing_selected(world: World) -> Array:
    return one(world.facts.here is None)


@where("selection", NAME, meaning="the selected neuron", example="selection differs from before")
def selection(world: World) -> str:
    now = world.facts.here
    if now is None:
        return "none"
    unit = now.unit if isinstance(now.unit, tuple) else (now.unit,)
    return f"{now.layer}:{','.join(map(str, unit))}"


PHASE_NAMES = tuple(PHASES)
