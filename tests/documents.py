"""Documents for tests, and what it means that two are equal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType

import numpy as np

from nnviz.data import Dataset
from nnviz.document import Camera, CurrentInput, Document, Override, Score, Target, View
from nnviz.engine import Dense, Network


def small(seed: int = 0) -> Document:
    """A 4-3-2 classifier with everything that a document can hold."""
    network = Network.build(
        (4,), [Dense(3, {"name": "leaky_relu", "alpha": 0.2}, name="hidden"), Dense(2, "softmax")], seed=seed
    )
    random = np.random.default_rng(seed)
    inputs = random.normal(size=(5, 4)).astype(np.float32)
    changed = network.parameters()["1.weight"].copy()
    changed[1, 2] = 0.75
    return Document(
        network=network.with_parameters({"1.weight": changed}),
        title="Zwei Blüten [bold]中文[/bold] 🙂",
        input=CurrentInput(
            random.random(4, np.float32), "drawing", drawing=random.random((6, 7), np.float32)
        ),
        image_shape=(2, 2),
        task="classes",
        about="two\nlines",
        input_names=("a", "b", "c", "ä"),
        output_names=("ja", "nein"),
        data=Dataset(
            "made", inputs, np.array([0, 1, 1, 0, 1]), ("ja", "nein"), ("a", "b", "c", "ä"), held_out=2
        ),
        overrides=MappingProxyType(
            {Target(1, 2): Override("z", -1.5), Target(2, 0): Override("a", float("inf"))}
        ),
        trained=MappingProxyType(network.parameters()),
        score=Score("accuracy", 0.4, 2, "unseen blooms"),
        view=View(
            Camera(0.25, 0.75, 3.0), Target(2, 1), 2.5, "light", "build", "unit", masked=True, narrated=False
        ),
        notes="note",
    )


def non_finite(document: Document) -> Document:
    """The same document with weights that are NaN and infinite."""
    weight = document.network.parameters()["1.weight"].copy()
    weight[0, 0], weight[1, 1] = np.nan, np.inf
    return replace(document, network=document.network.with_parameters({"1.weight": weight}))


def assert_same(one: Document, other: Document) -> None:
    """Every part of two documents is equal, numbers bit by bit."""
    assert one.network.equals(other.network)
    assert [layer.options() for layer in one.network.layers] == [
        layer.options() for layer in other.network.layers
    ]
    assert one.network.dtype == other.network.dtype
    for name in (
        "title",
        "about",
        "task",
        "image_shape",
        "input_names",
        "output_names",
        "score",
        "view",
        "notes",
        "lesson",
    ):
        assert getattr(one, name) == getattr(other, name), name
    assert dict(one.overrides) == dict(other.overrides)
    assert {k: _bits(v) for k, v in one.trained.items()} == {k: _bits(v) for k, v in other.trained.items()}
    assert (one.input.origin, one.input.sample) == (other.input.origin, other.input.sample)
    assert _bits(one.input.values) == _bits(other.input.values)
    assert _bits(one.input.drawing) == _bits(other.input.drawing)
    assert [_bits(values) for values in one.input.others] == [_bits(values) for values in other.input.others]
    assert (one.data is None) == (other.data is None)
    if one.data is not None and other.data is not None:
        for name in ("name", "class_names", "input_names", "held_out"):
            assert getattr(one.data, name) == getattr(other.data, name), name
        assert _bits(one.data.inputs) == _bits(other.data.inputs)
        assert _bits(one.data.targets) == _bits(other.data.targets)
    assert _plain(one.training) == _plain(other.training)


def _plain(value: object) -> object:
    """A value with its arrays as bits, so that two can be compared."""
    if isinstance(value, np.ndarray):
        return _bits(value)
    if isinstance(value, Network):
        return [layer.options() for layer in value.layers], _plain(value.parameters())
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return type(value), [_plain(getattr(value, field.name)) for field in fields(value)]
    return value


def _bits(array: np.ndarray | None) -> tuple[object, ...] | None:
    return None if array is None else (array.dtype, array.shape, array.tobytes())
