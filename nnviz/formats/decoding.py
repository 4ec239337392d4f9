"""From the parts of a ``.nnviz`` file to a document. Nothing in a file is believed before it is checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Camera, CurrentInput, Document, Override, Score, Target, View
from nnviz.document.draft import Draft
from nnviz.document.plan import plan
from nnviz.document.sandbox import Sandbox
from nnviz.engine import Layer, Network, memory
from nnviz.engine.arrays import shape_text
from nnviz.engine.graph import check_input_shape, infer
from nnviz.engine.layers import table as layers
from nnviz.errors import ExpressionError, FileError
from nnviz.formats import drafts, lab, lesson, parts, sandbox, schema, stored, training
from nnviz.formats.archive import LARGEST_TEXT, PartSource, Shapes
from nnviz.formats.stored import closed, floats, require

FARTHEST, CLOSEST = 1e4, 1e6
"""Where a camera may stand, in canvases from the origin, and how near it may come; NaN is neither."""
MOST = 10**9
"""Seconds of a pass, and numbers of rows, layers and channels."""


def document(archive: PartSource) -> Document:
    """Read the whole archive.

    Raises:
        NNVizError: something in it is damaged or doesn't fit.
    """
    try:
        return _document(archive)
    except ExpressionError as problem:
        said = f"is damaged: a function of one's own in it can't be used. {problem} Open another copy."
        raise FileError(said) from None


def _document(archive: PartSource) -> Document:
    part = schema.decode(archive.read("document.json", LARGEST_TEXT))
    network = _network(archive, part.network)
    _check_words(part, network)
    data = _data(archive, part, network)
    trained = _trained(archive, part.trained, network)
    overrides = {_target(network, o.layer, o.unit): Override(o.kind, float(o.value)) for o in part.overrides}
    found = Document(
        network=network,
        title=part.title,
        input=_input(archive, part.input, network, data),
        image_shape=part.image_shape,
        task=part.task,
        about=part.about,
        input_names=part.input_names,
        output_names=part.output_names,
        data=data,
        overrides=MappingProxyType(overrides),
        trained=trained,
        score=_score(part.score, network),
        view=_view(part.view, network),
        notes=part.notes,
        sandbox=_sandbox(archive, part.sandbox),
        lab=None if part.lab is None else lab.lab_of(part.lab),
        draft=_draft(archive, part.draft, network, trained),
        lesson=lesson.lesson_of(part.lesson, archive),
        training=training.training_of(part.training, archive),
    )
    if found.draft is not None:
        # The list of layers is worked out whenever it is shown: what can't be is found now.
        plan(found)
    return found


def _network(archive: PartSource, part: parts.NetworkPart) -> Network:
    made = _layers(part.layers)
    # The shapes are compared with what the file holds before an array of those shapes is made.
    arrays = archive.weights("weights.safetensors", _parameter_shapes(part, made))
    network = Network.build(part.input_shape, made, part.seed, part.dtype)
    return network.with_parameters({key: closed(array) for key, array in arrays.items()})


def _layers(written: list[parts.LayerPart]) -> list[Layer]:
    return [layers.from_options(part.kind, part.options) for part in written]


def _parameter_shapes(part: parts.NetworkPart, made: list[Layer]) -> Shapes:
    sources, shapes = infer(check_input_shape(part.input_shape), made)
    memory.check_layers(made, sources, shapes, "Its network")
    return {
        f"{number}.{name}": shape
        for number, layer in enumerate(made, start=1)
        for name, shape in layer.parameter_shapes([shapes[source] for source in sources[number]]).items()
    }


def _trained(archive: PartSource, as_now: list[str], network: Network) -> MappingProxyType[str, np.ndarray]:
    now = network.parameters()
    for key in as_now:
        require(key in now, f"it says that {key} was trained, but the network has no such parameter")
    apart = archive.weights("trained.safetensors") if "trained.safetensors" in archive else {}
    return MappingProxyType(
        {key: now[key] for key in as_now} | {key: closed(array) for key, array in apart.items()}
    )


def _input(
    archive: PartSource, part: schema.InputPart, network: Network, data: Dataset | None
) -> CurrentInput:
    values = floats(archive, part.values)
    require(
        values.shape == network.input_shape,
        f"its input is {shape_text(values.shape)}, but the network takes {shape_text(network.input_shape)}",
    )
    if part.origin == "sample":
        count = 0 if data is None else len(data)
        require(
            part.sample is not None and 0 <= part.sample < count, "it names a sample that it doesn't hold"
        )
    drawing = None if part.drawing is None else floats(archive, part.drawing)
    require(drawing is None or (drawing.ndim == 2 and drawing.size > 0), "its drawing isn't a picture")
    return CurrentInput(values, part.origin, part.sample, drawing, _others(archive, part, network))


def _others(archive: PartSource, part: schema.InputPart, network: Network) -> tuple[np.ndarray, ...]:
    """The values of the network's further inputs; none where the file leaves them at 0."""
    others = tuple(floats(archive, other) for other in part.others)
    wanted = [network.shapes[layer] for layer in network.input_layers[1:]]
    require(
        not others or [values.shape for values in others] == wanted,
        "its further inputs don't fit the network",
    )
    return others


