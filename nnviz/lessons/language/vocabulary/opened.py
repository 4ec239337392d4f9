"""Words for one training step that is opened up: what becomes of loss and weights, and where it stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from nnviz.engine.arrays import Array
from nnviz.lessons.language import tree
from nnviz.lessons.language.errors import UnknownHereError
from nnviz.lessons.language.recent import Recent
from nnviz.lessons.language.tree import Kind
from nnviz.lessons.language.vocabulary.table import INPUT, word
from nnviz.lessons.language.vocabulary.weights import parameter_of
from nnviz.lessons.language.world import World, one
from nnviz.scene.step import blocks
from nnviz.scene.step.blocks import Block
from nnviz.scene.step.subject import Subject
from nnviz.training.opened import Opened, opened

NUMBER, TRUTH = Kind.NUMBER, Kind.TRUTH
opening = partial(word, group="One step opened up", needs=INPUT)
NEAR = 1e-6


@opening(
    "loss before step",
    NUMBER,
    meaning="the loss of the step’s batch, as page `step` shows it",
    example="loss before step > 0.1",
)
def before(world: World) -> Array:
    return one(_opened(world).step.loss)


@opening(
    "loss after step",
    NUMBER,
    meaning="the loss of the same batch with the new weights",
    example="loss after step < loss before step",
)
def after(world: World) -> Array:
    return one(_opened(world).step.loss_after)


@opening(
    "step gradient of weight P of U",
    NUMBER,
    meaning="∂L/∂w of that weight in the step",
    example="step gradient of weight 0 of 1:0 < 10",
)
def gradient_of_weight(world: World, place: tuple[int, ...], unit: tree.Unit) -> Array:
    return _gradient(world, tree.Call(0, 0, "weight P of U", (place, unit), NUMBER))


@opening(
    "step gradient of bias of U",
    NUMBER,
    meaning="∂L/∂b of that bias in the step",
    example="step gradient of bias of 1:0 < 10",
)
def gradient_of_bias(world: World, unit: tree.Unit) -> Array:
    return _gradient(world, tree.Call(0, 0, "bias of U", (unit,), NUMBER))


@opening(
    "new weight P of U",
    NUMBER,
    meaning="that weight after the step",
    example="new weight 0 of 1:0 differs from weight 0 of 1:0",
)
def new_weight(world: World, place: tuple[int, ...], unit: tree.Unit) -> Array:
    return _new(world, tree.Call(0, 0, "weight P of U", (place, unit), NUMBER))


@opening("new bias of U", NUMBER, meaning="that bias after the step", example="new bias of 1:0 < 100")
def new_bias(world: World, unit: tree.Unit) -> Array:
    return _new(world, tree.Call(0, 0, "bias of U", (unit,), NUMBER))


@opening("step is at start", TRUTH, meaning="nothing of the step has been shown", example="step is at start")
def at_start(world: World) -> Array:
    return one(world.facts.view.step.seconds <= NEAR)


@opening("step is at end", TRUTH, meaning="all of the step has been shown", example="step is at end")
def at_end(world: World) -> Array:
    return one(world.facts.view.step.seconds >= blocks.end(_blocks(world)) - NEAR)


@opening("step is past loss", TRUTH, meaning="the loss has been shown", example="step is past loss")
def past_loss(world: World) -> Array:
    return _is_past(world, [block for block in _blocks(world) if block.kind == "loss"])


@opening("step is past update", TRUTH, meaning="the weights have moved", example="step is past update")
def past_update(world: World) -> Array:
    return _is_past(world, [block for block in _blocks(world) if block.kind == "update"])


@opening(
    "step is past layer L",
    TRUTH,
    meaning="the slopes of that layer have been shown",
    example="step is past layer 1",
)
def past_layer(world: World, layer: int) -> Array:
    world.layer(layer)
    own = layer - _opened(world).shift
    slopes = [block for block in _blocks(world) if block.layer == own and block.kind != "forward"]
    if not slopes:
        raise UnknownHereError(f"The step has no slopes of layer {layer}.")
    return _is_past(world, slopes)


def _is_past(world: World, found: list[Block]) -> Array:
    return one(world.facts.view.step.seconds >= found[-1].end - NEAR)


def _gradient(world: World, call: tree.Call) -> Array:
    step, (layer, name, index) = _opened(world), parameter_of(world, call)
    found = step.step[layer - step.shift].parameters[name].gradient
    return one(0.0 if found is None else float(found[index]))


def _new(world: World, call: tree.Call) -> Array:
    step, (layer, name, index) = _opened(world), parameter_of(world, call)
    return one(float(step.step[layer - step.shift].parameters[name].after[index]))


def _opened(world: World) -> Opened:
    """The step of the document that is meant; kept for the next question.

    Raises:
        NNVizError: none can be opened.
    """
    document = replace(world.case.document, training=world.facts.document.training)
    target = world.facts.view.step.target
    causes = (document.network, document.input, document.data, document.training, target)
    return _KEPT.get(lambda: opened(document, target), causes)


def _blocks(world: World) -> tuple[Block, ...]:
    found = _opened(world)
    return blocks.blocks(Subject(found.document, found.step))


_KEPT: Recent[Opened] = Recent(4)
