"""Where numbers stopped being finite, in words."""

from __future__ import annotations

from math import prod

from nnviz.document import Document, Target
from nnviz.document.training import Run
from nnviz.scene.words import names


def where(document: Document, run: Run) -> str:
    """The place by its names: "hidden neuron 3", "channel 2 of convolution 1"; empty: no trouble."""
    trouble = run.trouble
    if trouble is None:
        return ""
    network = document.network
    number = trouble.layer + (run.before is not None)
    if number > len(network.layers):
        # The layers are others by now.
        return f"layer {trouble.layer}"
    shape = network.shapes[number]
    if len(trouble.unit) == len(shape) == 1 and trouble.unit[0] < prod(shape):
        return names.unit_in_sentence(document, Target(number, trouble.unit[0]))
    layer = names.layer_in_sentence(document, number)
    return f"channel {trouble.unit[0] + 1} of {layer}" if trouble.unit else layer


def told(document: Document, run: Run) -> tuple[str, str]:
    """A lead and a sentence."""
    trouble = run.trouble
    if trouble is None:
        return "", ""
    what = f"{trouble.what} {where(document, run)}"
    return f"Step {trouble.step:,} ran away:", f"{what} isn’t finite. Try a smaller rate."