def _data(archive: PartSource, part: schema.DocumentPart, network: Network) -> Dataset | None:
    if part.data is None:
        return None
    inputs = floats(archive, part.data.inputs)
    targets = stored.targets(archive, part.data.targets)
    outputs = network.output_shape
    require(inputs.shape[1:] == network.input_shape and len(inputs) > 0, "its examples don't fit the network")
    require(targets.shape[:1] == (len(inputs),), "its targets don't fit its examples")
    if targets.dtype.kind in "iu":
        require(targets.ndim == 1 and bool(targets.min() >= 0), "a target is no class")
    # While layers are being changed, the examples may be those of another number of outputs.
    if part.draft is None:
        require(
            targets.shape in ((len(inputs),), (len(inputs), *outputs)), "its targets don't fit its examples"
        )
        most = max(math.prod(outputs), 2)
        require(targets.dtype.kind == "f" or bool(targets.max() < most), "a target is no class")
    require(0 <= part.data.held_out <= len(inputs), "it holds out more examples than it has")
    return Dataset(
        part.data.name, inputs, targets, part.data.class_names, part.data.input_names, part.data.held_out
    )


def _check_words(part: schema.DocumentPart, network: Network) -> None:
    outputs = math.prod(network.output_shape)
    inputs = math.prod(network.input_shape)
    names = len(part.output_names)
    require(names in (0, outputs) or (names == 2 and outputs == 1), f"it names {names} outputs of {outputs}")
    require(len(part.input_names) in (0, inputs), f"it names {len(part.input_names)} inputs of {inputs}")
    shape = part.image_shape
    require(
        shape is None or (min(shape) > 0 and math.prod(shape) == inputs), "its image shape isn't its input's"
    )


def _score(part: schema.ScorePart | None, network: Network) -> Score | None:
    if part is None:
        return None
    measured = network.layers if part.layers is None else tuple(_layers(part.layers))
    return Score(part.metric, part.value, part.count, part.examples, measured)


def _view(part: schema.ViewPart, network: Network) -> View:
    is_seen = max(abs(part.x), abs(part.y)) <= FARTHEST and 0 < part.zoom <= CLOSEST
    is_whole = max(map(abs, (part.channel, part.row, *part.unfolded)), default=0) <= MOST
    require(is_seen and is_whole and 0 <= part.seconds <= MOST, "its view is impossible")
    chosen = part.selection
    selection = None if chosen is None else _target(network, chosen.layer, chosen.unit)
    return View(
        camera=Camera(part.x, part.y, part.zoom),
        selection=selection,
        seconds=part.seconds,
        theme=part.theme,
        page=part.page,
        tint=part.tint,
        unfolded=frozenset(part.unfolded),
        paths=part.paths,
        reasons=part.reasons,
        heat=part.heat,
        masked=part.masked,
        narrated=part.narrated,
        channel=max(part.channel, 0),
        row=part.row,
        lab=lab.view_of(part.lab),
        train=training.train_view_of(part.train),
        step=training.step_view_of(part.step),
    )


def _sandbox(archive: PartSource, part: schema.SandboxPart | None) -> Sandbox | None:
    if part is None:
        return None
    drawing = None if part.drawing is None else floats(archive, part.drawing)
    photo = None if part.photo is None else floats(archive, part.photo)
    problem = sandbox.problem_of(part, drawing, photo)
    require(problem is None, problem or "")
    return sandbox.sandbox_of(part, drawing, photo)


def _draft(
    archive: PartSource, part: schema.DraftPart | None, network: Network, trained: Mapping[str, np.ndarray]
) -> Draft | None:
    if part is None:
        return None
    apart = archive.weights(drafts.FILE) if drafts.FILE in archive else {}
    return drafts.draft_of(part, network, trained, apart)


def _target(network: Network, layer: int, unit: int | tuple[int, int, int]) -> Target:
    network.unit_index(layer, unit)
    return Target(layer, unit)
