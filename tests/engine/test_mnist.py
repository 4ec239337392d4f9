"""LeNet on handwritten digits, by the recipe in docs/engine.md: good on digits it has never seen."""

from nnviz.data import catalogue
from nnviz.engine import Adam, Conv2D, Cosine, Dense, Flatten, MaxPool2D, Network, train


def test_lenet_reads_97_percent_of_unseen_digits_after_three_epochs() -> None:
    digits = catalogue.get("mnist")
    learned, unseen = (
        (part.inputs.reshape(-1, 1, 28, 28), part.targets) for part in (digits.training, digits.unseen)
    )
    assert (len(learned[0]), len(unseen[0])) == (7000, 1000)
    network = Network.build(
        (1, 28, 28),
        [
            Conv2D(6, 5, padding=2, activation="relu"),
            MaxPool2D(2),
            Conv2D(16, 5, activation="relu"),
            MaxPool2D(2),
            Flatten(),
            Dense(120, "relu"),
            Dense(84, "relu"),
            Dense(10, "softmax"),
        ],
        seed=1,
    )
    recipe = {"epochs": 3, "batch_size": 32, "optimizer": Adam(0.003), "schedule": Cosine()}
    *_, last = train(network, learned, unseen, seed=1, **recipe)
    assert last.epoch == 3
    assert last.metrics["validation_accuracy"] >= 0.97
