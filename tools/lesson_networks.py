"""Makes the networks that lessons open beside the samples: python -m tools.lesson_networks.

``either`` is the sample *neuron*, its own weights, before a question that no single neuron can answer.
``deep`` reads digits through six small hidden layers: deep enough for the choice of function to matter.
Seeds are fixed. What is wrong with those of *Why doesn't it learn?* stands in :mod:`tools.sick_networks`.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import nnviz
from nnviz import assets, formats
from nnviz.data import bundled, toys
from nnviz.document import CurrentInput, Document, View
from nnviz.document.scoring import score
from nnviz.engine import Dense, Network
from tools.build_samples import Recipe, build
from tools.sick_networks import NETWORKS

DEEP = Recipe(
    bundled.digits,
    (*(Dense(24, "relu") for _ in range(6)), Dense(10, "softmax")),
    epochs=30,
    batch_size=16,
    rate=0.003,
    loss="cross_entropy",
    title="Digits, six hidden layers",
    about="Reads handwritten digits of 8 × 8 pixels through six hidden layers of 24 neurons.",
    image_shape=(8, 8),
    sample=5,
)


def either() -> Document:
    """One neuron that learned "both", asked for "exactly one of the two"."""
    neuron = nnviz.load("neuron")
    rule = toys.xor()
    data = replace(rule, name="either", input_names=neuron.input_names)
    network = Network.build((2,), (Dense(1, "sigmoid"),), seed=0)
    return Document(
        network=network.with_parameters(neuron.network.parameters()),
        title="One neuron, another rule",
        input=CurrentInput(data.inputs[3], "sample", sample=3),
        task="values",
        about="One neuron that learned to say yes to both is asked for exactly one of the two.",
        input_names=data.input_names,
        output_names=neuron.output_names,
        data=data,
        trained=MappingProxyType(neuron.network.parameters()),
        view=View(),
    )


def deep() -> Document:
    """Six hidden layers, trained with ReLU; scored on digits that training never saw."""
    made = build(DEEP)
    assert made.data is not None
    return replace(made, score=score(made.network, made.data, "unseen digits"))


def main() -> int:
    """Build them into ``resources/lessons``."""
    folder = assets.path("lessons")
    folder.mkdir(exist_ok=True)
    for name, make in (("either", either), ("deep", deep), *NETWORKS.items()):
        document = make()
        formats.save(document, folder / f"{name}.nnviz")
        print(f"{name}: {document.score or 'as it is'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
