"""Trains the bundled samples with nnviz's own engine: python -m tools.build_samples [NAME ...].

Seeds are fixed. A score is measured once, after training, on examples that training never saw.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from nnviz import assets, formats
from nnviz.data import Dataset, bundled, toys
from nnviz.data.dataset import closed
from nnviz.data.scaling import Standardization
from nnviz.document import CurrentInput, Document, Score, Target, View
from nnviz.document.scoring import score
from nnviz.engine import Adam, Conv2D, Cosine, Dense, Flatten, MaxPool2D, Network, Standardize, train
from nnviz.engine.arrays import Array
from nnviz.engine.layers.base import Layer
from nnviz.engine.layers.scaling import folded_forward
from tools import hall_digits
from tools.handwriting import with_hands
from tools.photograph_sample import brightest, edges
from tools.worked_sample import worked


@dataclass(frozen=True)
class Recipe:
    """How one sample is made: layers, how long and how fast it trains, and the words about it."""

    data: Callable[[], Dataset]
    layers: tuple[Layer, ...]
    epochs: int
    batch_size: int
    rate: float
    loss: str
    title: str
    about: str
    examples: str = ""
    l2: float = 0.0
    image_shape: tuple[int, int] | None = None
    output_names: tuple[str, ...] = ()
    standardize: bool = False
    sample: int = 0
    seed: int = 0


@lru_cache(maxsize=1)
def digits() -> Dataset:
    """8 × 8 digits as rows, and digits drawn on the pad."""
    return with_hands(bundled.digits(), (8, 8), repeats=4)


@lru_cache(maxsize=1)
def mnist() -> Dataset:
    """28 × 28 digits as rows, and digits drawn on the pad."""
    return with_hands(bundled.mnist(), (28, 28), repeats=3)


def digit_images() -> Dataset:
    """8 × 8 digits as images of one channel."""
    return _as_images(digits(), 8)


def mnist_images() -> Dataset:
    """28 × 28 digits as images of one channel."""
    return _as_images(mnist(), 28)


def _as_images(data: Dataset, side: int) -> Dataset:
    return replace(data, inputs=closed(data.inputs.reshape(len(data), 1, side, side)))


RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "neuron": Recipe(
            toys.outing,
            (Dense(1, "sigmoid"),),
            epochs=400,
            batch_size=4,
            rate=0.05,
            loss="binary_cross_entropy",
            title="One neuron",
            about="One neuron with two inputs decides: go out when it is sunny and the weekend.",
            output_names=("go out",),
            sample=3,
        ),
        "xor": Recipe(
            toys.xor,
            (Dense(4, "tanh"), Dense(1, "sigmoid")),
            epochs=400,
            batch_size=4,
            rate=0.05,
            loss="binary_cross_entropy",
            title="XOR 2-4-1",
            about="Are the two inputs different? The smallest question that needs a hidden layer.",
            output_names=("different",),
            sample=1,
        ),
        "iris": Recipe(
            bundled.iris,
            (Dense(8, "relu"), Dense(3, "softmax")),
            epochs=100,
            batch_size=16,
            rate=0.01,
            loss="cross_entropy",
            title="Iris 4-8-3",
            about="Tells three species of iris apart by four lengths in centimetres.",
            examples="unseen flowers",
            standardize=True,
        ),
        "sine": Recipe(
            toys.sine,
            (Dense(8, "tanh"), Dense(8, "tanh"), Dense(1)),
            epochs=600,
            batch_size=16,
            rate=0.01,
            loss="squared_error",
            title="Sine 1-8-8-1",
            about="Learned the curve sin x between −π and π from 160 of its points.",
            examples="unseen points",
            output_names=("sin x",),
        ),
        "digits": Recipe(
            digits,
            (Dense(16, "relu"), Dense(10, "softmax")),
            epochs=60,
            batch_size=64,
            rate=0.004,
            loss="cross_entropy",
            title="Digits 64-16-10",
            about="Reads handwritten digits of 8 × 8 pixels.",
            l2=1e-4,
            image_shape=(8, 8),
            sample=5,
            seed=4,  # of 0 to 7 the one that leaves the fewest hidden neurons dead, whatever its score
        ),
        "mnist": Recipe(
            mnist,
            (Dense(64, "relu"), Dense(10, "softmax")),
            epochs=20,
            batch_size=64,
            rate=0.003,
            loss="cross_entropy",
            title="MNIST 784-64-10",
            about="Reads handwritten digits of 28 × 28 pixels.",
            l2=1e-4,
            image_shape=(28, 28),
        ),
        "digits-cnn": Recipe(
            digit_images,
            (Conv2D(4, 3, padding="same", activation="relu"), MaxPool2D(2), Flatten(), Dense(10, "softmax")),
            epochs=60,
            batch_size=64,
            rate=0.005,
            loss="cross_entropy",
            title="Digits, convolution",
            about="Reads handwritten digits of 8 × 8 pixels with four kernels of 3 × 3.",
            l2=3e-5,
            sample=5,
        ),
        "mnist-cnn": Recipe(
            mnist_images,
            (
                Conv2D(8, 5, activation="relu"),
                MaxPool2D(2),
                Conv2D(16, 3, activation="relu"),
                MaxPool2D(2),
                Flatten(),
                Dense(10, "softmax"),
            ),
            epochs=15,
            batch_size=64,
            rate=0.003,
            loss="cross_entropy",
            title="MNIST, convolution",
            about="Reads handwritten digits of 28 × 28 pixels: 8 kernels of 5 × 5, then 16 of 3 × 3.",
            l2=1e-4,
        ),
    }
)


MADE: Mapping[str, Callable[[], Document]] = MappingProxyType({"edges": edges, "worked-example": worked})
"""Samples that are not trained."""


def build(recipe: Recipe) -> Document:
    """Train one sample and wrap it in a document that holds the unseen examples for trying it."""
    data = recipe.data()
    training = data.training
    scaling = Standardization.of(training.inputs) if recipe.standardize else None
    inputs = scaling.apply(training.inputs) if scaling else training.inputs
    network = Network.build(data.inputs.shape[1:], recipe.layers, seed=recipe.seed)
    for snapshot in train(
        network,
        (inputs, training.targets),
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        optimizer=Adam(recipe.rate),
        schedule=Cosine(),
        loss=recipe.loss,
        l2=recipe.l2,
        seed=recipe.seed,
    ):
        network = snapshot.network
    if scaling:
        network = network.with_parameters(folded(scaling, network))
    return _document(recipe, network, data.unseen if data.held_out else data)


def folded(scaling: Standardization, network: Network) -> dict[str, Array]:
    """Layer 1's parameters for raw inputs: a small sample is clearer without a layer that scales them."""
    own = {"mean": scaling.mean, "deviation": scaling.deviation}
    found = folded_forward(Standardize(), own, network.layer_parameters(1))
    return {f"1.{name}": array for name, array in found.items()}


