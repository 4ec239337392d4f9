"""Sessions that train, and threads that are gone afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from nnviz.data import Dataset
from nnviz.document import Document, edits
from nnviz.document.new import from_network
from nnviz.engine import Dense, Dropout, Network
from nnviz.session import Session


def points(count: int = 100, held_out: int = 20) -> Dataset:
    """Points on the plane, of class 1 right of the diagonal."""
    random = np.random.default_rng(1)
    inputs = random.normal(size=(count, 2)).astype(np.float32)
    targets = (inputs[:, 0] > inputs[:, 1]).astype(np.int64)
    return Dataset("points", inputs, targets, ("left", "right"), ("x", "y"), held_out=held_out)


def document(data: Dataset | None = None, drops: bool = False) -> Document:
    """An untrained network for them."""
    layers = [Dense(6, "tanh"), *([Dropout(0.3)] if drops else []), Dense(2, "softmax")]
    made = from_network(Network.build((2,), layers, seed=3), title="points 2-6-2")
    data = data or points()
    made = replace(made, data=data, trained=MappingProxyType({}), output_names=data.class_names)
    return edits.choose_sample(made, 0)


def session_of(made: Document, **options: object) -> Session:
    """A session at full speed, whose recipe has these options."""
    session = Session(made)
    session.training.set_pace(None)
    training = session.training.training
    assert training is not None
    session.training.change(replace(training.recipe, **options))  # type: ignore[arg-type]
    return session


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Whatever a test did, nothing trains on after it."""
    yield
    left = [thread for thread in threading.enumerate() if thread.name == "nnviz-training"]
    for thread in left:
        thread.join(10)
    assert not [thread for thread in left if thread.is_alive()]


@pytest.fixture
def session() -> Iterator[Session]:
    """Ten steps an epoch, two hundred in all."""
    made = session_of(document(points(100, 20)), batch_size=8, epochs=20)
    yield made
    made.close()
