"""From a document to the bytes of a ``.nnviz`` file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Protocol

import numpy as np

from nnviz.document import CurrentInput, Document, Target, View
from nnviz.document.sandbox import Sandbox
from nnviz.engine import Layer, Network
from nnviz.formats import drafts, lab, lesson, parts, sandbox, schema, stored, training
from nnviz.formats.archive import Writer

DIVISORS = (1, 16, 255)
"""Pictures are kept as whole numbers 0..255 where dividing by one of these gives their very floats back."""


class Sink(Protocol):
    """Where the parts of a document go: into a zip, or into a folder."""

    packs: bool
    """Whether arrays are made smaller where that loses nothing."""

    def add(self, name: str, content: bytes) -> None: ...

    def add_array(self, name: str, array: np.ndarray) -> None: ...

    def add_weights(self, name: str, arrays: Mapping[str, np.ndarray]) -> None: ...


def archive(document: Document, thumbnail: bytes | None) -> bytes:
    """The whole file."""
    writer = Writer()
    write(document, writer)
    if thumbnail is not None:
        writer.add("thumbnail.png", thumbnail, packed=False)
    return writer.finish()


def write(document: Document, writer: Sink) -> None:
    """Hand every part of a document to ``writer``."""
    store = partial(_stored, writer)
    now = document.network.parameters()
    apart = {key: array for key, array in document.trained.items() if not _same(now.get(key), array)}
    draft, only_in_draft = drafts.part_of(document)
    part = schema.DocumentPart(
        format="nnviz",
        version=schema.VERSION,
        title=document.title,
        about=document.about,
        notes=document.notes,
        task=document.task,  # type: ignore[arg-type]
        network=_network(document.network),
        image_shape=document.image_shape,
        input_names=document.input_names,
        output_names=document.output_names,
        score=_score(document),
        input=_input(writer, document.input),
        overrides=_overrides(document),
        trained=[key for key in now if key in document.trained and key not in apart],
        data=None if document.data is None else stored.data_part(document.data, store, ""),
        view=_view(document.view),
        sandbox=_sandbox(writer, document.sandbox),
        lab=None if document.lab is None else lab.part_of(document.lab),
        draft=draft,
        lesson=lesson.part_of(document.lesson, writer),
        training=training.part_of(document.training, writer, store),
    )
    writer.add("document.json", schema.encode(part))
    writer.add_weights("weights.safetensors", now)
    if apart:
        writer.add_weights("trained.safetensors", apart)
    if only_in_draft:
        writer.add_weights(drafts.FILE, only_in_draft)


def _network(network: Network) -> parts.NetworkPart:
    return parts.NetworkPart(
        tuple(network.input_shape),
        _layers(network.layers),
        network.dtype.name,  # type: ignore[arg-type]
        network.seed,
    )


def _layers(layers: tuple[Layer, ...]) -> list[parts.LayerPart]:
    return [parts.LayerPart(layer.kind, layer.options()) for layer in layers]


def _input(writer: Sink, current: CurrentInput) -> schema.InputPart:
    drawing = current.drawing
    return schema.InputPart(
        origin=current.origin,  # type: ignore[arg-type]
        values=_stored(writer, "data/input.npy", current.values),
        sample=current.sample,
        drawing=None if drawing is None else _stored(writer, "data/drawing.npy", drawing),
        others=[
            _stored(writer, f"data/input_{place}.npy", values)
            for place, values in enumerate(current.others, start=2)
        ],
    )


def _stored(writer: Sink, name: str, array: np.ndarray) -> parts.Stored:
    """Keep an array, as single bytes where that loses nothing."""
    for divisor in DIVISORS if writer.packs and array.dtype.kind == "f" else ():
        whole = _whole(array, divisor)
        if whole is not None:
            writer.add_array(name, whole)
            return parts.Stored(name, divisor)
    writer.add_array(name, array)
    return parts.Stored(name)


def _whole(array: np.ndarray, divisor: int) -> np.ndarray | None:
    if not array.size or not (array.min() >= 0 and array.max() <= 255 / divisor):
        return None
    whole = np.rint(array * array.dtype.type(divisor)).astype(np.uint8)
    back = whole.astype(array.dtype) / array.dtype.type(divisor)
    return whole if array.dtype == np.float32 and back.tobytes() == array.tobytes() else None


def _same(now: np.ndarray | None, trained: np.ndarray) -> bool:
    if now is None or now.shape != trained.shape or now.dtype != trained.dtype:
        return False
    return now is trained or now.tobytes() == trained.tobytes()


def _overrides(document: Document) -> list[schema.OverridePart]:
    return [
        schema.OverridePart(target.layer, target.unit, override.kind, parts.json_number(override.value))  # type: ignore[arg-type]
        for target, override in document.overrides.items()
    ]


def _score(document: Document) -> schema.ScorePart | None:
    score = document.score
    if score is None:
        return None
    is_own = score.layers == document.network.layers
    layers = None if is_own else _layers(score.layers)
    return schema.ScorePart(score.metric, score.value, score.count, score.examples, layers)  # type: ignore[arg-type]


def _view(view: View) -> schema.ViewPart:
    camera = view.camera
    return schema.ViewPart(
        camera.x,
        camera.y,
        camera.zoom,
        _target(view.selection),
        view.seconds,
        view.theme,  # type: ignore[arg-type]
        view.page,
        view.tint,  # type: ignore[arg-type]
        tuple(sorted(view.unfolded)),
        view.paths,  # type: ignore[arg-type]
        view.reasons,  # type: ignore[arg-type]
        view.heat,
        view.channel,
        view.row,
        view.masked,
        view.narrated,
        lab.view_part_of(view.lab),
        training.train_view_part(view.train),
        training.step_view_part(view.step),
    )


def _sandbox(writer: Sink, value: Sandbox | None) -> schema.SandboxPart | None:
    if value is None:
        return None
    drawing = None if value.drawing is None else _stored(writer, "data/sandbox.npy", value.drawing)
    photo = None if value.photo is None else _stored(writer, "data/sandbox_photo.npy", value.photo)
    return sandbox.part_of(value, drawing, photo)


def _target(target: Target | None) -> schema.TargetPart | None:
    return None if target is None else schema.TargetPart(target.layer, target.unit)