def _document(recipe: Recipe, network: Network, data: Dataset) -> Document:
    return Document(
        network=network,
        title=recipe.title,
        input=CurrentInput(data.inputs[recipe.sample], "sample", sample=recipe.sample),
        image_shape=recipe.image_shape,
        task="classes" if data.class_names else "values",
        about=recipe.about,
        input_names=data.input_names,
        output_names=data.class_names or recipe.output_names,
        data=data,
        trained=MappingProxyType(network.parameters()),
        score=_score(recipe, network, data),
        view=View(selection=_telling(network, data.inputs[recipe.sample])),
    )


def _score(recipe: Recipe, network: Network, data: Dataset) -> Score | None:
    """Digits are scored as a class draws them; everything else on the unseen part of its own data."""
    if data.class_names != bundled.DIGITS:
        return score(network, data, recipe.examples)
    size = hall_digits.picture_size(network, recipe.image_shape)
    return score(network, hall_digits.hall(size, network.input_shape), hall_digits.EXAMPLES)


def _telling(network: Network, values: Array) -> Target:
    """The unit to look at first: the answer, or in a network that sees pictures a cell of the first map."""
    if len(network.input_shape) == 3:
        return brightest(network, values)
    return Target(len(network.layers), int(network.predict(values[None]).argmax()))


def main(names: list[str]) -> int:
    """Build the named samples, or all of them, into ``resources/samples``."""
    folder = assets.path("samples")
    folder.mkdir(exist_ok=True)
    for name in names or (*RECIPES, *MADE):
        document = MADE[name]() if name in MADE else build(RECIPES[name])
        formats.save(document, folder / f"{name}.nnviz")
        print(f"{name}: {document.score or 'trained'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
