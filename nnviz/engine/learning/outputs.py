"""What a loss that needs probabilities looks for at the end of a network: the function that gives them."""

from nnviz.engine.arrays import count
from nnviz.engine.functions.base import ActivationFunction
from nnviz.engine.graph import describe
from nnviz.engine.learning.losses import Loss
from nnviz.engine.network import Network
from nnviz.errors import OptionError

# Layers without a function that leave each number between 0 and 1; dropout, which doubles some, isn't one.
_KEEP_RANGE = frozenset(
    {"Flatten", "GlobalAveragePool2D", "GlobalMaxPool2D", "AveragePool2D", "MaxPool2D", "Concat"}
)
# Those that leave shares of one whole such shares: a mean of shares adds up to 1 as they do.
_KEEP_SHARES = frozenset({"Flatten", "GlobalAveragePool2D"})


def output_function(network: Network) -> ActivationFunction | None:
    """The function whose values come out, layers without one looked past; None if there is none."""
    number = len(network.layers)
    while number and network.layers[number - 1].activation is None:
        if not _passes_on(network, number, _KEEP_SHARES):
            return None
        number = network.sources(number)[0]
    return network.layers[number - 1].activation if number else None


def check_output(loss: Loss, network: Network, number: int | None = None) -> None:
    """Raise :class:`OptionError` where the network's output, or that of layer ``number``, isn't what the loss
    needs: of Dense and BatchNorm any number comes, whose logarithm is no loss."""
    if loss.outputs is None:
        return
    last = len(network.layers)
    number = last if number is None else number
    layer = network.layers[number - 1] if number else None
    function = layer.activation if layer else None
    if function is not None:
        loss.check_function(function, len(network.shapes[number]), is_last=number == last)
        return
    if layer is None or not _passes_on(network, number, _KEEP_SHARES if loss.classes else _KEEP_RANGE):
        what = describe(number, layer) if layer else "the input"
        raise OptionError(
            f"{loss.title} needs probabilities, but numbers of any size come from {what}; "
            f"end the network with {' or '.join(sorted(loss.outputs))}."
        )
    for source in network.sources(number):
        check_output(loss, network, source)


def _passes_on(network: Network, number: int, kinds: frozenset[str]) -> bool:
    kind, sources = network.layers[number - 1].kind, network.sources(number)
    if kind not in kinds or not sources:
        return False
    # Flattened, the shares of many pixels are one row that adds up to their count.
    return kinds is not _KEEP_SHARES or kind != "Flatten" or count(network.shapes[sources[0]][1:]) == 1
