"""The Python door misused: every mistake is an NNVizError of one sentence, whatever was given."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nnviz
from nnviz.engine import Activation, Concat, Conv2D, Dense, Input, Network, train
from nnviz.engine.functions import activations
from nnviz.errors import NNVizError, OptionError


class Stubborn:
    """What looks like an array and isn't, as a torch tensor that needs gradients."""

    def __array__(self, *_: Any, **__: Any) -> np.ndarray:
        raise RuntimeError("Can't call numpy() on this.")


NO_ARRAY = [
    None, 3, -1, 2.5, True, "words", "", b"bytes", [], (), {}, ["a"], (None,), {"a": 1}, set(), object(),
    slice(1, 2), ..., np.zeros((2, 7)), np.array("a"), np.array([None]), Exception, len, float("nan"),
    10**400, 1j, [[1], [1, 2]], Stubborn(), "a\0b", range(3),
]  # fmt: skip
NO_NAME = [thing for thing in NO_ARRAY if not isinstance(thing, (str, bytes))]
NO_NUMBER = [
    "1",
    "",
    None,
    2.5,
    3,
    -1,
    10**400,
    [],
    (),
    {},
    slice(0, 1),
    slice(None),
    ...,
    np.zeros(2),
    1j,
    object(),
]


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.build((4,), [Dense(3, "relu"), Dense(2)])


@pytest.fixture(scope="module")
def joined() -> Network:
    return Network.build((4,), [Input((2,), name="b"), Concat(inputs=["input", "b"]), Dense(2)])


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(NNVizError) as caught:
        call()
    said = str(caught.value)
    assert said.endswith((".", "?"))
    assert "\n" not in said
    return said


def ids(thing: object) -> str:
    return repr(thing)[:20].replace("\0", "0")


@pytest.mark.parametrize("thing", NO_NAME, ids=ids)
def test_what_names_no_file(thing: Any, network: Network) -> None:
    refused(lambda: nnviz.load(thing))
    refused(lambda: nnviz.save(network, thing))


@pytest.mark.parametrize(
    "name", ["", ".", "no/such/place.nnviz", "a\0.nnviz", "mine", "mine.txt", "mine.onnx"]
)
def test_names_that_nothing_can_be_saved_under(
    name: str, network: Network, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    refused(lambda: nnviz.save(network, name))
    refused(lambda: nnviz.save(network, os.fsencode(name)))  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("thing", [*NO_ARRAY, np.zeros(4), Dense(3), Network, "digits"], ids=ids)
def test_what_is_no_network(thing: Any, tmp_path: Path) -> None:
    assert "A network or a document belongs here" in refused(lambda: nnviz.save(thing, tmp_path / "a.nnviz"))
    assert "A network or a document belongs here" in refused(lambda: nnviz.show(thing))
    refused(lambda: next(train(thing, (np.zeros((2, 4)), np.zeros((2, 2))))))


@pytest.mark.parametrize("x", [thing for thing in NO_ARRAY if thing is not None], ids=ids)
def test_what_is_no_input(x: Any, network: Network, joined: Network) -> None:
    document = nnviz.load("iris")
    for shown in (network, joined, document):
        refused(lambda shown=shown: nnviz.show(shown, x))  # type: ignore[misc]
    refused(lambda: nnviz.show(joined, [np.zeros(4), x]))
    for net in (network, joined):
        refused(lambda net=net: net.predict(x))  # type: ignore[misc]
        refused(lambda net=net: net.trace(x))  # type: ignore[misc]


def test_one_input_is_not_inputs(network: Network, joined: Network) -> None:
    assert "has 2 inputs" in refused(lambda: nnviz.show(joined, np.zeros(4)))
    document = nnviz.load("iris")
    from nnviz.document import CurrentInput, edits

    extra = CurrentInput(np.zeros(4, np.float32), others=(np.zeros(2, np.float32),))
    assert "has 1 input," in refused(lambda: edits.set_input(document, extra))


@pytest.mark.parametrize("number", NO_NUMBER, ids=ids)
def test_what_is_no_layer_of_a_trace(number: Any, network: Network) -> None:
    trace = network.trace(np.zeros((2, 4)))
    said = refused(lambda: trace[number])
    assert "layer" in said
    refused(lambda: trace.explain(number, 0))
    if not isinstance(number, int) or number not in (0, 1):
        refused(lambda: trace.explain(1, 0, number))


@pytest.mark.parametrize("unit", [*NO_NUMBER, "7", (0,) * 3, [0, 0], None], ids=ids)
def test_what_is_no_neuron(unit: Any, network: Network) -> None:
    trace = network.trace(np.zeros((1, 4)))
    refused(lambda: trace.explain(1, unit))
    image = Network.build((1, 5, 5), [Conv2D(2, 3)]).trace(np.zeros((1, 1, 5, 5)))
    if not (isinstance(unit, tuple) and len(unit) == 3):
        refused(lambda: image.explain(1, unit))


def test_a_trace_is_walked_from_the_input_to_the_last_layer(network: Network) -> None:
    trace = network.trace(np.ones((2, 4)))
    assert [layer.a.shape for layer in trace] == [(2, 4), (2, 3), (2, 2)]
    assert [layer.a.shape for layer in reversed(trace)] == [(2, 2), (2, 3), (2, 4)]
    assert trace[np.int64(2)].z is trace[2].z


@pytest.mark.parametrize(
    "overrides",
    [
        3, "x", [1], np.zeros(3), {1: 2}, {(1, 0): 2}, {(1, 0): ("y", 1)}, {(9, 0): ("z", 1)},
        {(1, 0): (np.zeros(2), 1)}, {(1, 0): ("z", "much")}, {(1, "0"): ("z", 1)}, {(1, 3): ("a", 1)},
    ],
    ids=ids,
)  # fmt: skip
def test_what_overrides_nothing(overrides: Any, network: Network) -> None:
    refused(lambda: network.trace(np.zeros((1, 4)), overrides=overrides))


@pytest.mark.parametrize("name", [*NO_ARRAY, "Relu!", {"name": None}, {"name": "relu", 1: 2}], ids=ids)
def test_what_is_no_activation_function(name: Any) -> None:
    refused(lambda: activations.get(name))
    if name is not None:
        refused(lambda: Dense(2, name))
        refused(lambda: Activation(name))


def test_a_near_miss_of_a_function_lists_all_of_them() -> None:
    said = refused(lambda: Dense(2, "RELU!"))
    assert 'did you mean "relu"?' in said
    assert all(name in said for name in activations.names())


@pytest.mark.parametrize("thing", NO_ARRAY, ids=ids)
def test_what_is_no_part_of_training(thing: Any, network: Network) -> None:
    x, y = np.zeros((2, 4)), np.zeros((2, 2))
    refused(lambda: next(train(network, thing)))
    refused(lambda: next(train(network, (thing, y))))
    refused(lambda: next(train(network, (x, thing))))
    refused(lambda: next(train(network, (x, y), loss=thing)))
    refused(lambda: next(train(network, (x, y), optimizer=thing)))


@pytest.mark.parametrize(
    "thing", [thing for thing in NO_ARRAY if not isinstance(thing, dict) or thing], ids=ids
)
def test_what_are_no_parameters(thing: Any, network: Network) -> None:
    refused(lambda: network.with_parameters(thing))
    refused(lambda: network.with_parameters({"1.weight": thing}))


def test_errors_are_kinds_of_one(network: Network) -> None:
    with pytest.raises(OptionError, match="0 is the input and 2 the last one"):
        network.trace(np.zeros((1, 4)))[3]
