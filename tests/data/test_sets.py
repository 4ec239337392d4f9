"""The bundled sets, splits and scaling."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from nnviz import assets
from nnviz.data import bundled, catalogue, toys
from nnviz.data.scaling import Standardization
from nnviz.errors import UnknownNameError

SIZES = {"digits": (1797, 360, 64), "mnist": (8000, 1000, 784), "iris": (150, 30, 4), "sine": (200, 40, 1)}


@pytest.mark.parametrize("name", catalogue.names())
def test_every_set_is_whole(name: str) -> None:
    data = catalogue.get(name)
    assert data.name == name
    assert len(data.inputs) == len(data.targets) == len(data)
    assert data.inputs.dtype == np.float32
    assert np.isfinite(data.inputs).all()
    assert not data.inputs.flags.writeable
    if name in SIZES:
        assert (len(data), data.held_out, data.inputs.shape[1]) == SIZES[name]
    assert len(data.training) + len(data.unseen if data.held_out else ()) == len(data)
    np.testing.assert_array_equal(data.inputs, catalogue.get(name).inputs)


@pytest.mark.parametrize("name", catalogue.names())
def test_a_set_that_somebody_holds_is_handed_out_again(name: str) -> None:
    held = catalogue.get(name)
    assert catalogue.get(name.upper()) is held
    # Whoever looks at a part of it holds the numbers of all.
    some = held.training
    del held
    gc.collect()
    assert np.shares_memory(catalogue.get(name).inputs, some.inputs)


@pytest.mark.parametrize("name", catalogue.names())
def test_a_set_that_nobody_holds_goes(name: str) -> None:
    data = catalogue.get(name)
    gone = weakref.ref(data), weakref.ref(data.inputs)
    del data
    gc.collect()
    assert [one() for one in gone] == [None, None]


def test_mnist_keeps_the_files_order() -> None:
    with np.load(assets.path("data/mnist-8k.npz")) as file:
        np.testing.assert_array_equal(bundled.mnist().unseen.targets, file["labels"][-1000:])
        np.testing.assert_allclose(bundled.mnist().inputs[-1] * 255, file["images"][-1].ravel(), atol=1e-4)


def test_digits_are_shuffled_but_all_there() -> None:
    with np.load(assets.path("data/optdigits-8x8.npz")) as file:
        before = sorted(map(bytes, file["images"]))
    now = sorted(map(bytes, np.rint(bundled.digits().inputs * 16).astype(np.uint8)))
    assert now == before


def test_iris_holds_out_ten_of_each_species() -> None:
    np.testing.assert_array_equal(np.bincount(bundled.iris().unseen.targets), [10, 10, 10])


def test_toys() -> None:
    np.testing.assert_array_equal(toys.xor().targets.ravel(), [0, 1, 1, 0])
    np.testing.assert_array_equal(toys.outing().targets.ravel(), [0, 0, 0, 1])
    sine = toys.sine()
    np.testing.assert_allclose(sine.targets, np.sin(sine.inputs.astype(float)), atol=1e-6)


def test_an_unknown_set_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match='did you mean "mnist"'):
        catalogue.get("mnits")


def test_scaling_knows_the_training_part_alone() -> None:
    data = bundled.iris()
    scaling = Standardization.of(data.training.inputs)
    scaled = scaling.apply(data.training.inputs)
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-5)
    np.testing.assert_allclose(scaled.std(axis=0), 1, atol=1e-5)
    assert abs(scaling.apply(data.unseen.inputs).mean()) > 1e-4


def test_a_feature_that_never_varies_stays_finite() -> None:
    scaling = Standardization.of(np.full((5, 2), 3.0, np.float32))
    np.testing.assert_array_equal(scaling.apply(np.full((5, 2), 3.0)), 0)
