"""The examples that a network was made for: looked at again and again, and there once."""

from __future__ import annotations

import gc

import numpy as np
import pytest

from nnviz import formats
from nnviz.data import Dataset, catalogue
from nnviz.engine.functions import activations
from nnviz.training.choices import comparison
from nnviz.training.same_data import same_data, to_learn_from


def copies(name: str) -> int:
    """How many arrays with the numbers of a bundled set are in memory."""
    size = catalogue.get(name).inputs.size
    gc.collect()
    held = [one.inputs for one in gc.get_objects() if type(one) is Dataset and one.name == name]
    owners = [array if array.base is None else array.base for array in held]
    return len({id(array) for array in owners if array.size == size})


@pytest.mark.parametrize("sample", ["digits", "mnist-cnn"])
def test_a_set_is_in_memory_once_however_often_it_is_looked_at(sample) -> None:
    document = formats.open_any(sample)[0]
    kept = [same_data(document) for _ in range(4)]
    assert len(kept[0]) > len(document.data)
    name = kept[0].name
    learned = [to_learn_from(document)[0] for _ in range(2)]
    of = comparison(document, (activations.get("relu"),))
    assert learned[0].shape == learned[1].shape
    assert of.data.name == name
    assert copies(name) == 1
    assert all(np.shares_memory(one.inputs, kept[0].inputs) for one in kept)
